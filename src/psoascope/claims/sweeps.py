"""Sweeps over hip and lumbar angles, and the band that a sweep gives."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from psoascope.arrays import Array, radians
from psoascope.psoas.muscle import state
from psoascope.psoas.person import Person
from psoascope.psoas.sharing import shared
from psoascope.psoas.state import State
from psoascope.quantity import Quantity

Figures = dict[str, Quantity]
"""Quantities by the name that stands in the braces of a sentence."""


def swept(entry: Mapping[str, Any]) -> tuple[Array, Array]:
    """Hip flexion and lumbar extension, each value with each.

    Parameters
    ----------
    entry : mapping
        hip_flexion_deg, lumbar_extension_deg: value, low and high.

    Returns
    -------
    tuple of array (9,), rad
        The two values first.

    Examples
    --------
    >>> hip, _ = swept({"hip_flexion_deg": [0, -9, 90], "lumbar_extension_deg": [0, -18, 9]})
    >>> hip.round(2).tolist()[:4]
    [0.0, 0.0, 0.0, -0.16]
    """
    hip, back = np.meshgrid(entry["hip_flexion_deg"], entry["lumbar_extension_deg"], indexing="ij")
    return radians(hip.ravel()), radians(back.ravel())


def swept_angles(hip: Array, back: Array, rule: str = "rhythm") -> tuple[Array, Array]:
    """Hip and lumbar angles with nothing but flexion and extension.

    Parameters
    ----------
    hip, back : array (...), rad
        Hip flexion; extension of the whole lumbar spine.
    rule : str
        How the lumbar angle is shared over the levels.

    Returns
    -------
    hips : array (..., 3), rad
    lumbar : array (..., 5, 3), rad

    Examples
    --------
    >>> swept_angles(np.array(1.0), np.array(0.5))[0].tolist()
    [1.0, 0.0, 0.0]
    """
    nothing = np.zeros_like(hip)
    hips, whole = (np.stack([angle, nothing, nothing], axis=-1) for angle in (hip, back))
    return hips, shared(whole, rule)


def swept_state(
    hip: Array, back: Array, person: Person | None = None, rule: str = "rhythm"
) -> State:
    """The muscle with both hips and the spine bent in the sagittal plane.

    Parameters
    ----------
    hip, back : array (...), rad
        Hip flexion; extension of the whole lumbar spine.
    person : Person, optional
        The reference person if not given.
    rule : str
        How the lumbar angle is shared over the levels.

    Returns
    -------
    State

    Examples
    --------
    >>> swept_state(np.zeros(2), np.zeros(2)).whole_length[:, 0].round(3).tolist()
    [0.302, 0.302]
    """
    hips, lumbar = swept_angles(hip, back, rule)
    return state(lumbar, hips, hips, person=person)


def spread(values: Array, unit: str) -> Quantity:
    """The first number, with the smallest and the greatest of all as its band.

    Parameters
    ----------
    values : array (...)
    unit : str

    Returns
    -------
    Quantity
        Of kind range; NaN as soon as one of the numbers is missing.

    Examples
    --------
    >>> band = spread(np.array([2.0, 1.0, 5.0]), "cm")
    >>> band.value, band.low, band.high
    (2.0, 1.0, 5.0)
    """
    if np.isnan(values).any():
        return Quantity(np.nan, np.nan, np.nan, unit, "range")
    return Quantity(float(values.flat[0]), float(values.min()), float(values.max()), unit, "range")
