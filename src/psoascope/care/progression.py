"""What comes next for one exercise: keep, progress, regress, rest, or ask for help.

Pain while doing it and in the next 24 hours decides first, then stop signs, breaks, what was done
and how. An exercise grows only if everything noted in the last days was little pain, so more pain
never lets it grow.
"""

import datetime
from dataclasses import replace

from psoascope import tables
from psoascope.care.flare import light, limit, no_better, quiet, red, unsettled
from psoascope.care.history import History, Locks, Session
from psoascope.care.ladders import ladders
from psoascope.care.step import Decision, Step, Why, step_of
from psoascope.errors import RangeError

__all__ = ["DAYS_A_WEEK", "Step", "Why", "next_step"]
DAYS_A_WEEK = 7
NO_LOCKS = Locks()


def next_step(
    history: History,
    ladder: str = "",
    locks: Locks | None = None,
    highest: int | None = None,
) -> Step:
    """What comes next on a ladder.

    Parameters
    ----------
    history : History
    ladder : str
        Entry of data/progressions.toml, [ladder]; may be left out where the history holds one.
    locks : Locks, optional
    highest : int, optional
        The highest rung that is open to the person (equipment, limits); all where not given.

    Returns
    -------
    Step
        The same for the same history.

    Raises
    ------
    RangeError
        The history holds several ladders, or none, and none was named.

    Examples
    --------
    >>> day = datetime.date(2026, 11, 20)
    >>> sore = Session(day, "hip_flexors", 2, pain_before=1, pain_during=3, pain_next_day=6)
    >>> step = next_step(History(day, (sore,)))
    >>> step.decision, step.reasons[0].said("en")
    ('rest', 'The pain had not settled on the next day.')
    """
    locks = locks or NO_LOCKS
    name = ladder or _only_ladder(history)
    own = history.of(name)
    top = len(ladders()[name].rungs) - 1
    caps = {"top": top, "locked": locks.most.get(name, top)}
    caps |= {} if highest is None else {"not_open": highest}
    most = min(caps.values())
    reason = next(key for key, cap in caps.items() if cap == most)
    if not own:
        return step_of("keep", name, min(ladders()[name].start, most), Why("no_sessions"))
    for decide in (_help, _restart, _after_pain, _after_break):
        step = decide(history, own, locks)
        if step is not None:
            return _lowered(step, most, reason)
    rung = own[-1].rung
    if rung > most:
        return step_of("regress", name, most, Why(reason))
    hindrance = _hindrance(history, own, locks)
    if hindrance is None and rung == most:
        hindrance = Why(reason)
    if hindrance is None and name in locks.hold:
        hindrance = Why("locked")
    if hindrance is not None:
        return step_of("keep", name, rung, hindrance)
    return step_of("progress", name, rung + 1, Why("all_good"))


def _lowered(step: Step, most: int, reason: str) -> Step:
    """A step no higher than the highest rung that is open."""
    if step.rung <= most:
        return step
    decision: Decision = "regress" if step.decision == "keep" else step.decision
    dose = None if step.dose is None else ladders()[step.ladder].rungs[most].dose
    reasons = (*step.reasons, Why(reason))
    return replace(step, decision=decision, reasons=reasons, dose=dose, rung=most)


def _only_ladder(history: History) -> str:
    held = sorted({one.ladder for one in history.sessions})
    if len(held) != 1:
        known = ", ".join(held) or "no ladder"
        raise tables.error(RangeError, "which_ladder", known=known)
    return held[0]


def _sign(session: Session) -> str:
    if session.stopped is None:
        return ""
    return str(tables.entry(f"progressions.stop_sign.{session.stopped}.leads_to"))


def _named(session: Session) -> Why:
    return Why("stopped", {"sign": f"progressions.stop_sign.{session.stopped}"})


