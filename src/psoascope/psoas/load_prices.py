"""The cheapest activations of many frames at once: Newton's method over prices.

Every coordinate has a price for a newton metre, and each muscle is as active as the prices pay
for. The right prices are those at which the muscles give the moment asked for; there are only as
many of them as coordinates, however many muscles there are.
"""

from typing import NamedTuple

import numpy as np

from psoascope.arrays import Array, Index, Mask

# Where no activation gives the moment, prices would rise for ever. A price above _LOOSE ends the
# plain search; then a moment may stay unmet at that cost (units: the frame's own muscles), and
# the price of what is unmet is taken on to the next of _ROUNDS rounds, so that the rest vanishes.
_LOOSE = 1e4
_ROUNDS = 8
_STEPS = 80
_HALVINGS = 40
# A step may go on until the rise along it has turned to this part of its start: far in the plain
# search, which is about speed, and nearly to its zero in the rounds, which are about safety.
_FAR, _NEAR = 0.9, 0.05
_SMALL = 1e-6
_SOFT = 1e-5
_EXACT = 1e-11
_ROUNDING = 1e-14


class Problem(NamedTuple):
    """Frames in a row.

    Parameters
    ----------
    arm : array (N, C, M), N m
        Moment that each muscle gives at activation 1.
    moment : array (N, C), N m
    weight, low, high : array (N, M), 1
    known : array (N,), bool
        False where an input is missing.
    """

    arm: Array
    moment: Array
    weight: Array
    low: Array
    high: Array
    known: Mask


def solved(problem: Problem, power: float) -> Array:
    """The cheapest activations that give the moment, or those that come nearest to it.

    Parameters
    ----------
    problem : Problem
        Without units, nothing missing.
    power : float, 1
        Of the cost.

    Returns
    -------
    array (N, M), 1
    """
    start = _first_price(problem, power)
    price = _settled(problem, start, power, 0.0)
    activation = _effort(problem, price, power, 0.0)[0]
    before = np.full(len(price), np.inf)
    left = np.arange(len(price))
    for number in range(_ROUNDS + 1):
        if number:
            work = rows_of(problem, left)
            price[left] = _settled(work, price[left], power, 1 / _LOOSE)
            activation[left] = _effort(work, price[left], power, 0.0)[0]
        lacking = largest(problem.moment[left] - given(problem.arm[left], activation[left]))
        # What a further round does not halve, no activation gives.
        unmet = lacking > _EXACT * (1 + largest(problem.moment[left]))
        again = unmet & (lacking < before[left] / 2)
        before[left] = lacking
        left = left[again]
        if not left.size:
            break
        if not number:
            price[left], before[left] = start[left], np.inf
    return activation


class _Point(NamedTuple):
    """Prices (N, C), how the dual cost rises with them (N, C), and activations with pay (N, M)."""

    price: Array
    rise: Array
    slope: Array


def _settled(problem: Problem, start: Array, power: float, pull: float) -> Array:
    """Prices (N, C) at which the moment is met, or what is unmet pays for leaving the start."""
    settled, anchor, work = start.copy(), start, problem
    left = np.arange(len(start))
    point = _point(work, start, anchor, power, pull)
    for _ in range(_STEPS):
        settled[left] = point.price
        # High prices are rounded themselves, which the rise cannot fall below.
        dear = largest(point.price)
        exact = _EXACT * (1 + largest(work.moment)) + _ROUNDING * dear
        going = largest(point.rise) > exact
        if not pull:
            going &= dear < _LOOSE
        if not going.any():
            break
        if not going.all():
            left, anchor, work = left[going], anchor[going], rows_of(work, np.flatnonzero(going))
            point = _Point(*(part[going] for part in point))
        point = _onward(work, point, anchor, power, pull)
    return settled


def _point(problem: Problem, price: Array, anchor: Array, power: float, pull: float) -> _Point:
    # In the plain search a muscle at its bound still counts a little, or the step goes too far.
    effort, slope = _effort(problem, price, power, 0.0 if pull else _SOFT)
    rise = problem.moment - given(problem.arm, effort) - (price - anchor) * pull
    return _Point(price, rise, slope)


