"""The exact area that marks cover on each patch of the charts, and how deep it is."""

import math

import numpy as np

from psoascope.arrays import Array
from psoascope.care.body_map import CHARTS, chart_edges, patches
from psoascope.care.drawing import Marks, Stroke
from psoascope.care.polygons import painted_areas
from psoascope.care.strokes import brush

NOTHING = 1e-9  # chart units squared: less is rounding, where a stroke only touches a border


def marked_areas(marks: Marks, least: float | None = None) -> tuple[Array, float]:
    """Marked area of each patch; overlaps count once.

    Parameters
    ----------
    marks : Marks
    least : float, 0 to 10, optional
        Only marks of this intensity or more; all where not given.

    Returns
    -------
    areas : array (P,), chart units squared
        In the order of psoascope.care.body_map.patches().
    ink : float, chart units squared
        All that strokes paint, inside the body and beside it.

    Examples
    --------
    >>> areas, ink = marked_areas(Marks())
    >>> float(areas.sum()), ink
    (0.0, 0.0)
    """
    areas = np.zeros(len(patches()))
    ink = 0.0
    for chart in CHARTS:
        strokes = [one for one in marks.strokes if one.chart == chart and _paints(one, least)]
        if strokes:
            inside, whole = _inside(strokes)
            areas[list(chart_edges(chart)[0])] = inside
            ink += whole
    full = {
        (one.region, one.side) for one in marks.whole if least is None or one.intensity >= least
    }
    for row, patch in enumerate(patches()):
        if (patch.region, patch.side) in full:
            areas[row] = patch.area
    return areas, ink


def depths(marks: Marks, areas: Array) -> tuple[Array, Array]:
    """Where intensity is known: area per patch, and intensity summed over that area.

    Parameters
    ----------
    marks : Marks
    areas : array (P,), chart units squared
        Of all marks, from marked_areas().

    Returns
    -------
    known : array (P,), chart units squared
    sums : array (P,), chart units squared times points
        The strongest mark counts where several overlap.

    Examples
    --------
    >>> marks = Marks()
    >>> [part.sum().item() for part in depths(marks, marked_areas(marks)[0])]
    [0.0, 0.0]
    """
    given = [one.intensity for one in marks.strokes]
    given += [one.intensity for one in marks.whole]
    levels = sorted({one for one in given if not math.isnan(one)}, reverse=True)
    complete = len(levels) > 0 and not any(math.isnan(one) for one in given)
    known, sums = np.zeros(len(areas)), np.zeros(len(areas))
    # From the strongest on: each weaker level adds only the area that it alone has.
    for level in levels:
        grown = areas if complete and level == levels[-1] else marked_areas(marks, level)[0]
        sums += level * np.maximum(grown - known, 0.0)
        known = np.maximum(grown, known)
    return known, sums


def outside(marks: Marks, areas: Array, ink: float) -> float:
    """Share of what was drawn that lies beside the body.

    Parameters
    ----------
    marks : Marks
        Strokes, or whole regions, which never lie beside it.
    areas : array (P,), chart units squared
    ink : float, chart units squared
        Both from marked_areas().

    Returns
    -------
    float, 0 to 1
        NaN where nothing was marked.

    Examples
    --------
    >>> outside(Marks(), np.zeros(3), 0.0)
    nan
    """
    if not ink:
        return 0.0 if marks.whole else math.nan
    return min(max(1 - float(areas.sum()) / ink, 0.0), 1.0)


def missed(strokes: tuple[Stroke, ...]) -> tuple[int, ...]:
    """Strokes that paint, but nothing of the body.

    Parameters
    ----------
    strokes : tuple of Stroke

    Returns
    -------
    tuple of int
        Counted from 1.

    Examples
    --------
    >>> missed((Stroke("front", np.array([[3.0, 3.0]]), 2.0, 5.0),))
    (1,)
    """
    return tuple(
        number
        for number, one in enumerate(strokes, start=1)
        if _paints(one, None) and _inside([one])[0].sum() <= NOTHING
    )


def _paints(stroke: Stroke, least: float | None) -> bool:
    """Intensity 0 is no pain and paints nothing; one that was not given paints."""
    return stroke.intensity != 0 and (least is None or stroke.intensity >= least)


def _inside(strokes: list[Stroke]) -> tuple[Array, float]:
    """Area of strokes of one chart inside each of its regions, and in all."""
    paint = brush([one.points for one in strokes], [one.width for one in strokes])
    return painted_areas(paint, chart_edges(strokes[0].chart)[1])
