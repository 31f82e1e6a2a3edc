"""Exact areas: of polygons, and of what strokes paint inside them.

The paint is cut into flat slabs at every height where its edge bends. Within a slab each edge is
one line or arc from top to bottom, so the area between two edges has a closed integral. Nothing
is approximated by a grid or by many-sided polygons. Own code rather than a geometry library: those
replace arcs by polygons, which would cost the exactness.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from psoascope.arrays import Array, Index
from psoascope.care.crossings import bends
from psoascope.care.strokes import Brush, edge, spans


@dataclass(frozen=True)
class Edges:
    """The edges of several polygons that do not overlap themselves.

    Parameters
    ----------
    start, end : array (E, 2), chart units
        start has the smaller y.
    owner : array (E,) of int
        Which polygon an edge is of.
    count : int
        How many polygons there are.
    """

    start: Array
    end: Array
    owner: Index
    count: int


def edges_of(polygons: Sequence[Sequence[Array]]) -> Edges:
    """The edges of polygons, each made of one or more loops.

    Parameters
    ----------
    polygons : sequence of sequence of array (P, 2), chart units
        The last point of a loop joins its first; a loop in a loop is a hole.

    Returns
    -------
    Edges
    """
    rows = [np.zeros((0, 5))]
    for number, loops in enumerate(polygons):
        for loop in loops:
            sides = np.column_stack([loop, np.roll(loop, -1, axis=0), np.full(len(loop), number)])
            falling = sides[:, 1] > sides[:, 3]
            sides[falling, :4] = sides[falling][:, [2, 3, 0, 1]]
            rows.append(sides)
    sides = np.concatenate(rows)
    return Edges(sides[:, 0:2], sides[:, 2:4], sides[:, 4].astype(np.int64), len(polygons))


def polygon_area(loop: Array) -> float:
    """Area inside a loop that does not cross itself.

    Parameters
    ----------
    loop : array (P, 2), chart units
        The last point joins the first.

    Returns
    -------
    float, chart units squared
        At least 0, whichever way it runs.

    Examples
    --------
    >>> polygon_area(np.array([[0.0, 0.0], [3.0, 0.0], [3.0, 2.0]]))
    3.0
    """
    x, y = (loop - loop[0]).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


@dataclass(frozen=True)
class _Spans:
    """Stretches of slabs: slab, ends in the middle, integrals of the ends over the slab; (N,)."""

    slab: Index
    left: Array
    right: Array
    left_area: Array
    right_area: Array


def painted_areas(paint: Brush, edges: Edges) -> tuple[Array, float]:
    """The area that strokes paint inside each polygon, and in all; overlaps count once.

    Parameters
    ----------
    paint : Brush
    edges : Edges of polygons

    Returns
    -------
    inside : array (edges.count,), chart units squared
    whole : float, chart units squared
        Inside and outside of polygons.

    Examples
    --------
    >>> from psoascope.care.strokes import brush
    >>> square = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]])
    >>> line = brush([np.array([[-5.0, 1.0], [5.0, 1.0]])], [1.0])
    >>> inside, whole = painted_areas(line, edges_of([[square]]))
    >>> inside.round(9).tolist(), round(whole - np.pi / 4, 9)
    ([2.0], 10.0)
    """
    inside = np.zeros(edges.count)
    if not len(paint.radius):
        return inside, 0.0
    heights = bends(paint, edges.start, edges.end)
    runs = _runs(paint, heights)
    if not edges.count:
        return inside, float(np.sum(runs.right_area - runs.left_area))
    owner, pairs = _pairs(edges, heights)
    first = np.searchsorted(runs.slab, pairs.slab, "left")
    row, run = spans(first, np.searchsorted(runs.slab, pairs.slab, "right"))
    from_run = runs.left[run] >= pairs.left[row]
    to_run = runs.right[run] <= pairs.right[row]
    left = np.where(from_run, runs.left[run], pairs.left[row])
    right = np.where(to_run, runs.right[run], pairs.right[row])
    start = np.where(from_run, runs.left_area[run], pairs.left_area[row])
    end = np.where(to_run, runs.right_area[run], pairs.right_area[row])
    meet = left < right
    np.add.at(inside, owner[row[meet]], end[meet] - start[meet])
    return inside, float(np.sum(runs.right_area - runs.left_area))


def _slabs(heights: Array, low: Array, high: Array) -> tuple[Index, Index]:
    """Slabs whose middle each thing reaches: row of the thing, and the slab."""
    middles = (heights[:-1] + heights[1:]) / 2
    return spans(np.searchsorted(middles, low, "left"), np.searchsorted(middles, high, "left"))


def _runs(paint: Brush, heights: Array) -> _Spans:
    """The union of the capsules' spans in each slab, from left to right."""
    piece, slab = _slabs(heights, paint.low[:, 1], paint.high[:, 1])
    pieces = paint.taken(piece)
    low, high = heights[slab], heights[slab + 1]
    left, left_area = edge(pieces, True, low, high)
    right, right_area = edge(pieces, False, low, high)
    order = np.lexsort((left, slab))
    slab, left, left_area = slab[order], left[order], left_area[order]
    right, right_area = right[order], right_area[order]
    # Ranks rather than values, so that the furthest right end so far starts anew in each slab.
    by_right = np.lexsort((right, slab))
    rank = np.empty(len(slab), dtype=np.int64)
    rank[by_right] = np.arange(len(slab))
    furthest = by_right[np.maximum.accumulate(rank)]
    begins = np.ones(len(slab), dtype=bool)
    begins[1:] = (slab[1:] != slab[:-1]) | (left[1:] > right[furthest[:-1]])
    ends = np.append(begins[1:], True)
    last = furthest[ends]
    return _Spans(slab[begins], left[begins], right[last], left_area[begins], right_area[last])


def _pairs(edges: Edges, heights: Array) -> tuple[Index, _Spans]:
    """Which polygon, and its stretches in each slab: between odd edges and even ones."""
    row, slab = _slabs(heights, edges.start[:, 1], edges.end[:, 1])
    middle, high = (heights[slab] + heights[slab + 1]) / 2, heights[slab + 1] - heights[slab]
    start, end = edges.start[row], edges.end[row]
    share = (middle - start[:, 1]) / (end[:, 1] - start[:, 1])
    x = start[:, 0] + share * (end[:, 0] - start[:, 0])
    owner = edges.owner[row]
    order = np.lexsort((x, owner, slab))
    left, right = order[0::2], order[1::2]
    both = _Spans(slab[left], x[left], x[right], (x * high)[left], (x * high)[right])
    return owner[left], both
