"""Proofs of forces and moments: muscle curves, inverse dynamics, load sharing, L5/S1."""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from psoascope import psoas
from psoascope.psoas import curves
from psoascope.psoas.names import HIP_ANGLES, LEVELS


def force_curves() -> dict[str, Any]:
    """Largest differences from OpenSim's DeGrooteFregly2016Muscle, in parts of maximum force."""
    import opensim

    judge = opensim.DeGrooteFregly2016Muscle()
    judge.finalizeFromProperties()
    theirs = {
        "active_by_length": (judge.calcActiveForceLengthMultiplier, 0.2, 1.9),
        "passive_by_length": (judge.calcPassiveForceMultiplier, 0.2, 1.9),
        "active_by_speed": (judge.calcForceVelocityMultiplier, -1.0, 1.0),
        "tendon_by_length": (judge.calcTendonForceMultiplier, 1.0, 1.09),
    }
    found: dict[str, Any] = {"points_of_each_curve": 2001}
    for name, (asked, low, high) in theirs.items():
        grid = np.linspace(low, high, 2001)
        ours = getattr(curves, name)(grid)
        found[name] = float(np.abs(ours - [asked(value) for value in grid]).max())
    for tendon in ("rigid", "elastic"):
        found[f"whole_muscle_{tendon}_tendon"] = _whole_force(tendon)
    return found


def _whole_force(tendon: str) -> float:
    """Largest difference of the force of 11 fascicles, 60 states each, in maximum forces."""
    from tests.psoas.opensim_muscle import ForceReferee

    from psoascope.psoas.architecture import architecture
    from psoascope.psoas.force import muscle_force

    own, rng, worst = architecture(), np.random.default_rng(1998), 0.0
    for row in range(11):
        parts = own.max_force, own.optimal_fibre, own.tendon_slack, own.pennation
        judge = ForceReferee(*(float(part[row]) for part in parts), tendon == "elastic")
        path = own.tendon_slack[row] + rng.uniform(0.35, 1.65, 60) * own.optimal_fibre[row]
        speed = rng.uniform(-0.9, 0.9, 60) * 10 * own.optimal_fibre[row]
        effort = rng.uniform(0.01, 1.0, 60)
        wide = np.ones(22)
        ours = muscle_force(path[:, None] * wide, speed[:, None] * wide, effort, tendon=tendon)
        asked = zip(path, speed, effort, strict=True)
        theirs = np.array([judge.force(*given)[0] for given in asked])
        worst = max(worst, float(np.abs(ours.tension[:, row] - theirs).max() / own.max_force[row]))
    return worst


def inverse_dynamics() -> dict[str, Any]:
    """Largest difference of a swinging leg's moments from OpenSim's, in % of their peaks."""
    from tests.psoas.opensim_leg import moments_by_opensim
    from tests.psoas.test_opensim_leg import swing

    person = psoas.Person(1.79, "male", 74.0, thigh=0.44, pelvis_width=0.19)
    joints = "hip flexion", "hip adduction", "hip rotation", "knee", "ankle"
    found: dict[str, Any] = {}
    for rate in (60, 100, 200):
        time = np.arange(0.0, 0.8, 1 / rate)
        angles = swing(time)
        with tempfile.TemporaryDirectory() as folder:
            theirs = moments_by_opensim(Path(folder), time, angles, person)[4:-4]
        gap = np.abs(_leg_moments(time, angles, person)[4:-4] - theirs).max(axis=0)
        share = 100 * gap / np.abs(theirs).max(axis=0)
        for name, value in zip(joints, share, strict=True):
            found[f"{name} at {rate} frames/s, %"] = float(value)
    return found


def _leg_moments(time: Any, angles: Any, person: psoas.Person) -> Any:
    """Our moments of the swinging leg of the test (T, 5), N m: hip, knee, ankle."""
    from psoascope.psoas.dynamics import leg_moments
    from psoascope.psoas.leg_motion import LegMotion, Pelvis
    from psoascope.psoas.rotations import turned_zxy

    w = 2 * np.pi / 1.1
    phase = w * time
    # Second derivative of the pelvis' place in that swing: forward, up, right.
    pull = -(w**2) * np.stack(
        [
            4 * 0.013 * np.sin(2 * phase + 0.5),
            4 * 0.019 * np.sin(2 * phase + 1.0),
            0.022 * np.sin(phase + 0.8),
        ],
        axis=-1,
    )
    turn, _ = turned_zxy(np.stack([angles[name] for name in ("tilt", "list", "turn")], axis=-1))
    hip = np.stack([angles[f"hip_{name}"] for name in HIP_ANGLES], axis=-1)
    motion = LegMotion(time, hip, angles["knee"], angles["ankle"], Pelvis(turn, pull))
    ours = leg_moments(motion, person)
    return np.concatenate([ours.hip, ours.knee[:, None], ours.ankle[:, None]], axis=-1)


def load_sharing() -> dict[str, Any]:
    """Our sharing of 400 random frames against SciPy's, one by one, in the square and the cube."""
    from scipy.optimize import linprog
    from tests.psoas.test_load_sharing import cheapest, some_frames

    from psoascope.psoas.load_sharing import share

    arm, capacity, moment, weight = some_frames(400, seed=1981)
    found: dict[str, Any] = {"frames": 400}
    for power in (2.0, 3.0):
        shared = share(arm, capacity, moment, power=power, weight=weight)
        rows = np.flatnonzero(shared.feasible)
        dearer = []
        for row in rows:
            cost = float((weight[row] * shared.activation[row] ** power).sum())
            least = cheapest(arm[row], capacity[row], moment[row], weight[row], power)
            dearer.append(cost / least - 1)
        found[f"feasible_power_{power:g}"] = len(rows)
        found[f"dearest_against_scipy_power_{power:g}"] = max(dearer)
        found[f"cheapest_against_scipy_power_{power:g}"] = min(dearer)
        found[f"unmet_moment_nm_power_{power:g}"] = float(np.abs(shared.residual[rows]).max())
    gives = arm * capacity[:, None, :]
    known = [
        linprog(np.zeros(9), A_eq=one, b_eq=asked, bounds=(0, 1)).status == 0
        for one, asked in zip(gives, moment, strict=True)
    ]
    found["frames_judged_otherwise_by_scipy"] = int((shared.feasible != known).sum())
    return found


def l5s1() -> dict[str, Any]:
    """Flexion moments of both psoas at full effort, in all ways of reckoning."""
    from psoascope.psoas.lumbosacral import l5s1_comparison

    rows = []
    for one in l5s1_comparison():
        moments = (round(float(value), 1) for value in one.moment.value)
        rows.append(
            {
                "way of reckoning": one.name,
                "N a side": round(one.force_of_a_side),
                **{level.replace("_", "/"): next(moments) for level in LEVELS},
                "arm at L5/S1, mm": round(1e3 * float(one.arm[0]), 1),
            }
        )
    return {"moments": rows}
