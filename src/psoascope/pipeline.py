"""The whole flow as one page of plain calls: recording -> motion -> psoas -> quantities."""

from dataclasses import dataclass

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, Index, degrees
from psoascope.motion.motion import Motion, chosen_side, motion
from psoascope.motion.pelvis_motion import PelvisMotion, pelvis_motion
from psoascope.motion.sagittal import SIDES
from psoascope.motion.segments_3d import segments_of, with_joints
from psoascope.motion.strides import turning_points
from psoascope.psoas.person import Person
from psoascope.psoas.seen import seen_length
from psoascope.psoas.unseen import against_standing, psoas_length
from psoascope.quantity import Quantity, symmetric
from psoascope.read.recording import Recording


@dataclass(frozen=True)
class Options:
    """What a person may choose.

    Parameters
    ----------
    side : {"auto", "right", "left"}
        Leg to report; auto takes the one towards the camera.
    height : float, m, or None
        Standing height; the model's own where not given.
    standing : Recording or None
        The same person standing quietly upright, with the same markers on the pelvis.
    """

    side: str = "auto"
    height: float | None = None
    standing: Recording | None = None


@dataclass(frozen=True)
class Leg:
    """Curves and quantities of one side.

    Parameters
    ----------
    hip_flexion : Quantity (T,), deg
        Trunk-thigh angle: hip and lumbar flexion together.
    knee_flexion : Quantity (T,), deg
    psoas_length : Quantity (T,), m
        Whole psoas, mean of its fascicles weighted by maximum force.
    psoas_change : Quantity (T,), %
        Against standing.
    quantities : dict of str to Quantity
        Keys of data/quantities.toml.
    frames_used : int
    """

    hip_flexion: Quantity
    knee_flexion: Quantity
    psoas_length: Quantity
    psoas_change: Quantity
    quantities: dict[str, Quantity]
    frames_used: int


@dataclass(frozen=True)
class Analysis:
    """What a recording says about the psoas.

    Parameters
    ----------
    recording : Recording
    options : Options
    person : Person
    motion : Motion
    side : str
        The side reported.
    legs : dict of str to Leg
        By side.
    trunk_lean : Quantity (T,), deg
    pelvis : PelvisMotion or None
        Hip and lumbar angles apart, where markers show the pelvis; the psoas then follows them.
    """

    recording: Recording
    options: Options
    person: Person
    motion: Motion
    side: str
    legs: dict[str, Leg]
    trunk_lean: Quantity
    pelvis: PelvisMotion | None = None


def analyse(recording: Recording, options: Options | None = None) -> Analysis:
    """From points over time to what the psoas did, each number with its band.

    Parameters
    ----------
    recording : Recording
    options : Options or None
        None takes the defaults.

    Returns
    -------
    Analysis

    Raises
    ------
    CaptureRefused
        The recording is too poor; says why and what to change.
    RangeError
        The height is not a person's.
    """
    options = options or Options()
    standing = tables.entry("anatomy.reference_height.value")
    person = Person(standing if options.height is None else options.height)
    body = segments_of(recording)
    moved = motion(recording if body is None else with_joints(recording, body))
    side = chosen_side(moved, options.side)
    pelvis = None
    if body is not None:
        pelvis = pelvis_motion(recording, body, moved.used, options.standing)
    lean = _banded(moved.angles.trunk_lean, _half_width("trunk_lean_video"))
    markers = recording.unit == "metre"
    lengths = _lengths(moved, pelvis, person, markers)
    legs = {}
    for number, name in enumerate(SIDES):
        psoas = lengths[number], against_standing(lengths[number], person)
        legs[name] = _leg(moved, number, psoas, lean, markers)
    return Analysis(recording, options, person, moved, side, legs, lean, pelvis)


def _lengths(
    moved: Motion, pelvis: PelvisMotion | None, person: Person, markers: bool
) -> list[Quantity]:
    """Length of each psoas: from hip and lumbar angles where both are seen, else from their sum."""
    if pelvis is None:
        error = np.deg2rad(_trunk_thigh_error(markers))
        seen = [symmetric(angle, error, "rad", "coverage") for angle in moved.angles.hip_flexion.T]
        return [psoas_length(angle, person) for angle in seen]
    ends = [((low.lumbar, low.hip), (high.lumbar, high.hip)) for low, high in pelvis.deviations]
    both = seen_length((pelvis.angles.lumbar, pelvis.angles.hip), ends, person)
    parts = zip(both.value.T, both.low.T, both.high.T, strict=True)
    return [Quantity(value, low, high, both.unit, both.kind) for value, low, high in parts]


def _trunk_thigh_error(markers: bool) -> float:
    return _half_width("trunk_thigh_markers" if markers else "trunk_thigh_video")


def _leg(
    moved: Motion, side: int, psoas: tuple[Quantity, Quantity], lean: Quantity, markers: bool
) -> Leg:
    length, change = psoas
    error = _trunk_thigh_error(markers)
    hip = _banded(moved.angles.hip_flexion[:, side], error)
    knee = _banded(moved.angles.knee_flexion[:, side], _half_width("knee_video"))
    angle = moved.angles.hip_flexion[:, side]
    named: dict[str, Quantity] = {}
    front, behind = turning_points(moved.view.time, angle)
    if len(front) and len(behind):
        most, least = _typical(hip, front), _typical(hip, behind)
        swing = error if markers else _half_width("trunk_thigh_range_video")
        named = {
            "hip_flexion_max": most,
            "hip_flexion_min": least,
            "hip_flexion_range": symmetric(most.value - least.value, swing, "deg", "coverage"),
            "knee_flexion_max": _typical(knee, _swing_peaks(moved, side)),
            "trunk_lean_mean": _mean(lean),
            "psoas_length_max": _typical(length, behind),
            "psoas_length_min": _typical(length, front),
            "psoas_change_max": _typical(change, behind),
            "psoas_change_min": _typical(change, front),
        }
    return Leg(hip, knee, length, change, named, int(moved.used[:, side].sum()))


def _swing_peaks(moved: Motion, side: int) -> Index:
    """Frames of the knee's large bend in swing, without its small one under load."""
    angle = moved.angles.knee_flexion[:, side]
    peaks, _ = turning_points(moved.view.time, angle)
    middle = (np.nanmax(angle) + np.nanmin(angle)) / 2
    return np.asarray(peaks[angle[peaks] >= middle])


def _half_width(measure: str) -> float:
    """Half-width of the 90 % band of an entry of data/measurement.toml, deg."""
    coverage: float = tables.entry("measurement.coverage.value")
    error: float = tables.entry(f"measurement.{measure}.value")
    return coverage * error


def _banded(angle: Array, half_width: float) -> Quantity:
    return symmetric(degrees(angle), half_width, "deg", "coverage")


def _typical(curve: Quantity, frames: Index) -> Quantity:
    """Median over some frames of a curve, with the median of their bands."""
    seen = frames[np.isfinite(curve.value[frames])]
    if not len(seen):
        return Quantity(np.nan, np.nan, np.nan, curve.unit, curve.kind)
    value, low, high = (
        float(np.median(part[seen])) for part in (curve.value, curve.low, curve.high)
    )
    return Quantity(value, low, high, curve.unit, curve.kind)


def _mean(curve: Quantity) -> Quantity:
    """Mean over time; its band does not shrink, since a camera's error is mostly constant."""
    value, low, high = (float(np.nanmean(part)) for part in (curve.value, curve.low, curve.high))
    return Quantity(value, low, high, curve.unit, curve.kind)
