"""What a round brush paints: capsules, their edges at a height, and where edges cross.

A stroke paints every point within half its width of its line. Each piece of the line paints a
capsule: two half circles and two straight sides. A capsule is convex, so at one height it is one
span, and both ends of the span have a closed integral over the height.
"""

from dataclasses import dataclass

import numpy as np

from psoascope.arrays import Array, Index, Mask

_BOXES = 4_000_000  # pairs of boxes looked at together
TOLERANCE = 1e-7  # chart units: crossings this far inside paint are kept, which costs only time


@dataclass(frozen=True)
class Brush:
    """The capsules of some strokes.

    Parameters
    ----------
    start, end : array (N, 2), chart units
        Ends of each piece; start is the one with the smaller y, then the smaller x.
    radius : array (N,), chart units
        Half the stroke's width; above 0.
    """

    start: Array
    end: Array
    radius: Array

    @property
    def along(self) -> Array:
        """Unit vector from start to end, (N, 2); (0, 1) for a single point."""
        step = self.end - self.start
        length = np.hypot(step[:, 0], step[:, 1])
        still = length == 0
        unit: Array = step / np.where(still, 1.0, length)[:, None]
        unit[still] = (0.0, 1.0)
        return unit

    @property
    def low(self) -> Array:
        """Smallest x and y of each capsule, (N, 2), chart units."""
        return np.asarray(np.minimum(self.start, self.end) - self.radius[:, None])

    @property
    def high(self) -> Array:
        """Largest x and y of each capsule, (N, 2), chart units."""
        return np.asarray(np.maximum(self.start, self.end) + self.radius[:, None])

    def taken(self, rows: Index) -> "Brush":
        """Some of the capsules, in the order asked for.

        Parameters
        ----------
        rows : array (M,) of int

        Returns
        -------
        Brush
        """
        return Brush(self.start[rows], self.end[rows], self.radius[rows])


def brush(lines: list[Array], widths: list[float]) -> Brush:
    """The capsules that strokes paint, each once, in an order that does not depend on theirs.

    Parameters
    ----------
    lines : list of array (P, 2), chart units
        One point or more for each stroke.
    widths : list of float, chart units
        Above 0.

    Returns
    -------
    Brush

    Examples
    --------
    >>> brush([np.array([[0.0, 0.0], [3.0, 0.0]])] * 2, [2.0, 2.0]).radius.tolist()
    [1.0]
    """
    rows = [np.zeros((0, 5))]
    for line, width in zip(lines, widths, strict=True):
        start, end = (line, line) if len(line) == 1 else (line[:-1], line[1:])
        turned = (start[:, 1] > end[:, 1]) | (
            (start[:, 1] == end[:, 1]) & (start[:, 0] > end[:, 0])
        )
        first = np.where(turned[:, None], end, start)
        last = np.where(turned[:, None], start, end)
        rows.append(np.column_stack([first, last, np.full(len(first), width / 2)]))
    pieces = np.unique(np.concatenate(rows), axis=0)
    return Brush(pieces[:, 0:2], pieces[:, 2:4], pieces[:, 4])


def distance(points: Array, pieces: Brush) -> Array:
    """How far each point lies from the line of its capsule.

    Parameters
    ----------
    points : array (N, 2), chart units
    pieces : Brush of N

    Returns
    -------
    array (N,), chart units
    """
    step = pieces.end - pieces.start
    square = np.einsum("nk,nk->n", step, step)
    away = points - pieces.start
    share = np.einsum("nk,nk->n", away, step) / np.where(square == 0, 1.0, square)
    away = away - np.clip(share, 0.0, 1.0)[:, None] * step
    return np.asarray(np.hypot(away[:, 0], away[:, 1]))


def edge(pieces: Brush, left: bool, low: Array, high: Array) -> tuple[Array, Array]:
    """Left or right end of each capsule between two heights on one of its arcs or its side.

    Parameters
    ----------
    pieces : Brush of N
    left : bool
        The left end, of smaller x; else the right one.
    low, high : array (N,), chart units
        The heights; which arc or side it is, is told by their middle.

    Returns
    -------
    x : array (N,), chart units
        At the middle height.
    area : array (N,), chart units squared
        Integral of x over the heights.
    """
    middle, sign = (low + high) / 2, -1.0 if left else 1.0
    unit = pieces.along
    # Where the arcs end and the straight side begins: at right angles to the line.
    normal = sign * np.column_stack([unit[:, 1], -unit[:, 0]]) * pieces.radius[:, None]
    first, last = pieces.start + normal, pieces.end + normal
    on_start, on_end = middle < first[:, 1], middle >= last[:, 1]
    centre = np.where(on_end[:, None], pieces.end, pieces.start)
    steep = np.where(unit[:, 1] == 0, 1.0, unit[:, 1])
    side = first[:, 0] + (middle - first[:, 1]) * unit[:, 0] / steep
    ends = [np.clip(y - centre[:, 1], -pieces.radius, pieces.radius) for y in (low, middle, high)]
    arc = centre[:, 0] + sign * np.sqrt(pieces.radius**2 - ends[1] ** 2)
    segment = _segment(ends[2], pieces.radius) - _segment(ends[0], pieces.radius)
    round_end: Mask = on_start | on_end
    x = np.where(round_end, arc, side)
    area = np.where(round_end, centre[:, 0] * (high - low) + sign * segment, side * (high - low))
    return np.asarray(x), np.asarray(area)


def _segment(height: Array, radius: Array) -> Array:
    """Integral of a half circle's width from its middle to a height."""
    slope = np.arcsin(np.clip(height / radius, -1.0, 1.0))
    inner = np.sqrt(np.maximum(radius**2 - height**2, 0.0))
    return np.asarray((height * inner + radius**2 * slope) / 2)


def near(low: Array, high: Array, lower: Array, higher: Array) -> tuple[Index, Index]:
    """Which boxes overlap which.

    Parameters
    ----------
    low, high : array (N, 2)
        Corners of the first boxes.
    lower, higher : array (M, 2)
        Corners of the others.

    Returns
    -------
    first, other : array (K,) of int
        Rows of the boxes of each overlapping pair; boxes that touch overlap.
    """
    order = np.argsort(lower[:, 1], kind="stable")
    # No box can reach down to y when it starts more than the tallest of them above y.
    tallest = float(np.max(higher[:, 1] - lower[:, 1], initial=0.0))
    begins = np.searchsorted(lower[order, 1], low[:, 1] - tallest, "left")
    ends = np.searchsorted(lower[order, 1], high[:, 1], "right")
    found = []
    # In parts, to bound memory.
    for rows in np.array_split(np.arange(len(low)), len(low) * len(lower) // _BOXES + 1):
        first, place = spans(begins[rows], ends[rows])
        first, other = rows[first], order[place]
        keep = (higher[other] >= low[first]).all(axis=1) & (lower[other, 0] <= high[first, 0])
        found.append((first[keep], other[keep]))
    firsts, others = zip(*found, strict=True)
    return np.concatenate(firsts), np.concatenate(others)


def spans(begins: Index, ends: Index) -> tuple[Index, Index]:
    """Every number of several ranges, and the row of the range that it is from.

    Parameters
    ----------
    begins, ends : array (N,) of int

    Returns
    -------
    row, number : array (K,) of int

    Examples
    --------
    >>> [part.tolist() for part in spans(np.array([4, 7]), np.array([6, 8]))]
    [[0, 0, 1], [4, 5, 7]]
    """
    counts = np.maximum(ends - begins, 0)
    row = np.repeat(np.arange(len(counts)), counts)
    return row, np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts - begins, counts)
