"""The shortest path from one point over a cylinder to another: closed form."""

from typing import NamedTuple

import numpy as np

from psoascope.arrays import Array
from psoascope.psoas.anatomy import Cylinder


class Wrap(NamedTuple):
    """A path over a cylinder.

    Parameters
    ----------
    length : array (...), m
    pull : array (..., 3), 1
        Unit vector at the path's end, along the path towards its start; minus the change of
        length with the end's place.
    angle : array (...), rad
        How far the path lies on the cylinder; 0 where it is straight.
    """

    length: Array
    pull: Array
    angle: Array


def wrapped(start: Array, end: Array, cylinder: Cylinder) -> Wrap:
    """The path from a fixed start over a cylinder to moving ends.

    Rolled flat, the tangents and the arc form one straight line, so the path is a helix between
    two tangent points and climbs evenly. Where the arc would be negative the path is straight;
    length and pull are continuous there.

    Parameters
    ----------
    start : array (3,), m
        Pelvis axes.
    end : array (..., 3), m
        Pelvis axes. A point inside the cylinder counts as if it lay on its surface.
    cylinder : Cylinder

    Returns
    -------
    Wrap
        Pelvis axes; NaN where an end is missing.

    Examples
    --------
    >>> post = Cylinder(np.zeros(3), np.eye(3), 1.0, -1.0)
    >>> path = wrapped(np.array([1.0, 1.0, 0.0]), np.array([-1.0, -1.0, 0.0]), post)
    >>> round(float(path.length), 6), path.pull.round(6).tolist()
    (3.570796, [1.0, 0.0, 0.0])
    """
    first = (start - cylinder.centre) @ cylinder.axes
    last = (end - cylinder.centre) @ cylinder.axes
    reach_first, slack_first = _tangent(first, cylinder.radius)
    reach_last, slack_last = _tangent(last, cylinder.radius)
    bearing = np.arctan2(last[..., 1], last[..., 0])
    swept = cylinder.sense * (bearing - np.arctan2(first[1], first[0]))
    # From a quarter turn the wrong way to three quarters the right way: no hip comes near either.
    swept = (swept + np.pi / 2) % (2 * np.pi) - np.pi / 2
    angle = swept - slack_first - slack_last
    touching = angle > 0
    contact = bearing - cylinder.sense * slack_last
    level = reach_first + cylinder.radius * angle + reach_last
    # Inside the cylinder only the bearing counts, and it changes faster near the axis.
    grip = level * np.maximum(cylinder.radius / np.hypot(last[..., 0], last[..., 1]), 1.0)
    tangent = cylinder.sense * np.stack([np.sin(contact), -np.cos(contact)], axis=-1)
    straight = first - last
    flat = np.where(touching, level, np.hypot(straight[..., 0], straight[..., 1]))
    length = np.hypot(flat, straight[..., 2])
    across = np.where(touching[..., None], grip[..., None] * tangent, straight[..., :2])
    pull = np.concatenate([across, straight[..., 2:]], axis=-1) / length[..., None]
    return Wrap(length, pull @ cylinder.axes.T, np.maximum(angle, 0.0))


def _tangent(point: Array, radius: float) -> tuple[Array, Array]:
    """Length of the tangent from a point, and the angle between point and tangent point."""
    distance = np.hypot(point[..., 0], point[..., 1])
    reach = np.sqrt(np.maximum(distance**2 - radius**2, 0.0))
    return reach, np.arctan2(reach, radius)
