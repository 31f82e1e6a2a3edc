"""The check-in as one page of plain calls: answers -> warning signs -> findings -> plan."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan, nan
from types import MappingProxyType
from typing import Any

from psoascope import tables
from psoascope.care.answers import Answers, answers_of
from psoascope.care.day import Day, Ledger, Load, Span, ledger
from psoascope.care.findings import Finding, Unsettled, findings, unsettled
from psoascope.care.history import History, Locks
from psoascope.care.inputs import Inputs, inputs_of
from psoascope.care.look_alikes import Weighed, look_alikes
from psoascope.care.pain import Overlap, Painted, overlap, painted
from psoascope.care.plan import Plan, plan
from psoascope.care.triage import Triage, triage
from psoascope.care.what_if import Change, against_reference, changes
from psoascope.daily import reference_loads
from psoascope.quantity import Quantity

_EXCESS = {"hours_short": "hours_short_excess", "spine_load_minutes": "spine_load_excess"}
_TOTALS = ("hours_short", "hours_long", "load_minutes", "spine_load_minutes")


@dataclass(frozen=True)
class CheckedIn:
    """Everything that a check-in leads to.

    Parameters
    ----------
    answers : Answers
    triage : Triage
        Stands above all that follows.
    painted : Painted or None
        What was drawn, or else listed; None where no pain was told.
    overlaps : tuple of Overlap
        With every pattern of data/pain_patterns.toml; shares of area, no probabilities.
    ledger : Ledger or None
        None where no day was told.
    changes : tuple of Change
        The two single changes that most alter the day's modelled load; no pain prediction.
    numbers : mapping of str to Quantity
        Computed beside the answers; members of [number] in data/inputs.toml.
    inputs : Inputs
        All of it flat, by name.
    findings : tuple of Finding
    unsettled : tuple of Unsettled
        Findings that a band or one missing answer leaves open.
    look_alikes : tuple of Weighed
    plan : Plan
    """

    answers: Answers
    triage: Triage
    painted: Painted | None
    overlaps: tuple[Overlap, ...]
    ledger: Ledger | None
    changes: tuple[Change, ...]
    numbers: Mapping[str, Quantity]
    inputs: Inputs
    findings: tuple[Finding, ...]
    unsettled: tuple[Unsettled, ...]
    look_alikes: tuple[Weighed, ...]
    plan: Plan


@dataclass(frozen=True)
class Context:
    """What is known beside a check-in.

    Parameters
    ----------
    today : datetime.date or None
        A check-in of a later date is refused; not looked at where None.
    history : History or None
    locks : Locks or None
        What a clinician has fixed.
    numbers : mapping of str to Quantity
        Measured or computed elsewhere, such as running_change or hip_extension_held.right.
    """

    today: datetime.date | None = None
    history: History | None = None
    locks: Locks | None = None
    numbers: Mapping[str, Quantity] = field(default_factory=dict)


def check_in(data: Mapping[str, Any], context: Context | None = None) -> CheckedIn:
    """A check-in that was read from JSON, all the way to its plan.

    Parameters
    ----------
    data : mapping
        As psoascope.care.checkin_schema describes it.
    context : Context, optional

    Returns
    -------
    CheckedIn
        The same data and context give the same result.

    Raises
    ------
    RangeError
        An answer that cannot be, or that contradicts another; named.

    Examples
    --------
    >>> told = {"schema": "psoascope/checkin/1", "date": "2026-11-26", "signs": {"fever": True}}
    >>> found = check_in(told)
    >>> found.triage.level, found.plan.exercises
    ('same_day', ())
    """
    context = context or Context()
    answers = answers_of(data, context.today)
    first = triage(answers)
    drawn, shared = pain_of(answers)
    day = day_of(answers)
    book = ledger(day, reference_loads()) if day else None
    numbers = {**context.numbers, **(numbers_of(book, reference_loads()) if book else {})}
    inputs = inputs_of(answers, numbers, shared)
    found = findings(answers, numbers, shared, first)
    return CheckedIn(
        answers=answers,
        triage=first,
        painted=drawn,
        overlaps=shared,
        ledger=book,
        changes=changes(day, reference_loads()) if day else (),
        numbers=MappingProxyType(numbers),
        inputs=inputs,
        findings=found,
        unsettled=unsettled(inputs),
        look_alikes=look_alikes(inputs),
        plan=plan(answers, found, first, context.history, context.locks),
    )


def pain_of(answers: Answers) -> tuple[Painted | None, tuple[Overlap, ...]]:
    """The marked area, and what it shares with each described pattern.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    painted : Painted or None
        Of the drawing; of the listed places where there is none.
    overlaps : tuple of Overlap
        Empty where no pain was told.

    Raises
    ------
    RangeError
        The drawing does not fit; named.
    """
    given = answers.drawing if answers.drawing is not None else answers.pains
    drawn = painted(given) if given else None
    if drawn is None or not drawn.area:
        return drawn, ()
    return drawn, tuple(overlap(drawn, name) for name in tables.table("pain_patterns"))


def day_of(answers: Answers) -> Day | None:
    """The day that was told, sleep among it.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    Day or None
        None where no day was told. Hours of sleep are added, by their position or else as lying,
        unless the day has sleep already.

    Raises
    ------
    RangeError
        The hours do not fit in a day.
    """
    if answers.day is None:
        return None
    spans = {key: Span(*_known(span)) for key, span in answers.day.items()}
    # Asleep in a position that was not told is lying somehow, with the band of all positions.
    asleep = f"sleep_{answers.sleep_position}" if answers.sleep_position else "lying"
    slept = asleep in spans or any(key.startswith("sleep_") for key in spans)
    if answers.sleep_hours is not None and not slept:
        spans[asleep] = Span(answers.sleep_hours)
    stress = nan if answers.stress is None else answers.stress
    return Day(spans, date=answers.date, stress=stress)


def numbers_of(book: Ledger, asked: Mapping[str, Load]) -> dict[str, Quantity]:
    """The named numbers of a ledger.

    Parameters
    ----------
    book : Ledger
    asked : mapping of str to Load
        By activity, as psoascope.daily.loads gives it.

    Returns
    -------
    dict of str to Quantity
        What is missing is left out. An excess over the reference day is told only where the hours
        told fill the day: otherwise what was not told would count as less.
    """
    found = {name: book.measure(name) for name in _TOTALS}
    if book.whole:
        beside = against_reference(book, asked)
        found |= {to: beside[name] for name, to in _EXCESS.items()}
    return {name: one for name, one in found.items() if not isnan(one.value)}


def _known(span: Mapping[str, float | None]) -> tuple[float, float]:
    hours, longest = (span.get(key) for key in ("hours", "longest_minutes"))
    return nan if hours is None else hours, nan if longest is None else longest
