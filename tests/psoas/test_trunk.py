"""Raising the trunk from lying: against one rigid body, a pendulum, and missing frames."""

import numpy as np
import pytest

from psoascope.errors import RangeError
from psoascope.psoas.person import Person
from psoascope.psoas.segments import gravity, segments
from psoascope.psoas.trunk import TrunkMotion, tipping, trunk_moments
from psoascope.psoas.trunk_slices import trunk_slices

WOMAN = Person(1.68, "female", 59.0)
STRAIGHT = np.zeros(5)


def whole(person):
    """Mass, centre of mass (forward + 1j x up, from the hips) and inertia about the hips."""
    slices = trunk_slices(person)
    joints = np.concatenate([[0.0], np.cumsum(slices.step)])
    places = joints + slices.centre
    inertia = (slices.inertia + slices.mass * np.abs(places) ** 2).sum()
    return slices.mass.sum(), (slices.mass * places).sum() / slices.mass.sum(), inertia


def test_the_slices_weigh_as_much_as_trunk_head_and_arms():
    parts = segments(WOMAN)
    arms = 2 * sum(parts[name].mass for name in ("upper_arm", "forearm", "hand"))
    # 0.02 %: shares of mass are rounded to 0.01 % of the body's.
    total = parts["trunk"].mass + parts["head"].mass + arms
    assert whole(WOMAN)[0] == pytest.approx(total, rel=2e-4)


def test_the_slices_keep_centre_and_inertia_of_the_trunk_of_the_table():
    parts, slices = segments(WOMAN), trunk_slices(WOMAN)
    mass, centre, _ = whole(WOMAN)
    trunk, head = parts["trunk"], parts["head"]
    shoulder = 0.4979 / 1.735 * 1.68
    up, fore, hand = parts["upper_arm"], parts["forearm"], parts["hand"]
    arms = 2 * up.mass * (shoulder - up.centre)
    arms += 2 * (fore.mass + hand.mass) * (shoulder - up.length)
    first = trunk.mass * (trunk.length - trunk.centre) + arms
    first += head.mass * (trunk.length + head.length - head.centre)
    # 0.5 mm: the whole trunk and its thirds agree to 0.1 mm in women.
    assert centre.imag == pytest.approx(first / mass, abs=5e-4)
    assert (slices.inertia > 0).all()
    assert (slices.mass > 0).all()


@pytest.mark.parametrize(
    "person", [WOMAN, Person(1.83, "male"), Person(1.55), Person(1.70, lumbar_length=0.17)]
)
def test_no_slice_is_empty_or_upside_down(person):
    slices = trunk_slices(person)
    assert (slices.mass > 0).all()
    assert (slices.inertia > 0).all()


def test_holding_the_trunk_off_the_floor_is_its_weight_times_its_lever():
    mass, centre, _ = whole(WOMAN)
    for angle in (0.0, 0.6, 1.2):
        held = trunk_moments(TrunkMotion(None, angle, STRAIGHT), WOMAN).hip
        lever = centre.imag * np.cos(angle) - centre.real * np.sin(angle)
        assert held == pytest.approx(mass * gravity() * lever, rel=1e-12)


def test_a_straight_trunk_that_rises_is_a_pendulum():
    time = np.linspace(0.0, 1.3, 66)
    angle = 0.7 - 0.7 * np.cos(2.3 * time)
    mass, centre, inertia = whole(WOMAN)
    motion = TrunkMotion(time, angle, np.zeros((66, 5)))
    lever = centre.imag * np.cos(angle) - centre.real * np.sin(angle)
    expected = mass * gravity() * lever + inertia * 0.7 * 2.3**2 * np.cos(2.3 * time)
    # 0.01 %: derivatives through five frames, 0.02 s apart.
    found = trunk_moments(motion, WOMAN).hip
    np.testing.assert_allclose(found, expected, atol=1e-4 * np.abs(expected).max())


def test_the_higher_the_joint_the_less_it_must_carry():
    held = trunk_moments(TrunkMotion(None, 0.2, STRAIGHT), WOMAN)
    assert (held.lumbar < 0).all()
    assert (np.diff(held.lumbar) > 0).all()
    assert held.hip > -held.lumbar[0]


def test_the_trunk_tips_back_more_readily_over_a_lower_joint():
    lying = TrunkMotion(None, 0.0, STRAIGHT)
    over = [float(tipping(lying, level, WOMAN)) for level in range(5)]
    assert over == sorted(over, reverse=True)


def test_many_trunks_at_once_equal_one_by_one_and_missing_frames_stay_missing():
    rng = np.random.default_rng(12)
    pelvis, lumbar = rng.uniform(0.0, 1.5, (2, 4)), rng.uniform(-0.3, 0.1, (2, 4, 5))
    pelvis[1, 2] = np.nan
    together = trunk_moments(TrunkMotion(None, pelvis, lumbar), WOMAN)
    assert np.flatnonzero(np.isnan(together.hip)).tolist() == [6]
    for row in np.ndindex(2, 4):
        alone = trunk_moments(TrunkMotion(None, pelvis[row], lumbar[row]), WOMAN)
        np.testing.assert_allclose(together.lumbar[row], alone.lumbar, atol=1e-12)


@pytest.mark.parametrize(("pelvis", "lumbar"), [(30.0, STRAIGHT), (0.3, np.full(5, -8.0))])
def test_degrees_are_refused(pelvis, lumbar):
    with pytest.raises(RangeError, match="radians"):
        trunk_moments(TrunkMotion(None, pelvis, lumbar), WOMAN)
