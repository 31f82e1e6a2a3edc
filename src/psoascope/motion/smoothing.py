"""Short gaps bridged, curves low-passed without lag, long gaps kept."""

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.signal import butter, sosfiltfilt

from psoascope.arrays import Array, Mask
from psoascope.tables import entry

_FEWEST = 6  # samples; a shorter run has no shape to smooth


def runs(mask: Mask) -> list[tuple[int, int]]:
    """First and last index of each unbroken run of True.

    Parameters
    ----------
    mask : array (T,) of bool

    Returns
    -------
    list of (first, last)
        Both inclusive.

    Examples
    --------
    >>> runs(np.array([False, True, True, False, True]))
    [(1, 2), (4, 4)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[0], np.asarray(mask, dtype=np.int8), [0]])))
    return [(int(first), int(after) - 1) for first, after in edges.reshape(-1, 2)]


def inner_frames(time: Array, values: Array) -> Mask:
    """Frames far enough from the ends of their run for the filter to be trusted.

    Parameters
    ----------
    time : array (T,), s
    values : array (T,)
        NaN in the gaps.

    Returns
    -------
    array (T,) of bool
        Where a highest or lowest value may be read off.

    Examples
    --------
    >>> inner_frames(np.arange(9) / 30, np.arange(9.0)).astype(int).tolist()
    [0, 0, 0, 1, 1, 1, 0, 0, 0]
    """
    margin = entry("measurement.edge.value")
    inner = np.zeros(len(time), dtype=np.bool_)
    for first, last in runs(np.isfinite(values)):
        spell = slice(first, last + 1)
        edge = np.minimum(time[spell] - time[first], time[last] - time[spell])
        inner[spell] = edge >= margin - 1e-9
    return inner


def smoothed(time: Array, values: Array, mask: Mask) -> Array:
    """A curve bridged and low-passed as data/measurement.toml says, refused frames left out.

    Parameters
    ----------
    time : array (T,), s
    values : array (T,)
        NaN where missing.
    mask : array (T,) of bool
        Frames that may be used.

    Returns
    -------
    array (T,)
        NaN in the gaps that stay.

    Examples
    --------
    >>> smoothed(np.arange(3.0), np.array([1.0, 2.0, 3.0]), np.array([True, True, False])).tolist()
    [1.0, 2.0, nan]
    """
    low_pass = entry("measurement.low_pass")
    kept = bridged(time, np.where(mask, values, np.nan), entry("measurement.bridge.value"))
    return low_passed(time, kept, low_pass["value"], low_pass["order"])


def bridged(time: Array, values: Array, longest: float) -> Array:
    """A curve whose short gaps are filled by a shape-keeping cubic.

    Parameters
    ----------
    time : array (T,), s
    values : array (T,)
        NaN where missing.
    longest : float, s
        Gaps from the sample before to the sample after up to this are filled; longer ones,
        and those at the ends, stay.

    Returns
    -------
    array (T,)

    Examples
    --------
    >>> time = np.arange(6) / 30
    >>> bridged(time, np.array([0.0, 1.0, np.nan, 3.0, 4.0, np.nan]), 0.1).round(9).tolist()
    [0.0, 1.0, 2.0, 3.0, 4.0, nan]
    """
    seen = np.isfinite(values)
    filled = np.array(values, dtype=np.float64)
    if seen.sum() < 2:
        return filled
    curve = PchipInterpolator(time[seen], filled[seen], extrapolate=False)
    for first, last in runs(~seen):
        inside = first > 0 and last < len(time) - 1
        if inside and time[last + 1] - time[first - 1] <= longest:
            filled[first : last + 1] = curve(time[first : last + 1])
    return filled


def low_passed(time: Array, values: Array, cutoff: float, order: int) -> Array:
    """A curve without what moves faster than the cut-off, without lag, gaps kept.

    Parameters
    ----------
    time : array (T,), s
        May be uneven: each run is filtered on an even grid and read back at its own times.
    values : array (T,)
        NaN where missing; each run between gaps is filtered alone.
    cutoff : float, Hz
    order : int
        Of the filter forwards and backwards together.

    Returns
    -------
    array (T,)
        Runs too short to filter are returned as they are.

    Examples
    --------
    >>> time = np.arange(90) / 30
    >>> slow, fast = np.sin(2 * np.pi * time), np.sin(2 * np.pi * 14 * time)
    >>> smooth = low_passed(time, slow + fast, 6.0, 4)
    >>> bool(np.abs(smooth - slow)[15:-15].max() < 0.02)
    True
    """
    smooth = np.array(values, dtype=np.float64)
    for first, last in runs(np.isfinite(values)):
        count = last - first + 1
        if count < _FEWEST:
            continue
        own = time[first : last + 1]
        grid = np.linspace(own[0], own[-1], count)
        rate = (count - 1) / (own[-1] - own[0])
        if cutoff >= rate / 2:
            continue
        sos = butter(order // 2, cutoff / (rate / 2), output="sos")
        even = np.interp(grid, own, smooth[first : last + 1])
        pad = min(count - 1, int(rate / cutoff) * 3)
        smooth[first : last + 1] = np.interp(own, grid, sosfiltfilt(sos, even, padlen=pad))
    return smooth
