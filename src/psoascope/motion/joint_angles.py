"""Angles of the hips and of the lumbar spine from segments in space."""

from dataclasses import dataclass

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, Mask
from psoascope.motion.pelvis import facing_of, pelvic_angles
from psoascope.motion.rotations import angles_of, transposed, turned
from psoascope.motion.segments_3d import Segments
from psoascope.motion.smoothing import smoothed

# Adduction and inward rotation of the left hip turn the other way in space.
_MIRROR = np.array([[1.0, 1.0, 1.0], [1.0, -1.0, -1.0]])


@dataclass(frozen=True)
class Neutral:
    """How the segments' axes lie in neutral standing, against upright axes that face forward.

    Parameters
    ----------
    pelvis, trunk : array (3, 3), 1
    thighs : array (2, 3, 3), 1
        Sides right, left.
    measured : bool
        Whether they come from a recording of this person.
    """

    pelvis: Array
    trunk: Array
    thighs: Array
    measured: bool


@dataclass(frozen=True)
class JointAngles:
    """Angles over time; sides right, left.

    Parameters
    ----------
    pelvis : array (..., T, 3), rad
        Tilt + front down, obliquity + right side down, rotation + to the left, in space.
    hip : array (..., T, 2, 3), rad
        Flexion, adduction, inward rotation, positive on both sides; rotation NaN where no marker
        shows it.
    lumbar : array (..., T, 3), rad
        Trunk against pelvis: extension, bend to the right, rotation to the left.
    """

    pelvis: Array
    hip: Array
    lumbar: Array


def joint_angles(body: Segments, neutral: Neutral | None = None) -> JointAngles:
    """Pelvic, hip and lumbar angles, frame by frame.

    Without `neutral` the angles are those between the axes that the markers define. These are no
    anatomical zero: the plane through the spines of the pelvis is tilted some 13 degrees in
    neutral standing, which makes the hip look bent and the back look arched by as much, and the
    line of the trunk's markers leans by some degrees of its own. With `neutral` hip and lumbar
    angles are 0 in that posture; pelvic angles stay as they are.

    Parameters
    ----------
    body : Segments
    neutral : Neutral, optional
        Of typical_neutral or measured_neutral.

    Returns
    -------
    JointAngles
        Order of the angles: z, x, y, that is flexion or extension, adduction or bend, rotation.
        NaN where a marker is missing; not smoothed.

    References
    ----------
    wu2002 and baker2001 in data/sources.toml. Left out: the trunk's markers sit on the rib cage,
    so "lumbar" holds what the lower thoracic spine does.
    """
    zero = neutral or _as_marked()
    pelvis, trunk = body.pelvis @ zero.pelvis, body.trunk @ zero.trunk
    back = transposed(pelvis)
    hip = angles_of(back[..., None, :, :] @ (body.thighs @ zero.thighs)) * _MIRROR
    if not body.rotation_seen:
        hip[..., 2] = np.nan
    return JointAngles(pelvic_angles(body.pelvis), hip, angles_of(back @ trunk))


def typical_neutral() -> Neutral:
    """Neutral standing as in data/marker_errors.toml, for a person of whom none was recorded.

    Returns
    -------
    Neutral

    References
    ----------
    preece2008 in data/sources.toml. Left out: that people differ, which the band holds.

    Examples
    --------
    >>> np.degrees(angles_of(typical_neutral().pelvis)).round(6).tolist()
    [13.0, 0.0, 0.0]
    """
    tilt, lean, thigh = (
        np.radians(tables.entry(f"marker_errors.standing_{part}.value"))
        for part in ("pelvis", "trunk", "thigh")
    )
    pelvis, trunk, leg = (turned(np.array([angle, 0.0, 0.0])) for angle in (tilt, lean, -thigh))
    return Neutral(pelvis, trunk, np.stack([leg, leg]), False)


def measured_neutral(body: Segments) -> Neutral | None:
    """Neutral standing of this person: the mean posture of a recording of it.

    Parameters
    ----------
    body : Segments
        Of quiet standing, arrays (T, ...).

    Returns
    -------
    Neutral or None
        None where pelvis, trunk and both thighs are never seen.
    """
    facing = facing_of(body.pelvis)
    parts = [body.pelvis, body.trunk, body.thighs[:, 0], body.thighs[:, 1]]
    lying = [_mean_turn(transposed(part) @ facing) for part in parts]
    if any(one is None for one in lying):
        return None
    pelvis, trunk, right, left = (np.asarray(one) for one in lying)
    return Neutral(pelvis, trunk, np.stack([right, left]), True)


def smoothed_angles(time: Array, raw: JointAngles, used: Mask) -> JointAngles:
    """Angles without refused frames, short gaps bridged, low-passed.

    Parameters
    ----------
    time : array (T,), s
    raw : JointAngles
        Arrays (T, ...).
    used : array (T, 2) of bool
        Frames that no gate refused, sides right, left; pelvis and spine need either.

    Returns
    -------
    JointAngles
        NaN in the gaps that stay.
    """

    def smooth(curves: Array, mask: Mask) -> Array:
        return np.stack([smoothed(time, curve, mask) for curve in curves.T], axis=-1)

    either = np.any(used, axis=1)
    legs = [smooth(raw.hip[:, side], used[:, side]) for side in range(used.shape[1])]
    return JointAngles(
        smooth(raw.pelvis, either), np.stack(legs, axis=1), smooth(raw.lumbar, either)
    )


def turned_segment(angles: JointAngles, segment: str, turn: Array) -> JointAngles:
    """The angles as they would be if a segment were turned against its markers.

    Parameters
    ----------
    angles : JointAngles
        Hip rotation must be given.
    segment : {"pelvis", "thigh", "trunk"}
    turn : array (3,), rad
        About the segment's own z, x, y; on the left thigh mirrored.

    Returns
    -------
    JointAngles
        Pelvic angles unchanged.
    """
    extra = turned(turn)
    hip, lumbar = turned(angles.hip * _MIRROR), turned(angles.lumbar)
    if segment == "pelvis":
        hip, lumbar = transposed(extra) @ hip, transposed(extra) @ lumbar
    elif segment == "thigh":
        hip = hip @ turned(turn * _MIRROR)
    else:
        lumbar = lumbar @ extra
    return JointAngles(angles.pelvis, angles_of(hip) * _MIRROR, angles_of(lumbar))


def _as_marked() -> Neutral:
    same = np.eye(3)
    return Neutral(same, same, np.stack([same, same]), False)


def _mean_turn(rotations: Array) -> Array | None:
    """The rotation nearest to all that are seen (T, 3, 3), or None."""
    seen = rotations[np.isfinite(rotations).all(axis=(-2, -1))]
    if not len(seen):
        return None
    left, _, right = np.linalg.svd(seen.mean(axis=0))
    handed = np.diag([1.0, 1.0, np.linalg.det(left @ right)])
    return np.asarray(left @ handed @ right)
