"""From a recording to smooth, gated angles, or a refusal with its reason."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from psoascope import tables
from psoascope.arrays import Mask
from psoascope.errors import CaptureRefused
from psoascope.motion.angles import Angles, angles
from psoascope.motion.gates import Gated, gated
from psoascope.motion.sagittal import ANKLE, SIDES, Sagittal, near_side, sagittal
from psoascope.motion.smoothing import smoothed
from psoascope.read.recording import Recording

_NEARLY_AS_MANY = 0.8  # the near leg is taken unless the far one gives far more frames


@dataclass(frozen=True)
class Motion:
    """What the legs did, and what was refused.

    Parameters
    ----------
    view : Sagittal
        The joints that the angles come from.
    angles : Angles
        Gated, short gaps bridged, low-passed; NaN in the gaps that stay.
    gated : list of Gated
    used : array (T, 2) of bool
        Frames that no gate refused, sides right, left.
    """

    view: Sagittal
    angles: Angles
    gated: list[Gated]
    used: Mask


def motion(
    recording: Recording,
    position: str = "upright",
    gates: Collection[str] | None = None,
    least_rate: float | None = None,
) -> Motion:
    """Angles of both legs with refused frames left out.

    Parameters
    ----------
    recording : Recording
    position : {"upright", "supine"}
        How the recording begins.
    gates : collection of str, optional
        Entries of data/gates.toml that are asked; all of them if not given.
    least_rate : float, optional, 1/s
        Frames a second that are needed; as in data/gates.toml if not given.

    Returns
    -------
    Motion

    Raises
    ------
    CaptureRefused
        The frame rate is too low, or the person is upside down.
    """
    view = sagittal(recording, position)
    _check_frame_rate(recording, least_rate)
    found = gated(recording, view, gates)
    used = np.ones((len(view.time), len(SIDES)), dtype=np.bool_)
    for one in found:
        used &= ~one.mask
    if position == "upright":
        _check_upright(view, used)
    return Motion(view, _smooth(angles(view), used), found, used)


def chosen_side(one: Motion, wish: str) -> str:
    """The side to report: as wished, or the one towards the camera if enough of it is seen.

    Parameters
    ----------
    one : Motion
    wish : {"auto", "right", "left"}

    Returns
    -------
    str
        "right" or "left".

    Raises
    ------
    CaptureRefused
        Less than the least usable time on that side; carries the gates that took it.
    """
    frames = one.used.sum(axis=0)
    if wish == "auto":
        shown = near_side(one.view)[one.used.any(axis=1)]
        near = round(float(shown.mean())) if len(shown) else 0
        enough = frames[near] >= _NEARLY_AS_MANY * frames[1 - near]
        wish = SIDES[near if enough else 1 - near]
    _check_enough(one, wish)
    return wish


def _smooth(raw: Angles, used: Mask) -> Angles:
    time = raw.time
    hip, knee = (
        np.stack(
            [smoothed(time, leg[:, side], used[:, side]) for side in range(len(SIDES))], axis=1
        )
        for leg in (raw.hip_flexion, raw.knee_flexion)
    )
    return replace(
        raw,
        hip_flexion=hip,
        knee_flexion=knee,
        trunk_lean=smoothed(time, raw.trunk_lean, np.any(used, axis=1)),
    )


def _check_frame_rate(recording: Recording, least: float | None) -> None:
    least = tables.entry("gates.frame_rate_too_low.threshold") if least is None else least
    steps = np.diff(recording.time)
    fps = 1 / float(np.median(steps)) if len(steps) else 0.0
    if len(steps) and fps < least * (1 - 1e-6):  # a rate of 10 may come as 9.9999999
        raise tables.error(
            CaptureRefused, "gates.frame_rate_too_low", fps=round(fps, 1), threshold=least
        )


def _check_upright(view: Sagittal, used: Mask) -> None:
    rule = tables.entry("gates.upside_down")
    usable = used.any(axis=1)
    if not usable.any():
        return
    feet = view.joints[usable][:, :, ANKLE, 1].max(axis=1)
    shoulders = view.centre[usable, 1] + view.trunk[usable, 1]
    above = float(np.median((feet - shoulders) / view.trunk_length[usable]))
    if above > rule["threshold"]:
        raise tables.error(CaptureRefused, "gates.upside_down")


def _check_enough(one: Motion, side: str) -> None:
    least = tables.entry("gates.too_few_frames.threshold")
    time = one.view.time
    step = float(np.median(np.diff(time))) if len(time) > 1 else 0.0
    seconds = float(one.used[:, SIDES.index(side)].sum()) * step
    if seconds >= least:
        return
    reports = [gate.report(side) for gate in one.gated]
    worst = max(reports, key=lambda report: report["frames"], default=None)
    if worst and worst["frames"]:
        key, values = f"gates.{worst['gate']}", dict(worst["values"])
    else:
        key, values = "gates.too_few_frames", {"seconds": round(seconds, 2), "threshold": least}
    refusal = tables.error(CaptureRefused, key, **values)
    refusal.gates = [report for report in reports if report["frames"]]
    raise refusal
