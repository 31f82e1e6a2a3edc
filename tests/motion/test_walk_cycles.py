"""Strides of whole recordings: from contact to contact, graded, on 0 to 100 per cent."""

import numpy as np
import pytest

from psoascope.motion.motion import motion
from psoascope.motion.walk_cycles import walk_cycles
from tests.motion.walkers import Walk, body, changed, filmed, recording

WALK = Walk(seconds=6.0, speed=0.8)


def test_a_steady_walk_gives_strides_of_one_length_with_the_hips_own_curve():
    film = filmed(WALK, noise=0.5)
    moved = motion(film)
    found = walk_cycles(film, moved)["right"]
    assert len(found.grades) >= 3
    seconds = [WALK.time[one.last] - WALK.time[one.first] for one in found.grades]
    # 0.04 s: a frame.
    assert seconds == pytest.approx([1 / 0.9] * len(seconds), abs=0.04)
    middle = np.degrees(np.median(found.hip_flexion, axis=0))
    assert middle.max() == pytest.approx(WALK.front, abs=3)
    assert middle.min() == pytest.approx(WALK.behind, abs=3)


def test_markers_and_film_show_the_same_strides():
    film, markers = filmed(WALK), recording(WALK.time, body(WALK), "metre", None)
    seen, felt = (walk_cycles(one, motion(one))["left"] for one in (film, markers))
    assert [one.first for one in seen.grades] == [one.first for one in felt.grades]
    # 0.5 degrees: pixels are not rounded, only the far side of the filter differs.
    assert np.allclose(np.degrees(seen.hip_flexion), np.degrees(felt.hip_flexion), atol=0.5)


def test_a_stride_that_was_hidden_is_refused_and_stays_missing():
    film = filmed(WALK)
    hidden = film.visibility.copy()
    first = walk_cycles(film, motion(film))["right"].grades[1].first
    hidden[first + 6 : first + 24] = 0.2
    poor = changed(film, visibility=hidden)
    found = walk_cycles(poor, motion(poor))["right"]
    refused = [row for row, one in enumerate(found.grades) if one.grade == "refused"]
    assert len(refused) == 1
    assert np.isnan(found.hip_flexion[refused[0]]).all()


def test_who_stands_takes_no_strides():
    still = filmed(Walk(front=0.0, behind=0.0, knee=5.0, speed=0.0))
    found = walk_cycles(still, motion(still))
    assert found["right"].grades == ()
    assert found["right"].hip_flexion.shape == (0, 101)
