"""From the brim of the pelvis to the thigh bone: the part of the path that the hip moves."""

from typing import NamedTuple

import numpy as np

from psoascope.arrays import Array
from psoascope.psoas.anatomy import Anatomy, Crossing
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


def hip_crossing(hip: Array, body: Anatomy, crossing: Crossing) -> HipCrossing:
    """Length and moment arms of the path from brim to thigh bone.

    Parameters
    ----------
    hip : array (..., 3), rad
        Flexion, adduction, internal rotation; positive towards these on both sides.
    body : Anatomy
        Its right side is used; the left one is its mirror image and gives the same numbers.
    crossing : Crossing
        body.psoas or body.iliacus.

    Returns
    -------
    HipCrossing
        NaN where an angle is missing.

    Examples
    --------
    >>> from psoascope.psoas.anatomy import anatomy
    >>> bent = np.radians([[0.0, 0.0, 0.0], [90.0, 0.0, 0.0]])
    >>> body = anatomy()
    >>> hip_crossing(bent, body, body.psoas).length.round(3).tolist()
    [0.093, 0.045]
    """
    rotation, axes = turned_zxy(hip)
    lever = rotation @ crossing.femur_point_1
    path = wrapped(crossing.brim_point, body.hip_centre + lever, crossing.cylinder)
    moment = np.cross(lever, path.pull)
    arm = (axes @ moment[..., None])[..., 0]
    return HipCrossing(path.length + crossing.bony_length, arm, path.angle)
