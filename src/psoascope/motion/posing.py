"""How thigh, shank and trunk stood over time: what every guided test reads."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from psoascope.arrays import Array, Mask, degrees
from psoascope.motion.angles import wrapped
from psoascope.motion.motion import Motion
from psoascope.motion.sagittal import ANKLE, HIP, KNEE
from psoascope.motion.smoothing import smoothed

SEGMENTS = ("thigh", "shank", "trunk")
ANGLES = MappingProxyType(
    {
        "hip_flexion": (1.0, 0.0, 1.0),
        "knee_flexion": (1.0, -1.0, 0.0),
        "thigh_lean": (1.0, 0.0, 0.0),
        "trunk_lean": (0.0, 0.0, 1.0),
    }
)
"""Each as a sum of the segments' angles."""
HEIGHTS = ("hip_height", "knee_height")


@dataclass(frozen=True)
class Posing:
    """Segments over time.

    Parameters
    ----------
    time : array (T,), s
    segments : array (T, 2, 3), rad
        Right, left; thigh and shank from straight down, + forward; trunk from straight up,
        + forward, the same on both sides. Gated and smoothed; NaN in the gaps.
    heights : dict of array (T, 2), trunk lengths
        hip_height, knee_height: of a side's hip and knee above the lower one of both ankles.
    used : array (T, 2) of bool
    """

    time: Array
    segments: Array
    heights: dict[str, Array]
    used: Mask

    def signal(self, name: str, side: int) -> Array:
        """One of the signals that tests name.

        Parameters
        ----------
        name : str
            A key of ANGLES, or one of HEIGHTS.
        side : int
            0 right, 1 left.

        Returns
        -------
        array (T,), deg or trunk lengths
        """
        if name in HEIGHTS:
            return self.heights[name][:, side]
        return degrees(self.segments[:, side] @ np.array(ANGLES[name]))


def posing(moved: Motion) -> Posing:
    """Segments of a recording's motion.

    Parameters
    ----------
    moved : Motion

    Returns
    -------
    Posing
    """
    angles = moved.angles
    trunk = np.broadcast_to(angles.trunk_lean[:, None], angles.hip_flexion.shape)
    # Unwrapped, so that a thigh that passes the vertical does not jump by a whole turn.
    thigh = wrapped(angles.hip_flexion - trunk)
    shank = thigh - angles.knee_flexion
    segments = np.stack([thigh, shank, trunk], axis=-1)
    return Posing(angles.time, segments, _heights(moved), moved.used)


def _heights(moved: Motion) -> dict[str, Array]:
    view, used = moved.view, moved.used
    usable = used.any(axis=1)
    size = float(np.nanmedian(view.trunk_length[usable])) if usable.any() else np.nan
    floor = np.min(view.joints[:, :, ANKLE, 1], axis=1)
    found = {}
    for name, joint in zip(HEIGHTS, (HIP, KNEE), strict=True):
        raw = (view.joints[:, :, joint, 1] - floor[:, None]) / size
        sides = [smoothed(view.time, raw[:, side], used[:, side]) for side in range(2)]
        found[name] = np.stack(sides, axis=1)
    return found
