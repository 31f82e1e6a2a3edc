"""Signs, ranges and known answers of the sagittal angles."""

import numpy as np
import pytest

from psoascope.motion.angles import angles
from psoascope.motion.motion import motion
from psoascope.motion.sagittal import SIDES, near_side, sagittal
from tests.motion.walkers import NAMES, Walk, body, filmed, recording


@pytest.mark.parametrize("speed", [1.2, -1.2])
def test_the_angles_put_in_come_out_whichever_way_they_walk(speed):
    walk = Walk(speed=speed)
    found = angles(sagittal(filmed(walk)))
    for number, side in enumerate(SIDES):
        # Exact geometry from a far camera: only rounding is left.
        np.testing.assert_allclose(
            np.degrees(found.knee_flexion[:, number]), walk.bend(side), atol=1e-9
        )
    np.testing.assert_allclose(np.degrees(found.trunk_lean), walk.lean, atol=1e-9)


def test_a_thigh_behind_the_trunk_is_negative():
    found = angles(sagittal(filmed(Walk(front=-5.0, behind=-25.0))))
    assert (found.hip_flexion < 0).all()


def test_leaning_forward_with_still_legs_bends_the_hip():
    upright = angles(sagittal(filmed(Walk(lean=0.0))))
    leaning = angles(sagittal(filmed(Walk(lean=17.0))))
    assert np.degrees(leaning.trunk_lean[3]) == pytest.approx(17.0)
    assert np.degrees(upright.trunk_lean[3]) == pytest.approx(0.0, abs=1e-9)


def test_markers_in_space_give_the_same_angles_whatever_the_walking_direction():
    walk = Walk()
    turn = np.radians(63.0)
    rotation = np.array(
        [[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]]
    )
    turned = recording(walk.time, body(walk) @ rotation.T, "metre", None)
    found = angles(sagittal(turned))
    np.testing.assert_allclose(np.degrees(found.hip_flexion[:, 0]), walk.hip("right"), atol=1e-9)


def test_who_walks_to_the_pictures_left_shows_the_left_side():
    assert SIDES[int(near_side(sagittal(filmed(Walk(speed=-1.2))))[5])] == "left"
    assert SIDES[int(near_side(sagittal(filmed(Walk(speed=1.2))))[5])] == "right"


def test_a_missing_frame_stays_missing_and_a_short_gap_is_bridged():
    walk = Walk()
    film = filmed(walk)
    film.points[40:42] = np.nan
    film.points[70:90] = np.nan
    film.visibility[np.isnan(film.points).any(axis=-1)] = np.nan
    found = motion(film)
    hip = np.degrees(found.angles.hip_flexion[:, 0])
    assert np.isfinite(hip[40:42]).all()
    # Bridged by a cubic over 0.1 s of a smooth curve, then low-passed.
    np.testing.assert_allclose(hip[40:42], walk.hip("right")[40:42], atol=1.5)
    assert np.isnan(hip[70:90]).all()
    assert not found.used[40:42].any()


def test_the_filter_has_no_lag():
    walk = Walk(seconds=8.0)
    hip = np.degrees(motion(filmed(walk, noise=1.0)).angles.hip_flexion[:, 0])
    shifts = range(-3, 4)
    fit = [np.nanmean((np.roll(hip, shift) - walk.hip("right"))[30:-30] ** 2) for shift in shifts]
    assert shifts[int(np.argmin(fit))] == 0


def test_noise_of_two_pixels_leaves_less_than_two_degrees():
    walk = Walk(seconds=8.0)
    hip = np.degrees(motion(filmed(walk, noise=2.0)).angles.hip_flexion[:, 1])
    # 2 pixels on an 84 pixel thigh is 1.9 degrees a frame; the filter keeps less than half.
    assert np.sqrt(np.nanmean((hip - walk.hip("left")) ** 2)) < 2.0


def test_a_point_that_is_not_there_gives_no_angle():
    film = filmed(Walk())
    film.points[:, NAMES.index("left_knee")] = np.nan
    found = angles(sagittal(film))
    assert np.isnan(found.hip_flexion[:, 1]).all()
    assert np.isfinite(found.hip_flexion[:, 0]).all()
