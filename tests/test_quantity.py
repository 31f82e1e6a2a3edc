"""A number and its band stay together, and bands combine by one rule."""

import json

import numpy as np
import pytest

from psoascope.errors import RangeError, ShapeError
from psoascope.quantity import Quantity, combined, symmetric


def test_a_band_that_does_not_hold_its_value_is_refused():
    with pytest.raises(RangeError, match=r"the band 3 to 4 deg does not hold the value 5"):
        Quantity(5.0, 3.0, 4.0, "deg", "coverage")


def test_shapes_must_agree():
    with pytest.raises(ShapeError, match=r"got \(2,\), \(3,\), \(2,\)"):
        Quantity(np.zeros(2), np.zeros(3), np.zeros(2), "m", "range")


def test_a_missing_value_has_no_band():
    with pytest.raises(RangeError, match="missing"):
        Quantity(np.nan, 1.0, 2.0, "m", "range")
    missing = symmetric(np.array([1.0, np.nan]), 0.25, "m", "range")
    assert np.isnan(missing.low[1])
    assert np.isnan(missing.high[1])


def test_independent_errors_add_as_squares_and_ranges_in_full():
    parts = [symmetric(20.0, 6.0, "deg", "coverage"), symmetric(20.0, 2.5, "deg", "coverage")]
    assert combined(20.0, parts, "deg").low == pytest.approx(20 - 6.5)
    parts += [symmetric(20.0, 4.0, "deg", "range"), symmetric(20.0, 1.0, "deg", "range")]
    assert combined(20.0, parts, "deg").high == pytest.approx(20 + 6.5 + 5)


def test_ranges_alone_stay_a_range():
    parts = [symmetric(1.0, 0.2, "m", "range")]
    assert combined(1.0, parts, "m").kind == "range"


def test_units_are_not_mixed():
    with pytest.raises(RangeError, match="be in rad"):
        combined(1.0, [symmetric(1.0, 0.2, "deg", "range")], "rad")


def test_json_says_null_where_missing():
    text = json.dumps(symmetric(np.array([0.5, np.nan]), 0.1, "m", "range").json())
    assert '"value": [0.5, null]' in text
