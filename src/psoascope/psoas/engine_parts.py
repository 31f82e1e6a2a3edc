"""The parts of a model for another engine: bodies, joints, cylinders, muscles."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, radians
from psoascope.psoas.anatomy import Anatomy, Crossing
from psoascope.psoas.architecture import architecture
from psoascope.psoas.columns import LEFT_COLUMNS, LEVEL_COLUMNS, RIGHT_COLUMNS
from psoascope.psoas.muscle import state
from psoascope.psoas.names import FASCICLES_OF_A_SIDE, HIP_ANGLES, LEVELS, LUMBAR_ANGLES, SIDES
from psoascope.psoas.person import Person
from psoascope.psoas.sized import sized


@dataclass(frozen=True)
class Joint:
    """Three angles about z, then the new x, then the new y.

    Parameters
    ----------
    name, parent, child : str
    place_in_parent, place_in_child : array (3,), m
    coordinates : tuple of str (3,)
        As in the column names of tables.
    mirror : float, 1 or -1
        -1 on the left: x and y turn the other way.
    ranges : array (3, 2), rad
        Lowest and highest.
    """

    name: str
    parent: str
    child: str
    place_in_parent: Array
    place_in_child: Array
    coordinates: tuple[str, ...]
    mirror: float
    ranges: Array


@dataclass(frozen=True)
class Wrap:
    """A cylinder of the pelvis over which a path turns.

    Parameters
    ----------
    name : str
    centre : array (3,), m
    rotation : array (3,), rad
        Body-fixed about x, y, z.
    radius : float, m
    side : array (3,), m
        A point of the pelvis outside the cylinder, on the side where the path runs.
    """

    name: str
    centre: Array
    rotation: Array
    radius: float
    side: Array


@dataclass(frozen=True)
class Muscle:
    """A path with force, fibre and tendon; only its second to third point may wrap.

    Parameters
    ----------
    name : str
        One of FASCICLES, or iliacus_r, iliacus_l.
    points : tuple of (str, array (3,), m)
        Body and place: origin, brim, two points of the thigh bone.
    wrap : str
        Name of its cylinder.
    max_force : float, N
    optimal_fibre, tendon_slack : float, m
    pennation : float, rad
    """

    name: str
    points: tuple[tuple[str, Array], ...]
    wrap: str
    max_force: float
    optimal_fibre: float
    tendon_slack: float
    pennation: float


@dataclass(frozen=True)
class Parts:
    """A whole model.

    Parameters
    ----------
    bodies : tuple of str
        The pelvis first.
    joints : tuple of Joint
        Each after the one that carries its parent.
    wraps : tuple of Wrap
        Of psoas and iliacus, right, then left.
    muscles : tuple of Muscle
        22 fascicles in the order of FASCICLES, then the iliacus of both sides.
    """

    bodies: tuple[str, ...]
    joints: tuple[Joint, ...]
    wraps: tuple[Wrap, ...]
    muscles: tuple[Muscle, ...]


def parts(person: Person | None = None) -> Parts:
    """The whole psoas and the iliacus of a person, as parts of a model.

    Parameters
    ----------
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    Parts

    Examples
    --------
    >>> model = parts()
    >>> len(model.joints), len(model.muscles), model.muscles[0].points[1][0]
    (7, 24, 'pelvis')
    """
    size = sized(person)
    hips = tuple(_hip_joint(size, side) for side in SIDES)
    joints = (*_lumbar_joints(size), *hips)
    wraps = tuple(
        wrap(f"{muscle}_brim_{side[0]}", crossing, _mirror(side))
        for side in SIDES
        for muscle, crossing in (("psoas", size.psoas), ("iliacus", size.iliacus))
    )
    iliacus = tuple(_iliacus(size, side, person) for side in SIDES)
    bodies = ("pelvis", *(joint.child for joint in joints))
    return Parts(bodies, joints, wraps, (*_fascicles(size, person), *iliacus))


def wrap(name: str, crossing: Crossing, mirror: float) -> Wrap:
    """A cylinder, and a point on the side where the path runs over it.

    The path comes from the brim point, which lies close to the surface; pushed away from the
    axis it shows the side.

    Parameters
    ----------
    name : str
    crossing : Crossing
        Of the right side.
    mirror : float, 1 or -1
        -1 for the left side.

    Returns
    -------
    Wrap

    Examples
    --------
    >>> left = wrap("psoas_brim_l", sized().psoas, -1.0)
    >>> left.rotation.round(2).tolist(), left.side.round(3).tolist()
    ([0.25, 0.27, 0.1], [-0.027, -0.053, -0.074])
    """
    cylinder = crossing.cylinder
    local = (crossing.brim_point - cylinder.centre) @ cylinder.axes
    distance = tables.entry("engines.side_site_distance.value") * cylinder.radius
    local[:2] *= distance / np.hypot(local[0], local[1])
    turn = cylinder.axes
    angles = np.array(
        [
            np.arctan2(-turn[1, 2], turn[2, 2]),
            np.arcsin(turn[0, 2]),
            np.arctan2(-turn[0, 1], turn[0, 0]),
        ]
    )
    return Wrap(
        name=name,
        centre=mirrored(cylinder.centre, mirror),
        rotation=angles * [mirror, mirror, 1.0],
        radius=cylinder.radius,
        side=mirrored(cylinder.centre + cylinder.axes @ local, mirror),
    )


def mirrored(point: Array, mirror: float) -> Array:
    """A point of the right side on the side asked for.

    Parameters
    ----------
    point : array (..., 3), m
    mirror : float, 1 or -1
        -1 for the left side.

    Returns
    -------
    array (..., 3), m

    Examples
    --------
    >>> mirrored(np.array([0.1, 0.2, 0.3]), -1.0).tolist()
    [0.1, 0.2, -0.3]
    """
    return point * [1.0, 1.0, mirror]


def _mirror(side: str) -> float:
    return 1.0 if side == "right" else -1.0


def _lumbar_joints(body: Anatomy) -> tuple[Joint, ...]:
    limits = np.stack([_range(f"lumbar_{angle}") for angle in LUMBAR_ANGLES])
    rows = [tables.entry(f"anatomy.lumbar.{level}") for level in LEVELS]
    return tuple(
        Joint(
            name=level,
            parent=rows[row]["parent"],
            child=rows[row]["child"],
            place_in_parent=body.centre_below[row],
            place_in_child=body.centre_above[row],
            coordinates=LEVEL_COLUMNS[3 * row : 3 * row + 3],
            mirror=1.0,
            ranges=limits,
        )
        for row, level in enumerate(LEVELS)
    )


def _hip_joint(body: Anatomy, side: str) -> Joint:
    return Joint(
        name=f"hip_{side[0]}",
        parent="pelvis",
        child=f"femur_{side[0]}",
        place_in_parent=mirrored(body.hip_centre, _mirror(side)),
        place_in_child=np.zeros(3),
        coordinates=RIGHT_COLUMNS if side == "right" else LEFT_COLUMNS,
        mirror=_mirror(side),
        ranges=np.stack([_range(f"hip_{angle}") for angle in HIP_ANGLES]),
    )


def _fascicles(size: Anatomy, person: Person | None) -> list[Muscle]:
    make = architecture(person=person)
    found: list[Muscle] = []
    for side in SIDES:
        for row, name in enumerate(FASCICLES_OF_A_SIDE):
            number = len(found)
            bone = tables.entry(f"anatomy.fascicle.{name}.body")
            found.append(
                Muscle(
                    name=f"{name}_{side[0]}",
                    points=_points(bone, size.origin[row], size.psoas, side),
                    wrap=f"psoas_brim_{side[0]}",
                    max_force=float(make.max_force[number]),
                    optimal_fibre=float(make.optimal_fibre[number]),
                    tendon_slack=float(make.tendon_slack[number]),
                    pennation=float(make.pennation[number]),
                )
            )
    return found


def _iliacus(size: Anatomy, side: str, person: Person | None) -> Muscle:
    make = tables.entry("leg_muscles.muscle.iliacus")
    still = np.zeros((len(LEVELS), 3)), np.zeros(3), np.zeros(3)
    own, usual = (state(*still, person=one).iliacus_length[0] for one in (person, None))
    growth = float(own / usual)
    return Muscle(
        name=f"iliacus_{side[0]}",
        points=_points("pelvis", size.iliacus_origin, size.iliacus, side),
        wrap=f"iliacus_brim_{side[0]}",
        max_force=make["max_force"],
        optimal_fibre=make["optimal_fibre"] * growth,
        tendon_slack=make["tendon_slack"] * growth,
        pennation=make["pennation"],
    )


def _points(
    bone: str, origin: Array, crossing: Crossing, side: str
) -> tuple[tuple[str, Array], ...]:
    """Origin, brim and two points of the thigh bone, each with its body."""
    thigh = f"femur_{side[0]}"
    places = (
        (bone, origin),
        ("pelvis", crossing.brim_point),
        (thigh, crossing.femur_point_1),
        (thigh, crossing.femur_point_2),
    )
    return tuple((body, mirrored(place, _mirror(side))) for body, place in places)


def _range(angle: str) -> Array:
    row: Any = tables.entry(f"engines.range.{angle}")
    return radians([row["low"], row["high"]])
