"""The course of each fascicle as points: for pictures, viewers and models of other engines."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from psoascope.arrays import Array, checked
from psoascope.psoas.anatomy import Crossing, Cylinder
from psoascope.psoas.limits import check_hip, check_lumbar
from psoascope.psoas.names import FASCICLES, LEVELS
from psoascope.psoas.person import Person
from psoascope.psoas.rotations import turned_zxy
from psoascope.psoas.sized import sized
from psoascope.psoas.spine import spine

MUSCLES = (*FASCICLES, "iliacus_r", "iliacus_l")
"""The order of paths: 22 fascicles, then the iliacus of the right and the left side."""

ARC_POINTS = 9
"""Points on the cylinder, the two where the path touches and leaves it included."""

_MIRROR = np.array([[1.0, 1.0, 1.0], [1.0, -1.0, -1.0]])
_TO_LEFT = np.array([[1.0, 1.0, 1.0], [1.0, 1.0, -1.0]])


@dataclass(frozen=True)
class Paths:
    """The course of both psoas and both iliacus muscles in any number of postures.

    Parameters
    ----------
    points : array (..., 24, 13, 3), m
        Pelvis axes, in the order of MUSCLES: origin, brim, 9 points over the cylinder, two
        points of the thigh bone. Where the path has lifted off, the 9 lie evenly on the straight
        line. NaN where a missing angle takes part.
    """

    points: Array


def paths(
    lumbar: ArrayLike, hip_right: ArrayLike, hip_left: ArrayLike, person: Person | None = None
) -> Paths:
    """Points along every fascicle and both iliacus muscles.

    Parameters
    ----------
    lumbar : array (..., 5, 3), rad
        As in psoas.state.
    hip_right, hip_left : array (..., 3), rad
        Flexion, adduction, internal rotation; positive towards these on both sides.
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    Paths

    Raises
    ------
    ShapeError
        An array has the wrong last axes.
    RangeError
        An angle lies beyond its limit.

    References
    ----------
    Anatomy and its sources: data/anatomy.toml. Left out: muscle width, sliding along the brim.

    Examples
    --------
    >>> course = paths(np.zeros((5, 3)), np.zeros(3), np.zeros(3)).points
    >>> course.shape, course[0, -1].round(4).tolist()
    ((24, 13, 3), [-0.0942, -0.1185, 0.0923])
    """
    back, hips = _checked(lumbar, hip_right, hip_left)
    body = sized(person)
    origin = spine(back[..., None, :, :] * _MIRROR[:, None, :], body).origin
    turn, _ = turned_zxy(hips)
    psoas = below_brim(turn, body.hip_centre, body.psoas)
    iliacus = below_brim(turn, body.hip_centre, body.iliacus)
    shared = np.broadcast_to(psoas[..., None, :, :], (*origin.shape[:-1], *psoas.shape[-2:]))
    fascicles = np.concatenate([origin[..., None, :], shared], axis=-2)
    start = np.broadcast_to(body.iliacus_origin, (*iliacus.shape[:-2], 1, 3))
    whole = np.concatenate([start, iliacus], axis=-2)
    batch, tail = fascicles.shape[:-4], fascicles.shape[-2:]
    fascicles = (fascicles * _TO_LEFT[:, None, None, :]).reshape(*batch, len(FASCICLES), *tail)
    return Paths(np.concatenate([fascicles, whole * _TO_LEFT[:, None, :]], axis=-3))


def below_brim(turn: Array, hip_centre: Array, crossing: Crossing) -> Array:
    """Points from the brim to the thigh bone, of the right side.

    Parameters
    ----------
    turn : array (..., 3, 3), 1
        Rotation of the thigh in the pelvis.
    hip_centre : array (3,), m
    crossing : Crossing

    Returns
    -------
    array (..., 12, 3), m
        Pelvis axes: brim, 9 points over the cylinder, two points of the thigh bone.
    """
    bone = np.stack([crossing.femur_point_1, crossing.femur_point_2])
    ends = hip_centre + bone @ np.swapaxes(turn, -1, -2)
    over = over_cylinder(crossing.brim_point, ends[..., 0, :], crossing.cylinder)
    brim = np.broadcast_to(crossing.brim_point, (*over.shape[:-2], 1, 3))
    return np.concatenate([brim, over, ends], axis=-2)


def over_cylinder(start: Array, end: Array, cylinder: Cylinder) -> Array:
    """Points of the shortest path on a cylinder, from where it touches to where it leaves.

    Parameters
    ----------
    start : array (3,), m
    end : array (..., 3), m
        A point inside the cylinder counts as if it lay on its surface.
    cylinder : Cylinder

    Returns
    -------
    array (..., 9, 3), m
        Evenly along the arc; evenly between start and end where the path has lifted off.

    Examples
    --------
    >>> post = Cylinder(np.zeros(3), np.eye(3), 1.0, -1.0)
    >>> arc = over_cylinder(np.array([1.0, 1.0, 0.0]), np.array([-1.0, -1.0, 1.0]), post)
    >>> arc[[0, -1]].round(3).tolist()
    [[1.0, -0.0, 0.28], [0.0, -1.0, 0.72]]
    """
    first = (start - cylinder.centre) @ cylinder.axes
    last = (end - cylinder.centre) @ cylinder.axes
    reach, slack = zip(*(_tangent(point, cylinder.radius) for point in (first, last)), strict=True)
    bearing = np.arctan2(last[..., 1], last[..., 0])
    swept = cylinder.sense * (bearing - np.arctan2(first[1], first[0]))
    swept = (swept + np.pi / 2) % (2 * np.pi) - np.pi / 2
    angle = swept - slack[0] - slack[1]
    share = np.linspace(0.0, 1.0, ARC_POINTS)
    along = share * angle[..., None]
    at = np.arctan2(first[1], first[0]) + cylinder.sense * (slack[0] + along)
    rolled = reach[0] + cylinder.radius * angle + reach[1]
    climbed = (reach[0] + cylinder.radius * along) / rolled[..., None]
    height = first[2] + climbed * (last[..., 2] - first[2])[..., None]
    arc = np.stack([np.cos(at) * cylinder.radius, np.sin(at) * cylinder.radius, height], axis=-1)
    even = np.linspace(0.0, 1.0, ARC_POINTS + 2)[1:-1, None]
    line = start + even * (end - start)[..., None, :]
    touching = (angle > 0)[..., None, None]
    return np.where(touching, cylinder.centre + arc @ cylinder.axes.T, line)


def _tangent(point: Array, radius: float) -> tuple[Array, Array]:
    """Length of the tangent from a point, and the angle between point and tangent point."""
    distance = np.hypot(point[..., 0], point[..., 1])
    reach = np.sqrt(np.maximum(distance**2 - radius**2, 0.0))
    return reach, np.arctan2(reach, radius)


def _checked(lumbar: ArrayLike, hip_right: ArrayLike, hip_left: ArrayLike) -> tuple[Array, Array]:
    """Lumbar (..., 5, 3) and both hips (..., 2, 3), of one batch."""
    back = checked("lumbar", lumbar, (len(LEVELS), 3))
    hips = checked("hip_right", hip_right, (3,)), checked("hip_left", hip_left, (3,))
    check_lumbar("lumbar", back)
    check_hip("hip_right", hips[0])
    check_hip("hip_left", hips[1])
    batch = np.broadcast_shapes(back.shape[:-2], *(hip.shape[:-1] for hip in hips))
    pair = np.stack([np.broadcast_to(hip, (*batch, 3)) for hip in hips], axis=-2)
    return np.broadcast_to(back, (*batch, len(LEVELS), 3)), pair
