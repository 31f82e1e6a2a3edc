"""Smooth curves of the body charts, and regions as loops of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import TableError

_STEPS = 4  # points that a curve gets between two of its given ones


@dataclass(frozen=True)
class Curve:
    """A smooth curve of data/body_charts.toml, and where its given points lie on it.

    Parameters
    ----------
    points : array (P, 2), chart units
    names : mapping of str to int
        Row of each named point; start and end always.
    """

    points: Array
    names: Mapping[str, int]


@cache
def curves(drawn: str) -> Mapping[str, Curve]:
    """The curves of a drawing by name, each built after those that it ends on.

    Parameters
    ----------
    drawn : {"front", "back", "side"}

    Returns
    -------
    mapping of str to Curve

    Raises
    ------
    TableError
        A curve ends on a point that is not given before it.

    Examples
    --------
    >>> "trunk" in curves("front")
    True
    """
    given: dict[str, Sequence[Any]] = {}
    for part in ("body", drawn) if drawn != "side" else ("side",):
        given |= tables.entry(f"body_charts.{part}.curve")
    found: dict[str, Curve] = {}
    for name, points in given.items():
        where = f"data/body_charts.toml, [{drawn}.curve] {name}"
        spots = np.array([_spot(point, found, where) for point in points])
        names = {"start": 0, "end": _STEPS * (len(points) - 1)}
        for place, point in enumerate(points):
            label = point if isinstance(point, str) else (point[2] if len(point) == 3 else "")
            if label:
                names[label] = place * _STEPS
        found[name] = Curve(smooth(spots), names)
    return found


def _spot(point: Any, found: Mapping[str, Curve], where: str) -> Array:
    if not isinstance(point, str):
        return np.array(point[:2], dtype=np.float64)
    name, _, label = point.partition(".")
    if name not in found or label not in found[name].names:
        raise TableError(f"{where}: there is no point {point!r} above it. Name one that is given.")
    curve = found[name]
    return np.asarray(curve.points[curve.names[label]])


def smooth(points: Array) -> Array:
    """A curve through points that bends evenly (centripetal Catmull-Rom).

    Parameters
    ----------
    points : array (N, 2), chart units
        Two or more, none the same as the one before it.

    Returns
    -------
    array (P, 2), chart units
        The given points exactly, and others between each two of them.

    Examples
    --------
    >>> smooth(np.array([[0.0, 0.0], [4.0, 0.0]]))[:, 0].tolist()
    [0.0, 1.0, 2.0, 3.0, 4.0]
    """
    if len(points) < 3:
        share = np.linspace(0.0, 1.0, _STEPS + 1)[:, None]
        return np.asarray(points[0] + share * (points[-1] - points[0]))
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    knots = np.sqrt(np.hypot(*np.diff(padded, axis=0).T))[:, None]
    before, here, after = knots[:-2], knots[1:-1], knots[2:]
    p0, p1, p2, p3 = (padded[row : row + len(points) - 1] for row in range(4))
    start = (p1 - p0) / before - (p2 - p0) / (before + here) + (p2 - p1) / here
    end = (p2 - p1) / here - (p3 - p1) / (here + after) + (p3 - p2) / after
    share = np.linspace(0.0, 1.0, _STEPS, endpoint=False)[None, :, None]
    first, last = (start * here)[:, None, :], (end * here)[:, None, :]
    one, two = p1[:, None, :], p2[:, None, :]
    cubic = 2 * one - 2 * two + first + last
    square = -3 * one + 3 * two - 2 * first - last
    curve = one + share * (first + share * (square + share * cubic))
    return np.concatenate([curve.reshape(-1, 2), points[-1:]])


def loop(drawn: str, region: str, steps: Sequence[str]) -> Array:
    """The outline of a region: parts of curves, each turned to go on from the one before.

    Parameters
    ----------
    drawn : {"front", "back", "side"}
    region : str
        Entry of data/body_regions.toml, for the message.
    steps : sequence of str
        "curve", or "curve from to" with names of its points.

    Returns
    -------
    array (P, 2), chart units
        The last point joins the first.

    Raises
    ------
    TableError
        A curve or point is not there, or the outline does not close; names the entry.
    """
    where = f"data/body_regions.toml, [{region}]"
    parts = [_part(drawn, where, step) for step in steps]
    if len(parts) > 1 and not _ends_on(parts[0][-1], parts[1]):
        parts[0] = parts[0][::-1]
    outline = [parts[0]]
    for step, part in zip(steps[1:], parts[1:], strict=True):
        last = outline[-1][-1]
        if not _ends_on(last, part):
            raise TableError(f"{where}: {step!r} does not go on from the curve before it.")
        outline.append(part if np.array_equal(part[0], last) else part[::-1])
    if not np.array_equal(outline[-1][-1], outline[0][0]):
        raise TableError(f"{where}: its {drawn} outline does not close. Add the missing curve.")
    return np.concatenate([part[:-1] for part in outline])


def _ends_on(point: Array, part: Array) -> bool:
    return np.array_equal(part[0], point) or np.array_equal(part[-1], point)


def _part(drawn: str, where: str, step: str) -> Array:
    name, *ends = step.split()
    known_curves = curves(drawn)
    if name not in known_curves:
        known = ", ".join(known_curves)
        raise TableError(f"{where}: there is no curve {name!r}. Known are {known}.")
    curve = known_curves[name]
    labels = ends or ["start", "end"]
    for label in labels:
        if label not in curve.names:
            known = ", ".join(curve.names)
            raise TableError(f"{where}: curve {name} has no point {label!r}. Known are {known}.")
    places = [curve.names[label] for label in (labels[0], labels[-1])]
    points = curve.points[min(places) : max(places) + 1]
    # "middle sacrum cleft fork" goes through points in between: only its ends matter.
    return points if places[0] <= places[1] else points[::-1]
