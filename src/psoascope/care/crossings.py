"""Heights at which the edge of the paint bends: ends of arcs and sides, and where edges cross."""

import numpy as np

from psoascope.arrays import Array
from psoascope.care.deep_paint import deep_paint
from psoascope.care.strokes import TOLERANCE, Brush, distance, near

_PAIRS, _POINTS = 20_000, 2_000  # at a time, to bound memory


def bends(paint: Brush, start: Array, end: Array) -> Array:
    """Heights between which each edge of the paint, and of polygons in it, is one line or arc.

    Parameters
    ----------
    paint : Brush
    start, end : array (E, 2), chart units
        Edges of polygons.

    Returns
    -------
    array (H,), chart units
        Increasing. A height too many does no harm.

    Examples
    --------
    >>> from psoascope.care.strokes import brush
    >>> dot = brush([np.array([[4.0, 7.0]])], [2.0])
    >>> bends(dot, np.zeros((0, 2)), np.zeros((0, 2))).tolist()
    [6.0, 7.0, 8.0]
    """
    deep = deep_paint(paint)
    bare = paint.taken(np.flatnonzero(deep.bare))
    points = np.concatenate([_ends(bare), _mutual(bare), _with_edges(bare, start, end)])
    points = points[~deep.holds(points)]
    # What lies well inside the paint is no part of its edge.
    edge = points[_depth(paint, points) < TOLERANCE]
    # A polygon's corner counts where it is painted over.
    corners = np.concatenate([start, end])
    inside = deep.holds(corners)
    inside[~inside] = _depth(paint, corners[~inside]) > -TOLERANCE
    return np.unique(np.concatenate([edge[:, 1], corners[inside, 1]]))


def _depth(paint: Brush, points: Array) -> Array:
    """How deep each point lies in the paint, (N,); -inf where far off."""
    depth = np.full(len(points), -np.inf)
    for rows in np.array_split(np.arange(len(points)), len(points) // _POINTS + 1):
        row, piece = near(points[rows], points[rows], paint.low - TOLERANCE, paint.high + TOLERANCE)
        inside = paint.radius[piece] - distance(points[rows[row]], paint.taken(piece))
        np.maximum.at(depth, rows[row], inside)
    return depth


def _sides(paint: Brush) -> tuple[tuple[Array, Array], ...]:
    """Both straight sides of each capsule: ends, (N, 2) each."""
    unit = paint.along
    normal = np.column_stack([unit[:, 1], -unit[:, 0]]) * paint.radius[:, None]
    return tuple((paint.start + sign * normal, paint.end + sign * normal) for sign in (1.0, -1.0))


def _ends(paint: Brush) -> Array:
    """Where arcs begin and end: at the sides, and at the lowest and highest points."""
    down = np.column_stack([np.zeros(len(paint.radius)), paint.radius])
    extremes = [paint.start - down, paint.end + down]
    return np.concatenate([*extremes, *(point for side in _sides(paint) for point in side)])


def _mutual(paint: Brush) -> Array:
    """Where edges of two capsules cross."""
    first, other = near(paint.low, paint.high, paint.low, paint.high)
    keep = first < other
    first, other = first[keep], other[keep]
    parts = [
        _crossings(
            paint.taken(first[place : place + _PAIRS]), paint.taken(other[place : place + _PAIRS])
        )
        for place in range(0, len(first), _PAIRS)
    ]
    return np.concatenate([np.zeros((0, 2)), *parts])


def _crossings(one: Brush, other: Brush) -> Array:
    """Where edges of capsules cross, pair by pair; only points on both edges."""
    found = []
    for centre in (one.start, one.end):
        for middle in (other.start, other.end):
            found += _circles(centre, one.radius, middle, other.radius)
    for begin, end in _sides(one):
        for middle in (other.start, other.end):
            found += _line_circle(begin, end, middle, other.radius)
        found += [_lines(begin, end, *side) for side in _sides(other)]
    for begin, end in _sides(other):
        for centre in (one.start, one.end):
            found += _line_circle(begin, end, centre, one.radius)
    rows = np.tile(np.arange(len(one.radius)), len(found))
    points = np.concatenate(found)
    keep = np.flatnonzero(np.isfinite(points).all(axis=1))
    for pieces in (one, other):
        off = distance(points[keep], pieces.taken(rows[keep])) - pieces.radius[rows[keep]]
        keep = keep[np.abs(off) < TOLERANCE]
    return np.asarray(points[keep])


def _with_edges(paint: Brush, start: Array, end: Array) -> Array:
    """Where edges of polygons cross edges of capsules."""
    low, high = np.minimum(start, end), np.maximum(start, end)
    row, piece = near(low, high, paint.low, paint.high)
    pieces, begin, stop = paint.taken(piece), start[row], end[row]
    found = [np.zeros((0, 2))]
    for centre in (pieces.start, pieces.end):
        found += _line_circle(begin, stop, centre, pieces.radius)
    found += [_lines(begin, stop, *side) for side in _sides(pieces)]
    points = np.concatenate(found)
    return np.asarray(points[np.isfinite(points).all(axis=1)])


def _circles(centre: Array, radius: Array, middle: Array, reach: Array) -> list[Array]:
    """Both points where two circles cross; NaN where they do not."""
    step = middle - centre
    gap = np.hypot(step[:, 0], step[:, 1])
    apart = np.where(gap == 0, np.nan, gap)
    along = (apart**2 + radius**2 - reach**2) / (2 * apart)
    across = _root(radius**2 - along**2)
    unit = step / apart[:, None]
    turned = np.column_stack([-unit[:, 1], unit[:, 0]])
    foot = centre + along[:, None] * unit
    return [foot + across[:, None] * turned, foot - across[:, None] * turned]


def _line_circle(begin: Array, end: Array, centre: Array, radius: Array) -> list[Array]:
    """Both points where a line's piece crosses a circle; NaN where it does not."""
    step = end - begin
    length = np.hypot(step[:, 0], step[:, 1])
    unit = step / np.where(length == 0, np.nan, length)[:, None]
    away = centre - begin
    foot = np.einsum("nk,nk->n", away, unit)
    across = away[:, 0] * unit[:, 1] - away[:, 1] * unit[:, 0]
    half = _root(radius**2 - across**2)
    return [_within(begin, unit, foot + sign * half, length) for sign in (-1.0, 1.0)]


def _lines(begin: Array, end: Array, start: Array, stop: Array) -> Array:
    """Where two pieces of lines cross; NaN where they do not."""
    step, other = end - begin, stop - start
    cross = step[:, 0] * other[:, 1] - step[:, 1] * other[:, 0]
    away = start - begin
    share = away[:, 0] * other[:, 1] - away[:, 1] * other[:, 0]
    share = share / np.where(cross == 0, np.nan, cross)
    return _within(begin, step, share, np.ones(len(share)))


def _within(begin: Array, way: Array, far: Array, length: Array) -> Array:
    keep = (far > -TOLERANCE) & (far < length + TOLERANCE)
    return np.asarray(begin + np.where(keep, far, np.nan)[:, None] * way)


def _root(square: Array) -> Array:
    """Square root; 0 a little below 0, where edges just touch; else NaN below 0."""
    return np.asarray(np.sqrt(np.where(square < -TOLERANCE, np.nan, np.maximum(square, 0.0))))
