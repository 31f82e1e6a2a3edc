"""Steady spells and holds: found where they are, as long as they are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoascope.errors import RangeError
from psoascope.motion.holds import holds, steady_spell


def lowered(fps=30.0, rest=11.0):
    """A thigh let down over 2 s, held for 5 s, lifted again over 1 s, deg."""
    time = np.arange(round(9 * fps)) / fps
    return time, np.interp(time, [0, 1, 3, 8, 9], [70, 70, rest, rest, 60])


@pytest.mark.parametrize("fps", [20, 30, 60, 240])
def test_the_hold_after_the_thigh_is_let_down_is_found(fps):
    time, thigh = lowered(fps)
    first, last = steady_spell(time, thigh, still=2.0, shortest=1.0)
    # It comes down at 29.5 deg/s: within 2 deg for 0.07 s before. A frame is allowed.
    assert time[first] == pytest.approx(3.0 - 2 / 29.5, abs=1.1 / fps)
    assert time[last] == pytest.approx(8.0 + 2 / 49, abs=1.1 / fps)


def test_single_outliers_do_not_cut_a_hold():
    time, thigh = lowered()
    first, last = steady_spell(time, thigh, still=2.0, shortest=1.0)
    thigh[[120, 160, 161, 200]] += [40, -35, -35, 28]
    thigh[180] = np.nan
    # Three frames are the running median's width at 30 a second: a pair of outliers cuts.
    assert steady_spell(
        time, np.where(thigh == thigh[160], 11, thigh), still=2.0, shortest=1.0
    ) == (
        first,
        last,
    )


def test_a_long_gap_cuts_a_hold_and_the_longer_part_is_taken():
    time, thigh = lowered()
    thigh[(time > 4.0) & (time < 4.6)] = np.nan
    first, last = steady_spell(time, thigh, still=2.0, shortest=1.0)
    assert time[first] == pytest.approx(4.6, abs=0.04)
    assert last > 239


def test_a_hole_in_the_time_stamps_cuts_a_hold():
    time, thigh = lowered()
    kept = (time < 6.0) | (time > 6.5)
    _, last = steady_spell(time[kept], thigh[kept], still=2.0, shortest=1.0)
    assert time[kept][last] < 6.0


def test_slow_drift_beyond_the_allowance_ends_the_spell():
    time = np.arange(600) / 30
    drifting = 1.5 * time  # 30 deg in 20 s
    first, last = steady_spell(time, drifting, still=3.0, shortest=1.0)
    # 3 deg to both sides of the middle are 6 deg, which take 4 s.
    assert time[last] - time[first] == pytest.approx(4.0, abs=0.07)


def test_every_value_of_the_spell_lies_within_the_allowance_of_its_median():
    rng = np.random.default_rng(8)
    time = np.arange(500) / 25
    wandering = np.cumsum(rng.normal(0, 0.7, 500))
    first, last = steady_spell(time, wandering, still=2.0, shortest=0.4)
    part = wandering[first : last + 1]
    # Single frames may lie outside: those the running median of three takes out.
    assert np.mean(np.abs(part - np.median(part)) <= 2.0 + 0.7) > 0.95


def test_a_spell_that_leans_to_one_side_of_its_median_is_cut_to_what_does_not():
    time = np.arange(400) / 20
    steps = np.where(time < 15, 0.0, 3.5)  # 3.5 apart: within 4 of each other, not within 2 of 0
    assert steady_spell(time, steps, still=2.0, shortest=1.0) == (0, 299)


def test_where_nothing_is_still_there_is_no_spell():
    time = np.arange(300) / 30
    assert steady_spell(time, 40 * np.sin(2 * np.pi * time), still=2.0, shortest=1.0) is None
    assert steady_spell(time, np.full(300, np.nan), still=2.0, shortest=1.0) is None
    assert steady_spell(np.array([]), np.array([]), still=2.0, shortest=1.0) is None


def test_a_hold_as_long_as_asked_counts_and_a_shorter_one_does_not():
    time = np.arange(31) / 30
    assert steady_spell(time, np.zeros(31), still=1.0, shortest=1.0) == (0, 30)
    assert steady_spell(time, np.zeros(31), still=1.0, shortest=1.04) is None


def test_a_leg_lifted_twice_is_held_twice():
    time = np.arange(300) / 30
    leg = np.interp(time, [0, 1, 1.5, 4.5, 5, 6, 6.5, 9, 9.5], [0, 0, 45, 45, 0, 0, 52, 52, 0])
    found = holds(time, leg, 40.0, leave=30.0, shortest=1.0)
    assert [(round(time[a], 1), round(time[b], 1)) for a, b in found] == [(1.5, 4.6), (6.4, 9.2)]


def test_sagging_between_the_two_levels_does_not_end_a_hold():
    time = np.arange(300) / 30
    leg = 41 + 10 * np.sin(2 * np.pi * time / 3)  # 31 to 51
    (one,) = holds(time, leg, 40.0, leave=30.0, shortest=1.0)
    assert one == (0, 299)


def test_a_gap_ends_a_hold_for_what_was_not_seen_was_not_held():
    time = np.arange(300) / 30
    leg = np.full(300, 44.0)
    leg[100:110] = np.nan
    assert holds(time, leg, 40.0, leave=30.0, shortest=1.0) == [(0, 99), (110, 299)]


def test_levels_the_wrong_way_round_are_refused():
    with pytest.raises(RangeError, match="leaving 50 lies over"):
        holds(np.arange(3) / 30, np.zeros(3), 40.0, leave=50.0, shortest=1.0)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), level=st.floats(-90, 90), still=st.floats(1, 8))
def test_noise_smaller_than_the_allowance_never_ends_a_hold(seed, level, still):
    time = np.arange(200) / 40
    noise = np.random.default_rng(seed).uniform(-0.49, 0.49, 200) * still
    assert steady_spell(time, level + noise, still=still, shortest=1.0) == (0, 199)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_turned_upside_down_or_begun_later_the_hold_is_the_same(seed):
    rng = np.random.default_rng(seed)
    time = np.arange(200) / 50
    wandering = np.cumsum(rng.normal(0, 0.5, 200))
    one = steady_spell(time, wandering, still=1.5, shortest=0.5)
    assert steady_spell(time, -wandering, still=1.5, shortest=0.5) == one
    assert steady_spell(time + 7.0, wandering, still=1.5, shortest=0.5) == one


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), still=st.floats(0.5, 4))
def test_no_longer_spell_that_spans_no_more_than_the_allowance_was_missed(seed, still):
    rng = np.random.default_rng(seed)
    time = np.arange(60) / 20
    wandering = np.repeat(np.cumsum(rng.normal(0, 1.0, 20)), 3)  # the running median keeps steps
    found = steady_spell(time, wandering, still=still, shortest=0.0)
    kept = 0.0 if found is None else time[found[1]] - time[found[0]]
    # What spans no more than the allowance lies within it of any median.
    strict = [
        time[b] - time[a]
        for a in range(60)
        for b in range(a, 60)
        if np.ptp(wandering[a : b + 1]) <= still
    ]
    assert kept >= max(strict) - 1e-9
