"""Time stamps of text files: numbers of any unit, or dates and clocks, as seconds."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError

_DAY = 86_400.0
# Least size of a stamp since 1970 in that unit (the year 2001), and the unit in s.
_SINCE_1970 = ((1e18, 1e-9), (1e15, 1e-6), (1e12, 1e-3), (1e9, 1.0))
_ZONE = re.compile(r"(?<=[\d.])(?:Z|[+-]\d\d:?\d\d)$", re.MULTILINE)
_THOUSANDTHS = re.compile(r"(\d\d:\d\d:\d\d)[:,](\d+)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{0,9})?", re.ASCII)
_CLOCK_ALONE = re.compile(r"^\d\d:\d\d:\d\d")


def numbered(word: str) -> bool:
    """Whether a cell is a plain number.

    Parameters
    ----------
    word : str

    Returns
    -------
    bool

    Examples
    --------
    >>> numbered("-1.5e-3"), numbered("1_000"), numbered("nan"), numbered("10:30")
    (True, False, True, False)
    """
    try:
        float(word)
    except ValueError:
        return False
    return "_" not in word


@dataclass(frozen=True)
class Stamps:
    """Stamps of a whole file.

    Parameters
    ----------
    values : array (T,)
        As filed; clocks are s since 1970, a clock without date s since midnight.
    is_clock : bool
        They were dates or clocks.
    zones : frozenset of str
        Zones written behind the clocks, "" for none; "no date" where there was no date.
    """

    values: Array
    is_clock: bool
    zones: frozenset[str]

    @staticmethod
    def read(name: str, words: NDArray[Any], zones: set[str], line: int) -> Array:
        """Seconds of dates and clocks.

        Parameters
        ----------
        name : str
            Of the file.
        words : array (T,) of str
            Such as "2026-03-02 10:15:00.500", "...T10:15:00Z", "10:15:00:500".
        zones : set of str
            Takes the zones found.
        line : int
            Near which line an error lies.

        Returns
        -------
        array (T,), s

        Raises
        ------
        ReadError
            A word is no date or clock.
        """
        text = "\n".join(words.tolist())
        zones.update(_ZONE.findall(text))
        text = _THOUSANDTHS.sub(r"\1.\2", _ZONE.sub("", text))
        clean = text.split("\n")
        if _CLOCK_ALONE.search(clean[0]):
            zones.add("no date")
            clean = [f"1970-01-01 {word}" for word in clean]
        try:
            if not all(map(_DATE.fullmatch, clean)):
                raise ValueError("not every word is a date")
            dates = np.array(clean, dtype="datetime64[us]")
        except ValueError as error:
            wrong = next(place for place, word in enumerate(clean) if not _is_date(word))
            raise tables.error(
                ReadError,
                "sensor_cell",
                name=name,
                line=line - len(clean) + wrong,
                value=clean[wrong][:40] or "-",
                wanted="words.sensor_time",
            ) from error
        seconds = dates.astype(np.int64) / 1e6
        seconds[np.isnat(dates)] = np.nan
        return seconds


@dataclass(frozen=True)
class Seconds:
    """Times from the first sample, and the clock there.

    Parameters
    ----------
    time : array (T,), s
        In the file's order.
    start : datetime or None
    utc : bool
        The clock is UTC.
    """

    time: Array
    start: datetime | None
    utc: bool


def seconds_of(name: str, stamps: Stamps) -> Seconds:
    """Stamps as seconds from the first sample.

    Parameters
    ----------
    name : str
        Of the file.
    stamps : Stamps

    Returns
    -------
    Seconds

    Raises
    ------
    ReadError
        The first stamp is missing, or lies in no year that can be.

    Examples
    --------
    >>> found = seconds_of("a.csv", Stamps(np.array([1.7e12, 1.7e12 + 20]), False, frozenset()))
    >>> found.time.round(3).tolist(), found.start.isoformat(), found.utc
    ([0.0, 0.02], '2023-11-14T22:13:20', True)
    """
    first = float(stamps.values[0])
    if not np.isfinite(first):
        raise tables.error(ReadError, "sensor_time", name=name, row=1, value=first)
    if stamps.is_clock and "no date" in stamps.zones:
        time = stamps.values - first
        # Without a date, a jump back by most of a day is midnight.
        nights = np.concatenate([[0], np.cumsum(np.diff(time) < -_DAY / 2)])
        return Seconds(time + _DAY * nights, None, False)
    if stamps.is_clock:
        utc = stamps.zones <= {"Z", "+00:00", "+0000"} and bool(stamps.zones)
        return Seconds(stamps.values - first, _start(name, first), utc)
    for least, unit in _SINCE_1970:
        if first >= least:
            return Seconds((stamps.values - first) * unit, _start(name, first * unit), True)
    return Seconds(stamps.values - first, None, False)


def _start(name: str, seconds: float) -> datetime:
    year = tables.entry("sensor.year")
    if not 0 <= seconds < 4e9:
        raise tables.error(ReadError, "sensor_time", name=name, row=1, value=f"{seconds:g} s")
    start: datetime = np.datetime64(round(seconds * 1e6), "us").astype(datetime)
    if not year["low"] <= start.year <= year["high"]:
        raise tables.error(ReadError, "sensor_time", name=name, row=1, value=start.isoformat(" "))
    return start


def _is_date(word: str) -> bool:
    if not _DATE.fullmatch(word):
        return False
    try:
        np.datetime64(word, "us")
    except ValueError:
        return False
    return True
