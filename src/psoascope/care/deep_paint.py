"""Cells of a grid that lie wholly inside the paint: what is in them is no part of its edge.

The grid only spares work. It decides nothing about areas, which stay exact.
"""

from dataclasses import dataclass

import numpy as np

from psoascope.arrays import Array, Index, Mask
from psoascope.care.strokes import TOLERANCE, Brush, distance, spans

_FINE = 3.0  # cells in a usual brush's radius
_CELLS = 400_000  # looked at, at most: more would cost more than they spare


@dataclass(frozen=True)
class Deep:
    """Where paint is deep.

    Parameters
    ----------
    corner : array (2,), chart units
        Smallest x and y of the grid.
    size : float, chart units
        Of a cell.
    deep : array (X, Y) of bool
        Whether one capsule holds the whole cell.
    bare : array (N,) of bool
        Whether some of a capsule's edge may lie in a cell that is not deep.
    """

    corner: Array
    size: float
    deep: Mask
    bare: Mask

    def holds(self, points: Array) -> Mask:
        """Whether points lie in a deep cell.

        Parameters
        ----------
        points : array (M, 2), chart units

        Returns
        -------
        array (M,) of bool
        """
        cells = np.floor((points - self.corner) / self.size).astype(np.int64)
        within = ((cells >= 0) & (cells < self.deep.shape)).all(axis=1)
        cells[~within] = 0
        return within & self.deep[cells[:, 0], cells[:, 1]]


def deep_paint(paint: Brush) -> Deep:
    """Where paint is deep, and which capsules show an edge.

    Parameters
    ----------
    paint : Brush
        At least one capsule.

    Returns
    -------
    Deep

    Examples
    --------
    >>> from psoascope.care.strokes import brush
    >>> dots = brush([np.zeros((1, 2)), np.ones((1, 2))], [20.0, 1.0])
    >>> deep_paint(dots).bare.tolist()
    [True, False]
    """
    corner = paint.low.min(axis=0)
    boxes = paint.high - paint.low
    size = max(
        float(np.median(paint.radius)) / _FINE, float(np.sqrt(boxes.prod(axis=1).sum() / _CELLS))
    )
    piece, cells = _cells(paint, corner, size)
    centres = corner + (cells + 0.5) * size
    gap = distance(centres, paint.taken(piece)) - paint.radius[piece]
    reach = size * np.sqrt(0.5) + TOLERANCE
    deep = np.zeros(cells.max(axis=0) + 1, dtype=bool)
    full = cells[gap < -reach]
    deep[full[:, 0], full[:, 1]] = True
    shown = (np.abs(gap) <= reach) & ~deep[cells[:, 0], cells[:, 1]]
    bare = np.zeros(len(paint.radius), dtype=bool)
    bare[piece[shown]] = True
    return Deep(corner, size, deep, bare)


def _cells(paint: Brush, corner: Array, size: float) -> tuple[Index, Index]:
    """Every cell that a capsule's box touches: the capsule, and the cell's column and row."""
    first = np.floor((paint.low - corner) / size).astype(np.int64)
    last = np.floor((paint.high - corner) / size).astype(np.int64)
    wide, high = (last - first + 1).T
    piece, number = spans(np.zeros(len(wide), dtype=np.int64), wide * high)
    offset = np.column_stack([number // high[piece], number % high[piece]])
    return piece, first[piece] + offset
