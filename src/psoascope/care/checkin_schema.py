"""The form of a check-in as a JSON schema, made from the tables that it is checked with."""

from collections.abc import Collection
from typing import Any

from psoascope import tables
from psoascope.care.answers import KEYS, SCHEMA, SEXES
from psoascope.care.checkin_parts import COURSE, LISTS, SIDES, options
from psoascope.care.measured import TEST_SIDES

_YES_NO: dict[str, Any] = {"type": ["boolean", "null"]}


def schema(language: str = "en") -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of a check-in.

    Parameters
    ----------
    language : str
        Of the descriptions; unknown ones fall back to English.

    Returns
    -------
    dict

    Examples
    --------
    >>> form = schema()
    >>> form["required"], form["properties"]["age"]["maximum"]
    (['schema', 'date'], 120)
    """
    fields = {
        "schema": {"const": SCHEMA},
        "language": {"type": "string"},
        "date": {"type": "string", "format": "date"},
        "age": _number("age", language),
        "sex": _choice(SEXES, null=True),
        "pregnant": _YES_NO,
        **{name: _several(_words(name, language)) for name in LISTS},
        "onset": _group(weeks=_number("onset_weeks", language), sudden=_YES_NO, injury=_YES_NO),
        **_pain(language),
        "signs": _group(**_signs(language)),
        "other_symptoms": _list(_text()),
        **_life(language),
        "tests": _tests(),
        **_aims(language),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "description": "null or absent means not known; it never means no.",
        "type": "object",
        "additionalProperties": False,
        "required": ["schema", "date"],
        "properties": {key: fields[key] for key in KEYS},
    }


def _pain(language: str) -> dict[str, Any]:
    score = _number("pain_score", language)
    regions = {key: tables.say(f"body_regions.{key}", language) for key in _keys("body_regions")}
    place = {"region": _named(regions), "side": _choice(SIDES)}
    one = _group(**place, now=score, best=score, worst=score)
    one |= {"type": "object", "required": ["region", "side"]}
    times = dict.fromkeys(COURSE, score)
    return {
        "pain": _list(one),
        "drawing": {"type": ["object", "null"]},
        "worse_with": _several(_words("worse_with", language)),
        "better_with": _several(_words("better_with", language)),
        "course": _group(**times, wakes_at_night=_YES_NO),
    }


def _life(language: str) -> dict[str, Any]:
    span = _group(
        hours=_number("hours", language), longest_minutes=_number("longest_minutes", language)
    )
    position = _named(_words("sleep_position", language), null=True)
    sport = _group(
        activity=_named(_words("sport", language)),
        hours_week=_number("hours_week", language),
        hills=_YES_NO,
    )
    sport |= {"type": "object", "required": ["activity"]}
    return {
        "day": _group(**dict.fromkeys(_keys("activities"), span)),
        "sleep": _group(position=position, hours=_number("sleep_hours", language)),
        "stress": _number("stress", language),
        "breath_practice_days": _number("breath_practice_days", language),
        "sport": _list(sport),
    }


def _aims(language: str) -> dict[str, Any]:
    goal = _group(activity=_text(), score=_number("goal_score", language))
    goal |= {"type": "object", "required": ["activity"]}
    return {
        "goals": _list(goal),
        "equipment": _several(_words("equipment", language)),
        "minutes_a_day": _number("minutes_a_day", language),
    }


def _tests() -> dict[str, Any]:
    return _group(**{name: _sides(row["measure"]) for name, row in tables.table("tests").items()})


def _sides(measures: Collection[str]) -> dict[str, Any]:
    band = {key: _measure(tables.entry(f"quantities.{key}.unit")) for key in measures}
    return _group(**dict.fromkeys(TEST_SIDES, _group(**band)))


def _measure(unit: str) -> dict[str, Any]:
    number = {"type": ["number", "null"]}
    return _group(value=number, low=number, high=number, unit={"const": unit}, kind={})


def _signs(language: str) -> dict[str, Any]:
    keys = _keys("questions")
    return {
        key: _YES_NO | {"description": tables.say(f"questions.{key}", language)} for key in keys
    }


def _words(name: str, language: str) -> dict[str, str]:
    place = "conditions" if name in LISTS else f"checkin.{name}.option"
    return {key: tables.say(f"{place}.{key}", language) for key in options(name)}


def _number(name: str, language: str) -> dict[str, Any]:
    row = tables.entry(f"checkin.{name}")
    low, high = row["range"]
    said = f"{tables.say(f'checkin.{name}', language)} [{row['unit']}]"
    return {"type": ["number", "null"], "minimum": low, "maximum": high, "description": said}


def _choice(known: Collection[str], null: bool = False) -> dict[str, Any]:
    return {"enum": [*known, None] if null else list(known)}


def _named(words: dict[str, str], null: bool = False) -> dict[str, Any]:
    said = "; ".join(f"{key}: {text}" for key, text in words.items())
    return _choice(words, null) | {"description": said}


def _several(words: dict[str, str]) -> dict[str, Any]:
    return _list(_named(words))


def _list(one: dict[str, Any]) -> dict[str, Any]:
    most = tables.entry("checkin.rows.range")[1]
    return {"type": ["array", "null"], "items": one, "maxItems": most}


def _text() -> dict[str, Any]:
    return {"type": "string", "maxLength": tables.entry("checkin.letters.range")[1]}


def _group(**fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": ["object", "null"], "properties": fields, "additionalProperties": False}


def _keys(table: str) -> tuple[str, ...]:
    return tuple(tables.table(table))
