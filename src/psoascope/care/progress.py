"""What has changed, against the smallest change that the measure can tell or that people notice."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from psoascope import tables
from psoascope.care.answers import Answers
from psoascope.care.history import History
from psoascope.quantity import Quantity

Verdict = Literal["better", "worse", "more", "less", "no_clear_change", "unknown"]
_WEEK = 7
_CLOSE = 1e-9  # so that 4.3 - 3.0 counts as 1.3


@dataclass(frozen=True)
class Change:
    """One measure, then and now.

    Parameters
    ----------
    kind : {"activity", "pain", "test"}
    measure : str
        The activity in the person's words, the region and side, or test, side and measure.
    before, after : float or None, unit
    unit : str
    smallest : float or None, unit
        The smallest change that counts; None where none is known.
    verdict : str
        better or worse; for a test more or less; no_clear_change, or unknown.
    size : {"", "small", "medium", "large"}
        Of a change in pain or an activity.
    """

    kind: str
    measure: str
    before: float | None
    after: float | None
    unit: str
    smallest: float | None
    verdict: Verdict
    size: str = ""


@dataclass(frozen=True)
class Adherence:
    """How much of the plan was done.

    Parameters
    ----------
    done : int
        Days with a session, summed over the ladders.
    planned : float
        Days that the doses asked for in the same time.
    share : float
        done over planned, at most 1; NaN where nothing was planned.
    """

    done: int
    planned: float
    share: float


@dataclass(frozen=True)
class Progress:
    """Everything that can be compared between two check-ins.

    Parameters
    ----------
    changes : tuple of Change
        Activities, pain, tests.
    adherence : Adherence
    """

    changes: tuple[Change, ...]
    adherence: Adherence


def progress(first: Answers, last: Answers, history: History | None = None) -> Progress:
    """What has changed between two check-ins.

    Parameters
    ----------
    first, last : Answers
    history : History, optional
        For the adherence between the two.

    Returns
    -------
    Progress
        A measure that stands in one of the two only is unknown, and is listed.

    Examples
    --------
    >>> from psoascope.care.answers import Goal
    >>> day = datetime.date(2026, 11, 26)
    >>> one = Answers("en", day, goals=(Goal("walk 30 minutes", 4.0),))
    >>> two = Answers("en", day, goals=(Goal("Walk 30 minutes", 6.5),))
    >>> change = progress(one, two).changes[0]
    >>> change.verdict, change.size
    ('better', 'medium')
    """
    changes = [*_activities(first, last), *_pains(first, last), *_tests(first, last)]
    held = history or History(last.date)
    return Progress(tuple(changes), adherence(held, first.date))


def outcome_change(kind: str, measure: str, before: float | None, after: float | None) -> Change:
    """One activity or pain, then and now.

    Parameters
    ----------
    kind : {"activity", "pain"}
        Entry of data/outcomes.toml.
    measure : str
    before, after : float or None, 0 to 10

    Returns
    -------
    Change

    Examples
    --------
    >>> outcome_change("pain", "groin, right", 6.0, 5.0).verdict
    'no_clear_change'
    """
    row = tables.entry(f"outcomes.{kind}")
    verdict, size = _judged(row, before, after)
    return Change(kind, measure, before, after, row["unit"], float(row["value"]), verdict, size)


def measured_change(
    name: str, side: str, measure: str, before: Quantity | None, after: Quantity | None
) -> Change:
    """One test quantity, then and now.

    Parameters
    ----------
    name : str
        Entry of data/tests.toml.
    side : str
    measure : str
    before, after : Quantity or None

    Returns
    -------
    Change
        more or less, not better or worse: which is better depends on the person. A change within
        the smallest detectable one of data/tests.toml is no clear change; so is one within the two
        bands, where these are wider.
    """
    row = tables.entry(f"tests.{name}").get("change", {}).get(measure, {})
    smallest = None if "value" not in row else float(row["value"])
    values = tuple(None if one is None else float(one.value) for one in (before, after))
    unit = next((one.unit for one in (after, before) if one is not None), "")
    verdict: Verdict = "unknown"
    if smallest is not None and before is not None and after is not None:
        by = float(after.value) - float(before.value)
        reach = max(smallest, _overlap(before, after, by))
        verdict = "no_clear_change"
        if abs(by) + _CLOSE >= reach:
            verdict = "more" if by > 0 else "less"
    said = f"{name}.{side}.{measure}"
    return Change("test", said, values[0], values[1], unit, smallest, verdict)


def adherence(history: History, since: datetime.date) -> Adherence:
    """How much of the plan was done from a day on.

    Parameters
    ----------
    history : History
    since : datetime.date

    Returns
    -------
    Adherence
        Each ladder counts from its first session after that day; two sessions of a day are one.

    Examples
    --------
    >>> adherence(History(datetime.date(2026, 11, 26)), datetime.date(2026, 11, 1)).done
    0
    """
    done, planned = 0, 0.0
    lately = [one for one in history.sessions if one.date >= since]
    for ladder in dict.fromkeys(one.ladder for one in lately):
        own = [one for one in lately if one.ladder == ladder]
        days = (history.today - own[0].date).days + 1
        a_week = sum(one.step.dose["days"] for one in own) / len(own)
        planned += max(1.0, days * a_week / _WEEK)
        done += len({one.date for one in own})
    share = min(1.0, done / planned) if planned else float("nan")
    return Adherence(done, round(planned, 2), share)


def _judged(
    row: Mapping[str, Any], before: float | None, after: float | None
) -> tuple[Verdict, str]:
    if before is None or after is None:
        return "unknown", ""
    gain = after - before if row["better"] == "more" else before - after
    if abs(gain) + _CLOSE < row["value"]:
        return "no_clear_change", ""
    size = "small"
    for name in ("medium", "large"):
        if abs(gain) + _CLOSE >= row[name]:
            size = name
    return ("better" if gain > 0 else "worse"), size


def _overlap(before: Quantity, after: Quantity, by: float) -> float:
    """How far the two bands reach towards one another, independent of each other."""
    up = by > 0
    ends = (before.high, after.low) if up else (before.low, after.high)
    reaches = (float(ends[0]) - float(before.value), float(after.value) - float(ends[1]))
    return float((reaches[0] ** 2 + reaches[1] ** 2) ** 0.5)


def _activities(first: Answers, last: Answers) -> Iterator[Change]:
    told = [{one.activity.casefold(): one for one in part.goals} for part in (first, last)]
    for key in dict.fromkeys([*told[0], *told[1]]):
        then, now = (part.get(key) for part in told)
        measure = next(one.activity for one in (then, now) if one is not None)
        yield outcome_change(
            "activity", measure, then.score if then else None, now.score if now else None
        )


def _pains(first: Answers, last: Answers) -> Iterator[Change]:
    """The worst pain of each place."""
    told = [{(one.region, one.side): one.worst for one in part.pains} for part in (first, last)]
    for place in dict.fromkeys([*told[0], *told[1]]):
        yield outcome_change("pain", ".".join(place), told[0].get(place), told[1].get(place))


def _tests(first: Answers, last: Answers) -> Iterator[Change]:
    told = [
        {
            (test, side, measure): quantity
            for test, sides in part.tests.items()
            for side, measures in sides.items()
            for measure, quantity in measures.items()
        }
        for part in (first, last)
    ]
    for name in dict.fromkeys([*told[0], *told[1]]):
        yield measured_change(*name, told[0].get(name), told[1].get(name))
