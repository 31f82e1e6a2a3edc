"""Simulated diaries: what a person might write down, with a trigger planted or none.

Pain of a day = level + trend + weekday + carry * (pain of yesterday without these) + effect +
noise, rounded to whole numbers and kept within 0 to 10. Exposures have a weekday rhythm, carry over
from day to day, follow one another, and drift. The effect is `size` standard deviations of the
noise for each standard deviation of what is new in the exposure; it comes `lag` days after all of
the exposure but its rhythm and drift. Days are lost at random.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from psoascope.care.triggers import link_strength

NAMES = ("sitting", "driving", "running", "lifting", "stress")


@dataclass(frozen=True)
class Kind:
    """What a diary is like.

    Parameters
    ----------
    days : int
    carry : float, 1
        Of pain from one day to the next.
    habit : float, 1
        Of exposures from one day to the next.
    rhythm : float, standard deviations
        Of the weekday in pain and exposures alike.
    trend : float, standard deviations
        From the first day to the last, in pain and exposures alike.
    shared : float, 1
        Part of what is new in an exposure that all have in common.
    lost : float, 1
        Share of days without an entry.
    noise : float, points
        Standard deviation of what is new in pain.
    """

    days: int = 120
    carry: float = 0.5
    habit: float = 0.4
    rhythm: float = 1.0
    trend: float = 1.0
    shared: float = 0.3
    lost: float = 0.1
    noise: float = 1.2


def diary(kind, seed, planted="", lag=1, size=0.0):
    """One diary: exposures by name, and pain; arrays (D,), NaN where lost."""
    rng = np.random.default_rng(seed)
    days = np.arange(kind.days)
    week = rng.normal(size=7)
    # The same rhythm and drift in pain and exposures: the hardest case for a chance find.
    common = kind.rhythm * week[days % 7] + kind.trend * days / kind.days
    alike = rng.normal(size=kind.days)
    fresh = {
        name: np.sqrt(kind.shared) * alike + np.sqrt(1 - kind.shared) * rng.normal(size=kind.days)
        for name in NAMES
    }
    own = {name: carried(new, kind.habit) for name, new in fresh.items()}
    exposures = {name: values + common for name, values in own.items()}
    effect = np.zeros(kind.days)
    if planted:
        effect[lag:] = size * (own[planted] / fresh[planted].std())[: kind.days - lag]
    new = kind.noise * (rng.normal(size=kind.days) + effect)
    pain = 4.5 + kind.noise * common + carried(new, kind.carry)
    pain = np.clip(np.round(pain), 0, 10)
    gone = rng.random(kind.days) < kind.lost
    pain[gone] = np.nan
    for values in exposures.values():
        values[gone | (rng.random(kind.days) < kind.lost / 2)] = np.nan
    return exposures, pain


def carried(new, share):
    """What is new each day on top of a share of the day before; each day needs the one before."""
    values = np.array(new)
    for day in range(1, len(values)):
        values[day] += share * values[day - 1]
    return values


def size_for(strength, kind, lag, planted="driving"):
    """Size of a trigger whose correlation with what is new in the written pain is `strength`.

    Rounding, the ends of the scale, lost days, weekday and drift all take a part of a trigger from
    what is written, in each kind of diary another: so it is found by trying, in diaries that no
    other test sees. The largest size tried where even that one is weaker in writing.
    """
    sizes, written = _as_written(kind, lag, planted)
    return float(np.interp(strength, written, sizes))


@cache
def _as_written(kind, lag, planted):
    """Sizes, and the mean correlation that each leaves in writing."""
    sizes = np.linspace(0.0, 4.0, 21)
    written = [
        np.nanmean(
            [
                link_strength(*diary(kind, [41, lag, n], planted, lag, size), planted, lag)
                for n in range(_TRIED)
            ]
        )
        for size in sizes
    ]
    # What more of a trigger leaves cannot be less of it; noise of the trial aside.
    return sizes, np.maximum.accumulate(written)


_TRIED = 60
