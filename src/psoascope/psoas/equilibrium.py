"""Where an elastic tendon and its fibres pull alike."""

import numpy as np

from psoascope.arrays import Array
from psoascope.psoas import curves
from psoascope.psoas.architecture import Architecture
from psoascope.psoas.fibre import fibre_of

# A step of the secant stays inside the bracket, or the bracket is halved: 60 halvings of a
# bracket of at most some hundred maximum forces end below 1e-12 of one.
MOST_STEPS = 60
CLOSE_ENOUGH = 1e-12


def balanced_tension(path: Array, speed: Array, effort: Array, muscle: Architecture) -> Array:
    """Force at which a tendon is as long as the path leaves it.

    The force of the tendon is the unknown. At 0 the fibre is longest and pulls at least as hard;
    at the greatest pull that the fibre has on a rigid tendon, and more, it pulls less: the
    balance lies between, and is found for the whole batch at once.

    Parameters
    ----------
    path : array (..., 22), m
    speed : array (..., 22), m/s
        Taken by the fibre alone: the tendon holds its length at that moment.
    effort : array (..., 22), 1
        0 to 1.
    muscle : Architecture

    Returns
    -------
    array (..., 22), 1
        In maximum forces; NaN where an input is missing.

    References
    ----------
    degroote_fregly2016 in data/sources.toml.

    Examples
    --------
    >>> from psoascope.psoas.architecture import architecture
    >>> muscle = architecture()
    >>> path = muscle.tendon_slack + 1.1 * muscle.optimal_fibre
    >>> balanced_tension(path, np.zeros(22), np.ones(22), muscle)[:2].round(3).tolist()
    [0.989, 0.989]
    """

    def surplus(force: Array) -> Array:
        fibre = fibre_of(path, curves.tendon_length(force), speed, muscle)
        return np.asarray((effort * fibre.active + fibre.passive) * fibre.cosine - force)

    low = np.zeros(path.shape)
    rigid = fibre_of(path, np.ones(path.shape), speed, muscle)
    # Shorter fibres are less stretched, and no curve of length exceeds 1.1.
    high = rigid.passive + 1.1 * curves.active_by_speed(rigid.velocity) + 0.1
    over, under = surplus(low), surplus(high)
    force = low
    for _ in range(MOST_STEPS):
        force = _guess(low, high, over, under)
        rest = surplus(force)
        if not (np.abs(rest) > CLOSE_ENOUGH).any():
            break
        too_low = rest >= 0
        # Halving the value of the end that stays (the Illinois rule) keeps the secant honest.
        over, under = (
            np.where(too_low, rest, 0.5 * over),
            np.where(too_low, 0.5 * under, rest),
        )
        low, high = np.where(too_low, force, low), np.where(too_low, high, force)
    return np.where(np.isnan(surplus(force)), np.nan, force)


def _guess(low: Array, high: Array, over: Array, under: Array) -> Array:
    """Where the secant crosses zero; never outside of low to high."""
    drop = over - under
    share = np.where(drop > 0, over / np.where(drop > 0, drop, 1.0), 0.5)
    return np.asarray(low + share * (high - low))
