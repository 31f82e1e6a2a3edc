"""One capture of a guided test, judged: what it gives, how good it is, or why it is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from psoascope.arrays import Array, radians
from psoascope.errors import CaptureRefused, RangeError
from psoascope.motion.camera import camera_yaw
from psoascope.motion.gates import Gated
from psoascope.motion.motion import Motion, chosen_side, motion
from psoascope.motion.phases import Phases, phases, slowly
from psoascope.motion.posing import SEGMENTS, Posing, posing
from psoascope.motion.readings import Reading, reading
from psoascope.motion.sagittal import HIP, KNEE, SIDES
from psoascope.read.recording import Recording
from psoascope.tables import entry, error, table


@dataclass(frozen=True)
class Trial:
    """What one capture gives.

    Parameters
    ----------
    readings : dict of str to dict of str to Reading
        By side, then by measure.
    side : str
        The side towards the camera, or as wished.
    yaw : float, deg
        Of the camera; 0 for markers.
    used : float
        Share of the frames that no gate refused, on that side.
    grade : str
        Key under [grade] of data/capture_errors.toml.
    gated : tuple of Gated
    markers : bool
        From markers in space, not from a picture.
    seconds : float
    """

    readings: dict[str, dict[str, Reading]]
    side: str
    yaw: float
    used: float
    grade: str
    gated: tuple[Gated, ...]
    markers: bool
    seconds: float

    def reports(self) -> list[dict[str, Any]]:
        """What was refused in it, in words, as in a report."""
        return _reports(self.gated, self.side)


@dataclass(frozen=True)
class Neutral:
    """How a person stood still, in front of the same camera.

    Parameters
    ----------
    segments : array (2, 3), rad
        Right, left; thigh, shank, trunk: what is 0 for a person who stands upright.
    yaw : float, deg
    """

    segments: Array
    yaw: float


def movement_test(name: str) -> Mapping[str, Any]:
    """A guided test of data/tests.toml.

    Parameters
    ----------
    name : str

    Returns
    -------
    mapping

    Raises
    ------
    RangeError
        There is no such test; names those that there are.
    """
    tests = table("tests")
    if name not in tests:
        raise error(RangeError, "unknown_test", name=name, known=", ".join(tests))
    row: Mapping[str, Any] = tests[name]
    return row


def trial(recording: Recording, name: str, side: str = "auto", plumb: float = 0.0) -> Trial:
    """One capture of a guided test.

    Parameters
    ----------
    recording : Recording
    name : str
        Entry of data/tests.toml.
    side : {"auto", "right", "left"}
        The leg that is tested; auto takes the one towards the camera.
    plumb : float, rad
        How far the picture has to be turned to the left for a plumb line to hang straight.

    Returns
    -------
    Trial

    Raises
    ------
    CaptureRefused
        The capture is too poor, or does not show the movement; says why and what to change.
    """
    test = movement_test(name)
    span = float(recording.time[-1] - recording.time[0])
    least, most = test["seconds"]
    if not least <= span <= most:
        values = {"seconds": round(span, 1), "least": least, "most": most}
        raise error(CaptureRefused, "tests_refusals.too_short_or_long", **values)
    moved = _moved(recording, test, plumb)
    chosen = chosen_side(moved, side)
    yaw = _checked_yaw(moved, recording)
    used = _checked_use(moved, SIDES.index(chosen))
    sides = SIDES if test["side"] == "both" else (chosen,)
    posed = posing(moved)
    found = {one: _read(posed, test, SIDES.index(one)) for one in sides}
    readings = {one: rows for one, (_, rows) in found.items()}
    if not any(row.found for row in readings[chosen].values()):
        raise error(CaptureRefused, f"tests_refusals.{test['kind']}")
    grade = _grade(used, yaw)
    markers = recording.unit == "metre"
    return Trial(readings, chosen, yaw, used, grade, tuple(moved.gated), markers, span)


def neutral(recording: Recording, plumb: float = 0.0) -> Neutral:
    """A capture of somebody who stands still and upright, side-on.

    Parameters
    ----------
    recording : Recording
    plumb : float, rad
        As in `trial`.

    Returns
    -------
    Neutral

    Raises
    ------
    CaptureRefused
        The capture is poor, the person moves, or the camera is turned or tilted too far.
    """
    moved = _moved(recording, entry("tests_rules.neutral"), plumb)
    yaw = _checked_yaw(moved, recording)
    side = SIDES.index(chosen_side(moved, "auto"))
    _checked_use(moved, side)
    posed = posing(moved)
    rule = entry("tests_rules.neutral")
    window = entry("tests_rules.steady.calmed")
    spread = max(
        float(np.nanstd(slowly(posed.time, posed.segments[:, side, part], window)))
        for part in range(len(SEGMENTS))
    )
    if not spread <= radians(rule["value"]):
        degrees = round(float(np.degrees(spread)))
        raise error(CaptureRefused, "tests_refusals.not_still", degrees=degrees)
    middle = np.stack([_middle(posed.segments[:, one]) for one in range(len(SIDES))])
    roll = abs(float(np.nanmean(middle[:, :2]) - np.nanmean(middle[:, 2])) / 2)
    limit = entry("capture_errors.limit_roll.value")
    if roll > radians(limit):
        raise error(CaptureRefused, "tests_refusals.tilted", degrees=round(np.degrees(roll)))
    return Neutral(middle, yaw)


def _middle(segments: Array) -> Array:
    """Median over the frames that are seen whole, (3,); NaN without any."""
    whole = segments[np.isfinite(segments).all(axis=1)]
    return np.median(whole, axis=0) if len(whole) else np.full(segments.shape[1], np.nan)


def _moved(recording: Recording, test: Mapping[str, Any], plumb: float) -> Motion:
    rates = entry("tests_rules.least_rate")
    least = test.get("least_rate", rates.get(test.get("kind"), rates["value"]))
    return motion(_levelled(recording, plumb), test["position"], test["gates"], least)


def _levelled(recording: Recording, plumb: float) -> Recording:
    """The picture turned about its middle, so that a plumb line hangs straight."""
    if plumb == 0.0 or recording.frame_size is None:
        return recording
    middle = np.array(recording.frame_size) / 2
    x, y = np.moveaxis(recording.points[..., :2] - middle, -1, 0)
    # y runs down in a picture: a turn to the left takes x towards -y.
    turned = np.stack(
        [x * np.cos(plumb) + y * np.sin(plumb), y * np.cos(plumb) - x * np.sin(plumb)], axis=-1
    )
    return replace(recording, points=turned + middle)


def _read(posed: Posing, test: Mapping[str, Any], side: int) -> tuple[Phases, dict[str, Reading]]:
    parts = phases(posed, test, side)
    rows = {
        key: reading(posed, parts, test, measure, side) for key, measure in test["measure"].items()
    }
    return parts, rows


def _checked_yaw(moved: Motion, recording: Recording) -> float:
    """The camera's turn; refuses one beyond the limit."""
    if recording.unit == "metre":
        return 0.0
    yaw = camera_yaw(moved.view, np.asarray(moved.used.any(axis=1)))
    if yaw > entry("capture_errors.limit_yaw.value"):
        raise error(CaptureRefused, "gates.not_side_on", yaw=round(yaw))
    return yaw


