"""Rotations of a joint with three angles, and the axes about which each angle turns."""

import numpy as np
from numpy.typing import ArrayLike

from psoascope.arrays import Array


def turned_zxy(angles: Array) -> tuple[Array, Array]:
    """Rotation of the upper body of a joint in the lower one, and the axis of each angle.

    Parameters
    ----------
    angles : array (..., 3), rad
        About z, then the new x, then the new y: R = Rz Rx Ry.

    Returns
    -------
    rotation : array (..., 3, 3), 1
        Its columns are the axes of the turned body.
    axes : array (..., 3, 3), 1
        Row j is the unit axis of angle j, in the body that stays.

    Examples
    --------
    >>> rotation, axes = turned_zxy(np.array([np.pi / 2, 0.0, 0.0]))
    >>> (rotation @ [1.0, 0.0, 0.0]).round(9).tolist()
    [0.0, 1.0, 0.0]
    >>> axes[1].round(9).tolist()
    [0.0, 1.0, 0.0]
    """
    cos, sin = np.cos(angles), np.sin(angles)
    zero, one = np.zeros_like(cos[..., 0]), np.ones_like(cos[..., 0])
    x_after_z = np.stack([cos[..., 0], sin[..., 0], zero], axis=-1)
    y_axis = np.stack([-sin[..., 0] * cos[..., 1], cos[..., 0] * cos[..., 1], sin[..., 1]], axis=-1)
    z_after_x = np.stack(
        [sin[..., 0] * sin[..., 1], -cos[..., 0] * sin[..., 1], cos[..., 1]], axis=-1
    )
    x_column = x_after_z * cos[..., 2, None] - z_after_x * sin[..., 2, None]
    z_column = x_after_z * sin[..., 2, None] + z_after_x * cos[..., 2, None]
    rotation = np.stack([x_column, y_axis, z_column], axis=-1)
    axes = np.stack([np.stack([zero, zero, one], axis=-1), x_after_z, y_axis], axis=-2)
    return rotation, axes


def body_fixed_xyz(angles: ArrayLike) -> Array:
    """Rotation R = Rx Ry Rz of an object placed by three angles.

    Parameters
    ----------
    angles : array (3,), rad
        About x, then the new y, then the new z.

    Returns
    -------
    array (3, 3), 1
        Columns are the object's axes.

    Examples
    --------
    >>> body_fixed_xyz([0.0, 0.0, np.pi / 2]).round(9).tolist()[0]
    [0.0, -1.0, 0.0]
    """
    (cx, cy, cz), (sx, sy, sz) = np.cos(angles), np.sin(angles)
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return np.asarray(about_x @ about_y @ about_z, dtype=np.float64)
