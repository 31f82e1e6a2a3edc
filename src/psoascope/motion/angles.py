"""Signed sagittal angles of both legs from the side view."""

from dataclasses import dataclass

import numpy as np

from psoascope.arrays import Array
from psoascope.motion.sagittal import ANKLE, HIP, KNEE, Sagittal


@dataclass(frozen=True)
class Angles:
    """Angles over time; sides in the order right, left.

    Parameters
    ----------
    time : array (T,), s
    hip_flexion : array (T, 2), rad
        Trunk-thigh angle: 0 with thigh and trunk in line, + thigh forward, -pi..pi. This is hip
        and lumbar flexion together; a camera cannot tell them apart.
    knee_flexion : array (T, 2), rad
        0 straight, + heel towards the buttock, -pi..pi.
    trunk_lean : array (T,), rad
        0 upright, + shoulders in front of the hips, -pi..pi.
    """

    time: Array
    hip_flexion: Array
    knee_flexion: Array
    trunk_lean: Array


def angles(view: Sagittal) -> Angles:
    """Trunk-thigh and knee angle of both legs, and the trunk's lean, frame by frame.

    Parameters
    ----------
    view : Sagittal

    Returns
    -------
    Angles
        NaN where a point is missing; not smoothed.
    """
    thigh = view.joints[:, :, KNEE] - view.joints[:, :, HIP]
    shank = view.joints[:, :, ANKLE] - view.joints[:, :, KNEE]
    trunk = view.trunk
    lean = np.arctan2(trunk[:, 0], trunk[:, 1])
    return Angles(
        time=view.time,
        hip_flexion=wrapped(_from_down(thigh) + lean[:, None]),
        knee_flexion=wrapped(_from_down(thigh) - _from_down(shank)),
        trunk_lean=lean,
    )


def wrapped(angle: Array) -> Array:
    """The same angle within -pi to pi.

    Parameters
    ----------
    angle : array (...), rad

    Returns
    -------
    array (...), rad

    Examples
    --------
    >>> float(wrapped(np.array(1.5 * np.pi)) / np.pi)
    -0.5
    """
    return np.asarray((angle + np.pi) % (2 * np.pi) - np.pi)


def _from_down(segment: Array) -> Array:
    """Angle of a segment (..., 2) from straight down, + when its end lies forward."""
    return np.asarray(np.arctan2(segment[..., 0], -segment[..., 1]))
