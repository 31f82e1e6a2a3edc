"""The whole psoas of a posture: length and moment arms of its 22 fascicles."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from psoascope.arrays import Array, checked
from psoascope.errors import ShapeError
from psoascope.psoas.anatomy import Anatomy, anatomy
from psoascope.psoas.hip import hip_crossing
from psoascope.psoas.limits import check_hip, check_lumbar
from psoascope.psoas.names import FASCICLES, FASCICLES_OF_A_SIDE, LEVELS
from psoascope.psoas.person import Person, scale_of
from psoascope.psoas.spine import Spine, spine

# The left side is the right side of the mirrored person: bend and rotation change their sign.
_MIRROR = np.array([[1.0, 1.0, 1.0], [1.0, -1.0, -1.0]])


@dataclass(frozen=True)
class State:
    """The psoas of both sides in any number of postures.

    Parameters
    ----------
    length : array (..., 22), m
        Origin to lesser trochanter, in the order of FASCICLES.
    lumbar_arm_packed : array (..., 210), m
        Moment arms about the lumbar joints that a fascicle crosses: fascicle by fascicle, level
        by level from L5/S1, extension, bend, rotation; -dL/dq.
    hip_arm : array (..., 2, 3), m
        Right and left; flexion, adduction, internal rotation; -dL/dq. The same for all
        fascicles of a side.
    """

    length: Array
    lumbar_arm_packed: Array
    hip_arm: Array

    @property
    def lumbar_arm(self) -> Array:
        """Moment arms (..., 22, 5, 3), m; 0 where the joint is not crossed."""
        batch = self.length.shape[:-1]
        rows, levels = anatomy().crossings
        arms = np.zeros((*batch, 2, len(FASCICLES_OF_A_SIDE), len(LEVELS), 3))
        packed = self.lumbar_arm_packed.reshape(*batch, 2, len(rows), 3)
        arms[..., rows, levels, :] = packed
        return arms.reshape(*batch, len(FASCICLES), len(LEVELS), 3)

    @property
    def whole_length(self) -> Array:
        """Length of the right and left muscle (..., 2), m: mean weighted by maximum force."""
        weight = anatomy().max_force
        sides = self.length.reshape(*self.length.shape[:-1], 2, len(weight))
        return np.asarray(sides @ (weight / weight.sum()))


def state(
    lumbar: ArrayLike,
    hip_right: ArrayLike,
    hip_left: ArrayLike,
    *,
    person: Person | None = None,
) -> State:
    """Length and moment arms of all fascicles, for any batch of postures.

    Parameters
    ----------
    lumbar : array (..., 5, 3), rad
        Levels L5/S1 to L1/L2; extension, bend to the right, rotation to the left.
    hip_right, hip_left : array (..., 3), rad
        Flexion, adduction, internal rotation; positive towards these on both sides.
    person : Person, optional
        Scales the anatomy; the reference person if not given.

    Returns
    -------
    State
        NaN where a missing angle takes part.

    Raises
    ------
    ShapeError
        An array has the wrong last axes, or the leading axes do not fit one another.
    RangeError
        An angle lies beyond its limit; most often it is in degrees.

    References
    ----------
    Anatomy and its sources: data/anatomy.toml. Left out: muscle width, sliding along the brim.

    Examples
    --------
    >>> import numpy as np
    >>> hip = np.radians([[0.0, 0.0, 0.0], [90.0, 0.0, 0.0]])
    >>> postures = state(np.zeros((5, 3)), hip, hip)
    >>> postures.length.shape, postures.whole_length.round(3).tolist()
    ((2, 22), [[0.302, 0.302], [0.255, 0.255]])
    """
    back, hips = _checked_angles(lumbar, hip_right, hip_left)
    body, scale = anatomy(), scale_of(person)
    batch = hips.shape[:-2]
    pose = spine(back[..., None, :, :] * _MIRROR[:, None, :], body)
    hip = hip_crossing(hips, body)
    from_brim = pose.origin - body.brim_point
    upper = np.sqrt((from_brim**2).sum(-1))
    arms = _lumbar_arms(pose, from_brim / upper[..., None], body) * _MIRROR[:, None, :]
    return State(
        length=((upper + hip.length[..., None]) * scale).reshape(*batch, len(FASCICLES)),
        lumbar_arm_packed=(arms * scale).reshape(*batch, 2 * arms.shape[-2] * 3),
        hip_arm=hip.arm * scale,
    )


def _lumbar_arms(pose: Spine, away: Array, body: Anatomy) -> Array:
    """Moment arms (..., 35, 3), m, of the crossings, from the unit vectors brim to origin."""
    rows, levels = body.crossings
    lever = pose.origin[..., None, :, :] - pose.centre[..., :, None, :]
    moment = np.cross(lever, -away[..., None, :, :])
    arms = moment @ np.swapaxes(pose.axes, -1, -2)
    return np.asarray(arms[..., levels, rows, :])


def _checked_angles(
    lumbar: ArrayLike, hip_right: ArrayLike, hip_left: ArrayLike
) -> tuple[Array, Array]:
    """Lumbar (..., 5, 3) and both hips (..., 2, 3), of one batch."""
    cure = "The last axis is one angle in rad each."
    back = checked("lumbar", lumbar, (len(LEVELS), 3), cure)
    hips = {
        "hip_right": checked("hip_right", hip_right, (3,), cure),
        "hip_left": checked("hip_left", hip_left, (3,), cure),
    }
    check_lumbar("lumbar", back)
    for name, hip in hips.items():
        check_hip(name, hip)
    batches = [back.shape[:-2], *(hip.shape[:-1] for hip in hips.values())]
    try:
        batch = np.broadcast_shapes(*batches)
    except ValueError as error:
        raise ShapeError(
            f"lumbar, hip_right and hip_left must have leading axes that fit; got {batches}. "
            "Give each the same number of postures, or a single one."
        ) from error
    sides = [np.broadcast_to(hip, (*batch, 3)) for hip in hips.values()]
    return np.broadcast_to(back, (*batch, len(LEVELS), 3)), np.stack(sides, axis=-2)
