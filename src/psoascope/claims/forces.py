"""What the model computes for claims about force: the hip, the lumbar joints, the pelvis.

Each function takes an entry of [figure] in data/claims.toml and a person, and gives quantities by
name; bands of kind range. Efforts are full ones, held still.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from psoascope.arrays import Array, radians
from psoascope.claims.sweeps import Figures, spread, swept, swept_angles, swept_state
from psoascope.psoas.architecture import Architecture, variants
from psoascope.psoas.fibre import fibre_of
from psoascope.psoas.force import muscle_force
from psoascope.psoas.leg import LegState, leg_architecture, leg_state
from psoascope.psoas.names import FASCICLES_OF_A_SIDE, LEVELS
from psoascope.psoas.person import Person
from psoascope.psoas.sharing import shared, sharing_rules
from psoascope.psoas.spine_load import spine_load
from psoascope.psoas.state import State

_FASCICLES = len(FASCICLES_OF_A_SIDE)


def hip_flexion(entry: Mapping[str, Any], person: Person | None) -> Figures:
    """Lever and full effort with which one psoas bends the hip, over a range of flexion.

    Parameters
    ----------
    entry : mapping
        hip_flexion_deg: value, low and high.
    person : Person or None

    Returns
    -------
    dict
        lever, cm; full and half_lost, N m: moment of the psoas, and half of it; share, %: of the
        moment of all muscles that bend the hip, the knee bent as far as the hip. Positive bends.
        The band over flexion and, but for the lever, the architectures of the psoas.
    """
    value, low, high = entry["hip_flexion_deg"]
    hip = radians([value, *np.linspace(low, high, 30)])
    moments = _flexion_moments(hip, person)
    full = moments[..., :_FASCICLES].sum(-1)
    arm = swept_state(hip, np.zeros_like(hip), person).hip_arm[..., 0, 0]
    return {
        "lever": spread(arm * 100, "cm"),
        "full": spread(full, "N m"),
        "half_lost": spread(full / 2, "N m"),
        "share": spread(full / np.maximum(moments, 0.0).sum(-1) * 100, "%"),
    }


def spine(entry: Mapping[str, Any], person: Person | None) -> Figures:
    """What both muscles do to the lumbar spine at full effort, at its lower and its upper end.

    Parameters
    ----------
    entry : mapping
        hip_flexion_deg, lumbar_extension_deg: value, low and high.
    person : Person or None

    Returns
    -------
    dict
        pressed_low, pressed_high, N: compression of L5/S1 and L1/L2. bent_low, bent_high, N m:
        moments there; positive bends forward, negative extends. The band over posture and
        architectures.
    """
    hip, back = swept(entry)
    pose = swept_state(hip, back, person)
    pull = _pull(pose, person)
    hips, lumbar = swept_angles(hip, back)
    pressed = spine_load(lumbar, hips, hips, pull, person=person).compression
    bent = -(pull[..., None] * pose.lumbar_arm[..., 0]).sum(-2)
    found = {}
    for where, level in (("low", 0), ("high", len(LEVELS) - 1)):
        found[f"pressed_{where}"] = spread(pressed[..., level], "N")
        found[f"bent_{where}"] = spread(bent[..., level], "N m")
    return found


def pelvic_tilt(entry: Mapping[str, Any], person: Person | None) -> Figures:
    """Turning effect of both muscles on the pelvis while trunk and thighs are held.

    Tilting the pelvis forward by d then bends the hips by d and extends the lumbar spine by d,
    shared over its levels. A fascicle of hip arm h and lumbar extension arms a shortens by
    (h + sum of share * a) d: this sum is its lever on the pelvis.

    Parameters
    ----------
    entry : mapping
        hip_flexion_deg, lumbar_extension_deg: value, low and high.
    person : Person or None

    Returns
    -------
    dict
        moment, N m, at full effort; lever, cm; hip_alone, cm, without the lumbar part. Positive
        tilts the pelvis forward. The band over posture, the ways of sharing the lumbar angle, and
        the architectures.
    """
    hip, back = swept(entry)
    moments, levers = [], []
    for rule in sharing_rules():
        pose = swept_state(hip, back, person, rule)
        pull = _pull(pose, person)
        turning = (pull * tilt_lever(pose, rule)).sum(-1)
        moments.append(turning)
        levers.append(turning / pull.sum(-1) * 100)
    return {
        "moment": spread(np.stack(moments), "N m"),
        "lever": spread(np.stack(levers), "cm"),
        "hip_alone": spread(pose.hip_arm[..., 0, 0] * 100, "cm"),
    }


def tilt_lever(pose: State, rule: str = "rhythm") -> Array:
    """Lever of each fascicle on the tilt of the pelvis while trunk and thighs are held.

    Parameters
    ----------
    pose : State
    rule : str
        How the lumbar angle is shared over the levels.

    Returns
    -------
    array (..., 22), m
        Positive tilts the pelvis forward; minus the change of length with forward tilt.

    Examples
    --------
    >>> tilt_lever(swept_state(np.zeros(1), np.zeros(1))).shape
    (1, 22)
    """
    share = shared([1.0, 0.0, 0.0], rule)[:, 0]
    hip = np.repeat(pose.hip_arm[..., 0], _FASCICLES, axis=-1)
    return np.asarray(hip + pose.lumbar_arm[..., 0] @ share)


def leg_capacity(leg: LegState, psoas: Architecture, person: Person | None = None) -> Array:
    """What each muscle of a leg gives along its tendon at full effort, held still.

    Parameters
    ----------
    leg : LegState
    psoas : Architecture
        Of the psoas, already scaled; the other muscles have one each.
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    array (..., 35), N
        Active force alone; 0 where the path is shorter than the tendon.

    Examples
    --------
    >>> from psoascope.psoas.architecture import architecture
    >>> leg_capacity(leg_state(np.zeros(3), 0.0), architecture()).shape
    (35,)
    """
    muscle = leg_architecture(psoas, person=person)
    fibre = fibre_of(leg.length, np.ones_like(leg.length), np.zeros_like(leg.length), muscle)
    return np.asarray(muscle.max_force * fibre.cosine * fibre.active)


def upper_share(entry: Mapping[str, Any], person: Person | None) -> Figures:
    """Share of the muscle's force that springs from the upper low back.

    Parameters
    ----------
    entry : mapping
        upper: names of the fascicles that count as upper.
    person : Person or None

    Returns
    -------
    dict
        share, %; the band over the architectures.
    """
    rows = [FASCICLES_OF_A_SIDE.index(name) for name in entry["upper"]]
    forces = [muscle.max_force[:_FASCICLES] for muscle in variants(person)]
    shares = [force[rows].sum() / force.sum() * 100 for force in forces]
    return {"share": spread(np.array(shares), "%")}


def _pull(pose: State, person: Person | None) -> Array:
    """Tension (variants, ..., 22), N, at full effort, held still; the default first."""
    pulls = [
        muscle_force(pose.length, activation=1.0, architecture=muscle).tension
        for muscle in variants(person)
    ]
    return np.stack(pulls)


def _flexion_moments(hip: Array, person: Person | None) -> Array:
    """Moment (variants, N, 35), N m, with which each muscle of a leg bends the hip."""
    hips, _ = swept_angles(hip, np.zeros_like(hip))
    leg = leg_state(hips, np.clip(hip, 0.0, None), person=person)
    given = [leg_capacity(leg, psoas, person) * leg.arm[..., 0] for psoas in variants(person)]
    return np.stack(given)
