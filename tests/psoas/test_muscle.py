"""The whole psoas: what any right implementation must do."""

import numpy as np
import pytest

from psoascope import psoas
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.hip import hip_crossing

STILL = np.zeros((5, 3))
UPRIGHT = np.zeros(3)


def some_postures(count, seed=11):
    rng = np.random.default_rng(seed)
    lumbar = np.radians(rng.uniform([-15, -6, -4], [15, 6, 4], (count, 5, 3)))
    right, left = np.radians(rng.uniform([-20, -30, -35], [110, 20, 35], (2, count, 3)))
    return lumbar, right, left


def change_of_length(lumbar, right, left, part, index, step):
    """Central difference of all lengths over one angle."""
    ends = []
    for sign in (1, -1):
        angles = {"lumbar": lumbar.copy(), "right": right.copy(), "left": left.copy()}
        angles[part][(..., *index)] += sign * step
        ends.append(psoas.state(*angles.values()).length)
    return (ends[0] - ends[1]) / (2 * step)


def test_each_lumbar_moment_arm_is_minus_the_change_of_length_with_its_angle():
    lumbar, right, left = some_postures(23)
    arms = psoas.state(lumbar, right, left).lumbar_arm
    for level in range(5):
        for angle in range(3):
            slope = change_of_length(lumbar, right, left, "lumbar", (level, angle), 1e-5)
            # 1e-9 m: the central difference itself is exact to about 1e-11 m.
            np.testing.assert_allclose(arms[..., level, angle], -slope, atol=1e-9)


@pytest.mark.parametrize(("side", "part"), [(0, "right"), (1, "left")])
def test_each_hip_moment_arm_is_minus_the_change_of_length_with_its_angle(side, part):
    lumbar, right, left = some_postures(29)
    arms = psoas.state(lumbar, right, left).hip_arm
    mine = slice(11 * side, 11 * side + 11)
    for angle in range(3):
        slope = change_of_length(lumbar, right, left, part, (angle,), 1e-5)[:, mine]
        # 1e-9 m: as above; the drawn postures lie off the lift-off itself.
        np.testing.assert_allclose(
            np.broadcast_to(arms[:, side, angle, None], slope.shape), -slope, atol=1e-9
        )


def test_one_hip_does_not_move_the_other_sides_muscle():
    lumbar, right, left = some_postures(7)
    moved = psoas.state(lumbar, right, left + 0.1)
    same = psoas.state(lumbar, right, left)
    assert np.array_equal(moved.length[:, :11], same.length[:, :11])
    assert not np.allclose(moved.length[:, 11:], same.length[:, 11:])


def test_many_postures_at_once_equal_one_by_one():
    lumbar, right, left = some_postures(12)
    many = psoas.state(lumbar.reshape(3, 4, 5, 3), right.reshape(3, 4, 3), left.reshape(3, 4, 3))
    assert many.length.shape == (3, 4, 22)
    assert many.lumbar_arm_packed.shape == (3, 4, 210)
    for row in range(12):
        one = psoas.state(lumbar[row], right[row], left[row])
        place = divmod(row, 4)
        # 1e-15 m: sums may be taken in another order.
        np.testing.assert_allclose(many.length[place], one.length, atol=1e-15)
        np.testing.assert_allclose(many.lumbar_arm[place], one.lumbar_arm, atol=1e-15)
        np.testing.assert_allclose(many.hip_arm[place], one.hip_arm, atol=1e-15)


def test_the_left_side_is_the_mirror_image_of_the_right():
    lumbar, right, left = some_postures(9)
    mirror = np.array([1.0, -1.0, -1.0])
    seen = psoas.state(lumbar, right, left)
    mirrored = psoas.state(lumbar * mirror, left, right)
    # 1e-15 m: rounding alone.
    np.testing.assert_allclose(mirrored.length[:, 11:], seen.length[:, :11], atol=1e-15)
    np.testing.assert_allclose(mirrored.hip_arm[:, 1], seen.hip_arm[:, 0], atol=1e-15)
    np.testing.assert_allclose(
        mirrored.lumbar_arm[:, 11:], seen.lumbar_arm[:, :11] * mirror, atol=1e-15
    )


def test_bending_to_the_right_shortens_the_right_muscle_and_lengthens_the_left():
    bent = psoas.shared(np.radians([0.0, 13.0, 0.0]))
    change = (
        psoas.state(bent, UPRIGHT, UPRIGHT).length - psoas.state(STILL, UPRIGHT, UPRIGHT).length
    )
    assert (change[:11] < 0).all()
    assert (change[11:] > 0).all()


def test_bending_the_hip_shortens_every_fascicle():
    hip = np.zeros((15, 3))
    hip[:, 0] = np.radians(np.linspace(-20.0, 120.0, 15))
    length = psoas.state(STILL, hip, hip).length
    assert (np.diff(length, axis=0) < 0).all()


def test_bending_the_low_back_forward_shortens_the_whole_muscle():
    bent = psoas.shared(np.radians([[-20.0, 0.0, 0.0], [0.0, 0.0, 0.0], [10.0, 0.0, 0.0]]))
    whole = psoas.state(bent, UPRIGHT, UPRIGHT).whole_length[:, 0]
    assert whole[0] < whole[1] < whole[2]


def test_every_fascicle_pulls_the_lowest_joint_forward():
    assert (psoas.state(STILL, UPRIGHT, UPRIGHT).lumbar_arm[:, 0, 0] < 0).all()