def _onward(work: Problem, point: _Point, anchor: Array, power: float, pull: float) -> _Point:
    """Newton's step, halved where it goes far too far."""
    bend = (work.arm * point.slope[:, None, :]) @ np.swapaxes(work.arm, -1, -2)
    bend = bend + np.eye(bend.shape[-1]) * max(pull, 1e-9)
    step = np.linalg.solve(bend, point.rise[..., None])[..., 0]
    start = (step * point.rise).sum(axis=-1)
    new = _point(work, point.price + step, anchor, power, pull)
    slack = _NEAR if pull else _FAR
    low, length = np.zeros(len(step)), np.ones(len(step))
    high = length.copy()
    left = np.arange(len(step))
    found = new
    for _ in range(_HALVINGS):
        # Along the step the rise only falls, so that its zero lies between low and high.
        slope = (step[left] * found.rise).sum(axis=-1)
        beyond = slope < 0
        high[left] = np.where(beyond, length[left], high[left])
        low[left] = np.where(beyond, low[left], length[left])
        left = left[(np.abs(slope) > slack * start[left]) & (low[left] < 1)]
        if not left.size:
            break
        length[left] = (low[left] + high[left]) / 2
        trial = point.price[left] + length[left, None] * step[left]
        found = _point(rows_of(work, left), trial, anchor[left], power, pull)
        for whole, part in zip(new, found, strict=True):
            whole[left] = part
    return new


def _effort(problem: Problem, price: Array, power: float, soft: float) -> tuple[Array, Array]:
    """Activation (N, M) that the prices pay for, and how it changes with the pay."""
    pay = (price[:, None, :] @ problem.arm)[:, 0]
    if power == 2:
        slope = 0.5 / problem.weight
        wanted = pay * slope
    else:
        size = (np.abs(pay) / (power * problem.weight)) ** (1 / (power - 1))
        wanted = np.copysign(size, pay)
        # The slope of a root is endless at 0, that of a square is 0 there: neither helps Newton.
        size = np.clip(size, _SMALL, 1.0)
        slope = size ** (2 - power) / (power * (power - 1) * problem.weight)
    effort = np.minimum(np.maximum(wanted, problem.low), problem.high)
    return effort, np.where(effort == wanted, slope, soft * slope)


def _first_price(problem: Problem, power: float) -> Array:
    """Prices (N, C) that would be right for the square cost without bounds."""
    ease = 1 / (power * problem.weight)
    bend = (problem.arm * ease[:, None, :]) @ np.swapaxes(problem.arm, -1, -2)
    bend = bend + np.eye(problem.arm.shape[1]) / _LOOSE
    return np.asarray(np.linalg.solve(bend, problem.moment[..., None])[..., 0])


def given(arm: Array, activation: Array) -> Array:
    """Moments that activations give.

    Parameters
    ----------
    arm : array (N, C, M), N m
        Times capacity already.
    activation : array (N, M), 1

    Returns
    -------
    array (N, C), N m
    """
    return np.asarray((arm @ activation[..., None])[..., 0])


def largest(values: Array) -> Array:
    """Largest size in each row.

    Parameters
    ----------
    values : array (N, C)

    Returns
    -------
    array (N,)
    """
    return np.asarray(np.abs(values).max(axis=-1, initial=0.0))


def scaled(problem: Problem) -> tuple[Problem, Array]:
    """The same frames in units of their own muscles.

    Parameters
    ----------
    problem : Problem

    Returns
    -------
    problem : Problem
        Without units.
    unit : array (N,), N m
        Typical moment of one muscle; 1 where no muscle can give any.
    """
    unit = np.sqrt((problem.arm**2).mean(axis=(-1, -2)))
    unit = np.where(unit > 0, unit, 1.0)
    same = problem._replace(
        arm=problem.arm / unit[:, None, None],
        moment=problem.moment / unit[:, None],
        weight=problem.weight / problem.weight.mean(axis=-1, keepdims=True),
    )
    return same, unit


def rows_of(problem: Problem, rows: Index) -> Problem:
    """Some of the frames.

    Parameters
    ----------
    problem : Problem
    rows : array (K,), int

    Returns
    -------
    Problem
    """
    return Problem(
        arm=problem.arm[rows],
        moment=problem.moment[rows],
        weight=problem.weight[rows],
        low=problem.low[rows],
        high=problem.high[rows],
        known=problem.known[rows],
    )
