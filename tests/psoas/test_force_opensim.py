"""Our muscle force against OpenSim's DeGrooteFregly2016Muscle."""

import numpy as np
import pytest

from psoascope.psoas import curves
from psoascope.psoas.architecture import architecture
from psoascope.psoas.force import muscle_force
from psoascope.psoas.names import FASCICLES

pytest.importorskip("opensim")
pytestmark = pytest.mark.opensim

COUNT = 60
# A thick, a thin and a short fascicle.
ROWS = tuple(FASCICLES.index(name) for name in ("L1_VB_r", "L3_L4_IVD_r", "L5_VB_l"))


@pytest.fixture(scope="module")
def muscle():
    import opensim

    found = opensim.DeGrooteFregly2016Muscle()
    found.finalizeFromProperties()
    return found


@pytest.mark.parametrize(
    ("ours", "theirs", "low", "high"),
    [
        (curves.active_by_length, "calcActiveForceLengthMultiplier", 0.2, 1.9),
        (curves.passive_by_length, "calcPassiveForceMultiplier", 0.2, 1.9),
        (curves.active_by_speed, "calcForceVelocityMultiplier", -1.0, 1.0),
        (curves.tendon_by_length, "calcTendonForceMultiplier", 1.0, 1.09),
    ],
    ids=["active", "passive", "speed", "tendon"],
)
def test_each_curve_is_opensims(muscle, ours, theirs, low, high):
    grid = np.linspace(low, high, 341)
    other = [getattr(muscle, theirs)(value) for value in grid]
    # 1e-6 of maximum force is asked for; the same formula agrees to rounding.
    assert np.abs(ours(grid) - other).max() < 1e-12


@pytest.mark.parametrize("elastic", [False, True], ids=["rigid", "elastic"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: FASCICLES[row])
def test_the_whole_force_is_opensims(row, elastic):
    from tests.psoas.opensim_muscle import ForceReferee

    own = architecture()
    parts = (own.max_force, own.optimal_fibre, own.tendon_slack, own.pennation)
    judge = ForceReferee(*(float(part[row]) for part in parts), elastic)
    rng = np.random.default_rng(2016 + row)
    stretch = rng.uniform(0.35, 1.65, COUNT)
    speed = rng.uniform(-0.9, 0.9, COUNT) * 10 * own.optimal_fibre[row]
    # OpenSim keeps a control of at least 0.01.
    effort = rng.uniform(0.01, 1.0, COUNT)
    path = own.tendon_slack[row] + stretch * own.optimal_fibre[row]
    theirs = [judge.force(*given) for given in zip(path, speed, effort, strict=True)]
    wide = np.ones(22)
    ours = muscle_force(
        path[:, None] * wide,
        speed[:, None] * wide,
        effort,
        tendon="elastic" if elastic else "rigid",
    )
    force, fibre = np.array(theirs).T
    # 1e-6 of maximum force is asked for; rigid agrees to rounding, OpenSim's own search of the
    # elastic balance ends near 1e-10.
    tolerance = 1e-9 if elastic else 1e-12
    assert np.abs(ours.tension[:, row] - force).max() < tolerance * own.max_force[row]
    # 1e-9: the fibre length of an elastic balance is as exact as its force.
    assert np.abs(ours.fibre_length[:, row] - fibre / own.optimal_fibre[row]).max() < 1e-9
