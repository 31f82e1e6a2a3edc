"""A day as hours of activities: how long, in what spells, and what was not told."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from psoascope import tables
from psoascope.errors import RangeError


@dataclass(frozen=True)
class Span:
    """How long somebody does something in a day.

    Parameters
    ----------
    hours : float, h
        NaN where it is done, but nobody knows how long.
    longest_minutes : float, min
        Longest spell without a break; NaN where not known.
    low, high : float or None, h
        Band of the hours; None where they were typed: then [typed] of data/day.toml makes it.
    """

    hours: float
    longest_minutes: float = float("nan")
    low: float | None = None
    high: float | None = None

    def band(self) -> tuple[float, float, float]:
        """Hours with their least and most, h; NaN in all three where missing.

        Examples
        --------
        >>> Span(8.0).band()
        (8.0, 6.8, 9.2)
        """
        if np.isnan(self.hours):
            return np.nan, np.nan, np.nan
        part = tables.entry("day.typed.value")
        low = self.hours * (1 - part) if self.low is None else self.low
        high = self.hours * (1 + part) if self.high is None else self.high
        return self.hours, min(low, self.hours), max(high, self.hours)


@dataclass(frozen=True)
class Day:
    """What was done in one day.

    Parameters
    ----------
    activities : mapping of str to Span
        By key of data/activities.toml. An activity that is left out is not known, unless the
        hours told fill the day.
    date : datetime.date or None
    length : float, h
        24, or 23 and 25 where the clock was changed.
    stress : float, 0 to 10
        NaN where not told.
    breath_minutes : float, min
        Of breath practice; NaN where not told.
    not_modelled : tuple of str
        What was told, but is in no table.

    Raises
    ------
    RangeError
        An activity is unknown, or hours, spells or stress cannot be: names it and the cure.

    Examples
    --------
    >>> Day({"sitting": Span(16.0), "sleep_side": Span(14.0)})
    Traceback (most recent call last):
    psoascope.errors.RangeError: The hours of one day add up to 30, but it has only 24. ...
    """

    activities: Mapping[str, Span]
    date: datetime.date | None = None
    length: float = 24.0
    stress: float = float("nan")
    breath_minutes: float = float("nan")
    not_modelled: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for key, span in self.activities.items():
            check_activity(key)
            _check_span(key, span, self.length)
        told, slack = self.told, tables.entry("day.slack.value")
        if told > self.length + slack:
            shown = {"told": f"{told:.3g}", "length": f"{self.length:g}"}
            raise tables.error(RangeError, "day.too_many_hours", **shown)
        if not np.isnan(self.stress) and not 0 <= self.stress <= 10:
            raise tables.error(RangeError, "day.bad_stress", value=f"{self.stress:g}")
        if self.breath_minutes < 0 or self.breath_minutes > 60 * self.length:
            raise tables.error(RangeError, "day.bad_breath", value=f"{self.breath_minutes:g}")

    @property
    def told(self) -> float:
        """Hours that are accounted for, h; those not known count nothing."""
        return float(np.nansum([span.hours for span in self.activities.values()]))

    @property
    def is_whole(self) -> bool:
        """Whether the hours told fill the day, but for [whole] of data/day.toml."""
        open_hours = any(np.isnan(span.hours) for span in self.activities.values())
        left = self.length - self.told
        return not open_hours and not self.not_modelled and left <= tables.entry("day.whole.value")

    def hours(self, key: str) -> float:
        """Hours of one activity, h: 0 only where the whole day is told without it, else NaN.

        Parameters
        ----------
        key : str

        Returns
        -------
        float

        Examples
        --------
        >>> Day({"sitting": Span(9.0)}).hours("running")
        nan
        """
        if key in self.activities:
            return self.activities[key].hours
        return 0.0 if self.is_whole else float("nan")


def check_activity(key: str) -> None:
    """Refuses an activity that is not in data/activities.toml.

    Parameters
    ----------
    key : str

    Raises
    ------
    RangeError
        Names those that are spelt alike, or else all.
    """
    names = tuple(tables.table("activities"))
    if key not in names:
        known = ", ".join(get_close_matches(key, names, n=3) or names)
        raise tables.error(RangeError, "day.unknown_activity", name=key[:60], known=known)


def _check_span(key: str, span: Span, length: float) -> None:
    parts = [span.hours, *(part for part in (span.low, span.high) if part is not None)]
    for hours in parts:
        if hours < 0 or hours > length or np.isinf(hours):
            shown = {"name": key, "value": f"{hours:g}", "length": f"{length:g}"}
            raise tables.error(RangeError, "day.bad_hours", **shown)
    longest = span.longest_minutes
    slack = 60 * tables.entry("day.slack.value")
    if longest < 0 or longest > 60 * span.hours + slack or np.isinf(longest):
        shown = {"name": key, "value": f"{longest:g}", "hours": f"{span.hours:g}"}
        raise tables.error(RangeError, "day.bad_spell", **shown)
