"""Which muscles carry a moment of the hip."""

import numpy as np
import pytest

from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.architecture import variants
from psoascope.psoas.force import muscle_force
from psoascope.psoas.hip_sharing import hip_sharing, weightings
from psoascope.psoas.leg import leg_muscles, leg_state, muscle_group
from psoascope.psoas.muscle import state

LIFTED = np.radians([24.0, 0.0, 0.0])
BENT = np.radians(41.0)


def test_bending_the_hip_against_gravity_is_shared_by_psoas_iliacus_and_others():
    shared = hip_sharing(LIFTED, BENT, [21.0, 0.0, 0.0])
    assert shared.feasible
    for name in ("psoas", "iliacus", "rectus_femoris"):
        assert shared.tension_of(name) > 25


def test_holding_the_hip_back_rests_psoas_and_iliacus():
    shared = hip_sharing(LIFTED, BENT, [-45.0, 0.0, 0.0])
    row = leg_muscles().index("iliacus")
    assert shared.activation[: row + 1].max() < 1e-9
    assert shared.tension_of("extensors") > 300


def test_more_moment_needs_more_psoas():
    moments = np.zeros((4, 3))
    moments[:, 0] = [11.0, 19.0, 28.0, 37.0]
    shared = hip_sharing(LIFTED, BENT, moments)
    assert shared.feasible.all()
    assert np.all(np.diff(shared.tension_of("psoas")) > 0)


def test_the_muscles_give_the_moment_that_is_asked_for():
    rng = np.random.default_rng(6)
    moments = rng.uniform(-15, 25, (20, 3))
    shared = hip_sharing(LIFTED, BENT, moments)
    arm = leg_state(LIFTED, BENT).arm[:, :3]
    assert shared.feasible.sum() > 10
    given = shared.tension @ arm
    # 1e-7 N m: rounding.
    np.testing.assert_allclose(given[shared.feasible], moments[shared.feasible], atol=1e-7)


def test_a_moment_beyond_all_muscles_is_named_not_smoothed_over():
    shared = hip_sharing(LIFTED, BENT, [400.0, 0.0, 0.0])
    assert not shared.feasible
    assert shared.residual[0] > 100


def test_fewer_coordinates_never_cost_more():
    whole = hip_sharing(LIFTED, BENT, [26.0, 0.0, 0.0])
    free = hip_sharing(LIFTED, BENT, [26.0], coordinates=("flexion",))
    weight = np.ones(35)
    weight[:11] = 1 / 11
    assert whole.feasible
    assert free.feasible
    assert (free.activation**2).sum() < (whole.activation**2).sum()


def test_a_psoas_that_counts_eleven_times_is_used_less():
    once = hip_sharing(LIFTED, BENT, [21.0, 0.0, 0.0])
    often = hip_sharing(LIFTED, BENT, [21.0, 0.0, 0.0], weighting="lines")
    assert often.tension_of("psoas") < 0.7 * once.tension_of("psoas")


def test_the_cubic_cost_lowers_the_hardest_working_muscle():
    square = hip_sharing(LIFTED, BENT, [33.0, 0.0, 0.0])
    cubic = hip_sharing(LIFTED, BENT, [33.0, 0.0, 0.0], power=3.0)
    assert cubic.activation.max() < square.activation.max()


@pytest.mark.parametrize("weighting", weightings())
def test_every_weighting_gives_an_answer(weighting):
    assert hip_sharing(LIFTED, BENT, [16.0, 0.0, 0.0], weighting=weighting).feasible


def test_a_weighting_that_was_not_found_is_refused_not_guessed():
    with pytest.raises(RangeError, match="its formula was not found"):
        hip_sharing(LIFTED, BENT, [16.0, 0.0, 0.0], weighting="psoas_restoring")
    with pytest.raises(RangeError, match=r"no weighting heavy. Known are none, lines, volume"):
        hip_sharing(LIFTED, BENT, [16.0, 0.0, 0.0], weighting="heavy")


def test_a_stronger_psoas_carries_more():
    weak, strong = sorted(variants(), key=lambda one: one.max_force.sum())[:: len(variants()) - 1]
    forces = [
        hip_sharing(LIFTED, BENT, [21.0, 0.0, 0.0], architecture=one).tension_of("psoas")
        for one in (weak, strong)
    ]
    assert forces[0] < forces[1]


def test_psoas_tension_is_that_of_its_force_model():
    shared = hip_sharing(LIFTED, BENT, [21.0, 0.0, 0.0])
    length = state(np.zeros((5, 3)), LIFTED, LIFTED).length
    effort = np.concatenate([shared.activation[:11], np.zeros(11)])
    tension = muscle_force(length, activation=effort).tension[:11]
    # 1e-9 N: the same fibre, worked out twice.
    np.testing.assert_allclose(shared.tension[:11], tension, atol=1e-9)


def test_the_stretch_of_a_bent_back_hip_helps_to_bend_it():
    back = np.radians([-20.0, 0.0, 0.0])
    shared = hip_sharing(back, 0.0, [0.0, 0.0, 0.0])
    assert shared.passive_moment[0] > 5
    none = hip_sharing(back, 0.0, [0.0, 0.0, 0.0], passive=())
    assert not none.passive.any()
    assert none.activation.max() < 1e-9


def test_a_missing_frame_stays_missing_and_many_equal_one_by_one():
    rng = np.random.default_rng(9)
    hip = np.radians(rng.uniform([-10, -10, -10], [60, 10, 10], (5, 3)))
    knee = np.radians(rng.uniform(0, 80, 5))
    moment = rng.uniform(-9, 14, (5, 3))
    moment[2, 0] = hip[3, 1] = np.nan
    many = hip_sharing(hip, knee, moment)
    assert np.isnan(many.tension_of("psoas")).tolist() == [False, False, True, True, False]
    for row in (0, 1, 4):
        one = hip_sharing(hip[row], knee[row], moment[row])
        # 1e-4 N: both stop within rounding of the same answer.
        np.testing.assert_allclose(many.tension[row], one.tension, atol=1e-4)


def test_every_muscle_belongs_to_one_group():
    groups = {muscle_group(name) for name in leg_muscles()}
    assert groups == {"psoas", "flexors", "adductors", "extensors", "abductors", "rotators"}
    shared = hip_sharing(LIFTED, BENT, [21.0, 0.0, 0.0])
    whole = sum(shared.tension_of(group) for group in groups)
    # 1e-9 N: a sum in another order.
    assert whole == pytest.approx(shared.tension.sum(), abs=1e-9)


def test_senseless_choices_are_refused():
    with pytest.raises(RangeError, match="coordinates must be some of flexion"):
        hip_sharing(LIFTED, BENT, [1.0], coordinates=("knee",))
    with pytest.raises(RangeError, match="passive must name groups"):
        hip_sharing(LIFTED, BENT, [1.0, 0.0, 0.0], passive=("calf",))
    with pytest.raises(RangeError, match="no muscle or group 'calf'"):
        hip_sharing(LIFTED, BENT, [1.0, 0.0, 0.0]).tension_of("calf")
    with pytest.raises(ShapeError, match="One moment for each of coordinates"):
        hip_sharing(LIFTED, BENT, [1.0, 0.0])
    with pytest.raises(ShapeError, match="hip, knee and moment must have leading axes"):
        hip_sharing(np.zeros((2, 3)), np.zeros(2), np.zeros((3, 3)))
