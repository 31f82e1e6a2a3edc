"""Gait cycles: from contact to contact, on 0 to 100 per cent, each with a grade."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.interpolate import PchipInterpolator

from psoascope.arrays import Array, Index, Mask, check_increasing, checked
from psoascope.motion.holds import gaps
from psoascope.tables import entry, say

GRADES = ("A", "B", "C", "refused")
_RULES = ("missing_frames", "unusual_duration", "limb_length_jitter")


@dataclass(frozen=True)
class Grade:
    """How far one cycle can be trusted.

    Parameters
    ----------
    first, last : int
        Frames of the contact that begins the cycle and of the one that ends it.
    grade : {"A", "B", "C", "refused"}
        Good, usable, poor, not to be used.
    reason : str
        Entry of data/segmentation.toml that gave the grade; "" for A.
    values : mapping
        What its wording names in braces.
    """

    first: int
    last: int
    grade: str
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def say(self, language: str = "en") -> str:
        """The reason in words.

        Parameters
        ----------
        language : str

        Returns
        -------
        str
            "" where there is nothing to say.
        """
        return say(f"segmentation.{self.reason}", language, **self.values) if self.reason else ""


def cycles(time: Array, contacts: Index) -> Index:
    """First and last frame of each cycle, from a foot's contact to its next.

    Parameters
    ----------
    time : array (T,), s
    contacts : array (M,) of int
        Frames of one foot's contacts, in order.

    Returns
    -------
    array (N, 2) of int
        The last frame of one is the first of the next. Left out are those shorter or longer than
        any stride (`segmentation.stride`): a pause, or contacts missed in a gap.

    Examples
    --------
    >>> cycles(np.arange(200) / 30, np.array([10, 43, 77, 190])).tolist()
    [[10, 43], [43, 77]]
    """
    frames = np.asarray(contacts, dtype=np.int64)
    pairs = np.stack([frames[:-1], frames[1:]], axis=-1)
    rule = entry("segmentation.stride")
    seconds = np.asarray(time)[pairs[:, 1]] - np.asarray(time)[pairs[:, 0]]
    usual = (seconds >= rule["value"] - 1e-9) & (seconds <= rule["longest"] + 1e-9)
    return np.asarray(pairs[usual], dtype=np.int64)


def normalised(time: Array, values: Array, cycles: Index, points: int = 101) -> Array:
    """Each cycle of some curves on the same number of points, from 0 to 100 per cent of its time.

    Parameters
    ----------
    time : array (T,), s
        Strictly increasing; may be uneven.
    values : array (T, ...)
        Curves in any unit; NaN where missing.
    cycles : array (N, 2) of int
        First and last frame of each.
    points : int
        101 gives one per per cent.

    Returns
    -------
    array (N, points, ...)
        By a cubic that never passes the highest and lowest values measured. NaN inside a gap
        longer than `measurement.bridge`, be it of values or of frames; shorter ones are bridged.

    Raises
    ------
    RangeError
        Time does not strictly increase.
    ShapeError
        `values` has not one row per time.

    Examples
    --------
    >>> time = np.arange(5) / 10
    >>> normalised(time, np.array([0.0, 1.0, 2.0, 3.0, 4.0]), np.array([[0, 4]]), 3).round(9)
    array([[0., 2., 4.]])
    """
    time = check_increasing("time", time)
    values = np.asarray(values, dtype=np.float64)
    trailing = values.shape[1:]
    rows = checked("values", values.reshape(-1, math.prod(trailing)).T, (len(time),))
    pairs = np.asarray(cycles, dtype=np.int64).reshape(-1, 2)
    share = np.linspace(0, 1, points)
    start, end = time[pairs[:, :1]], time[pairs[:, 1:]]
    moments = np.minimum(start + share * (end - start), end)
    curves = [_read_off(time, row, moments.ravel()) for row in rows]
    return np.stack(curves, axis=-1).reshape(len(pairs), points, *trailing)


def graded(time: Array, cycles: Index, seen: Mask, limbs: Array | None = None) -> list[Grade]:
    """A grade for each cycle: the worst of missing time, unusual duration and swaying limbs.

    Parameters
    ----------
    time : array (T,), s
    cycles : array (N, 2) of int
        Of one foot.
    seen : array (T,) of bool
        Frames in which that leg was measured.
    limbs : array (T, L), or None for not known
        Lengths of thigh and shank, any unit; NaN where missing.

    Returns
    -------
    list of Grade
        One per cycle; thresholds in data/segmentation.toml.

    Examples
    --------
    >>> time = np.arange(121) / 30
    >>> seen = np.ones(121, dtype=bool)
    >>> seen[40:45] = False
    >>> grades = graded(time, np.array([[0, 30], [30, 60], [60, 90]]), seen)
    >>> [(one.grade, one.reason) for one in grades]
    [('A', ''), ('C', 'missing_frames'), ('A', '')]
    """
    time = check_increasing("time", time)
    pairs = np.asarray(cycles, dtype=np.int64).reshape(-1, 2)
    if not len(pairs):
        return []
    seconds = time[pairs[:, 1]] - time[pairs[:, 0]]
    found = {
        "missing_frames": np.array([_missing(time, seen, pair) for pair in pairs]),
        "unusual_duration": np.abs(seconds / np.median(seconds) - 1),
        "limb_length_jitter": np.array([_jitter(limbs, seen, pair) for pair in pairs]),
    }
    return [
        _grade(pair, {rule: float(found[rule][number]) for rule in _RULES}, len(pairs))
        for number, pair in enumerate(pairs)
    ]


def _grade(pair: Index, found: Mapping[str, float], count: int) -> Grade:
    """The worst grade of all rules; of equally bad ones the first gives the reason."""
    worst, reason, values = 0, "", {}
    for rule in _RULES:
        limits = entry(f"segmentation.{rule}.at_most")
        place = sum(found[rule] > limits[grade] + 1e-9 for grade in GRADES[:-1])
        if place > worst:
            worst, reason = place, rule
            values = {"percent": round(100 * found[rule])}
    few = entry("segmentation.few_cycles")
    if count < few["value"] and worst < GRADES.index(few["best"]):
        worst, reason, values = GRADES.index(few["best"]), "few_cycles", {}
    return Grade(int(pair[0]), int(pair[1]), GRADES[worst], reason, values)


def _missing(time: Array, seen: Mask, pair: Index) -> float:
    """Share of a cycle's time for which no frame stands: each stands for half-way to the next."""
    stamps = time[pair[0] : pair[1] + 1]
    half = np.minimum(np.diff(stamps), entry("measurement.bridge.value")) / 2
    stands_for = np.concatenate([half, [0.0]]) + np.concatenate([[0.0], half])
    shown = np.asarray(seen, dtype=np.bool_)[pair[0] : pair[1] + 1]
    return float(1 - stands_for[shown].sum() / (stamps[-1] - stamps[0]))


