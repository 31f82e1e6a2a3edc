"""The parts of a capture that a guided test reads: its hold, its repetitions, its strides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from psoascope.arrays import Array, Index, radians
from psoascope.motion.holds import steady_spell
from psoascope.motion.posing import HEIGHTS, Posing
from psoascope.motion.repetitions import Repetition, repetitions
from psoascope.motion.strides import turning_points
from psoascope.tables import entry


@dataclass(frozen=True)
class Phases:
    """Where to read.

    Parameters
    ----------
    spans : tuple of (first, last)
        Whole repetitions, or strides from one front turning point to the next; frames, inclusive.
    peaks, troughs : array of int
        Frames in which the test's signal turns, in spans.
    beats : array of int
        All peaks, also those beside a gap: what a pace is told from.
    extent : (first, last) or None
        From the beginning of the first repetition to the end of the last.
    cut : int
        Repetitions that begin or end outside the capture.
    hold : (first, last) or None
        The longest steady spell.
    """

    spans: tuple[tuple[int, int], ...]
    peaks: Index
    troughs: Index
    beats: Index
    extent: tuple[int, int] | None
    cut: int
    hold: tuple[int, int] | None


def phases(posed: Posing, test: Mapping[str, Any], side: int) -> Phases:
    """The parts of one side's capture.

    Parameters
    ----------
    posed : Posing
    test : mapping
        Entry of data/tests.toml.
    side : int
        0 right, 1 left.

    Returns
    -------
    Phases
        Empty where the kind of test has no such part, or nothing was found.
    """
    signal = posed.signal(test["signal"], side)
    kind = test["kind"]
    if kind == "gait":
        return _strides(posed.time, signal)
    if kind in ("repetitions", "endurance"):
        if test["signal"] in HEIGHTS:
            # A trembling height crosses the level of rest too early and too late.
            signal = slowly(posed.time, signal, entry("capture_errors.window.calmed_height"))
        return _repeated(posed.time, signal, test)
    rule = entry("tests_rules.steady")
    still = rule["height"] if test["signal"] in HEIGHTS else rule["angle"]
    calm = slowly(posed.time, signal, rule["calmed"])
    hold = steady_spell(posed.time, calm, still=still, shortest=rule["value"])
    return Phases((), _none(), _none(), _none(), None, 0, hold)


def _repeated(time: Array, signal: Array, test: Mapping[str, Any]) -> Phases:
    shortest = entry("tests_rules.shortest_repetition.value")
    found = repetitions(time, signal, test["rise"], test["fall"], shortest=shortest)
    whole = [one for one in found if one.whole]
    spans = tuple((one.first, one.last) for one in whole)
    seen = np.flatnonzero(np.isfinite(signal))
    cut = sum(one.first <= seen[0] or one.last >= seen[-1] for one in found if not one.whole)
    return Phases(
        spans=spans,
        peaks=np.array([one.peak for one in whole], dtype=np.int64),
        troughs=_rests(time, signal, [one.last for one in found], whole),
        beats=np.array([one.peak for one in found], dtype=np.int64),
        extent=(found[0].first, found[-1].last) if found else None,
        cut=cut,
        hold=_top(time, signal),
    )


def _rests(time: Array, signal: Array, ends: list[int], whole: list[Repetition]) -> Index:
    """A frame of the rest before each repetition that stands for it.

    The median of the rest, not its lowest value, which trembling takes too low; the lowest where
    one repetition follows the other without a rest.
    """
    calm = slowly(time, signal, entry("capture_errors.window.calmed"))
    frames = []
    for one in whole:
        start = max([0, *(end for end in ends if end <= one.first)])
        spell = np.arange(start, one.first + 1)
        spell = spell[np.isfinite(calm[spell])]
        if len(spell) and time[spell[-1]] - time[spell[0]] >= entry("tests_rules.rest.value"):
            middle = np.median(calm[spell])
            frames.append(spell[int(np.argmin(np.abs(calm[spell] - middle)))])
        else:
            frames.append(start + int(np.nanargmin(calm[start : one.peak + 1])))
    return np.array(frames, dtype=np.int64)


def _top(time: Array, signal: Array) -> tuple[int, int] | None:
    """The longest steady spell of a movement's upper half: a hold at its top."""
    if not np.isfinite(signal).any():
        return None
    rule = entry("tests_rules.steady")
    low, high = np.nanpercentile(signal, [5, 95])
    calm = slowly(time, signal, rule["calmed"])
    upper = np.where(calm > (low + high) / 2, calm, np.nan)
    still = rule["share"] * float(high - low)
    return steady_spell(time, upper, still=still, shortest=rule["value"]) if still > 0 else None


def _strides(time: Array, signal: Array) -> Phases:
    front, behind = turning_points(time, radians(signal))
    spans = tuple(zip(front[:-1].tolist(), front[1:].tolist(), strict=True))
    if not spans and len(front) + len(behind):
        seen = np.flatnonzero(np.isfinite(signal))
        spans = ((int(seen[0]), int(seen[-1])),)
    return Phases(spans, front, behind, front, None, 0, None)


def slowly(time: Array, signal: Array, window: float) -> Array:
    """A signal's running median, gaps kept: what is left of it when points tremble.

    Parameters
    ----------
    time : array (T,), s
    signal : array (T,)
        NaN in the gaps.
    window : float, s

    Returns
    -------
    array (T,)

    Examples
    --------
    >>> slowly(np.arange(5.0), np.array([1.0, 9.0, 2.0, np.nan, 3.0]), 3.0).tolist()
    [5.0, 2.0, 5.5, nan, 3.0]
    """
    step = float(np.median(np.diff(time))) if len(time) > 1 else 1.0
    reach = max(1, round(window / step)) // 2
    padded = np.pad(signal, reach, constant_values=np.nan)
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    calm = np.full(len(signal), np.nan)
    seen = np.isfinite(signal)
    calm[seen] = np.nanmedian(around[seen], axis=1)
    return calm


def _none() -> Index:
    return np.array([], dtype=np.int64)
