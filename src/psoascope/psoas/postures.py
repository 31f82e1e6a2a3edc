"""What the psoas does in the named postures of data/postures.toml."""

from dataclasses import dataclass

import numpy as np

from psoascope.arrays import Array
from psoascope.psoas.architecture import Architecture, variants
from psoascope.psoas.force import muscle_force
from psoascope.psoas.muscle import state
from psoascope.psoas.names import LEVELS, SIDES
from psoascope.psoas.person import Person
from psoascope.psoas.posture_angles import PostureAngles, posture_grid, posture_names
from psoascope.psoas.spine_load import spine_load
from psoascope.psoas.state import State
from psoascope.psoas.unseen import against_standing
from psoascope.quantity import Quantity

__all__ = ["Posture", "Side", "posture", "posture_names"]

_LUMBOSACRAL = LEVELS.index("L5_S1")


@dataclass(frozen=True)
class Side:
    """The psoas of one side in a posture, relaxed.

    All bands are of kind range, over the posture's joint angles; from fibre_length on also over
    the variants of fibre and maximum force. They do not cover the person's own anatomy, other
    models of the path, other inclinations of the disc, or other ways of sharing the lumbar angle
    over the levels.

    Parameters
    ----------
    length : Quantity, m
        Whole muscle, mean of the fascicles weighted by maximum force.
    change : Quantity, %
        Of length, against standing; negative is shorter.
    hip_flexion_arm : Quantity, m
        Moment arm; positive bends the hip.
    fibre_length : Quantity, 1
        In optimal fibre lengths, mean of the fascicles weighted by maximum force; rigid tendon.
    fibre_change : Quantity, %
        Of fibre_length, against standing in the same variant; negative is shorter.
    passive_tension : Quantity, N
        Sum over the fascicles of the pull by stretch alone, without effort.
    compression_l5_s1 : Quantity, N
        What that pull of this side adds to the compression of L5/S1.
    """

    length: Quantity
    change: Quantity
    hip_flexion_arm: Quantity
    fibre_length: Quantity
    fibre_change: Quantity
    passive_tension: Quantity
    compression_l5_s1: Quantity


@dataclass(frozen=True)
class Posture:
    """What the psoas of both sides does in a named posture.

    Parameters
    ----------
    name : str
        Entry of data/postures.toml.
    right, left : Side
    compression_l5_s1 : Quantity, N
        By the passive pull of both sides.
    """

    name: str
    right: Side
    left: Side
    compression_l5_s1: Quantity


@dataclass(frozen=True)
class _Pull:
    """All (V, N, 2), of V variants, N postures, right and left; 1, %, N, N."""

    fibre: Array
    fibre_change: Array
    tension: Array
    compression: Array


def posture(name: str, person: Person | None = None) -> Posture:
    """The psoas of both sides in a named posture.

    The angles are varied over the grid of their low, value and high, each with each; the fibres
    over the variants of architecture.variants. The value is the posture itself with the first
    variant.

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

    References
    ----------
    Each angle names its own in data/postures.toml. Left out: effort of the muscle, pull of the
    fasciae, an elastic tendon, weight of the trunk.

    Examples
    --------
    >>> sitting = posture("chair_sitting")
    >>> round(sitting.right.change.value, 1), sitting.right.change.kind
    (-11.7, 'range')
    >>> sitting.right.passive_tension.value < posture("standing").right.passive_tension.value
    True
    """
    angles = posture_grid(name)
    muscle = state(*angles, person=person)
    pull = _pull(angles, muscle, person)
    right, left = (_side(muscle, pull, column, person) for column in range(len(SIDES)))
    return Posture(name, right, left, _range(pull.compression.sum(axis=-1), "N"))


def _side(muscle: State, pull: _Pull, column: int, person: Person | None) -> Side:
    length = _range(muscle.whole_length[..., column], "m")
    return Side(
        length=length,
        change=against_standing(length, person),
        hip_flexion_arm=_range(muscle.hip_arm[..., column, 0], "m"),
        fibre_length=_range(pull.fibre[..., column], "1"),
        fibre_change=_range(pull.fibre_change[..., column], "%"),
        passive_tension=_range(pull.tension[..., column], "N"),
        compression_l5_s1=_range(pull.compression[..., column], "N"),
    )


def _pull(angles: PostureAngles, muscle: State, person: Person | None) -> _Pull:
    """What the relaxed muscle gives in each variant of its architecture."""
    still = np.zeros(3)
    standing = state(np.zeros((len(LEVELS), 3)), still, still, person=person).length
    fibres, changes, tensions = [], [], []
    for each in variants(person):
        force = muscle_force(muscle.length, architecture=each)
        fibre = _mean_of_side(force.fibre_length, each)
        upright = muscle_force(standing, architecture=each).fibre_length
        fibres.append(fibre)
        changes.append((fibre / _mean_of_side(upright, each) - 1) * 100)
        tensions.append(force.tension)
    tension = np.stack(tensions)
    alone = np.stack([_of_side(tension, side) for side in range(len(SIDES))])
    compression = spine_load(*angles, alone, person=person).compression[..., _LUMBOSACRAL]
    return _Pull(
        fibre=np.stack(fibres),
        fibre_change=np.stack(changes),
        tension=_by_side(tension).sum(axis=-1),
        compression=np.moveaxis(compression, 0, -1),
    )


def _by_side(fascicles: Array) -> Array:
    """Fascicles (..., 22) as right and left (..., 2, 11)."""
    return fascicles.reshape(*fascicles.shape[:-1], len(SIDES), -1)


def _of_side(tension: Array, side: int) -> Array:
    """Tension (..., 22), N, of one side, with 0 on the other."""
    alone = np.zeros_like(tension)
    _by_side(alone)[..., side, :] = _by_side(tension)[..., side, :]
    return alone


def _mean_of_side(fascicles: Array, muscle: Architecture) -> Array:
    """Mean (..., 2) of each side's fascicles, weighted by maximum force."""
    weight = _by_side(muscle.max_force)
    weighted = _by_side(fascicles) * weight
    return np.asarray(weighted.sum(axis=-1) / weight.sum(axis=-1))


def _range(values: Array, unit: str) -> Quantity:
    """The first of all values with the range of all."""
    first = float(values.flat[0])
    return Quantity(first, float(values.min()), float(values.max()), unit, "range")
