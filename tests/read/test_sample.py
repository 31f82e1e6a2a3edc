"""The sample walk: points that anybody can start with."""

from importlib import resources

import numpy as np

from psoascope.read.sample import read_sample

SAMPLE = resources.files("psoascope") / "data" / "sample"


def test_the_sample_holds_a_walk_of_several_seconds():
    walk = read_sample()
    assert np.ptp(walk.time[walk.person == 0]) > 4
    assert np.isfinite(walk.named(["left_hip", "left_knee", "left_ankle"])[80:190]).all()


def test_the_sample_walks_from_right_to_left():
    hip = read_sample().named(["left_hip"])[80:190, 0, 0]
    assert (np.diff(hip) < 0).mean() > 0.95


def test_the_sample_is_small_and_credited():
    assert len((SAMPLE / "walk.npz").read_bytes()) < 300_000
    assert "BSD-3" in (SAMPLE / "credit.txt").read_text(encoding="utf-8")
