"""What the model computes for claims about exercises: the hip's task, and the psoas's part in it.

Each function takes an entry of [figure] in data/claims.toml and a person, and gives quantities by
name; bands of kind range. Exercises are held still.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from psoascope.arrays import Array, radians
from psoascope.claims.forces import leg_capacity
from psoascope.claims.lengths import one_posture
from psoascope.claims.sweeps import Figures, spread, swept_angles
from psoascope.psoas.architecture import variants
from psoascope.psoas.leg import leg_architecture, leg_state
from psoascope.psoas.load_sharing import share
from psoascope.psoas.loop_band import LoopBand
from psoascope.psoas.names import FASCICLES_OF_A_SIDE
from psoascope.psoas.person import Person
from psoascope.psoas.spine_load import spine_load
from psoascope.psoas.tasks import curl_up, sit_up, standing_march
from psoascope.quantity import Quantity

_SHARING = tuple((power, by_volume) for by_volume in (True, False) for power in (2.0, 3.0))
"""Power of the activation in the cost, and whether a muscle costs by its volume or all alike. By
volume comes first: it does not depend on how many strands a muscle is modelled by."""


def trunk_raise(entry: Mapping[str, Any], person: Person | None) -> Figures:
    """A sit-up and a curl-up held still: hip moment, pull of the psoas, pressure on L5/S1.

    The hip moment is shared among all muscles that bend or straighten the hip, by the least sum
    of squared or cubed activations; the knees are bent at a right angle.

    Parameters
    ----------
    entry : mapping
        sit_up_deg, curl_up_deg: value, low and high of the raised part above the floor; hip_deg:
        hip flexion with the back on the floor.
    person : Person or None

    Returns
    -------
    dict
        Pulls and pressures are NaN where some architecture cannot give the moment.
        sit_up_hip, curl_up_hip, N m a side; sit_up_psoas, curl_up_psoas, N a side;
        sit_up_pressed, curl_up_pressed, N at L5/S1 by both psoas. The band over the angle, the
        person's likely mass and sex, the architectures and four ways of sharing.
    """
    whole, chest = radians(entry["sit_up_deg"]), radians(entry["curl_up_deg"])
    lying = radians(entry["hip_deg"])
    found = {}
    for name, task, hip in (
        ("sit_up", sit_up(whole, person), lying + whole),
        ("curl_up", curl_up(chest, person), lying + 0 * chest),
    ):
        asked = np.stack([task.hip.value, task.hip.low, task.hip.high])[..., 0]
        pull = _psoas_pull(hip, asked, person)
        hips, lumbar = swept_angles(hip, np.zeros_like(hip))
        both = np.concatenate([pull, pull], axis=-1)
        pressed = spine_load(lumbar, hips, hips, both, person=person).compression[..., 0]
        found[f"{name}_hip"] = spread(asked, "N m")
        found[f"{name}_psoas"] = spread(pull.sum(-1), "N")
        found[f"{name}_pressed"] = spread(pressed, "N")
    return found


def march(entry: Mapping[str, Any], person: Person | None) -> Figures:
    """Marching on the spot: length of the psoas, and what a loop band adds to the hip's task.

    Parameters
    ----------
    entry : mapping
        posture, side; thigh_deg: hip flexion of the raised leg.
    person : Person or None

    Returns
    -------
    dict
        change, %, against standing; without, with_band, N m: hip flexion moment. The band over
        the person's likely mass and sex, and over likely loop bands.
    """
    angle = radians(entry["thigh_deg"])
    tasks = {
        "without": standing_march(angle, person=person),
        "with_band": standing_march(angle, LoopBand(), person),
    }
    moments = {name: _flexion(task) for name, task in tasks.items()}
    return one_posture(entry, person) | moments


def _flexion(task: Quantity) -> Quantity:
    value, low, high = (float(part[0]) for part in (task.value, task.low, task.high))
    return Quantity(value, low, high, task.unit, task.kind)


def _psoas_pull(hip: Array, asked: Array, person: Person | None) -> Array:
    """Pull (variants x sharing, 3, N, 11), N, of the fascicles of a side; the default first."""
    hips, _ = swept_angles(hip, np.zeros_like(hip))
    leg = leg_state(hips, np.full_like(hip, np.pi / 2), person=person)
    arm = leg.arm[..., None, :, 0]
    pulls = []
    for psoas in variants(person):
        capacity = leg_capacity(leg, psoas, person)
        muscle = leg_architecture(psoas, person=person)
        volume = muscle.max_force * muscle.optimal_fibre
        for power, by_volume in _SHARING:
            cost = volume / volume.mean() if by_volume else None
            shared = share(arm, capacity, asked[..., None], power=power, weight=cost)
            pull = shared.force[..., : len(FASCICLES_OF_A_SIDE)]
            pulls.append(np.where(shared.feasible[..., None], pull, np.nan))
    return np.stack(pulls)
