"""The trunk cut at the lumbar joints: mass, centre of mass and inertia of each slice."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.arrays import Array
from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.person import Person
from psoascope.psoas.segments import Segment, of_sex, segments

_FROM_BELOW = ("lower_trunk", "middle_trunk", "upper_trunk")


class Slices(NamedTuple):
    """Six bodies from the hips upwards: up to L5/S1, between the joints, all above L1/L2.

    The plane of forward bending, standing: forward + 1j x up, m.

    Parameters
    ----------
    mass : array (6,), kg
        The last with head and both arms, folded on the chest.
    centre : complex array (6,), m
        Centre of mass from the joint below: the hips, then the lumbar joints.
    inertia : array (6,), kg m2
        About the axis across, through the centre of mass.
    step : complex array (5,), m
        From each joint to the next.
    """

    mass: Array
    centre: NDArray[np.complex128]
    inertia: Array
    step: NDArray[np.complex128]


@cache
def trunk_slices(person: Person) -> Slices:
    """A person's trunk, cut across at the height of each lumbar joint.

    Within each third of the trunk mass changes evenly with height, so that the third keeps the
    mass, centre and inertia of the table; its axis runs straight up from the hips.

    Parameters
    ----------
    person : Person

    Returns
    -------
    Slices

    References
    ----------
    de_leva1996 in data/sources.toml; [place] in data/segments.toml, estimates. Left out: the
    depth of the spine within the trunk changes no mass.

    Examples
    --------
    >>> trunk_slices(Person(1.70)).mass.round(1).tolist()
    [6.4, 1.1, 1.3, 1.3, 1.3, 28.0]
    """
    body, scales = anatomy(), person.scales
    steps = np.concatenate(
        [
            (body.centre_below[:1] - body.hip_centre) * scales.pelvis,
            (body.centre_below[1:] - body.centre_above[:-1]) * scales.lumbar,
        ]
    )
    step = steps[:, 0] + 1j * steps[:, 1]
    joint = np.concatenate([[0.0], np.cumsum(step)])
    parts = segments(person)
    mass, first, second = _trunk(parts, joint[1:].imag)
    forward = np.zeros(len(mass))
    for weight, x, y, own in _head_and_arms(parts, person):
        mass[-1] += weight
        forward[-1] += weight * x
        first[-1] += weight * y
        second[-1] += weight * (x**2 + y**2) + own
    centre = (forward + 1j * first) / mass
    return Slices(mass, centre - joint, second - mass * np.abs(centre) ** 2, step)


def _trunk(parts: dict[str, Segment], cuts: Array) -> tuple[Array, Array, Array]:
    """Mass, first and second moment about the hips (6,) of the slices between the cuts."""
    mass, first, second = np.zeros((3, len(cuts) + 1))
    bottom = 0.0
    for name in _FROM_BELOW:
        part = parts[name]
        ends = np.clip((np.array([-np.inf, *cuts, np.inf]) - bottom) / part.length, 0.0, 1.0)
        middle = 1 - part.centre / part.length
        slope = 12 * (middle - 0.5)
        even = 1 - slope / 2
        share = np.diff(even * ends + slope * ends**2 / 2)
        turn = np.diff(even * ends**2 / 2 + slope * ends**3 / 3)
        square = np.diff(even * ends**3 / 3 + slope * ends**4 / 4)
        depth = part.inertia[2] / part.mass - (square.sum() - middle**2) * part.length**2
        mass += part.mass * share
        first += part.mass * (bottom * share + part.length * turn)
        height = bottom**2 * share + 2 * bottom * part.length * turn + part.length**2 * square
        second += part.mass * (height + depth * share)
        bottom += part.length
    return mass, first, second


def _head_and_arms(
    parts: dict[str, Segment], person: Person
) -> list[tuple[float, float, float, float]]:
    """Mass, place forward and up from the hips, own inertia, of what the chest carries."""
    head, upper, fore, hand = (parts[name] for name in ("head", "upper_arm", "forearm", "hand"))
    stature, place = tables.entry("segments.stature"), tables.entry("segments.place")
    over = place["shoulder_above_hip"]
    shares = (over["female"] / stature["female"], over["male"] / stature["male"])
    shoulder = of_sex(shares, person.sex) * person.height
    elbow = shoulder - upper.length
    chest = place["folded_arms_forward"]["value"] * person.height
    neck = sum(parts[name].length for name in _FROM_BELOW)
    # Folded forearms lie across: forward bending turns them about their own length.
    return [
        (head.mass, 0.0, neck + head.length - head.centre, float(head.inertia[2])),
        (2 * upper.mass, 0.0, shoulder - upper.centre, 2 * float(upper.inertia[2])),
        (2 * fore.mass, chest, elbow, 2 * float(fore.inertia[1])),
        (2 * hand.mass, chest, elbow, 2 * float(hand.inertia[1])),
    ]
