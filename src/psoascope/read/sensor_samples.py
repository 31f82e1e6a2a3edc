"""Acceleration over time from a worn sensor: the record, and what makes raw stamps fit for it."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.arrays import Array, check_increasing
from psoascope.errors import ReadError, ShapeError
from psoascope.read.files import sha256_of
from psoascope.read.recording import Remark, Source

# Sensors give 8 to 16 bits a sample; a week at 100 Hz would fill twice the memory in float64.
Samples = NDArray[np.float32]
_LOOK = 1_000_000  # samples that tell unit and rate: enough for hours, little in memory


@dataclass(frozen=True)
class Acceleration:
    """Acceleration of a worn sensor, gravity included.

    Parameters
    ----------
    time : array (T,), s
        From the first sample; strictly increasing; gaps are plain jumps.
    values : array (T, 3) of float32, g
        In the sensor's own axes; an axis that points up reads +1 at rest. NaN where missing.
    start : datetime or None
        Clock at the first sample, without zone; None where the file does not say.
    rate : float, 1/s
        Of the median step.
    long_axis : {0, 1, 2}
        The axis along the thigh, as the device is usually worn.
    source : Source
        frames are samples, fps is the rate, model is the device.
    remarks : tuple of Remark

    Raises
    ------
    ShapeError
        The arrays do not fit one another.
    RangeError
        Time does not strictly increase.
    """

    time: Array
    values: Samples
    start: datetime | None
    rate: float
    long_axis: int
    source: Source
    remarks: tuple[Remark, ...] = ()

    def __post_init__(self) -> None:
        check_increasing("time", self.time)
        if np.shape(self.values) != (len(self.time), 3):
            raise ShapeError(
                f"values must have shape ({len(self.time)}, 3); got {np.shape(self.values)}. "
                "Give three axes for each time."
            )


@dataclass(frozen=True)
class Raw:
    """What a reader found, before it is put right.

    Parameters
    ----------
    time : array (T,), s
        From ``start``, or from anything where that is None; in the file's order.
    values : array (T, 3) of float32
        In any unit.
    start : datetime or None
    device : str
    long_axis : int
    remarks : tuple of Remark
    """

    time: Array
    values: Samples
    start: datetime | None
    device: str
    long_axis: int
    remarks: tuple[Remark, ...] = ()


def put_right(path: Path, raw: Raw) -> Acceleration:
    """Clock changes undone, order and doubles put right, unit turned to g; all of it remarked.

    Parameters
    ----------
    path : Path
        For messages and fingerprint.
    raw : Raw
        Its arrays may be changed in place.

    Returns
    -------
    Acceleration

    Raises
    ------
    ReadError
        A time is missing, too much is out of order, no unit fits, or nothing was measured.
    """
    name, time, values = path.name, raw.time, raw.values
    remarks = list(raw.remarks)
    # A week is large: what is replaced below must not be kept by the record.
    raw = replace(raw, time=time[:0].copy(), values=values[:0].copy())
    _check_times(name, time)
    time, changes = without_clock_changes(time)
    if changes:
        remarks.append(Remark("sensor_clock_change", {"count": changes}))
    time, values, told = _in_order(name, time, values)
    remarks += told
    time, values, told = _once_each(time, values)
    remarks += told
    remarks += _in_g(name, values)
    if len(time) < 2:
        least = tables.entry("sensor.shortest.value")
        raise tables.error(
            ReadError, "sensor_few_samples", name=name, rows=len(time), seconds=0, least=least
        )
    rate = 1.0 / float(np.median(np.diff(time[:_LOOK])))
    source = Source(name, sha256_of(path), len(time), rate, raw.device)
    return Acceleration(
        time - time[0], values, raw.start, rate, raw.long_axis, source, tuple(remarks)
    )


def without_clock_changes(time: Array) -> tuple[Array, int]:
    """Times whose jumps of just an hour, forward or back, are taken out.

    Parameters
    ----------
    time : array (T,), s

    Returns
    -------
    (array (T,), s; int)
        How many jumps there were.

    Examples
    --------
    >>> time, count = without_clock_changes(np.array([0.0, 0.1, -3599.8, -3599.7]))
    >>> time.round(1).tolist(), count
    ([0.0, 0.1, 0.2, 0.3], 1)
    """
    if len(time) < 3:
        return time, 0
    rule = tables.entry("sensor.clock_change")
    steps = np.diff(time)
    usual = float(np.median(steps[:_LOOK]))
    steps -= usual
    back = _near(steps, -rule["value"], rule["tolerance"])
    # A pause of an hour is plausible; a clock put forward misses the hour by less than a sample.
    ahead = _near(steps, rule["value"], max(usual, 0.0) + 0.01)
    if ahead.sum() > rule["most"]:
        ahead[:] = False
    jumps = np.flatnonzero(back | ahead)
    if not len(jumps):
        return time, 0
    put_back = np.sign(steps[jumps]) * rule["value"]
    offsets = np.concatenate([[0.0], np.cumsum(put_back)])
    lengths = np.diff(np.concatenate([[0], jumps + 1, [len(time)]]))
    return time - np.repeat(offsets, lengths), len(jumps)


def _near(steps: Array, value: float, tolerance: float) -> NDArray[np.bool_]:
    """Whether steps lie that near to a value; without an array of their distances."""
    return np.asarray((steps > value - tolerance) & (steps < value + tolerance))


def _check_times(name: str, time: Array) -> None:
    wrong = ~np.isfinite(time)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise tables.error(ReadError, "sensor_time", name=name, row=row + 1, value=time[row])


def _in_order(name: str, time: Array, values: Samples) -> tuple[Array, Samples, list[Remark]]:
    back = time[1:] < time[:-1]
    count = int(back.sum())
    if not count:
        return time, values, []
    if count > tables.entry("sensor.disorder.value") * len(time):
        raise tables.error(
            ReadError,
            "sensor_disorder",
            name=name,
            count=count,
            rows=len(time),
            row=int(np.argmax(back)) + 2,
        )
    order = np.argsort(time, kind="stable")
    time[:] = time[order]
    for axis in range(values.shape[1]):
        values[:, axis] = values[order, axis]
    return time, values, [Remark("sensor_sorted", {"count": count})]


def _once_each(time: Array, values: Samples) -> tuple[Array, Samples, list[Remark]]:
    """Doubles dropped, or, where the clock's steps are coarse, spread over each step."""
    fresh = np.concatenate([[True], time[1:] > time[:-1]])[: len(time)]
    doubles = int(len(time) - fresh.sum())
    if not doubles:
        return time, values, []
    if doubles <= tables.entry("sensor.repeats.value") * len(time):
        return time[fresh], values[fresh], [Remark("sensor_doubles", {"count": doubles})]
    firsts = np.flatnonzero(fresh)
    lengths = np.diff(np.append(firsts, len(time)))
    stamps = time[firsts]
    steps = np.diff(stamps)
    usual = float(np.median(steps)) if len(steps) else 1.0
    # A step before a gap lasts no longer than the usual one.
    lasts = np.minimum(np.append(steps, usual), usual)
    within = np.arange(len(time))
    within -= np.repeat(firsts, lengths)
    later = np.repeat(lasts / lengths, lengths)
    later *= within
    return time + later, values, [Remark("sensor_coarse")]


