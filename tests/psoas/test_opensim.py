"""Our muscle against OpenSim, whose model is built from the same tables."""

import numpy as np
import pytest

from psoascope import psoas
from psoascope.psoas.columns import RIGHT_COLUMNS
from tests.psoas.opensim_model import Referee, compared

COUNT = 100


@pytest.fixture(scope="module")
def both():
    """Lengths, lumbar arms and hip arms of random postures: ours and OpenSim's."""
    return compared(COUNT, seed=2012)


def test_bending_the_hip_from_minus_20_to_110_degrees_agrees_with_opensim():
    judge = Referee()
    flexion = np.radians(np.arange(-20.0, 111.0, 1.0))
    hip = np.stack([flexion, 0 * flexion, 0 * flexion], axis=-1)
    ours = psoas.state(np.zeros((5, 3)), hip, np.zeros(3))
    for row, angle in enumerate(flexion):
        judge.pose({RIGHT_COLUMNS[0]: angle})
        # As below: OpenSim's own wrap is off by up to 0.011 mm, 0.10, 0.53 and 0.16 mm.
        assert abs(ours.length[row, 0] - judge.length(0)) < 0.02e-3
        for column, tolerance in enumerate((0.15e-3, 0.6e-3, 0.6e-3)):
            theirs = judge.arm(0, RIGHT_COLUMNS[column])
            assert abs(ours.hip_arm[row, 0, column] - theirs) < tolerance


def test_lengths_agree_with_opensim(both):
    ours, length, _, _ = both
    # 0.02 mm: OpenSim's own wrap is off by up to 0.011 mm.
    assert np.abs(ours.length - length).max() < 0.02e-3


def test_lumbar_moment_arms_agree_with_opensim(both):
    ours, _, arms, _ = both
    # 0.15 mm asked for; nothing wraps at the spine, so they agree far more closely.
    assert np.abs(ours.lumbar_arm - arms).max() < 0.15e-3


@pytest.mark.parametrize(
    ("angle", "tolerance"), [(0, 0.15e-3), (1, 0.6e-3), (2, 0.6e-3)], ids=["flexion", "add", "rot"]
)
def test_hip_moment_arms_agree_with_opensim(both, angle, tolerance):
    ours, _, _, hips = both
    # OpenSim's wrap is off by up to 0.10 mm in flexion, 0.53 in adduction, 0.16 in rotation.
    rows = np.arange(0, 22, 5)
    mine = ours.hip_arm[:, rows // 11, angle]
    assert np.abs(mine - hips[:, rows, angle]).max() < tolerance
