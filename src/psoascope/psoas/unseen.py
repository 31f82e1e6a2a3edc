"""What a camera cannot see: how much of the trunk-thigh angle the lumbar spine takes."""

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, radians
from psoascope.errors import RangeError
from psoascope.psoas.limits import limit_of
from psoascope.psoas.muscle import state
from psoascope.psoas.person import Person
from psoascope.psoas.sharing import shared
from psoascope.quantity import Kind, Quantity, combined

# Points of a range at which the muscle is worked out; its length bends too little for more.
_STEPS = 5


def psoas_length(trunk_thigh: Quantity, person: Person | None = None) -> Quantity:
    """Length of one whole psoas from the angle between trunk and thigh.

    The angle is the sum of hip flexion and lumbar flexion; the camera sees only the sum. The
    lumbar share is swept over its range, the tilt of the pelvis that leaves the sum as it is over
    its own, the error of the angle over its band, and all join in the band of the length.

    Parameters
    ----------
    trunk_thigh : Quantity, value array (...), rad
        0 with the thigh in line with the trunk, positive towards the trunk; -pi to pi.
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    Quantity, value array (...), m
        Mean of the fascicles weighted by maximum force; the same for right and left. NaN where
        the angle is missing.

    Raises
    ------
    RangeError
        The angle is not in rad, or beyond half a turn.

    References
    ----------
    endo2012 in data/sources.toml for the share. Left out: adduction and rotation of the hip,
    bend and rotation of the spine, the person's own anatomy.

    Examples
    --------
    >>> sitting = Quantity(np.radians(90.0), np.radians(82.0), np.radians(98.0), "rad", "coverage")
    >>> length = psoas_length(sitting)
    >>> round(length.value, 3), round(length.low, 3), round(length.high, 3)
    (0.264, 0.248, 0.278)
    """
    _check_angle(trunk_thigh)
    angle = np.asarray(trunk_thigh.value, dtype=np.float64)
    share = tables.entry("anatomy.lumbar_share")
    shares = np.linspace(share["low"], share["high"], _STEPS)
    seen = np.clip(np.linspace(trunk_thigh.low, trunk_thigh.high, _STEPS), -np.pi, np.pi)
    value = _length(angle, share["value"], person)
    by_angle = [_length(one, share["value"], person) for one in seen]
    by_share = [_length(angle, float(one), person) for one in shares]
    tilt = radians(tables.entry("anatomy.pelvic_freedom.value"))
    by_tilt = [_length(angle, share["value"], person, one) for one in (-tilt, tilt)]
    parts = [
        _spread(value, by_angle, trunk_thigh.kind),
        _spread(value, by_share, "range"),
        _spread(value, by_tilt, "range"),
    ]
    return combined(value, parts, "m")


def psoas_change(trunk_thigh: Quantity, person: Person | None = None) -> Quantity:
    """Change of length of one whole psoas against standing.

    Parameters
    ----------
    trunk_thigh : Quantity, value array (...), rad
        As in psoas_length.
    person : Person, optional
        Makes no difference while a person is scaled the same in all directions.

    Returns
    -------
    Quantity, value array (...), %
        Negative is shorter than standing. NaN where the angle is missing.

    Raises
    ------
    RangeError
        The angle is not in rad, or beyond half a turn.

    Examples
    --------
    >>> walking = Quantity(np.radians(-10.0), np.radians(-18.0), np.radians(-2.0), "rad", "range")
    >>> round(psoas_change(walking).value, 1)
    1.1
    """
    return against_standing(psoas_length(trunk_thigh, person), person)


def standing_length(person: Person | None = None) -> float:
    """Length of one whole psoas with all joints at 0.

    Parameters
    ----------
    person : Person, optional

    Returns
    -------
    float, m

    Examples
    --------
    >>> round(standing_length(), 3)
    0.302
    """
    still = np.zeros(3)
    return float(state(np.zeros((5, 3)), still, still, person=person).whole_length[0])


def against_standing(length: Quantity, person: Person | None = None) -> Quantity:
    """A length of the whole psoas as change against standing.

    Parameters
    ----------
    length : Quantity, m
    person : Person, optional
        Whose length it is.

    Returns
    -------
    Quantity, %

    Examples
    --------
    >>> standing = standing_length()
    >>> shorter = against_standing(Quantity(0.9 * standing, 0.9 * standing, standing, "m", "range"))
    >>> round(shorter.value, 6), round(shorter.high, 6)
    (-10.0, 0.0)
    """
    standing = standing_length(person)
    value, low, high = (
        _as_given((np.asarray(part, dtype=np.float64) / standing - 1) * 100)
        for part in (length.value, length.low, length.high)
    )
    return Quantity(value, low, high, "%", length.kind)


def _length(angle: Array, share: float, person: Person | None, tilt: Array | float = 0) -> Array:
    """Length (...), m: the hip takes its part up to its limit, the spine the rest."""
    hip = (1 - share) * angle + tilt
    hip = np.clip(hip, -limit_of("hip_extension"), limit_of("hip_flexion"))
    nothing = np.zeros_like(angle)
    hips = np.stack([hip, nothing, nothing], axis=-1)
    back = shared(np.stack([hip - angle, nothing, nothing], axis=-1))
    return np.asarray(state(back, hips, hips, person=person).whole_length[..., 0])


def _spread(value: Array, others: list[Array], kind: Kind) -> Quantity:
    every = np.stack([value, *others])
    return Quantity(value, every.min(axis=0), every.max(axis=0), "m", kind)


def _as_given(value: Array) -> float | Array:
    return float(value) if value.ndim == 0 else value


def _check_angle(trunk_thigh: Quantity) -> None:
    if trunk_thigh.unit != "rad":
        raise RangeError(
            f"trunk_thigh must be in rad; got {trunk_thigh.unit}. "
            "Convert with psoascope.arrays.radians."
        )
    largest = np.abs(np.asarray(trunk_thigh.value, dtype=np.float64))
    if np.any(largest > np.pi * (1 + 1e-9)):
        raise RangeError(
            f"trunk_thigh {np.nanmax(largest):g} rad lies beyond half a turn, 3.14 rad. "
            "Convert degrees with psoascope.arrays.radians."
        )
