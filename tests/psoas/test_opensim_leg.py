"""The swinging leg's moments against OpenSim's own inverse dynamics of the same leg."""

import numpy as np
import pytest

pytest.importorskip("opensim")

from psoascope.psoas.dynamics import leg_moments
from psoascope.psoas.leg_motion import LegMotion, Pelvis
from psoascope.psoas.person import Person
from psoascope.psoas.rotations import turned_zxy
from tests.psoas.opensim_leg import LEG, moments_by_opensim

pytestmark = pytest.mark.opensim


def swing(time):
    """A leg that swings as in brisk walking while the pelvis moves in all six directions."""
    phase = 2 * np.pi * time / 1.1
    return {
        "tilt": 0.05 + 0.04 * np.sin(2 * phase),
        "list": 0.07 * np.sin(phase + 0.3),
        "turn": 0.11 * np.cos(phase),
        "forward": 1.35 * time + 0.013 * np.sin(2 * phase + 0.5),
        "up": 0.94 + 0.019 * np.sin(2 * phase + 1.0),
        "right": 0.022 * np.sin(phase + 0.8),
        "hip_flexion": 0.17 + 0.41 * np.sin(phase),
        "hip_adduction": -0.05 + 0.06 * np.sin(phase + 1.2),
        "hip_rotation": 0.03 + 0.08 * np.sin(phase - 0.6),
        "knee": 0.62 + 0.51 * np.sin(phase + 1.4),
        "ankle": -0.06 + 0.13 * np.sin(phase + 2.1),
    }


@pytest.mark.parametrize("rate", [60, 120])
def test_the_swing_leg_agrees_with_opensims_inverse_dynamics(tmp_path, rate):
    person = Person(1.79, "male", 74.0, thigh=0.44, pelvis_width=0.19)
    time = np.arange(0.0, 0.8, 1 / rate)
    angles = swing(time)
    theirs = moments_by_opensim(tmp_path, time, angles, person)
    w = 2 * np.pi / 1.1
    # The second derivative of the pelvis' place, written out.
    phase = w * time
    pull = np.stack(
        [
            -0.013 * 4 * w**2 * np.sin(2 * phase + 0.5),
            -0.019 * 4 * w**2 * np.sin(2 * phase + 1.0),
            -0.022 * w**2 * np.sin(phase + 0.8),
        ],
        axis=-1,
    )
    turn, _ = turned_zxy(np.stack([angles[name] for name in ("tilt", "list", "turn")], axis=-1))
    hip = np.stack([angles[name] for name in LEG[:3]], axis=-1)
    motion = LegMotion(time, hip, angles["knee"], angles["ankle"], Pelvis(turn, pull))
    ours = leg_moments(motion, person)
    mine = np.concatenate([ours.hip, ours.knee[:, None], ours.ankle[:, None]], axis=-1)
    inner = slice(4, -4)
    gap = np.abs(mine - theirs)[inner].max(axis=0)
    peak = np.abs(theirs[inner]).max(axis=0)
    # 1 % of the peak (5 % was asked for): the two take derivatives in different ways; four frames
    # at each end are left out, where both must guess.
    assert (gap < 0.01 * peak).all()
