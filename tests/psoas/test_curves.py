"""The curves of fibre and tendon: what a physiologist expects of them."""

import numpy as np

from psoascope.psoas import curves


def test_a_fibre_is_strongest_near_its_optimal_length():
    length = np.linspace(0.31, 1.87, 157)
    best = length[np.argmax(curves.active_by_length(length))]
    # 0.06: the published sum of three bells peaks a little above 1.
    assert abs(best - 1.0) < 0.06
    assert curves.active_by_length(0.43) < 0.2 > curves.active_by_length(1.71)


def test_a_faster_shortening_fibre_is_weaker_and_a_lengthened_one_stronger():
    force = curves.active_by_speed(np.linspace(-1.0, 1.0, 83))
    assert np.all(np.diff(force) > 0)
    # 1e-9: the published constants are rounded.
    assert abs(curves.active_by_speed(0.0) - 1.0) < 1e-9
    assert 1.3 < curves.active_by_speed(1.0) < 2.0


def test_no_fibre_and_no_tendon_ever_pushes():
    anything = np.linspace(0.02, 2.9, 211)
    assert np.all(curves.active_by_speed(-3 * anything) >= 0)
    assert np.all(curves.passive_by_length(anything) >= 0)
    assert np.all(curves.tendon_by_length(anything / 2.7) >= 0)
    assert np.all(curves.active_by_length(anything) >= 0)


def test_a_stretched_fibre_pulls_harder_the_further_it_is_stretched():
    force = curves.passive_by_length(np.linspace(0.97, 1.63, 61))
    assert np.all(np.diff(force) > 0)
    # 1e-12: rounding alone.
    assert abs(curves.passive_by_length(1.6) - 1.0) < 1e-12


def test_a_tendon_at_one_maximum_force_is_4_9_per_cent_longer():
    # 1e-12: rounding alone.
    assert abs(curves.tendon_length(1.0) - 1.049) < 1e-12


def test_the_length_of_a_tendon_and_its_force_are_each_others_inverse():
    force = np.array([0.0, 0.013, 0.37, 1.9, 41.0])
    # 1e-12: rounding alone, relative.
    np.testing.assert_allclose(
        curves.tendon_by_length(curves.tendon_length(force)), force, rtol=1e-12, atol=1e-14
    )


def test_a_missing_length_stays_missing_and_its_neighbours_do_not():
    given = np.array([[0.83, np.nan], [1.12, 1.31]])
    for curve in (
        curves.active_by_length,
        curves.active_by_speed,
        curves.passive_by_length,
        curves.tendon_by_length,
        curves.tendon_length,
    ):
        assert np.isnan(curve(given)).tolist() == [[False, True], [False, False]]


def test_no_lengths_give_no_forces():
    assert curves.active_by_length(np.zeros((0, 22))).shape == (0, 22)
    assert curves.passive_by_length(np.zeros((3, 0))).shape == (3, 0)
