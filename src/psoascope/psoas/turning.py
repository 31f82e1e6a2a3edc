"""How rigid bodies that hang on one another turn, and what turning them takes."""

from typing import NamedTuple

import numpy as np

from psoascope.arrays import Array
from psoascope.psoas.rotations import turned_zxy


class Turning(NamedTuple):
    """How a body turns in the ground.

    Parameters
    ----------
    frame : array (..., 3, 3), 1
        Its columns are the body's axes.
    rate : array (..., 3), rad/s
        Angular velocity.
    change : array (..., 3), rad/s2
        Angular acceleration.
    """

    frame: Array
    rate: Array
    change: Array


def below_hip(pelvis: Turning, angle: Array, speed: Array, change: Array) -> Turning:
    """The thigh below the pelvis.

    Parameters
    ----------
    pelvis : Turning
    angle : array (..., 3), rad
        Flexion, adduction, internal rotation of the right hip.
    speed : array (..., 3), rad/s
    change : array (..., 3), rad/s2

    Returns
    -------
    Turning

    Examples
    --------
    >>> still = Turning(np.eye(3), np.zeros(3), np.zeros(3))
    >>> below_hip(still, np.zeros(3), np.array([2.0, 0.0, 0.0]), np.zeros(3)).rate.tolist()
    [0.0, 0.0, 2.0]
    """
    turn, axes = turned_zxy(angle)
    steps = speed[..., None] * axes
    # An axis turns with the angles before it.
    moved = np.cross(steps[..., 0, :], axes[..., 1, :]) * speed[..., 1, None]
    moved = moved + np.cross(steps[..., 0, :] + steps[..., 1, :], steps[..., 2, :])
    twist = (change[..., None] * axes).sum(axis=-2) + moved
    return joined(pelvis, turn, steps.sum(axis=-2), twist)


def below_hinge(upper: Turning, angle: Array, speed: Array, change: Array) -> Turning:
    """A body that turns about the z axis of the one above it.

    Parameters
    ----------
    upper : Turning
    angle : array (...), rad
    speed : array (...), rad/s
    change : array (...), rad/s2

    Returns
    -------
    Turning

    Examples
    --------
    >>> still = Turning(np.eye(3), np.zeros(3), np.zeros(3))
    >>> turned = below_hinge(still, np.array(0.3), np.array(1.5), np.array(-4.0))
    >>> turned.change.tolist()
    [0.0, 0.0, -4.0]
    """
    zero = np.zeros_like(angle)
    turn, _ = turned_zxy(np.stack([angle, zero, zero], axis=-1))
    axis = np.array([0.0, 0.0, 1.0])
    return joined(upper, turn, speed[..., None] * axis, change[..., None] * axis)


def joined(upper: Turning, turn: Array, speed: Array, change: Array) -> Turning:
    """A body whose turning is known against the one above it.

    Parameters
    ----------
    upper : Turning
    turn : array (..., 3, 3), 1
        Axes of the body in the upper one.
    speed : array (..., 3), rad/s
        In the upper one's axes.
    change : array (..., 3), rad/s2
        In the upper one's axes.

    Returns
    -------
    Turning
    """
    relative = (upper.frame @ speed[..., None])[..., 0]
    twist = (upper.frame @ change[..., None])[..., 0] + np.cross(upper.rate, relative)
    return Turning(upper.frame @ turn, upper.rate + relative, upper.change + twist)


def carried(turning: Turning, lever: Array) -> Array:
    """Acceleration of a point against the one that it is fixed to by a lever.

    Parameters
    ----------
    turning : Turning
        Of the body that both points belong to.
    lever : array (..., 3), m
        From the one point to the other, in the ground.

    Returns
    -------
    array (..., 3), m/s2

    Examples
    --------
    >>> wheel = Turning(np.eye(3), np.array([0.0, 0.0, 3.0]), np.zeros(3))
    >>> carried(wheel, np.array([0.5, 0.0, 0.0])).tolist()
    [-4.5, 0.0, 0.0]
    """
    inward = np.cross(turning.rate, np.cross(turning.rate, lever))
    return np.asarray(np.cross(turning.change, lever) + inward)


def spin(turning: Turning, inertia: Array) -> Array:
    """Moment that a body's own turning takes, about its centre of mass.

    Parameters
    ----------
    turning : Turning
    inertia : array (3,), kg m2
        About the body's axes.

    Returns
    -------
    array (..., 3), N m
        In the ground.

    Examples
    --------
    >>> wheel = Turning(np.eye(3), np.array([1.0, 2.0, 0.0]), np.array([0.0, 0.0, 3.0]))
    >>> spin(wheel, np.array([1.0, 2.0, 4.0])).tolist()
    [0.0, 0.0, 14.0]
    """
    tensor = (turning.frame * inertia) @ np.swapaxes(turning.frame, -1, -2)
    momentum = (tensor @ turning.rate[..., None])[..., 0]
    change = (tensor @ turning.change[..., None])[..., 0]
    return np.asarray(change + np.cross(turning.rate, momentum))


def axial(matrix: Array) -> Array:
    """Vector of a matrix's antisymmetric part: the rate in the derivative of a rotation.

    Parameters
    ----------
    matrix : array (..., 3, 3)

    Returns
    -------
    array (..., 3)

    Examples
    --------
    >>> axial(np.array([[0.0, -2.0, 0.0], [2.0, 0.0, 0.0], [0.0, 0.0, 7.0]])).tolist()
    [0.0, 0.0, 2.0]
    """
    pairs = ((2, 1), (0, 2), (1, 0))
    return np.stack([(matrix[..., i, j] - matrix[..., j, i]) / 2 for i, j in pairs], axis=-1)
