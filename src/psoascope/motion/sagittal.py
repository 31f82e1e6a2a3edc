"""The side view of a recording: the joints of both legs, forward and up."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import median_filter

from psoascope.arrays import Array
from psoascope.read.recording import Recording

SIDES = ("right", "left")
JOINTS = ("shoulder", "hip", "knee", "ankle")
SHOULDER, HIP, KNEE, ANKLE = range(4)
_FEET = ("heel", "foot_index")
_FACING_WINDOW = 0.5  # s; a turn takes longer, a misplaced toe is shorter


@dataclass(frozen=True)
class Sagittal:
    """Joints in the plane of walking.

    Parameters
    ----------
    time : array (T,), s
    joints : array (T, 2, 4, 2)
        Sides right, left; shoulder, hip, knee, ankle; forward and up, in the recording's unit.
        NaN where not seen.
    visibility : array (T, 2, 4), 0..1
    facing : array (T,), +1 or -1
        +1: forward is the picture's right (or the walker's own forward in metres).
    """

    time: Array
    joints: Array
    visibility: Array
    facing: Array

    @property
    def centre(self) -> Array:
        """Middle of the two hips, (T, 2)."""
        return middle(self.joints[:, 0, HIP], self.joints[:, 1, HIP])

    @property
    def trunk(self) -> Array:
        """From the middle of the hips to the middle of the shoulders, (T, 2)."""
        return middle(self.joints[:, 0, SHOULDER], self.joints[:, 1, SHOULDER]) - self.centre

    @property
    def trunk_length(self) -> Array:
        """Length of the trunk in each frame, (T,), in the recording's unit."""
        return np.asarray(np.linalg.norm(self.trunk, axis=-1))


def middle(one: Array, other: Array) -> Array:
    """Half-way between two points; the one that is seen where the other is missing.

    Parameters
    ----------
    one, other : array (...)

    Returns
    -------
    array (...)
        NaN only where both are missing.

    Examples
    --------
    >>> middle(np.array([1.0, 2.0]), np.array([3.0, np.nan])).tolist()
    [2.0, 2.0]
    """
    filled_one = np.where(np.isnan(one), other, one)
    filled_other = np.where(np.isnan(other), one, other)
    return np.asarray((filled_one + filled_other) / 2)


def sagittal(recording: Recording, position: str = "upright") -> Sagittal:
    """Side view of a recording.

    Pixels: forward is where toes point and knees bend to, up is against the picture's y; of a
    person lying on the back, forward is where the feet lie, so that the trunk leans by -90
    degrees. Metres: forward is square to the line between the hips, in the horizontal plane, so
    the view need not be side-on.

    Parameters
    ----------
    recording : Recording
    position : {"upright", "supine"}
        How the recording begins.

    Returns
    -------
    Sagittal
    """
    names = [f"{side}_{joint}" for side in SIDES for joint in JOINTS]
    shape = (len(recording.time), len(SIDES), len(JOINTS))
    points = recording.named(names).reshape(*shape, -1)
    visibility = recording.seen(names).reshape(shape)
    if recording.unit == "metre":
        joints, facing = _across_hips(points), np.ones(shape[0])
    else:
        lying = position == "supine"
        facing = _feet_from_head(points) if lying else _facing(recording, points)
        joints = np.stack([points[..., 0] * facing[:, None, None], -points[..., 1]], axis=-1)
    return Sagittal(recording.time, joints, visibility, facing)


def near_side(view: Sagittal) -> Array:
    """Index of the side towards the camera in each frame: who faces left shows the left side.

    Parameters
    ----------
    view : Sagittal

    Returns
    -------
    array (T,) of int
        0 right, 1 left.
    """
    return np.where(view.facing > 0, 0, 1).astype(np.float64)


def _across_hips(points: Array) -> Array:
    rightward = points[:, 0, HIP] - points[:, 1, HIP]
    flat = rightward[:, [0, 2]]
    flat = flat / np.linalg.norm(flat, axis=-1, keepdims=True)
    # forward = up x right, with y up: (right_z, 0, -right_x)
    forward = np.stack([flat[:, 1], -flat[:, 0]], axis=-1)
    along = np.einsum("tsjk,tk->tsj", points[..., [0, 2]], forward)
    return np.stack([along, points[..., 1]], axis=-1)


def _facing(recording: Recording, points: Array) -> Array:
    """Where the toes point and the knees bend to, from frame to frame, as +1 or -1.

    The toes of somebody who kneels point down or back, but a knee only ever bends one way.
    """
    heel, toe = (recording.named([f"{side}_{end}" for side in SIDES])[..., 0] for end in _FEET)
    leg = points[:, :, ANKLE, :2] - points[:, :, HIP, :2]
    thigh = points[:, :, KNEE, :2] - points[:, :, HIP, :2]
    # y runs down: a knee to the right of the line from hip to ankle turns against the clock.
    ahead = leg[..., 1] * thigh[..., 0] - leg[..., 0] * thigh[..., 1]
    bent = ahead / np.maximum(np.linalg.norm(leg, axis=-1), 1e-9)
    cues = np.nan_to_num(toe - heel) + np.nan_to_num(bent)
    return _steady_sign(recording.time, cues.sum(axis=-1))


def _feet_from_head(points: Array) -> Array:
    """Which way the feet lie from the shoulders, once for all frames, as +1 or -1."""
    along = np.nansum(points[:, :, HIP, 0] - points[:, :, SHOULDER, 0])
    return np.full(len(points), -1.0 if along < 0 else 1.0)


def _steady_sign(time: Array, values: Array) -> Array:
    if len(time) < 2:
        return np.where(values < 0, -1.0, 1.0)
    window = max(1, int(_FACING_WINDOW / np.median(np.diff(time)))) | 1
    signs = median_filter(np.sign(values), size=min(window, len(values) | 1), mode="nearest")
    overall = -1.0 if np.sum(np.sign(values)) < 0 else 1.0
    return np.where(signs == 0, overall, signs)
