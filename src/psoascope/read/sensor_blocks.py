"""Blocks of samples with one time stamp each, as loggers file them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from psoascope.arrays import Array
from psoascope.read.recording import Remark

_DRIFT = 0.1  # a logger's own rate lies this near to the stated one; else there was a pause


def sample_times(first: Array, counts: NDArray[np.int64], rate: float) -> Array:
    """Time of each sample from the times of the blocks' first samples.

    The step within a block is what reaches the next block, so that a logger whose rate is a little
    off keeps its time; before a pause, or at the end, it is the stated one.

    Parameters
    ----------
    first : array (B,), s
    counts : array (B,)
        Samples of each block.
    rate : float, 1/s
        As stated.

    Returns
    -------
    array (sum of counts,), s

    Examples
    --------
    >>> sample_times(np.array([0.0, 2.1]), np.array([4, 2]), 2.0).tolist()
    [0.0, 0.525, 1.05, 1.5750000000000002, 2.1, 2.6]
    """
    steps = np.full(len(first), 1.0 / rate)
    if len(first) > 1:
        found = np.diff(first) / counts[:-1]
        near = np.abs(found * rate - 1.0) < _DRIFT
        steps[:-1][near] = found[near]
    time = np.empty(int(counts.sum()))
    starts = np.cumsum(counts) - counts
    # In pieces, so that a week does not need three arrays of its own length at once.
    for low in range(0, len(first), 4096):
        part = slice(low, low + 4096)
        number = counts[part]
        within = np.arange(number.sum()) - np.repeat(starts[part] - starts[low], number)
        stop = starts[low] + number.sum()
        time[starts[low] : stop] = np.repeat(first[part], number) + within * np.repeat(
            steps[part], number
        )
    return time


def bad_block_remarks(good: NDArray[np.bool_], cut_short: bool) -> tuple[Remark, ...]:
    """What is said of damaged blocks and of an end in the middle of one.

    Parameters
    ----------
    good : array (B,)
    cut_short : bool

    Returns
    -------
    tuple of Remark
    """
    remarks: list[Remark] = []
    if not good.all():
        values: dict[str, Any] = {
            "count": int((~good).sum()),
            "all": len(good),
            "first": int(np.argmin(good)) + 1,
        }
        remarks.append(Remark("sensor_bad_blocks", values))
    if cut_short:
        remarks.append(Remark("sensor_cut_short"))
    return tuple(remarks)
