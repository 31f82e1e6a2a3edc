"""A number with its band: the one record for everything that is measured or computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from psoascope.arrays import Array
from psoascope.errors import RangeError, ShapeError

Kind = Literal["coverage", "range"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value, or a curve of values, with its band.

    Parameters
    ----------
    value, low, high : float or array (...)
        All of one shape; low <= value <= high; NaN in all three where missing.
    unit : str
        Such as "deg", "m", "1".
    kind : {"coverage", "range"}
        coverage: meant to hold the truth in 90 % of captures.
        range: the spread over models or postures.

    Raises
    ------
    ShapeError
        The three shapes differ.
    RangeError
        The band does not hold the value.

    Examples
    --------
    >>> Quantity(31.0, 21.1, 40.9, "deg", "coverage").half_width
    9.9
    """

    value: Any
    low: Any
    high: Any
    unit: str
    kind: Kind

    def __post_init__(self) -> None:
        arrays = [np.asarray(part, dtype=np.float64) for part in (self.value, self.low, self.high)]
        if len({part.shape for part in arrays}) != 1:
            shapes = ", ".join(str(part.shape) for part in arrays)
            raise ShapeError(f"value, low and high must have one shape; got {shapes}.")
        value, low, high = arrays
        missing = np.isnan(value)
        if np.any(np.isnan(low) != missing) or np.any(np.isnan(high) != missing):
            raise RangeError("value, low and high must be missing (NaN) together.")
        outside = ~missing & ~((low <= value) & (value <= high))
        if outside.any():
            where = np.unravel_index(int(np.argmax(outside)), outside.shape)
            raise RangeError(
                f"the band {low[where]:g} to {high[where]:g} {self.unit} does not hold the value "
                f"{value[where]:g}. Give low <= value <= high."
            )

    @property
    def half_width(self) -> Any:
        """Half of the band's width, in the quantity's unit; same shape as the value."""
        half = (np.asarray(self.high) - np.asarray(self.low)) / 2
        return float(half.round(12)) if half.ndim == 0 else half

    def json(self) -> dict[str, Any]:
        """Plain lists and numbers for JSON; null where missing."""
        return {
            "value": plain(self.value),
            "low": plain(self.low),
            "high": plain(self.high),
            "unit": self.unit,
            "kind": self.kind,
        }


def plain(values: ArrayLike, digits: int = 6) -> Any:
    """JSON numbers of an array: rounded, None where NaN.

    Parameters
    ----------
    values : float or array (...)
    digits : int
        Decimal places.

    Returns
    -------
    float, None, or nested list

    Examples
    --------
    >>> plain([1.00000049, float("nan")]), plain(2.5), plain(float("nan"))
    ([1.0, None], 2.5, None)
    """
    array = np.asarray(values, dtype=np.float64)
    boxed = np.array(array.round(digits).tolist(), dtype=object)
    boxed[~np.isfinite(array)] = None
    return boxed.tolist()


def symmetric(value: ArrayLike, half_width: ArrayLike, unit: str, kind: Kind) -> Quantity:
    """A quantity whose band reaches equally far to both sides.

    Parameters
    ----------
    value : float or array (...)
    half_width : float or array, broadcast to value
    unit : str
    kind : {"coverage", "range"}

    Returns
    -------
    Quantity

    Examples
    --------
    >>> symmetric(20.0, 5.0, "deg", "coverage").low
    15.0
    """
    centre: Array = np.asarray(value, dtype=np.float64)
    reach: Array = np.asarray(half_width, dtype=np.float64)
    low, high = centre - reach, centre + reach
    if centre.ndim == 0:
        return Quantity(float(centre), float(low), float(high), unit, kind)
    return Quantity(centre, low, high, unit, kind)


def combined(value: ArrayLike, parts: Sequence[Quantity], unit: str) -> Quantity:
    """A value whose band joins several sources of uncertainty: the one rule for combining.

    Independent coverage bands add as root sum of squares on each side. Ranges add in full,
    since any point of a range may be the true one. The result is a coverage band as soon as one
    part is: it then holds the truth at least as often as that part.

    Parameters
    ----------
    value : float or array (...)
    parts : sequence of Quantity
        Each is the same value with only one source of uncertainty, in the same unit.
    unit : str

    Returns
    -------
    Quantity

    Raises
    ------
    RangeError
        There are no parts, or their units differ.

    Examples
    --------
    >>> a = Quantity(10.0, 7.0, 13.0, "deg", "coverage")
    >>> b = Quantity(10.0, 6.0, 14.0, "deg", "coverage")
    >>> c = Quantity(10.0, 9.0, 12.0, "deg", "range")
    >>> q = combined(10.0, [a, b, c], "deg")
    >>> (q.low, q.high, q.kind)
    (4.0, 17.0, 'coverage')
    """
    if not parts or any(part.unit != unit for part in parts):
        units = [part.unit for part in parts]
        raise RangeError(f"parts must be given and be in {unit}; got units {units}.")
    centre = np.asarray(value, dtype=np.float64)
    squares = np.zeros((2, *centre.shape))
    sums = np.zeros((2, *centre.shape))
    for part in parts:
        middle = np.asarray(part.value, dtype=np.float64)
        for side, edge in enumerate((part.low, part.high)):
            reach: Array = np.abs(np.asarray(edge, dtype=np.float64) - middle)
            if part.kind == "coverage":
                squares[side] += reach**2
            else:
                sums[side] += reach
    reaches: Array = np.sqrt(squares) + sums
    low, high = centre - reaches[0], centre + reaches[1]
    kind: Kind = "coverage" if any(part.kind == "coverage" for part in parts) else "range"
    if centre.ndim == 0:
        return Quantity(float(centre), float(low), float(high), unit, kind)
    return Quantity(centre, low, high, unit, kind)
