"""A day by the thigh: minutes of each activity, sitting bouts, and what is not known."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.errors import CaptureRefused
from psoascope.motion.sitting import Bout, gaps, longest_and_breaks, sitting_bouts
from psoascope.motion.thigh_labels import NOT_WORN, activity_names, labels
from psoascope.quantity import Quantity
from psoascope.read.recording import Remark, Source
from psoascope.read.sensor_samples import Acceleration

_DAY = 86_400


@dataclass(frozen=True)
class ThighDay:
    """What a thigh did over one or several days.

    Parameters
    ----------
    label : array (E,) of int8
        One a second: place in activity_names(); 0 is not known.
    start : datetime or None
        Clock at label 0, a whole second; None where the file has no clock.
    minutes : dict of str to Quantity, min
        By activity, from lying on; kind "range": published or estimated misses of the classifier.
    not_known, not_worn : float, min
        Never counted to any activity.
    bouts : tuple of Bout
        Sitting, by [break] of data/sensor.toml.
    longest_sit : Quantity, min
    breaks : Quantity, count
    source : Source
    remarks : tuple of Remark
    """

    label: NDArray[np.int8]
    start: datetime | None
    minutes: dict[str, Quantity]
    not_known: float
    not_worn: float
    bouts: tuple[Bout, ...]
    longest_sit: Quantity
    breaks: Quantity
    source: Source
    remarks: tuple[Remark, ...] = ()

    @property
    def gaps(self) -> tuple[tuple[float, float, str], ...]:
        """Start in s, minutes and name of each spell that is not known or not worn."""
        return gaps(self.label)


def thigh_day(recording: Acceleration) -> ThighDay:
    """Minutes lying, sitting, standing, walking, on stairs and cycling, and the sitting bouts.

    Parameters
    ----------
    recording : Acceleration
        Of a sensor on the front of the thigh.

    Returns
    -------
    ThighDay

    Raises
    ------
    CaptureRefused
        Too slow, too short, never moved, never worn, or not on a thigh.
    ExtraError
        The sensor extra is not installed.
    """
    found = labels(recording)
    start = recording.start
    if start is not None:
        start += timedelta(seconds=found.offset)
        start = (start + timedelta(microseconds=500)).replace(microsecond=0)
    told = (*recording.remarks, *found.remarks)
    return day_of_labels(found.label, start, recording.source, told)


def day_of_labels(
    label: NDArray[np.int8],
    start: datetime | None,
    source: Source,
    remarks: tuple[Remark, ...] = (),
) -> ThighDay:
    """The day of labels by the second.

    Parameters
    ----------
    label : array (E,) of int8
    start : datetime or None
    source : Source
    remarks : tuple of Remark

    Returns
    -------
    ThighDay

    Raises
    ------
    CaptureRefused
        Never worn, or not on a thigh.
    """
    _check_worn(label)
    day = _part(label, start, source)
    doubtful = tables.entry("sensor.doubtful_sit.value")
    many = sum(bout.minutes > doubtful for bout in day.bouts)
    if many:
        values = {"count": many, "minutes": f"{doubtful:g}"}
        remarks = (*remarks, Remark("sensor_long_sit", values))
    return replace(day, remarks=remarks)


def minutes(label: NDArray[np.int8]) -> dict[str, Quantity]:
    """Minutes of each activity, with the band of a classifier that misses and mistakes.

    Of T true minutes in W worn ones, a classifier that finds the share f and rightly leaves the
    share p of the rest shows f T + (1 - p) (W - T). The band holds every T that gives the shown
    minutes with f and p between the table's and 1.

    Parameters
    ----------
    label : array (E,) of int8

    Returns
    -------
    dict of str to Quantity, min
        kind "range"; NaN where nothing was worn.

    References
    ----------
    [sensitivity] of data/sensor.toml: skotte2014, stemland2015; the rest are estimates.

    Examples
    --------
    >>> day = np.array([3] * 3600 * 8 + [4] * 3600 * 8, dtype=np.int8)
    >>> sat = minutes(day)["sitting"]
    >>> round(sat.low, 1), sat.value, round(sat.high, 1)
    (443.9, 480.0, 489.8)
    """
    worn = float((label > NOT_WORN).sum()) / 60.0
    found = {}
    for number, name in enumerate(activity_names()):
        if number <= NOT_WORN:
            continue
        rule = tables.entry(f"sensor.sensitivity.{name}")
        shown = float((label == number).sum()) / 60.0 if worn else np.nan
        low = (shown - (1.0 - rule["specific"]) * worn) / rule["specific"]
        high = min(worn, shown / rule["found"]) if worn else np.nan
        low = min(max(low, 0.0), shown) if worn else np.nan
        found[name] = Quantity(shown, low, high, "min", "range")
    return found


def by_day(day: ThighDay) -> tuple[ThighDay, ...]:
    """The same, one for each calendar day; each 24 hours from the start where there is no clock.

    Parameters
    ----------
    day : ThighDay

    Returns
    -------
    tuple of ThighDay
        Days on which nothing was worn are left out; a bout over midnight is cut there.
    """
    past = 0
    if day.start is not None:
        past = day.start.hour * 3600 + day.start.minute * 60 + day.start.second
    cuts = [0, *range(_DAY - past, len(day.label), _DAY), len(day.label)]
    parts = []
    for low, high in pairwise(cuts):
        label = day.label[low:high]
        if (label > NOT_WORN).any():
            start = None if day.start is None else day.start + timedelta(seconds=low)
            parts.append(_part(label, start, day.source))
    return tuple(parts)


def _part(label: NDArray[np.int8], start: datetime | None, source: Source) -> ThighDay:
    longest, breaks = longest_and_breaks(label)
    return ThighDay(
        label=label,
        start=start,
        minutes=minutes(label),
        not_known=float((label == 0).sum()) / 60.0,
        not_worn=float((label == NOT_WORN).sum()) / 60.0,
        bouts=sitting_bouts(label, tables.entry("sensor.break.value")),
        longest_sit=longest,
        breaks=breaks,
        source=source,
    )


def _check_worn(label: NDArray[np.int8]) -> None:
    names = activity_names()
    worn = label > NOT_WORN
    hours = f"{len(label) / 3600:.1f}"
    if not worn.any():
        raise tables.error(CaptureRefused, "sensor_not_worn", hours=hours)
    level = np.isin(label, [names.index(name) for name in ("lying", "sitting", "other")])
    minutes_worn = float(worn.sum()) / 60.0
    if minutes_worn >= tables.entry("sensor.never_level.value") and not level.any():
        hours = f"{minutes_worn / 60:.1f}"
        raise tables.error(CaptureRefused, "sensor_not_thigh", hours=hours)
