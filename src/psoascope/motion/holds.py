"""Spells in which a signal is kept: still about its own median, or above a level."""

import heapq

import numpy as np
from scipy.ndimage import median_filter

from psoascope.arrays import Array, Index, Mask, check_increasing, checked
from psoascope.errors import RangeError
from psoascope.tables import entry


def holds(
    time: Array, signal: Array, above: float, *, leave: float, shortest: float
) -> list[tuple[int, int]]:
    """Spells above a level, entered at one threshold and left at a lower one.

    Parameters
    ----------
    time : array (T,), s
        Strictly increasing; may be uneven.
    signal : array (T,)
        Any unit; NaN where missing.
    above : float, unit of the signal
        A spell begins at the first value at or over this.
    leave : float, unit of the signal
        It ends before the first value under this; not over `above`.
    shortest : float, s
        Shorter spells are left out.

    Returns
    -------
    list of (first, last)
        Frames, both inclusive. A gap longer than `measurement.bridge` ends a spell: what was held
        while nobody was seen is not known.

    Raises
    ------
    RangeError
        `leave` lies over `above`, or time does not increase.
    ShapeError
        One value of the signal per time stamp is not given.

    Examples
    --------
    >>> time = np.arange(8) / 10
    >>> lifted = np.array([0.0, 41.0, 38.0, 42.0, 37.0, 22.0, 41.0, 0.0])
    >>> holds(time, lifted, 40.0, leave=35.0, shortest=0.2)
    [(1, 4)]
    """
    time, signal = series(time, signal)
    found = []
    for frames in unbroken(time, signal):
        up = triggered(signal[frames], above, leave)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], up.astype(np.int8), [0]])))
        found += [
            (int(frames[first]), int(frames[after - 1])) for first, after in edges.reshape(-1, 2)
        ]
    return [(first, last) for first, last in found if _lasts(time, first, last, shortest)]


def steady_spell(
    time: Array, signal: Array, *, still: float, shortest: float
) -> tuple[int, int] | None:
    """The longest spell in which a signal stays near its own median.

    Parameters
    ----------
    time : array (T,), s
        Strictly increasing; may be uneven.
    signal : array (T,)
        Any unit; NaN where missing.
    still : float, unit of the signal
        How far from the spell's median a value may lie. Outliers of less than half of
        `segmentation.outlier` do not count.
    shortest : float, s
        The least time from the first to the last frame.

    Returns
    -------
    (first, last) or None
        Frames, both inclusive; None where the signal is nowhere still for long enough. A gap
        longer than `measurement.bridge` ends a spell. The first of equally long spells. Never
        shorter than the longest spell whose values span no more than `still`; between that and
        twice as much, the longest of those tried.

    Raises
    ------
    RangeError
        Time does not increase.
    ShapeError
        One value of the signal per time stamp is not given.

    Examples
    --------
    >>> time = np.arange(10) / 10
    >>> lowered = np.array([60.0, 40.0, 20.0, 11.0, 10.0, 9.0, 10.0, 11.0, 30.0, 60.0])
    >>> steady_spell(time, lowered, still=2.0, shortest=0.3)
    (3, 7)
    """
    time, signal = series(time, signal)
    waiting: list[tuple[float, int, int, int]] = []
    spells = unbroken(time, signal)
    calm = [_without_outliers(time[frames], signal[frames]) for frames in spells]

    def offer(number: int, first: int, last: int) -> None:
        frames = spells[number]
        if _lasts(time, frames[first], frames[last], shortest):
            length = round(float(time[frames[last]] - time[frames[first]]), 9)
            heapq.heappush(waiting, (-length, number, first, last))

    for number, values in enumerate(calm):
        for width in (still, 2 * still):
            for first, last in _narrow(values, width):
                offer(number, first, last)
    # Longest first; one that strays from its median is cut into the parts that do not.
    while waiting:
        _, number, first, last = heapq.heappop(waiting)
        part = calm[number][first : last + 1]
        near = np.abs(part - np.median(part)) <= still
        if near.all():
            return int(spells[number][first]), int(spells[number][last])
        edges = np.flatnonzero(np.diff(np.concatenate([[0], near.astype(np.int8), [0]])))
        for start, after in edges.reshape(-1, 2):
            offer(number, first + int(start), first + int(after) - 1)
    return None


