"""The anatomical tables as arrays, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import TableError
from psoascope.psoas.names import FASCICLES_OF_A_SIDE, LEVELS
from psoascope.psoas.rotations import body_fixed_xyz


@dataclass(frozen=True)
class Cylinder:
    """A cylinder without ends, fixed to the pelvis, over which a path turns.

    Parameters
    ----------
    centre : array (3,), m
    axes : array (3, 3), 1
        Columns are its own axes in the pelvis; z runs along the cylinder.
    radius : float, m
    sense : float, 1 or -1
        Turn of the path about the cylinder's z: 1 anticlockwise, -1 clockwise.
    """

    centre: Array
    axes: Array
    radius: float
    sense: float


@dataclass(frozen=True)
class Crossing:
    """Where a muscle of the right side crosses the hip.

    Parameters
    ----------
    brim_point : array (3,), m
        In the pelvis.
    femur_point_1, femur_point_2 : array (3,), m
        In the thigh bone, from the hip centre.
    cylinder : Cylinder
        In the pelvis; only brim_point to femur_point_1 turns over it.
    """

    brim_point: Array
    femur_point_1: Array
    femur_point_2: Array
    cylinder: Cylinder

    @property
    def bony_length(self) -> float:
        """Length of the end that is fixed to the thigh bone, m."""
        return float(np.linalg.norm(self.femur_point_2 - self.femur_point_1))


@dataclass(frozen=True)
class Anatomy:
    """The right side of a person; the left one mirrors z.

    Parameters
    ----------
    centre_below, centre_above : array (5, 3), m
        Each lumbar joint in the vertebra below it and in the one above it; L5/S1 first.
    rhythm_weight : array (5,), 1
        Shares of a total lumbar angle; they add up to 1.
    origin : array (11, 3), m
        Of each fascicle in its vertebra.
    crossed : array (11,), int
        Number of lumbar joints that each fascicle crosses, counted from below.
    max_force : array (11,), N
    hip_centre : array (3,), m
        In the pelvis.
    psoas, iliacus : Crossing
    iliacus_origin : array (3,), m
        In the pelvis.
    """

    centre_below: Array
    centre_above: Array
    rhythm_weight: Array
    origin: Array
    crossed: tuple[int, ...]
    max_force: Array
    hip_centre: Array
    psoas: Crossing
    iliacus: Crossing
    iliacus_origin: Array

    @property
    def crossings(self) -> tuple[list[int], list[int]]:
        """Fascicle and level of each of a side's 35 crossings, fascicle by fascicle."""
        pairs = [(row, level) for row, count in enumerate(self.crossed) for level in range(count)]
        return [row for row, _ in pairs], [level for _, level in pairs]


@cache
def anatomy() -> Anatomy:
    """The anatomy of data/anatomy.toml: the reference person.

    Returns
    -------
    Anatomy

    Raises
    ------
    TableError
        A row is absent, or a point does not have 3 coordinates.

    References
    ----------
    Sources are named in data/anatomy.toml. Left out: muscle width, sliding along the brim.

    Examples
    --------
    >>> anatomy().crossed
    (5, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1)
    """
    levels = [tables.entry(f"anatomy.lumbar.{level}") for level in LEVELS]
    rows = [tables.entry(f"anatomy.fascicle.{name}") for name in FASCICLES_OF_A_SIDE]
    bodies = [level["child"] for level in levels]
    crossing = tables.entry("anatomy.crossing")
    weight = np.array([level["rhythm_weight"] for level in levels], dtype=np.float64)
    return Anatomy(
        centre_below=np.array([_point(level, "centre_in_parent") for level in levels]),
        centre_above=np.array([_point(level, "centre_in_child") for level in levels]),
        rhythm_weight=weight / weight.sum(),
        origin=np.array([_point(row, "origin") for row in rows]),
        crossed=tuple(bodies.index(row["body"]) + 1 for row in rows),
        max_force=np.array([row["max_force"] for row in rows], dtype=np.float64),
        hip_centre=_point(tables.entry("anatomy.hip"), "centre"),
        psoas=_crossing(crossing["psoas"]),
        iliacus=_crossing(crossing["iliacus"]),
        iliacus_origin=_point(crossing["iliacus"], "origin"),
    )


def _crossing(row: Mapping[str, Any]) -> Crossing:
    return Crossing(
        brim_point=_point(row, "brim_point"),
        femur_point_1=_point(row, "femur_point_1"),
        femur_point_2=_point(row, "femur_point_2"),
        cylinder=_cylinder(row["cylinder"]),
    )


def _cylinder(row: Mapping[str, Any]) -> Cylinder:
    return Cylinder(
        centre=_point(row, "centre"),
        axes=body_fixed_xyz(_point(row, "rotation")),
        radius=float(row["radius"]),
        sense=float(row["sense"]),
    )


def _point(row: Mapping[str, Any], name: str) -> Array:
    point = np.array(row[name], dtype=np.float64)
    if point.shape != (3,) or not np.isfinite(point).all():
        raise TableError(
            f"data/anatomy.toml: {name} {row[name]} must be 3 finite coordinates x, y, z."
        )
    return point
