"""The anatomy in a person's size, with the crossing of the iliacus: for courses, models, bones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.psoas.anatomy import Anatomy, Cylinder, anatomy
from psoascope.psoas.person import Person, Scales, scale_of
from psoascope.psoas.rotations import body_fixed_xyz


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
        In the pelvis.
    """

    brim_point: Array
    femur_point_1: Array
    femur_point_2: Array
    cylinder: Cylinder


@dataclass(frozen=True)
class Sized:
    """The right side of a person; the left one mirrors z.

    Parameters
    ----------
    body : Anatomy
        Lumbar chain, origins and hip centre in this person's size.
    psoas, iliacus : Crossing
    iliacus_origin : array (3,), m
        In the pelvis.
    scales : Scales
        Of each body against the reference person's.
    """

    body: Anatomy
    psoas: Crossing
    iliacus: Crossing
    iliacus_origin: Array
    scales: Scales


def sized(person: Person | None = None) -> Sized:
    """The anatomy of a person.

    Parameters
    ----------
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    Sized
        As psoas.state sizes it: by height, the same for all bodies.

    Examples
    --------
    >>> tall = sized(Person(1.87))
    >>> round(tall.iliacus.cylinder.radius, 4), tall.body.hip_centre.round(3).tolist()
    (0.0604, [-0.078, -0.073, 0.092])
    """
    scale = scale_of(person)
    scales, body = Scales(scale, scale, scale), anatomy()
    below = np.array([scales.pelvis, *[scales.lumbar] * (len(body.centre_below) - 1)])
    rows = tables.entry("anatomy.crossing")
    return Sized(
        body=replace(
            body,
            centre_below=body.centre_below * below[:, None],
            centre_above=body.centre_above * scales.lumbar,
            origin=body.origin * scales.lumbar,
            hip_centre=body.hip_centre * scales.pelvis,
        ),
        psoas=_crossing(rows["psoas"], scales),
        iliacus=_crossing(rows["iliacus"], scales),
        iliacus_origin=np.array(rows["iliacus"]["origin"]) * scales.pelvis,
        scales=scales,
    )


def _crossing(row: Mapping[str, Any], scales: Scales) -> Crossing:
    post = row["cylinder"]
    return Crossing(
        brim_point=np.array(row["brim_point"]) * scales.pelvis,
        femur_point_1=np.array(row["femur_point_1"]) * scales.thigh,
        femur_point_2=np.array(row["femur_point_2"]) * scales.thigh,
        cylinder=Cylinder(
            centre=np.array(post["centre"]) * scales.pelvis,
            axes=body_fixed_xyz(post["rotation"]),
            radius=float(post["radius"]) * scales.pelvis,
            sense=float(post["sense"]),
        ),
    )
