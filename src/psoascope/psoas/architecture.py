"""What each fascicle is made of: force, fibre, tendon; and the set of them that spans the band."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import RangeError
from psoascope.psoas.muscle import state
from psoascope.psoas.names import FASCICLES_OF_A_SIDE, LEVELS
from psoascope.psoas.person import Person


@dataclass(frozen=True)
class Architecture:
    """Force, fibre and tendon of the 22 fascicles, in the order of FASCICLES.

    Parameters
    ----------
    name : str
        Entry of [architecture] in data/force.toml.
    max_force : array (22,), N
        Isometric, at optimal fibre length.
    optimal_fibre : array (22,), m
    tendon_slack : array (22,), m
        Of all that is not fibre, down to the thigh bone.
    pennation : array (22,), rad
        At optimal fibre length.
    """

    name: str
    max_force: Array
    optimal_fibre: Array
    tendon_slack: Array
    pennation: Array


def architecture(name: str = "lfb", person: Person | None = None) -> Architecture:
    """One architecture of the whole psoas, scaled to a person.

    The models that the fibres come from end at the pelvic brim; the piece from there to the
    thigh bone is added to the tendon. Optimal fibre and tendon slack grow with the fascicle's own
    standing length, so that a fascicle is equally stretched when any person stands. Maximum
    force is not scaled: no source says whose it is.

    Parameters
    ----------
    name : str
        Entry of [architecture] in data/force.toml.
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    Architecture

    Raises
    ------
    RangeError
        There is no such architecture.

    References
    ----------
    pose2sim, wilkinson_full_body in data/sources.toml. Left out: pennation of the second fibre
    set, which gives none; that of the first stands in.

    Examples
    --------
    >>> muscle = architecture()
    >>> muscle.max_force.sum().round(0).item(), muscle.optimal_fibre[:3].round(4).tolist()
    (3562.0, [0.1936, 0.1907, 0.1783])
    """
    if name not in architecture_names():
        known = ", ".join(architecture_names())
        raise tables.error(RangeError, "unknown_architecture", name=name, known=known)
    entry = tables.entry(f"force.architecture.{name}")
    force, fibre, slack, pennation = (_both(part) for part in _side(entry))
    growth = _standing(person) / _standing(None)
    return Architecture(name, force, fibre * growth, slack * growth, pennation)


def architecture_names() -> tuple[str, ...]:
    """Names of all architectures, the default first.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> architecture_names()[:2]
    ('lfb', 'lfb_weak')
    """
    group = tables.entry("force.architecture")
    return tuple(name for name, row in group.items() if isinstance(row, Mapping) and "say" in row)


def variants(person: Person | None = None) -> tuple[Architecture, ...]:
    """The architectures over which bands are taken, the default first.

    Parameters
    ----------
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    tuple of Architecture
        Two fibre sets, each with the least and the greatest maximum force of the models.

    Examples
    --------
    >>> [round(each.max_force.sum() / 2) for each in variants()]
    [1781, 766, 2235, 2235, 766]
    """
    return tuple(architecture(name, person) for name in architecture_names())


def _side(entry: Mapping[str, Any]) -> tuple[Array, Array, Array, Array]:
    """Force, fibre, slack and pennation (11,) of the reference person's right side."""
    rows = [tables.entry(f"anatomy.fascicle.{name}") for name in FASCICLES_OF_A_SIDE]
    sets = rows if entry["fibres"] == "own" else [row[entry["fibres"]] for row in rows]
    force = _column(sets, "max_force")
    below_brim = _standing(None)[: len(rows)] - _column(rows, "length_to_brim")
    slack = _column(sets, "tendon_slack_to_brim") + below_brim
    force = force * (entry.get("force_of_a_side", force.sum()) / force.sum())
    return force, _column(sets, "optimal_fibre"), slack, _column(rows, "pennation")


def _column(rows: list[Mapping[str, Any]], name: str) -> Array:
    return np.array([row[name] for row in rows], dtype=np.float64)


def _both(side: Array) -> Array:
    return np.concatenate([side, side])


@cache
def _standing(person: Person | None) -> Array:
    """Length (22,), m, of each fascicle of a person who stands."""
    still = np.zeros(3)
    return state(np.zeros((len(LEVELS), 3)), still, still, person=person).length
