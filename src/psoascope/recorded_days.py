"""Days from what was recorded: by a thigh sensor, or in the activity file of a watch or phone."""

import datetime
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.care.day import Day, Span
from psoascope.motion.sitting import longest_and_breaks
from psoascope.motion.thigh_day import ThighDay, minutes
from psoascope.motion.thigh_labels import NOT_WORN
from psoascope.read.activity_file import Activity, ActivityFile

_HOUR = 3600.0
_UPHILL = {"running": "running_uphill", "walking": "walking_uphill"}
_ON_FOOT = {
    "running": "running_cadence",
    "running_uphill": "running_cadence",
    "walking": "cadence",
    "walking_uphill": "cadence",
    "hiking": "cadence",
}


def days_of_thigh(day: ThighDay, zone: datetime.tzinfo | None = None) -> tuple[Day, ...]:
    """The calendar days of a thigh sensor.

    Parameters
    ----------
    day : ThighDay
    zone : tzinfo, optional
        Where the sensor was worn: days are then cut at its midnights, and have 23 or 25 hours
        where the clock was changed; the start is taken as its clock. Without one every day has
        24 hours, as the sensor's own clock does.

    Returns
    -------
    tuple of Day
        Hours with the classifier's band. What was not worn, not known or of no class is not told,
        and so such a day is not whole. A single day without a date where the file has no clock.
    """
    found = []
    for date, length, label in _pieces(day, zone):
        if not (label > NOT_WORN).any():
            continue
        longest, _ = longest_and_breaks(label)
        spans = {
            name: Span(one.value / 60, math.nan, one.low / 60, one.high / 60)
            for name, one in minutes(label).items()
            if name in tables.table("activities")
        }
        sat = spans["sitting"]
        # A bout goes on through short breaks, which the hours of sitting leave out.
        spell = min(longest.value, 60 * sat.hours)
        spans["sitting"] = Span(sat.hours, spell, sat.low, sat.high)
        found.append(Day(spans, date, length))
    return tuple(found)


def days_of_file(file: ActivityFile, zone: datetime.tzinfo | None = None) -> tuple[Day, ...]:
    """The calendar days of an activity file.

    Parameters
    ----------
    file : ActivityFile
    zone : tzinfo, optional
        Where the days were lived; the file's own if not given.

    Returns
    -------
    tuple of Day
        Only the hours of the activities filed, cut at midnight; their uphill part as the uphill
        kind. Steps beyond those of walks and runs become hours of walking, with a band over the
        cadence. Sports that no activity is known for stand in not_modelled.
    """
    hours: dict[datetime.date, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    unknown: dict[datetime.date, list[str]] = defaultdict(list)
    for one in file.activities:
        for date, part in _by_date(one, zone):
            if not one.key:
                unknown[date].append(one.sport or "-")
            for key, share in _kinds(one).items():
                hours[date][key] += part * share
    found = []
    for date in sorted({*hours, *unknown, *file.steps}):
        spans = {key: Span(value, math.nan, value, value) for key, value in hours[date].items()}
        if date in file.steps:
            spans["walking"] = _walked(file.steps[date], hours[date])
        found.append(Day(spans, date, not_modelled=tuple(unknown[date])))
    return tuple(found)


def _pieces(
    day: ThighDay, zone: datetime.tzinfo | None
) -> Iterator[tuple[datetime.date | None, float, NDArray[np.int8]]]:
    """Date, length in hours and labels of each calendar day."""
    if day.start is None:
        for low in range(0, len(day.label), round(24 * _HOUR)):
            yield None, 24.0, day.label[low : low + round(24 * _HOUR)]
        return
    begin, low = _clock(day.start, zone), 0
    date = day.start.date()
    while low < len(day.label):
        tomorrow = date + datetime.timedelta(days=1)
        edges = [
            _clock(datetime.datetime.combine(one, datetime.time()), zone)
            for one in (date, tomorrow)
        ]
        high = round(edges[1] - begin)
        yield date, (edges[1] - edges[0]) / _HOUR, day.label[low:high]
        date, low = tomorrow, high


def _clock(when: datetime.datetime, zone: datetime.tzinfo | None) -> float:
    """Seconds of a clock without zone, as it runs in the zone; 24-hour days without one."""
    return when.replace(tzinfo=zone or datetime.UTC).timestamp()


def _by_date(one: Activity, zone: datetime.tzinfo | None) -> Iterator[tuple[datetime.date, float]]:
    """Hours of an activity on each of its dates."""
    begin = one.start if zone is None else one.start.astimezone(zone)
    left = one.seconds
    if math.isnan(left):
        yield begin.date(), math.nan
    while left > 0:
        tomorrow = datetime.datetime.combine(
            begin.date() + datetime.timedelta(days=1), datetime.time(), begin.tzinfo
        )
        part = min(left, tomorrow.timestamp() - begin.timestamp())
        yield begin.date(), part / _HOUR
        begin, left = tomorrow, left - part


def _kinds(one: Activity) -> Mapping[str, float]:
    """Keys of an activity with their share of its time; its uphill part apart."""
    if not one.key:
        return {}
    if one.key not in _UPHILL or math.isnan(one.uphill) or not one.uphill > 0:
        return {one.key: 1.0}
    steep = min(one.uphill / one.seconds, 1.0)
    return {one.key: 1.0 - steep, _UPHILL[one.key]: steep}


def _walked(steps: float, hours: Mapping[str, float]) -> Span:
    """Hours of walking: those of walks, and of the steps that no walk or run accounts for."""
    taken = sum(
        hours.get(key, 0.0) * tables.entry(f"activity_files.{cadence}.value")
        for key, cadence in _ON_FOOT.items()
    )
    row, walks = tables.entry("activity_files.cadence"), hours.get("walking", 0.0)
    left = max(steps - taken, 0.0)
    value, low, high = (walks + left / row[edge] for edge in ("value", "high", "low"))
    return Span(value, math.nan, low, max(value, min(high, 24.0)))
