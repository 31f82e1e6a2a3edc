"""What the muscle model makes of a day: the ledger of hours short and long, and of load.

What each activity asks of the psoas comes in as `Load`; psoascope.daily computes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from psoascope import tables
from psoascope.care.hours import Day, Span
from psoascope.errors import RangeError
from psoascope.quantity import Quantity

__all__ = ["MEASURES", "Day", "Entry", "Ledger", "Load", "Span", "ledger", "longest_sit"]

MEASURES = ("hours_short", "hours_long", "load_minutes", "spine_load_minutes")
"""What a ledger adds up, in the order of [measure] of data/day.toml."""


@dataclass(frozen=True)
class Load:
    """What one activity asks of the psoas, mean over both sides and over its time.

    Parameters
    ----------
    short, long : Quantity, 1
        Share of the time in which the muscle is shorter, or longer, than [short] and [long] of
        data/day.toml against standing.
    pull : Quantity, 1
        Active pull, in shares of the greatest isometric force.
    spine : Quantity, N
        What both psoas add to the compression of L5/S1, stretch included.
    mark : str
        The weakest of MARKS that goes in.
    """

    short: Quantity
    long: Quantity
    pull: Quantity
    spine: Quantity
    mark: str = "ESTIMATE"


@dataclass(frozen=True)
class Entry:
    """One activity's part in a ledger.

    Parameters
    ----------
    hours : Quantity, h
    measures : mapping of str to Quantity
        By MEASURES.
    grade : str
        Of the claim about the activity, whatever the measures are; they never raise it.
    mark : str
        The weakest mark of what the measures are computed from.
    """

    hours: Quantity
    measures: Mapping[str, Quantity]
    grade: str
    mark: str


@dataclass(frozen=True)
class Ledger:
    """What a day adds up to, by the muscle model; no measure of pain.

    Parameters
    ----------
    hours_short, hours_long : Quantity, h
        With the muscle shorter, longer than in standing.
    load_minutes : Quantity, min
        One is a minute of pulling as hard as the muscle can at its best length.
    spine_load_minutes : Quantity, kN min
        Compression of L5/S1 by both psoas, added up over time.
    by_activity : mapping of str to Entry
    told, length : float, h
        Hours that were told, of how many. What was not told is not counted.
    longest_sit : float, min
        NaN where not known.
    whole : bool
        Whether the hours told fill the day.
    """

    hours_short: Quantity
    hours_long: Quantity
    load_minutes: Quantity
    spine_load_minutes: Quantity
    by_activity: Mapping[str, Entry] = field(default_factory=dict)
    told: float = 0.0
    length: float = 24.0
    longest_sit: float = float("nan")
    whole: bool = False

    def measure(self, name: str) -> Quantity:
        """One of MEASURES by its name.

        Parameters
        ----------
        name : str

        Returns
        -------
        Quantity
        """
        found: Quantity = getattr(self, name)
        return found


def ledger(day: Day, loads: Mapping[str, Load]) -> Ledger:
    """What a day adds up to.

    Parameters
    ----------
    day : Day
    loads : mapping of str to Load
        By activity, as psoascope.daily.loads gives it.

    Returns
    -------
    Ledger
        NaN where the hours of an activity are not known, or nothing was told at all; ranges of
        hours and of the model multiply, and add in full over activities.

    Raises
    ------
    RangeError
        An activity of the day has no load.
    """
    entries = {key: _entry(key, span, loads) for key, span in day.activities.items()}
    totals = {
        name: _total([one.measures[name] for one in entries.values()], name) for name in MEASURES
    }
    return Ledger(
        **totals,
        by_activity=entries,
        told=day.told,
        length=day.length,
        longest_sit=longest_sit(day),
        whole=day.is_whole,
    )


def longest_sit(day: Day) -> float:
    """The longest spell of sitting of any kind, min.

    Parameters
    ----------
    day : Day

    Returns
    -------
    float
        NaN where no spell of sitting was told.

    Examples
    --------
    >>> longest_sit(Day({"sitting": Span(6.0, 95.0), "driving": Span(1.0, 40.0)}))
    95.0
    """
    sat = [
        span.longest_minutes
        for key, span in day.activities.items()
        if tables.entry(f"activities.{key}.kind") == "sit"
    ]
    known = [minutes for minutes in sat if not np.isnan(minutes)]
    return max(known, default=float("nan"))


def _entry(key: str, span: Span, loads: Mapping[str, Load]) -> Entry:
    if key not in loads:
        raise tables.error(RangeError, "day.no_load", name=key)
    load, hours = loads[key], Quantity(*span.band(), "h", "range")
    rows = tables.entry("day.measure")
    measures = {
        name: _times(hours, getattr(load, rows[name]["of"]), rows[name]["per_hour"], rows[name])
        for name in MEASURES
    }
    return Entry(hours, measures, tables.entry(f"activities.{key}.grade"), load.mark)


def _times(hours: Quantity, part: Quantity, scale: float, row: Mapping[str, str]) -> Quantity:
    edges = [scale * hours.low * part.low, scale * hours.low * part.high]
    edges += [scale * hours.high * part.low, scale * hours.high * part.high]
    value = scale * hours.value * part.value
    if np.isnan(value):
        return Quantity(np.nan, np.nan, np.nan, row["unit"], "range")
    return Quantity(value, min(edges), max(edges), row["unit"], "range")


def _total(parts: list[Quantity], name: str) -> Quantity:
    unit = tables.entry(f"day.measure.{name}.unit")
    if not parts or any(np.isnan(part.value) for part in parts):
        return Quantity(np.nan, np.nan, np.nan, unit, "range")
    value, low, high = (
        sum(getattr(part, edge) for part in parts) for edge in ("value", "low", "high")
    )
    return Quantity(value, min(low, value), max(high, value), unit, "range")
