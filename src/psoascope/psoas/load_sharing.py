"""How muscles share the moments of joints: the cheapest activations that give them.

Minimise sum(weight * |activation| ** power) so that arm @ (activation * capacity) = moment and
lower <= activation <= upper. How that is solved stands in load_prices.py.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array, Mask, checked
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.load_prices import Problem, given, largest, rows_of, scaled, solved

# Below, prices grow beyond what numbers hold; above, Newton's method no longer settles.
POWERS = (1.2, 6.0)
# Largest part of the moment (plus the frame's own unit) that may stay unmet in a feasible frame.
_MET = 1e-7


@dataclass(frozen=True)
class Shared:
    """What each muscle gives.

    Parameters
    ----------
    activation : array (..., M), 1
    force : array (..., M), N
        Active force along the tendon: activation times capacity.
    residual : array (..., C), N m
        Moment asked for minus moment given; rounding only where feasible.
    feasible : array (...), bool
        False where no activation gives the moment: activation and force are then those that come
        nearest to it, and residual says what is lacking. False where missing, too.
    """

    activation: Array
    force: Array
    residual: Array
    feasible: Mask


def share(
    arm: ArrayLike,
    capacity: ArrayLike,
    moment: ArrayLike,
    *,
    power: float = 2.0,
    weight: ArrayLike | None = None,
    bounds: tuple[ArrayLike, ArrayLike] = (0.0, 1.0),
) -> Shared:
    """Shares moments among muscles, for any batch of frames.

    Parameters
    ----------
    arm : array (..., C, M), m
        Moment arm of each muscle about each coordinate.
    capacity : array (..., M), N
        Force along the tendon at activation 1; 0 or more.
    moment : array (..., C), N m
        To be given by the muscles.
    power : float, 1
        1.2 to 6; 2 is the usual, 3 spreads the load wider.
    weight : array (..., M), 1, optional
        Cost of each muscle, above 0; 1 if not given.
    bounds : pair of array (..., M), 1
        Lowest and highest activation.

    Returns
    -------
    Shared
        NaN where an input of the frame is missing.

    Raises
    ------
    ShapeError
        The last or leading axes do not fit one another.
    RangeError
        A capacity is negative, a weight not above 0, the power outside its range, or a lowest
        activation above the highest.

    References
    ----------
    crowninshield1981 in data/sources.toml for the cost. Left out: change of activation with time.

    Examples
    --------
    >>> alike = share([[0.04, 0.04]], [500.0, 500.0], [10.0])
    >>> alike.activation.round(6).tolist(), bool(alike.feasible)
    ([0.25, 0.25], True)
    >>> share([[0.04, 0.04]], [500.0, 500.0], [50.0]).residual.round(6).tolist()
    [10.0]
    """
    problem, full, batch = _problem(arm, capacity, moment, weight, bounds)
    if not POWERS[0] <= power <= POWERS[1]:
        low, high = POWERS
        raise tables.error(RangeError, "sharing_power", power=f"{power:g}", low=low, high=high)
    count, coordinates, muscles = problem.arm.shape
    activation = np.full((count, muscles), np.nan)
    known = np.flatnonzero(problem.known)
    work, unit = scaled(rows_of(problem, known))
    activation[known] = solved(work, float(power))
    residual = problem.moment - given(problem.arm, activation)
    feasible = np.zeros(count, dtype=bool)
    allowed = _MET * (unit + largest(problem.moment[known]))
    feasible[known] = largest(residual[known]) <= allowed
    force = activation * full
    return Shared(
        activation.reshape(*batch, muscles),
        force.reshape(*batch, muscles),
        residual.reshape(*batch, coordinates),
        feasible.reshape(batch),
    )


def _problem(
    arm: ArrayLike,
    capacity: ArrayLike,
    moment: ArrayLike,
    weight: ArrayLike | None,
    bounds: tuple[ArrayLike, ArrayLike],
) -> tuple[Problem, Array, tuple[int, ...]]:
    """Checked frames in a row, their capacity (N, M), and the shape of the batch."""
    coordinates, muscles = (1, 1, *np.shape(arm))[-2:]
    levers = checked("arm", arm, (coordinates, muscles), "Give coordinates x muscles.")
    asked = checked("moment", moment, (coordinates,), "One moment for each coordinate of arm.")
    per_muscle = {
        "capacity": capacity,
        "weight": np.ones(muscles) if weight is None else weight,
        "lowest activation": bounds[0],
        "highest activation": bounds[1],
    }
    columns = {
        name: checked(
            name,
            np.asarray(value) if np.ndim(value) else np.full(muscles, value),
            (muscles,),
            "One for each muscle of arm.",
        )
        for name, value in per_muscle.items()
    }
    _check_ranges(columns)
    try:
        batch = np.broadcast_shapes(
            levers.shape[:-2], asked.shape[:-1], *(one.shape[:-1] for one in columns.values())
        )
    except ValueError as error:
        raise ShapeError(
            "arm, capacity, moment, weight and bounds must have leading axes that fit. "
            "Give each the same number of frames, or a single one."
        ) from error
    levers = np.broadcast_to(levers, (*batch, coordinates, muscles)).reshape(
        -1, coordinates, muscles
    )
    asked = np.broadcast_to(asked, (*batch, coordinates)).reshape(-1, coordinates)
    force, cost, low, high = (
        np.broadcast_to(one, (*batch, muscles)).reshape(-1, muscles) for one in columns.values()
    )
    finite = [np.isfinite(levers).all(axis=(-1, -2)), np.isfinite(asked).all(axis=-1)]
    finite += [np.isfinite(one).all(axis=-1) for one in (force, cost, low, high)]
    known: Mask = np.asarray(np.logical_and.reduce(finite))
    problem = Problem(levers * force[:, None, :], asked, cost, low, high, known)
    return problem, force, batch


def _check_ranges(columns: dict[str, Array]) -> None:
    capacity, weight, low, high = columns.values()
    if (capacity < 0).any():
        raise tables.error(RangeError, "sharing_capacity", value=f"{np.nanmin(capacity):g}")
    if (weight <= 0).any():
        raise tables.error(RangeError, "sharing_weight", value=f"{np.nanmin(weight):g}")
    if (low > high).any():
        raise tables.error(
            RangeError, "sharing_bounds", low=f"{low.max():g}", high=f"{high.min():g}"
        )
