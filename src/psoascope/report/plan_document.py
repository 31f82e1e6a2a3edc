"""plan.json: what a check-in leads to, as plain lists and numbers, with the words of each language.

The schema is in docs/plan-json.md; the page is drawn from this document alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from psoascope import __version__, tables
from psoascope.care.day import MEASURES
from psoascope.care.finding_words import (
    because_words,
    flip_words,
    look_alike_words,
    told,
    unsettled_words,
)
from psoascope.care.findings import Finding
from psoascope.care.input_words import figures_for
from psoascope.care.look_alikes import Weighed
from psoascope.care.triage_words import advice, door, question_words, reason_words
from psoascope.checkin import CheckedIn
from psoascope.quantity import Quantity, plain
from psoascope.report.plan_parts import plan_part
from psoascope.report.plan_words import Words, in_each, shown_language

SCHEMA = "psoascope/plan/1"
AUDIENCES = ("person", "clinician", "researcher")


@dataclass(frozen=True)
class Reader:
    """For whom a plan is written.

    Parameters
    ----------
    language : str
        As asked; words of every language stand in the document all the same.
    audience : {"person", "clinician", "researcher"}
    emergency_number : str
        Such as "112"; the number of one's country where it is empty.
    url : str
        Where the plan can be opened again; empty where nowhere.
    """

    language: str = "en"
    audience: str = "person"
    emergency_number: str = ""
    url: str = ""


def plan_document(found: CheckedIn, reader: Reader | None = None) -> dict[str, Any]:
    """What a check-in leads to, ready for JSON.

    Parameters
    ----------
    found : CheckedIn
    reader : Reader, optional

    Returns
    -------
    dict
        Of the schema SCHEMA; the same check-in gives the same document.
    """
    reader = reader or Reader()
    shown = shown_language(reader.language)
    return {
        "schema": SCHEMA,
        "made": {"psoascope": __version__, "of": found.answers.date.isoformat()},
        "language": {"asked": reader.language, "shown": shown, "fell_back": fell_back(reader)},
        "audience": reader.audience,
        "url": reader.url,
        "emergency_number": reader.emergency_number,
        "triage": _triage(found, reader),
        "findings": [
            row for one in found.findings if (row := _finding(one, found, reader)) is not None
        ],
        "open": [in_each(partial(unsettled_words, one)) for one in found.unsettled],
        "plan": plan_part(found.plan, reader.audience),
        "pain": _pain(found),
        "day": _day(found, reader.audience),
    }


def fell_back(reader: Reader) -> bool:
    """Whether the language that was asked for is not there.

    Parameters
    ----------
    reader : Reader

    Returns
    -------
    bool
    """
    return reader.language.split("-")[0].lower() not in tables.LANGUAGES


def _triage(found: CheckedIn, reader: Reader) -> dict[str, Any]:
    first, number = found.triage, reader.emergency_number
    words = {lang: advice(first, lang, number) for lang in tables.LANGUAGES}

    def part(name: str) -> dict[str, Any]:
        return {lang: getattr(one, name) for lang, one in words.items()}

    def lines(name: str) -> list[Words]:
        return [
            dict(zip(words, row, strict=True)) for row in zip(*part(name).values(), strict=True)
        ]

    return {
        "level": first.level,
        "say": part("headline"),
        "door": {"key": door(first), **part("door")},
        "reasons": [_reason(one) for one in first.reasons],
        "tell": lines("tell"),
        "do": lines("do"),
        "limits": [
            {"key": key, "say": _said(f"limits.{key}")}
            for key in tables.table("limits")
            if key in first.limits
        ],
        "unanswered": [
            {"key": key, "say": in_each(partial(question_words, key))} for key in first.unanswered
        ],
        "not_understood": list(first.not_understood),
    }


def _reason(one: Any) -> dict[str, Any]:
    place = "red_flags" if one.flag in tables.table("red_flags") else "triage"
    row = tables.entry(f"{place}.{one.flag}")
    return {
        "flag": one.flag,
        "level": one.level,
        "because": list(one.because),
        "say": in_each(lambda lang: reason_words(one, lang)),
        "warning": place == "red_flags",
        "source": list(row["source"]),
        "mark": row["mark"],
    }


def _finding(one: Finding, found: CheckedIn, reader: Reader) -> dict[str, Any] | None:
    """None where this reader is not shown it by default."""
    audience = reader.audience
    words = {lang: told(one, lang, audience) for lang in tables.LANGUAGES}
    if None in words.values():
        return None

    def part(name: str) -> Words:
        return {lang: getattr(row, name) for lang, row in words.items()}

    row = tables.entry(f"look_alikes.{one.about}" if one.about else f"findings.{one.key}")
    weighed = [w for w in found.look_alikes if one.about == w.name and one.side == w.side]
    return {
        "key": one.key,
        "side": one.side,
        "about": one.about,
        "say": part("say"),
        "why": part("why"),
        "where_to": part("where_to"),
        "because": [
            {
                "input": each.input,
                "value": _value(each.input, each.value, audience),
                "rule": each.rule,
                "from": each.origin,
                "say": in_each(partial(because_words, each, audience=audience)),
            }
            for each in one.because
        ],
        "would_change": [
            {
                "input": each.input,
                "to": _value(each.input, each.to, audience),
                "effect": each.effect,
                "say": in_each(partial(flip_words, each, audience=audience)),
            }
            for each in one.would_change
        ],
        "against": [_against(each, audience) for each in weighed],
        "alternatives": {"keys": list(one.alternatives), **part("alternatives")},
        "tests": _rows(part("tests")),
        "after": one.after,
        "first": part("first"),
        "review": part("review"),
        "grade": row["grade"],
        "mark": row["mark"],
        "source": list(row["source"]),
    }


def _against(one: Weighed, audience: str) -> dict[str, Any]:
    words = {lang: look_alike_words(one, lang, audience) for lang in tables.LANGUAGES}
    names = ("speaks_for", "speaks_against", "open")
    return {name: _rows({lang: row[name] for lang, row in words.items()}) for name in names}


def _rows(by_language: Mapping[str, Sequence[str]]) -> list[Words]:
    """Lists in each language as a list of sentences in each language."""
    rows = zip(*by_language.values(), strict=True)
    return [dict(zip(by_language, row, strict=True)) for row in rows]


def _value(name: str, value: Any, audience: str) -> Any:
    """A value of an input for JSON; None where this reader does not get the figure."""
    if audience not in figures_for(name):
        return None
    if isinstance(value, Quantity):
        return value.json()
    if isinstance(value, frozenset):
        return sorted(value)
    return plain(value) if isinstance(value, float) else value


def _pain(found: CheckedIn) -> dict[str, Any] | None:
    if found.painted is None:
        return None
    return {
        "from": "drawing" if found.answers.drawing is not None else "list",
        "drawing": found.answers.drawing,
        "places": [
            {
                "region": one.region,
                "side": one.side,
                "now": one.now,
                "best": one.best,
                "worst": one.worst,
            }
            for one in found.answers.pains
        ],
        "area": {region: dict(sides) for region, sides in found.painted.area.items()},
        "overlaps": [
            {"pattern": one.pattern, "share": plain(one.share, 3), "covered": plain(one.covered, 3)}
            for one in found.overlaps
        ],
    }


def _day(found: CheckedIn, audience: str) -> dict[str, Any] | None:
    book = found.ledger
    if book is None:
        return None
    shown = [name for name in MEASURES if audience in figures_for(f"number.{name}")]
    return {
        "told_h": plain(book.told, 2),
        "whole": book.whole,
        "measures": {name: book.measure(name).json() for name in shown},
        "changes": [
            {
                "key": one.key,
                "most": one.most,
                "grade": one.grade,
                "decided": one.decided,
                "by": one.by[one.most].json() if one.most in shown else None,
            }
            for one in found.changes
        ],
    }


def _said(key: str, field: str = "say") -> Words:
    return in_each(lambda lang: tables.say(key, lang, field))
