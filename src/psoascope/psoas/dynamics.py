"""Moments at the joints of a leg that hangs from the pelvis, from its motion alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, Mask, checked
from psoascope.errors import RangeError
from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.leg_motion import MIRROR, PARTS, LegMotion, Load, checked_angles, mirrored_load
from psoascope.psoas.person import Person, reference_person
from psoascope.psoas.rates import rates
from psoascope.psoas.rotations import turned_zxy
from psoascope.psoas.segments import foot_centre, gravity, segments
from psoascope.psoas.turning import Turning, axial, below_hinge, below_hip, carried, spin


@dataclass(frozen=True)
class Moments:
    """Generalised forces that the muscles of a leg must give.

    Parameters
    ----------
    hip : array (..., T, 3), N m
        About the axes of flexion, adduction, internal rotation; positive towards these.
    knee, ankle : array (..., T), N m
        Towards flexion; towards dorsiflexion.
    on_ground : array (..., T) of bool
        Frames left missing since the foot stands.
    """

    hip: Array
    knee: Array
    ankle: Array
    on_ground: Mask

    def why_missing(self, language: str = "en") -> str:
        """What to tell of frames on the ground; empty if there are none."""
        standing = bool(self.on_ground.any())
        return tables.say("errors.stance_frames_left_out", language) if standing else ""


class _Chain(NamedTuple):
    """Thigh, shank, foot: how each turns, place and acceleration (..., 3) of its upper joint."""

    turning: tuple[Turning, Turning, Turning]
    place: tuple[Array, Array, Array]
    acceleration: tuple[Array, Array, Array]


def leg_moments(
    motion: LegMotion, person: Person | None = None, *, loads: Sequence[Load] = ()
) -> Moments:
    """Moments at hip, knee and ankle of a leg that is off the ground.

    Newton and Euler for three rigid bodies below a pelvis whose motion is given; rates as in
    psoascope.psoas.rates, so smooth the angles first.

    Parameters
    ----------
    motion : LegMotion
    person : Person, optional
        The reference person if not given.
    loads : sequence of Load

    Returns
    -------
    Moments
        NaN where the foot is on the ground, and where one of the five frames around is missing.

    Raises
    ------
    ShapeError
        Axes do not fit one another.
    RangeError
        Time does not increase, an angle lies beyond its limit (most often degrees), or the foot
        is on the ground throughout: the ground's force would be needed.

    References
    ----------
    de_leva1996 in data/sources.toml for the segments. Left out: soft tissue that moves on the
    bones, and the passive stiffness of joints.

    Examples
    --------
    >>> raised = LegMotion(None, [np.radians(90.0), 0.0, 0.0], np.radians(90.0), 0.0)
    >>> leg_moments(raised).hip.round(1).tolist()
    [29.3, 0.0, 0.0]
    """
    who = reference_person() if person is None else person
    angles, standing = checked_angles(motion)
    if standing.size and standing.all():
        raise tables.error(RangeError, "stance_without_ground")
    still = np.zeros_like(angles)
    speed, change = (still, still) if motion.time is None else rates(motion.time, angles)
    if motion.side == "left":
        loads = [mirrored_load(load) for load in loads]
    pelvis = _pelvis(motion, who)
    chain = _chain(pelvis, (angles, speed, change), who)
    hip, knee, ankle = _needed(chain, who, loads)
    _, axes = turned_zxy(angles[..., :3])
    about = axes @ np.swapaxes(pelvis[0].frame, -1, -2)
    hinge = chain.turning[0].frame[..., 2]
    at_hip = np.where(standing[..., None], np.nan, (about @ hip[..., None])[..., 0])
    at_knee = np.where(standing, np.nan, -_dot(hinge, knee))
    return Moments(at_hip, at_knee, np.where(standing, np.nan, _dot(hinge, ankle)), standing)


def _pelvis(motion: LegMotion, person: Person) -> tuple[Turning, Array]:
    """How the pelvis turns, and the acceleration (..., 3) of the hip centre; left mirrored."""
    given = motion.pelvis
    mirror = MIRROR if motion.side == "left" else np.ones(3)
    frame = checked("rotation", np.eye(3) if given.rotation is None else given.rotation, (3, 3))
    frame = mirror[:, None] * frame * mirror
    origin = np.zeros(3) if given.acceleration is None else given.acceleration
    origin = checked("acceleration", origin, (3,)) * mirror
    rate = change = np.zeros(3)
    if motion.time is not None and frame.ndim > 2:
        flat = frame.reshape(*frame.shape[:-2], 9)
        speed, twice = (one.reshape(frame.shape) for one in rates(motion.time, flat))
        back = np.swapaxes(frame, -1, -2)
        rate, change = axial(speed @ back), axial(twice @ back)
    lever = frame @ (anatomy().hip_centre * person.scales.pelvis)
    turning = Turning(frame, rate, change)
    return turning, origin + carried(turning, lever)


def _chain(
    pelvis: tuple[Turning, Array], joints: tuple[Array, Array, Array], person: Person
) -> _Chain:
    angles, speed, change = joints
    parts = segments(person)
    thigh = below_hip(pelvis[0], angles[..., :3], speed[..., :3], change[..., :3])
    shank = below_hinge(thigh, -angles[..., 3], -speed[..., 3], -change[..., 3])
    foot = below_hinge(shank, angles[..., 4], speed[..., 4], change[..., 4])
    along = [
        -parts["thigh"].length * thigh.frame[..., 1],
        -parts["shank"].length * shank.frame[..., 1],
    ]
    knee_change = pelvis[1] + carried(thigh, along[0])
    ankle_change = knee_change + carried(shank, along[1])
    places = np.zeros(3), along[0], along[0] + along[1]
    return _Chain((thigh, shank, foot), places, (pelvis[1], knee_change, ankle_change))


def _needed(chain: _Chain, person: Person, loads: Sequence[Load]) -> tuple[Array, Array, Array]:
    """Moment (..., 3), ground axes, that must act on the leg below hip, knee and ankle."""
    parts, weight = segments(person), np.array([0.0, -gravity(), 0.0])
    moments = [np.zeros(3), np.zeros(3), np.zeros(3)]
    for row, part in enumerate(PARTS):
        turning, body = chain.turning[row], parts[part]
        centre = foot_centre(person) if part == "foot" else np.array([0.0, -body.centre, 0.0])
        own = [load for load in loads if load.part == part]
        points = [(centre, body.mass, None), *((load.point, load.mass, load.force) for load in own)]
        own_spin = spin(turning, body.inertia)
        for joint in range(row + 1):
            moments[joint] = moments[joint] + own_spin
        for point, mass, force in points:
            lever = turning.frame @ np.asarray(point, dtype=np.float64)
            push = mass * (chain.acceleration[row] + carried(turning, lever) - weight)
            push = push if force is None else push - np.asarray(force, dtype=np.float64)
            for joint in range(row + 1):
                arm = chain.place[row] - chain.place[joint] + lever
                moments[joint] = moments[joint] + np.cross(arm, push)
    return moments[0], moments[1], moments[2]


def _dot(first: Array, second: Array) -> Array:
    return np.asarray((first * second).sum(axis=-1))
