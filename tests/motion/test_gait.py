"""Contacts and toe-offs are found where the feet turn, whatever the frame rate."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoascope.errors import ShapeError
from psoascope.motion.gait import gait_events


def walk(seconds=6.0, fps=60.0, stride=1.1, reach=0.33, stance=0.62):
    """Time, and heel and toe ahead of the hips (T, 2, 2), m; the left half a stride later.

    On the ground a foot goes back evenly, in the air it comes forward by a half cosine; so the
    heel is farthest ahead when the foot comes down, and the toe farthest behind when it leaves.
    """
    time = np.arange(round(seconds * fps)) / fps
    return time, ahead(time, stride, reach, stance)


def ahead(time, stride=1.1, reach=0.33, stance=0.62):
    """The feet at some moments; the right comes down at 0.2 s and once a stride."""
    phase = np.stack([(time - 0.2) / stride, (time - 0.2) / stride - 0.5], axis=-1) % 1
    on_ground = reach * (1 - 2 * phase / stance)
    in_air = -reach * np.cos(np.pi * (phase - stance) / (1 - stance))
    heel = np.where(phase < stance, on_ground, in_air)
    return np.stack([heel, heel + 0.22], axis=-1)


def moments(first, stride, seconds):
    """True times, without both ends, where a turn is not seen from both sides."""
    times = first + stride * np.arange(-1, 20)
    return times[(times > 0.15) & (times < seconds - 0.25)]


@pytest.mark.parametrize("fps", [20, 30, 60, 120, 240])
def test_a_walk_has_its_contacts_and_toe_offs_at_the_right_times(fps):
    time, feet = walk(fps=fps)
    events = gait_events(time[: -round(0.3 * fps)], feet[: -round(0.3 * fps)])
    # The 6 Hz filter rounds the corner of the foot's way, which moves its turn by under 25 ms.
    allowed = 0.025 + 0.6 / fps
    for side, first in ((0, 0.2), (1, 0.2 + 0.55)):
        np.testing.assert_allclose(
            time[events.contact[side]], moments(first, 1.1, 5.8), atol=allowed
        )
        off = first + 0.62 * 1.1
        np.testing.assert_allclose(time[events.toe_off[side]], moments(off, 1.1, 5.8), atol=allowed)


def test_a_run_has_twice_as_many_steps_in_the_same_time():
    time, feet = walk(stride=0.68, reach=0.5, stance=0.35)
    events = gait_events(time, feet)
    # The foot turns more sharply than in walking: the filter tells contact some 30 ms early.
    for side, first in ((0, 0.2), (1, 0.54)):
        np.testing.assert_allclose(
            time[events.contact[side]], moments(first, 0.68, 6.0), atol=0.045
        )
        strides = np.diff(time[events.toe_off[side]])
        np.testing.assert_allclose(strides, 0.68, atol=0.04)


def test_noise_moves_no_event_by_more_than_two_frames_and_adds_none():
    time, feet = walk(fps=30)
    clean = gait_events(time, feet)
    noisy = gait_events(time, feet + np.random.default_rng(2).normal(0, 0.012, feet.shape))
    for one, other in zip(
        clean.contact + clean.toe_off, noisy.contact + noisy.toe_off, strict=True
    ):
        assert len(one) == len(other)
        assert np.abs(one - other).max() <= 2


def test_standing_on_the_spot_has_no_events():
    time = np.arange(300) / 30
    feet = np.tile([0.0, 0.22], (300, 2, 1))
    feet += np.random.default_rng(3).normal(0, 0.01, feet.shape)
    feet += 0.03 * np.sin(2 * np.pi * 0.4 * time)[:, None, None]  # swaying
    events = gait_events(time, feet)
    assert [len(frames) for frames in events.contact + events.toe_off] == [0, 0, 0, 0]


def test_events_in_a_gap_are_not_invented_and_the_others_stay():
    time, feet = walk(fps=60)
    whole = gait_events(time, feet)
    feet[(time > 2.2) & (time < 2.7), 0] = np.nan  # the right foot's contact at 2.4 s
    events = gait_events(time, feet)
    lost = set(whole.contact[0].tolist()) - set(events.contact[0].tolist())
    assert [round(time[frame], 1) for frame in lost] == [2.4]
    assert events.contact[1].tolist() == whole.contact[1].tolist()


def test_a_foot_never_seen_has_no_events():
    time, feet = walk()
    feet[:, 0] = np.nan
    events = gait_events(time, feet)
    assert len(events.contact[0]) == len(events.toe_off[0]) == 0
    assert len(events.contact[1]) == 5


def test_drift_of_the_camera_changes_no_event_by_more_than_a_frame():
    time, feet = walk(fps=60)
    one = gait_events(time, feet)
    other = gait_events(time, feet + 0.02 * time[:, None, None])
    for before, after in zip(one.contact, other.contact, strict=True):
        assert np.abs(before - after).max() <= 1


def test_uneven_frames_give_the_same_times():
    rng = np.random.default_rng(6)
    time = np.cumsum(rng.uniform(0.02, 0.05, 170))
    time = time[time < 6.0]
    events = gait_events(time, ahead(time))
    found = time[events.contact[0]]
    true = moments(0.2, 1.1, time[-1])
    np.testing.assert_allclose(found, true, atol=0.055)


def test_a_very_short_or_empty_recording_has_no_events():
    for frames in (0, 1, 3):
        events = gait_events(np.arange(frames) / 30, np.zeros((frames, 2, 2)))
        assert [len(found) for found in events.contact] == [0, 0]


def test_a_wrong_shape_is_refused():
    with pytest.raises(ShapeError, match="forward must have shape"):
        gait_events(np.arange(4) / 30, np.zeros((4, 2)))


@settings(max_examples=25, deadline=None)
@given(scale=st.floats(0.01, 3000), stride=st.floats(0.8, 1.6))
def test_pixels_or_metres_give_the_same_events(scale, stride):
    time, feet = walk(stride=stride)
    one, other = gait_events(time, feet), gait_events(time, feet * scale)
    assert [f.tolist() for f in one.contact] == [f.tolist() for f in other.contact]


@settings(max_examples=25, deadline=None)
@given(stride=st.floats(0.8, 1.6))
def test_left_and_right_exchanged_exchanges_the_events(stride):
    time, feet = walk(stride=stride)
    one, other = gait_events(time, feet), gait_events(time, feet[:, ::-1])
    assert one.contact[0].tolist() == other.contact[1].tolist()
    assert one.toe_off[1].tolist() == other.toe_off[0].tolist()
