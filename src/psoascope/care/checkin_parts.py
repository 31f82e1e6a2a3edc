"""The parts of a check-in that are records of their own: pain, sport, goals, the day, tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from psoascope import tables
from psoascope.care import fields
from psoascope.errors import RangeError

SIDES = ("right", "left", "both", "middle")
COURSE = ("morning", "afternoon", "evening", "night")
LISTS = ("conditions", "medicines", "recent")


@dataclass(frozen=True)
class Pain:
    """Pain in one place.

    Parameters
    ----------
    region : str
        Entry of data/body_regions.toml.
    side : {"right", "left", "both", "middle"}
    now, best, worst : float or None, 0 to 10
    """

    region: str
    side: str
    now: float | None = None
    best: float | None = None
    worst: float | None = None


@dataclass(frozen=True)
class Sport:
    """One sport of a week.

    Parameters
    ----------
    activity : str
        Option of data/checkin.toml, [sport].
    hours_week : float or None, h
    hills : bool or None
    """

    activity: str
    hours_week: float | None = None
    hills: bool | None = None


@dataclass(frozen=True)
class Goal:
    """Something that a person wants to do again, in own words.

    Parameters
    ----------
    activity : str
    score : float or None, 0 (cannot) to 10 (as before)
    """

    activity: str
    score: float | None = None


def options(name: str) -> tuple[str, ...]:
    """The words that a field of a check-in may hold.

    Parameters
    ----------
    name : str
        Entry of data/checkin.toml with options, or conditions, medicines, recent.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> options("sleep_position")
    ('foetal', 'side_pillow', 'back', 'front')
    """
    if name in LISTS:
        known = tables.table("conditions").items()
        return tuple(key for key, row in known if row["list"] == name)
    return tuple(tables.entry(f"checkin.{name}.option"))


def option_of(name: str, value: Any) -> str | None:
    """One of the options of a field.

    Parameters
    ----------
    name : str
    value : str or None

    Returns
    -------
    str or None

    Raises
    ------
    RangeError
        Not among them.
    """
    return None if value is None else fields.choice(name, value, options(name))


def _needed(where: str, value: Mapping[str, Any], key: str) -> Any:
    if value.get(key) is None:
        raise tables.error(RangeError, "checkin_missing", part=key, where=where)
    return value[key]


def pain_of(value: Any) -> Pain:
    """Pain in one place.

    Parameters
    ----------
    value : mapping

    Returns
    -------
    Pain

    Raises
    ------
    RangeError
        Place or side absent, or best, now and worst out of order.
    """
    given = fields.record("pain", value, ("region", "side", "now", "best", "worst"))
    region = fields.choice("region", _needed("pain", given, "region"), _regions())
    side = fields.choice("side", _needed("pain", given, "side"), SIDES)
    scores = {key: fields.number("pain_score", given.get(key)) for key in ("best", "now", "worst")}
    known = [(key, score) for key, score in scores.items() if score is not None]
    for (lower, low), (upper, high) in pairwise(known):
        if low > high:
            values = {"lower": lower, "low": low, "upper": upper, "high": high}
            raise tables.error(RangeError, "checkin_order", where=region, **values)
    return Pain(region, side, **scores)


def _regions() -> tuple[str, ...]:
    return tuple(tables.table("body_regions"))


def course_of(value: Any) -> Mapping[str, float | bool | None] | None:
    """Pain over the day, 0 to 10, and whether it wakes at night.

    Parameters
    ----------
    value : mapping or None

    Returns
    -------
    mapping or None

    Raises
    ------
    RangeError
        An unknown time of day, or a number out of range.
    """
    if value is None:
        return None
    given = fields.record("course", value, (*COURSE, "wakes_at_night"))
    scores = {key: fields.number("pain_score", given.get(key), where=key) for key in COURSE}
    wakes = fields.yes_no("wakes_at_night", given.get("wakes_at_night"))
    return MappingProxyType({**scores, "wakes_at_night": wakes})


def signs_of(value: Any) -> Mapping[str, bool | None]:
    """Every question of data/questions.toml with its answer; None where it was left open.

    Parameters
    ----------
    value : mapping or None

    Returns
    -------
    mapping

    Raises
    ------
    RangeError
        An unknown question, or an answer that is not true, false or null.
    """
    known = tuple(tables.table("questions"))
    given = fields.record("signs", value, known)
    return MappingProxyType({key: fields.yes_no(key, given.get(key)) for key in known})


def symptoms_of(value: Any) -> tuple[str, ...]:
    """Free text as typed, without empty ones.

    Parameters
    ----------
    value : list of str or None

    Returns
    -------
    tuple of str

    Raises
    ------
    RangeError
        No list of texts, or one too long.
    """
    said = (fields.text("other_symptoms", one) for one in fields.rows("other_symptoms", value))
    return tuple(one for one in said if one)


def day_of(value: Any) -> Mapping[str, Mapping[str, float | None]] | None:
    """Activity -> hours (h) and longest_minutes (min).

    Parameters
    ----------
    value : mapping or None

    Returns
    -------
    mapping or None

    Raises
    ------
    RangeError
        An unknown activity, or a number out of range.
    """
    if value is None:
        return None
    spans = {}
    for name, span in fields.record("day", value, tuple(tables.table("activities"))).items():
        given = fields.record(f"day, {name}", span, ("hours", "longest_minutes"))
        spans[name] = MappingProxyType(
            {key: fields.number(key, given.get(key)) for key in ("hours", "longest_minutes")}
        )
    return MappingProxyType(spans)


def sport_of(value: Any) -> tuple[Sport, ...] | None:
    """The sports of a week.

    Parameters
    ----------
    value : list of mappings or None

    Returns
    -------
    tuple of Sport, or None

    Raises
    ------
    RangeError
        An unknown sport, or one without its name.
    """
    return None if value is None else tuple(_one_sport(one) for one in fields.rows("sport", value))


def _one_sport(value: Any) -> Sport:
    given = fields.record("sport", value, ("activity", "hours_week", "hills"))
    activity = fields.choice("sport", _needed("sport", given, "activity"), options("sport"))
    hours = fields.number("hours_week", given.get("hours_week"))
    return Sport(activity, hours, fields.yes_no("hills", given.get("hills")))


def goal_of(value: Any) -> Goal:
    """Something that a person wants to do again.

    Parameters
    ----------
    value : mapping

    Returns
    -------
    Goal

    Raises
    ------
    RangeError
        Its words are absent, or the score is out of range.
    """
    given = fields.record("goals", value, ("activity", "score"))
    activity = fields.text("goals", _needed("goals", given, "activity"))
    return Goal(activity, fields.number("goal_score", given.get("score")))