def _jitter(limbs: Array | None, seen: Mask, pair: Index) -> float:
    """Robust spread of the worst limb's length over a cycle, in its own median; 0 if not known."""
    if limbs is None:
        return 0.0
    lengths = np.asarray(limbs, dtype=np.float64)[pair[0] : pair[1] + 1]
    shown = np.asarray(seen, dtype=np.bool_)[pair[0] : pair[1] + 1]
    lengths = lengths[shown & np.isfinite(lengths).all(axis=-1)]
    if not len(lengths):
        return 0.0
    usual = np.median(lengths, axis=0)
    spread = 1.4826 * np.median(np.abs(lengths - usual), axis=0)
    return float(np.max(spread / usual))


def _read_off(time: Array, row: Array, moments: Array) -> Array:
    """A curve at some moments; NaN outside of what was seen, and in gaps."""
    known = np.flatnonzero(np.isfinite(row))
    if len(known) < 2:
        return np.full(moments.shape, np.nan)
    curve = PchipInterpolator(time[known], row[known], extrapolate=False)
    read = np.asarray(curve(moments))
    # The steps between known frames that a moment lies in, by a billionth of a second on each side:
    # a moment on a frame at the edge of a gap touches the good step too, and is kept.
    before, after = (
        np.clip(np.searchsorted(time[known], moments + edge) - 1, 0, len(known) - 2)
        for edge in (-1e-9, 1e-9)
    )
    hidden = gaps(time[known])
    return np.where(hidden[before] & hidden[after], np.nan, read)
