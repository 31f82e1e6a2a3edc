"""What a recording with markers on the pelvis tells: pelvic, hip and lumbar angles with bands."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, Mask, degrees
from psoascope.errors import CaptureRefused
from psoascope.motion.joint_angles import (
    JointAngles,
    Neutral,
    joint_angles,
    measured_neutral,
    smoothed_angles,
    turned_segment,
    typical_neutral,
)
from psoascope.motion.marker_sets import MarkerSet, marker_set_of
from psoascope.motion.segments_3d import Segments, segments_of
from psoascope.quantity import Quantity, combined, symmetric
from psoascope.read.recording import Recording

# What an error of each segment is called, in the order of its axes z, x, y.
_ERRORS = {
    "pelvis": ("tilt", "obliquity", "rotation"),
    "thigh": ("flexion", "adduction", "rotation"),
    "trunk": ("extension", "bend", "rotation"),
}


@dataclass(frozen=True)
class PelvisMotion:
    """Angles of pelvis, hips and lumbar spine over time, and how far off each may be.

    Parameters
    ----------
    marker_set : MarkerSet
    angles : JointAngles
        Arrays (T, ...); hip and lumbar 0 in neutral standing, pelvis against the horizontal.
        Hip rotation is 0 where no marker shows it.
    deviations : tuple of pairs of JointAngles
        For each independent source of error the angles at both ends of its 90 % band.
    rotation_seen : bool
        Whether markers show the rotation of the hips.
    neutral_measured : bool
        Whether neutral standing was recorded; else it is a typical person's.
    """

    marker_set: MarkerSet
    angles: JointAngles
    deviations: tuple[tuple[JointAngles, JointAngles], ...]
    rotation_seen: bool
    neutral_measured: bool

    @property
    def pelvis(self) -> Quantity:
        """Tilt, obliquity and rotation (T, 3), deg, with their bands."""
        widths = _widths(self.marker_set.kind, "pelvis")
        return symmetric(degrees(self.angles.pelvis), degrees(widths), "deg", "coverage")

    @property
    def lumbar(self) -> Quantity:
        """Extension, bend to the right and rotation to the left (T, 3), deg, with their bands."""
        return self._banded(lambda angles: angles.lumbar)

    @property
    def hip(self) -> Quantity:
        """Flexion, adduction, inward rotation (T, 2, 3), deg, with bands; NaN where unseen."""
        known = np.array([1.0, 1.0, 1.0 if self.rotation_seen else np.nan])
        return self._banded(lambda angles: angles.hip * known)

    def _banded(self, part: Callable[[JointAngles], Array]) -> Quantity:
        value = degrees(part(self.angles))
        parts = []
        for pair in self.deviations:
            every = np.stack([value, *(degrees(part(one)) for one in pair)])
            parts.append(Quantity(value, every.min(axis=0), every.max(axis=0), "deg", "coverage"))
        return combined(value, parts, "deg")


def pelvis_motion(
    recording: Recording, body: Segments, used: Mask, standing: Recording | None = None
) -> PelvisMotion | None:
    """Angles of a recording whose markers show the pelvis, each with its band.

    Parameters
    ----------
    recording : Recording
    body : Segments
        Of the same recording.
    used : array (T, 2) of bool
        Frames that no gate refused, sides right, left.
    standing : Recording, optional
        The same person with the same markers, standing quietly upright. Without it, neutral
        standing is a typical person's and its spread between people joins in the bands.

    Returns
    -------
    PelvisMotion or None
        None where no marker set is known.

    Raises
    ------
    CaptureRefused
        The trunk is not seen, or pelvis, trunk and thighs are not seen in `standing`.

    References
    ----------
    data/marker_errors.toml. Left out: errors that grow with bending, and where a marker was
    placed wrongly, which moves a measured neutral along with it.
    """
    marker_set = marker_set_of(recording.names)
    if marker_set is None:
        return None
    neutral = typical_neutral() if standing is None else _neutral(standing)
    angles = smoothed_angles(recording.time, joint_angles(body, neutral), used)
    if not body.rotation_seen:
        unknown = np.isfinite(angles.hip[..., :1]) & np.array([False, False, True])
        angles = JointAngles(angles.pelvis, np.where(unknown, 0.0, angles.hip), angles.lumbar)
    kind = marker_set.kind
    pairs = _pairs(angles, kind, neutral.measured, body.rotation_seen)
    return PelvisMotion(marker_set, angles, pairs, body.rotation_seen, neutral.measured)


def _neutral(standing: Recording) -> Neutral:
    body = segments_of(standing)
    neutral = None if body is None else measured_neutral(body)
    if neutral is None:
        raise tables.error(CaptureRefused, "standing_not_seen", name=standing.source.name)
    return neutral


def _pairs(
    angles: JointAngles, kind: str, measured: bool, rotation_seen: bool
) -> tuple[tuple[JointAngles, JointAngles], ...]:
    pairs = []
    for segment in _ERRORS:
        widths = _widths(kind, segment)
        if not measured:
            widths[0] = np.hypot(widths[0], _width(f"standing_{segment}.spread"))
        if segment == "thigh" and not rotation_seen:
            widths[2] = np.hypot(widths[2], _width("rotation_not_seen.value"))
        for turn in np.diag(widths):
            pairs.append(
                (turned_segment(angles, segment, turn), turned_segment(angles, segment, -turn))
            )
    return tuple(pairs)


def _widths(kind: str, segment: str) -> Array:
    """Half-widths (3,), rad, of the 90 % bands of a segment's turn about z, x, y."""
    return np.array([_width(f"{kind}_{segment}.{error}.value") for error in _ERRORS[segment]])


def _width(key: str) -> float:
    coverage: float = tables.entry("measurement.coverage.value")
    return float(np.radians(coverage * tables.entry(f"marker_errors.{key}")))
