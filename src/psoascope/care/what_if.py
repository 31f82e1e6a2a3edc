"""A day against the reference day, and the single changes that most alter its modelled load."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from psoascope import tables
from psoascope.care.day import MEASURES, Day, Ledger, Load, Span, ledger
from psoascope.quantity import Quantity


@dataclass(frozen=True)
class Change:
    """What the model computes for one change of a day; it predicts no pain and no relief.

    Parameters
    ----------
    key : str
        Entry of data/day_changes.toml.
    hours : float, h
        Moved from one activity to another.
    by : mapping of str to Quantity
        By measure: the changed day less the day as it is.
    most : str
        The measure that alters most, for its size on the reference day.
    share : float, 1
        By how much, in shares of the reference day; negative is less.
    decided : bool
        False where the band of that measure spans zero.
    grade : str
        How well the change is supported for pain; the figures never raise it.
    """

    key: str
    hours: float
    by: Mapping[str, Quantity]
    most: str
    share: float
    decided: bool
    grade: str


def reference_day() -> Day:
    """The stated office day that others are compared with; no norm.

    Returns
    -------
    Day

    Examples
    --------
    >>> reference_day().told, reference_day().is_whole
    (24.0, True)
    """
    rows = tables.table("reference_day")
    spans = {
        key: Span(row["value"], row["longest"] or np.nan, row["value"], row["value"])
        for key, row in rows.items()
    }
    return Day(spans)


def against_reference(found: Ledger, loads: Mapping[str, Load]) -> dict[str, Quantity]:
    """How a ledger differs from that of the reference day.

    Parameters
    ----------
    found : Ledger
        Where it is not whole, the hours that were not told are missing from it.
    loads : mapping of str to Load

    Returns
    -------
    dict of str to Quantity
        By measure, positive where the day has more; NaN where it is missing. An activity that both
        days share is the same muscle's: only its hours beyond the other day's make the band.
    """
    other = ledger(reference_day(), loads)
    return {name: _difference(found, other, loads, name) for name in MEASURES}


def changes(day: Day, loads: Mapping[str, Load], count: int = 2) -> tuple[Change, ...]:
    """The allowed single changes that most alter a day's modelled load, the largest first.

    Each moves hours from one activity to another; which, and how many, stands in
    data/day_changes.toml. They are ordered by the measure that alters most in shares of the
    reference day, those whose direction the model can tell before the others.

    Parameters
    ----------
    day : Day
    loads : mapping of str to Load
    count : int
        How many at most.

    Returns
    -------
    tuple of Change
        None for a day whose activities no change applies to.
    """
    usual = ledger(reference_day(), loads)
    found = [
        _change(key, row, day, loads, usual)
        for key, row in tables.table("day_changes").items()
        if day.activities.get(row["from"], Span(0.0)).hours > 0
    ]
    # Python sorts stably: among equals the order of the table stays.
    return tuple(sorted(found, key=lambda one: (not one.decided, -abs(one.share)))[:count])


def changed(day: Day, key: str) -> Day:
    """The day with one change made.

    Parameters
    ----------
    day : Day
    key : str
        Entry of data/day_changes.toml.

    Returns
    -------
    Day
        The same hours in all; spells without a break are no longer known.

    Examples
    --------
    >>> after = changed(Day({"sitting": Span(3.0)}), "desk")
    >>> {name: span.hours for name, span in after.activities.items()}
    {'sitting': 1.5, 'standing_desk': 1.5}
    """
    row = tables.entry(f"day_changes.{key}")
    giver = day.activities[row["from"]]
    moved = _moved(row, giver)
    taker = day.activities.get(row["to"], Span(0.0))
    spans = {row["from"]: _by(giver, -moved), row["to"]: _by(taker, moved)}
    return replace(day, activities={**day.activities, **spans})


def _moved(row: Mapping[str, float], giver: Span) -> float:
    return float(min(row["most"], row["share"] * giver.hours))


def _by(span: Span, hours: float) -> Span:
    value = max(span.hours + hours, 0.0)
    return Span(value)


def _change(
    key: str, row: Mapping[str, float], day: Day, loads: Mapping[str, Load], usual: Ledger
) -> Change:
    hours = _moved(row, day.activities[str(row["from"])])
    less, more = (
        ledger(Day({str(row[end]): Span(hours, np.nan, hours, hours)}), loads)
        for end in ("from", "to")
    )
    by = {name: _less(more.measure(name), less.measure(name)) for name in MEASURES}
    shares = {name: by[name].value / usual.measure(name).value for name in MEASURES}
    most = max(MEASURES, key=lambda name: (_decided(by[name]), abs(shares[name])))
    return Change(key, hours, by, most, shares[most], _decided(by[most]), str(row["grade"]))


def _decided(one: Quantity) -> bool:
    return bool(one.low > 0 or one.high < 0)


def _less(one: Quantity, other: Quantity) -> Quantity:
    """One less the other, their ranges in full."""
    value = one.value - other.value
    if np.isnan(value):
        return Quantity(np.nan, np.nan, np.nan, one.unit, "range")
    low, high = one.low - other.high, one.high - other.low
    return Quantity(value, min(low, value), max(high, value), one.unit, "range")


def _difference(found: Ledger, other: Ledger, loads: Mapping[str, Load], name: str) -> Quantity:
    """Over activities: the difference of their hours times the load of an hour."""
    total = found.measure(name)
    if np.isnan(total.value):
        return total
    row = tables.entry(f"day.measure.{name}")
    sums = np.zeros(3)
    for key in dict.fromkeys([*found.by_activity, *other.by_activity]):
        hours = _hours(found, key) - _hours(other, key)[[0, 2, 1]]
        part = getattr(loads[key], row["of"])
        load = row["per_hour"] * np.array([part.value, part.low, part.high])
        every = hours[[1, 1, 2, 2]] * load[[1, 2, 1, 2]]
        sums += [hours[0] * load[0], every.min(), every.max()]
    value, low, high = sums.tolist()
    return Quantity(value, min(low, value), max(high, value), row["unit"], "range")


def _hours(one: Ledger, key: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    if key not in one.by_activity:
        return np.zeros(3)
    hours = one.by_activity[key].hours
    return np.array([hours.value, hours.low, hours.high])
