"""A pain drawing as records: strokes on the charts, or whole regions from a list in words.

    {"strokes": [{"chart": "back", "points": [[131, 170], [131, 200]], "width": 6, "intensity": 4}]}

x runs to the reader's right and y down, in chart units; the chart's size is chart_size(). What does
not fit is refused by name; strokes beside the body are kept, since a drawing may slip.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.care import fields
from psoascope.care.body_map import CHARTS, SIDES, regions
from psoascope.errors import RangeError

SCHEMA = "psoascope/drawing/1"
FIELDS = ("chart", "points", "width", "intensity")
_BOTH = ("both", "middle")


@dataclass(frozen=True)
class Stroke:
    """One stroke of a drawing.

    Parameters
    ----------
    chart : {"front", "back", "right", "left"}
    points : array (P, 2), chart units
        At least one; a single point paints a dot.
    width : float, chart units
    intensity : float, 0 to 10
        NaN where not given.
    """

    chart: str
    points: Array
    width: float
    intensity: float


@dataclass(frozen=True)
class Whole:
    """A region of one side, marked as a whole.

    Parameters
    ----------
    region : str
        Entry of data/body_regions.toml.
    side : {"right", "left"}
    intensity : float, 0 to 10
        NaN where not given.
    """

    region: str
    side: str
    intensity: float


class Listed(Protocol):
    """A place of pain in words: psoascope.care.answers.Pain, or anything with these fields."""

    @property
    def region(self) -> str:
        """Entry of data/body_regions.toml."""

    @property
    def side(self) -> str:
        """One of right, left, both, middle."""

    @property
    def now(self) -> float | None:
        """Pain now, 0 to 10."""

    @property
    def best(self) -> float | None:
        """Least pain, 0 to 10."""

    @property
    def worst(self) -> float | None:
        """Most pain, 0 to 10."""


@dataclass(frozen=True)
class Marks:
    """All that was marked.

    Parameters
    ----------
    strokes : tuple of Stroke
        In the order drawn, also those of intensity 0, which paint nothing.
    whole : tuple of Whole
    """

    strokes: tuple[Stroke, ...] = ()
    whole: tuple[Whole, ...] = ()


Marked = Marks | Mapping[str, Any] | Iterable[Listed]


def marks_of(marked: Marked) -> Marks:
    """What was marked, checked: a drawing, or a list of regions with side and 0 to 10.

    Parameters
    ----------
    marked : mapping, iterable of Listed, or Marks
        A drawing as above, or places of pain; Marks come back as they are.

    Returns
    -------
    Marks

    Raises
    ------
    RangeError
        Half a stroke, a point that is no pair of finite numbers, a width of 0, an unknown chart
        or region, or the middle of a region that has none; named.

    Examples
    --------
    >>> marks_of({"strokes": []})
    Marks(strokes=(), whole=())
    """
    if isinstance(marked, Marks):
        return marked
    if isinstance(marked, Mapping):
        return Marks(strokes=_strokes(marked))
    return Marks(whole=tuple(part for place in marked for part in _wholes(place)))


def _strokes(drawing: Mapping[str, Any]) -> tuple[Stroke, ...]:
    fields.record("drawing", drawing, ("schema", "strokes"))
    if drawing.get("schema", SCHEMA) != SCHEMA:
        value = drawing["schema"]
        raise tables.error(RangeError, "checkin_schema", value=value, known=SCHEMA)
    rows = drawing.get("strokes")
    if not isinstance(rows, list | tuple):
        raise tables.error(RangeError, "drawing_no_strokes")
    strokes = tuple(_stroke(number, row) for number, row in enumerate(rows, start=1))
    _number("points", sum(len(stroke.points) for stroke in strokes), "drawing")
    return strokes


def _stroke(number: int, row: Any) -> Stroke:
    where = f"stroke {number}"
    fields.record(where, row, FIELDS)
    for field in FIELDS:
        if not row or field not in row or (row[field] is None and field != "intensity"):
            raise tables.error(RangeError, "drawing_half", number=number, part=field)
    chart = fields.choice(f"{where}, chart", row["chart"], CHARTS)
    width = _number("width", row["width"], where)
    given = row["intensity"]
    intensity = math.nan if given is None else _number("intensity", given, where)
    return Stroke(chart, _points(number, row["points"]), width, intensity)


def _points(number: int, given: Any) -> Array:
    low, high = tables.entry("body_charts.limits.place.range")
    if not isinstance(given, list | tuple) or not given:
        raise tables.error(RangeError, "drawing_point", number=number, value=given)
    for point in given:
        pair = isinstance(point, list | tuple) and len(point) == 2
        if not pair or not all(_is_number(part) for part in point):
            raise tables.error(RangeError, "drawing_point", number=number, value=point)
        for part in point:
            if not low <= part <= high:
                _number("place", part, f"stroke {number}")
    return np.array(given, dtype=np.float64)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _number(name: str, value: Any, where: str) -> float:
    """A number within its limit of data/body_charts.toml."""
    limit = tables.entry(f"body_charts.limits.{name}")
    low, high = limit["range"]
    if not _is_number(value) or not low <= value <= high:
        values = {"input": f"{where}, {name}", "value": value, "unit": limit["unit"]}
        raise tables.error(RangeError, "input_range", low=low, high=high, **values)
    return float(value)


def _wholes(place: Listed) -> tuple[Whole, ...]:
    """The regions that a place of pain in words stands for; none where there is no pain."""
    region = fields.choice("region", place.region, regions())
    side = fields.choice("side", place.side, (*SIDES, *_BOTH))
    if side == "middle" and not tables.entry(f"body_regions.{region}.middle"):
        raise tables.error(RangeError, "pain_not_middle", region=region)
    scores = [
        _number("intensity", score, region)
        for score in (place.now, place.best, place.worst)
        if score is not None
    ]
    if scores and max(scores) == 0:
        return ()
    depth = math.nan if place.now is None else float(place.now)
    return tuple(Whole(region, one, depth) for one in (SIDES if side in _BOTH else (side,)))
