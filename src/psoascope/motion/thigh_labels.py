"""What the thigh did in each second, by the classifier acti-motus."""

import contextlib
import io
import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import CaptureRefused, ExtraError
from psoascope.motion.thigh_axes import Worn, worn
from psoascope.read.recording import Remark
from psoascope.read.sensor_samples import Acceleration, Samples

RATE = 30  # the classifier's own, 1/s
NOT_KNOWN, NOT_WORN = 0, 1
_PIECE, _MARGIN = 6 * 3600, 60  # s worked on at once, and what its filters need on both sides
_LEAST = 8  # s; shorter stretches between gaps are not classified
_NO_DATE = datetime(2000, 1, 1)  # stands in where the file has no clock; leaves no trace


@dataclass(frozen=True)
class Labels:
    """One label a second.

    Parameters
    ----------
    label : array (E,) of int8
        Place in the names of [activity] in data/sensor.toml; 0 is not known.
    offset : float, s
        Of label 0 from the recording's first sample.
    remarks : tuple of Remark
    """

    label: NDArray[np.int8]
    offset: float
    remarks: tuple[Remark, ...]


@cache
def activity_names() -> tuple[str, ...]:
    """The activities, in the order of their numbers.

    Examples
    --------
    >>> activity_names()[:4]
    ('not_known', 'not_worn', 'lying', 'sitting')
    """
    return tuple(tables.entry("sensor.activity"))


