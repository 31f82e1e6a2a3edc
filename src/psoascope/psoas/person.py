"""Whose muscle it is: height, sex, mass and lengths, and how the anatomy is scaled to them."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

import numpy as np

from psoascope import tables
from psoascope.errors import RangeError
from psoascope.psoas.anatomy import anatomy

Sex = Literal["female", "male"]
SEXES: tuple[Sex, Sex] = ("female", "male")
"""In the order of the pairs of data/segments.toml."""

_MEASURED = ("thigh", "shank", "pelvis_width", "lumbar_length")


class Scales(NamedTuple):
    """Size of each body against the reference person, the same in all directions.

    Parameters
    ----------
    lumbar, pelvis, thigh : float, 1
        1 is the reference person: 1.70 m, mean of both sexes.
    """

    lumbar: float
    pelvis: float
    thigh: float


@dataclass(frozen=True)
class Person:
    """A person, known by height and by whatever else is given.

    What is left out is assumed: see each parameter, and data/segments.toml for the figures.

    Parameters
    ----------
    height : float, m
        Standing, without shoes; 1.0 to 2.3.
    sex : {"female", "male"}, optional
        Chooses the proportions of the segments. Left out: the mean of both.
    mass : float, kg, optional
        Left out: body mass index 23.0 kg/m2 (an estimate), and its range in the band of moments.
    thigh : float, m, optional
        Hip centre to knee centre. Left out: the sex's share of the height, 0.227 for the mean.
    shank : float, m, optional
        Knee centre to ankle centre. Left out: likewise, 0.253. No scale depends on it.
    pelvis_width : float, m, optional
        Between the two hip centres. Left out: that of our anatomy, 0.167 m at 1.70 m; no table
        read gives it by sex, so sex does not change the pelvis.
    lumbar_length : float, m, optional
        From the L5/S1 joint to the L1/L2 joint, along the joint centres, standing. Left out: that
        of our anatomy, 0.129 m at 1.70 m, times the sex's share of the trunk in the height.

    Raises
    ------
    RangeError
        A figure lies outside its range, is missing (NaN), or the sex is not known.

    References
    ----------
    de_leva1996 in data/sources.toml. Left out: age, build beyond mass, left and right apart.

    Examples
    --------
    >>> Person(1.70).scales
    Scales(lumbar=1.0, pelvis=1.0, thigh=1.0)
    >>> round(Person(1.70, sex="female", pelvis_width=0.1837).scales.pelvis, 3)
    1.1
    >>> round(Person(1.87).scale, 3), round(Person(1.80).body_mass, 1)
    (1.1, 74.5)
    >>> Person(187)
    Traceback (most recent call last):
    psoascope.errors.RangeError: The height 187 m lies outside 1 to 2.3 m. Give it in metres, ...
    """

    height: float
    sex: Sex | None = None
    mass: float | None = None
    thigh: float | None = None
    shank: float | None = None
    pelvis_width: float | None = None
    lumbar_length: float | None = None

    def __post_init__(self) -> None:
        low = tables.entry("anatomy.limit.height_low.value")
        high = tables.entry("anatomy.limit.height_high.value")
        if not low <= self.height <= high:
            raise tables.error(
                RangeError, "height_range", height=f"{self.height:g}", low=low, high=high
            )
        if self.sex is not None and self.sex not in SEXES:
            raise tables.error(RangeError, "unknown_sex", sex=self.sex)
        _check_mass(self.mass)
        for name in _MEASURED:
            _check_length(name, getattr(self, name), self.height)

    @property
    def scale(self) -> float:
        """Height against the reference person's, 1."""
        return float(self.height / tables.entry("anatomy.reference_height.value"))

    @property
    def scales(self) -> Scales:
        """Size of lumbar spine, pelvis and thigh bone against the reference person's."""
        return _scales(self)

    @property
    def body_mass(self) -> float:
        """Mass, kg: as given, or from the assumed body mass index."""
        if self.mass is not None:
            return float(self.mass)
        return float(tables.entry("segments.body_mass_index.value") * self.height**2)


def scale_of(person: Person | None) -> float:
    """Size of a person against the reference person, by height alone.

    Parameters
    ----------
    person : Person or None
        None means the reference person.

    Returns
    -------
    float, 1

    Examples
    --------
    >>> scale_of(None)
    1.0
    """
    return 1.0 if person is None else person.scale


def reference_person() -> Person:
    """The person whom the anatomy fits: 1.70 m, mean of both sexes.

    Returns
    -------
    Person

    Examples
    --------
    >>> reference_person().height
    1.7
    """
    return Person(tables.entry("anatomy.reference_height.value"))


def share_of_height(segment: str, sex: Sex | None) -> float:
    """Length of a segment against the height.

    Parameters
    ----------
    segment : str
        Entry of [segment] in data/segments.toml.
    sex : {"female", "male"} or None
        None is the mean of both shares.

    Returns
    -------
    float, 1

    Examples
    --------
    >>> [round(share_of_height("thigh", sex), 4) for sex in ("female", "male", None)]
    [0.2124, 0.2425, 0.2274]
    """
    stature = tables.entry("segments.stature")
    lengths = tables.entry(f"segments.segment.{segment}.length")
    shares = [length / stature[name] for length, name in zip(lengths, SEXES, strict=True)]
    return float(np.mean(shares)) if sex is None else float(shares[SEXES.index(sex)])


@cache
def reference_widths() -> tuple[float, float]:
    """Pelvis width and lumbar length of our anatomy: what measured ones are compared with.

    Returns
    -------
    pelvis_width : float, m
        Between the hip centres.
    lumbar_length : float, m
        From the L5/S1 joint to the L1/L2 joint along the joint centres, all angles 0.

    Examples
    --------
    >>> [round(length, 4) for length in reference_widths()]
    [0.167, 0.1292]
    """
    body = anatomy()
    steps = body.centre_below[1:] - body.centre_above[:-1]
    return 2 * float(body.hip_centre[2]), float(np.linalg.norm(steps, axis=1).sum())


@cache
def _scales(person: Person) -> Scales:
    size = person.scale
    width, chain = reference_widths()
    lumbar = size * share_of_height("trunk", person.sex) / share_of_height("trunk", None)
    thigh = size * share_of_height("thigh", person.sex) / share_of_height("thigh", None)
    pelvis = size
    if person.lumbar_length is not None:
        lumbar = person.lumbar_length / chain
    if person.pelvis_width is not None:
        pelvis = person.pelvis_width / width
    if person.thigh is not None:
        thigh = person.thigh / (share_of_height("thigh", None) * reference_person().height)
    return Scales(float(lumbar), float(pelvis), float(thigh))


def _check_mass(mass: float | None) -> None:
    limit = tables.entry("segments.limit.mass")
    if mass is not None and not limit["low"] <= mass <= limit["high"]:
        values = {name: limit[name] for name in ("low", "high", "example")}
        raise tables.error(RangeError, "mass_range", value=f"{mass:g}", **values)


def _check_length(name: str, length: float | None, height: float) -> None:
    limit = tables.entry(f"segments.limit.{name}")
    low, high = limit["low"] * height, limit["high"] * height
    if length is not None and not low <= length <= high:
        raise tables.error(
            RangeError,
            "length_range",
            what=f"words.length_of_{name}",
            value=f"{length:g}",
            low=f"{low:.2f}",
            high=f"{high:.2f}",
            height=f"{height:g}",
            example=limit["example"],
        )
