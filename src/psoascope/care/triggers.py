"""Personal triggers: what goes with pain on the same day or the days after, in one diary.

Pain and exposures are first freed of what would make any two diaries look alike: the weekday, a
steady trend, yesterday's pain, and the exposure of the day before. What is left of pain is shuffled
over the days; only a link stronger than the strongest of nearly all shuffled diaries is told. No
cause is shown.
"""

from collections.abc import Mapping
from dataclasses import replace
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array, Index, checked
from psoascope.care.trigger_finds import Trigger, Triggers
from psoascope.errors import RangeError
from psoascope.quantity import Quantity

_SEED = 47  # any fixed number: the same diary gives the same answer
_WEEK = 7
_DRAWN_AT_ONCE = 500


class _Column(NamedTuple):
    """An exposure at a lag: what is left of it over the rows, of length 1, 0 where missing.

    size is its length before, told the share of the rows in which it is known.
    """

    exposure: str
    lag: int
    values: Array
    size: float
    told: float


def triggers(exposures: Mapping[str, ArrayLike], pain: ArrayLike) -> Triggers:
    """Which exposures go with pain on the same day, or one or two days later.

    Parameters
    ----------
    exposures : mapping of str to array (D,)
        One value for each calendar day, in any unit; NaN where missing, and left out, not filled.
    pain : array (D,), 0 to 10
        Of the same days.

    Returns
    -------
    Triggers

    Raises
    ------
    RangeError
        An exposure has other days than pain, or a value cannot be.

    References
    ----------
    data/triggers.toml. Shuffling what a regression leaves keeps the chance of any false find over
    all exposures and lags at [error] (maximum over the family); tests/care/diaries.py generates
    diaries that check this. Left out: pain that drives the exposure on the days after.

    Examples
    --------
    >>> triggers({"stress": [3.0] * 14}, [2.0] * 14).enough
    False
    """
    hurt, given = _checked(exposures, pain)
    needed = int(tables.entry("triggers.days.value"))
    rows = _rows(hurt)
    if len(rows) < needed:
        return Triggers(False, len(rows), needed, left_out=tuple(given))
    around = _around(hurt, rows)
    left = _left(hurt[rows], around)
    columns = _columns(given, rows, around)
    tested = tuple(dict.fromkeys(one.exposure for one in columns))
    left_out = tuple(name for name in given if name not in tested)
    short = Triggers(False, len(rows), needed, tested=tested, left_out=left_out)
    size = float(np.linalg.norm(left))
    if not columns or size == 0:
        return short
    stack = np.stack([one.values for one in columns])
    strongest = _shuffled(stack, left / size, around)
    limit = float(np.quantile(strongest, 1 - tables.entry("triggers.error.value")))
    told = min(one.told for one in columns)
    # The weekday, the trend, yesterday's pain and yesterday's exposure take their part of the days.
    detectable = _detectable(limit, told, told * len(rows) - around.shape[1] - 1)
    faint = tables.entry("triggers.too_faint.value")
    if detectable > faint:
        more = int(np.ceil(len(rows) * (detectable / faint) ** 2))
        return replace(short, needed=max(needed, more), detectable=detectable)
    found = _found(columns, stack @ left / size, strongest, (limit, size, len(rows)))
    return replace(short, enough=True, detectable=detectable, found=found)


def link_strength(
    exposures: Mapping[str, ArrayLike], pain: ArrayLike, exposure: str, lag: int
) -> float:
    """How strongly one exposure goes with pain so many days later, whether chance or not.

    Parameters
    ----------
    exposures : mapping of str to array (D,)
    pain : array (D,), 0 to 10
        Of the same days.
    exposure : str
    lag : int, days

    Returns
    -------
    float, -1 to 1
        The correlation that `triggers` compares with its limit; NaN where it cannot be told.

    Raises
    ------
    RangeError
        As in `triggers`.

    Examples
    --------
    >>> link_strength({"stress": [3.0] * 14}, [2.0] * 14, "stress", 0)
    nan
    """
    hurt, given = _checked(exposures, pain)
    rows = _rows(hurt)
    if not len(rows):
        return float("nan")
    around = _around(hurt, rows)
    left = _left(hurt[rows], around)
    size = float(np.linalg.norm(left))
    for one in _columns({exposure: given[exposure]}, rows, around):
        if one.lag == lag and size > 0:
            return float(one.values @ left / size)
    return float("nan")


