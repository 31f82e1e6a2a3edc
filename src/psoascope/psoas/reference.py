"""The whole psoas in plain NumPy: what the compiled kernel is compared with, and where to read."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from psoascope.arrays import Array
from psoascope.psoas.anatomy import Anatomy
from psoascope.psoas.hip import HipCrossing, hip_crossing
from psoascope.psoas.spine import Spine, spine

# The left side is the right side of the mirrored person: bend and rotation change their sign.
_MIRROR = np.array([[1.0, 1.0, 1.0], [1.0, -1.0, -1.0]])


class Reference(NamedTuple):
    """What the kernel gives, one row a posture.

    Parameters
    ----------
    length : array (N, 2, 11), m
    lumbar_arm : array (N, 2, 35, 3), m
        Moment arms about the joints that each fascicle crosses; -dL/dq.
    hip_arm : array (N, 2, 3), m
    iliacus_length : array (N, 2), m
    iliacus_arm : array (N, 2, 3), m
    """

    length: Array
    lumbar_arm: Array
    hip_arm: Array
    iliacus_length: Array
    iliacus_arm: Array

    def velocity(self, lumbar_rate: Array, hip_rate: Array, body: Anatomy) -> tuple[Array, Array]:
        """Rates of length of fascicles (N, 2, 11) and iliacus (N, 2), m/s.

        Parameters
        ----------
        lumbar_rate : array (N, 5, 3), rad/s
        hip_rate : array (N, 2, 3), rad/s
        body : Anatomy

        Returns
        -------
        tuple of array
        """
        rows, levels = body.crossings
        along = (self.lumbar_arm * lumbar_rate[:, None, levels]).sum(-1)
        speed = -(self.hip_arm * hip_rate).sum(-1)[..., None] * np.ones(len(body.crossed))
        for row, part in zip(rows, np.moveaxis(along, -1, 0), strict=True):
            speed[..., row] -= part
        return speed, -(self.iliacus_arm * hip_rate).sum(-1)


def reference(lumbar: Array, hips: Array, body: Anatomy) -> Reference:
    """Length and moment arms of fascicles and iliacus.

    Parameters
    ----------
    lumbar : array (N, 5, 3), rad
        Extension, bend to the right, rotation to the left of each level, L5/S1 first.
    hips : array (N, 2, 3), rad
        Right, left; flexion, adduction, internal rotation.
    body : Anatomy

    Returns
    -------
    Reference
        NaN where a missing angle takes part.

    Examples
    --------
    >>> from psoascope.psoas.anatomy import anatomy
    >>> still = reference(np.zeros((1, 5, 3)), np.zeros((1, 2, 3)), anatomy())
    >>> still.length.shape, still.length[0, 0, :2].round(3).tolist()
    ((1, 2, 11), [0.367, 0.362])
    """
    pose = spine(lumbar[:, None] * _MIRROR[:, None], body)
    psoas: HipCrossing = hip_crossing(hips, body, body.psoas)
    iliacus = hip_crossing(hips, body, body.iliacus)
    from_brim = pose.origin - body.psoas.brim_point
    upper = np.sqrt((from_brim**2).sum(-1))
    arms = _lumbar_arms(pose, from_brim / upper[..., None], body.crossings)
    above = float(np.linalg.norm(body.iliacus_origin - body.iliacus.brim_point))
    return Reference(
        length=upper + psoas.length[..., None],
        lumbar_arm=arms * _MIRROR[:, None],
        hip_arm=psoas.arm,
        iliacus_length=iliacus.length + above,
        iliacus_arm=iliacus.arm,
    )


def _lumbar_arms(pose: Spine, away: Array, crossings: Sequence[list[int]]) -> Array:
    """Moment arms (..., 35, 3), m, of the crossings, from the unit vectors brim to origin."""
    rows, levels = crossings
    lever = pose.origin[..., None, :, :] - pose.centre[..., :, None, :]
    moment = np.cross(lever, -away[..., None, :, :])
    arms = moment @ np.swapaxes(pose.axes, -1, -2)
    return np.asarray(arms[..., levels, rows, :])
