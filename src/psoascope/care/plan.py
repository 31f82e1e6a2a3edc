"""Findings, limits, equipment and time to at most four exercises and three habits, with reasons.

What rules something out stands above everything that speaks for it: a warning sign, an open warning
question, a limit, a guard. A clinician's locks choose among what is left. The same input gives the
same plan.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from psoascope import tables
from psoascope.care.answers import Answers
from psoascope.care.facts import facts_of, weighed
from psoascope.care.findings import Finding
from psoascope.care.heard import heard
from psoascope.care.history import History, Locks
from psoascope.care.inputs import inputs_of
from psoascope.care.ladders import entries_of
from psoascope.care.plan_choice import Asked, Chosen, chosen_exercises, chosen_habits
from psoascope.care.plan_rules import Seen, plan_rules, seen_of, triggers
from psoascope.care.step import Step
from psoascope.care.triage import Triage

__all__ = ["Avoid", "Chosen", "Plan", "plan"]
_URGENT = ("emergency", "same_day")


@dataclass(frozen=True)
class Avoid:
    """Something that is better left for now.

    Parameters
    ----------
    key : str
        Dotted key with wording: ``limits.no_heat``, ``plan_rules.avoid.hills``.
    because : tuple of str
        As in Chosen.
    review_weeks : int
        When it is looked at again; 0 where a clinician decides, or where it stays so.
    """

    key: str
    because: tuple[str, ...]
    review_weeks: int = 0


@dataclass(frozen=True)
class Plan:
    """What to do until the review.

    Parameters
    ----------
    exercises : tuple of Chosen
        At most four.
    habits : tuple of Chosen
        At most three.
    avoid : tuple of Avoid
    treatments_to_discuss : tuple of str
        Entries of data/treatments.toml, for a clinician to decide.
    review_weeks : int
        0 where there is nothing but the door.
    review_on : datetime.date or None
    gates : tuple of str
        Dotted keys of what stands above the whole plan.
    steps : tuple of Step
        What the history says of each ladder that is under way.
    """

    exercises: tuple[Chosen, ...] = ()
    habits: tuple[Chosen, ...] = ()
    avoid: tuple[Avoid, ...] = ()
    treatments_to_discuss: tuple[str, ...] = ()
    review_weeks: int = 0
    review_on: datetime.date | None = None
    gates: tuple[str, ...] = ()
    steps: tuple[Step, ...] = field(default=())


def plan(
    answers: Answers,
    findings: Sequence[Finding],
    triage: Triage,
    history: History | None = None,
    locks: Locks | None = None,
) -> Plan:
    """What to do, what to leave, and why.

    Parameters
    ----------
    answers : Answers
    findings : sequence of Finding
    triage : Triage
        Emergency and same_day give nothing but the door; soon, and any open warning question,
        no exercise, heat or massage.
    history : History, optional
    locks : Locks, optional

    Returns
    -------
    Plan

    Raises
    ------
    TableError
        A misspelt name in one of the tables.

    Examples
    --------
    >>> told = Answers("en", datetime.date(2026, 11, 26))
    >>> calm = Triage("self_care_ok", (), (), (), frozenset())
    >>> [one.key for one in plan(told, (), calm).exercises]
    ['diaphragm_breathing', 'bridge']
    >>> plan(told, (), Triage("emergency", (), (), (), frozenset(["no_heat"]))).exercises
    ()
    """
    locks = locks or Locks()
    seen = seen_of(inputs_of(answers, {}, ()).values, findings, triage.limits)
    gates = gates_of(triage)
    if "urgent" in gates:
        return Plan(avoid=tuple(_limits(answers, triage)), gates=("plan_rules.gate.urgent",))
    asked = Asked(
        answers=answers,
        findings=tuple(findings),
        seen=seen,
        forbidden=_forbidden(seen, gates),
        history=history or History(answers.date),
        locks=locks,
    )
    exercises, steps = chosen_exercises(asked)
    if any(step.decision == "ask_for_help" for step in steps):
        gates = (*gates, "asked_help")
    weeks = int(tables.entry("plan_rules.size.review_weeks.value"))
    if any(step.decision in ("rest", "ask_for_help") for step in steps):
        weeks = 1
    closed = "every_exercise" in asked.forbidden
    return Plan(
        exercises=exercises,
        habits=chosen_habits(asked),
        avoid=(*_limits(answers, triage), *_avoid(seen)),
        treatments_to_discuss=() if closed else _treatments(seen, locks),
        review_weeks=weeks,
        review_on=answers.date + datetime.timedelta(weeks=weeks),
        gates=tuple(f"plan_rules.gate.{gate}" for gate in gates),
        steps=steps,
    )


def gates_of(triage: Triage) -> tuple[str, ...]:
    """What stands above a whole plan.

    Parameters
    ----------
    triage : Triage

    Returns
    -------
    tuple of str
        Entries of data/plan_rules.toml, [gate]; empty where nothing does.

    Examples
    --------
    >>> gates_of(Triage("see_physio", (), ("fever",), (), frozenset()))
    ('unanswered',)
    """
    if triage.level in _URGENT:
        return ("urgent",)
    flagged = any(reason.flag in tables.table("red_flags") for reason in triage.reasons)
    contradicted = any(reason.flag == "contradiction" for reason in triage.reasons)
    stands = {
        "soon": triage.level == "soon" or flagged,
        "unanswered": bool(triage.unanswered) or contradicted,
        "not_understood": bool(triage.not_understood),
    }
    return tuple(gate for gate, holds in stands.items() if holds)


def _forbidden(seen: Seen, gates: tuple[str, ...]) -> frozenset[str]:
    """The tags that guards and gates rule out."""
    held = [row["forbids"] for row in plan_rules().guards.values() if triggers(row, seen)]
    held += [tables.entry(f"plan_rules.gate.{gate}.forbids") for gate in gates]
    return frozenset(tag for tags in held for tag in tags)


def _limits(answers: Answers, triage: Triage) -> list[Avoid]:
    """Each limit with the answers behind it, and the questions that are still open."""
    facts = facts_of(answers, [name for text in answers.symptoms for name in heard(text).facts])
    avoids = []
    for key, row in tables.table("limits").items():
        if key not in triage.limits:
            continue
        because: dict[str, None] = {}
        for name in row["when"]:
            if name == "red_flag":
                flags = [one for one in triage.reasons if one.flag in tables.table("red_flags")]
                because |= dict.fromkeys(f"red_flags.{one.flag}" for one in flags)
                continue
            found = weighed(facts, name)
            because |= dict.fromkeys(f"fact:{one}" for one in found.because if found.value)
            because |= dict.fromkeys(f"open:{one}" for one in found.still_open)
        avoids.append(Avoid(f"limits.{key}", tuple(because) or ("plan_rules.gate.from_answers",)))
    return avoids


def _avoid(seen: Seen) -> list[Avoid]:
    guards = plan_rules().guards
    avoids = []
    for key, row in plan_rules().avoids.items():
        because = triggers(row, seen)
        for guard in row.get("guards", ()):
            because += triggers(guards[guard], seen)
        if because or row.get("always"):
            told = tuple(dict.fromkeys(because)) or (f"plan_rules.avoid.{key}",)
            avoids.append(Avoid(f"plan_rules.avoid.{key}", told, row.get("review_weeks", 0)))
    return avoids


def _treatments(seen: Seen, locks: Locks) -> tuple[str, ...]:
    """What a clinician may offer: none that a limit or a lock rules out."""
    found = []
    for key, row in tables.table("treatments").items():
        asked = entries_of("plan_rules.discuss").get(key, {"signals": ()})["signals"]
        wanted = key in locks.keep or seen.signals & set(asked)
        out = seen.limits & set(row["forbidden_by"]) or key in locks.never
        if wanted and not out:
            found.append(key)
    return tuple(found)
