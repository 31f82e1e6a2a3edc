"""What an exercise asks of the psoas and what that presses on the spine, by the muscle model."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, radians
from psoascope.psoas.loop_band import LoopBand
from psoascope.psoas.muscle import state
from psoascope.psoas.names import FASCICLES_OF_A_SIDE, LEVELS, LUMBAR_ANGLES
from psoascope.psoas.posture_angles import PostureAngles, angle_rows, weakest_mark
from psoascope.psoas.postures import posture
from psoascope.psoas.presets import shared_pull
from psoascope.psoas.spine_load import spine_load
from psoascope.psoas.tasks import bent_leg_raise, curl_up, standing_march
from psoascope.quantity import Quantity

FIGURES = ("change", "pull", "spine")
_LOWEST = LEVELS.index("L5_S1")
_SIDE = len(FASCICLES_OF_A_SIDE)
_KNEE = 90.0  # deg, lying with bent knees


class ExerciseLoad(NamedTuple):
    """Of the reference person at the exercise's far end.

    change : Quantity, %
        Length of the psoas of the side that works, against standing.
    pull : Quantity, N
        Sum of the pulls of that side's fascicles: by stretch alone where `asked` is False.
    spine : Quantity, N
        What both sides add to the compression of L5/S1; nothing else that presses there.
    asked : bool
        Whether the exercise asks the muscle for a moment that is known.
    mark : str
    """

    change: Quantity
    pull: Quantity
    spine: Quantity
    asked: bool
    mark: str


def exercise_load(name: str) -> ExerciseLoad | None:
    """The load of an exercise of data/exercises.toml.

    Parameters
    ----------
    name : str

    Returns
    -------
    ExerciseLoad or None
        Bands of kind range: over joint angles, variants of the muscle, ways of sharing, people and
        bands. None where the exercise loads nothing that the model knows.

    Raises
    ------
    TableError
        There is no such exercise, or it names a task that there is not.

    References
    ----------
    data/exercises.toml, [...].loads. Left out: speed, the standing leg, other muscles, the weight
    of the trunk on the disc.

    Examples
    --------
    >>> stretch, march = exercise_load("psoas_stretch"), exercise_load("loop_march")
    >>> stretch.asked, march.asked, march.pull.value > stretch.pull.value
    (False, True, True)
    >>> exercise_load("diaphragm_breathing") is None
    True
    """
    row = tables.entry(f"exercises.{name}")
    if "loads" not in row:
        return None
    loads = row["loads"]
    if "posture" in loads:
        return _held(loads["posture"])
    return _done(loads, both=row["sides"] == "both")


@cache
def kept_exercise_loads() -> Mapping[str, ExerciseLoad]:
    """All of them as kept in data/exercise_loads.toml: at once, without computing.

    Returns
    -------
    mapping of str to ExerciseLoad
        What exercise_load() gives, rounded; tools/make_exercise_loads.py writes them, and a test
        compares.

    Examples
    --------
    >>> kept_exercise_loads()["bridge"].asked
    False
    """
    return {name: _kept(row) for name, row in tables.table("exercise_loads").items()}


def _kept(row: Mapping[str, Any]) -> ExerciseLoad:
    edges = {figure: tuple(row[figure]) for figure in FIGURES}
    change, pull, spine = (
        Quantity(value, low, high, row["unit"][figure], "range")
        for figure, (value, low, high) in edges.items()
    )
    return ExerciseLoad(change, pull, spine, row["asked"], row["mark"])


def _held(name: str) -> ExerciseLoad:
    relaxed = posture(name)
    mark = weakest_mark(angle_rows(name))
    pull, spine = relaxed.right.passive_tension, relaxed.compression_l5_s1
    return ExerciseLoad(relaxed.right.change, pull, spine, asked=False, mark=mark)


def _done(loads: Mapping[str, Any], *, both: bool) -> ExerciseLoad:
    """A task at its far angle and about it, its moment shared among the hip's muscles."""
    task, reach = loads["task"], tables.entry("tasks.exercise_angle.value")
    angle = np.asarray(radians(loads["angle"] + np.array([0.0, -reach, reach])))
    asked, flexion, back = _ASKED[task](angle, bool(loads.get("band")))
    hip = np.stack([flexion, 0 * flexion, 0 * flexion], axis=-1)
    lumbar = np.zeros((len(angle), len(LEVELS), 3))
    lumbar[:, -1, LUMBAR_ANGLES.index("extension")] = back
    angles = PostureAngles(lumbar, hip, hip if both else 0 * hip)
    moments = [part[:, :1] for part in (asked.value, asked.low, asked.high)]
    knee = np.full_like(angle, float(radians(_KNEE))) if task != "standing_march" else angle
    pulls = shared_pull(angles, knee, moments, standing_left=not both)
    still = np.zeros(3)
    upright = state(np.zeros((len(LEVELS), 3)), still, still).whole_length[0]
    pressed = spine_load(*angles, pulls).compression[..., _LOWEST]
    return ExerciseLoad(
        _range((state(*angles).whole_length[:, 0] / upright - 1) * 100, "%"),
        _range(pulls[..., :_SIDE].sum(axis=-1)),
        _range(pressed),
        asked=True,
        mark="ESTIMATE",
    )


def _lying(angle: Array, _: bool) -> tuple[Quantity, Array, Array]:
    return bent_leg_raise(angle), angle, 0 * angle


def _marching(angle: Array, band: bool) -> tuple[Quantity, Array, Array]:
    return standing_march(angle, LoopBand() if band else None), angle, 0 * angle


def _curling(angle: Array, _: bool) -> tuple[Quantity, Array, Array]:
    # Knees bent, feet flat: the hips stay as they are, the back bends at its top.
    hips = np.full_like(angle, float(radians(45.0)))
    return curl_up(angle).hip, hips, -angle


_ASKED = {"bent_leg_raise": _lying, "standing_march": _marching, "curl_up": _curling}


def _range(values: Array, unit: str = "N") -> Quantity:
    """The first of all values with the range of all."""
    edges = float(values.flat[0]), float(np.nanmin(values)), float(np.nanmax(values))
    return Quantity(*edges, unit, "range")