def _checked_use(moved: Motion, side: int) -> float:
    """Share of usable frames; refuses too few, and limbs whose length trembles too much."""
    used = moved.used[:, side]
    share = float(used.mean())
    if share < entry("capture_errors.limit_used.value"):
        percent = round(100 * share)
        refusal = error(CaptureRefused, "tests_refusals.too_many_gaps", percent=percent)
        refusal.gates = _reports(moved.gated, SIDES[side])
        raise refusal
    legs = moved.view.joints[used, side]
    thigh = np.linalg.norm(legs[:, KNEE] - legs[:, HIP], axis=-1)
    trunk = float(np.median(moved.view.trunk_length[used]))
    jitter = float(np.median(np.abs(np.diff(thigh)))) / trunk
    if jitter > entry("capture_errors.limit_jitter.value"):
        raise error(CaptureRefused, "tests_refusals.trembling")
    return share


def _reports(gated: Sequence[Gated], side: str) -> list[dict[str, Any]]:
    found = [gate.report(side) for gate in gated]
    return [one for one in found if one["frames"]]


def _grade(used: float, yaw: float) -> str:
    grades: Mapping[str, Any] = entry("capture_errors.grade")
    fits = (key for key, row in grades.items() if used >= row["used"] and yaw <= row["yaw"])
    return next(fits)
