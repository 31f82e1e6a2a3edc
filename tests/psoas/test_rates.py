"""Derivatives over time: exact where they can be, missing where they must be."""

import numpy as np
import pytest

from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.rates import rates


def test_a_curve_of_degree_four_is_differentiated_exactly_even_when_unevenly_timed():
    time = np.cumsum(np.random.default_rng(7).uniform(0.008, 0.021, 37))
    curve = 1.5 * time**4 - 2.0 * time**3 + 0.7 * time
    first, second = rates(time, curve[:, None])
    # 1e-9 and 1e-6: rounding divided by a step of 0.01 s, once and twice.
    np.testing.assert_allclose(first[:, 0], 6.0 * time**3 - 6.0 * time**2 + 0.7, atol=1e-9)
    np.testing.assert_allclose(second[:, 0], 18.0 * time**2 - 12.0 * time, atol=1e-6)


def test_a_missing_frame_takes_two_frames_to_each_side_with_it():
    time = np.linspace(0.0, 1.9, 20)
    curve = np.sin(time)[:, None].copy()
    curve[9] = np.nan
    _, second = rates(time, curve)
    assert np.flatnonzero(np.isnan(second[:, 0])).tolist() == [7, 8, 9, 10, 11]


@pytest.mark.parametrize("time", [[0.0, 0.1, 0.1, 0.3, 0.4], [0.0, 0.2, 0.1, 0.3, 0.4]])
def test_time_that_does_not_increase_is_refused(time):
    with pytest.raises(RangeError, match="strictly increase"):
        rates(time, np.zeros((5, 2)))


def test_too_few_frames_are_refused_with_the_way_out():
    with pytest.raises(RangeError, match=r"at least 5 frames.*got 4.*time=None"):
        rates(np.arange(4.0), np.zeros((4, 3)))


def test_a_series_of_another_length_than_time_is_refused():
    with pytest.raises(ShapeError, match="6 times"):
        rates(np.arange(6.0), np.zeros((7, 3)))
