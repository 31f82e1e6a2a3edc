"""Days from what was typed, and many days as a diary: one row a calendar day, gaps kept."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.care.day import MEASURES, Day, Ledger, Load, Span, ledger
from psoascope.care.hours import check_activity
from psoascope.errors import RangeError

_WEEK = 7.0
_POSITIONS = {
    "foetal": "sleep_foetal",
    "side_pillow": "sleep_side_pillow",
    "side": "sleep_side",
    "back": "sleep_back",
    "front": "sleep_front",
}
_UPHILL = {"walking": "walking_uphill", "running": "running_uphill", "hiking": "walking_uphill"}


def typed_day(
    told: Mapping[str, Mapping[str, float | None]] | None,
    sleep: tuple[str | None, float | None] = (None, None),
    sport: Sequence[Any] | None = None,
    stress: float | None = None,
    date: datetime.date | None = None,
) -> Day:
    """A day from the fields of a check-in.

    Parameters
    ----------
    told : mapping of str to mapping, or None
        By activity: hours, h, and longest_minutes, min; None where not known.
    sleep : pair of (position or None, hours or None)
        Position is foetal, side_pillow, side, back or front.
    sport : sequence of records with activity, hours_week and hills, or None
        A seventh of the week's hours; left out where `told` has the same activity. With hills,
        the uphill kind of it.
    stress : float, 0 to 10, or None
    date : datetime.date or None

    Returns
    -------
    Day
        Sports that no table knows stand in not_modelled.

    Raises
    ------
    RangeError
        As Day; or a position of sleep that there is not.

    Examples
    --------
    >>> day = typed_day({"sitting": {"hours": 6, "longest_minutes": 90}}, ("back", 7.0))
    >>> day.told, day.is_whole
    (13.0, False)
    """
    spans = {
        key: Span(_number(row.get("hours")), _number(row.get("longest_minutes")))
        for key, row in (told or {}).items()
    }
    position, slept = sleep
    if position is not None or slept is not None:
        check_activity(key := _POSITIONS.get(position or "", position or "lying"))
        spans.setdefault(key, Span(_number(slept)))
    unknown = []
    for one in sport or ():
        key = _UPHILL.get(one.activity, one.activity) if one.hills else one.activity
        if key not in tables.table("activities"):
            unknown.append(one.activity)
        elif key not in spans and one.activity not in spans:
            spans[key] = Span(_number(one.hours_week) / _WEEK)
    return Day(spans, date, stress=_number(stress), not_modelled=tuple(unknown))


def merged(told: Day, measured: Day) -> Day:
    """A day as told, with what was measured in place of what was told of the same activities.

    Parameters
    ----------
    told, measured : Day
        Of one date.

    Returns
    -------
    Day

    Raises
    ------
    RangeError
        Together they have more hours than the day.

    Examples
    --------
    >>> day = merged(Day({"sitting": Span(8.0)}), Day({"running": Span(0.7)}))
    >>> list(day.activities)
    ['sitting', 'running']
    """
    return replace(
        told,
        activities={**told.activities, **measured.activities},
        date=told.date or measured.date,
        length=measured.length,
        not_modelled=(*told.not_modelled, *measured.not_modelled),
    )


def check_diary(days: Sequence[Day], today: datetime.date) -> None:
    """Refuses a diary with a day that has no date, lies in the future, or stands twice.

    Parameters
    ----------
    days : sequence of Day
    today : datetime.date

    Raises
    ------
    RangeError
        Names the day and the cure.
    """
    seen: set[datetime.date] = set()
    for day in days:
        if day.date is None:
            raise tables.error(RangeError, "day.no_date")
        if day.date > today:
            raise tables.error(RangeError, "day.future_date", date=day.date, today=today)
        if day.date in seen:
            raise tables.error(RangeError, "day.day_twice", date=day.date)
        seen.add(day.date)


def exposures(days: Sequence[Day], loads: Mapping[str, Load]) -> dict[str, Array]:
    """What may go with pain, one row for each calendar day from the first to the last.

    Parameters
    ----------
    days : sequence of Day
        In any order; of a diary that check_diary lets pass.
    loads : mapping of str to Load

    Returns
    -------
    dict of str to array (D,)
        By entry of data/exposures.toml; NaN on days without an entry, and where the
        day does not tell. Who tells one kind of sitting, running or hills, has told them all.
    """
    rows = tables.table("exposures")
    dated = {day.date: day for day in days if day.date is not None}
    if not dated:
        return {name: np.empty(0) for name in rows}
    count = (max(dated) - min(dated)).days + 1
    found = {name: np.full(count, np.nan) for name in rows}
    for date, day in dated.items():
        one = ledger(day, loads)
        for name, row in rows.items():
            found[name][(date - min(dated)).days] = _exposure(row, day, one)
    return found


def _exposure(row: Mapping[str, Any], day: Day, one: Ledger) -> float:
    if row["of"] in MEASURES:
        # What is not told in full would only tell how much was told.
        return float(one.measure(row["of"]).value) if one.whole else float("nan")
    if row["of"] == "hours":
        told = [key for key in row["activities"] if key in day.activities]
        return float(sum(day.hours(key) for key in told or row["activities"]))
    return float({"stress": day.stress, "longest_sit": one.longest_sit}[row["of"]])


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)
