"""What the pull of the psoas does to the lumbar joints."""

import numpy as np
import pytest

from psoascope import psoas
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.spine_load import spine_load, spine_load_band

STILL = np.zeros((5, 3))
UPRIGHT = np.zeros(3)
EVEN = np.full(22, 83.0)


def some_pulls(count, seed=5):
    rng = np.random.default_rng(seed)
    lumbar = np.radians(rng.uniform([-14, -6, -4], [14, 6, 4], (count, 5, 3)))
    right, left = np.radians(rng.uniform([-20, -30, -35], [105, 20, 35], (2, count, 3)))
    return lumbar, right, left, rng.uniform(7.0, 241.0, (count, 22))


def test_full_effort_presses_every_disc_together():
    band = spine_load_band(STILL, UPRIGHT, UPRIGHT, 1.0)
    assert np.all(band.compression.low > 0)
    assert np.all(band.compression.low < band.compression.value)
    assert np.all(band.compression.value < band.compression.high)
    assert band.compression.kind == "range"
    assert band.compression.unit == "N"


def test_the_lower_discs_carry_what_springs_above_them_as_well():
    pressed = spine_load(STILL, UPRIGHT, UPRIGHT, EVEN).compression
    # Between L5/S1 and L4/L5 the steeper lowest disc turns some of it into shear.
    assert np.all(np.diff(pressed[1:]) < 0)


def test_the_lowest_disc_is_sheared_forward_most():
    shear = spine_load(STILL, UPRIGHT, UPRIGHT, EVEN).shear_forward
    assert np.all(shear > 0)
    assert np.argmax(shear) == 0


def test_the_psoas_of_both_sides_does_not_push_the_spine_sideways():
    lumbar = STILL.copy()
    lumbar[:, 0] = np.radians([4.0, -7.0, -3.0, 5.0, 2.0])
    load = spine_load(lumbar, UPRIGHT, UPRIGHT, EVEN)
    # 1e-12 N: rounding alone.
    assert np.abs(load.shear_right).max() < 1e-12
    assert np.abs(load.moment[:, 1:]).max() < 1e-12


def test_one_side_alone_pulls_to_its_own_side_and_the_other_side_mirrors_it():
    one, other = EVEN.copy(), EVEN.copy()
    one[11:] = 0
    other[:11] = 0
    right = spine_load(STILL, UPRIGHT, UPRIGHT, one)
    left = spine_load(STILL, UPRIGHT, UPRIGHT, other)
    assert np.all(right.shear_right > 0)
    np.testing.assert_allclose(left.shear_right, -right.shear_right, rtol=1e-12)
    np.testing.assert_allclose(left.compression, right.compression, rtol=1e-12)


def test_a_fascicle_loads_the_joints_below_its_origin_and_none_above():
    pull = np.zeros(22)
    pull[psoas.FASCICLES.index("L3_TP_l")] = 131.0
    load = spine_load(STILL, UPRIGHT, UPRIGHT, pull)
    assert np.all(load.compression[:3] > 0)
    assert np.all(load.compression[3:] == 0)
    # 1e-9 N: what crosses a joint is the whole pull, however it is split.
    whole = np.sqrt(load.compression**2 + load.shear_forward**2 + load.shear_right**2)
    np.testing.assert_allclose(whole[:3], 131.0, atol=1e-9)


def test_the_direction_of_the_pull_is_how_the_length_changes():
    lumbar, right, left, pull = some_pulls(6)
    load = spine_load(lumbar, right, left, pull)
    arms = psoas.state(lumbar, right, left).lumbar_arm
    # 1e-9 N m: the same sum.
    np.testing.assert_allclose(load.moment, (arms * pull[..., None, None]).sum(-3), atol=1e-9)


def test_twice_the_pull_is_twice_the_load():
    lumbar, right, left, pull = some_pulls(4)
    once, twice = (spine_load(lumbar, right, left, factor * pull) for factor in (1.0, 2.0))
    for part in ("compression", "shear_forward", "shear_right", "moment"):
        # 1e-9: rounding alone.
        np.testing.assert_allclose(getattr(twice, part), 2 * getattr(once, part), rtol=1e-9)


def test_many_postures_at_once_equal_one_by_one():
    lumbar, right, left, pull = some_pulls(7)
    batch = spine_load(lumbar, right, left, pull)
    for row in range(7):
        one = spine_load(lumbar[row], right[row], left[row], pull[row])
        # 1e-9 N: rounding alone.
        np.testing.assert_allclose(batch.compression[row], one.compression, atol=1e-9)
        np.testing.assert_allclose(batch.moment[row], one.moment, atol=1e-9)
    same = spine_load(lumbar, UPRIGHT, UPRIGHT, EVEN)
    assert same.compression.shape == (7, 5)


def test_a_missing_fascicle_leaves_the_joints_above_its_origin_known():
    pull = EVEN.copy()
    pull[psoas.FASCICLES.index("L4_TP_r")] = np.nan
    load = spine_load(STILL, UPRIGHT, UPRIGHT, pull)
    assert np.isnan(load.compression).tolist() == [True, True, False, False, False]


def test_a_missing_angle_stays_missing():
    lumbar, right, left, pull = some_pulls(3)
    lumbar[1, 2, 0] = np.nan
    pressed = spine_load(lumbar, right, left, pull).compression
    assert np.isnan(pressed).any(axis=-1).tolist() == [False, True, False]


def test_no_postures_give_no_loads():
    load = spine_load(np.zeros((0, 5, 3)), UPRIGHT, UPRIGHT, EVEN)
    assert load.compression.shape == (0, 5)


def test_size_alone_does_not_change_how_the_pull_is_split():
    tall = spine_load(STILL, UPRIGHT, UPRIGHT, EVEN, person=psoas.Person(1.87))
    usual = spine_load(STILL, UPRIGHT, UPRIGHT, EVEN)
    # 1e-9: 1.87 / 1.70 = 1.1; rounding alone.
    np.testing.assert_allclose(tall.compression, usual.compression, rtol=1e-9)
    np.testing.assert_allclose(tall.moment, 1.1 * usual.moment, rtol=1e-9, atol=1e-12)


def test_a_muscle_that_pushes_is_refused():
    pull = EVEN.copy()
    pull[2] = -3.5
    with pytest.raises(RangeError, match=r"tension -3\.5 N of L1_L2_IVD_r is below 0"):
        spine_load(STILL, UPRIGHT, UPRIGHT, pull)


def test_a_wrong_shape_is_refused_by_name():
    with pytest.raises(ShapeError, match=r"tension must have shape \(\.\.\., 22\)"):
        spine_load(STILL, UPRIGHT, UPRIGHT, np.ones(11))
    with pytest.raises(ShapeError, match="leading axes that fit"):
        spine_load(np.zeros((4, 5, 3)), UPRIGHT, UPRIGHT, np.ones((3, 22)))