def test_a_fascicle_has_no_lever_at_a_joint_that_it_does_not_cross():
    arms = psoas.state(*(part[0] for part in some_postures(1, seed=5))).lumbar_arm
    for row, name in enumerate(psoas.FASCICLES):
        crossed = 6 - int(name[1])
        assert (arms[row, :crossed] != 0).all()
        assert (arms[row, crossed:] == 0).all()


def test_length_and_lever_are_continuous_where_the_muscle_lifts_off_the_brim():
    # The step is 0.001 degree; nothing may change by more than a lever of 5 cm allows.
    flexion = np.radians(np.arange(20.0, 45.0, 0.001))
    hip = np.stack([flexion, 0 * flexion, 0 * flexion], axis=-1)
    path = hip_crossing(hip, anatomy(), anatomy().psoas)
    assert path.wrap_angle[0] > 0
    assert path.wrap_angle[-1] == 0
    step = np.radians(0.001)
    assert np.abs(np.diff(path.length)).max() < 0.05 * step
    # 1 m/rad bounds the slope of the arm (measured: below 0.06 m/rad).
    assert np.abs(np.diff(path.arm, axis=0)).max() < 1.0 * step


def test_length_stays_continuous_where_the_thigh_bone_enters_the_cylinder():
    flexion = np.radians(np.arange(-55.0, -40.0, 0.01))
    hip = np.stack([flexion, 0 * flexion, 0 * flexion], axis=-1)
    length = hip_crossing(hip, anatomy(), anatomy().psoas).length
    # 0.1 m bounds the lever there.
    assert np.abs(np.diff(length)).max() < 0.1 * np.radians(0.01)


def test_a_missing_frame_stays_missing_and_leaves_the_others_alone():
    lumbar, right, left = some_postures(4)
    whole = psoas.state(lumbar, right, left)
    lumbar[2], right[2], left[2] = np.nan, np.nan, np.nan
    gap = psoas.state(lumbar, right, left)
    assert np.isnan(gap.length[2]).all()
    assert np.isnan(gap.lumbar_arm_packed[2]).all()
    assert np.isnan(gap.hip_arm[2]).all()
    assert np.isnan(gap.whole_length[2]).all()
    kept = [0, 1, 3]
    assert np.array_equal(gap.length[kept], whole.length[kept])


def test_one_missing_hip_angle_leaves_the_other_side_known():
    missing = np.array([0.3, np.nan, 0.1])
    known = psoas.state(STILL, missing, UPRIGHT)
    assert np.isnan(known.length[:11]).all()
    assert np.isfinite(known.length[11:]).all()


def test_no_postures_give_no_results():
    nothing = psoas.state(np.zeros((0, 5, 3)), np.zeros((0, 3)), np.zeros((0, 3)))
    assert nothing.length.shape == (0, 22)
    assert nothing.lumbar_arm.shape == (0, 22, 5, 3)
    assert nothing.hip_arm.shape == (0, 2, 3)


def test_the_whole_length_is_the_mean_weighted_by_force():
    found = psoas.state(STILL, UPRIGHT, UPRIGHT)
    force = anatomy().max_force
    by_hand = sum(force * found.length[:11]) / sum(force)
    # 1e-15 m: rounding alone.
    assert abs(found.whole_length[0] - by_hand) < 1e-15


def test_a_taller_person_has_a_longer_muscle_in_the_same_measure():
    tall = psoas.state(STILL, UPRIGHT, UPRIGHT, person=psoas.Person(1.87))
    usual = psoas.state(STILL, UPRIGHT, UPRIGHT)
    # 1.87 / 1.70 = 1.1; 1e-12: rounding alone.
    for name in ("length", "lumbar_arm_packed", "hip_arm"):
        np.testing.assert_allclose(getattr(tall, name), 1.1 * getattr(usual, name), rtol=1e-12)


@pytest.mark.parametrize("height", [0.99, 2.31, 170.0, -1.7, np.nan, np.inf])
def test_a_height_that_nobody_has_is_refused(height):
    with pytest.raises(RangeError, match="Give it in metres"):
        psoas.Person(height)


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [
        ("right", [[0.1, 0, 0], [35.0, 0, 0]], "hip_right: flexion 2005.4 deg in row 2"),
        ("right", [np.inf, 0, 0], "hip_right: flexion inf deg in row 1"),
        ("left", [-1.2, 0, 0], "hip_left: flexion -68.8 deg in row 1 lies beyond -60 deg"),
        ("left", [0, -20.0, 0], "hip_left: adduction -1145.9 deg"),
    ],
)
def test_degrees_by_mistake_are_refused_with_the_cure(part, value, words):
    hips = {"right": UPRIGHT, "left": UPRIGHT, part: np.array(value, dtype=float)}
    with pytest.raises(RangeError, match=words) as refusal:
        psoas.state(STILL, hips["right"], hips["left"])
    assert "psoascope.arrays.radians" in str(refusal.value)


def test_a_lumbar_level_beyond_its_limit_is_refused_by_name():
    bent = np.zeros((5, 3))
    bent[2, 1] = 0.75
    with pytest.raises(RangeError, match=r"lumbar: L3_L4 bending 43\.0 deg in row 1"):
        psoas.state(bent, UPRIGHT, UPRIGHT)


def test_a_wrong_shape_is_refused_by_name():
    with pytest.raises(ShapeError, match=r"lumbar must have shape \(\.\.\., 5, 3\)"):
        psoas.state(np.zeros((3, 5)), UPRIGHT, UPRIGHT)
    with pytest.raises(ShapeError, match="hip_left must have shape"):
        psoas.state(STILL, UPRIGHT, np.zeros((4, 2)))
    with pytest.raises(ShapeError, match="leading axes that fit"):
        psoas.state(np.zeros((6, 5, 3)), np.zeros((7, 3)), UPRIGHT)
