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
    _check(name, hip, _hip_limits(), HIP_ANGLES)


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
    high = _lumbar_limits()
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


def limits() -> tuple[Array, Array]:
    """Lowest and highest believed value of all angles.

    Returns
    -------
    low, high : array (21,), rad
        Five lumbar levels, then the right and the left hip, of three angles each.

    Examples
    --------
    >>> low, high = limits()
    >>> degrees(low[15:18]).round(1).tolist(), degrees(high[15:18]).round(1).tolist()
    ([-60.1, -60.1, -70.1], [150.2, 60.1, 70.1])
    """
    lumbar, (hip_low, hip_high) = _lumbar_limits(), _hip_limits()
    return _widened(
        np.concatenate([-lumbar, hip_low, hip_low]), np.concatenate([lumbar, hip_high, hip_high])
    )


def _lumbar_limits() -> Array:
    return np.full(len(LEVELS) * len(LUMBAR_ANGLES), limit_of("lumbar_level"))


def _hip_limits() -> tuple[Array, Array]:
    high = np.array([limit_of(f"hip_{angle}") for angle in HIP_ANGLES])
    return np.array([-limit_of("hip_extension"), *-high[1:]]), high


def _widened(low: Array, high: Array) -> tuple[Array, Array]:
    # A thousandth above the limit is rounding of degrees, not a mistake.
    return low * 1.001, high * 1.001


def _check(name: str, angles: Array, limits: tuple[Array, Array], names: tuple[str, ...]) -> None:
    low, high = _widened(*limits)
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
