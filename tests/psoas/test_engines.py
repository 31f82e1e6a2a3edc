"""The models for other engines: loaded there, they give our lengths and moment arms."""

from xml.etree import ElementTree

import numpy as np
import pytest

from psoascope import psoas, tables
from psoascope.psoas.architecture import architecture
from psoascope.psoas.columns import LEFT_COLUMNS, LEVEL_COLUMNS, RIGHT_COLUMNS
from psoascope.psoas.engines import MODELS, mujoco_model, opensim_model
from psoascope.psoas.paths import MUSCLES

COORDINATES = (*LEVEL_COLUMNS, *RIGHT_COLUMNS, *LEFT_COLUMNS)
LOW = np.radians([*[-15, -6, -4] * 5, *[-20, -30, -35] * 2])
HIGH = np.radians([*[15, 6, 4] * 5, *[110, 20, 35] * 2])


def random_angles(count, seed):
    """Postures (count, 21), rad, in the order of COORDINATES."""
    return np.random.default_rng(seed).uniform(LOW, HIGH, (count, 21))


def our_figures(angles, person=None):
    """Lengths (N, 24), m, and arms (N, 24, 21), m; psoas, then iliacus."""
    lumbar, right, left = angles[:, :15].reshape(-1, 5, 3), angles[:, 15:18], angles[:, 18:]
    muscle = psoas.state(lumbar, right, left, person=person)
    length, arm = np.zeros((len(angles), 24)), np.zeros((len(angles), 24, 21))
    length[:, :22] = muscle.length
    arm[:, :22, :15] = muscle.lumbar_arm.reshape(-1, 22, 15)
    arm[:, :11, 15:18] = muscle.hip_arm[:, None, 0]
    arm[:, 11:22, 18:] = muscle.hip_arm[:, None, 1]
    length[:, 22:] = muscle.iliacus_length
    for side in range(2):
        arm[:, 22 + side, 15 + 3 * side : 18 + 3 * side] = muscle.iliacus_arm[:, side]
    return length, arm


def mujoco_figures(text, angles):
    """What MuJoCo finds: lengths (N, 24), m, and arms (N, 24, 21), m."""
    mujoco = pytest.importorskip("mujoco")
    model = mujoco.MjModel.from_xml_string(text)
    data = mujoco.MjData(model)
    joints = [model.joint(name).qposadr[0] for name in COORDINATES]
    tendons = [model.tendon(name).id for name in MUSCLES]
    length, arm = np.zeros((len(angles), 24)), np.zeros((len(angles), 24, 21))
    dense = np.zeros((24, 21))
    shape = model.ten_J_rownnz, model.ten_J_rowadr, model.ten_J_colind
    for row, posture in enumerate(angles):
        data.qpos[joints] = posture
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        mujoco.mj_tendon(model, data)
        length[row] = data.ten_length[tendons]
        mujoco.mju_sparse2dense(dense, data.ten_J, *shape)
        arm[row] = -dense[np.ix_(tendons, joints)]
    return length, arm


@pytest.mark.mujoco
def test_mujoco_gives_our_lengths_and_moment_arms_over_ten_thousand_postures():
    angles = random_angles(10_000, seed=317)
    length, arm = our_figures(angles)
    theirs, their_arms = mujoco_figures(mujoco_model(), angles)
    # 1e-9 mm: both are exact, so only rounding of 16 digits remains.
    assert np.abs(length - theirs).max() < 1e-12
    assert np.abs(arm - their_arms).max() < 1e-12


@pytest.mark.mujoco
def test_mujoco_wraps_on_the_right_side_over_the_whole_range_of_the_model():
    mujoco = pytest.importorskip("mujoco")
    limits = mujoco.MjModel.from_xml_string(mujoco_model()).jnt_range
    share = np.random.default_rng(71).uniform(0, 1, (3_000, 21))
    # A third of the angles at the very ends, where a path would slip to the other side first.
    share = np.where(share < 1 / 6, 0.0, np.where(share > 5 / 6, 1.0, share))
    angles = limits[:, 0] + share * (limits[:, 1] - limits[:, 0])
    # As above.
    assert np.abs(our_figures(angles)[0] - mujoco_figures(mujoco_model(), angles)[0]).max() < 1e-12


@pytest.mark.mujoco
def test_a_tall_persons_mujoco_model_gives_a_tall_persons_psoas():
    person = psoas.Person(1.93)
    angles = random_angles(400, seed=193)
    length, arm = our_figures(angles, person)
    theirs, their_arms = mujoco_figures(mujoco_model(person), angles)
    assert np.abs(length - theirs)[:, :22].max() < 1e-12
    assert np.abs(arm - their_arms)[:, :22].max() < 1e-12


