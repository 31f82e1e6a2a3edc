"""Paths of the leg's muscles over hip and knee: length, and how each angle changes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.polynomial.polynomial import polyval

from psoascope import tables
from psoascope.arrays import Array
from psoascope.psoas.anatomy import Cylinder, anatomy
from psoascope.psoas.cylinder import wrapped
from psoascope.psoas.rotations import body_fixed_xyz, turned_zxy


@dataclass(frozen=True)
class Path:
    """A muscle's path over the bones of the right leg.

    Parameters
    ----------
    bodies : tuple of str (P,)
        "pelvis", "femur", "tibia" or "patella" for each point.
    points : array (P, 3), m
        Each in its body.
    cylinder : Cylinder or None
        In wrap_body; over it turns the first stretch between two bodies.
    wrap_body : str
        One of the two bodies of that stretch; empty without a cylinder.
    """

    bodies: tuple[str, ...]
    points: Array
    cylinder: Cylinder | None
    wrap_body: str


class Body(NamedTuple):
    """Where a bone is in the pelvis, and how the knee moves it.

    Parameters
    ----------
    rotation : array (..., 3, 3), 1
    place : array (..., 3), m
    turning : array (..., 3, 3), 1/rad
        Change of rotation with knee flexion; 0 above the knee.
    moving : array (..., 3), m/rad
        Change of place with knee flexion.
    """

    rotation: Array
    place: Array
    turning: Array
    moving: Array


class Limb(NamedTuple):
    """A posture of the leg.

    Parameters
    ----------
    bodies : dict
        Body by name.
    hip_axes : array (..., 3, 3), 1
        Row j is the axis of hip angle j, in the pelvis.
    """

    bodies: dict[str, Body]
    hip_axes: Array


def limb(hip: Array, knee: Array) -> Limb:
    """Places the bones of the right leg in the pelvis.

    Parameters
    ----------
    hip : array (..., 3), rad
        Flexion, adduction, internal rotation.
    knee : array (...), rad
        Flexion.

    Returns
    -------
    Limb
        NaN where an angle is missing.

    Examples
    --------
    >>> leg = limb(np.zeros(3), np.array(0.0))
    >>> leg.bodies["tibia"].place.round(3).tolist()
    [-0.071, -0.464, 0.082]
    """
    thigh, hip_axes = turned_zxy(hip)
    still = np.zeros((*knee.shape, 3))
    no_turn = np.zeros((*knee.shape, 3, 3))
    whole = np.broadcast_to(np.eye(3), no_turn.shape)
    centre = np.broadcast_to(anatomy().hip_centre, still.shape)
    bodies = {
        "pelvis": Body(whole, still, no_turn, still),
        "femur": Body(thigh, centre, no_turn, still),
    }
    for name in ("tibia", "patella"):
        bodies[name] = _below_the_knee(name, knee, bodies["femur"])
    return Limb(bodies, hip_axes)


def path_length(path: Path, posture: Limb) -> tuple[Array, Array]:
    """Length and moment arms of one muscle.

    Parameters
    ----------
    path : Path
    posture : Limb

    Returns
    -------
    length : array (...), m
    arm : array (..., 4), m
        Hip flexion, adduction, internal rotation, knee flexion; -dL/dq.
    """
    batch = posture.hip_axes.shape[:-2]
    length, arm = np.zeros(batch), np.zeros((*batch, 4))
    ends = zip(path.bodies[:-1], path.bodies[1:], strict=True)
    unused = path.cylinder
    for row, names in enumerate(ends):
        upper, lower = (posture.bodies[name] for name in names)
        points = path.points[row], path.points[row + 1]
        if names[0] == names[1]:
            # Added to all so that a missing angle stays missing.
            length = length + np.linalg.norm(points[1] - points[0])
            continue
        stretch = _straight(upper, lower, points)
        if unused is not None:
            first = path.wrap_body == names[0]
            stretch = _turned(upper, lower, points, unused, first)
            unused = None
        length = length + stretch.length
        if names[0] == "pelvis":
            lever = stretch.point - anatomy().hip_centre
            moment = np.cross(lever, stretch.force)
            arm[..., :3] += (posture.hip_axes @ moment[..., None])[..., 0]
        arm[..., 3] += (stretch.slide * stretch.force).sum(-1)
    return length, arm


@cache
def leg_paths() -> dict[str, Path]:
    """The paths of data/leg_muscles.toml, by muscle.

    Returns
    -------
    dict of Path
        In the order of the table; iliacus takes its points from data/anatomy.toml.

    Examples
    --------
    >>> len(leg_paths()), leg_paths()["piriformis"].bodies
    (24, ('pelvis', 'pelvis', 'femur'))
    """
    rows = tables.entry("leg_muscles.muscle")
    return {name: _iliacus() if name == "iliacus" else _path(rows[name]) for name in rows}


class _Stretch(NamedTuple):
    """Part of a path between two bodies.

    Parameters
    ----------
    length : array (...), m
    force : array (..., 3), 1
        Unit force on the lower body, in the pelvis.
    point : array (..., 3), m
        Where it acts.
    slide : array (..., 3), m/rad
        How the lower body's end moves against the upper one with knee flexion.
    """

    length: Array
    force: Array
    point: Array
    slide: Array


def _straight(upper: Body, lower: Body, points: tuple[Array, Array]) -> _Stretch:
    start, end = _placed(upper, points[0]), _placed(lower, points[1])
    along = start - end
    length = np.sqrt((along**2).sum(-1))
    slide = _rate(lower, points[1]) - _rate(upper, points[0])
    return _Stretch(length, along / length[..., None], end, slide)


def _turned(
    upper: Body, lower: Body, points: tuple[Array, Array], cylinder: Cylinder, on_upper: bool
) -> _Stretch:
    """A stretch from pelvis or thigh bone over a cylinder fixed to either of its bodies."""
    fixed, moving = (upper, lower) if on_upper else (lower, upper)
    start, end = points if on_upper else points[::-1]
    place = _placed(moving, end)
    inwards = np.swapaxes(fixed.rotation, -1, -2)
    from_fixed = (place - fixed.place)[..., None]
    way = wrapped(start, (inwards @ from_fixed)[..., 0], cylinder)
    pull = (fixed.rotation @ way.pull[..., None])[..., 0]
    if on_upper:
        return _Stretch(way.length, pull, place, _rate(lower, end))
    # How the end moves as seen from the lower body, turned back into the pelvis.
    seen = np.swapaxes(lower.turning, -1, -2) @ from_fixed - inwards @ lower.moving[..., None]
    return _Stretch(way.length, -pull, place, -(lower.rotation @ seen)[..., 0])


def _placed(body: Body, point: Array) -> Array:
    return np.asarray(body.place + (body.rotation @ point[..., None])[..., 0])


def _rate(body: Body, point: Array) -> Array:
    """How a point of a bone moves with knee flexion (..., 3), m/rad."""
    return np.asarray(body.moving + (body.turning @ point[..., None])[..., 0])


def _below_the_knee(name: str, knee: Array, femur: Body) -> Body:
    """Shin or kneecap, from its three angles and three coordinates in the thigh bone."""
    powers = np.array(tables.entry(f"leg_muscles.knee.{name}"), dtype=np.float64).T
    rates = powers[1:] * np.arange(1, len(powers))[:, None]
    value, change = (
        np.moveaxis(np.asarray(polyval(knee, one), dtype=np.float64), 0, -1)
        for one in (powers, rates)
    )
    turn, axes = turned_zxy(value[..., :3])
    spin = (np.swapaxes(axes, -1, -2) @ change[..., :3, None])[..., 0]
    columns = np.cross(spin[..., None, :], np.swapaxes(turn, -1, -2))
    return Body(
        rotation=femur.rotation @ turn,
        place=femur.place + (femur.rotation @ value[..., 3:, None])[..., 0],
        turning=femur.rotation @ np.swapaxes(columns, -1, -2),
        moving=(femur.rotation @ change[..., 3:, None])[..., 0],
    )


def _path(row: Mapping[str, Any]) -> Path:
    wrap = row.get("wrap")
    return Path(
        bodies=tuple(row["bodies"]),
        points=np.array(row["points"], dtype=np.float64),
        cylinder=None if wrap is None else _cylinder(wrap),
        wrap_body="" if wrap is None else wrap["body"],
    )


def _iliacus() -> Path:
    row = tables.entry("anatomy.crossing.iliacus")
    names = ("origin", "brim_point", "femur_point_1", "femur_point_2")
    return Path(
        bodies=("pelvis", "pelvis", "femur", "femur"),
        points=np.array([row[name] for name in names], dtype=np.float64),
        cylinder=_cylinder(row["cylinder"]),
        wrap_body="pelvis",
    )


def _cylinder(row: Mapping[str, Any]) -> Cylinder:
    return Cylinder(
        centre=np.array(row["centre"], dtype=np.float64),
        axes=body_fixed_xyz(row["rotation"]),
        radius=float(row["radius"]),
        sense=float(row["sense"]),
    )
