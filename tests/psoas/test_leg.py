"""The muscles of one hip: paths, moment arms, architecture."""

import numpy as np
import pytest

from psoascope import psoas, tables
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.leg import leg_architecture, leg_muscles, leg_state, muscle_group
from psoascope.psoas.person import Person

STRAIGHT = np.zeros(3)


def some_postures(count, seed=17):
    rng = np.random.default_rng(seed)
    hip = np.radians(rng.uniform([-20, -25, -20], [100, 15, 20], (count, 3)))
    return hip, np.radians(rng.uniform(2, 110, count))


def arm_of(name, hip_deg, knee_deg=0.0):
    """Moment arms (4,), m, of one muscle in one posture."""
    state = leg_state(np.radians(hip_deg), np.radians(knee_deg))
    return state.arm[leg_muscles().index(name)]


@pytest.mark.parametrize("angle", range(4), ids=["flexion", "adduction", "rotation", "knee"])
def test_each_moment_arm_is_minus_the_change_of_length_with_its_angle(angle):
    hip, knee = some_postures(31)
    ends = []
    for sign in (1, -1):
        moved, bend = hip.copy(), knee.copy()
        if angle < 3:
            moved[:, angle] += sign * 1e-5
        else:
            bend += sign * 1e-5
        ends.append(leg_state(moved, bend).length)
    slope = (ends[0] - ends[1]) / 2e-5
    # 1e-9 m: the central difference itself is exact to about 1e-11 m.
    np.testing.assert_allclose(leg_state(hip, knee).arm[..., angle], -slope, atol=1e-9)


def test_the_fascicles_are_those_of_the_whole_psoas():
    hip, knee = some_postures(5)
    whole = psoas.state(np.zeros((5, 3)), hip, hip)
    leg = leg_state(hip, knee)
    assert np.array_equal(leg.length[:, :11], whole.length[:, :11])
    assert np.array_equal(leg.arm[:, 7, :3], whole.hip_arm[:, 0])
    assert not leg.arm[:, :11, 3].any()


def test_left_equals_right_while_the_back_is_straight():
    hip, knee = some_postures(8)
    right, left = leg_state(hip, knee), leg_state(hip, knee, side="left")
    # 1e-15 m: mirrored sums are taken in another order.
    np.testing.assert_allclose(right.length, left.length, atol=1e-15)
    np.testing.assert_allclose(right.arm, left.arm, atol=1e-15)


def test_a_sideways_bend_moves_only_the_psoas_and_the_sides_apart():
    bent = np.zeros((5, 3))
    bent[:, 1] = np.radians(4.0)
    right = leg_state(STRAIGHT, 0.0, lumbar=bent).length
    left = leg_state(STRAIGHT, 0.0, lumbar=bent, side="left").length
    assert np.all(right[:11] < left[:11])
    assert np.array_equal(right[11:], left[11:])


@pytest.mark.parametrize(
    "name", ["iliacus", "rectus_femoris", "sartorius", "tensor_fasciae_latae", "psoas_L3_TP"]
)
def test_flexors_bend_the_hip(name):
    assert arm_of(name, [13.0, 0.0, 0.0])[0] > 0.01


@pytest.mark.parametrize(
    "name", ["gluteus_maximus_middle", "biceps_femoris_long", "semitendinosus", "semimembranosus"]
)
def test_extensors_stretch_the_hip(name):
    assert arm_of(name, [17.0, 0.0, 0.0])[0] < -0.02


def test_adductors_draw_the_thigh_in_and_abductors_out():
    for row, name in enumerate(leg_muscles()):
        adducts = leg_state(np.radians([8.0, -6.0, 0.0]), 0.1).arm[row, 1]
        if muscle_group(name) == "adductors":
            assert adducts > 0.01
        if muscle_group(name) == "abductors":
            assert adducts < -0.01