@pytest.mark.mujoco
def test_mujocos_muscle_has_our_fibre_and_tendon_along_its_pull():
    mujoco = pytest.importorskip("mujoco")
    model = mujoco.MjModel.from_xml_string(mujoco_model())
    make = architecture()
    for number in (0, 7, 21):
        name = MUSCLES[number]
        actuator = model.actuator(name).id
        first, last = model.actuator_lengthrange[actuator]
        low, high, force = model.actuator_gainprm[actuator][:3]
        fibre = (last - first) / (high - low)
        along = np.cos(make.pennation[number])
        assert fibre == pytest.approx(make.optimal_fibre[number] * along, rel=1e-9)
        assert first - low * fibre == pytest.approx(make.tendon_slack[number], rel=1e-9)
        assert force == pytest.approx(make.max_force[number] * along, rel=1e-9)


@pytest.fixture(scope="module")
def in_opensim(tmp_path_factory):
    """The reference person's model as OpenSim reads it, and its state."""
    opensim = pytest.importorskip("opensim")
    opensim.Logger.removeFileSink()
    file = tmp_path_factory.mktemp("model") / "psoas.osim"
    file.write_text(opensim_model(), encoding="utf-8")
    model = opensim.Model(str(file))
    return model, model.initSystem()


def opensim_figures(model, state, angles):
    """What OpenSim finds: lengths (N, 24), m, and arms (N, 24, 21), m, of those crossed."""
    coordinates = [model.getCoordinateSet().get(name) for name in COORDINATES]
    paths = [model.getMuscles().get(name) for name in MUSCLES]
    length, arm = np.zeros((len(angles), 24)), np.zeros((len(angles), 24, 21))
    crossed = np.abs(our_figures(angles[:1] + 0.1)[1][0]) > 0
    # The fascicles of a side share the hip crossing: one of each side stands for the others.
    crossed[1:11, 15:] = crossed[12:22, 15:] = False
    for row, posture in enumerate(angles):
        for coordinate, angle in zip(coordinates, posture, strict=True):
            coordinate.setValue(state, float(angle), False)
        model.realizePosition(state)
        length[row] = [path.getLength(state) for path in paths]
        for muscle, column in zip(*np.nonzero(crossed), strict=True):
            arm[row, muscle, column] = paths[muscle].computeMomentArm(state, coordinates[column])
    return length, arm, crossed


@pytest.mark.opensim
def test_opensim_gives_our_lengths_and_moment_arms(in_opensim):
    angles = random_angles(20, seed=46)
    length, arm = our_figures(angles)
    theirs, their_arms, crossed = opensim_figures(*in_opensim, angles)
    # 0.02 mm, 0.15 mm, 0.6 mm: OpenSim's own wrap is off by up to 0.011 mm in length, 0.10 mm
    # in flexion and 0.53 mm in adduction and rotation.
    assert np.abs(length - theirs).max() < 0.02e-3
    off = np.where(crossed, np.abs(arm - their_arms), 0.0)
    assert off[..., :15].max() < 0.15e-3
    assert off[..., [15, 18]].max() < 0.15e-3
    assert off[..., [16, 17, 19, 20]].max() < 0.6e-3


@pytest.mark.opensim
def test_opensims_muscle_has_our_architecture_and_a_rigid_tendon(in_opensim):
    model, _ = in_opensim
    make = architecture()
    for number in (1, 10, 15):
        muscle = model.getMuscles().get(MUSCLES[number])
        assert muscle.getMaxIsometricForce() == make.max_force[number]
        assert muscle.getOptimalFiberLength() == make.optimal_fibre[number]
        assert muscle.getTendonSlackLength() == make.tendon_slack[number]
        assert muscle.getPennationAngleAtOptimalFiberLength() == make.pennation[number]
        assert muscle.get_ignore_tendon_compliance()


@pytest.mark.parametrize("ending", sorted(MODELS))
def test_each_model_names_every_source_and_its_licence(ending):
    text = MODELS[ending](None)
    for key in tables.entry("engines.model.sources"):
        for word in tables.entry(f"sources.{key}")["licence"].split():
            assert word in text
    assert "1.7 m" in text


def test_the_two_models_name_muscles_and_coordinates_alike():
    for text in (opensim_model(), mujoco_model()):
        names = {element.get("name") for element in ElementTree.fromstring(text).iter()}
        assert set(MUSCLES) <= names
        assert set(COORDINATES) <= names


def test_every_name_in_an_opensim_model_stands_once_among_its_kind():
    found = [
        (element.tag, element.get("name"))
        for element in ElementTree.fromstring(opensim_model()).iter()
        if element.tag in ("Body", "Coordinate", "DeGrooteFregly2016Muscle", "WrapCylinder")
    ]
    assert len(found) == len(set(found)) == 8 + 21 + 24 + 4
