"""Repetitions are counted once each, and only where they begin and end at rest."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoascope.errors import RangeError, ShapeError
from psoascope.motion.repetitions import Repetition, repetitions, rest_level

RISE, FALL = 30.0, 15.0


def lifts(tops, fps=60.0, up=1.0, pause=0.7, rest=5.0):
    """Time and signal of lifts to these tops: a raised cosine each, with rest between, deg."""
    moments = np.arange(0, len(tops) * (up + pause) + pause, 1 / fps)
    phase = (moments - pause) % (up + pause)
    number = np.clip(((moments - pause) // (up + pause)).astype(int), 0, len(tops) - 1)
    moving = (phase < up) & (moments >= pause)
    shape = np.where(moving, 0.5 - 0.5 * np.cos(2 * np.pi * phase / up), 0.0)
    return moments, rest + np.asarray(tops, dtype=float)[number] * shape


def counted(found):
    """Whole repetitions."""
    return [one for one in found if one.whole]


def test_four_knee_lifts_are_four_with_their_tops_at_the_right_time():
    time, lift = lifts([80, 62, 91, 44])
    found = repetitions(time, lift, RISE, FALL, shortest=0.3)
    assert len(counted(found)) == len(found) == 4
    # Tops stand half a second into each lift of 1.7 s, after 0.7 s of rest; to one frame.
    np.testing.assert_allclose(
        time[[one.peak for one in found]], 1.2 + 1.7 * np.arange(4), atol=1 / 60
    )
    assert all(lift[one.first] - 5 < FALL and lift[one.last] - 5 < FALL for one in found)
    assert all(lift[one.first + 1] - 5 >= FALL and lift[one.last - 1] - 5 >= FALL for one in found)


@pytest.mark.parametrize("fps", [20, 25, 30, 60, 120, 240])
def test_the_frame_rate_does_not_change_the_count(fps):
    time, lift = lifts([80, 62, 91, 44], fps=fps)
    assert len(counted(repetitions(time, lift, RISE, FALL, shortest=0.3))) == 4


def test_uneven_time_stamps_do_not_change_the_count():
    time, lift = lifts([80, 62, 91], fps=240.0)
    kept = np.sort(np.random.default_rng(4).choice(len(time), len(time) // 6, replace=False))
    assert len(counted(repetitions(time[kept], lift[kept], RISE, FALL, shortest=0.3))) == 3


def test_a_lift_that_stays_under_the_upper_threshold_does_not_count():
    time, lift = lifts([80, 29.5, 91])
    assert len(repetitions(time, lift, RISE, FALL, shortest=0.3, rest=5.0)) == 2


def test_a_lowering_that_stays_over_the_lower_threshold_makes_no_second_repetition():
    time = np.arange(0, 4, 1 / 50)
    lift = np.interp(time, [0, 0.5, 1, 1.5, 2, 2.5, 4], [0, 0, 70, 16, 66, 0, 0])
    found = repetitions(time, lift, RISE, FALL, shortest=0.3, rest=0.0)
    assert [(one.whole, time[one.peak]) for one in found] == [(True, 1.0)]


def test_jitter_about_the_upper_threshold_counts_once():
    time, lift = lifts([60])
    trembling = lift + 6.9 * np.sign(np.sin(2 * np.pi * 11 * time))
    still = np.abs(trembling - 5 - RISE) < 14
    assert still.sum() > 10
    assert len(counted(repetitions(time, trembling, RISE, FALL, shortest=0.3, rest=5.0))) == 1


def test_a_tremor_at_the_lower_threshold_counts_nothing_by_itself():
    time = np.arange(0, 5, 1 / 30)
    tremor = FALL + 9 * np.sin(2 * np.pi * 4 * time)
    assert repetitions(time, tremor, RISE, FALL, shortest=0.1, rest=0.0) == []


def test_half_repetitions_at_both_ends_are_told_but_not_whole():
    time = np.arange(0, 5, 1 / 50)
    lift = 40 + 40 * np.cos(2 * np.pi * time / 2)  # tops at 0, 2 and 4 s; ends under way
    found = repetitions(time[:226], lift[:226], RISE, FALL, shortest=0.3)
    assert [one.whole for one in found] == [False, True, False]
    assert (found[0].first, found[-1].last) == (0, 225)
    assert time[found[1].peak] == pytest.approx(2.0)


def test_getting_into_position_is_not_counted():
    time, lift = lifts([80, 62])
    before = np.arange(0, 2, 1 / 60)
    stepping = 32 + 12 * np.sin(2 * np.pi * before)  # about the table, never at rest
    whole = repetitions(
        np.r_[before, before[-1] + 1 / 60 + time],
        np.r_[stepping, lift],
        RISE,
        FALL - 5,
        shortest=0.3,
        rest=5.0,
    )
    assert [one.whole for one in whole] == [False, True, True]


def test_a_gap_in_a_repetition_makes_it_not_whole_and_never_two():
    time, lift = lifts([80, 62, 91])
    hidden = lift.copy()
    hidden[(time > 2.8) & (time < 3.1)] = np.nan  # at the top of the second lift, 2.4 to 3.4 s
    found = repetitions(time, hidden, RISE, FALL, shortest=0.3)
    assert [one.whole for one in found] == [True, False, True]


@pytest.mark.parametrize("start", np.arange(0.6, 5.4, 0.1).round(1))
def test_a_gap_anywhere_never_makes_an_extra_repetition(start):
    time, lift = lifts([80, 62, 91])
    hidden = np.where((time > start) & (time < start + 0.4), np.nan, lift)
    assert len(repetitions(time, hidden, RISE, FALL, shortest=0.3, rest=5.0)) <= 3


def test_a_gap_at_rest_harms_nothing():
    time, lift = lifts([80, 62], pause=1.5)
    hidden = np.where((time > 2.7) & (time < 3.5), np.nan, lift)
    assert len(counted(repetitions(time, hidden, RISE, FALL, shortest=0.3))) == 2


def test_a_hole_in_the_time_stamps_is_a_gap_too():
    time, lift = lifts([80, 62])
    kept = (time < 1.0) | (time > 1.3)
    found = repetitions(time[kept], lift[kept], RISE, FALL, shortest=0.3)
    assert [one.whole for one in found] == [False, True]


def test_a_single_lost_frame_is_no_gap():
    time, lift = lifts([80, 62])
    lift[70] = np.nan
    assert len(counted(repetitions(time, lift, RISE, FALL, shortest=0.3))) == 2


def test_a_stray_frame_counts_nothing_and_splits_nothing():
    time, lift = lifts([80, 62], fps=30.0)
    top = int(np.argmax(lift))
    lift[top + 2], lift[3] = 4.0, 95.0
    assert len(counted(repetitions(time, lift, RISE, FALL, shortest=0.4))) == 2


def test_what_is_too_short_is_left_out():
    time, lift = lifts([80, 62])
    assert repetitions(time, lift, RISE, FALL, shortest=1.1) == []


def test_the_level_of_rest_is_found_whatever_it_is():
    for rest in (-88.0, 0.0, 17.0):
        time, lift = lifts([80, 62, 91], rest=rest)
        assert rest_level(time, lift) == pytest.approx(rest, abs=0.5)
        assert len(counted(repetitions(time, lift, RISE, FALL, shortest=0.3))) == 3


def test_a_movement_without_pauses_is_counted_too():
    time = np.arange(0, 6.2, 1 / 30)
    squat = 45 - 45 * np.cos(2 * np.pi * time / 1.5)
    assert len(counted(repetitions(time, squat, RISE, FALL, shortest=0.3))) == 4


def test_drift_within_the_lower_threshold_changes_nothing():
    time, lift = lifts([80, 62, 91, 77])
    drifting = lift + np.linspace(0, 12, len(time))
    assert len(counted(repetitions(time, drifting, RISE, FALL, shortest=0.3, rest=5.0))) == 4


def test_nothing_seen_and_nothing_moving_give_no_repetitions():
    time = np.arange(30) / 30
    assert repetitions(time, np.full(30, np.nan), RISE, FALL, shortest=0.3) == []
    assert repetitions(time, np.full(30, 77.0), RISE, FALL, shortest=0.3) == []
    assert repetitions(np.array([]), np.array([]), RISE, FALL, shortest=0.3) == []


def test_one_frame_only_is_no_whole_repetition():
    found = repetitions(np.array([0.3]), np.array([60.0]), RISE, FALL, shortest=0.0, rest=0.0)
    assert found == [Repetition(0, 0, 0, False)]


def test_thresholds_the_wrong_way_round_are_refused():
    with pytest.raises(RangeError, match="fall 30 must be less than rise 15"):
        repetitions(np.arange(3) / 30, np.zeros(3), 15, 30, shortest=0.3)


def test_a_signal_of_another_length_is_refused():
    with pytest.raises(ShapeError, match="one value per time"):
        repetitions(np.arange(3) / 30, np.zeros(4), RISE, FALL, shortest=0.3)


LIFTS = st.lists(st.floats(40, 120), min_size=0, max_size=5)


@settings(max_examples=60, deadline=None)
@given(tops=LIFTS, seed=st.integers(0, 10_000), fps=st.sampled_from([20, 30, 60, 240]))
def test_noise_below_half_the_hysteresis_never_changes_the_count(tops, seed, fps):
    tops = tops or [0.0]
    time, lift = lifts(tops, fps=fps)
    # Tops stand over the upper threshold by more than the noise, frames beside the top too.
    noise = np.random.default_rng(seed).uniform(-1, 1, len(time)) * (RISE - FALL) * 0.49
    found = repetitions(time, lift + noise, RISE, FALL, shortest=0.3, rest=5.0)
    assert len(counted(found)) == len(found) == sum(top > RISE for top in tops)


@settings(max_examples=40, deadline=None)
@given(tops=st.lists(st.floats(40, 120), min_size=1, max_size=5), factor=st.floats(0.5, 3.0))
def test_slower_or_faster_movement_gives_the_same_frames(tops, factor):
    time, lift = lifts(tops, fps=120.0)
    one = repetitions(time, lift, RISE, FALL, shortest=0.3)
    other = repetitions(time * factor, lift, RISE, FALL, shortest=0.3 * factor)
    assert one == other


@settings(max_examples=40, deadline=None)
@given(tops=st.lists(st.floats(40, 120), min_size=1, max_size=5), scale=st.floats(0.001, 1000))
def test_any_unit_gives_the_same_frames(tops, scale):
    time, lift = lifts(tops)
    one = repetitions(time, lift, RISE, FALL, shortest=0.3, rest=5.0)
    other = repetitions(
        time, lift * scale, RISE * scale, FALL * scale, shortest=0.3, rest=5.0 * scale
    )
    assert [found.peak for found in one] == [found.peak for found in other]


@settings(max_examples=40, deadline=None)
@given(tops=st.lists(st.floats(40, 120), min_size=1, max_size=5))
def test_a_movement_played_backwards_has_as_many_repetitions(tops):
    time, lift = lifts(tops)
    one = repetitions(time, lift, RISE, FALL, shortest=0.3)
    other = repetitions(time, lift[::-1], RISE, FALL, shortest=0.3)
    last = len(time) - 1
    assert [(last - rep.last, last - rep.first) for rep in other[::-1]] == [
        (rep.first, rep.last) for rep in one
    ]
