"""Ready motions and what they ask of the hip flexors, with the band of what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array, checked, radians
from psoascope.errors import RangeError
from psoascope.psoas.dynamics import leg_moments
from psoascope.psoas.leg_motion import LegMotion, Pelvis
from psoascope.psoas.loop_band import LoopBand, band_load, likely_bands
from psoascope.psoas.names import LEVELS
from psoascope.psoas.person import Person, reference_person
from psoascope.psoas.segments import likely_people
from psoascope.psoas.trunk import TrunkMotion, tipping, trunk_moments
from psoascope.quantity import Quantity

LYING = np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
"""Rotation of a pelvis that lies on its back: its forward axis points up."""


@dataclass(frozen=True)
class TrunkTask:
    """What raising the trunk asks for.

    Parameters
    ----------
    hip : Quantity, value array (..., 3), N m
        Of each hip, half of what both give; flexion, adduction, rotation.
    lumbar : Quantity, value array (..., 5), N m
        Extension at each level, L5/S1 first; negative: the trunk's flexors must work.
    """

    hip: Quantity
    lumbar: Quantity


def swing_leg(motion: LegMotion, person: Person | None = None) -> Quantity:
    """Hip moment of a leg that swings, as in walking, running or a kick.

    Parameters
    ----------
    motion : LegMotion
        Mark the frames in which the foot stands with on_ground.
    person : Person, optional
        The reference person if not given. Sex and mass that are not known make the band.

    Returns
    -------
    Quantity, value array (..., T, 3), N m
        Flexion, adduction, internal rotation; NaN as in psoascope.psoas.dynamics.leg_moments.

    Raises
    ------
    ShapeError
        Axes do not fit one another.
    RangeError
        As in leg_moments; among them a foot that is on the ground throughout.

    Examples
    --------
    >>> time = np.linspace(0.0, 0.4, 41)
    >>> flexion = 0.15 - 0.45 * np.cos(2.5 * np.pi * time)
    >>> hip = np.stack([flexion, 0 * time, 0 * time], axis=-1)
    >>> motion = LegMotion(time, hip, 0.7 + 0 * time, 0.0 * time)
    >>> swing_leg(motion, Person(1.7, "male", 70.0)).value[[0, -1], 0].round().tolist()
    [42.0, -42.0]
    """
    return _over([leg_moments(motion, who).hip for who in _people(person)])


def straight_leg_raise(angle: ArrayLike, person: Person | None = None) -> Quantity:
    """Hip moment of holding one straight leg up, lying on the back.

    Parameters
    ----------
    angle : array (...), rad
        Of the thigh above the floor; the pelvis lies still.
    person : Person, optional
        The reference person if not given. Sex and mass that are not known make the band.

    Returns
    -------
    Quantity, value array (..., 3), N m
        Flexion, adduction, internal rotation.

    Raises
    ------
    RangeError
        The angle lies beyond its limit; most often it is in degrees.

    Examples
    --------
    >>> raised = straight_leg_raise(np.radians([30.0, 45.0, 60.0]))
    >>> raised.value[:, 0].round(1).tolist()
    [33.2, 27.0, 19.0]
    """
    return _lying_leg(angle, [0.0], person)


def bent_leg_raise(
    angle: ArrayLike, person: Person | None = None, *, knee: float | None = None
) -> Quantity:
    """Hip moment of holding one bent leg up, lying on the back.

    Parameters
    ----------
    angle : array (...), rad
        Of the thigh above the floor; the pelvis lies still. The floor is not looked at: below
        segments.heel_leaves_floor the foot hangs over the edge of a bed.
    person : Person, optional
        As in straight_leg_raise.
    knee : float, rad, optional
        Bend of the knee. Left out: pi / 2, with 70 to 110 deg in the band (estimates).

    Returns
    -------
    Quantity, value array (..., 3), N m

    Raises
    ------
    RangeError
        An angle lies beyond its limit; most often it is in degrees.

    Examples
    --------
    >>> bent_leg_raise(np.radians(45.0)).value[0].round(1).item()
    27.5
    """
    row = tables.entry("tasks.bent_leg")
    likely = [float(radians(row[end])) for end in ("value", "low", "high")]
    return _lying_leg(angle, likely if knee is None else [knee], person)


def standing_march(
    angle: ArrayLike, band: LoopBand | None = None, person: Person | None = None
) -> Quantity:
    """Hip moment of holding one thigh up while standing, the lower leg hanging straight down.

    Parameters
    ----------
    angle : array (...), rad
        Hip flexion of the raised leg, which is also the bend of its knee; the pelvis upright.
    band : LoopBand, optional
        Around both legs; none if not given.
    person : Person, optional
        The reference person if not given. What is not known of person and band makes the band of
        the moment.

    Returns
    -------
    Quantity, value array (..., 3), N m
        Of the raised leg: flexion, adduction, internal rotation. What the standing leg must do
        cannot be told without the force of the ground.

    Raises
    ------
    RangeError
        The angle lies beyond its limit; most often it is in degrees.

    Examples
    --------
    >>> bands = None, LoopBand(150.0)
    >>> [standing_march(np.radians(90.0), band).value[0].round(1).item() for band in bands]
    [29.3, 62.9]
    """
    flexion = checked("angle", angle, ())
    hip = _flexed(flexion)
    motion = LegMotion(None, hip, np.maximum(flexion, 0.0), 0.0)
    found = []
    for who in _people(person):
        for one in [None] if band is None else likely_bands(band):
            loads = [] if one is None else [band_load(one, hip, np.maximum(flexion, 0.0), who)]
            found.append(leg_moments(motion, who, loads=loads).hip)
    return _over(found)


def sit_up(angle: ArrayLike, person: Person | None = None) -> TrunkTask:
    """Moments of holding the whole straight trunk up, the legs held down.

    Parameters
    ----------
    angle : array (...), rad
        Of the trunk above the floor: 0 just lifted, pi / 2 upright.
    person : Person, optional
        As in straight_leg_raise.

    Returns
    -------
    TrunkTask
        Arms folded on the chest.

    Raises
    ------
    RangeError
        The angle lies beyond its limit; most often it is in degrees.

    Examples
    --------
    >>> sit_up(np.radians(30.0)).hip.value[0].round(1).item()
    56.3
    """
    raised = checked("angle", angle, ())
    motion = TrunkMotion(None, raised, np.zeros((*raised.shape, len(LEVELS))))
    found = [trunk_moments(motion, who) for who in _people(person)]
    hip = _over([_flexed(one.hip / 2) for one in found])
    return TrunkTask(hip, _over([one.lumbar for one in found]))


def curl_up(
    angle: ArrayLike, person: Person | None = None, *, level: int | None = None
) -> TrunkTask:
    """Moments of holding head and chest up while the rest of the back stays on the floor.

    Parameters
    ----------
    angle : array (...), rad
        Of the raised part above the floor; up to 40 deg, what one lumbar joint is allowed.
    person : Person, optional
        As in straight_leg_raise.
    level : int, optional
        Lumbar joint at which the trunk bends, 0 for L5/S1 to 4 for L1/L2; below it the trunk
        rests. Left out: 4, with 2 (L3/L4) in the band (estimates).

    Returns
    -------
    TrunkTask
        hip: the least that keeps the trunk from tipping back over that joint, if the hips carry
        no weight; 0 where what rests is heavy enough. lumbar: at that joint, NaN at the others,
        which the floor carries or which belong to the raised part.

    Raises
    ------
    RangeError
        The angle lies beyond its limit; most often it is in degrees. Or there is no such level.

    Examples
    --------
    >>> curled = curl_up(np.radians(30.0), level=4)
    >>> curled.hip.value[0].round(1).item(), curled.lumbar.value.round().tolist()
    (12.6, [nan, nan, nan, nan, -40.0])
    """
    raised = checked("angle", angle, ())
    row = tables.entry("tasks.curl_up.rests_below")
    levels = [int(row[end]) for end in ("value", "low", "high")] if level is None else [level]
    if levels[0] not in range(len(LEVELS)):
        raise tables.error(RangeError, "no_curl_level", value=level)
    hips, bends = [], []
    for one in levels:
        bend = np.where(np.arange(len(LEVELS)) == one, -raised[..., None], 0.0)
        motion = TrunkMotion(None, 0.0, bend)
        for who in _people(person):
            hips.append(_flexed(np.maximum(tipping(motion, one, who), 0.0) / 2))
            bends.append(trunk_moments(motion, who).lumbar[..., one])
    at_bend = np.arange(len(LEVELS)) == levels[0]
    lumbar = [np.where(at_bend, moment[..., None], np.nan) for moment in bends]
    return TrunkTask(_over(hips), _over(lumbar))


def _lying_leg(angle: ArrayLike, knees: Sequence[float], person: Person | None) -> Quantity:
    hip = _flexed(checked("angle", angle, ()))
    held = [LegMotion(None, hip, knee, 0.0, Pelvis(LYING)) for knee in knees]
    people = _people(person)
    return _over([leg_moments(motion, who).hip for motion in held for who in people])


def _people(person: Person | None) -> tuple[Person, ...]:
    return likely_people(reference_person() if person is None else person)


def _flexed(flexion: Array) -> Array:
    """Flexion (...) with adduction and rotation 0, (..., 3)."""
    return np.stack([flexion, 0 * flexion, 0 * flexion], axis=-1)


def _over(values: Sequence[Array]) -> Quantity:
    """The first of several arrays, its band over all of them."""
    every = np.stack(list(values))
    return Quantity(every[0], every.min(axis=0), every.max(axis=0), "N m", "range")
