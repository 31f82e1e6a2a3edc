"""People seen in single looks are linked into tracks, and the walker is told from the rest."""

import numpy as np

from psoascope.read.crowd import walker
from psoascope.read.people import tracks

NAMES = ("left_shoulder", "right_shoulder", "left_hip", "right_hip")
TRUNK = 100.0  # pixel


def somebody(x, size=TRUNK):
    """Points (4, 3) of one upright person."""
    return np.array([[x, 200 - size, 0.9], [x, 200 - size, 0.9], [x, 200, 0.9], [x, 200, 0.9]])


def looks(*paths):
    """Everyone seen at each time; a path is where one person is, NaN while they are away."""
    return [
        np.array([somebody(x) for x in places if np.isfinite(x)]).reshape(-1, 4, 3)
        for places in zip(*paths, strict=True)
    ]


def test_a_runner_stays_one_person_from_look_to_look():
    time = np.arange(8) / 2.5
    # 4.5 m/s with a trunk of half a metre: 3.6 trunk lengths from one look to the next.
    found = tracks(time, looks(100 + 9 * TRUNK * time), NAMES)
    assert [len(track.frames) for track in found] == [8]


def test_two_people_who_pass_one_another_keep_their_tracks():
    time = np.arange(13) / 3
    found = tracks(time, looks(100 + 250 * time, 1100 - 250 * time), NAMES)
    ends = sorted((track.centres[0][0], track.centres[-1][0]) for track in found)
    assert ends == [(100.0, 1100.0), (1100.0, 100.0)]


def test_the_one_who_walks_is_followed_not_the_one_who_stands():
    time = np.arange(12) / 3
    who = walker(time, looks(600 + 0 * time, 100 + 220 * time), NAMES)
    assert who is not None
    assert who.holds(np.array([100 + 220 * 2.0, 200.0]), 2.0)
    assert not who.holds(np.array([600.0, 200.0]), 0.5)


def test_nobody_is_hidden_where_two_were_never_seen_at_once():
    time = np.arange(6) / 3
    alone = looks([100, 200, 300, np.nan, 900, 950])
    assert walker(time, alone, NAMES) is None
