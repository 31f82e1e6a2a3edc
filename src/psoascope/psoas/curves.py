"""Force of a muscle fibre and of a tendon by length and by speed, all without units.

Lengths are in optimal fibre (or tendon slack) lengths, speeds in maximum shortening speeds,
forces in maximum isometric forces. NaN stays NaN. Constants: data/force.toml.
"""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array


def active_by_length(length: ArrayLike) -> Array:
    """Greatest active force of a fibre at its length.

    Parameters
    ----------
    length : array (...), 1
        In optimal fibre lengths.

    Returns
    -------
    array (...), 1
        About 1 at length 1; falls to both sides.

    References
    ----------
    degroote_fregly2016 in data/sources.toml.

    Examples
    --------
    >>> active_by_length([0.5, 1.0, 1.5]).round(3).tolist()
    [0.054, 1.0, 0.226]
    """
    stretch = np.asarray(length, dtype=np.float64)[..., None]
    height, centre, width, slope = _bells()
    spread = width + slope * stretch
    # A bell of no width at all is 0 everywhere but at its own centre.
    spread = np.where(spread == 0, 1e-9, spread)
    return np.asarray((height * np.exp(-0.5 * ((stretch - centre) / spread) ** 2)).sum(axis=-1))


def active_by_speed(speed: ArrayLike) -> Array:
    """Active force of a fibre that changes its length, against holding still.

    Parameters
    ----------
    speed : array (...), 1
        In maximum shortening speeds; positive lengthens.

    Returns
    -------
    array (...), 1
        1 at rest, 0 at and beyond the fastest shortening, above 1 when lengthened.

    References
    ----------
    degroote_fregly2016 in data/sources.toml. Beyond the fastest shortening their curve turns
    negative; a fibre cannot push, so 0 stands there.

    Examples
    --------
    >>> active_by_speed([-1.0, -0.25, 0.0, 0.5]).round(3).tolist()
    [0.0, 0.471, 1.0, 1.588]
    """
    row = tables.table("force")["speed"]
    bent = row["slope"] * np.asarray(speed, dtype=np.float64) + row["shift"]
    return np.asarray(np.maximum(row["gain"] * np.arcsinh(bent) + row["rise"], 0.0))


def passive_by_length(length: ArrayLike) -> Array:
    """Force of a fibre that is only stretched.

    Parameters
    ----------
    length : array (...), 1
        In optimal fibre lengths.

    Returns
    -------
    array (...), 1
        0 at the shortest fibre, small at length 1, 1 at the strain of one maximum force.

    References
    ----------
    degroote_fregly2016 in data/sources.toml. Below the shortest fibre, 0 stands.

    Examples
    --------
    >>> passive_by_length([0.2, 1.0, 1.3, 1.6]).round(3).tolist()
    [0.0, 0.018, 0.135, 1.0]
    """
    row = tables.table("force")["passive_length"]
    rate = row["steepness"] / row["strain_at_maximum_force"]
    stretch = np.asarray(length, dtype=np.float64)
    offset = np.exp(rate * (row["shortest"] - 1))
    force = (np.exp(rate * (stretch - 1)) - offset) / (np.exp(row["steepness"]) - offset)
    return np.asarray(np.maximum(force, 0.0))


def tendon_by_length(length: ArrayLike) -> Array:
    """Force of a tendon at its length.

    Parameters
    ----------
    length : array (...), 1
        In tendon slack lengths.

    Returns
    -------
    array (...), 1
        0 up to slack length, 1 at the strain of one maximum force.

    References
    ----------
    degroote_fregly2016 in data/sources.toml. Their curve is negative below slack length; a
    tendon cannot push, so 0 stands there.

    Examples
    --------
    >>> tendon_by_length([0.9, 1.0, 1.02, 1.049]).round(3).tolist()
    [0.0, 0.0, 0.216, 1.0]
    """
    row = tables.table("force")["tendon"]
    stretch = np.asarray(length, dtype=np.float64) - row["centre"]
    force = row["scale"] * np.exp(_tendon_rate() * stretch) - row["shift"]
    return np.asarray(np.maximum(force, 0.0))


def tendon_length(force: ArrayLike) -> Array:
    """Length of a tendon under a force: the inverse of tendon_by_length.

    Parameters
    ----------
    force : array (...), 1
        0 or more.

    Returns
    -------
    array (...), 1
        In tendon slack lengths; 1 or more.

    References
    ----------
    degroote_fregly2016 in data/sources.toml.

    Examples
    --------
    >>> tendon_length([0.0, 1.0]).round(3).tolist()
    [1.0, 1.049]
    """
    row = tables.table("force")["tendon"]
    pull = np.asarray(force, dtype=np.float64)
    return np.asarray(row["centre"] + np.log((pull + row["shift"]) / row["scale"]) / _tendon_rate())


def fastest_shortening() -> float:
    """Greatest shortening speed of a fibre, in optimal fibre lengths a second.

    Returns
    -------
    float, 1/s

    Examples
    --------
    >>> fastest_shortening()
    10.0
    """
    return float(tables.entry("force.speed.fastest"))


def _tendon_rate() -> float:
    row = tables.table("force")["tendon"]
    strain = 1 + row["strain_at_maximum_force"] - row["centre"]
    return float(np.log((1 + row["shift"]) / row["scale"]) / strain)


@cache
def _bells() -> tuple[Array, Array, Array, Array]:
    """Height, centre, width and slope of width of the three bells, each (3,)."""
    row = tables.table("force")["active_length"]
    height, centre, width, slope = (
        np.array(row[name], dtype=np.float64)
        for name in ("height", "centre", "width", "width_slope")
    )
    return height, centre, width, slope
