"""The answers of a check-in as one record, checked field by field.

Null and absent mean not known, and are kept as None; they never mean no.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from psoascope import tables
from psoascope.care import checkin_parts as parts
from psoascope.care import fields
from psoascope.care.checkin_parts import LISTS
from psoascope.care.checkin_parts import Goal as Goal
from psoascope.care.checkin_parts import Pain as Pain
from psoascope.care.checkin_parts import Sport as Sport
from psoascope.care.checkin_parts import options as options
from psoascope.care.measured import measured_of
from psoascope.errors import RangeError
from psoascope.quantity import Quantity

SCHEMA = "psoascope/checkin/1"
SEXES = ("female", "male", "other")
KEYS = (
    "schema", "language", "date", "age", "sex", "pregnant", *LISTS, "onset", "pain", "drawing",
    "worse_with", "better_with", "course", "signs", "other_symptoms", "day", "sleep", "stress",
    "breath_practice_days", "sport", "tests", "goals", "equipment", "minutes_a_day",
)  # fmt: skip


@dataclass(frozen=True)
class Answers:
    """A check-in; None where not known.

    Parameters
    ----------
    language : str
    date : datetime.date
    age : float or None, years
    sex : {"female", "male", "other"} or None
    pregnant : bool or None
    conditions, medicines, recent : frozenset of str, or None
        Entries of data/conditions.toml; empty where there are none.
    onset_weeks : float or None, weeks
    sudden, injury : bool or None
    pains : tuple of Pain
    worse_with, better_with : frozenset of str, or None
    course : mapping or None
        Pain 0 to 10 by time of day, and wakes_at_night.
    signs : mapping of str to bool or None
        Every entry of data/questions.toml, in its order.
    symptoms : tuple of str
        Free text, as typed.
    day : mapping or None
        Activity -> hours and longest_minutes.
    sleep_position : str or None
    sleep_hours : float or None, h
    stress : float or None, 0 to 10
    breath_days : float or None, days a week
    sport : tuple of Sport, or None
    tests : mapping
        Test -> side -> measure -> Quantity.
    goals : tuple of Goal
    equipment : frozenset of str, or None
    minutes : int or None, min a day
    drawing : mapping or None
        As given; psoascope.care.pain reads it.
    """

    language: str
    date: datetime.date
    age: float | None = None
    sex: str | None = None
    pregnant: bool | None = None
    conditions: frozenset[str] | None = None
    medicines: frozenset[str] | None = None
    recent: frozenset[str] | None = None
    onset_weeks: float | None = None
    sudden: bool | None = None
    injury: bool | None = None
    pains: tuple[Pain, ...] = ()
    worse_with: frozenset[str] | None = None
    better_with: frozenset[str] | None = None
    course: Mapping[str, float | bool | None] | None = None
    signs: Mapping[str, bool | None] = field(default_factory=dict)
    symptoms: tuple[str, ...] = ()
    day: Mapping[str, Mapping[str, float | None]] | None = None
    sleep_position: str | None = None
    sleep_hours: float | None = None
    stress: float | None = None
    breath_days: float | None = None
    sport: tuple[Sport, ...] | None = None
    tests: Mapping[str, Mapping[str, Mapping[str, Quantity]]] = field(default_factory=dict)
    goals: tuple[Goal, ...] = ()
    equipment: frozenset[str] | None = None
    minutes: int | None = None
    drawing: Mapping[str, Any] | None = None


def answers_of(data: Mapping[str, Any], today: datetime.date | None = None) -> Answers:
    """The record of a check-in that was read from JSON.

    Parameters
    ----------
    data : mapping
        As in psoascope.care.checkin_schema.
    today : datetime.date, optional
        A check-in of a later date is refused.

    Returns
    -------
    Answers

    Raises
    ------
    RangeError
        An unknown key (with the known ones), a value of the wrong kind or out of range, half a
        record, a future date, or answers that contradict one another; named.

    Examples
    --------
    >>> answers = answers_of({"schema": SCHEMA, "date": "2026-11-26", "age": 41})
    >>> answers.age, answers.pregnant, set(answers.signs.values())
    (41.0, None, {None})
    """
    data = fields.record("check-in", data, KEYS)
    if data.get("schema") != SCHEMA:
        value = data.get("schema")
        raise tables.error(RangeError, "checkin_schema", value=fields.shown(value), known=SCHEMA)
    onset = fields.record("onset", data.get("onset"), ("weeks", "sudden", "injury"))
    sleep = fields.record("sleep", data.get("sleep"), ("position", "hours"))
    minutes = fields.number("minutes_a_day", data.get("minutes_a_day"))
    return Answers(
        language=fields.text("language", data.get("language") or "en"),
        date=fields.day("date", data.get("date"), today),
        **_person(data),
        onset_weeks=fields.number("onset_weeks", onset.get("weeks")),
        sudden=fields.yes_no("sudden", onset.get("sudden")),
        injury=fields.yes_no("injury", onset.get("injury")),
        pains=tuple(parts.pain_of(one) for one in fields.rows("pain", data.get("pain"))),
        worse_with=fields.several("worse_with", data.get("worse_with"), options("worse_with")),
        better_with=fields.several("better_with", data.get("better_with"), options("better_with")),
        course=parts.course_of(data.get("course")),
        signs=parts.signs_of(data.get("signs")),
        symptoms=parts.symptoms_of(data.get("other_symptoms")),
        day=parts.day_of(data.get("day")),
        sleep_position=parts.option_of("sleep_position", sleep.get("position")),
        sleep_hours=fields.number("sleep_hours", sleep.get("hours")),
        stress=fields.number("stress", data.get("stress")),
        breath_days=fields.number("breath_practice_days", data.get("breath_practice_days")),
        sport=parts.sport_of(data.get("sport")),
        tests=measured_of(data.get("tests")),
        goals=tuple(parts.goal_of(one) for one in fields.rows("goals", data.get("goals"))),
        equipment=fields.several("equipment", data.get("equipment"), options("equipment")),
        minutes=None if minutes is None else int(minutes),
        drawing=_drawing(data.get("drawing")),
    )


def _person(data: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        "age": fields.number("age", data.get("age")),
        "sex": None if data.get("sex") is None else fields.choice("sex", data["sex"], SEXES),
        "pregnant": fields.yes_no("pregnant", data.get("pregnant")),
    } | {name: fields.several(name, data.get(name), options(name)) for name in LISTS}
    if found["pregnant"] and found["sex"] == "male":
        raise tables.error(RangeError, "checkin_pregnant")
    return found


def _drawing(value: Any) -> Mapping[str, Any] | None:
    if value is not None and not isinstance(value, Mapping):
        values = {"where": "drawing", "value": fields.shown(value), "wanted": "{...}"}
        raise tables.error(RangeError, "checkin_kind", **values)
    return value
