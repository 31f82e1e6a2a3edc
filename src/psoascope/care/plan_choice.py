"""Which ladders and habits go into a plan: points, equipment, minutes, and what is ruled out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from psoascope import tables
from psoascope.care.answers import Answers
from psoascope.care.findings import Finding
from psoascope.care.flare import limit
from psoascope.care.history import History, Locks
from psoascope.care.ladders import Ladder, entries_of, ladders
from psoascope.care.plan_rules import NO_OFFER, Offer, Seen, plan_rules
from psoascope.care.progression import DAYS_A_WEEK, next_step
from psoascope.care.step import Step

Points = tuple[float, tuple[str, ...]]
_KEPT, _LOCKED, _BASE, _NEXT = (
    f"plan_rules.gate.{name}" for name in ("under_way", "locked", "base", "next_ladder")
)  # said as reasons


@dataclass(frozen=True)
class Chosen:
    """An exercise or a habit of a plan.

    Parameters
    ----------
    key : str
        Entry of data/exercises.toml or data/advice.toml.
    dose : mapping
        Of an exercise: as in psoascope.care.ladders.Rung; of a habit: review_weeks, where it has
        any.
    because : tuple of str
        Dotted keys with wording; ``fact:`` and ``open:`` before names of psoascope.care.facts.
    ladder : str
        Entry of data/progressions.toml, [ladder]; empty for habits.
    rung : int
    minutes : float, min
        Of one session.
    step : Step or None
        What the history says; None where there is none.
    """

    key: str
    dose: Mapping[str, Any]
    because: tuple[str, ...]
    ladder: str = ""
    rung: int = 0
    minutes: float = 0.0
    step: Step | None = None


@dataclass(frozen=True)
class Asked:
    """Everything that the choice looks at.

    Parameters
    ----------
    answers : Answers
    findings : tuple of Finding
    seen : Seen
    forbidden : frozenset of str
        Tags that are ruled out.
    history : History
    locks : Locks
    """

    answers: Answers
    findings: tuple[Finding, ...]
    seen: Seen
    forbidden: frozenset[str]
    history: History
    locks: Locks


def chosen_exercises(asked: Asked) -> tuple[tuple[Chosen, ...], tuple[Step, ...]]:
    """The exercises of a plan, and what the history says of each ladder under way.

    Parameters
    ----------
    asked : Asked

    Returns
    -------
    chosen : tuple of Chosen
        The strongest reasons first.
    steps : tuple of Step
        Also of ladders that rest.
    """
    order = _ordered(_ladder_points(asked))
    steps = _steps(asked, [key for key, _ in order])
    helped = any(step.decision == "ask_for_help" for step in steps.values())
    forbidden = asked.forbidden
    if helped:
        forbidden = forbidden | set(tables.entry("plan_rules.gate.asked_help.forbids"))
    most = int(tables.entry("plan_rules.size.exercises.value"))
    told = asked.answers.minutes
    left = float(tables.entry("plan_rules.size.minutes.value") if told is None else told)
    chosen: list[Chosen] = []
    groups: set[str] = set()
    for key, (_, because) in order:
        ladder = ladders()[key]
        rung = _rung(asked, ladder, steps.get(key), forbidden)
        if rung is None or ladder.group in groups or len(chosen) == most:
            continue
        step = ladder.rungs[rung]
        cost = 0.0 if ladder.sport else step.minutes
        if cost > left:
            continue
        left -= cost
        groups.add(ladder.group)
        chosen.append(
            Chosen(step.exercise, step.dose, because, key, rung, step.minutes, steps.get(key))
        )
    return tuple(chosen), tuple(steps.values())


def chosen_habits(asked: Asked) -> tuple[Chosen, ...]:
    """The habits of a plan.

    Parameters
    ----------
    asked : Asked

    Returns
    -------
    tuple of Chosen
        The strongest reasons first.
    """
    most = int(tables.entry("plan_rules.size.habits.value"))
    found: list[tuple[str, Chosen]] = []
    for key, (_, because) in _ordered(_habit_points(asked)):
        row = tables.entry(f"advice.{key}")
        if not row["offered"] or key in asked.locks.never or asked.forbidden & set(row["tags"]):
            continue
        weeks = {"review_weeks": row["review_weeks"]} if "review_weeks" in row else {}
        found.append((row.get("group", key), Chosen(key, MappingProxyType(weeks), because)))
    if "every_habit" in asked.forbidden:
        return ()
    firsts = dict(reversed(found))
    order = sorted(found, key=lambda pair: firsts[pair[0]] is not pair[1])
    return tuple(one for _, one in order[:most])


def open_rungs(ladder: Ladder, asked: Asked, forbidden: frozenset[str]) -> tuple[int, ...]:
    """The rungs of a ladder that a person may stand on.

    Parameters
    ----------
    ladder : Ladder
    asked : Asked
    forbidden : frozenset of str
        Tags.

    Returns
    -------
    tuple of int
        Those whose tags are not ruled out, whose equipment is at hand (equipment that was not
        told is not at hand), and that no lock takes out.
    """
    at_hand = asked.answers.equipment or frozenset()
    never = asked.locks.never
    if "every_exercise" in forbidden or ladder.key in never:
        return ()
    most = asked.locks.most.get(ladder.key, len(ladder.rungs) - 1)
    return tuple(
        number
        for number, rung in enumerate(ladder.rungs[: most + 1])
        if (row := tables.entry(f"exercises.{rung.exercise}"))
        and not forbidden & set(row["tags"])
        and at_hand.issuperset(row["equipment"])
        and rung.exercise not in never
    )


def _ordered(points: Mapping[str, Points]) -> list[tuple[str, Points]]:
    """The most points first; among equals in the table's order."""
    return sorted(
        ((key, one) for key, one in points.items() if one[0] > 0), key=lambda pair: -pair[1][0]
    )


