"""How the lumbar discs lie."""

import numpy as np

from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.discs import disc_axes, disc_inclination

STILL = np.zeros((5, 3))


def test_the_lowest_disc_slopes_forward_and_the_upper_ones_backward():
    value, low, high = disc_inclination()
    assert np.all(np.diff(value) < 0)
    assert value[0] > 0 > value[-1]
    assert np.all(low < value)
    assert np.all(value < high)


def test_the_discs_lie_as_the_models_own_spine_asks():
    # The line from joint to joint is the axis of a vertebra; a disc lies across the mean of its
    # neighbours'. L5/S1 and L1/L2 have one neighbour in the model and are left out.
    body = anatomy()
    steps = body.centre_below[1:] - body.centre_above[:-1]
    lean = np.degrees(np.arctan2(steps[:, 0], steps[:, 1]))
    across = (lean[:-1] + lean[1:]) / 2
    # 9 deg: one standard deviation of the sacral slope between people.
    assert np.abs(across - np.degrees(disc_inclination()[0])[1:4]).max() < 9.0


def test_a_disc_turns_half_of_what_its_joint_turns():
    lumbar = STILL.copy()
    lumbar[0, 0] = np.radians(13.0)
    turned = disc_axes(lumbar, disc_inclination()[0])
    still = disc_axes(STILL, disc_inclination()[0])
    angle = np.degrees(np.arccos((turned[:, 0] * still[:, 0]).sum(axis=-1)))
    # 1e-6 deg: the arc cosine loses digits near 1.
    np.testing.assert_allclose(angle, [6.5, 13.0, 13.0, 13.0, 13.0], atol=1e-6)


def test_the_three_axes_of_a_disc_stand_square_in_any_posture():
    lumbar = np.random.default_rng(8).uniform(-0.3, 0.3, (11, 5, 3))
    axes = disc_axes(lumbar, disc_inclination()[1])
    # 1e-12: rounding alone.
    np.testing.assert_allclose(
        axes @ np.swapaxes(axes, -1, -2), np.broadcast_to(np.eye(3), axes.shape), atol=1e-12
    )


def test_a_missing_angle_leaves_the_discs_below_it_known():
    lumbar = STILL.copy()
    lumbar[2, 1] = np.nan
    missing = np.isnan(disc_axes(lumbar, disc_inclination()[0])).any(axis=(-2, -1))
    assert missing.tolist() == [False, False, True, True, True]