def _help(history: History, own: tuple[Session, ...], locks: Locks) -> Step | None:
    """Signs, strong pain, repeated flares or no gain since a clinician last looked."""
    name, rung = own[-1].ladder, own[-1].rung
    seen = [one for one in own if locks.cleared is None or one.date > locks.cleared]
    lately = [one for one in seen if history.since(one) < limit("flare_days")]
    for one in lately:
        if _sign(one) == "ask_for_help":
            return step_of("ask_for_help", name, rung, _named(one))
        if (one.pain_next_day or 0.0) > limit("high_pain"):
            why = Why("high_pain", {"limit": f"{limit('high_pain'):g}"})
            return step_of("ask_for_help", name, rung, why)
    reds = sum(red(one, locks.traffic) for one in lately)
    if reds >= limit("flares_to_ask"):
        return step_of("ask_for_help", name, rung, Why("several_flares", {"count": reds}))
    weeks = limit("no_better_weeks")
    if seen and history.since(seen[0]) >= DAYS_A_WEEK * weeks and no_better(seen, locks.traffic):
        return step_of("ask_for_help", name, rung, Why("no_better", {"weeks": f"{weeks:g}"}))
    return None


def _restart(history: History, own: tuple[Session, ...], _: Locks) -> Step | None:
    gap = history.since(own[-1])
    if gap < limit("gap_restart"):
        return None
    rung = min(ladders()[own[-1].ladder].low_start, own[-1].rung)
    decision: Decision = "regress" if rung < own[-1].rung else "keep"
    return step_of(decision, own[-1].ladder, rung, Why("missed", {"days": gap}))


def _after_pain(history: History, own: tuple[Session, ...], locks: Locks) -> Step | None:
    """What the last session's pain and stop sign ask for."""
    last, sign = own[-1], _sign(own[-1])
    lower = max(last.rung - 1, 0)
    why = None
    if unsettled(last, locks.traffic):
        sign, why = "rest", Why("not_settled")
    elif red(last, locks.traffic) and sign != "rest":
        amber = light(locks.traffic, "amber")
        sign, why = "regress", Why("red_during", {"limit": f"{amber:g}"})
    if sign not in ("rest", "regress"):
        return None
    reasons: tuple[Why, ...] = (why or _named(last),)
    if sign == "regress" and last.rung == 0:
        sign, reasons = "rest", (*reasons, Why("lowest"))
    until = last.date + datetime.timedelta(days=limit("rest_days"))
    if sign == "rest" and history.today < until:
        return Step("rest", reasons, None, last.ladder, lower, until)
    decision: Decision = "regress" if lower < last.rung else "keep"
    return step_of(decision, last.ladder, lower, *reasons)


def _after_break(history: History, own: tuple[Session, ...], _: Locks) -> Step | None:
    gap, last = history.since(own[-1]), own[-1]
    if gap < limit("gap_regress"):
        return None
    decision: Decision = "regress" if last.rung else "keep"
    return step_of(decision, last.ladder, max(last.rung - 1, 0), Why("missed", {"days": gap}))


def _hindrance(history: History, own: tuple[Session, ...], locks: Locks) -> Why | None:
    """Why the exercise does not grow; None where nothing hinders it."""
    tail = _on_rung(own)
    needed = int(limit("sessions_needed"))
    counted = tail[-needed:]
    if _sign(own[-1]):
        return _named(own[-1])
    for one in counted:
        if one.pain_during is None or one.pain_next_day is None:
            return Why("pain_unknown")
        if not quiet(one, locks.traffic):
            return Why("amber")
    if not all(quiet(one, locks.traffic) for one in history.within(limit("quiet_days"))):
        return Why("recent_flare")
    if len(counted) < needed:
        return Why("too_few")
    if any((one.done or 0.0) < limit("done_share") * one.step.amount for one in counted):
        return Why("not_done")
    if any(one.form is not None and one.form < limit("form_share") for one in counted):
        return Why("form")
    if any(one.reserve is not None and one.reserve < limit("reserve") for one in counted):
        return Why("effort")
    if history.since(tail[0]) < limit("days_on_rung"):
        return Why("too_soon")
    return None


def _on_rung(own: tuple[Session, ...]) -> tuple[Session, ...]:
    """The sessions at the end that stand on one rung."""
    first = len(own)
    while first and own[first - 1].rung == own[-1].rung:
        first -= 1
    return own[first:]
