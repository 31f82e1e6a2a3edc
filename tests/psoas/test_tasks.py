"""What everyday and training motions ask of the hip flexors."""

import numpy as np
import pytest

from psoascope import tables
from psoascope.errors import RangeError
from psoascope.psoas.leg_motion import LegMotion
from psoascope.psoas.loop_band import LoopBand
from psoascope.psoas.person import Person
from psoascope.psoas.segments import heel_leaves_floor
from psoascope.psoas.tasks import (
    bent_leg_raise,
    curl_up,
    sit_up,
    standing_march,
    straight_leg_raise,
    swing_leg,
)

KNOWN = Person(1.72, "female", 61.0)
MARCH = np.radians([30.0, 60.0, 90.0])


def flexion(quantity):
    return quantity.value[..., 0]


def swinging(period, size, knee):
    time = np.linspace(0.0, period / 2, 50)
    angle = 0.1 - size * np.cos(2 * np.pi * time / period)
    hip = np.stack([angle, 0 * time, 0 * time], axis=-1)
    return LegMotion(time, hip, knee * np.sin(2 * np.pi * time / period), 0 * time)


def test_lifting_a_straight_leg_asks_more_of_the_hip_than_a_bent_one():
    bend = np.radians(90.0)
    off_the_floor = bent_leg_raise(heel_leaves_floor(bend, KNOWN), KNOWN, knee=bend)
    assert flexion(straight_leg_raise(0.0, KNOWN)) > 1.3 * flexion(off_the_floor)


def test_at_the_same_angle_of_the_thigh_the_bent_leg_is_lighter_only_below_forty_degrees():
    # Higher up, the lower leg that hangs forward lies farther from the hip than one in line.
    low, high = np.radians([20.0, 60.0])
    assert flexion(bent_leg_raise(low, KNOWN)) < flexion(straight_leg_raise(low, KNOWN))
    assert flexion(bent_leg_raise(high, KNOWN)) > flexion(straight_leg_raise(high, KNOWN))


def test_the_higher_a_straight_leg_the_less_the_hip_must_hold():
    held = flexion(straight_leg_raise(np.radians([0.0, 30.0, 45.0, 60.0, 80.0]), KNOWN))
    assert (np.diff(held) < 0).all()


def test_a_stronger_band_asks_for_more():
    bands = [LoopBand(stiffness, 0.21) for stiffness in (90.0, 170.0, 310.0)]
    pulled = [flexion(standing_march(MARCH, band, KNOWN))[-1] for band in bands]
    assert flexion(standing_march(MARCH, None, KNOWN))[-1] < pulled[0] < pulled[1] < pulled[2]


def test_a_band_around_the_feet_asks_for_more_than_one_around_the_thighs():
    feet, thighs = (
        flexion(standing_march(MARCH, LoopBand(150.0, 0.2, part), KNOWN))
        for part in ("foot", "thigh")
    )
    assert (feet > thighs).all()


def test_a_slack_band_asks_for_nothing():
    loose = standing_march(MARCH, LoopBand(200.0, 1.4), KNOWN)
    np.testing.assert_array_equal(loose.value, standing_march(MARCH, None, KNOWN).value)


def test_a_band_pulls_the_raised_leg_towards_the_other_and_abductors_must_hold():
    pulled = standing_march(np.radians(5.0), LoopBand(150.0, 0.05), KNOWN)
    assert pulled.value[1] < standing_march(np.radians(5.0), None, KNOWN).value[1]


def test_an_ankle_weight_asks_for_more():
    weighted = LoopBand(150.0, 1.4, "shank", mass=1.5)
    heavier = flexion(standing_march(MARCH, weighted, KNOWN))
    assert (heavier > flexion(standing_march(MARCH, None, KNOWN))).all()


@pytest.mark.parametrize(
    "given",
    [{"stiffness": 0.0}, {"stiffness": -40.0}, {"rest_length": 0.0}, {"mass": 0.0}, {"mass": -2.0}],
)
def test_a_band_of_nothing_is_refused_with_the_cure(given):
    with pytest.raises(RangeError, match=r"above 0.*leave the band out") as refusal:
        LoopBand(**given)
    assert "weglassen" in tables.explain(refusal.value, "de")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"stiffness": 50000.0}, "Check the unit"),
        ({"rest_length": 20.0}, "Check the unit"),
        ({"mass": 250.0}, "Check the unit"),
        ({"part": "hand"}, "Choose one"),
        ({"stiffness": float("nan")}, "above 0"),
    ],
)
def test_a_band_that_no_leg_wears_is_refused(given, said):
    with pytest.raises(RangeError, match=said):
        LoopBand(**given)


def test_running_asks_more_of_the_swinging_hip_than_walking():
    walking, running = swinging(1.1, 0.4, 1.0), swinging(0.7, 0.6, 1.7)
    peaks = [np.nanmax(flexion(swing_leg(motion, KNOWN))) for motion in (walking, running)]
    assert peaks[1] > 1.5 * peaks[0]


def test_a_sit_up_asks_more_of_the_hips_than_a_curl_up():
    angle = np.radians([10.0, 20.0, 30.0])
    assert (flexion(sit_up(angle, KNOWN).hip) > 2 * flexion(curl_up(angle, KNOWN).hip)).all()


def test_a_sit_up_gets_lighter_towards_upright():
    held = flexion(sit_up(np.radians([0.0, 30.0, 60.0, 85.0]), KNOWN).hip)
    assert (np.diff(held) < 0).all()


def test_a_curl_up_that_bends_lower_lifts_more():
    low, high = (curl_up(0.4, KNOWN, level=level) for level in (1, 4))
    assert low.lumbar.value[1] < high.lumbar.value[4] < 0
    assert np.isnan(low.lumbar.value[4])
    with pytest.raises(RangeError, match="no lumbar joint number 5"):
        curl_up(0.4, KNOWN, level=5)


def test_what_is_not_known_makes_the_band_and_what_is_known_does_not():
    vague, certain = straight_leg_raise(0.5), straight_leg_raise(0.5, KNOWN)
    assert certain.low[0] == certain.value[0] == certain.high[0]
    assert vague.low[0] < vague.value[0] < vague.high[0]
    assert (vague.unit, vague.kind) == ("N m", "range")
    band = standing_march(1.2, LoopBand(), KNOWN)
    assert band.low[0] < band.value[0] < band.high[0]


def test_a_heavier_person_needs_more():
    heavy = Person(1.72, "female", 83.0)
    ratio = flexion(straight_leg_raise(0.3, heavy)) / flexion(straight_leg_raise(0.3, KNOWN))
    # 1e-12: mass only multiplies.
    assert ratio == pytest.approx(83.0 / 61.0, rel=1e-12)


@pytest.mark.parametrize("task", [straight_leg_raise, bent_leg_raise, standing_march])
def test_many_angles_at_once_equal_one_by_one_and_missing_stays_missing(task):
    angles = np.array([[0.2, 0.9], [np.nan, 1.3]])
    together = task(angles, person=KNOWN).value
    assert together.shape == (2, 2, 3)
    assert np.isnan(together[1, 0]).all()
    for row in [(0, 0), (0, 1), (1, 1)]:
        np.testing.assert_allclose(together[row], task(angles[row], person=KNOWN).value, atol=1e-12)


@pytest.mark.parametrize("task", [straight_leg_raise, bent_leg_raise, standing_march, sit_up])
def test_degrees_are_refused(task):
    with pytest.raises(RangeError, match="radians"):
        task(45.0 * 5)
