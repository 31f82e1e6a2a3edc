"""Refuses angles that no joint reaches: most often degrees where radians are asked for."""

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, degrees, radians
from psoascope.errors import RangeError
from psoascope.psoas.names import HIP_ANGLES, LEVELS, LUMBAR_ANGLES


def check_hip(name: str, hip: Array) -> None:
    """Refuses hip angles beyond the limits of data/anatomy.toml.

    Parameters
    ----------
    name : str
        How the array is called in the message.
    hip : array (..., 3), rad
        NaN is allowed.

    Raises
    ------
    RangeError
        Names the first angle beyond its limit and its row.

    Examples
    --------
    >>> check_hip("hip_right", np.array([[0.2, 0.0, 0.0], [30.0, 0.0, 0.0]]))
    Traceback (most recent call last):
    psoascope.errors.RangeError: hip_right: flexion 1718.9 deg in row 2 lies beyond 150 deg. ...
    """
    high = np.array([limit_of(f"hip_{angle}") for angle in HIP_ANGLES])
    low = np.array([-limit_of("hip_extension"), *-high[1:]])
    _check(name, hip, (low, high), HIP_ANGLES)


def check_lumbar(name: str, lumbar: Array) -> None:
    """Refuses lumbar angles beyond the limit of data/anatomy.toml.

    Parameters
    ----------
    name : str
        How the array is called in the message.
    lumbar : array (..., 5, 3), rad
        NaN is allowed.

    Raises
    ------
    RangeError
        Names the first angle beyond its limit and its row.
    """
    names = tuple(f"{level} {angle}" for level in LEVELS for angle in LUMBAR_ANGLES)
    high = np.full(len(names), limit_of("lumbar_level"))
    _check(name, lumbar.reshape(*lumbar.shape[:-2], len(names)), (-high, high), names)


def limit_of(name: str) -> float:
    """Largest angle that is believed.

    Parameters
    ----------
    name : str
        Entry of [limit] in data/anatomy.toml, in degrees there.

    Returns
    -------
    float, rad

    Examples
    --------
    >>> round(limit_of("lumbar_level"), 4)
    0.6981
    """
    return float(radians(tables.entry(f"anatomy.limit.{name}.value")))


def _check(name: str, angles: Array, limits: tuple[Array, Array], names: tuple[str, ...]) -> None:
    # A thousandth above the limit is rounding of degrees, not a mistake.
    low, high = (limit * 1.001 for limit in limits)
    beyond = (angles < low) | (angles > high)
    if beyond.any():
        rows = angles.reshape(-1, len(names))
        row, column = np.unravel_index(int(np.argmax(beyond)), rows.shape)
        limit = limits[int(rows[row, column] > 0)][column]
        raise tables.error(
            RangeError,
            "angle_beyond_limit",
            name=name,
            angle=names[column],
            degrees=f"{float(degrees(rows[row, column])):.1f}",
            row=int(row) + 1,
            limit=f"{float(degrees(limit)):.0f}",
        )
