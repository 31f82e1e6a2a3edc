"""The anatomy in a person's size: the only place where the muscle's geometry is scaled."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from psoascope.psoas.anatomy import Anatomy, Crossing, anatomy
from psoascope.psoas.person import Person, Scales

_PEOPLE_KEPT = 64


@lru_cache(maxsize=_PEOPLE_KEPT)
def sized(person: Person | None = None) -> Anatomy:
    """The anatomy of a person.

    Vertebrae grow with Person.scales.lumbar, pelvis and cylinders with .pelvis, the points of
    the thigh bone with .thigh; each the same in all directions. Force is not scaled.

    Parameters
    ----------
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    Anatomy

    References
    ----------
    Left out: proportions within a bone. Where the pelvis is much larger than the thigh bone
    (a sixth or more), the thigh point reaches into the cylinder; it then counts as on it.

    Examples
    --------
    >>> tall = sized(Person(1.87))
    >>> round(tall.iliacus.cylinder.radius, 4), tall.hip_centre.round(3).tolist()
    (0.0604, [-0.078, -0.073, 0.092])
    """
    body = anatomy()
    if person is None:
        return body
    scales = person.scales
    below = np.array([scales.pelvis, *[scales.lumbar] * (len(body.centre_below) - 1)])
    return replace(
        body,
        centre_below=body.centre_below * below[:, None],
        centre_above=body.centre_above * scales.lumbar,
        origin=body.origin * scales.lumbar,
        hip_centre=body.hip_centre * scales.pelvis,
        psoas=_crossing(body.psoas, scales),
        iliacus=_crossing(body.iliacus, scales),
        iliacus_origin=body.iliacus_origin * scales.pelvis,
    )


def _crossing(crossing: Crossing, scales: Scales) -> Crossing:
    post = crossing.cylinder
    return Crossing(
        brim_point=crossing.brim_point * scales.pelvis,
        femur_point_1=crossing.femur_point_1 * scales.thigh,
        femur_point_2=crossing.femur_point_2 * scales.thigh,
        cylinder=replace(
            post, centre=post.centre * scales.pelvis, radius=post.radius * scales.pelvis
        ),
    )
