"""The lumbar chain: where origins, joint centres and joint axes are in the pelvis."""

from typing import NamedTuple

import numpy as np

from psoascope.arrays import Array
from psoascope.psoas.anatomy import Anatomy
from psoascope.psoas.rotations import turned_zxy


class Spine(NamedTuple):
    """A posture of the lumbar spine, in pelvis axes.

    Parameters
    ----------
    origin : array (..., 11, 3), m
        Origin of each fascicle of the right side.
    centre : array (..., 5, 3), m
        Lumbar joints, L5/S1 first.
    axes : array (..., 5, 3, 3), 1
        Unit axis of extension, bend and rotation of each joint.
    """

    origin: Array
    centre: Array
    axes: Array


def spine(lumbar: Array, body: Anatomy) -> Spine:
    """Places the vertebrae on one another, from the pelvis upwards.

    Parameters
    ----------
    lumbar : array (..., 5, 3), rad
        Extension, bend to the right, rotation to the left of each level, L5/S1 first.
    body : Anatomy

    Returns
    -------
    Spine
        NaN above a missing angle.

    Examples
    --------
    >>> from psoascope.psoas.anatomy import anatomy
    >>> spine(np.zeros((5, 3)), anatomy()).centre[1].round(4).tolist()
    [-0.078, 0.0836, 0.0]
    """
    turn, local_axes = turned_zxy(lumbar)
    frame = np.broadcast_to(np.eye(3), (*lumbar.shape[:-2], 3, 3))
    place = np.zeros((*lumbar.shape[:-2], 3))
    frames, places, centres, axes = [], [], [], []
    for level in range(lumbar.shape[-2]):
        centre = place + frame @ body.centre_below[level]
        axes.append(local_axes[..., level, :, :] @ np.swapaxes(frame, -1, -2))
        frame = frame @ turn[..., level, :, :]
        place = centre - frame @ body.centre_above[level]
        frames.append(frame)
        places.append(place)
        centres.append(centre)
    vertebra = [count - 1 for count in body.crossed]
    turned = np.stack(frames, axis=-3)[..., vertebra, :, :] @ body.origin[:, :, None]
    origin = np.stack(places, axis=-2)[..., vertebra, :] + turned[..., 0]
    return Spine(origin, np.stack(centres, axis=-2), np.stack(axes, axis=-3))
