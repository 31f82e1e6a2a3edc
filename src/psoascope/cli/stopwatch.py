"""Times pieces of work in turn, so that a slow moment of the machine hits all alike."""

from collections.abc import Callable, Mapping
from math import ceil
from statistics import median
from time import perf_counter
from typing import NamedTuple


class Work(NamedTuple):
    """Something to be timed.

    Parameters
    ----------
    do : function of nothing
        Does the work once; what it gives is dropped.
    units : int
        Postures, frames or calls that one doing gets through.
    """

    do: Callable[[], object]
    units: int = 1


def in_turn(works: Mapping[str, Work], runs: int, shortest: float = 0.0) -> dict[str, float]:
    """Median time of a unit of each work.

    Each is done twice before the clock starts, for what is compiled or read at the first time.

    Parameters
    ----------
    works : mapping of Work
    runs : int
        Of every work; the first run of all comes before the second of any.
    shortest : float, s
        Work that is over sooner is repeated until a run takes that long.

    Returns
    -------
    dict of float, s

    Examples
    --------
    >>> done = []
    >>> works = {name: Work(lambda name=name: done.append(name)) for name in "ab"}
    >>> sorted(in_turn(works, runs=2)), "".join(done)
    (['a', 'b'], 'aabbabab')
    """
    often = {name: _repeats(work, shortest) for name, work in works.items()}
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            times[name].append(_timed(work, often[name]))
    return {name: median(found) for name, found in times.items()}


def _repeats(work: Work, shortest: float) -> int:
    work.do()
    once = _timed(work, 1) * work.units
    return max(1, ceil(shortest / once))


def _timed(work: Work, repeats: int) -> float:
    """Time of one unit, s."""
    do = work.do
    start = perf_counter()
    for _ in range(repeats):
        do()
    return (perf_counter() - start) / (repeats * work.units)
