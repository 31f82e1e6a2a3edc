"""The muscle fibre between path and tendon: its length, slant, speed, and what it can give."""

from typing import NamedTuple

import numpy as np

from psoascope.arrays import Array
from psoascope.psoas import curves
from psoascope.psoas.architecture import Architecture


class Fibre(NamedTuple):
    """Fibres of the 22 fascicles, without units.

    Parameters
    ----------
    length : array (..., 22), 1
        In optimal fibre lengths.
    velocity : array (..., 22), 1
        In maximum shortening speeds; positive lengthens.
    cosine : array (..., 22), 1
        Of the slant against the tendon; 0 where the path is shorter than the tendon.
    active, passive : array (..., 22), 1
        Along the fibre, in maximum forces; active at full effort.
    """

    length: Array
    velocity: Array
    cosine: Array
    active: Array
    passive: Array


def fibre_of(path: Array, tendon: Array, speed: Array, muscle: Architecture) -> Fibre:
    """The fibre that is left of a path once the tendon has taken its part.

    The muscle keeps its thickness, so that a shorter fibre lies at a larger slant. The tendon
    holds its length at that moment, so that the fibre takes all of the path's speed.

    Parameters
    ----------
    path : array (..., 22), m
    tendon : array (..., 22), 1
        In tendon slack lengths.
    speed : array (..., 22), m/s
        Of the path; positive lengthens.
    muscle : Architecture

    Returns
    -------
    Fibre

    References
    ----------
    degroote_fregly2016 in data/sources.toml.

    Examples
    --------
    >>> from psoascope.psoas.architecture import architecture
    >>> muscle = architecture()
    >>> path = muscle.tendon_slack + muscle.optimal_fibre * np.cos(muscle.pennation)
    >>> fibre_of(path, np.ones(22), np.zeros(22), muscle).length[:2].round(9).tolist()
    [1.0, 1.0]
    """
    thickness = np.sin(muscle.pennation)
    along = np.maximum(path - tendon * muscle.tendon_slack, 0.0) / muscle.optimal_fibre
    length = np.hypot(along, thickness)
    cosine = along / length
    fastest = curves.fastest_shortening() * muscle.optimal_fibre
    velocity = speed * cosine / fastest
    active = curves.active_by_length(length) * curves.active_by_speed(velocity)
    return Fibre(length, velocity, cosine, active, curves.passive_by_length(length))
