"""Mass, centre of mass and inertia of the parts of a person's body."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array
from psoascope.psoas.person import SEXES, Person, Sex, reference_person, share_of_height

# Which radius turns about x (forward), y (up), z (right) of a standing person; the foot's long
# axis points forward.
_AXES = ("sagittal", "longitudinal", "transverse")
_FOOT_AXES = ("longitudinal", "sagittal", "transverse")


@dataclass(frozen=True)
class Segment:
    """One part of the body; of paired ones, one of the two.

    Parameters
    ----------
    mass : float, kg
    length : float, m
        Between the points named in data/segments.toml.
    centre : float, m
        Centre of mass, along the length from the first point, which is the upper one.
    inertia : array (3,), kg m2
        About axes through the centre of mass: x forward, y up, z to the right, standing.
    """

    mass: float
    length: float
    centre: float
    inertia: Array


def segments(person: Person | None = None) -> dict[str, Segment]:
    """All parts of a person's body, by name.

    Parameters
    ----------
    person : Person, optional
        The reference person if not given. A measured thigh or shank sets its own length; a sex
        that is not given means the mean of both in every figure.

    Returns
    -------
    dict of str to Segment
        head, trunk, upper_trunk, middle_trunk, lower_trunk, upper_arm, forearm, hand, thigh,
        shank, foot. The trunk is its three parts together.

    References
    ----------
    de_leva1996 in data/sources.toml. Left out: how soft tissue moves on the bones.

    Examples
    --------
    >>> parts = segments(Person(1.741, sex="male", mass=73.0))
    >>> round(parts["thigh"].mass, 2), round(parts["thigh"].length, 4)
    (10.34, 0.4222)
    """
    return dict(_segments(reference_person() if person is None else person))


def foot_centre(person: Person) -> Array:
    """Centre of mass of the foot from the ankle, the foot flat.

    Parameters
    ----------
    person : Person

    Returns
    -------
    array (3,), m
        Forward, up (negative: below), right (0).

    References
    ----------
    [place] in data/segments.toml, estimates.

    Examples
    --------
    >>> foot_centre(Person(1.70)).round(3).tolist()
    [0.041, -0.034, 0.0]
    """
    foot = _segments(person)["foot"]
    heel = tables.entry("segments.place.ankle_from_heel.value")
    below = tables.entry("segments.place.foot_below_ankle.value")
    return np.array([foot.centre - heel * foot.length, -below * person.height, 0.0])


def heel_leaves_floor(knee: ArrayLike, person: Person | None = None) -> Array:
    """Angle of the thigh at which the foot of a bent leg leaves the floor, lying on the back.

    Parameters
    ----------
    knee : array (...), rad
        Bend of the knee.
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    array (...), rad
        With the ankle as high as the hip.

    Examples
    --------
    >>> np.degrees(heel_leaves_floor(np.radians([0.0, 90.0]))).round(1).tolist()
    [0.0, 48.0]
    """
    parts = segments(reference_person() if person is None else person)
    bend, thigh, shank = (
        np.asarray(knee, dtype=np.float64),
        parts["thigh"].length,
        parts["shank"].length,
    )
    return np.asarray(np.arctan2(shank * np.sin(bend), thigh + shank * np.cos(bend)))


def gravity() -> float:
    """Standard gravity.

    Returns
    -------
    float, m/s2

    Examples
    --------
    >>> gravity()
    9.80665
    """
    return float(tables.entry("segments.gravity.value"))


def likely_people(person: Person) -> tuple[Person, ...]:
    """The person, and others who fit as well where sex or mass is not known.

    Parameters
    ----------
    person : Person

    Returns
    -------
    tuple of Person
        The person first; then each sex with the lowest and highest likely mass, as far as these
        are not given. Only the person where both are known.

    Examples
    --------
    >>> len(likely_people(Person(1.70))), len(likely_people(Person(1.70, "female", 64.0)))
    (5, 1)
    """
    index = tables.entry("segments.body_mass_index")
    sexes: tuple[Sex, ...] = SEXES if person.sex is None else (person.sex,)
    masses: tuple[float, ...] = tuple(index[end] * person.height**2 for end in ("low", "high"))
    if person.mass is not None:
        masses = (person.mass,)
    sizes = (person.thigh, person.shank, person.pelvis_width, person.lumbar_length)
    others = [Person(person.height, sex, mass, *sizes) for sex in sexes for mass in masses]
    return (person, *(other for other in others if other != person))


def of_sex(figures: tuple[float, float], sex: Sex | None) -> float:
    """One figure of a pair female, male.

    Parameters
    ----------
    figures : tuple of float (2,)
    sex : {"female", "male"} or None
        None is the mean.

    Returns
    -------
    float

    Examples
    --------
    >>> of_sex((14.0, 15.0), "male"), of_sex((14.0, 15.0), None)
    (15.0, 14.5)
    """
    return float(np.mean(figures)) if sex is None else float(figures[SEXES.index(sex)])


@cache
def _segments(person: Person) -> dict[str, Segment]:
    rows = tables.entry("segments.segment")
    names = [name for name, row in rows.items() if isinstance(row, dict) and "mass" in row]
    return {name: _segment(name, person) for name in names if name != "unit"}


def _segment(name: str, person: Person) -> Segment:
    row = tables.entry(f"segments.segment.{name}")
    measured = {"thigh": person.thigh, "shank": person.shank}.get(name)
    length = share_of_height(name, person.sex) * person.height if measured is None else measured
    mass = of_sex(row["mass"], person.sex) / 100 * person.body_mass
    axes = _FOOT_AXES if name == "foot" else _AXES
    radii = np.array([of_sex(row["gyration"][axis], person.sex) for axis in axes]) / 100 * length
    centre = of_sex(row["centre"], person.sex) / 100 * length
    return Segment(mass, length, centre, mass * radii**2)
