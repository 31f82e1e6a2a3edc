"""The psoas from the trunk-thigh angle: what the camera cannot see becomes the band."""

import numpy as np
import pytest

from psoascope import psoas
from psoascope.errors import RangeError
from psoascope.quantity import Quantity, symmetric


def seen(angle_deg, error_deg, kind="coverage"):
    return symmetric(np.radians(angle_deg), np.radians(error_deg), "rad", kind)


def by_hand(angle_deg, share, tilt_deg=0.0):
    hip = np.radians([(1 - share) * angle_deg + tilt_deg, 0.0, 0.0])
    back = psoas.shared(np.radians([-share * angle_deg + tilt_deg, 0.0, 0.0]))
    return psoas.state(back, hip, hip).whole_length[1]


def test_a_fifth_of_the_angle_is_bent_in_the_low_back():
    # 1e-12 m: the same computation in another order.
    assert abs(psoas.psoas_length(seen(62.0, 0.0)).value - by_hand(62.0, 0.2)) < 1e-12


def reach_of_tilt(angle_deg):
    """How far the pelvis' own tilt of 5 degrees takes the length down and up."""
    centre = by_hand(angle_deg, 0.2)
    both = [by_hand(angle_deg, 0.2, tilt) - centre for tilt in (-5.0, 5.0)]
    return min(both), max(both)


def test_with_an_exact_angle_the_band_spans_the_shares_and_the_tilts_of_the_pelvis():
    length, (down, up) = psoas.psoas_length(seen(85.0, 0.0)), reach_of_tilt(85.0)
    assert abs(length.low - (by_hand(85.0, 0.0) + down)) < 1e-12
    assert abs(length.high - (by_hand(85.0, 0.4) + up)) < 1e-12


def test_a_less_certain_angle_gives_a_wider_band():
    widths = [psoas.psoas_length(seen(40.0, error)).half_width for error in (0.0, 5.0, 9.0)]
    assert widths[0] < widths[1] < widths[2]


def test_standing_straight_the_share_does_not_matter_but_the_pelvis_may_be_tilted():
    length, (down, up) = psoas.psoas_length(seen(0.0, 0.0)), reach_of_tilt(0.0)
    # 1e-12 m: rounding alone.
    assert abs(length.low - (by_hand(0.0, 0.2) + down)) < 1e-12
    assert abs(length.high - (by_hand(0.0, 0.2) + up)) < 1e-12
    assert up - down > 0.002


def test_all_sources_join_by_the_one_rule():
    angle_alone = [by_hand(50.0 + step, 0.2) for step in (-7.0, 7.0)]
    share_alone = [by_hand(50.0, share) for share in (0.0, 0.4)]
    centre = by_hand(50.0, 0.2)
    length = psoas.psoas_length(seen(50.0, 7.0))
    assert length.kind == "coverage"
    # 1e-12 m: one coverage band and one range add in full.
    down, up = reach_of_tilt(50.0)
    low = min(angle_alone) + min(share_alone) - centre + down
    high = max(angle_alone) + max(share_alone) - centre + up
    assert abs(length.low - low) < 1e-12
    assert abs(length.high - high) < 1e-12


def test_a_missing_frame_stays_missing():
    length = psoas.psoas_length(seen(np.array([31.0, np.nan, -9.0]), 6.0))
    assert np.isnan(length.value).tolist() == [False, True, False]
    assert np.isnan(length.low).tolist() == [False, True, False]


def test_a_clip_at_once_equals_frame_by_frame():
    angles = np.linspace(-21.0, 47.0, 13)
    clip = psoas.psoas_length(seen(angles, 8.0))
    for frame, angle in enumerate(angles):
        one = psoas.psoas_length(seen(angle, 8.0))
        assert (one.value, one.low, one.high) == pytest.approx(
            (clip.value[frame], clip.low[frame], clip.high[frame]), abs=1e-14
        )


def test_no_frames_give_no_lengths():
    assert psoas.psoas_length(seen(np.zeros(0), 3.0)).value.shape == (0,)


def test_change_is_in_per_cent_of_the_standing_length_whatever_the_height():
    tall = psoas.psoas_change(seen(70.0, 4.0), psoas.Person(1.93))
    usual = psoas.psoas_change(seen(70.0, 4.0))
    assert usual.unit == "%"
    # 1e-9 %: rounding alone.
    assert abs(tall.value - usual.value) < 1e-9
    assert abs(usual.value - (by_hand(70.0, 0.2) / psoas.standing_length() - 1) * 100) < 1e-9


def test_the_whole_circle_of_angles_has_a_length():
    length = psoas.psoas_length(seen(np.linspace(-180.0, 180.0, 73), 10.0))
    assert np.isfinite(length.value).all()


def test_degrees_are_refused_with_the_cure():
    with pytest.raises(RangeError, match=r"must be in rad; got deg.*radians"):
        psoas.psoas_length(Quantity(30.0, 20.0, 40.0, "deg", "coverage"))
    with pytest.raises(RangeError, match="30 rad lies beyond half a turn"):
        psoas.psoas_length(Quantity(30.0, 20.0, 40.0, "rad", "coverage"))
