"""Which way is up, how long is a metre, and is the person mirrored: declared, or found and told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read.recording import Recording, Remark

_SAMPLES = 2000  # frames that are looked at, evenly spread; more tell nothing new
_UP = {
    "y": np.eye(3),
    "z": np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]]),
    "-y": np.diag([1.0, -1.0, -1.0]),
}
_MIRROR = np.diag([1.0, 1.0, -1.0])


@dataclass(frozen=True)
class Axes:
    """How a file's axes lie to ours: y up, right-handed.

    Parameters
    ----------
    turn : array (3, 3)
        Ours from the file's: point = turn @ filed point.
    remarks : tuple of Remark
        What was found or assumed.
    """

    turn: Array
    remarks: tuple[Remark, ...]

    def applied(self, points: Array) -> Array:
        """Points in our axes.

        Parameters
        ----------
        points : array (..., 3)

        Returns
        -------
        array (..., 3)
            The same array where nothing has to be turned.
        """
        return points if np.array_equal(self.turn, np.eye(3)) else points @ self.turn.T


def axes(points: Array, names: Sequence[str], up: str = "auto") -> Axes:
    """Which way is up in marker points, and whether the person in them is mirrored.

    Up is the axis from feet to head, y or z, looked for in a person who stands or walks: y is
    taken, and said to be assumed, where the body lies flat or head or feet are missing. Declare
    ``up`` for captures of somebody lying. A person is mirrored if the right side lies to the left
    of where the toes point, which also holds if the names of right and left were swapped; the
    lateral axis is then turned round. Without toes nothing is said about it.

    Parameters
    ----------
    points : array (T, K, 3)
        In any unit; NaN where missing.
    names : sequence of str (K,)
        As of data/landmarks.toml, or a common marker's own.
    up : {"auto", "y", "z"}

    Returns
    -------
    Axes

    Raises
    ------
    ReadError
        ``up`` is none of these.

    Examples
    --------
    >>> names = ("right_shoulder", "right_ankle")
    >>> found = axes(np.array([[[0.1, 0.0, 1.4], [0.0, 0.1, 0.1]]]), names)
    >>> found.applied(np.array([0.1, 0.0, 1.4])).tolist(), found.remarks[0].key
    ([0.1, 1.4, 0.0], 'z_up')
    """
    if up not in ("auto", "y", "z"):
        raise tables.error(ReadError, "unknown_up", up=up)
    some = points[:: max(1, -(-len(points) // _SAMPLES))]
    remarks: tuple[Remark, ...] = ()
    if up == "auto":
        up, remarks = _upward(some, names)
    elif up == "z":
        remarks = (Remark("z_up"),)
    turn = _UP[up]
    if _mirrored(some @ turn.T, names):
        turn, remarks = _MIRROR @ turn, (*remarks, Remark("mirrored"))
    return Axes(turn, remarks)


def upright(recording: Recording, up: str = "auto") -> Recording:
    """A recording of markers with y up and the right side to the right.

    Parameters
    ----------
    recording : Recording
        Pixels and 2-D points come back as they are.
    up : {"auto", "y", "z"}

    Returns
    -------
    Recording
        Its remarks say what was turned or assumed.
    """
    if recording.unit != "metre" or recording.points.shape[2] != 3:
        return recording
    found = axes(recording.points, recording.names, up)
    return replace(
        recording,
        points=found.applied(recording.points),
        remarks=(*recording.remarks, *found.remarks),
    )


def metres(points: Array, unit: str, name: str) -> tuple[float, tuple[Remark, ...]]:
    """Metres in one unit of these points, by its name or, without a name, by a person's size.

    Parameters
    ----------
    points : array (T, K, 3), in that unit
    unit : str
        A word of data/marker_files.toml, or "" to find out.
    name : str
        The file, for messages.

    Returns
    -------
    scale : float, m
    remarks : tuple of Remark
        The unit, where it had to be found out.

    Raises
    ------
    ReadError
        An unknown word, or a size that no person has.
    """
    filed = tables.entry("marker_files.units")
    units = {word: size for word, size in filed.items() if isinstance(size, float)}
    if unit and unit.lower() not in units:
        raise tables.error(ReadError, "marker_unit", name=name, unit=unit, known=", ".join(units))
    size = _span(points)
    low = tables.entry("marker_files.smallest_person.value")
    high = tables.entry("marker_files.largest_person.value")
    if unit:
        scale = units[unit.lower()]
        if np.isfinite(size) and not low <= scale * size <= high:
            values = {"size": f"{scale * size:.3g}", "low": low, "high": high, "unit": unit}
            raise tables.error(ReadError, "marker_size", name=name, **values)
        return scale, ()
    fitting = [word for word, scale in units.items() if low <= scale * size <= high]
    if not fitting:
        raise tables.error(ReadError, "marker_no_unit", name=name, size=f"{size:.3g}")
    return units[fitting[0]], (Remark("unit_found", {"unit": fitting[0]}),)


def _span(points: Array) -> float:
    """Largest distance across the points of a frame, median over frames; NaN with none."""
    some = points[:: max(1, -(-len(points) // _SAMPLES))]
    some = some[np.isfinite(some).all(axis=2).sum(axis=1) >= 2]
    if not len(some):
        return float("nan")
    with np.errstate(over="ignore"):
        across = np.nanmax(some, axis=1) - np.nanmin(some, axis=1)
        return float(np.median(np.linalg.norm(across, axis=1)))


def _upward(points: Array, names: Sequence[str]) -> tuple[str, tuple[Remark, ...]]:
    rule = tables.entry("marker_files.upright")
    head, feet = (_first_seen(points, names, rule[end]) for end in ("head", "feet"))
    body = _median(head - feet)
    if not np.isfinite(body).all() or not np.linalg.norm(body) > 0:
        return "y", (Remark("up_assumed"),)
    share = body / np.linalg.norm(body)
    # A person lying along z looks like one standing, unless the feet are far from z = 0, the floor.
    floor = abs(_median(feet)[2]) <= rule["value"] * np.linalg.norm(body)
    if share[1] > rule["share"]:
        return "y", ()
    if share[1] < -rule["share"]:
        return "-y", (Remark("y_down"),)
    if share[2] > rule["share"] and floor:
        return "z", (Remark("z_up"),)
    return "y", (Remark("up_assumed"),)


def _mirrored(points: Array, names: Sequence[str]) -> bool:
    """Most frames show the right side on the left of where the toes point."""
    rule = tables.entry("marker_files.upright")
    forward = np.full((len(points), 3), np.nan)
    for back, front in rule["front"]:
        ways = [
            _named(points, names, [f"{side}_{front}"]) - _named(points, names, [f"{side}_{back}"])
            for side in ("right", "left")
        ]
        forward = np.where(np.isnan(forward), _mean(np.stack(ways, axis=1)), forward)
    right = np.full((len(points), 3), np.nan)
    for pair in rule["pairs"]:
        across = _named(points, names, [f"right_{pair}"]) - _named(points, names, [f"left_{pair}"])
        right = np.where(np.isnan(right), across, right)
    # Rightward is forward x up; with y up this is (-z, 0, x) of forward.
    along = right[:, 2] * forward[:, 0] - right[:, 0] * forward[:, 2]
    length = np.hypot(right[:, 0], right[:, 2]) * np.hypot(forward[:, 0], forward[:, 2])
    clear = np.abs(along) > rule["clear"] * length
    return bool(clear.any()) and float(np.mean(along[clear] < 0)) > rule["share"]


def _first_seen(points: Array, names: Sequence[str], ladder: list[list[str]]) -> Array:
    """Mean of the first group of names that is there, (T, 3); NaN with none."""
    for group in ladder:
        found = _named(points, names, group)
        if np.isfinite(found).any():
            return found
    return np.full((len(points), 3), np.nan)


def _named(points: Array, names: Sequence[str], wanted: Sequence[str]) -> Array:
    """Mean of the points of these names, (T, 3)."""
    known = {name.rsplit(":", 1)[-1].lower(): column for column, name in enumerate(names)}
    columns = [known[name.lower()] for name in wanted if name.lower() in known]
    return _mean(points[:, columns])


def _mean(points: Array) -> Array:
    """Mean of the seen points of a frame, (T, K, 3) to (T, 3); NaN where none is."""
    seen = np.isfinite(points)
    count = seen.sum(axis=1)
    total = np.where(seen, points, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _median(values: Array) -> Array:
    """Median over frames (T, 3) to (3,), missing ones left out."""
    kept = values[np.isfinite(values).all(axis=1)]
    return np.median(kept, axis=0) if len(kept) else np.full(3, np.nan)