def series(time: Array, signal: Array) -> tuple[Array, Array]:
    """Time and signal, checked to fit one another.

    Parameters
    ----------
    time : array (T,), s
    signal : array (T,)

    Returns
    -------
    time, signal : array (T,)

    Raises
    ------
    RangeError
        Time does not strictly increase.
    ShapeError
        The signal has not one value for each time.

    Examples
    --------
    >>> series([0, 1], [5, 7])[1].tolist()
    [5.0, 7.0]
    """
    stamps = check_increasing("time", time)
    return stamps, checked("signal", signal, stamps.shape, "Give one value per time stamp.")


def triggered(values: Array, high: float, low: float) -> Mask:
    """True from the first value at or over the high level to the last before one under the low.

    Parameters
    ----------
    values : array (T,)
        No NaN.
    high, low : float, unit of the values

    Returns
    -------
    array (T,) of bool

    Raises
    ------
    RangeError
        The low level is over the high one.

    Examples
    --------
    >>> triggered(np.array([2.0, 3.0, 2.0, 3.0, 0.0, 2.0]), 3.0, 1.0).astype(int).tolist()
    [0, 1, 1, 1, 0, 0]
    """
    if low > high:
        raise RangeError(
            f"the level of leaving {low:g} lies over that of entering {high:g}. Lower it."
        )
    told = (values >= high) | (values < low)
    latest = np.maximum.accumulate(np.where(told, np.arange(len(values)), -1))
    return np.asarray((latest >= 0) & (values[latest] >= high))


def unbroken(time: Array, signal: Array) -> list[Index]:
    """Frames that are seen, cut wherever two of them lie further apart than a bridged gap.

    Parameters
    ----------
    time : array (T,), s
    signal : array (T,)
        NaN where missing.

    Returns
    -------
    list of array (N,) of int
        Frame numbers of each spell, N >= 1.

    Examples
    --------
    >>> time = np.array([0.0, 0.05, 0.1, 0.15, 0.5, 0.55])
    >>> spells = unbroken(time, np.array([1.0, np.nan, 1.0, 1.0, 1.0, 1.0]))
    >>> [spell.tolist() for spell in spells]
    [[0, 2, 3], [4, 5]]
    """
    seen = np.flatnonzero(np.isfinite(signal))
    if not len(seen):
        return []
    return np.split(seen, np.flatnonzero(gaps(time[seen])) + 1)


def gaps(time: Array) -> Mask:
    """Which steps between frames are too long to be bridged.

    Parameters
    ----------
    time : array (N,), s
        Of the frames that are seen.

    Returns
    -------
    array (N - 1,) of bool

    Examples
    --------
    >>> gaps(np.array([0.0, 0.04, 0.08, 0.30])).tolist()
    [False, False, True]
    """
    return np.asarray(np.diff(time) > entry("measurement.bridge.value") + 1e-9)


def _lasts(time: Array, first: int, last: int, shortest: float) -> bool:
    """Whether a spell is long enough; a billionth of a second is rounding."""
    return bool(time[last] - time[first] >= shortest - 1e-9)


def _without_outliers(time: Array, values: Array) -> Array:
    """Values without what is shorter than half a window, or a single frame."""
    if len(values) < 3:
        return values
    step = float(np.median(np.diff(time)))
    window = max(3, round(entry("segmentation.outlier.value") / step) | 1)
    return np.asarray(median_filter(values, size=window, mode="nearest"))


def _narrow(values: Array, width: float) -> list[tuple[int, int]]:
    """Every spell that cannot be made longer without its values spanning more than a width.

    Each step needs the one before it: the start only ever moves on.
    """
    highest: list[int] = []  # frames whose values fall; the first is the highest in the window
    lowest: list[int] = []
    found: list[tuple[int, int]] = []
    first, top, bottom = 0, 0, 0
    for last, value in enumerate(values.tolist()):
        while len(highest) > top and values[highest[-1]] <= value:
            highest.pop()
        while len(lowest) > bottom and values[lowest[-1]] >= value:
            lowest.pop()
        highest.append(last)
        lowest.append(last)
        moved = first
        while values[highest[top]] - values[lowest[bottom]] > width:
            moved = min(highest[top], lowest[bottom]) + 1
            top += highest[top] < moved
            bottom += lowest[bottom] < moved
        if moved != first:
            found.append((first, last - 1))
            first = moved
    return [*found, (first, len(values) - 1)]
