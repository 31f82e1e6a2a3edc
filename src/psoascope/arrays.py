"""Checks at the door: shape, finite, increasing time; degrees and radians."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from psoascope.errors import RangeError, ShapeError

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Index = NDArray[np.int64]


def checked(name: str, value: ArrayLike, tail: tuple[int, ...], cure: str = "") -> Array:
    """An array of float64 whose last axes are as asked.

    Parameters
    ----------
    name : str
        How the array is called in the message.
    value : array (..., *tail)
        NaN is allowed and means missing.
    tail : tuple of int
        Sizes of the last axes.
    cure : str
        What to do about it, one sentence.

    Returns
    -------
    array (..., *tail), float64

    Raises
    ------
    ShapeError
        The last axes differ, or the value is not numeric.

    Examples
    --------
    >>> checked("hip", [[0.1, 0.2, 0.3]], (3,)).shape
    (1, 3)
    """
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ShapeError(f"{name} must be numeric; got {value!r:.60}. {cure}".strip()) from error
    if array.shape[array.ndim - len(tail) :] != tail or array.ndim < len(tail):
        wanted = ", ".join(["...", *map(str, tail)])
        message = f"{name} must have shape ({wanted}); got shape {array.shape}. {cure}"
        raise ShapeError(message.strip())
    return array


def check_increasing(name: str, time: ArrayLike) -> Array:
    """Time stamps that strictly increase.

    Parameters
    ----------
    name : str
        How the array is called in the message.
    time : array (T,), s

    Returns
    -------
    array (T,), s

    Raises
    ------
    RangeError
        A stamp is missing, infinite, or not later than the one before it.

    Examples
    --------
    >>> check_increasing("time", [0.0, 0.04, 0.08]).tolist()
    [0.0, 0.04, 0.08]
    """
    stamps = checked(name, time, (np.size(time),))
    bad = ~np.isfinite(stamps)
    bad[1:] |= ~(np.diff(stamps) > 0)
    if bad.any():
        row = int(np.argmax(bad))
        raise RangeError(
            f"{name} must strictly increase; entry {row + 1} is {stamps[row]:g} s. "
            "Remove the repeated or missing rows."
        )
    return stamps


def degrees(radians: ArrayLike) -> Array:
    """Degrees of an angle in radians.

    Parameters
    ----------
    radians : array (...), rad

    Returns
    -------
    array (...), deg

    Examples
    --------
    >>> degrees([0.0, np.pi]).tolist()
    [0.0, 180.0]
    """
    return np.asarray(np.rad2deg(np.asarray(radians, dtype=np.float64)))


def radians(degrees: ArrayLike) -> Array:
    """Radians of an angle in degrees.

    Parameters
    ----------
    degrees : array (...), deg

    Returns
    -------
    array (...), rad

    Examples
    --------
    >>> float(radians(180.0).round(4))
    3.1416
    """
    return np.asarray(np.deg2rad(np.asarray(degrees, dtype=np.float64)))
