"""How hard each fascicle pulls at a length, a speed and an effort."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array, checked
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas import curves
from psoascope.psoas.architecture import Architecture, architecture
from psoascope.psoas.equilibrium import balanced_tension
from psoascope.psoas.fibre import Fibre, fibre_of
from psoascope.psoas.names import FASCICLES

TENDONS = ("rigid", "elastic")
"""A rigid tendon keeps its slack length; an elastic one gives way until both pull alike."""


@dataclass(frozen=True)
class Force:
    """The pull of the 22 fascicles, in the order of FASCICLES.

    Parameters
    ----------
    fibre_length : array (..., 22), 1
        In optimal fibre lengths.
    fibre_velocity : array (..., 22), 1
        In maximum shortening speeds; positive lengthens.
    active, passive : array (..., 22), N
        By effort, and by being stretched; both along the tendon.
    tension : array (..., 22), N
        Their sum: what pulls on vertebra and thigh bone.
    """

    fibre_length: Array
    fibre_velocity: Array
    active: Array
    passive: Array
    tension: Array


def muscle_force(
    length: ArrayLike,
    velocity: ArrayLike | None = None,
    activation: ArrayLike = 0.0,
    *,
    architecture: Architecture | None = None,
    tendon: str = "rigid",
) -> Force:
    """The pull of each fascicle, for any batch of lengths.

    Parameters
    ----------
    length : array (..., 22), m
        Whole path, as state(...).length gives it.
    velocity : array (..., 22), m/s, optional
        Change of length with time; positive lengthens. Held still if not given.
    activation : float or array (...) or (..., 22), 1
        0 relaxed, 1 full effort; an array whose last axis is not 22 is one effort per posture.
    architecture : Architecture, optional
        That of the reference person if not given.
    tendon : {"rigid", "elastic"}
        A rigid tendon keeps its slack length. An elastic one gives way until tendon and fibre
        pull alike, while its own length rests.

    Returns
    -------
    Force
        NaN where length, velocity or activation is missing; no pull where the path is shorter
        than the tendon.

    Raises
    ------
    ShapeError
        An array has the wrong last axis, or the leading axes do not fit one another.
    RangeError
        A length is not above 0, an activation is outside 0 to 1, or there is no such tendon.

    References
    ----------
    degroote_fregly2016 in data/sources.toml. Left out: history of the contraction, width of the
    muscle, passive force of the fasciae around it.

    Examples
    --------
    >>> from psoascope.psoas.muscle import state
    >>> hip = np.radians([[-20.0, 0.0, 0.0], [0.0, 0.0, 0.0], [90.0, 0.0, 0.0]])
    >>> relaxed = muscle_force(state(np.zeros((5, 3)), hip, hip).length)
    >>> (relaxed.tension.sum(axis=-1) / 2).round(0).tolist()
    [272.0, 172.0, 16.0]
    """
    if tendon not in TENDONS:
        raise tables.error(
            RangeError, "unknown_tendon", name=repr(tendon), known=", ".join(TENDONS)
        )
    muscle = _default() if architecture is None else architecture
    path, speed, effort = _checked_inputs(length, velocity, activation)
    stretch = np.ones_like(path)
    if tendon == "elastic":
        stretch = curves.tendon_length(balanced_tension(path, speed, effort, muscle))
    return _force(fibre_of(path, stretch, speed, muscle), effort, muscle)


def _force(fibre: Fibre, effort: Array, muscle: Architecture) -> Force:
    along = muscle.max_force * fibre.cosine
    active = along * fibre.active * effort
    passive = along * fibre.passive
    # A missing effort leaves the stretched fibre's own pull unknown as well.
    passive = np.where(np.isnan(active), np.nan, passive)
    return Force(fibre.length, fibre.velocity, active, passive, active + passive)


def _default() -> Architecture:
    return architecture()


def _checked_inputs(
    length: ArrayLike, velocity: ArrayLike | None, activation: ArrayLike
) -> tuple[Array, Array, Array]:
    """Length, velocity and activation (..., 22) of one batch."""
    count = len(FASCICLES)
    path = checked("length", length, (count,), "Give state(...).length.")
    still = np.zeros(count)
    speed = still if velocity is None else checked("velocity", velocity, (count,), "In m/s.")
    effort = checked("activation", activation, ())
    if effort.shape[-1:] != (count,):
        effort = effort[..., None]
    _check_range(path, effort)
    try:
        path, speed, effort = np.broadcast_arrays(path, speed, effort)
    except ValueError as error:
        shapes = path.shape, speed.shape, np.shape(activation)
        raise ShapeError(
            f"length, velocity and activation must have leading axes that fit; got {shapes}. "
            "Give each the same number of postures, or a single one."
        ) from error
    return path, speed, effort


def _check_range(path: Array, effort: Array) -> None:
    # A comparison with NaN is never true: what is missing passes and stays missing.
    wrong = (path <= 0) | np.isinf(path)
    if wrong.any():
        place = np.unravel_index(int(np.argmax(wrong)), path.shape)
        name = FASCICLES[int(place[-1])]
        value = f"{path[place]:g}"
        raise tables.error(RangeError, "muscle_length_range", value=value, fascicle=name)
    beyond = (effort < 0) | (effort > 1)
    if beyond.any():
        value = f"{effort[beyond].flat[0]:g}"
        raise tables.error(RangeError, "activation_range", value=value)
