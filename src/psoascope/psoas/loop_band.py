"""A loop band around both legs: how it pulls at the leg that is raised."""

from dataclasses import dataclass

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import RangeError
from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.leg_motion import PARTS, Load, Part
from psoascope.psoas.person import Person
from psoascope.psoas.segments import foot_centre, segments
from psoascope.psoas.turning import Turning, below_hinge, below_hip


@dataclass(frozen=True)
class LoopBand:
    """An elastic loop around both legs.

    Parameters
    ----------
    stiffness : float, N/m, optional
        Pull for each metre that the two points move apart. Left out: 150, with 60 to 400 in the
        band of the moment (estimates).
    rest_length : float, m, optional
        Distance of the two points at which it gets taut. Left out: 0.20, with 0.15 to 0.25.
    part : {"thigh", "shank", "foot"}
        Where it lies on both legs.
    mass : float, kg, optional
        Of what hangs on the raised leg there: half the loop, or an ankle weight. Left out: none.

    Raises
    ------
    RangeError
        A figure is 0, negative, missing (NaN) or beyond its range, or there is no such part.

    Examples
    --------
    >>> LoopBand(stiffness=0.0)
    Traceback (most recent call last):
    psoascope.errors.RangeError: The loop band's stiffness 0 N/m is not above 0. Give a figure ...
    """

    stiffness: float | None = None
    rest_length: float | None = None
    part: Part = "foot"
    mass: float | None = None

    def __post_init__(self) -> None:
        if self.part not in PARTS:
            raise tables.error(RangeError, "band_place", value=self.part)
        rows = tables.entry("tasks.loop_band")
        for name in ("stiffness", "rest_length"):
            _check(name, getattr(self, name), rows[name]["range"][1], rows[name]["unit"])
        _check("mass", self.mass, rows["mass_high"]["value"], rows["mass_high"]["unit"])


def likely_bands(band: LoopBand) -> tuple[LoopBand, ...]:
    """The band, and others that fit as well where stiffness or length is not known.

    Parameters
    ----------
    band : LoopBand

    Returns
    -------
    tuple of LoopBand
        The central one first, every figure filled in.

    Examples
    --------
    >>> [one.stiffness for one in likely_bands(LoopBand(rest_length=0.18))]
    [150.0, 60.0, 400.0]
    """
    rows = tables.entry("tasks.loop_band")
    firm = _choices(band.stiffness, rows["stiffness"])
    rest = _choices(band.rest_length, rows["rest_length"])
    return tuple(LoopBand(one, two, band.part, band.mass) for one in firm for two in rest)


def band_load(band: LoopBand, hip: Array, knee: Array, person: Person) -> Load:
    """How a band pulls at a raised right leg, the left one standing straight.

    Parameters
    ----------
    band : LoopBand
        With stiffness and rest_length.
    hip : array (..., 3), rad
        Flexion, adduction, internal rotation of the raised leg; the pelvis upright.
    knee : array (...), rad
        Its knee flexion; the ankle at 0.
    person : Person

    Returns
    -------
    Load
        Its force points to the same place on the standing leg; 0 where the band is slack.

    Raises
    ------
    RangeError
        The band lacks stiffness or rest_length.

    Examples
    --------
    >>> marching = np.radians([90.0, 0.0, 0.0]), np.radians(90.0)
    >>> load = band_load(LoopBand(150.0, 0.2), *marching, Person(1.70))
    >>> np.round(load.force).tolist()
    [-38.0, -38.0, -16.0]
    """
    if band.stiffness is None or band.rest_length is None:
        raise RangeError(
            "the band has no stiffness or rest_length. Take one of likely_bands(band)."
        )
    local = _point(band.part, person)
    raised = _place(band.part, local, hip, knee, person)
    still = np.zeros(3)
    standing = _place(band.part, local, still, np.zeros(()), person)
    width = 2 * anatomy().hip_centre[2] * person.scales.pelvis
    across = standing * np.array([1.0, 1.0, -1.0]) - np.array([0.0, 0.0, width]) - raised
    distance = np.linalg.norm(across, axis=-1)
    # NaN must pass: np.maximum keeps it.
    pull = band.stiffness * np.maximum(distance - band.rest_length, 0.0)
    force = pull[..., None] * across / distance[..., None]
    return Load(band.part, local, force, band.mass or 0.0)


def _point(part: Part, person: Person) -> Array:
    """Where the band lies (3,), m, from the part's upper joint."""
    if part == "foot":
        return foot_centre(person)
    share = tables.entry(f"tasks.loop_band.place.{part}")
    return np.array([0.0, -share * segments(person)[part].length, 0.0])


def _place(part: Part, local: Array, hip: Array, knee: Array, person: Person) -> Array:
    """A point (..., 3), m, of the leg from its hip centre, the pelvis upright."""
    parts, none = segments(person), np.zeros(3)
    flat = np.zeros_like(hip)
    thigh = below_hip(Turning(np.eye(3), none, none), hip, flat, flat)
    if part == "thigh":
        return thigh.frame @ local
    shank = below_hinge(thigh, -knee, np.zeros_like(knee), np.zeros_like(knee))
    at_knee = -parts["thigh"].length * thigh.frame[..., 1]
    if part == "shank":
        return np.asarray(at_knee + shank.frame @ local)
    at_ankle = at_knee - parts["shank"].length * shank.frame[..., 1]
    return np.asarray(at_ankle + shank.frame @ local)


def _choices(given: float | None, row: dict[str, float]) -> tuple[float, ...]:
    return (row["value"], row["low"], row["high"]) if given is None else (given,)


def _check(name: str, value: float | None, high: float, unit: str) -> None:
    if value is None:
        return
    said = {"what": f"words.band_{name}", "value": f"{value:g}", "unit": unit}
    if not value > 0:
        raise tables.error(RangeError, "band_not_above_zero", **said)
    if value > high:
        raise tables.error(RangeError, "band_beyond_range", high=high, **said)
