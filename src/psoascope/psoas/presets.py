"""What the psoas does in the postures that the moving picture offers: relaxed, and at work."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, radians
from psoascope.psoas.architecture import variants
from psoascope.psoas.force import muscle_force
from psoascope.psoas.hip_sharing import hip_sharing
from psoascope.psoas.muscle import state
from psoascope.psoas.names import FASCICLES_OF_A_SIDE, LEVELS, LUMBAR_ANGLES, SIDES
from psoascope.psoas.posture_angles import PostureAngles, angle_rows, posture_grid, weakest_mark
from psoascope.psoas.postures import posture
from psoascope.psoas.spine_load import spine_load
from psoascope.psoas.tasks import sit_up, standing_march
from psoascope.quantity import Quantity

FIGURES = ("change", "rest_tension", "rest_spine", "work_tension", "work_spine")
"""change, %; the others N: sum of the pulls, and what they add to the compression of L5/S1."""

_MARKS = ("FOUND", "COMPUTED", "MEMORY", "ESTIMATE")
_LOWEST = LEVELS.index("L5_S1")
_SIDE = len(FASCICLES_OF_A_SIDE)
_SHARING = tuple((power, cost) for cost in ("none", "volume") for power in (2.0, 3.0))


@dataclass(frozen=True)
class Preset:
    """The psoas in one posture of data/presets.toml.

    Parameters
    ----------
    name : str
    right, left : mapping of str to Quantity
        By FIGURES; those of work are absent where nothing is known of it.
    both : mapping of str to Quantity
        rest_spine and work_spine of both sides together, N.
    mark, work_mark : str
        The weakest of what goes into the figures at rest, and of those at work; "" without.
    """

    name: str
    right: Mapping[str, Quantity]
    left: Mapping[str, Quantity]
    both: Mapping[str, Quantity]
    mark: str
    work_mark: str


class _Work(NamedTuple):
    """Tension (V, N, 22), N, of V ways to work in N postures, the first as usual."""

    tension: Array
    mark: str


def preset(name: str) -> Preset:
    """The psoas of the reference person in a posture of data/presets.toml.

    Parameters
    ----------
    name : str
        Entry of data/presets.toml.

    Returns
    -------
    Preset
        Bands of kind range: over joint angles, variants of the muscle, its effort or the ways of
        sharing a moment.

    Raises
    ------
    TableError
        There is no such preset.

    References
    ----------
    data/presets.toml, data/postures.toml, data/activities.toml. Left out: what the standing leg of
    a march does, other muscles, the weight of the trunk, speed of the fibres.

    Examples
    --------
    >>> sitting = preset("sitting")
    >>> round(sitting.right["change"].value, 1), sitting.mark
    (-11.7, 'ESTIMATE')
    >>> sitting.right["work_tension"].value > sitting.right["rest_tension"].value
    True
    """
    row = tables.entry(f"presets.{name}")
    angles, relaxed = posture_grid(row["posture"]), posture(row["posture"])
    sides = {
        side: {
            "change": muscle.change,
            "rest_tension": muscle.passive_tension,
            "rest_spine": muscle.compression_l5_s1,
        }
        for side, muscle in zip(SIDES, (relaxed.right, relaxed.left), strict=True)
    }
    both = {"rest_spine": relaxed.compression_l5_s1}
    mark, work = weakest_mark(angle_rows(row["posture"])), _work(row, angles)
    if work is not None:
        for number, side in enumerate(SIDES):
            alone = _of_side(work.tension, number)
            sides[side]["work_tension"] = _range(alone.sum(axis=-1))
            sides[side]["work_spine"] = _range(_compression(angles, alone))
        both["work_spine"] = _range(_compression(angles, work.tension))
    work_mark = "" if work is None else max(mark, work.mark, key=_MARKS.index)
    return Preset(name, sides["right"], sides["left"], both, mark, work_mark)


def preset_names() -> tuple[str, ...]:
    """Names of all presets, in the order of the picture's buttons.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> preset_names()[:2]
    ('standing', 'sitting')
    """
    return tuple(tables.table("presets"))


@cache
def kept_presets() -> Mapping[str, Preset]:
    """All presets as kept in data/preset_loads.toml: at once, without computing.

    Returns
    -------
    mapping of str to Preset
        What preset() gives, rounded; tools/make_preset_loads.py writes them, a test compares.

    Examples
    --------
    >>> kept_presets()["bridge"].work_mark
    ''
    """
    return {name: _kept(name, row) for name, row in tables.table("preset_loads").items()}


def _kept(name: str, row: Mapping[str, Any]) -> Preset:
    parts: dict[str, dict[str, Quantity]] = {}
    for whose in (*SIDES, "both"):
        parts[whose] = {}
        for figure, (value, low, high) in row[whose].items():
            parts[whose][figure] = Quantity(value, low, high, row["unit"][figure], "range")
    return Preset(name, parts["right"], parts["left"], parts["both"], row["mark"], row["work_mark"])


def _work(row: Mapping[str, Any], angles: PostureAngles) -> _Work | None:
    work = row["work"]
    if "effort" in work:
        return _by_effort(work["effort"], row["posture"], angles)
    if "march" in work:
        return _marching(angles)
    return _sitting_up(angles) if "sit_up" in work else None


def _by_effort(activity: str, name: str, angles: PostureAngles) -> _Work:
    """The muscle as active as an activity says it is in this posture."""
    spells = tables.entry(f"activities.{activity}.spell")
    effort = next(one["effort"] for one in spells if one.get("posture") == name)
    length = state(*angles).length
    pulls = [
        muscle_force(length, activation=effort[edge], architecture=each).tension
        for each in variants(None)
        for edge in ("value", "low", "high")
    ]
    return _Work(np.stack(pulls), effort["mark"])


def _marching(angles: PostureAngles) -> _Work:
    """The right leg held up; the left muscle, whose task is not known, pulls by stretch alone."""
    flexion = angles.hip_right[:, 0]
    asked = standing_march(flexion)
    moments = [part[:, :1] for part in (asked.value, asked.low, asked.high)]
    return _Work(shared_pull(angles, flexion, moments, standing_left=True), "COMPUTED")


def _sitting_up(angles: PostureAngles) -> _Work:
    """Both legs hold the trunk, which is raised by what hips and back bend from lying."""
    spell = next(one for one in tables.entry("activities.sit_ups.spell") if "task" in one)
    back = angles.lumbar[..., LUMBAR_ANGLES.index("extension")].sum(axis=-1)
    raised = angles.hip_right[:, 0] - back - float(radians(spell["lying_hip_deg"]))
    asked = sit_up(raised).hip
    moments = [part[:, :1] for part in (asked.value, asked.low, asked.high)]
    knee = np.full_like(raised, float(radians(spell["knee_deg"])))
    return _Work(shared_pull(angles, knee, moments), "COMPUTED")


def shared_pull(
    angles: PostureAngles, knee: Array, moments: Sequence[Array], *, standing_left: bool = False
) -> Array:
    """Pull of the fascicles where the hip must give a moment, in many ways that could do so.

    Parameters
    ----------
    angles : PostureAngles (N)
    knee : array (N,), rad
    moments : sequence of array (N, 1), N m
        Flexion of one hip: the value, and the ends of its band.
    standing_left : bool
        The left leg stands, and its muscle pulls by stretch alone; else both give the moment.

    Returns
    -------
    array (V, N, 22), N
        One row for each variant of the muscle, way of sharing and moment, the first as usual; NaN
        where the muscles cannot give the moment.
    """
    pulls = []
    for each in variants(None):
        still = muscle_force(state(*angles).length, architecture=each).tension[:, _SIDE:]
        for (power, cost), moment in _ways(moments):
            found = hip_sharing(
                angles.hip_right,
                knee,
                moment,
                power=power,
                weighting=cost,
                coordinates=("flexion",),
                architecture=each,
            )
            one = np.where(found.feasible[:, None], found.tension[:, :_SIDE], np.nan)
            pulls.append(np.concatenate([one, still if standing_left else one], axis=-1))
    return np.stack(pulls)


def _ways(moments: Sequence[Array]) -> Iterator[tuple[tuple[float, str], Array]]:
    return ((way, moment) for way in _SHARING for moment in moments)


def _of_side(tension: Array, side: int) -> Array:
    """Tension (..., 22), N, of one side, with 0 on the other."""
    alone = np.zeros_like(tension)
    kept = slice(side * _SIDE, (side + 1) * _SIDE)
    alone[..., kept] = tension[..., kept]
    return alone


def _compression(angles: PostureAngles, tension: Array) -> Array:
    return spine_load(*angles, tension).compression[..., _LOWEST]


def _range(values: Array) -> Quantity:
    """The first of all values with the range of all, N."""
    return Quantity(
        float(values.flat[0]), float(np.nanmin(values)), float(np.nanmax(values)), "N", "range"
    )