def _in_g(name: str, values: Samples) -> list[Remark]:
    """Turns values to g in place, and takes out what no sensor measures."""
    values[~np.isfinite(values).all(axis=1)] = np.nan
    sample = values[:: max(1, len(values) // _LOOK)].astype(np.float64)
    sizes = np.linalg.norm(sample, axis=1)
    sizes = sizes[np.isfinite(sizes)]
    if not len(sizes) or not sizes.any():
        raise tables.error(ReadError, "sensor_zero", name=name, rows=len(values))
    size = float(np.median(sizes))
    units = tables.entry("sensor.unit")
    fitting = [row for row in units.values() if row["low"] <= size <= row["high"]]
    if not fitting:
        _refuse_size(name, size, [row["unit"] for row in units.values()])
    values *= np.float32(fitting[0]["scale"])
    remarks = []
    if fitting[0]["unit"] != "g":
        remarks.append(Remark("sensor_unit", {"unit": fitting[0]["unit"]}))
    beyond = (np.abs(values) > tables.entry("sensor.largest.value")).any(axis=1)
    values[beyond] = np.nan
    missing = int(np.isnan(values[:, 0]).sum())
    if missing:
        remarks.append(Remark("sensor_missing", {"count": missing}))
    return remarks


def _refuse_size(name: str, size: float, known: list[str]) -> None:
    if size < tables.entry("sensor.without_gravity.value"):
        raise tables.error(ReadError, "sensor_gravity", name=name, size=f"{size:.3g}")
    raise tables.error(
        ReadError, "sensor_unit", name=name, size=f"{size:.4g}", known=", ".join(known)
    )
