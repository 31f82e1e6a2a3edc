"""The guided tests as one page of plain calls: captures or typed values -> quantities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, radians
from psoascope.errors import CaptureRefused, RangeError
from psoascope.motion.series import KIND, series
from psoascope.motion.trial import Neutral, Trial, movement_test, neutral, trial
from psoascope.psoas.person import Person
from psoascope.psoas.unseen import against_standing, psoas_length
from psoascope.quantity import Quantity
from psoascope.read.recording import Recording

_SEED = 21  # any fixed number: the same values give the same band
_POSED = ("hold", "peak", "at_peak", "raised", "trough", "mean")


@dataclass(frozen=True)
class Setting:
    """What is told about a test beside its captures.

    Parameters
    ----------
    side : {"auto", "right", "left"}
    plumb : float or None, deg
        How far the picture must be turned to the left for a plumb line to hang straight; None
        where nobody looked.
    height : float or None, m
        Standing height, for the psoas; the model's own where not given.
    """

    side: str = "auto"
    plumb: float | None = None
    height: float | None = None


@dataclass(frozen=True)
class Assessment:
    """What a guided test says.

    Parameters
    ----------
    name : str
        Entry of data/tests.toml.
    captures : tuple of Trial or CaptureRefused
        In the order given.
    quantities : dict of str to dict of str to Quantity
        By side, then by measure.
    psoas : dict of str to Quantity, %
        By measure: length of the tested side's psoas against standing, in the posture measured.
    side : str
        The side that is tested.
    still : Neutral or None
    """

    name: str
    captures: tuple[Trial | CaptureRefused, ...]
    quantities: dict[str, dict[str, Quantity]]
    psoas: dict[str, Quantity] = field(default_factory=dict)
    side: str = "right"
    still: Neutral | None = None


def assess(
    name: str,
    recordings: Sequence[Recording],
    standing: Recording | None = None,
    setting: Setting | None = None,
) -> Assessment:
    """A guided test from its repeats, and from a neutral stance in front of the same camera.

    Parameters
    ----------
    name : str
        Entry of data/tests.toml.
    recordings : sequence of Recording
        Its repeats; three are asked for, one is enough.
    standing : Recording, optional
        The same person, standing still and upright, filmed from the same place just before.
    setting : Setting, optional

    Returns
    -------
    Assessment
        A repeat that is refused is kept as its refusal.

    Raises
    ------
    RangeError
        No such test, or one whose values are typed.
    CaptureRefused
        The neutral stance, or every repeat, is too poor; says why and what to change.
    """
    setting = setting or Setting()
    row = movement_test(name)
    if row["entry"] != "capture" or not recordings:
        key = "typed_test" if row["entry"] != "capture" else "no_captures"
        raise tables.error(RangeError, key, name=name, inputs=", ".join(row.get("input", {})))
    plumb = float(radians(setting.plumb or 0.0))
    still = neutral(standing, plumb) if standing is not None else None
    captures = tuple(_tried(one, name, setting.side, plumb) for one in recordings)
    trials = [one for one in captures if isinstance(one, Trial)]
    if not trials:
        raise next(one for one in captures if isinstance(one, CaptureRefused))
    # Repeats of the other leg do not belong to this result.
    side = trials[0].side
    same = [one for one in trials if one.side == side]
    found = series(same, name, still, plumbed=setting.plumb is not None)
    psoas = _psoas(row, found[side], _person(setting.height))
    return Assessment(name, captures, found, psoas, side, still)


def typed(name: str, values: Mapping[str, Sequence[float]], side: str) -> Assessment:
    """A guided test whose values are typed in, such as strength from a luggage scale.

    Parameters
    ----------
    name : str
        Entry of data/tests.toml.
    values : mapping of str to sequence of float
        By input of the test, in its unit; the median of each counts.
    side : {"right", "left"}

    Returns
    -------
    Assessment
        force (N) times lever_arm (m) over body_mass (kg), N m/kg; its band from the stated error
        of each reading and from how the readings spread.

    Raises
    ------
    RangeError
        An input is absent, unknown, or outside its range; names it, the value and the range.

    Examples
    --------
    >>> given = {"force": [150, 160, 155], "lever_arm": [0.36], "body_mass": [70]}
    >>> strength = typed("hip_flexion_strength", given, "right").quantities["right"]
    >>> round(strength["strength_per_mass"].value, 2)
    0.8
    """
    row = movement_test(name)
    inputs: Mapping[str, Any] = row.get("input", {})
    for key in inputs.keys() ^ values.keys():
        problem = "input_missing" if key in inputs else "input_unknown"
        raise tables.error(RangeError, problem, input=key, name=name, known=", ".join(inputs))
    best, drawn = 1.0, np.ones(int(tables.entry("capture_errors.draws.value")))
    rng = np.random.default_rng(_SEED)
    for key, power in (("force", 1), ("lever_arm", 1), ("body_mass", -1)):
        readings = _within(key, inputs[key], values[key])
        best *= float(np.median(readings)) ** power
        drawn = drawn * _drawn(readings, inputs[key]["error"] / 100, len(drawn), rng) ** power
    (measure,) = row["measure"]
    tail = 50 * (1 - tables.entry("capture_errors.draws.holds"))
    low, high = np.percentile(drawn, [tail, 100 - tail])
    unit = tables.entry(f"quantities.{measure}.unit")
    one = Quantity(best, min(float(low), best), max(float(high), best), unit, KIND)
    return Assessment(name, (), {side: {measure: one}}, side=side)


def difference(before: Mapping[str, float], after: Quantity, smallest: float) -> str:
    """Whether a measure has changed from one day to another.

    Parameters
    ----------
    before : mapping
        `value` of the earlier day, as in test.json.
    after : Quantity
    smallest : float, unit of the quantity
        Smallest detectable change, of data/tests.toml.

    Returns
    -------
    {"changed", "not_shown", "unknown"}
        changed only beyond the smallest detectable change; not_shown is no proof of sameness.

    Examples
    --------
    >>> now = Quantity(-4.0, -12.0, 4.0, "deg", "coverage")
    >>> difference({"value": 6.0}, now, 18.0), difference({"value": 30.0}, now, 18.0)
    ('not_shown', 'changed')
    """
    gap = after.value - before["value"]
    if not np.isfinite(gap):
        return "unknown"
    return "changed" if abs(gap) > smallest else "not_shown"


def _tried(recording: Recording, name: str, side: str, plumb: float) -> Trial | CaptureRefused:
    try:
        return trial(recording, name, side, plumb)
    except CaptureRefused as refusal:
        return refusal


def _person(height: float | None) -> Person:
    reference: float = tables.entry("anatomy.reference_height.value")
    return Person(reference if height is None else height)


def _psoas(
    row: Mapping[str, Any], found: Mapping[str, Quantity], person: Person
) -> dict[str, Quantity]:
    """Psoas length against standing, %, wherever a posture's trunk-thigh angle was measured."""
    postures = {
        key: found[key]
        for key, measure in row["measure"].items()
        if key in found and measure["signal"] == "hip_flexion" and measure["take"] in _POSED
    }
    return {key: _change(angle, person) for key, angle in postures.items()}


def _change(angle: Quantity, person: Person) -> Quantity:
    middle, least, most = (radians([part]) for part in (angle.value, angle.low, angle.high))
    length = psoas_length(Quantity(middle, least, most, "rad", angle.kind), person)
    change = against_standing(length, person)
    value, low, high = (float(part[0]) for part in (change.value, change.low, change.high))
    return Quantity(value, low, high, change.unit, change.kind)


def _within(key: str, row: Mapping[str, Any], given: Sequence[float]) -> Array:
    low, high = row["range"]
    values = np.asarray(given, dtype=np.float64)
    bad = values[~((values >= low) & (values <= high))]
    if len(bad) or not len(values):
        value = f"{bad[0]:g}" if len(bad) else "-"
        unit = row["unit"]
        raise tables.error(
            RangeError, "input_range", input=key, value=value, unit=unit, low=low, high=high
        )
    return values


def _drawn(readings: Array, error: float, draws: int, rng: np.random.Generator) -> Array:
    """Medians of the readings drawn anew, each with its relative error of reading, (D,)."""
    chosen = rng.choice(readings, size=(draws, len(readings)))
    middle: Array = np.median(chosen, axis=1)
    return middle * (1 + error * rng.normal(size=draws))
