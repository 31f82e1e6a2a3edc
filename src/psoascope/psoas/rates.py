"""How fast a series changes, and how fast that changes."""

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array, Index, check_increasing
from psoascope.errors import RangeError, ShapeError

_WINDOW = 5


def rates(time: ArrayLike, values: ArrayLike) -> tuple[Array, Array]:
    """First and second derivative of series over time.

    Each is that of the polynomial of degree 4 through the five nearest frames, so evenly or
    unevenly timed frames, and the first and last ones, need no other rule.

    Parameters
    ----------
    time : array (T,), s
        Strictly increasing; at least 5 frames.
    values : array (..., T, K)
        Smooth already: nothing is filtered here.

    Returns
    -------
    first : array (..., T, K), per s
    second : array (..., T, K), per s2
        NaN where any of the frame's five is missing: a gap grows by two frames to each side, by
        up to four towards an end of the series.

    Raises
    ------
    RangeError
        Time does not increase, or there are fewer than 5 frames.
    ShapeError
        The series do not have as many frames as there are times.

    Examples
    --------
    >>> time = np.linspace(0.0, 0.5, 6)
    >>> first, second = rates(time, 3.0 * time[:, None] ** 2)
    >>> first[2].round(6).tolist(), second[5].round(6).tolist()
    ([1.2], [6.0])
    """
    stamps = check_increasing("time", time)
    series = np.asarray(values, dtype=np.float64)
    frames = len(stamps)
    if frames < _WINDOW:
        raise tables.error(RangeError, "too_few_frames", least=_WINDOW, frames=frames)
    if series.ndim < 2 or series.shape[-2] != frames:
        raise ShapeError(
            f"values must have shape (..., {frames}, K) for {frames} times; got shape "
            f"{series.shape}. Put time on the last axis but one."
        )
    start = np.clip(np.arange(frames) - _WINDOW // 2, 0, frames - _WINDOW)
    rows = start[:, None] + np.arange(_WINDOW)
    first, second = _weights(stamps, rows)
    # The loop runs over the five frames of a window, not over time.
    pairs = [(series[..., rows[:, near], :], near) for near in range(_WINDOW)]
    speed = sum((first[:, near, None] * one for one, near in pairs), np.zeros(1))
    change = sum((second[:, near, None] * one for one, near in pairs), np.zeros(1))
    return np.asarray(speed), np.asarray(change)


def _weights(stamps: Array, rows: Index) -> tuple[Array, Array]:
    """Weights (T, 5) of a window's frames in its first and second derivative."""
    away = stamps[rows] - stamps[:, None]
    # Measured in mean steps, the powers stay near 1 and the equations well behaved.
    step = (away[:, -1] - away[:, 0]) / (_WINDOW - 1)
    powers = np.arange(_WINDOW)
    matrix = (away / step[:, None])[:, None, :] ** powers[:, None]
    wanted = np.zeros((_WINDOW, 2))
    wanted[1, 0], wanted[2, 1] = 1.0, 2.0
    solved = np.linalg.solve(matrix, np.broadcast_to(wanted, (len(stamps), _WINDOW, 2)))
    return solved[..., 0] / step[:, None], solved[..., 1] / step[:, None] ** 2
