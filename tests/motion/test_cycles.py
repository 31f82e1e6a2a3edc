"""Cycles run from contact to contact, are read on 0 to 100 per cent, and are graded."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoascope import tables
from psoascope.motion.cycles import GRADES, cycles, graded, normalised


def curve(time, stride=1.1):
    """Knee flexion over strides from 0 s on, deg: two humps, as in walking."""
    phase = 2 * np.pi * time / stride
    return 25 - 18 * np.cos(phase) + 14 * np.cos(2 * phase - 0.8)


def contacts(time, stride=1.1):
    """Frames nearest to each contact."""
    times = np.arange(0, time[-1] + 1e-9, stride)
    return np.array([np.argmin(np.abs(time - moment)) for moment in times])


def test_cycles_run_from_each_contact_to_the_next():
    time = np.arange(200) / 60
    assert cycles(time, np.array([4, 70, 133, 199])).tolist() == [[4, 70], [70, 133], [133, 199]]


def test_none_or_one_contact_makes_no_cycle():
    time = np.arange(200) / 60
    for found in (np.array([], dtype=np.int64), np.array([30])):
        assert cycles(time, found).shape == (0, 2)
        assert normalised(time, curve(time), cycles(time, found)).shape == (0, 101)
        assert graded(time, cycles(time, found), np.ones(200, dtype=bool)) == []


def test_a_pause_between_two_walks_is_no_cycle():
    time = np.arange(600) / 60
    assert cycles(time, np.array([10, 75, 300, 366])).tolist() == [[10, 75], [300, 366]]


@pytest.mark.parametrize(("fps", "error"), [(20, 2.2), (30, 1.0), (60, 0.3), (240, 0.02)])
def test_a_known_curve_is_read_at_each_per_cent(fps, error):
    stride = 1.2
    time = np.arange(round(4 * stride * fps) + 1) / fps
    found = normalised(time, curve(time, stride), cycles(time, contacts(time, stride)))
    assert found.shape == (4, 101)
    true = curve(np.linspace(0, stride, 101), stride)
    # The cubic keeps to what was measured and so cuts the tops between frames off.
    np.testing.assert_allclose(found, np.tile(true, (4, 1)), atol=error)


def test_several_curves_are_read_at_once_and_equal_one_by_one():
    time = np.arange(300) / 60
    both = np.stack([curve(time), 90 - 3 * curve(time)], axis=-1)[:, :, None] * [1.0, 7.0]
    pairs = cycles(time, contacts(time))
    together = normalised(time, both, pairs, 51)
    assert together.shape == (4, 51, 2, 2)
    np.testing.assert_array_equal(together[..., 1, 0], normalised(time, both[:, 1, 0], pairs, 51))


def test_the_ends_are_the_contacts_themselves():
    time = np.cumsum(np.random.default_rng(1).uniform(0.02, 0.05, 200))
    values = curve(time)
    pairs = np.array([[7, 40], [40, 77]])
    found = normalised(time, values, pairs)
    np.testing.assert_allclose(found[:, [0, -1]], values[pairs], atol=1e-9)


def test_a_long_gap_stays_missing_and_a_short_one_is_bridged():
    time = np.arange(133) / 60
    values = curve(time)
    values[20:23] = np.nan  # 0.067 s
    values[40:52] = np.nan  # 0.2 s, from 39/60 s to 52/60 s
    found = normalised(time, values, np.array([[0, 66]]), 67)[0]  # a point per frame
    assert np.flatnonzero(np.isnan(found)).tolist() == list(range(40, 52))
    np.testing.assert_allclose(found[20:23], curve(time)[20:23], atol=1.0)


def test_a_hole_in_the_time_stamps_is_missing_too():
    time = np.delete(np.arange(67) / 60, np.arange(40, 52))
    found = normalised(time, curve(time), np.array([[0, len(time) - 1]]), 67)[0]
    assert np.flatnonzero(np.isnan(found)).tolist() == list(range(40, 52))


def test_a_curve_never_seen_is_missing_throughout():
    time = np.arange(67) / 60
    assert np.isnan(normalised(time, np.full(67, np.nan), np.array([[0, 66]]))).all()


def five(fps=30):
    """Five even cycles of 1 s, everything seen."""
    time = np.arange(5 * fps + 1) / fps
    pairs = np.stack([np.arange(5), np.arange(1, 6)], axis=-1) * fps
    return time, pairs, np.ones(len(time), dtype=bool)


def told(grades):
    """Grade and reason of each cycle."""
    return [(one.grade, one.reason) for one in grades]


def test_even_cycles_wholly_seen_are_good():
    assert told(graded(*five())) == [("A", "")] * 5


@pytest.mark.parametrize(
    ("lost", "grade"), [(1, "B"), (3, "B"), (4, "C"), (7, "C"), (8, "refused")]
)
def test_the_grade_falls_with_each_tenth_of_a_cycle_not_seen(lost, grade):
    time, pairs, seen = five()
    seen[35 : 35 + lost] = False  # thirtieths: 0.033, 0.1, 0.133, 0.233, 0.267
    (_, second, *_) = told(graded(time, pairs, seen))
    assert second == (grade, "missing_frames")


def test_frames_that_are_absent_count_as_much_as_frames_not_seen():
    time, pairs, seen = five()
    kept = np.delete(np.arange(151), np.arange(35, 45))
    where = np.searchsorted(kept, pairs)
    (first, second, *_) = graded(time[kept], where, seen[kept])
    assert (first.grade, second.grade, second.reason) == ("A", "C", "missing_frames")


@pytest.mark.parametrize(
    ("seconds", "grade"), [(1.09, "A"), (1.15, "B"), (0.83, "B"), (1.3, "C"), (0.6, "refused")]
)
def test_a_cycle_unlike_the_others_in_time_is_graded_down(seconds, grade):
    ends = np.cumsum([0.0, 1.0, 1.0, seconds, 1.0, 1.0])
    time = np.arange(round(100 * ends[-1]) + 1) / 100
    frames = np.round(100 * ends).astype(int)
    pairs = np.stack([frames[:-1], frames[1:]], axis=-1)
    third = graded(time, pairs, np.ones(len(time), dtype=bool))[2]
    assert (third.grade, third.reason) == (grade, "" if grade == "A" else "unusual_duration")


@pytest.mark.parametrize(
    ("sway", "grade"), [(0.02, "A"), (0.08, "B"), (0.14, "C"), (0.3, "refused")]
)
def test_a_thigh_that_changes_its_length_is_graded_down(sway, grade):
    time, pairs, seen = five()
    limbs = np.stack([np.full(151, 0.42), np.full(151, 0.39)], axis=-1)
    noise = np.random.default_rng(9).permuted(np.linspace(-1, 1, 29)) * 1.35  # spread about 1
    limbs[61:90, 1] *= 1 + sway * noise
    third = graded(time, pairs, seen, limbs)[2]
    assert third.grade == grade
    assert third.reason == ("" if grade == "A" else "limb_length_jitter")


def test_a_lone_cycle_is_never_called_good():
    time, pairs, seen = five()
    assert told(graded(time, pairs[:1], seen)) == [("B", "few_cycles")]


def test_each_reason_and_grade_has_its_words():
    time, pairs, seen = five()
    seen[35:45] = False
    second = graded(time, pairs, seen)[1]
    assert second.say() == "The leg was not seen for 33 per cent of the cycle."
    assert "33 Prozent" in second.say("de")
    assert graded(time, pairs, seen)[0].say() == ""
    for grade in GRADES:
        assert tables.say(f"segmentation.grades.{grade}", "de")


@settings(max_examples=30, deadline=None)
@given(factor=st.floats(0.6, 2.5), seed=st.integers(0, 999))
def test_walking_slower_gives_the_same_curves_and_grades(factor, seed):
    time = np.arange(400) / 100
    values = np.random.default_rng(seed).normal(0, 9, 400)
    pairs = np.array([[5, 115], [115, 222], [222, 330]])
    np.testing.assert_allclose(
        normalised(time * factor, values, pairs), normalised(time, values, pairs), atol=1e-6
    )
    seen = np.ones(400, dtype=bool)
    assert told(graded(time * factor, pairs, seen)) == told(graded(time, pairs, seen))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 999))
def test_a_curve_turned_upside_down_is_read_upside_down_and_never_leaves_what_was_measured(seed):
    time = np.arange(120) / 60
    values = np.random.default_rng(seed).normal(0, 9, 120)
    pairs = np.array([[5, 100]])
    found = normalised(time, values, pairs)
    np.testing.assert_allclose(normalised(time, -values, pairs), -found, atol=1e-9)
    assert found.max() <= values[5:101].max() + 1e-9
