"""What a picture of curves shows: lines, gaps, round numbers, the standing value."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from psoascope.report.numerals import scaled

Values = Sequence[float | None]

UNITS = {"hip_flexion": "deg", "psoas_length": "m"}


@dataclass(frozen=True)
class Line:
    """One leg's curve.

    Parameters
    ----------
    side : {"left", "right"}
    near : bool
        The leg that was measured; the other one is drawn weaker.
    value, low, high : sequence (T,)
        In people's unit (degrees, cm); None is a gap.
    """

    side: str
    near: bool
    value: Values
    low: Values
    high: Values


@dataclass(frozen=True)
class Chart:
    """What one picture shows.

    Parameters
    ----------
    name : str
        Key of UNITS.
    time : sequence (T,), s
    lines : tuple of Line
        The far leg first, so that the near one lies on top.
    standing : float or None
        The value of upright standing, in people's unit; None where unknown.
    """

    name: str
    time: Sequence[float]
    lines: tuple[Line, ...]
    standing: float | None

    @property
    def unit(self) -> str:
        """Unit in report.json."""
        return UNITS[self.name]


def chart(document: Mapping[str, Any], name: str) -> Chart:
    """The curves of one quantity, taken from a document.

    Parameters
    ----------
    document : mapping
        As in report.json.
    name : {"hip_flexion", "psoas_length"}

    Returns
    -------
    Chart
        Legs without a single value are left out.
    """
    unit = UNITS[name]
    lines = []
    for side in sorted(document["sides"], key=lambda key: bool(key == document["side"])):
        curves = document["sides"][side]["curves"]
        value, low, high = (
            [scaled(one, unit) for one in curves[f"{name}{part}_{unit}"]]
            for part in ("", "_low", "_high")
        )
        if any(one is not None for one in value):
            lines.append(Line(side, side == document["side"], value, low, high))
    length = standing_length(document["curves"])
    standing = 0.0 if name == "hip_flexion" else scaled(length, unit)
    return Chart(name, document["curves"]["time_s"], tuple(lines), standing)


def standing_length(curves: Mapping[str, Any]) -> float | None:
    """Length of the psoas in standing, from its length and its change against standing.

    Parameters
    ----------
    curves : mapping
        psoas_length_m, psoas_change_percent.

    Returns
    -------
    float or None, m
        None where no frame has both.

    Examples
    --------
    >>> standing_length({"psoas_length_m": [0.27, None], "psoas_change_percent": [8.0, 1.0]})
    0.25
    """
    pairs = zip(curves["psoas_length_m"], curves["psoas_change_percent"], strict=True)
    found = [
        length / (1 + change / 100)
        for length, change in pairs
        if length is not None and change is not None
    ]
    return round(median(found), 4) if found else None


def runs(values: Values) -> list[tuple[int, int]]:
    """Stretches without a gap.

    Parameters
    ----------
    values : sequence (T,)

    Returns
    -------
    list of (first, end)
        End not included.

    Examples
    --------
    >>> runs([None, 1.0, 2.0, None, 3.0])
    [(1, 3), (4, 5)]
    """
    found: list[tuple[int, int]] = []
    for place, value in enumerate(values):
        if value is None:
            continue
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers inside a range, at most so many.

    Parameters
    ----------
    low, high : float
        low < high.
    most : int

    Returns
    -------
    list of float
        Steps of 1, 2 or 5 times a power of ten.

    Examples
    --------
    >>> ticks(-13.0, 34.0)
    [-10.0, 0.0, 10.0, 20.0, 30.0]
    """
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    for step in (power, 2 * power, 5 * power, 10 * power):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            break
    return [round(place * step, 10) for place in range(first, last + 1)]
