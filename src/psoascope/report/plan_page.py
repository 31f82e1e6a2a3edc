"""The page of a plan: warning signs first, then exercises, habits, findings with their reasons."""

import datetime
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from psoascope import tables
from psoascope.care.checkin_parts import Pain
from psoascope.report.body_chart import body_chart
from psoascope.report.exercise_figure import exercise_figure
from psoascope.report.numerals import number
from psoascope.report.page import environment, styles
from psoascope.report.plan_words import shown_language

URGENT = ("emergency", "same_day")
CANNOT = ("cannot_source", "cannot_absent", "cannot_relief", "cannot_muscle")
PATTERN = "psoas"


def plan_page(document: Mapping[str, Any], language: str) -> str:
    """A plan as one self-contained HTML page, large enough to be read from a wall.

    Parameters
    ----------
    document : mapping
        As in plan.json.
    language : str
        "en" or "de"; an unknown one is shown in English.

    Returns
    -------
    str
        Asks for nothing from outside; no script.

    Raises
    ------
    ExtraError
        Jinja2 is not installed.
    """
    shown = shown_language(language)
    cited: dict[str, int] = {}

    def say(key: str, field: str = "say", **values: object) -> str:
        return tables.say(key if "." in key else f"plan_page.{key}", shown, field, **values)

    def cite(keys: list[str]) -> list[tuple[int, str]]:
        """Numbers of sources, in the order in which the page comes to them."""
        return [(cited.setdefault(key, len(cited) + 1), key) for key in keys]

    def later(weeks: float) -> str:
        return day_words(document["made"]["of"], weeks, shown)

    context = {
        "document": document,
        "language": shown,
        "say": say,
        "cite": cite,
        "later": later,
        "made_of": later(0),
        "urgent": document["triage"]["level"] in URGENT,
        "known": lambda row: known_words(row, shown),
        "figure": lambda key: exercise_figure(f"exercises.{key}", shown),
        "light": tables.say("progressions.traffic.usual", shown),
        "number": lambda value, digits=1: number(value, digits, shown),
        "chart": _chart(document, shown),
        "places": _places(document, shown),
        "number_called": document["emergency_number"],
        "shares": _shares(document, shown),
        "day": _day(document, shown),
        "cannot": CANNOT,
        "code": code_of(document["url"], say("code", url=document["url"])),
        "cited": cited,
        "citation": lambda key: tables.entry(f"sources.{key}.cite"),
        "styles": styles,
    }
    return environment().get_template("plan.html").render(context)


def code_of(url: str, title: str | None = None) -> str | None:
    """The square code of an address, as SVG.

    Parameters
    ----------
    url : str
    title : str, optional
        What it is, for those who hear the page.

    Returns
    -------
    str or None
        Empty where there is no address; None where segno is not installed.

    Examples
    --------
    >>> code_of("")
    ''
    """
    if not url:
        return ""
    if find_spec("segno") is None:
        return None
    made = import_module("segno").make(url, error="m")
    # Four modules of white round it: readers are promised as much.
    drawn: str = made.svg_inline(scale=4, border=4, title=title)
    return drawn


def known_words(row: Mapping[str, Any], language: str) -> str:
    """How well an entry is known, in words.

    Parameters
    ----------
    row : mapping
        grade and mark, each of which may be None.
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> known_words({"grade": "partly", "mark": "ESTIMATE"}, "en")
    'partly supported; our own reasoning, not measured'
    """
    said = []
    if row["grade"]:
        said.append(tables.say(f"claims.grade_word.{row['grade']}", language))
    if row["mark"]:
        mark = row["mark"].lower().replace(" ", "_")
        said.append(tables.say(f"plan_page.mark_{mark}", language))
    return "; ".join(said)