def test_hamstrings_bend_the_knee_and_rectus_femoris_stretches_it():
    for name in ("biceps_femoris_long", "semitendinosus", "semimembranosus", "gracilis"):
        assert arm_of(name, STRAIGHT, 43.0)[3] > 0.01
    assert arm_of("rectus_femoris", STRAIGHT, 43.0)[3] < -0.03


def test_a_bent_knee_slackens_the_hamstrings_and_tightens_rectus_femoris():
    straight, bent = leg_state([STRAIGHT, STRAIGHT], np.radians([0.0, 85.0])).length
    row = leg_muscles().index
    assert bent[row("semitendinosus")] < straight[row("semitendinosus")]
    assert bent[row("rectus_femoris")] > straight[row("rectus_femoris")]
    assert np.array_equal(bent[:12], straight[:12])


def test_muscles_of_a_taller_person_are_longer_by_the_same_part():
    hip, knee = some_postures(3)
    tall = leg_state(hip, knee, person=Person(1.87))
    np.testing.assert_allclose(tall.length[:, 11:], 1.1 * leg_state(hip, knee).length[:, 11:])


def test_a_missing_angle_stays_missing_in_the_muscles_that_it_moves():
    hip, knee = some_postures(3)
    hip[1, 2] = knee[2] = np.nan
    state = leg_state(hip, knee)
    assert np.isfinite(state.length[0]).all()
    assert np.isnan(state.length[1]).all()
    row = leg_muscles().index
    assert np.isnan(state.length[2, row("sartorius")])
    assert np.isfinite(state.length[2, row("psoas_L1_VB")])


def test_many_postures_at_once_equal_one_by_one():
    hip, knee = some_postures(6)
    many = leg_state(hip.reshape(2, 3, 3), knee.reshape(2, 3))
    for row in range(6):
        one = leg_state(hip[row], knee[row])
        # 1e-15 m: sums may be taken in another order.
        np.testing.assert_allclose(many.length[divmod(row, 3)], one.length, atol=1e-15)
        np.testing.assert_allclose(many.arm[divmod(row, 3)], one.arm, atol=1e-15)


def test_no_posture_gives_no_muscle():
    assert leg_state(np.zeros((0, 3)), np.zeros(0)).arm.shape == (0, 35, 4)


def test_every_muscle_has_a_name_a_group_and_a_believable_architecture():
    muscles = leg_architecture()
    rows = tables.entry("leg_muscles.muscle")
    assert list(leg_muscles()[11:]) == list(rows)
    assert len({row["say"]["de"] for row in rows.values()}) == len(rows)
    assert np.all((muscles.max_force[11:] > 200) & (muscles.max_force[11:] < 2300))
    assert np.all((muscles.optimal_fibre > 0.02) & (muscles.optimal_fibre < 0.5))


def test_standing_fibres_are_near_their_best_length():
    muscles = leg_architecture()
    standing = leg_state(STRAIGHT, 0.0).length[11:] - muscles.tendon_slack[11:]
    stretch = standing / (muscles.optimal_fibre * np.cos(muscles.pennation))[11:]
    assert np.all((stretch > 0.6) & (stretch < 1.2))


def test_degrees_in_place_of_radians_are_refused():
    with pytest.raises(RangeError, match=r"knee: flexion .* in row 2 lies beyond 150 deg"):
        leg_state(np.zeros((2, 3)), [0.0, 90.0])
    with pytest.raises(RangeError, match=r"convert with psoascope\.arrays\.radians"):
        leg_state([30.0, 0.0, 0.0], 0.0)


def test_a_wrong_shape_or_side_is_refused():
    with pytest.raises(ShapeError, match="hip must have shape"):
        leg_state([0.1, 0.2], 0.0)
    with pytest.raises(ShapeError, match="leading axes that fit"):
        leg_state(np.zeros((4, 3)), np.zeros(3))
    with pytest.raises(RangeError, match="side must be one of right, left"):
        leg_state(STRAIGHT, 0.0, side="middle")
