"""Force on each lumbar joint against OpenSim's joint reactions."""

import numpy as np
import pytest

from psoascope.psoas.columns import LEFT_COLUMNS, LEVEL_COLUMNS, RIGHT_COLUMNS
from psoascope.psoas.discs import disc_axes, disc_inclination
from psoascope.psoas.names import LEVELS
from psoascope.psoas.spine_load import spine_load

pytest.importorskip("opensim")
pytestmark = pytest.mark.opensim


def reactions(lumbar, right, left, tension):
    """Force (5, 3), N, of each upper vertebra on the lower one, pelvis axes, without weight."""
    import opensim

    from tests.psoas.opensim_model import Referee

    # Held by a name: OpenSim frees its parts with it.
    judge = Referee()
    model = judge.model
    model.setGravity(opensim.Vec3(0))
    state = model.initSystem()
    names = (*LEVEL_COLUMNS, *RIGHT_COLUMNS, *LEFT_COLUMNS)
    angles = np.concatenate([lumbar.ravel(), right, left])
    for name, angle in zip(names, angles, strict=True):
        model.getCoordinateSet().get(name).setValue(state, float(angle), False)
        model.getCoordinateSet().get(name).setLocked(state, True)
    model.realizeVelocity(state)
    for row, pull in enumerate(tension):
        actuator = opensim.PathActuator.safeDownCast(model.getForceSet().get(row))
        actuator.overrideActuation(state, True)
        actuator.setOverrideActuation(state, float(pull))
    model.realizeAcceleration(state)
    forces = np.zeros((len(LEVELS), 3))
    for row, level in enumerate(LEVELS):
        # Both held by a name: OpenSim frees the vector with the pair that it belongs to.
        pair = model.getJointSet().get(level).calcReactionOnChildExpressedInGround(state)
        force = pair.get(1)
        forces[row] = [-force.get(axis) for axis in range(3)]
    return forces


@pytest.mark.parametrize("seed", [3, 19])
def test_each_joint_carries_what_opensim_says(seed):
    rng = np.random.default_rng(seed)
    lumbar = np.radians(rng.uniform([-14, -6, -4], [14, 6, 4], (5, 3)))
    right, left = np.radians(rng.uniform(-18, 58, (2, 3)))
    tension = rng.uniform(11.0, 197.0, 22)
    load = spine_load(lumbar, right, left, tension)
    axes = disc_axes(lumbar, disc_inclination()[0])
    theirs = (axes @ reactions(lumbar, right, left, tension)[..., None])[..., 0]
    ours = np.stack([load.shear_forward, -load.compression, load.shear_right], axis=-1)
    # 1e-6 N: rounding of a few thousand newtons, through another chain of frames.
    np.testing.assert_allclose(ours, theirs, atol=1e-6)