def _ladder_points(asked: Asked) -> dict[str, Points]:
    kept = float(tables.entry("plan_rules.points.kept"))
    active = {one.ladder for one in asked.history.within(_active_days())}
    found = {}
    for key, ladder in ladders().items():
        names = frozenset(rung.exercise for rung in ladder.rungs)
        score, because = _points(asked, names, plan_rules().ladders.get(key, NO_OFFER))
        if key in active:
            score, because = score + kept, (*because, _KEPT)
        if key in asked.locks.keep:
            score, because = score + 100, (*because, _LOCKED)
        if ladder.after and key not in asked.locks.keep and key not in active:
            reached = _is_after(asked, ladder)
            score, because = (score, (_NEXT,)) if reached else (0.0, ())
        found[key] = (score, because)
    return found


def _habit_points(asked: Asked) -> dict[str, Points]:
    found = {}
    for key in tables.table("advice"):
        score, because = _points(asked, frozenset([key]), plan_rules().habits.get(key, NO_OFFER))
        if key in asked.locks.keep:
            score, because = score + 100, (*because, _LOCKED)
        found[key] = (score, because)
    return found


def _points(asked: Asked, names: frozenset[str], offer: Offer) -> Points:
    """Points and reasons of what has these names."""
    if offer.only_for and not asked.seen.signals & set(offer.only_for):
        return 0.0, ()
    first = float(tables.entry("plan_rules.points.led_first"))
    then = float(tables.entry("plan_rules.points.led_then"))
    score, because = offer.base, dict[str, None]()
    for key in dict.fromkeys(finding.key for finding in asked.findings):
        leads = tables.entry(f"findings.{key}.leads_to")
        points = offer.by_finding.get(key, 0.0)
        if names & set(leads):
            points += first if leads[0] in names else then
        if points:
            score += points
            because[f"findings.{key}"] = None
    for signal, weight in offer.weights.items():
        if signal in asked.seen.signals:
            score += weight
            because[f"plan_rules.signal.{signal}"] = None
    if offer.base > 0 and not because:
        because[_BASE] = None
    return score, tuple(because)


def _is_after(asked: Asked, ladder: Ladder) -> bool:
    """Whether the person stands where this ladder goes on."""
    before, rungs = ladder.after or ("", frozenset[int]())
    own = asked.history.of(before)
    return bool(own) and own[-1].rung in rungs


def _active_days() -> float:
    return float(tables.entry("plan_rules.size.active_days.value"))


def _steps(asked: Asked, order: Iterable[str]) -> dict[str, Step]:
    """What the history says of each ladder, with at most so many of them growing in a week."""
    room = int(limit("rungs_a_week")) - _grown(asked.history)
    found: dict[str, Step] = {}
    for key in order:
        if not asked.history.of(key):
            continue
        free = open_rungs(ladders()[key], asked, asked.forbidden)
        step = next_step(asked.history, key, asked.locks, max(free) if free else None)
        if step.decision == "progress":
            room -= 1
            if room < 0:
                step = step.kept("enough_this_week")
        found[key] = step
    return found


def _grown(history: History) -> int:
    """How many ladders went up in the last week."""
    grown = 0
    for key in {one.ladder for one in history.sessions}:
        own = history.of(key)
        grown += any(
            high.rung > low.rung and history.since(high) < DAYS_A_WEEK
            for low, high in pairwise(own)
        )
    return grown


def _rung(asked: Asked, ladder: Ladder, step: Step | None, forbidden: frozenset[str]) -> int | None:
    """Where on a ladder to stand now; None where it is not for this plan."""
    free = open_rungs(ladder, asked, forbidden)
    if step is not None:
        if step.dose is None:
            return None
        lower = [number for number in free if number <= step.rung]
        return max(lower) if lower else None
    low = entries_of("plan_rules.low").get(ladder.key, {"signals": ()})["signals"]
    start = ladder.low_start if asked.seen.signals & set(low) else ladder.start
    return next((number for number in free if number >= start), max(free, default=None))
