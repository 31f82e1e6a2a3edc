"""Repetitions of a movement, told by two thresholds over the level of rest."""

from dataclasses import dataclass

import numpy as np

from psoascope.arrays import Array
from psoascope.errors import RangeError
from psoascope.motion.holds import gaps, series, triggered
from psoascope.motion.smoothing import runs
from psoascope.tables import entry


@dataclass(frozen=True)
class Repetition:
    """One movement away from rest and back.

    Parameters
    ----------
    first : int
        Last frame at rest before it; the first frame seen where it was under way already.
    peak : int
        Frame of the highest value.
    last : int
        First frame at rest after it; the last frame seen where it never came back.
    whole : bool
        It begins and ends at rest and has no gap. Only whole repetitions are to be counted.
    """

    first: int
    peak: int
    last: int
    whole: bool


def repetitions(
    time: Array,
    signal: Array,
    rise: float,
    fall: float,
    *,
    shortest: float,
    rest: float | None = None,
) -> list[Repetition]:
    """Movements over a level of rest: over the upper threshold, and back under the lower one.

    Jitter between the thresholds never counts, nor does what is there before the first rest:
    somebody getting into position.

    Parameters
    ----------
    time : array (T,), s
        Strictly increasing; may be uneven.
    signal : array (T,)
        Any unit, + away from rest; NaN where missing.
    rise : float, unit of the signal
        A repetition is one that reaches this far over rest.
    fall : float, unit of the signal
        Rest is what lies less than this over the level of rest; less than `rise`.
    shortest : float, s
        Anything shorter, from rest to rest, is left out. A return to rest shorter than
        `segmentation.dip` of this does not end a repetition.
    rest : float or None, unit of the signal
        Level of rest; None finds it by `rest_level`. One level holds throughout, so it must not
        drift by more than `fall`.

    Returns
    -------
    list of Repetition
        In order of time. A gap longer than `measurement.bridge` makes the repetition around it
        not whole, and never makes two of one.

    Raises
    ------
    RangeError
        `fall` is not less than `rise`, or time does not increase.
    ShapeError
        One value of the signal per time stamp is not given.

    References
    ----------
    psoascope in data/sources.toml: two thresholds, as in a Schmitt trigger.

    Examples
    --------
    >>> time = np.arange(90) / 30
    >>> raised = 45 - 45 * np.cos(2 * np.pi * time)
    >>> [(one.first, one.peak, one.last) for one in repetitions(time, raised, 30, 15, shortest=0.3)]
    [(4, 15, 26), (34, 45, 56), (64, 75, 86)]
    """
    if fall >= rise:
        raise RangeError(f"fall {fall:g} must be less than rise {rise:g}. Lower it.")
    time, signal = series(time, signal)
    seen = np.flatnonzero(np.isfinite(signal))
    if not len(seen):
        return []
    over = signal[seen] - (rest_level(time, signal) if rest is None else rest)
    stamps = time[seen]
    hidden = np.concatenate([[0], np.cumsum(gaps(stamps))])
    at_rest = np.flatnonzero(over < fall)
    found = []
    for start, end in _joined(stamps, over, rise, fall, shortest):
        before, after = at_rest[at_rest < start], at_rest[at_rest > end]
        first = int(before[-1]) if len(before) else 0
        last = int(after[0]) if len(after) else len(seen) - 1
        if stamps[last] - stamps[first] < shortest - 1e-9:
            continue
        whole = bool(len(before) and len(after) and hidden[first] == hidden[last])
        peak = first + int(np.argmax(over[first : last + 1]))
        found.append(Repetition(int(seen[first]), int(seen[peak]), int(seen[last]), whole))
    return found


def rest_level(time: Array, signal: Array) -> float:
    """A low level of a signal that single low values do not pull down.

    Parameters
    ----------
    time : array (T,), s
        Each value weighs as much as the time it stands for, so frame rates may change.
    signal : array (T,)
        NaN where missing.

    Returns
    -------
    float, unit of the signal
        The level that the signal is under for `segmentation.rest_level` of the time; NaN where
        nothing is seen. A movement that rests for less time than that has too high a level.

    Examples
    --------
    >>> rest_level(np.arange(40) / 20, np.r_[-50.0, np.full(29, 3.0), np.full(10, 80.0)])
    3.0
    """
    seen = np.isfinite(signal)
    if not seen.any():
        return float("nan")
    if seen.sum() == 1:
        return float(signal[seen][0])
    stands_for = np.gradient(time[seen])
    weight = np.minimum(stands_for, entry("measurement.bridge.value"))
    order = np.argsort(signal[seen], kind="stable")
    under = np.cumsum(weight[order]) / weight.sum()
    place = np.searchsorted(under, entry("segmentation.rest_level.value"))
    return float(signal[seen][order][place])


def _joined(
    time: Array, over: Array, rise: float, fall: float, shortest: float
) -> list[tuple[int, int]]:
    """First and last frame over the thresholds, returns too short to be a rest passed over."""
    up = runs(triggered(over, rise, fall))
    joined: list[tuple[int, int]] = []
    for start, end in up:
        if joined:
            before = joined[-1]
            high = before[0] + np.flatnonzero(over[before[0] : before[1] + 1] >= rise)[-1]
            if time[start] - time[high] <= entry("segmentation.dip.value") * shortest:
                joined[-1] = (before[0], end)
                continue
        joined.append((start, end))
    return joined
