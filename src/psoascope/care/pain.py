"""Pain drawings as numbers: exact areas per region and side, depth, spread, shared patterns.

All areas are shares. What a drawing shares with a described pattern compares areas only; it is
never a probability, and is never worded as one.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.care.body_map import SIDES, patches, region_areas, regions
from psoascope.care.drawing import Marked, Marks, marks_of
from psoascope.care.marked_area import NOTHING, depths, marked_areas, missed, outside
from psoascope.errors import RangeError

Shares = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Painted:
    """What was marked, per region and side.

    Parameters
    ----------
    area : mapping of region to mapping of side to float, 0 to 1
        Share of the region that is marked; the largest on any one chart, since charts show the
        same skin twice. Only regions that are marked.
    depth : mapping of region to mapping of side to float, 0 to 10
        Mean intensity over the marked area; where strokes overlap, the stronger one. NaN where no
        intensity was given.
    total : float, 0 to 1
        Share of the whole body.
    outside : float, 0 to 1
        Share of what was drawn that lies beside the body; NaN where nothing was marked.
    missed : tuple of int
        Strokes that lie wholly beside the body, counted from 1.
    """

    area: Shares
    depth: Shares
    total: float
    outside: float
    missed: tuple[int, ...]


@dataclass(frozen=True)
class Overlap:
    """What a drawing shares with a described pattern; areas only, no probability.

    Parameters
    ----------
    pattern : str
        Entry of data/pain_patterns.toml.
    share : float, 0 to 1
        Part of the marked area that lies in the pattern; NaN where nothing is marked.
    outside : float, 0 to 1
        Part of it that does not: 1 - share.
    covered : float, 0 to 1
        Part of the pattern's area that is marked, on the side that has more of it.
    side : str
        That side: right, left, both (as much on either), or "" where none of it is marked.
    """

    pattern: str
    share: float
    outside: float
    covered: float
    side: str


@dataclass(frozen=True)
class Spread:
    """How two drawings differ, as shares of all that was marked on either day.

    Parameters
    ----------
    kept, new, gone : float, 0 to 1
        Marked on both days, only on the later, only on the earlier one; together 1. NaN where
        nothing was marked on either day.
    before, after : Painted
    """

    kept: float
    new: float
    gone: float
    before: Painted
    after: Painted


def painted(marked: Marked) -> Painted:
    """Exact area and depth of what was marked, per region and side.

    Parameters
    ----------
    marked : mapping, or iterable of places of pain
        A drawing, as in psoascope.care.drawing, or a list of regions with side and 0 to 10, each
        of which is marked as a whole.

    Returns
    -------
    Painted

    Raises
    ------
    RangeError
        The drawing does not fit; named.

    References
    ----------
    Charts: data/body_charts.toml. Left out: the body's roundness; a chart is flat.

    Examples
    --------
    >>> dot = {"chart": "front", "points": [[85, 270]], "width": 9, "intensity": 4}
    >>> found = painted({"strokes": [dot, dot]})
    >>> round(found.area["front_of_thigh"]["right"], 3), found.depth["front_of_thigh"]["right"]
    (0.038, 4.0)
    """
    return _painted(marks_of(marked))


def overlap(marked: Painted | Marked, pattern: str, side: str | None = None) -> Overlap:
    """What was marked, laid over a described pattern.

    Parameters
    ----------
    marked : Painted, or what painted() takes
    pattern : str
        Entry of data/pain_patterns.toml.
    side : {"right", "left"}, optional
        Only this side of the body; both where not given.

    Returns
    -------
    Overlap

    Raises
    ------
    RangeError
        There is no such pattern; names the known ones.

    Examples
    --------
    >>> dot = {"chart": "front", "points": [[85, 270]], "width": 9, "intensity": 4}
    >>> overlap({"strokes": [dot]}, "psoas").share
    1.0
    """
    known = tables.table("pain_patterns")
    if pattern not in known:
        names = ", ".join(known)
        values = {"where": "pattern", "value": pattern, "known": names}
        raise tables.error(RangeError, "checkin_unknown", **values)
    found = marked if isinstance(marked, Painted) else painted(marked)
    sides = SIDES if side is None else (side,)
    within = known[pattern]["regions"]
    whole = sum(_size(found, region, one) for region in found.area for one in sides)
    inside = {one: sum(_size(found, region, one) for region in within) for one in SIDES}
    size = sum(region_areas()[region] for region in within)
    covered = {one: inside[one] / size for one in sides}
    share = sum(inside[one] for one in sides) / whole if whole else math.nan
    most = max(covered.values())
    named = [one for one in sides if math.isclose(covered[one], most, rel_tol=1e-9)]
    at = "" if most == 0 else ("both" if len(named) == 2 else named[0])
    return Overlap(pattern, share, 1 - share, most, at)


def spread(before: Marked, after: Marked) -> Spread:
    """How the marked area changed from one day to another.

    Parameters
    ----------
    before, after : what painted() takes
        Drawings or lists; one may be a drawing and the other a list.

    Returns
    -------
    Spread
        Areas inside the body, summed over the charts.

    Raises
    ------
    RangeError
        A drawing does not fit; named.

    Examples
    --------
    >>> dot = {"chart": "front", "points": [[85, 270]], "width": 9, "intensity": 4}
    >>> spread({"strokes": []}, {"strokes": [dot]}).new
    1.0
    """
    first, last = marks_of(before), marks_of(after)
    either = Marks(first.strokes + last.strokes, first.whole + last.whole)
    early, late, all_of_it = (float(marked_areas(one)[0].sum()) for one in (first, last, either))
    shares = (early + late - all_of_it, all_of_it - early, all_of_it - late)
    kept, new, gone = (
        max(part, 0.0) / all_of_it if all_of_it > NOTHING else math.nan for part in shares
    )
    return Spread(kept, new, gone, _painted(first), _painted(last))


def _size(found: Painted, region: str, side: str) -> float:
    """Marked area of a region, in chart units squared."""
    return found.area.get(region, {}).get(side, 0.0) * region_areas()[region]


def _painted(marks: Marks) -> Painted:
    areas, ink = marked_areas(marks)
    known, sums = depths(marks, areas)
    share: dict[str, dict[str, float]] = {}
    weight: dict[str, dict[str, Array]] = {}
    for row in np.flatnonzero(areas > NOTHING):
        patch = patches()[row]
        sides = share.setdefault(patch.region, {})
        seen = min(float(areas[row]) / patch.area, 1.0)
        sides[patch.side] = max(sides.get(patch.side, 0.0), seen)
        depth = weight.setdefault(patch.region, {}).setdefault(patch.side, np.zeros(2))
        depth += (known[row], sums[row])
    mean = {
        region: {
            side: float(total / size) if size > NOTHING else math.nan
            for side, (size, total) in sides.items()
        }
        for region, sides in weight.items()
    }
    sizes = region_areas()
    marked = sum(part * sizes[name] for name, sides in share.items() for part in sides.values())
    beside = outside(marks, areas, ink)
    # A stroke can only miss the body where something did.
    lost = missed(marks.strokes) if beside > NOTHING else ()
    return Painted(
        _ordered(share), _ordered(mean), marked / (2 * sum(sizes.values())), beside, lost
    )


def _ordered(found: Mapping[str, Mapping[str, float]]) -> Shares:
    """Regions and sides in the order of the table; read-only."""
    ordered = {
        region: {side: found[region][side] for side in SIDES if side in found[region]}
        for region in regions()
        if region in found
    }
    return MappingProxyType({name: MappingProxyType(sides) for name, sides in ordered.items()})
