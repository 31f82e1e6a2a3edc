"""The charts of the body: regions as polygons per chart and side, from the curves of data/.

Front and back are drawn for one half and mirrored; the right side is mirrored to the left one.
"Right" is always the person's own right: on the front chart it lies to the reader's left.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.care.body_curves import loop, smooth
from psoascope.care.polygons import Edges, edges_of, polygon_area

CHARTS = ("front", "back", "right", "left")
SIDES = ("right", "left")


@dataclass(frozen=True)
class Patch:
    """One region of one side, as one chart shows it.

    Parameters
    ----------
    chart : {"front", "back", "right", "left"}
    region : str
        Entry of data/body_regions.toml.
    side : {"right", "left"}
        The person's own.
    loops : tuple of array (P, 2), chart units
        x to the reader's right, y down; mostly one, a region cut in two by an arm has two.
    area : float, chart units squared
    """

    chart: str
    region: str
    side: str
    loops: tuple[Array, ...]
    area: float


def regions() -> tuple[str, ...]:
    """The regions of the body charts.

    Returns
    -------
    tuple of str
        Entries of data/body_regions.toml.

    Examples
    --------
    >>> regions()[:3]
    ('low_back', 'side_of_spine', 'sacroiliac')
    """
    return tuple(tables.table("body_regions"))


def chart_size() -> tuple[float, float]:
    """Width and height of each chart.

    Returns
    -------
    (float, float), chart units

    Examples
    --------
    >>> chart_size()
    (220.0, 470.0)
    """
    return _size("wide"), _size("high")


@cache
def patches() -> tuple[Patch, ...]:
    """Every region on every chart that shows it, on both sides.

    Returns
    -------
    tuple of Patch
        Patches of one chart do not overlap, and share their borders exactly.

    Raises
    ------
    TableError
        An outline names a curve or a point that is not there, or does not close.

    Examples
    --------
    >>> len({(patch.chart, patch.region, patch.side) for patch in patches()}) == len(patches())
    True
    """
    found = []
    for region, entry in tables.table("body_regions").items():
        for chart in CHARTS:
            drawn = _drawn(chart)
            loops = [loop(drawn, region, steps) for steps in entry.get(drawn, [])]
            if not loops:
                continue
            for side in SIDES if chart in ("front", "back") else (chart,):
                placed = tuple(_placed(chart, side, outline) for outline in loops)
                area = sum(polygon_area(outline) for outline in placed)
                found.append(Patch(chart, region, side, placed, area))
    return tuple(found)


@cache
def chart_edges(chart: str) -> tuple[tuple[int, ...], Edges]:
    """The borders of a chart's regions.

    Parameters
    ----------
    chart : str
        One of CHARTS.

    Returns
    -------
    rows : tuple of int
        Which of patches() each polygon is.
    edges : Edges

    Examples
    --------
    >>> rows, edges = chart_edges("left")
    >>> edges.count == len(rows)
    True
    """
    rows = tuple(row for row, patch in enumerate(patches()) if patch.chart == chart)
    return rows, edges_of([patches()[row].loops for row in rows])


@cache
def region_areas() -> Mapping[str, float]:
    """How large each region is: its area on one side, on the chart that shows most of it.

    Returns
    -------
    mapping of str to float, chart units squared

    Examples
    --------
    >>> region_areas()["front_of_thigh"] > region_areas()["groin"]
    True
    """
    return {
        region: max(patch.area for patch in patches() if patch.region == region)
        for region in regions()
    }


@cache
def details(chart: str) -> tuple[tuple[str, Array], ...]:
    """Lines that make a chart easy to read, such as kneecaps and the spine.

    Parameters
    ----------
    chart : str
        One of CHARTS.

    Returns
    -------
    tuple of (str, array (P, 2), chart units)
        Name and line; on front and back once for each side.

    Examples
    --------
    >>> details("back")[0][0]
    'spine'
    """
    lines = tables.entry(f"body_charts.{_drawn(chart)}.detail")
    sides = SIDES if chart in ("front", "back") else (chart,)
    return tuple(
        (name, _placed(chart, side, smooth(np.array(points, dtype=np.float64))))
        for name, points in lines.items()
        for side in sides
    )


def _drawn(chart: str) -> str:
    """The entry of body_charts.toml that a chart is drawn from."""
    return "side" if chart in SIDES else chart


def _size(name: str) -> float:
    return float(tables.entry(f"body_charts.sizes.{name}.value"))


def _placed(chart: str, side: str, points: Array) -> Array:
    """A curve of the table where the chart has it."""
    middle = _size("middle")
    if chart in SIDES:
        x = points[:, 0] + _size("side")
        x = x if chart == "right" else _size("wide") - x
    else:
        to_left = (chart == "front") == (side == "right")
        x = middle - points[:, 0] if to_left else middle + points[:, 0]
    return np.column_stack([x, points[:, 1]])