def labels(recording: Acceleration) -> Labels:
    """What the thigh did in each second.

    Parameters
    ----------
    recording : Acceleration

    Returns
    -------
    Labels
        Seconds without samples, or with a gap, are not known; they are never lying.

    Raises
    ------
    CaptureRefused
        Too slow, too short, or a sensor that never moved.
    ExtraError
        The sensor extra is not installed.

    References
    ----------
    actimotus in data/sources.toml. Left out: its calibration of the sensor's zero over days; an
    error of 0.05 g turns the thigh by 3 degrees, the limit of sitting lies at 47.5.
    """
    _check(recording)
    engine = _engine()
    offset, stretches = _stretches(recording)
    if not stretches:
        raise _short(recording)
    means, spreads = _each_second(stretches)
    if not (spreads > tables.entry("sensor.moves.value")).any():
        raise tables.error(CaptureRefused, "sensor_still")
    found = worn(means, spreads, recording.long_axis)
    stop = max(second + len(values) // RATE for second, values in stretches)
    told = _classified(engine, stretches, found, recording.start or _NO_DATE)
    label = np.full(stop, NOT_KNOWN, dtype=np.int8)
    for second, values in stretches:
        part = slice(second, second + len(values) // RATE)
        label[part] = told[part]
    return Labels(label, offset, found.remarks)


def _check(recording: Acceleration) -> None:
    least = tables.entry("sensor.rate_least.value")
    # Half a sample a second off is still the rate that was meant.
    if recording.rate < least - 0.5:
        raise tables.error(
            CaptureRefused, "sensor_slow", rate=f"{recording.rate:.3g}", least=f"{least:g}"
        )
    if recording.time[-1] < tables.entry("sensor.shortest.value"):
        raise _short(recording)


def _short(recording: Acceleration) -> CaptureRefused:
    return tables.error(
        CaptureRefused,
        "sensor_few_samples",
        name=recording.source.name,
        rows=len(recording.time),
        seconds=f"{recording.time[-1]:.0f}",
        least=f"{tables.entry('sensor.shortest.value'):g}",
    )


def _engine() -> Any:
    try:
        import actimotus
    except ImportError as problem:
        raise tables.error(ExtraError, "missing_extra", extra="sensor") from problem
    return actimotus


def _stretches(recording: Acceleration) -> tuple[float, list[tuple[int, Samples]]]:
    """Samples at the classifier's rate between gaps: first whole second, and values (T, 3).

    The first of the pair is the offset in s of second 0 from the first sample: seconds are those
    of the clock.
    """
    start = recording.start
    offset = 0.0 if start is None else (1e6 - start.microsecond) % 1e6 / 1e6
    seen = np.flatnonzero(np.isfinite(recording.values[:, 0]))
    if not len(seen):
        return offset, []
    time = recording.time[seen] - offset
    cuts = np.flatnonzero(np.diff(time) > tables.entry("sensor.gap.value")) + 1
    found = []
    for low, high in zip([0, *cuts], [*cuts, len(time)], strict=True):
        first, last = int(np.ceil(time[low])), int(np.floor(time[high - 1]))
        first = max(first, 0)
        if last - first >= _LEAST:
            values = recording.values[seen[low] : seen[high - 1] + 1]
            values = values[np.isfinite(values[:, 0])]
            found.append((first, _at_rate(time[low:high], values, first, last, recording.rate)))
    return offset, found


def _at_rate(time: Array, values: Samples, first: int, last: int, rate: float) -> Samples:
    """Values at 30 a second from ``first`` to ``last``: spread evenly, then filtered down."""
    times = max(1, int(np.ceil((rate - 1.0) / RATE)))
    out = np.empty(((last - first) * RATE, 3), dtype=np.float32)
    for low in range(first, last, _PIECE):
        high = min(low + _PIECE, last)
        before, after = max(first, low - 1), min(last, high + 1)
        grid = before + np.arange((after - before) * RATE * times) / (RATE * times)
        fine = np.stack([np.interp(grid, time, values[:, axis]) for axis in range(3)], axis=1)
        even = resample_poly(fine, 1, times, axis=0, padtype="line") if times > 1 else fine
        skip = (low - before) * RATE
        out[(low - first) * RATE : (high - first) * RATE] = even[skip : skip + (high - low) * RATE]
    return out


def _each_second(stretches: list[tuple[int, Samples]]) -> tuple[Array, Array]:
    """Mean of each axis, and spread of the size, for all seconds that were recorded."""
    means, spreads = [], []
    for _, values in stretches:
        seconds = values.reshape(-1, RATE, 3)
        means.append(seconds.mean(axis=1, dtype=np.float64))
        spreads.append(np.linalg.norm(seconds, axis=2).std(axis=1, dtype=np.float64))
    return np.concatenate(means), np.concatenate(spreads)


def _classified(
    engine: Any, stretches: list[tuple[int, Samples]], found: Worn, start: datetime
) -> NDArray[np.int8]:
    """Label of each second of the clock from second 0; seconds in gaps are meaningless."""
    import pandas as pd  # type: ignore[import-untyped]

    origin = pd.Timestamp(start).ceil("s")
    turn = found.turn.T.astype(np.float32)
    features = []
    with _quiet():
        for second, values in stretches:
            for low in range(0, len(values) // RATE, _PIECE):
                before = max(0, low - _MARGIN)
                piece = values[before * RATE : (low + _PIECE + _MARGIN) * RATE] @ turn
                first = origin + pd.Timedelta(seconds=second + before)
                index = first + pd.to_timedelta(np.arange(len(piece)) / RATE, unit="s")
                frame = pd.DataFrame(piece, index=index, columns=["acc_x", "acc_y", "acc_z"])
                made = engine.Features(calibrate=False).compute(frame, sampling_frequency=RATE)
                features.append(made.iloc[low - before : low - before + _PIECE])
        joined = pd.concat(features)
        joined.index.name = "datetime"
        told, _ = engine.Activities(orientation=True).compute(joined)
    return _numbers(told["activity"], origin, stretches)


def _numbers(words: Any, origin: Any, stretches: list[tuple[int, Samples]]) -> NDArray[np.int8]:
    """The classifier's words as numbers, each at its second."""
    numbers = {
        word: number
        for number, name in enumerate(activity_names())
        for word in tables.entry(f"sensor.activity.{name}.from")
    }
    stop = max(second + len(values) // RATE for second, values in stretches)
    label = np.full(stop, NOT_KNOWN, dtype=np.int8)
    places = ((words.index - origin).total_seconds().to_numpy()).round().astype(np.int64)
    codes = words.map(numbers).astype(float).fillna(NOT_KNOWN).to_numpy().astype(np.int8)
    inside = (places >= 0) & (places < stop)
    label[places[inside]] = codes[inside]
    return label


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """The classifier's log and warnings go nowhere: what matters of them is remarked by us."""
    log = logging.getLogger("actimotus")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)