def day_words(day: str, weeks: float, language: str) -> str:
    """A date, some weeks later, as people write it.

    Parameters
    ----------
    day : str
        Such as "2026-11-26".
    weeks : float
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> day_words("2026-11-26", 2, "de")
    '10.12.2026'
    """
    at = datetime.date.fromisoformat(day) + datetime.timedelta(weeks=weeks)
    return tables.say("plan_page.date", language, at=at)


def _chart(document: Mapping[str, Any], language: str) -> str:
    """What was marked, on the four charts of the body; empty where nothing was."""
    pain = document["pain"]
    if pain is None or not pain["area"]:
        return ""
    marked = pain["drawing"] or [Pain(**place) for place in pain["places"]]
    return body_chart(marked, language, columns=4)


def _places(document: Mapping[str, Any], language: str) -> list[str]:
    """Where it hurts, in words."""
    said = []
    for place in (document["pain"] or {"places": []})["places"]:
        name = tables.say(f"body_regions.{place['region']}", language)
        side = tables.say(f"plan_page.side_{place['side']}", language)
        scores = [
            tables.say(
                f"plan_page.{part}",
                language,
                score=number(place[part], 0 if place[part] % 1 == 0 else 1, language),
            )
            for part in ("now", "worst")
            if place[part] is not None
        ]
        said.append(", ".join([f"{name} ({side})", *scores]))
    return said


def _shares(document: Mapping[str, Any], language: str) -> list[str]:
    pain = document["pain"]
    if pain is None:
        return []
    rows = [row for row in pain["overlaps"] if row["pattern"] == PATTERN and row["share"]]
    return [
        tables.say(
            "plan_page.overlap",
            language,
            share=number(100 * row["share"], 0, language),
            pattern=tables.say(f"pain_patterns.{row['pattern']}", language),
        )
        for row in rows
    ]


def _day(document: Mapping[str, Any], language: str) -> dict[str, Any] | None:
    """The ledger in sentences, and the changes that alter it most."""
    day = document["day"]
    if day is None:
        return None
    measures = [
        {
            "say": f"{tables.say(f'day.measure.{name}', language)}: {band_words(row, language)}",
            "why": _why(f"day.measure.{name}", language),
        }
        for name, row in day["measures"].items()
        if row["value"] is not None
    ]
    told = number(day["told_h"], 1, language)
    return {
        "told": tables.say("plan_page.day_told", language, hours=told),
        "measures": measures,
        "changes": [_change(one, language) for one in day["changes"]],
    }


def _change(one: Mapping[str, Any], language: str) -> str:
    what = tables.say(f"day_changes.{one['key']}", language)
    by = one["by"]
    if by is None or by["value"] is None:
        return tables.say("plan_page.change_hidden", language, what=what)
    measure = tables.say(f"day.measure.{one['most']}", language)
    value = band_words(by, language, signed=True)
    said = tables.say("plan_page.change", language, what=what, value=value, measure=measure)
    return said if one["decided"] else f"{said} {tables.say('day.words.undecided', language)}"


def band_words(row: Mapping[str, Any], language: str, signed: bool = False) -> str:
    """A number with its unit and its band, where it has one.

    Parameters
    ----------
    row : mapping
        value, low, high, unit.
    language : str
    signed : bool
        With a plus sign where it is more.

    Returns
    -------
    str

    Examples
    --------
    >>> band_words({"value": 16.8, "low": 14.25, "high": 19.4, "unit": "h"}, "de")
    '16,8 h (14,2 bis 19,4)'
    """
    signs = ["+" if signed and row[edge] > 0 else "" for edge in ("value", "low", "high")]
    parts = [number(row[edge], 1, language) for edge in ("value", "low", "high")]
    value, low, high = (sign + part for sign, part in zip(signs, parts, strict=True))
    value = f"{value} {row['unit']}"
    if low == high:
        return value
    return tables.say("plan_page.band", language, value=value, low=low, high=high)


def _why(key: str, language: str) -> str:
    return tables.say(key, language, "why") if "why" in tables.entry(key) else ""
