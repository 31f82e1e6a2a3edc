"""Moments at hips and lumbar joints of a trunk that is raised from lying on the back."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from psoascope import tables
from psoascope.arrays import Array, checked, degrees
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.limits import check_lumbar
from psoascope.psoas.names import LEVELS
from psoascope.psoas.person import Person, reference_person
from psoascope.psoas.rates import rates
from psoascope.psoas.segments import gravity
from psoascope.psoas.trunk_slices import Slices, trunk_slices

# In the plane of forward bending a point is a complex number: forward (or towards the feet, where
# one lies) + 1j x up; turning is multiplying by exp(1j x angle).
Plane = NDArray[np.complex128]


@dataclass(frozen=True)
class TrunkMotion:
    """A trunk that rises while the legs are held down, or postures of it that are held still.

    Parameters
    ----------
    time : array (T,), s, or None
        None: every posture is held still, and leading axes are any batch.
    pelvis : array (..., T), rad
        How far the pelvis is raised about the hips: 0 lying on the back, pi / 2 upright.
    lumbar : array (..., T, 5), rad
        Extension of each level, L5/S1 first; negative is curling up.
    """

    time: ArrayLike | None
    pelvis: ArrayLike
    lumbar: ArrayLike


class TrunkMoments(NamedTuple):
    """Generalised forces that the muscles of the trunk and both hips must give.

    Parameters
    ----------
    hip : array (..., T), N m
        Flexion of both hips together, the whole trunk off the floor.
    lumbar : array (..., T, 5), N m
        Extension at each level; negative: the flexors must work.
    """

    hip: Array
    lumbar: Array


def trunk_moments(motion: TrunkMotion, person: Person | None = None) -> TrunkMoments:
    """Moments at hips and lumbar joints of a trunk that nothing else carries.

    Six rigid bodies in the plane of forward bending: the pelvis, four slices of the trunk between
    lumbar joints, and the rest with head and folded arms.

    Parameters
    ----------
    motion : TrunkMotion
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    TrunkMoments
        NaN where one of the five frames around is missing.

    Raises
    ------
    ShapeError
        Axes do not fit one another.
    RangeError
        Time does not increase, or an angle lies beyond its limit; most often it is in degrees.

    References
    ----------
    de_leva1996 in data/sources.toml; lumbar joints from data/anatomy.toml. Left out: the floor,
    bending of the chest, pressure in the abdomen.

    Examples
    --------
    >>> lifted = trunk_moments(TrunkMotion(None, 0.0, np.zeros(5)))
    >>> round(float(lifted.hip)), lifted.lumbar.round().tolist()
    (132, [-89.0, -80.0, -69.0, -60.0, -52.0])
    """
    pelvis, lumbar = _checked(motion)
    slices = trunk_slices(reference_person() if person is None else person)
    pose = _pose(pelvis, lumbar, slices)
    pull, twist = _change(motion.time, pose)
    push = slices.mass * (pull + 1j * gravity())
    arm = pose.centre[..., None, :] - pose.joint[..., :, None]
    moment = (np.conj(arm) * push[..., None, :]).imag + (slices.inertia * twist)[..., None, :]
    above = np.arange(len(LEVELS) + 1) >= np.arange(len(LEVELS) + 1)[:, None]
    about = np.where(above, moment, 0.0).sum(axis=-1)
    return TrunkMoments(-about[..., 0], about[..., 1:])


def tipping(motion: TrunkMotion, level: int, person: Person | None = None) -> Array:
    """Moment that would tip a still trunk backwards over a lumbar joint that the floor carries.

    Parameters
    ----------
    motion : TrunkMotion
        Postures held still; time is not used.
    level : int
        Of the joint, 0 for L5/S1 to 4 for L1/L2.
    person : Person, optional

    Returns
    -------
    array (..., T), N m
        Of the weight of the whole trunk; positive: it tips and the hips must hold against it,
        negative: what rests weighs more.

    Examples
    --------
    >>> flat = TrunkMotion(None, 0.0, np.zeros(5))
    >>> bool(tipping(flat, 0) > tipping(flat, 4))
    True
    """
    pelvis, lumbar = _checked(motion)
    slices = trunk_slices(reference_person() if person is None else person)
    pose = _pose(pelvis, lumbar, slices)
    away = pose.joint[..., level + 1, None].real - pose.centre.real
    return np.asarray((away * slices.mass).sum(axis=-1) * gravity())


class _Pose(NamedTuple):
    """Joints (..., 6), hips first, and centres of mass (..., 6), m, and angles (..., 6), rad."""

    joint: Plane
    centre: Plane
    angle: Array


def _pose(pelvis: Array, lumbar: Array, slices: Slices) -> _Pose:
    # The axis of a trunk that lies on its back points away from the feet.
    base = np.pi / 2 - pelvis[..., None]
    angle = base + np.concatenate([np.zeros_like(base), np.cumsum(lumbar, axis=-1)], axis=-1)
    turn = np.exp(1j * angle)
    steps = slices.step * turn[..., :-1]
    hips = np.zeros((*steps.shape[:-1], 1), dtype=np.complex128)
    joint = np.concatenate([hips, np.cumsum(steps, axis=-1)], axis=-1)
    return _Pose(joint, joint + slices.centre * turn, angle)


def _change(time: ArrayLike | None, pose: _Pose) -> tuple[Plane, Array]:
    """Acceleration of the centres (..., 6), m/s2, and of the angles (..., 6), rad/s2."""
    if time is None:
        return np.zeros_like(pose.centre), np.zeros_like(pose.angle)
    across, up, twist = (
        rates(time, part)[1] for part in (pose.centre.real, pose.centre.imag, pose.angle)
    )
    return np.asarray(across + 1j * up), twist


def _checked(motion: TrunkMotion) -> tuple[Array, Array]:
    pelvis = checked("pelvis", motion.pelvis, ())
    lumbar = checked("lumbar", motion.lumbar, (len(LEVELS),), "Give the extension of each level.")
    check_lumbar("lumbar", np.stack([lumbar, 0 * lumbar, 0 * lumbar], axis=-1))
    flat = degrees(pelvis).reshape(-1)
    if (np.abs(flat) > 180.0).any():
        row = int(np.argmax(np.abs(flat) > 180.0))
        raise tables.error(
            RangeError,
            "angle_beyond_limit",
            name="pelvis",
            angle="raise",
            degrees=f"{flat[row]:.1f}",
            row=row + 1,
            limit="180",
        )
    try:
        batch = np.broadcast_shapes(pelvis.shape, lumbar.shape[:-1])
    except ValueError as error:
        raise ShapeError(
            f"pelvis and lumbar must have axes that fit; got {pelvis.shape} and {lumbar.shape}. "
            "Give each the same frames."
        ) from error
    return np.broadcast_to(pelvis, batch), np.broadcast_to(lumbar, (*batch, len(LEVELS)))
