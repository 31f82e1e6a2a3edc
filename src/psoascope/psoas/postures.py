"""Named postures of data/postures.toml, and what the psoas does in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, radians
from psoascope.errors import RangeError
from psoascope.psoas.muscle import state
from psoascope.psoas.names import HIP_ANGLES, SIDES
from psoascope.psoas.person import Person
from psoascope.psoas.sharing import shared
from psoascope.psoas.unseen import against_standing
from psoascope.quantity import Quantity


@dataclass(frozen=True)
class Side:
    """The psoas of one side in a posture; bands of kind range over the posture's angles.

    Parameters
    ----------
    length : Quantity, m
        Whole muscle.
    change : Quantity, %
        Against standing; negative is shorter.
    hip_flexion_arm : Quantity, m
        Moment arm; positive bends the hip.
    """

    length: Quantity
    change: Quantity
    hip_flexion_arm: Quantity


@dataclass(frozen=True)
class Posture:
    """What the psoas of both sides does in a named posture.

    Parameters
    ----------
    name : str
        Entry of data/postures.toml.
    right, left : Side
    """

    name: str
    right: Side
    left: Side


def posture_names() -> tuple[str, ...]:
    """Names of all postures, standing first.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> posture_names()[:2]
    ('standing', 'chair_sitting')
    """
    return tuple(tables.table("postures"))


def posture(name: str, person: Person | None = None) -> Posture:
    """The psoas of both sides in a named posture.

    The angles are varied over the grid of their low, value and high, each with each.

    Parameters
    ----------
    name : str
        Entry of data/postures.toml.
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    Posture

    Raises
    ------
    RangeError
        There is no such posture.

    Examples
    --------
    >>> sitting = posture("chair_sitting")
    >>> round(sitting.right.change.value, 1), sitting.right.change.kind
    (-11.7, 'range')
    """
    if name not in posture_names():
        known = ", ".join(posture_names())
        raise tables.error(RangeError, "unknown_posture", name=name, known=known)
    entry = tables.table("postures")[name]
    grids = [_grid(entry["lumbar_extension"], entry[f"hip_{side}"]) for side in SIDES]
    back = np.zeros((*grids[0].shape[:-1], 3))
    back[..., 0] = grids[0][..., 0]
    muscle = state(shared(back), grids[0][..., 1:], grids[1][..., 1:], person=person)
    sides = []
    for column in range(len(SIDES)):
        length = _range(muscle.whole_length[..., column], "m")
        arm = _range(muscle.hip_arm[..., column, 0], "m")
        sides.append(Side(length, against_standing(length, person), arm))
    return Posture(name, *sides)


def _grid(lumbar: Mapping[str, Any], hip: Mapping[str, Any]) -> Array:
    """Angles (81, 4), rad: lumbar extension and three hip angles; the posture itself first."""
    numbers = [lumbar, *(hip[angle] for angle in HIP_ANGLES)]
    choices = [[number["value"], number["low"], number["high"]] for number in numbers]
    mesh = np.meshgrid(*choices, indexing="ij")
    return radians(np.stack([axis.ravel() for axis in mesh], axis=-1))


def _range(values: Array, unit: str) -> Quantity:
    return Quantity(float(values[0]), float(values.min()), float(values.max()), unit, "range")
