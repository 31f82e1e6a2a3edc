"""How muscles share a moment: SciPy is the referee."""

import numpy as np
import pytest
from scipy.optimize import linprog, lsq_linear, minimize

from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.load_sharing import share


def some_frames(count, seed=3):
    """Nine muscles over three coordinates; about one frame in ten asks too much."""
    rng = np.random.default_rng(seed)
    arm = rng.normal(0, 0.04, (count, 3, 9))
    capacity = rng.uniform(100, 1500, (count, 9))
    some = rng.uniform(0, 1, (count, 9)) * rng.uniform(0.3, 1.7, (count, 1))
    moment = (arm @ (capacity * some)[..., None])[..., 0]
    return arm, capacity, moment, rng.uniform(0.3, 3.0, (count, 9))


def cheapest(arm, capacity, moment, weight, power):
    """The cost that SciPy finds for one frame."""
    gives = arm * capacity
    found = minimize(
        lambda a: (weight * a**power).sum(),
        np.full(len(capacity), 0.5),
        jac=lambda a: weight * power * a ** (power - 1),
        bounds=[(0, 1)] * len(capacity),
        constraints={"type": "eq", "fun": lambda a: gives @ a - moment, "jac": lambda _: gives},
        method="SLSQP",
        options={"ftol": 1e-13, "maxiter": 1000},
    )
    return found.fun


def test_two_muscles_alike_carry_alike():
    shared = share([[0.031, 0.031, 0.052]], [640.0, 640.0, 210.0], [17.0])
    assert shared.force[0] == pytest.approx(shared.force[1], abs=1e-9)
    assert shared.force @ [0.031, 0.031, 0.052] == pytest.approx(17.0, abs=1e-9)


@pytest.mark.parametrize("power", [1.5, 2.0, 3.0, 5.0])
def test_no_other_sharing_is_cheaper(power):
    arm, capacity, moment, weight = some_frames(40)
    shared = share(arm, capacity, moment, power=power, weight=weight)
    assert 25 < shared.feasible.sum() < 40
    for row in np.flatnonzero(shared.feasible):
        cost = (weight[row] * shared.activation[row] ** power).sum()
        least = cheapest(arm[row], capacity[row], moment[row], weight[row], power)
        # 1e-6: SciPy's own stopping rule.
        assert cost == pytest.approx(least, rel=1e-6)


@pytest.mark.parametrize("power", [2.0, 3.0])
def test_what_can_be_given_is_given_in_full(power):
    arm, capacity, moment, _ = some_frames(300, seed=8)
    shared = share(arm, capacity, moment, power=power)
    given = (arm @ shared.force[..., None])[..., 0]
    np.testing.assert_allclose(given + shared.residual, moment, atol=1e-10)
    # 1e-7 N m: rounding of moments of up to 100 N m.
    assert np.abs(shared.residual[shared.feasible]).max() < 1e-7
    assert shared.activation.min() >= 0
    assert shared.activation.max() <= 1


def test_a_frame_is_feasible_exactly_when_some_sharing_gives_its_moment():
    arm, capacity, moment, _ = some_frames(120, seed=21)
    shared = share(arm, capacity, moment)
    gives = arm * capacity[:, None, :]
    for row in range(120):
        answer = linprog(np.zeros(9), A_eq=gives[row], b_eq=moment[row], bounds=[(0, 1)] * 9).status
        assert shared.feasible[row] == (answer == 0)


@pytest.mark.parametrize("power", [2.0, 3.0])
def test_a_moment_beyond_all_muscles_is_named_not_smoothed_over(power):
    arm, capacity, moment, _ = some_frames(30, seed=5)
    shared = share(arm, capacity, 90 * moment, power=power)
    assert not shared.feasible.any()
    for row in range(30):
        nearest = lsq_linear(arm[row] * capacity[row], 90 * moment[row], (0, 1), tol=1e-14)
        # 1e-6 N m: the answer that comes nearest, of residuals of some 1000 N m.
        assert np.linalg.norm(shared.residual[row]) == pytest.approx(
            np.sqrt(2 * nearest.cost), abs=1e-6
        )


