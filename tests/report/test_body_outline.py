"""The outlines of the body charts are drawn with fewer points, and look the same."""

import itertools

import numpy as np
import pytest

from psoascope.care.body_map import patches
from psoascope.report.body_shading import loops, thinned


def away(points, line):
    """How far each point lies from a line of stretches."""
    best = np.full(len(points), np.inf)
    for first, last in itertools.pairwise(line):
        along = last - first
        share = np.clip((points - first) @ along / max(along @ along, 1e-12), 0, 1)
        best = np.minimum(best, np.hypot(*(points - first - share[:, None] * along).T))
    return best


def test_no_point_lies_further_from_the_thinned_outline_than_said():
    for patch in patches():
        for loop in patch.loops:
            closed = np.concatenate([loop, loop[:1]])
            short = thinned(loop)
            assert away(closed, np.concatenate([short, short[:1]])).max() <= 0.2 + 1e-9


def test_the_outline_that_is_written_is_the_outline():
    patch = patches()[0]
    first = loops(patch).split("Z")[0]
    start, steps = first[1:].split("l")
    x, y = map(float, start.split(" ") if " " in start else start.replace("-", " -").split())
    numbers = [float(one) for one in steps.replace("-", " -").split()]
    points = np.cumsum(np.array([[x, y], *np.reshape(numbers, (-1, 2)).tolist()]), axis=0)
    assert points == pytest.approx(np.round(thinned(patch.loops[0]), 1), abs=0.051)
