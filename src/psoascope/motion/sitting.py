"""Sitting bouts from labels by the second: when one starts, and which break ends it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.motion.thigh_labels import NOT_KNOWN, NOT_WORN, activity_names
from psoascope.quantity import Quantity


@dataclass(frozen=True)
class Bout:
    """One spell of sitting.

    Parameters
    ----------
    start : float, s
        From the first label.
    minutes : float
        To its end, short breaks included.
    cut : bool
        It starts or ends at time that is not known: it may have been longer.
    """

    start: float
    minutes: float
    cut: bool


def sitting_bouts(label: NDArray[np.int8], break_s: float) -> tuple[Bout, ...]:
    """Spells of sitting; time off the seat shorter than a break does not end one.

    Parameters
    ----------
    label : array (E,) of int8
        One a second. Time that is not known or not worn always ends a bout, and is never sitting.
    break_s : float, s
        Shortest time off the seat that ends a bout.

    Returns
    -------
    tuple of Bout
        In order; shorter ones than [shortest_bout] of data/sensor.toml are left out.

    Examples
    --------
    >>> sit, stand = np.full(300, 3), np.full(5, 4)
    >>> day = np.concatenate([sit, stand, sit, stand, stand, stand, sit]).astype(np.int8)
    >>> [(bout.start, round(bout.minutes, 2)) for bout in sitting_bouts(day, 10.0)]
    [(0.0, 10.08), (620.0, 5.0)]
    """
    least = tables.entry("sensor.shortest_bout.value")
    starts, stops = _joined(label, break_s)
    known = label > NOT_WORN
    return tuple(
        Bout(float(start), (stop - start) / 60.0, _is_cut(known, start, stop))
        for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)
        if stop - start >= least
    )


def _joined(label: NDArray[np.int8], break_s: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Starts and stops of sitting, with the short breaks between taken in."""
    sitting = label == activity_names().index("sitting")
    edges = np.flatnonzero(np.diff(np.concatenate([[False], sitting, [False]])))
    starts, stops = edges[::2], edges[1::2]
    if not len(starts):
        return starts, stops
    unknown = np.concatenate([[0], np.cumsum(label <= NOT_WORN)])
    short = starts[1:] - stops[:-1] < break_s
    whole = unknown[starts[1:]] == unknown[stops[:-1]]
    apart = ~(short & whole)
    return starts[np.concatenate([[True], apart])], stops[np.concatenate([apart, [True]])]


def _is_cut(known: NDArray[np.bool_], start: int, stop: int) -> bool:
    return bool((start > 0 and not known[start - 1]) or (stop < len(known) and not known[stop]))


def sitting_breaks(label: NDArray[np.int8], break_s: float) -> int:
    """How often sitting was broken off: time off the seat between two bouts, known throughout.

    Parameters
    ----------
    label : array (E,) of int8
    break_s : float, s

    Returns
    -------
    int

    References
    ----------
    sbrn2017 in data/sources.toml: a break lies between two bouts.
    """
    bouts = sitting_bouts(label, break_s)
    unknown = np.concatenate([[0], np.cumsum(label <= NOT_WORN)])
    ends = [round(bout.start + 60 * bout.minutes) for bout in bouts]
    pairs = zip(ends[:-1], bouts[1:], strict=True)
    return sum(bool(unknown[int(after.start)] == unknown[end]) for end, after in pairs)


def longest_and_breaks(label: NDArray[np.int8]) -> tuple[Quantity, Quantity]:
    """The longest sit and the number of breaks, with the spread over rules of what a break is.

    Parameters
    ----------
    label : array (E,) of int8

    Returns
    -------
    (Quantity in min, Quantity of count)
        kind "range": [break] of data/sensor.toml from low to high.
    """
    rule = tables.entry("sensor.break")
    longest, breaks = [], []
    for seconds in (rule["value"], rule["low"], rule["high"]):
        bouts = sitting_bouts(label, seconds)
        longest.append(max((bout.minutes for bout in bouts), default=0.0))
        breaks.append(float(sitting_breaks(label, seconds)))
    if not (label > NOT_WORN).any():
        longest, breaks = [np.nan] * 3, [np.nan] * 3
    return (
        Quantity(longest[0], min(longest), max(longest), "min", "range"),
        Quantity(breaks[0], min(breaks), max(breaks), "1", "range"),
    )


def gaps(label: NDArray[np.int8]) -> tuple[tuple[float, float, str], ...]:
    """Time that is not known or not worn.

    Parameters
    ----------
    label : array (E,) of int8

    Returns
    -------
    tuple of (start s, minutes, name)
        name is "not_known" or "not_worn".

    Examples
    --------
    >>> gaps(np.array([4] * 30 + [0] * 90 + [4] * 30, dtype=np.int8))
    ((30.0, 1.5, 'not_known'),)
    """
    found = []
    for number in (NOT_KNOWN, NOT_WORN):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], label == number, [False]])))
        for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            found.append((float(start), (stop - start) / 60.0, activity_names()[number]))
    return tuple(sorted(found))
