"""What one capture gives for each measure of a guided test, before any error is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
from scipy.stats import linregress

from psoascope.arrays import Array, Index
from psoascope.motion.holds import steady_spell
from psoascope.motion.phases import Phases, slowly
from psoascope.motion.posing import ANGLES, HEIGHTS, Posing
from psoascope.tables import entry


@dataclass(frozen=True)
class Reading:
    """A measure's units (repetitions, strides, seconds of a hold) in one capture.

    Parameters
    ----------
    values : array (U,)
        One a unit, in the measure's unit before `sign` and `offset`; their median is the value.
        Unused where postures are given.
    postures : array (U, 2, 3), rad, or None
        Segments in the posture that is measured, and in the one it is measured against (zeros
        where there is none); None for times, counts and heights.
    noise : float
        Standard error of the value itself, beyond the spread of the units; postures have theirs
        from data/capture_errors.toml.
    unsure : float
        How much lower the value may be, because of parts that were not seen whole.
    """

    values: Array
    postures: Array | None = None
    noise: float = 0.0
    unsure: float = 0.0

    @property
    def found(self) -> bool:
        """Whether there is anything to read."""
        units = self.values if self.postures is None else self.postures
        return len(units) > 0


def reading(
    posed: Posing, parts: Phases, test: Mapping[str, Any], measure: Mapping[str, Any], side: int
) -> Reading:
    """One measure of one side in one capture.

    Parameters
    ----------
    posed : Posing
    parts : Phases
        Of the same side.
    test, measure : mapping
        Entry of data/tests.toml, and one under its `measure`.
    side : int
        0 right, 1 left.

    Returns
    -------
    Reading
        Without units where the capture does not show it.
    """
    return _TAKES[measure["take"]](_Seen(posed, parts, test, measure["signal"], side))


@dataclass(frozen=True)
class _Seen:
    posed: Posing
    parts: Phases
    test: Mapping[str, Any]
    name: str
    side: int

    @property
    def signal(self) -> Array:
        return self.posed.signal(self.name, self.side)

    @property
    def time(self) -> Array:
        return self.posed.time

    def at(self, frames: Index, against: Index | None = None) -> Reading:
        """Units at some frames: medians around them, so that one poor frame does not decide."""
        if self.name not in ANGLES:
            values = self._around(self.signal[:, None], frames)[:, 0]
            if against is not None:
                values = values - self._around(self.signal[:, None], against)[:, 0]
            error = float(entry("capture_errors.height.value"))
            return Reading(values[np.isfinite(values)], None, error)
        segments = self.posed.segments[:, self.side]
        there = self._around(segments, frames)
        before = np.zeros_like(there) if against is None else self._around(segments, against)
        both = np.stack([there, before], axis=1)
        return Reading(np.zeros(0), both[np.isfinite(both).all(axis=(1, 2))])

    def blocks(self, first: int, last: int) -> Reading:
        """Units of a spell: its blocks of a second or so."""
        width = entry("capture_errors.window.block")
        count = max(1, int((self.time[last] - self.time[first]) // width))
        edges = np.linspace(first, last + 1, count + 1).astype(int)
        middles = [np.arange(one, other) for one, other in pairwise(edges)]
        if self.name not in ANGLES:
            values = np.array([_median(self.signal[one]) for one in middles])
            return Reading(values[np.isfinite(values)], None, entry("capture_errors.height.value"))
        segments = self.posed.segments[:, self.side]
        there = np.array([_median(segments[one]) for one in middles]).reshape(-1, 3)
        both = np.stack([there, np.zeros_like(there)], axis=1)
        return Reading(np.zeros(0), both[np.isfinite(both).all(axis=(1, 2))])

    def upper(self) -> Reading:
        """Units of the spans' upper halves, by the test's own signal: the median over each.

        Where a second angle should keep still meanwhile, its noise does not pick the frame.
        """
        calmed = entry("capture_errors.window.calmed")
        curve = slowly(self.time, self.posed.signal(self.test["signal"], self.side), calmed)
        segments = self.posed.segments[:, self.side]
        there = np.zeros((len(self.parts.spans), segments.shape[1]))
        for number, (first, last) in enumerate(self.parts.spans):
            inside = slice(first, last + 1)
            middle = (np.nanmin(curve[inside]) + np.nanmax(curve[inside])) / 2
            there[number] = _median(segments[inside][curve[inside] > middle])
        both = np.stack([there, np.zeros_like(there)], axis=1)
        return Reading(np.zeros(0), both[np.isfinite(both).all(axis=(1, 2))])

    def extremes(self, sign: float) -> Index:
        """Frame of the highest (1) or lowest (-1) signal of each span."""
        if self.name == self.test["signal"]:
            return self.parts.peaks if sign > 0 else self.parts.troughs
        # The highest of many trembling values lies too high: a calmed curve is looked at.
        curve = sign * slowly(self.time, self.signal, entry("capture_errors.window.calmed"))
        spans = [curve[first : last + 1] for first, last in self.parts.spans]
        starts = [first for first, _ in self.parts.spans]
        return np.array(
            [
                start + int(np.nanargmax(span))
                for start, span in zip(starts, spans, strict=True)
                if np.isfinite(span).any()
            ],
            dtype=np.int64,
        )

    def _around(self, curves: Array, frames: Index) -> Array:
        window = entry("capture_errors.window")
        least, most = window["around_peak"]
        lasts = [self.time[last] - self.time[first] for first, last in self.parts.spans]
        usual = float(np.median(lasts)) if lasts else 0.0
        reach = float(np.clip(window["around_share"] * usual, least, most)) / 2
        rows = [_median(curves[np.abs(self.time - self.time[one]) <= reach]) for one in frames]
        return np.array(rows).reshape(len(frames), curves.shape[1])


def _median(values: Array) -> Array:
    """Median of the finite rows; NaN where there is none."""
    rows = values[np.isfinite(values)] if values.ndim == 1 else values[_whole(values)]
    if not len(rows):
        return np.full(values.shape[1:], np.nan)
    return np.asarray(np.median(rows, axis=0))


def _whole(values: Array) -> Any:
    return np.isfinite(values).all(axis=1)


def _hold(seen: _Seen) -> Reading:
    spell = seen.parts.hold
    return Reading(np.zeros(0)) if spell is None else seen.blocks(*spell)


def _peak(seen: _Seen) -> Reading:
    return seen.at(seen.extremes(1.0))


def _at_peak(seen: _Seen) -> Reading:
    return seen.at(seen.parts.peaks)


def _raised(seen: _Seen) -> Reading:
    return seen.upper()


def _trough(seen: _Seen) -> Reading:
    return seen.at(seen.extremes(-1.0))


def _range(seen: _Seen) -> Reading:
    high, low = seen.extremes(1.0), seen.extremes(-1.0)
    count = min(len(high), len(low))
    return seen.at(high[:count], low[:count])


def _count(seen: _Seen) -> Reading:
    found = len(seen.parts.beats)
    if not found:
        return Reading(np.zeros(0))
    return Reading(np.array([float(found)]), unsure=float(seen.parts.cut))


def _duration(seen: _Seen) -> Reading:
    if seen.test["kind"] == "gait":
        stride, error = _beat(seen.time[seen.parts.beats])
        return Reading(stride, noise=error)
    kind = "height" if seen.test["signal"] in HEIGHTS else "angle"
    error = np.sqrt(2) * entry("capture_errors.edge_time")[kind]
    spell = seen.parts.extent or seen.parts.hold
    if spell is None:
        return Reading(np.zeros(0))
    return Reading(np.array([seen.time[spell[1]] - seen.time[spell[0]]]), noise=error)


def _cadence(seen: _Seen) -> Reading:
    beat, error = _beat(seen.time[seen.parts.beats])
    legs = 2 if seen.test["side"] == "both" else 1
    pace = 60 * legs / beat
    return Reading(pace, noise=float((pace * error / beat).sum()))


def _beat(times: Array) -> tuple[Array, float]:
    """Seconds from one beat to the next, (1,) or (0,), and their error: the slope of a line.

    A beat that was missed is a step of two, so that one gap does not halve the pace.
    """
    if len(times) < 2:
        return np.zeros(0), 0.0
    interval = np.diff(times)
    steps = np.maximum(1, np.round(interval / np.median(interval)))
    number = np.concatenate([[0.0], np.cumsum(steps)])
    fit = linregress(number, times)
    least = np.sqrt(2) * entry("capture_errors.event_time.value") / number[-1]
    spread = float(fit.stderr) if len(times) > 2 else 0.0
    return np.array([float(fit.slope)]), max(spread, least)


def _sag(seen: _Seen) -> Reading:
    peaks = seen.parts.peaks
    if len(peaks) < entry("tests_rules.fewest_for_slope.value"):
        return Reading(np.zeros(0))
    fit = linregress(seen.time[peaks] / 60, seen.signal[peaks])
    return Reading(np.array([fit.slope]), noise=float(fit.stderr))


def _mean(seen: _Seen) -> Reading:
    known = np.flatnonzero(np.isfinite(seen.signal))
    return seen.blocks(int(known[0]), int(known[-1])) if len(known) else Reading(np.zeros(0))


def _share(seen: _Seen) -> Reading:
    known = seen.signal[np.isfinite(seen.signal)]
    above = known > entry("tests_rules.share_above.value")
    return Reading(
        np.array([float(above.mean())]) if len(known) else np.zeros(0),
        noise=entry("capture_errors.time_share.value"),
    )


def _longest_still(seen: _Seen) -> Reading:
    rule = entry("tests_rules.steady")
    spell = steady_spell(seen.time, seen.signal, still=rule["angle"], shortest=rule["value"])
    if spell is None:
        return Reading(np.zeros(0))
    minutes = (seen.time[spell[1]] - seen.time[spell[0]]) / 60
    return Reading(np.array([minutes]), noise=float(entry("capture_errors.event_time.value")) / 60)


_TAKES: Mapping[str, Callable[[_Seen], Reading]] = MappingProxyType(
    {
        "hold": _hold,
        "peak": _peak,
        "at_peak": _at_peak,
        "raised": _raised,
        "trough": _trough,
        "range": _range,
        "count": _count,
        "duration": _duration,
        "cadence": _cadence,
        "sag": _sag,
        "mean": _mean,
        "share": _share,
        "longest_still": _longest_still,
    }
)
