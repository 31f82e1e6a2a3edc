"""What the pull of the psoas does to each lumbar joint: pressure, shear, moment."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array, checked
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.architecture import variants
from psoascope.psoas.discs import disc_axes, disc_inclination
from psoascope.psoas.force import muscle_force
from psoascope.psoas.muscle import state
from psoascope.psoas.names import FASCICLES, FASCICLES_OF_A_SIDE, LEVELS
from psoascope.psoas.person import Person
from psoascope.psoas.sized import sized
from psoascope.psoas.spine import spine
from psoascope.quantity import Quantity

# The left side is the right side of the mirrored person.
_MIRROR_ANGLES = np.array([[1.0, 1.0, 1.0], [1.0, -1.0, -1.0]])
_MIRROR_POINTS = np.array([[1.0, 1.0, 1.0], [1.0, 1.0, -1.0]])


@dataclass(frozen=True)
class SpineLoad:
    """What the upper vertebra does to the lower one at L5/S1 to L1/L2, by the psoas alone.

    Parameters
    ----------
    compression : array (..., 5), N
        Across the disc; positive presses.
    shear_forward : array (..., 5), N
        Along the disc; positive where the upper vertebra is pulled forward on the lower one.
    shear_right : array (..., 5), N
        Along the disc; positive where the upper vertebra is pulled to the person's right.
    moment : array (..., 5, 3), N m
        About the joint: extension, bend to the right, rotation to the left.
    """

    compression: Array
    shear_forward: Array
    shear_right: Array
    moment: Array


@dataclass(frozen=True)
class SpineLoadBand:
    """The same with bands of kind range, over muscle architectures and inclinations of discs.

    Parameters
    ----------
    compression, shear_forward : Quantity (..., 5), N
        As in SpineLoad; L5/S1 first.
    flexion_moment : Quantity (..., 5), N m
        Positive bends the joint forward.
    """

    compression: Quantity
    shear_forward: Quantity
    flexion_moment: Quantity


def spine_load(
    lumbar: ArrayLike,
    hip_right: ArrayLike,
    hip_left: ArrayLike,
    tension: ArrayLike,
    *,
    person: Person | None = None,
) -> SpineLoad:
    """Pressure, shear and moment at each lumbar joint from the pull of the psoas.

    A fascicle pulls the vertebra from which it springs towards the brim of the pelvis. Every
    joint below that vertebra carries this pull; those above it do not.

    Parameters
    ----------
    lumbar : array (..., 5, 3), rad
        Levels L5/S1 to L1/L2; extension, bend to the right, rotation to the left.
    hip_right, hip_left : array (..., 3), rad
        Flexion, adduction, internal rotation; positive towards these on both sides.
    tension : array (..., 22), N
        Pull of each fascicle, as muscle_force(...).tension gives it.
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    SpineLoad
        NaN where an angle or the tension of a fascicle that crosses the joint is missing.

    Raises
    ------
    ShapeError
        An array has the wrong last axes, or the leading axes do not fit one another.
    RangeError
        An angle lies beyond its limit, or a tension is below 0.

    References
    ----------
    Discs: data/discs.toml. Left out: weight, other muscles, ligaments and pressure in the belly;
    a disc's real load is the sum of all.

    Examples
    --------
    >>> still = np.zeros(3)
    >>> load = spine_load(np.zeros((5, 3)), still, still, np.full(22, 100.0))
    >>> load.compression.round(0).tolist(), load.shear_forward.round(0).tolist()
    ([1491.0, 1588.0, 1329.0, 974.0, 588.0], [1510.0, 732.0, 317.0, 99.0, 26.0])
    """
    back = checked("lumbar", lumbar, (len(LEVELS), 3), "One angle in rad each.")
    pull = checked("tension", tension, (len(FASCICLES),), "Give muscle_force(...).tension.")
    _check_pull(pull)
    posture = _posture(back, hip_right, hip_left, person)
    return _load(posture, pull, disc_inclination()[0])


def spine_load_band(
    lumbar: ArrayLike,
    hip_right: ArrayLike,
    hip_left: ArrayLike,
    activation: ArrayLike = 0.0,
    *,
    person: Person | None = None,
) -> SpineLoadBand:
    """Pressure, shear and flexion moment at each joint for an effort, with bands.

    Parameters
    ----------
    lumbar : array (..., 5, 3), rad
        As in spine_load.
    hip_right, hip_left : array (..., 3), rad
        As in spine_load.
    activation : float or array (...) or (..., 22), 1
        0 relaxed, 1 full effort.
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    SpineLoadBand
        Bands of kind range over architecture.variants and the inclination of the discs.

    Raises
    ------
    ShapeError, RangeError
        As in spine_load and muscle_force.

    Examples
    --------
    >>> still = np.zeros(3)
    >>> band = spine_load_band(np.zeros((5, 3)), still, still, 1.0)
    >>> [part[0].round(0).item() for part in (band.compression.low, band.compression.high)]
    [691.0, 3282.0]
    """
    back = checked("lumbar", lumbar, (len(LEVELS), 3), "One angle in rad each.")
    posture = _posture(back, hip_right, hip_left, person)
    loads = [
        _load(posture, pull, inclination)
        for pull in (
            muscle_force(posture.length, None, activation, architecture=each).tension
            for each in variants(person)
        )
        for inclination in disc_inclination()
    ]
    return SpineLoadBand(
        compression=_range([load.compression for load in loads], "N"),
        shear_forward=_range([load.shear_forward for load in loads], "N"),
        flexion_moment=_range([-load.moment[..., 0] for load in loads], "N m"),
    )


class _Posture(NamedTuple):
    """Lumbar angles (..., 5, 3), lengths (..., 22), arms (..., 22, 5, 3), unit pulls."""

    back: Array
    length: Array
    arms: Array
    direction: Array


def _posture(
    back: Array, hip_right: ArrayLike, hip_left: ArrayLike, person: Person | None
) -> _Posture:
    muscle = state(back, hip_right, hip_left, person=person)
    return _Posture(back, muscle.length, muscle.lumbar_arm, _pull_direction(back, person))


def _load(posture: _Posture, tension: Array, inclination: Array) -> SpineLoad:
    """Load of postures by the tension (..., 22) of the fascicles."""
    arms = posture.arms
    try:
        moment = (arms * tension[..., None, None]).sum(axis=-3)
    except ValueError as error:
        raise ShapeError(
            "tension and the angles must have leading axes that fit; got "
            f"{tension.shape[:-1]} and {arms.shape[:-3]}. Give each the same number of postures."
        ) from error
    force = _handed_down(posture.direction * tension[..., None])
    forward, up, right = np.moveaxis(
        (disc_axes(posture.back, inclination) @ force[..., None])[..., 0], -1, 0
    )
    return SpineLoad(-up, forward, right, moment)


def _pull_direction(back: Array, person: Person | None) -> Array:
    """Unit vectors (..., 22, 3) from each origin to its brim, in the pelvis."""
    body = sized(person)
    origin = spine(back[..., None, :, :] * _MIRROR_ANGLES[:, None, :], body).origin
    away = (body.psoas.brim_point - origin) * _MIRROR_POINTS[:, None, :]
    away = away / np.sqrt((away**2).sum(axis=-1, keepdims=True))
    return np.asarray(away.reshape(*away.shape[:-3], len(FASCICLES), 3))


def _handed_down(pull: Array) -> Array:
    """Force (..., 5, 3) on each joint: the pulls (..., 22, 3) of all that springs above it."""
    sides = pull.reshape(*pull.shape[:-2], 2, len(FASCICLES_OF_A_SIDE), 3).sum(axis=-3)
    crossed = np.array(anatomy().crossed)
    # Summed over the crossing ones alone: 0 * NaN would spread a gap to joints above it.
    return np.stack(
        [sides[..., crossed > level, :].sum(axis=-2) for level in range(len(LEVELS))], axis=-2
    )


def _check_pull(pull: Array) -> None:
    wrong = pull < 0
    if wrong.any():
        place = np.unravel_index(int(np.argmax(wrong)), pull.shape)
        name = FASCICLES[int(place[-1])]
        raise tables.error(
            RangeError, "tension_below_zero", value=f"{pull[place]:g}", fascicle=name
        )


def _range(values: list[Array], unit: str) -> Quantity:
    spread = np.stack(np.broadcast_arrays(*values))
    return Quantity(spread[0], spread.min(axis=0), spread.max(axis=0), unit, "range")
