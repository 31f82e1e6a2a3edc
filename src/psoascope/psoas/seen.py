"""Length of the psoas where hip and lumbar angles are seen apart."""

from collections.abc import Sequence

import numpy as np

from psoascope.arrays import Array
from psoascope.psoas.limits import limits
from psoascope.psoas.muscle import state
from psoascope.psoas.person import Person
from psoascope.psoas.sharing import shared, sharing_rules
from psoascope.quantity import Quantity, combined

Posture = tuple[Array, Array]
"""Lumbar angles (..., 3) and hip angles (..., 2, 3), rad."""

_LUMBAR = 15  # the first angles of limits(); three of each hip follow


def seen_length(
    posture: Posture, deviations: Sequence[tuple[Posture, Posture]], person: Person | None = None
) -> Quantity:
    """Length of both whole psoas from measured lumbar and hip angles.

    Parameters
    ----------
    posture : tuple of lumbar (..., 3) and hips (..., 2, 3), rad
        Extension, bend to the right, rotation to the left of the whole lumbar spine; flexion,
        adduction, inward rotation of the right and left hip.
    deviations : sequence of pairs of such tuples
        For each independent source of error the posture at both ends of its 90 % band.
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    Quantity, value array (..., 2), m
        Right and left, mean of the fascicles weighted by maximum force. The band joins all
        deviations and the ways in which the levels may share the lumbar angle. NaN where an angle
        is missing or lies beyond what any joint reaches, which is a slip of the markers.

    References
    ----------
    data/anatomy.toml for limits and sharing. Left out: the person's own anatomy.

    Examples
    --------
    >>> sitting = np.radians([-30.0, 0.0, 0.0]), np.radians([[60.0, 0.0, 0.0]] * 2)
    >>> bent = np.radians([-30.0, 0.0, 0.0]), np.radians([[65.0, 0.0, 0.0]] * 2)
    >>> length = seen_length(sitting, [(bent, sitting)])
    >>> length.value.round(3).tolist(), length.low.round(3).tolist()
    ([0.269, 0.269], [0.264, 0.264])
    """
    value = _length(posture, "rhythm", person, kept=False)
    parts = [
        _spread(value, [_length(end, "rhythm", person) for end in pair], "coverage")
        for pair in deviations
    ]
    rules = [_length(posture, rule, person) for rule in sharing_rules()]
    return combined(value, [*parts, _spread(value, rules, "range")], "m")


def _length(posture: Posture, rule: str, person: Person | None, kept: bool = True) -> Array:
    """Lengths (..., 2), m; angles beyond their limit are held there, or the frame is left out."""
    lumbar, hips = posture
    levels = shared(lumbar, rule)
    low, high = limits()
    back = levels.reshape(*levels.shape[:-2], _LUMBAR)
    legs = hips.reshape(*hips.shape[:-2], 6)
    back_held = np.clip(back, low[:_LUMBAR], high[:_LUMBAR])
    legs_held = np.clip(legs, low[_LUMBAR:], high[_LUMBAR:])
    if not kept:
        wrong_back = (back_held != back).any(axis=-1, keepdims=True)
        wrong_legs = np.repeat((legs_held != legs).reshape(hips.shape).any(axis=-1), 3, axis=-1)
        back_held = np.where(wrong_back, np.nan, back_held)
        legs_held = np.where(wrong_legs, np.nan, legs_held)
    sides = legs_held.reshape(hips.shape)
    found = state(
        back_held.reshape(levels.shape), sides[..., 0, :], sides[..., 1, :], person=person
    )
    return np.asarray(found.whole_length)


def _spread(value: Array, others: list[Array], kind: str) -> Quantity:
    every = np.stack([value, *others])
    low, high = every.min(axis=0), every.max(axis=0)
    return Quantity(value, low, high, "m", "range" if kind == "range" else "coverage")
