"""Length of the psoas from hip and lumbar angles that are seen apart."""

import numpy as np
import pytest

from psoascope.psoas import state
from psoascope.psoas.seen import seen_length
from psoascope.psoas.sharing import shared


def posture(lumbar, right, left):
    """Angles in deg as seen_length takes them."""
    return np.radians(np.array(lumbar)), np.radians(np.array([right, left]))


HERE = posture([-12.0, 3.0, 2.0], [25.0, -3.0, 4.0], [-9.0, 5.0, 1.0])


def test_each_side_follows_its_own_hip():
    length = seen_length(HERE, [])
    lumbar, (right, left) = HERE
    np.testing.assert_allclose(length.value, state(shared(lumbar), right, left).whole_length)
    assert length.kind == "range"
    assert (length.low < length.value).all()


def test_independent_errors_join_as_root_of_squares():
    ends = [
        (posture([-12.0, 3.0, 2.0], [25 + d, -3.0, 4.0], [-9 + d, 5.0, 1.0]), HERE)
        for d in (4.0, 4.0)
    ]
    ways = seen_length(HERE, []).value - seen_length(HERE, []).low
    one, both = (seen_length(HERE, ends[:count]) for count in (1, 2))
    alone = one.value - one.low - ways
    np.testing.assert_allclose(both.value - both.low - ways, np.sqrt(2) * alone)
    assert both.kind == "coverage"


def test_a_missing_hip_leaves_only_its_own_side_out():
    lumbar, hips = HERE
    gone = hips.copy()
    gone[1, 0] = np.nan
    length = seen_length((lumbar, gone), [((lumbar, gone), (lumbar, gone))])
    assert np.isfinite(length.value[0])
    assert np.isnan([length.value[1], length.low[1], length.high[1]]).all()


@pytest.mark.parametrize("flexion", [-75.0, 170.0])
def test_a_hip_beyond_any_joint_is_left_out(flexion):
    length = seen_length(posture([0.0, 0, 0], [flexion, 0, 0], [10.0, 0, 0]), [])
    assert np.isnan(length.value[0])
    assert np.isfinite(length.value[1])


def test_an_error_that_leads_beyond_any_joint_is_held_at_its_end():
    near = posture([0.0, 0, 0], [148.0, 0, 0], [20.0, 0, 0])
    far = posture([0.0, 0, 0], [160.0, 0, 0], [20.0, 0, 0])
    length = seen_length(near, [(near, far)])
    assert np.isfinite(length.low).all()


def test_many_frames_at_once_equal_one_by_one():
    lumbar = np.radians([[-12.0, 3.0, 2.0], [5.0, -1.0, 0.0], [np.nan, 0.0, 0.0]])
    hips = np.radians(np.arange(18.0).reshape(3, 2, 3))
    shift = (lumbar + 0.05, hips - 0.03)
    together = seen_length((lumbar, hips), [(shift, (lumbar, hips))])
    for row in range(3):
        alone = seen_length(
            (lumbar[row], hips[row]), [((shift[0][row], shift[1][row]), (lumbar[row], hips[row]))]
        )
        np.testing.assert_allclose(together.low[row], alone.low, rtol=1e-14)
