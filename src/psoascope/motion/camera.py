"""How the camera stood, as far as the picture of the person tells."""

import numpy as np

from psoascope.arrays import Array, Mask
from psoascope.motion.sagittal import HIP, SHOULDER, Sagittal
from psoascope.tables import entry


def camera_yaw(view: Sagittal, used: Mask) -> float:
    """How far the camera was turned away from the side view, from how broad the body looks.

    Medians of signed breadths are taken, so that noise and the swing of shoulders and hips cancel.

    Parameters
    ----------
    view : Sagittal
    used : array (T,) of bool

    Returns
    -------
    float, deg
        0 for an exact side view; which way it was turned cannot be told. NaN without frames.
    """
    if not used.any():
        return float("nan")
    across = view.joints[used, 0, :, 0] - view.joints[used, 1, :, 0]
    breadth = np.nanmedian(across[:, SHOULDER]) + np.nanmedian(across[:, HIP])
    share = abs(breadth) / float(np.nanmedian(view.trunk_length[used]))
    sine = share / entry("gates.not_side_on.frontal_breadth")
    return float(np.degrees(np.arcsin(min(1.0, sine))))


def unturned(angle: Array, yaw: Array) -> Array:
    """A segment's angle in its own plane, from its angle in a picture taken from `yaw` off.

    Parameters
    ----------
    angle : array (...), rad
        From the vertical.
    yaw : array, broadcast to angle, rad

    Returns
    -------
    array (...), rad

    Examples
    --------
    >>> seen = np.arctan2(np.sin(0.5) * np.cos(0.3), np.cos(0.5))
    >>> float(unturned(seen, np.array(0.3)).round(6))
    0.5
    """
    return np.asarray(np.arctan2(np.sin(angle) / np.cos(yaw), np.cos(angle)))
