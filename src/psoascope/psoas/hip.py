"""From the brim of the pelvis to the thigh bone: the part of the path that the hip moves."""

from typing import NamedTuple

import numpy as np

from psoascope.arrays import Array
from psoascope.psoas.anatomy import Anatomy
from psoascope.psoas.cylinder import wrapped
from psoascope.psoas.rotations import turned_zxy


class HipCrossing(NamedTuple):
    """The path below the brim, shared by all fascicles of a side.

    Parameters
    ----------
    length : array (...), m
        From the brim point to the lesser trochanter.
    arm : array (..., 3), m
        Moment arms of flexion, adduction, internal rotation; -dL/dq.
    wrap_angle : array (...), rad
        How far the path lies on the brim's cylinder; 0 where it has lifted off.
    """

    length: Array
    arm: Array
    wrap_angle: Array


def hip_crossing(hip: Array, body: Anatomy) -> HipCrossing:
    """Length and moment arms of the path from brim to thigh bone.

    Parameters
    ----------
    hip : array (..., 3), rad
        Flexion, adduction, internal rotation; positive towards these on both sides.
    body : Anatomy
        Its right side is used; the left one is its mirror image and gives the same numbers.

    Returns
    -------
    HipCrossing
        NaN where an angle is missing.

    Examples
    --------
    >>> from psoascope.psoas.anatomy import anatomy
    >>> bent = np.radians([[0.0, 0.0, 0.0], [90.0, 0.0, 0.0]])
    >>> hip_crossing(bent, anatomy()).length.round(3).tolist()
    [0.093, 0.045]
    """
    rotation, axes = turned_zxy(hip)
    lever = rotation @ body.femur_point_1
    path = wrapped(body.brim_point, body.hip_centre + lever, body.cylinder)
    moment = np.cross(lever, path.pull)
    arm = (axes @ moment[..., None])[..., 0]
    bony = float(np.linalg.norm(body.femur_point_2 - body.femur_point_1))
    return HipCrossing(path.length + bony, arm, path.angle)