def test_the_cubic_cost_spreads_the_load_wider_than_the_square():
    arm, capacity, moment, _ = some_frames(60, seed=13)
    square = share(arm, capacity, moment / 3)
    cubic = share(arm, capacity, moment / 3, power=3.0)
    both = square.feasible & cubic.feasible
    highest = square.activation.max(axis=-1), cubic.activation.max(axis=-1)
    assert np.mean(highest[1][both] < highest[0][both]) > 0.8
    assert highest[1][both].mean() < 0.95 * highest[0][both].mean()


def test_a_dearer_muscle_is_used_less():
    arm, capacity = [[0.043, 0.037]], [500.0, 620.0]
    plain = share(arm, capacity, [19.0]).activation
    dear = share(arm, capacity, [19.0], weight=[2.5, 1.0]).activation
    assert dear[0] < plain[0]
    assert dear[1] > plain[1]


def test_lowest_and_highest_activations_are_kept():
    arm, capacity, moment, _ = some_frames(50, seed=34)
    shared = share(arm, capacity, moment / 2, bounds=(0.02, 0.9))
    assert shared.activation.min() >= 0.02
    assert shared.activation.max() <= 0.9
    assert shared.feasible.any()


def test_a_muscle_that_gives_nothing_rests():
    shared = share([[0.04, 0.05]], [700.0, 0.0], [11.0])
    assert shared.activation.tolist() == pytest.approx([11.0 / 28.0, 0.0])


def test_a_missing_frame_stays_missing():
    arm, capacity, moment, _ = some_frames(6, seed=2)
    moment[1, 2] = arm[3, 0, 4] = capacity[4, 7] = np.nan
    shared = share(arm, capacity, moment)
    missing = np.isnan(shared.force).all(axis=-1)
    assert missing.tolist() == [False, True, False, True, True, False]
    assert np.isnan(shared.residual[[1, 3, 4]]).any(axis=-1).all()
    assert not shared.feasible[missing].any()
    assert np.isfinite(shared.force[~missing]).all()


def test_many_frames_at_once_equal_one_by_one():
    arm, capacity, moment, weight = some_frames(12, seed=55)
    many = share(
        arm.reshape(3, 4, 3, 9), capacity.reshape(3, 4, 9), moment.reshape(3, 4, 3), power=3.0,
        weight=weight.reshape(3, 4, 9),
    )  # fmt: skip
    for row in range(12):
        one = share(arm[row], capacity[row], moment[row], power=3.0, weight=weight[row])
        # 1e-7: both stop within rounding of the same answer.
        np.testing.assert_allclose(many.activation[divmod(row, 4)], one.activation, atol=1e-7)
        assert many.feasible[divmod(row, 4)] == one.feasible


def test_no_frames_give_no_answers():
    shared = share(np.zeros((0, 3, 9)), np.zeros(9), np.zeros((0, 3)))
    assert shared.activation.shape == (0, 9)
    assert shared.feasible.shape == (0,)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"capacity": [500.0, -3.0]}, "-3 N"),
        ({"weight": [1.0, 0.0]}, "weight in the cost is 0"),
        ({"power": 1.0}, "power of the cost is 1"),
        ({"bounds": (0.7, 0.6)}, "0.7 lies above a highest one of 0.6"),
    ],
)
def test_a_senseless_input_is_named_with_its_cure(change, said):
    inputs = {"arm": [[0.04, 0.05]], "capacity": [500.0, 400.0], "moment": [8.0]} | change
    with pytest.raises(RangeError, match=said):
        share(inputs.pop("arm"), inputs.pop("capacity"), inputs.pop("moment"), **inputs)


def test_moments_and_arms_of_different_coordinates_are_refused():
    with pytest.raises(ShapeError, match="One moment for each coordinate"):
        share([[0.04, 0.05]], [500.0, 400.0], [8.0, 3.0])
    with pytest.raises(ShapeError, match="One for each muscle"):
        share([[0.04, 0.05]], [500.0, 400.0, 90.0], [8.0])