def _checked(exposures: Mapping[str, ArrayLike], pain: ArrayLike) -> tuple[Array, dict[str, Array]]:
    hurt = checked("pain", pain, (np.size(pain),))
    bad = hurt[(hurt < 0) | (hurt > 10)]
    if len(bad):
        raise tables.error(RangeError, "triggers.bad_pain", value=f"{bad[0]:g}")
    given = {}
    for name, values in exposures.items():
        given[name] = checked(name, values, (np.size(values),))
        if len(given[name]) != len(hurt):
            shown = {"name": name, "count": len(given[name]), "days": len(hurt)}
            raise tables.error(RangeError, "triggers.different_days", **shown)
        if np.isinf(given[name]).any():
            raise tables.error(RangeError, "triggers.infinite", name=name)
    return hurt, given


def _rows(hurt: Array) -> Index:
    """Days with pain told on this day and the one before."""
    return np.flatnonzero(~np.isnan(hurt[1:]) & ~np.isnan(hurt[:-1])) + 1


def _around(hurt: Array, rows: Index) -> Array:
    """What is taken off (N, 9): each weekday, a trend, yesterday's pain."""
    weekdays = (rows[:, None] % _WEEK == np.arange(_WEEK)).astype(np.float64)
    trend = (rows - rows.mean()) / max(float(np.ptp(rows)), 1.0)
    return np.column_stack([weekdays, trend, hurt[rows - 1]])


def _left(values: Array, around: Array) -> Array:
    """What is left of values (N,) after the columns of around (N, C)."""
    weights, *_ = np.linalg.lstsq(around, values, rcond=None)
    left: Array = values - around @ weights
    # Rounding, where nothing is left.
    return np.where(np.abs(left) < 1e-9 * max(float(np.abs(values).max()), 1.0), 0.0, left)


def _columns(given: Mapping[str, Array], rows: Index, around: Array) -> list[_Column]:
    found = []
    least = int(tables.entry("triggers.days.value"))
    for name, values in given.items():
        for lag in range(int(tables.entry("triggers.lags.value")) + 1):
            # Days before the diary began are missing.
            late = np.concatenate([np.full(lag + 1, np.nan), values])
            past, before = late[rows + 1], late[rows]
            known = ~np.isnan(past) & ~np.isnan(before)
            if known.sum() < least or not _varied(past[known]):
                continue
            # Habits carry over like pain does; only what is new in a day can be told from chance.
            habit = np.column_stack([around[known], before[known]])
            left = np.zeros(len(rows))
            left[known] = _left(past[known], habit)
            size = float(np.linalg.norm(left))
            if size > 0:
                found.append(_Column(name, lag, left / size, size, float(known.mean())))
    return found


def _varied(values: Array) -> bool:
    _, counts = np.unique(values, return_counts=True)
    return bool(len(values) - int(counts.max()) >= tables.entry("triggers.varied.value"))


def _shuffled(stack: Array, left: Array, around: Array) -> Array:
    """Strongest correlation of all columns (K, N) in each of many shuffled diaries, (P,)."""
    basis, _ = np.linalg.qr(around)
    rng = np.random.default_rng(_SEED)
    draws = int(tables.entry("triggers.draws.value"))
    strongest = []
    for start in range(0, draws, _DRAWN_AT_ONCE):
        many = np.tile(left, (min(_DRAWN_AT_ONCE, draws - start), 1))
        many = rng.permuted(many, axis=1).T
        # Shuffled, it holds something of weekday, trend and yesterday again: taken off once more.
        many = many - basis @ (basis.T @ many)
        strongest.append((np.abs(stack @ many) / np.linalg.norm(many, axis=0)).max(axis=0))
    return np.concatenate(strongest)


def _detectable(limit: float, told: float, free: float) -> float:
    """Correlation, on the days told, that passes the limit over all days with the stated power.

    By Fisher's transformation; free is how many days are left to vary.
    """
    power = NormalDist().inv_cdf(tables.entry("triggers.power.value"))
    edge = np.arctanh(min(limit, 1 - 1e-9)) + power / np.sqrt(max(free - 3, 1))
    return float(min(np.tanh(edge) / np.sqrt(told), 1.0))


def _found(
    columns: list[_Column], strength: Array, strongest: Array, size: tuple[float, float, int]
) -> tuple[Trigger, ...]:
    limit, scale, days = size
    best: dict[str, Trigger] = {}
    for one, link in zip(columns, strength.tolist(), strict=True):
        chance = (1 + int((strongest >= abs(link)).sum())) / (1 + len(strongest))
        if abs(link) <= limit or abs(link) <= abs(getattr(best.get(one.exposure), "strength", 0.0)):
            continue
        slope, reach = link * scale / one.size, limit * scale / one.size
        band = Quantity(slope, slope - reach, slope + reach, "1", "coverage")
        best[one.exposure] = Trigger(one.exposure, one.lag, link, chance, band, days)
    return tuple(sorted(best.values(), key=lambda one: -abs(one.strength)))
