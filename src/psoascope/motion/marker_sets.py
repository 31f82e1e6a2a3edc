"""Which marker set a recording uses, and which of its names is which point of the body."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from psoascope import tables
from psoascope.arrays import Array
from psoascope.read.recording import Recording

_SIDES = {"right": "R", "left": "L"}


@dataclass(frozen=True)
class MarkerSet:
    """A marker set as found among the names of a recording.

    Parameters
    ----------
    name : str
        Entry of data/marker_sets.toml.
    kind : {"skin", "inferred", "keypoint"}
        How its points came about.
    names : mapping of str to str
        Name in the recording by point, such as "left_asis" or "c7".
    missing : tuple of str
        Points of the set that the recording does not hold.
    """

    name: str
    kind: str
    names: Mapping[str, str]
    missing: tuple[str, ...]

    @property
    def sees_pelvis(self) -> bool:
        """Whether pelvic tilt can be had: both front spines, and the back ones or the sacrum."""
        both_back = {"right_psis", "left_psis"} <= self.names.keys()
        return {"right_asis", "left_asis"} <= self.names.keys() and (
            both_back or "sacrum" in self.names
        )

    @property
    def sees_trunk(self) -> bool:
        """Whether the trunk can be had: both shoulders, or the neck's base front and back."""
        return bool(
            {"right_acromion", "left_acromion"} <= self.names.keys()
            or {"c7", "clavicle"} <= self.names.keys()
        )


def marker_set_of(names: Sequence[str]) -> MarkerSet | None:
    """The marker set of which most points are found.

    A file may name a marker after what motion asks for: readers turn "LKNE" into "left_knee".
    Such a name is recognised through data/landmarks.toml and stands for the first point of the
    set that it can mean.

    Parameters
    ----------
    names : sequence of str (K,)
        Of a recording.

    Returns
    -------
    MarkerSet or None
        None where no set has a point among the names.

    References
    ----------
    data/marker_sets.toml. Left out: sets that mix the names of several.

    Examples
    --------
    >>> found = marker_set_of(["LASI", "RASI", "SACR", "left_knee", "T10"])
    >>> found.name, found.names["left_knee_lateral"], found.sees_pelvis, "c7" in found.missing
    ('plug_in_gait', 'left_knee', True, True)
    """
    found = [_found(name, names) for name in tables.table("marker_sets")]
    best = max(found, key=lambda one: (len(one.names), -len(one.missing)))
    return best if best.names else None


def markers_of(recording: Recording, marker_set: MarkerSet) -> dict[str, Array]:
    """The points of a recording by what they mark.

    Parameters
    ----------
    recording : Recording
        In metres.
    marker_set : MarkerSet
        Of its names.

    Returns
    -------
    dict of str to array (T, 3), m
        Only points that the recording holds; NaN where not seen.
    """
    points = recording.named(list(marker_set.names.values()))
    return {point: points[:, column] for column, point in enumerate(marker_set.names)}


def _found(set_name: str, names: Sequence[str]) -> MarkerSet:
    by_bare = {_bare(name): name for name in reversed(names)}
    wanted = _wanted(set_name)
    exact = {point: _first(aliases, by_bare) for point, aliases in wanted.items()}
    taken = {name for name in exact.values() if name}
    found: dict[str, str] = {}
    for point, aliases in wanted.items():
        name = exact[point]
        if not name:
            renamed = [_landmarks().get(alias, "") for alias in aliases]
            free = (one for one in renamed if one in names and one not in taken)
            name = next(free, "")
        if name:
            found[point] = name
            taken.add(name)
    missing = tuple(point for point in wanted if point not in found)
    kind = tables.entry(f"marker_sets.{set_name}.kind")
    return MarkerSet(set_name, kind, MappingProxyType(found), missing)


def _first(aliases: Collection[str], by_bare: Mapping[str, str]) -> str:
    return next((by_bare[alias] for alias in aliases if alias in by_bare), "")


@cache
def _wanted(set_name: str) -> dict[str, list[str]]:
    """Bare names by point, in the table's order."""
    entry = tables.entry(f"marker_sets.{set_name}")
    wanted = {
        f"{side}_{point}": [_bare(name.format(S=letter)) for name in aliases]
        for point, aliases in entry["sided"].items()
        for side, letter in _SIDES.items()
    }
    middle = {point: [_bare(name) for name in names] for point, names in entry["middle"].items()}
    return wanted | middle


@cache
def _landmarks() -> dict[str, str]:
    """What a reader calls a marker, by its bare name in the file."""
    return {
        _bare(alias): name
        for name, row in tables.table("landmarks").items()
        for alias in row["aliases"]
    }


def _bare(name: str) -> str:
    return re.sub(r"[\s_.\-]", "", name.rpartition(":")[2]).lower()
