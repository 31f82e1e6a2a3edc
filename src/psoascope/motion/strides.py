"""Where a swinging leg turns round."""

import numpy as np
from scipy.signal import find_peaks

from psoascope.arrays import Array, Index
from psoascope.motion.smoothing import bridged, inner_frames
from psoascope.tables import entry


def turning_points(time: Array, angle: Array) -> tuple[Index, Index]:
    """Frames in which a leg is farthest in front, and farthest behind, in each stride.

    Parameters
    ----------
    time : array (T,), s
    angle : array (T,), rad
        Smoothed; NaN in the gaps.

    Returns
    -------
    front, behind : array (N,) of int, array (M,) of int
        Frame numbers. Where no stride is complete, the one highest and lowest frame that is far
        enough from a gap; empty where there is none.

    Examples
    --------
    >>> time = np.arange(90) / 30
    >>> front, behind = turning_points(time, 0.5 * np.cos(2 * np.pi * time))
    >>> front.tolist(), behind.tolist()
    ([30, 60], [15, 45, 75])
    """
    inner = inner_frames(time, angle)
    if not inner.any():
        return np.array([], dtype=np.int64), np.array([], dtype=np.int64)
    rule = entry("measurement.turning_point")
    apart = max(1, round(rule["apart"] / float(np.median(np.diff(time)))))
    # Peaks are looked for across gaps, so that a gap does not cut a swing's prominence.
    whole = bridged(time, angle, np.inf)
    known = np.flatnonzero(np.isfinite(whole))
    both = []
    for sign in (1.0, -1.0):
        peaks, _ = find_peaks(
            sign * whole[known], prominence=np.radians(rule["value"]), distance=apart
        )
        frames = known[peaks]
        frames = frames[inner[frames]]
        if not len(frames):
            frames = np.array([np.nanargmax(np.where(inner, sign * angle, np.nan))])
        both.append(frames)
    return both[0], both[1]
