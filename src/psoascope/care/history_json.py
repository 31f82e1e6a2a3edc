"""Sessions, treatments and a clinician's locks as they come from JSON, checked field by field."""

import datetime
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from psoascope import tables
from psoascope.care import fields
from psoascope.care.history import History, Locks, Session, Treated
from psoascope.care.ladders import entries_of, ladders
from psoascope.errors import RangeError

SESSION = (
    "date", "ladder", "rung", "pain_before", "pain_during", "pain_next_day", "done", "form",
    "reserve", "stopped",
)  # fmt: skip
LOCKS = ("keep", "never", "hold", "most", "traffic", "cleared")
TREATED = ("date", "treatment", "by", "consent", "asked", "note")


def history_of(data: Mapping[str, Any], today: datetime.date) -> History:
    """The record of what has been done, read from JSON.

    Parameters
    ----------
    data : mapping
        sessions and treatments: lists of records with the fields of Session and Treated.
    today : datetime.date

    Returns
    -------
    History

    Raises
    ------
    RangeError
        An unknown name, a value out of range, a date after today, or a treatment that must not be
        recorded (see treated_of).

    Examples
    --------
    >>> day = {"date": "2026-11-20", "ladder": "breath", "rung": 0, "pain_during": 1}
    >>> history_of({"sessions": [day]}, datetime.date(2026, 11, 26)).sessions[0].pain_during
    1.0
    """
    data = fields.record("history", data, ("sessions", "treatments"))
    sessions = [_session(one, today) for one in _list("sessions", data.get("sessions"))]
    treatments = [treated_of(one, today) for one in _list("treatments", data.get("treatments"))]
    sessions.sort(key=lambda one: one.date)
    return History(today, tuple(sessions), tuple(treatments))


def locks_of(data: Mapping[str, Any] | None, today: datetime.date) -> Locks:
    """What a clinician has fixed, read from JSON.

    Parameters
    ----------
    data : mapping or None
    today : datetime.date

    Returns
    -------
    Locks

    Raises
    ------
    RangeError
        An unknown name, a rung that the ladder does not have, or a date after today.

    Examples
    --------
    >>> locks_of({"hold": ["hip_flexors"]}, datetime.date(2026, 11, 26)).hold
    frozenset({'hip_flexors'})
    """
    data = fields.record("locks", data, LOCKS)
    known = [*ladders(), *tables.table("advice"), *tables.table("treatments")]
    most = fields.record("most", data.get("most"), tuple(ladders()))
    for ladder, rung in most.items():
        check_rung(ladder, rung)
    return Locks(
        keep=fields.several("keep", data.get("keep"), known) or frozenset(),
        never=fields.several("never", data.get("never"), [*known, *tables.table("exercises")])
        or frozenset(),
        hold=fields.several("hold", data.get("hold"), tuple(ladders())) or frozenset(),
        most=most,
        traffic=fields.choice(
            "traffic", data.get("traffic") or "usual", tuple(entries_of("progressions.traffic"))
        ),
        cleared=_cleared(data.get("cleared"), today),
    )


def treated_of(data: Mapping[str, Any], today: datetime.date) -> Treated:
    """A treatment that a clinician gave, read from JSON.

    Parameters
    ----------
    data : mapping
        date, treatment, by, consent, asked, note.
    today : datetime.date

    Returns
    -------
    Treated

    Raises
    ------
    RangeError
        No consent, a caution that was not asked, given by the person to themselves, or a name or
        date that is wrong.

    Examples
    --------
    >>> treated_of({"date": "2026-11-20", "treatment": "deep_tissue", "by": "self"},
    ...            datetime.date(2026, 11, 26))
    Traceback (most recent call last):
    psoascope.errors.RangeError: Deep tissue work on the middle of the muscle is never done to ...
    """
    data = fields.record("treatment", data, TREATED)
    key = fields.choice("treatment", data.get("treatment"), tuple(tables.table("treatments")))
    by = fields.text("by", data.get("by") or "")
    cautions = [one["key"] for one in tables.entry(f"treatments.{key}.cautions")]
    if by.casefold() in ("", "self", "selbst", "me", "ich"):
        raise _refused("treatment_by_self", key)
    if fields.yes_no("consent", data.get("consent")) is not True:
        raise _refused("treatment_no_consent", key)
    asked = fields.several("asked", data.get("asked"), cautions) or frozenset()
    absent = [one for one in cautions if one not in asked]
    if absent:
        raise _refused("treatment_not_asked", key, absent=", ".join(absent))
    day = fields.day("date", data.get("date"), today)
    return Treated(day, key, by, asked, fields.text("note", data.get("note") or ""))


def check_rung(ladder: str, rung: Any) -> int:
    """Refuses a rung that a ladder does not have.

    Parameters
    ----------
    ladder : str
    rung : int

    Returns
    -------
    int

    Raises
    ------
    RangeError
        Names the ladder and its highest rung.

    Examples
    --------
    >>> check_rung("breath", 2)
    2
    """
    highest = len(ladders()[ladder].rungs) - 1
    if isinstance(rung, bool) or not isinstance(rung, int) or not 0 <= rung <= highest:
        raise tables.error(RangeError, "no_such_rung", ladder=ladder, value=rung, highest=highest)
    return rung


def _cleared(value: Any, today: datetime.date) -> datetime.date | None:
    return None if value is None else fields.day("cleared", value, today)


def _refused(error: str, treatment: str, **values: object) -> RangeError:
    said = tables.say(f"treatments.{treatment}")
    return tables.error(RangeError, error, treatment=said, **values)


def _session(data: Any, today: datetime.date) -> Session:
    data = fields.record("session", data, SESSION)
    ladder = fields.choice("ladder", data.get("ladder"), tuple(ladders()))
    stopped = data.get("stopped")
    signs = tuple(entries_of("progressions.stop_sign"))
    return Session(
        date=fields.day("date", data.get("date"), today),
        ladder=ladder,
        rung=check_rung(ladder, data.get("rung")),
        **{name: _number(name, data.get(name)) for name in SESSION[3:9]},
        stopped=None if stopped is None else fields.choice("stopped", stopped, signs),
    )


def _number(name: str, value: Any) -> float | None:
    if value is None:
        return None
    row = tables.entry(f"progressions.record.{'pain' if name.startswith('pain') else name}")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise tables.error(RangeError, "checkin_kind", where=name, value=value, wanted="3")
    low, high = row["range"]
    if not isfinite(value) or not low <= value <= high:
        raise tables.error(
            RangeError,
            "input_range",
            input=name,
            value=value,
            unit=row["unit"],
            low=low,
            high=high,
        )
    return float(value)


def _list(name: str, value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise tables.error(RangeError, "checkin_kind", where=name, value=value, wanted="[...]")
    return value
