"""Axes of a segment from its points, and the angles between segments."""

import numpy as np

from psoascope.arrays import Array


def unit(vector: Array) -> Array:
    """A vector of length 1 in the same direction.

    Parameters
    ----------
    vector : array (..., 3)

    Returns
    -------
    array (..., 3), 1
        NaN where a part is missing or the length is 0.

    Examples
    --------
    >>> unit(np.array([0.0, 3.0, 4.0])).tolist()
    [0.0, 0.6, 0.8]
    """
    length = np.linalg.norm(vector, axis=-1, keepdims=True)
    return np.asarray(vector / np.where(length > 0, length, np.nan))


def axes_along(up: Array, right: Array) -> Array:
    """Axes of a segment: y along one line, z as near as possible to another, x forward.

    Parameters
    ----------
    up : array (..., 3)
        Any length.
    right : array (..., 3)
        Need not be square to it.

    Returns
    -------
    array (..., 3, 3), 1
        Columns x, y, z; NaN where a part is missing.

    Examples
    --------
    >>> axes_along(np.array([0.0, 2.0, 0.0]), np.array([0.0, 1.0, 3.0])).tolist()
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    y = unit(up)
    x = unit(np.cross(y, right))
    return np.stack([x, y, np.cross(x, y)], axis=-1)


def turned(angles: Array) -> Array:
    """Rotation about z, then the new x, then the new y: R = Rz Rx Ry.

    Parameters
    ----------
    angles : array (..., 3), rad
        About z, x, y.

    Returns
    -------
    array (..., 3, 3), 1

    Examples
    --------
    >>> (turned(np.array([np.pi / 2, 0.0, 0.0])) @ [1.0, 0.0, 0.0]).round(9).tolist()
    [0.0, 1.0, 0.0]
    """
    (cz, cx, cy), (sz, sx, sy) = (np.moveaxis(part(angles), -1, 0) for part in (np.cos, np.sin))
    rows = [
        [cz * cy - sz * sx * sy, -sz * cx, cz * sy + sz * sx * cy],
        [sz * cy + cz * sx * sy, cz * cx, sz * sy - cz * sx * cy],
        [-cx * sy, sx, cx * cy],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def angles_of(rotation: Array) -> Array:
    """The three angles of a rotation R = Rz Rx Ry.

    Parameters
    ----------
    rotation : array (..., 3, 3), 1

    Returns
    -------
    array (..., 3), rad
        About z (-pi to pi), x (-pi/2 to pi/2), y (-pi to pi). At x = 90 degrees the others are
        not determined.

    Examples
    --------
    >>> angles_of(turned(np.array([0.4, -0.2, 0.1]))).round(9).tolist()
    [0.4, -0.2, 0.1]
    """
    about_z = np.arctan2(-rotation[..., 0, 1], rotation[..., 1, 1])
    about_x = np.arctan2(rotation[..., 2, 1], np.hypot(rotation[..., 0, 1], rotation[..., 1, 1]))
    about_y = np.arctan2(-rotation[..., 2, 0], rotation[..., 2, 2])
    return np.stack([about_z, about_x, about_y], axis=-1)


def transposed(rotation: Array) -> Array:
    """The rotation back.

    Parameters
    ----------
    rotation : array (..., 3, 3)

    Returns
    -------
    array (..., 3, 3)

    Examples
    --------
    >>> transposed(np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]]))[0].tolist()
    [1, 4, 7]
    """
    return np.swapaxes(rotation, -1, -2)
