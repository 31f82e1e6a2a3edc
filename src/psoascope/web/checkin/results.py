"""What the page of the results shows: prepared once for each check-in and language, then kept."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from psoascope import tables
from psoascope.care.answers import answers_of
from psoascope.care.checkin_parts import Pain
from psoascope.checkin import day_of
from psoascope.daily import reference_loads
from psoascope.report.body_chart import body_chart
from psoascope.report.day_picture import day_picture
from psoascope.report.plan_page import CANNOT, URGENT, band_words, known_words
from psoascope.web.checkin.models import CheckIn
from psoascope.web.checkin.prepared import prepared


def results_of(checkin: CheckIn, language: str) -> dict[str, Any]:
    """Everything on the page of the results, in one language.

    Parameters
    ----------
    checkin : CheckIn
        Finished.
    language : str

    Returns
    -------
    dict
    """
    return prepared("results", checkin, language, _made)


def three_sentences(
    document: Mapping[str, Any], answers: Mapping[str, Any], language: str
) -> list[str]:
    """Where and since when, what it hinders and what changes it, and what was found.

    Parameters
    ----------
    document : mapping
        plan.json of the check-in.
    answers : mapping
        The check-in itself.
    language : str

    Returns
    -------
    list of str
        Three, to be read out or copied; what was not told is said as not told.
    """

    def say(key: str, **values: object) -> str:
        return tables.say(f"results.{key}", language, "say", **values)

    places = ", ".join(_places(answers, language)) or say("nowhere")
    weeks = (answers.get("onset") or {}).get("weeks")
    since = say("since", weeks=f"{weeks:g}") if weeks is not None else say("since_unknown")
    worse = _listed("worse_with", answers, language) or say("unknown")
    better = _listed("better_with", answers, language) or say("unknown")
    goals = ", ".join(one["activity"] for one in answers.get("goals") or ()) or say("unknown")
    found = [one["say"][language] for one in document["findings"][:2]]
    return [
        say("sentence_where", places=places, since=since),
        say("sentence_what", worse=worse, better=better, goals=goals),
        say("sentence_found", found="; ".join(found) or say("nothing_found")),
    ]


def _made(checkin: CheckIn, language: str) -> dict[str, Any]:
    document, answers = checkin.document or {}, checkin.answers
    triage = document["triage"]
    urgent = triage["level"] in URGENT
    return {
        "urgent": urgent,
        "level": triage["level"],
        "headline": triage["say"][language],
        "door": triage["door"][language],
        "do": [line[language] for line in triage["do"]],
        "tell": [line[language] for line in triage["tell"]],
        "reasons": [
            one["say"][language] for one in triage["reasons"] if one["warning"] or not urgent
        ],
        "open": [one["say"][language] for one in triage["unanswered"]],
        "not_understood": triage["not_understood"],
        "places": _places(answers, language),
        "chart": _chart(answers, language),
        "findings": [] if urgent else [_finding(one, language) for one in document["findings"]],
        "day": None if urgent else _day(document, answers, language),
        "cannot": [tables.say(f"plan_page.{key}", language) for key in CANNOT],
        "number": document["emergency_number"],
    }


def _finding(one: Mapping[str, Any], language: str) -> dict[str, Any]:
    against = [row[language] for each in one["against"] for row in each["speaks_against"]]
    return {
        "say": one["say"][language],
        "why": one["why"][language],
        "where_to": one["where_to"][language],
        "because": [row["say"][language] for row in one["because"]],
        "against": against,
        "would_change": [row["say"][language] for row in one["would_change"]],
        "tests": [row[language] for row in one["tests"]],
        "known": known_words(one, language),
        "sources": [tables.entry(f"sources.{key}.cite") for key in one["source"]],
        "review": one["review"][language],
    }


def _chart(answers: Mapping[str, Any], language: str) -> SafeString:
    marked = answers.get("drawing") or [
        Pain(one["region"], one["side"], one.get("now")) for one in answers.get("pain") or ()
    ]
    # Made by the report room, which escapes what it is given.
    return mark_safe(body_chart(marked, language, columns=4)) if marked else SafeString("")


def _day(
    document: Mapping[str, Any], answers: Mapping[str, Any], language: str
) -> dict[str, Any] | None:
    day = document["day"]
    if day is None:
        return None
    changes = [
        {
            "key": one["key"],
            "say": tables.say(f"day_changes.{one['key']}", language),
            "measure": tables.say(f"day.measure.{one['most']}", language),
            "by": one["by"],
            "whole": band_words(one["by"], language, signed=True),
            "undecided": not one["decided"],
        }
        for one in day["changes"]
        if one["by"] and one["by"]["value"] is not None
    ]
    measures = [
        {"say": tables.say(f"day.measure.{name}", language), "value": band_words(row, language)}
        for name, row in day["measures"].items()
        if row["value"] is not None
    ]
    told = day_of(answers_of(answers))
    hours = (
        {name: span.hours for name, span in told.activities.items() if span.hours} if told else {}
    )
    picture = day_picture(hours, reference_loads(), language)
    return {"picture": mark_safe(picture), "told": {"measures": measures, "changes": changes}}


def _places(answers: Mapping[str, Any], language: str) -> list[str]:
    return [
        f"{tables.say('body_regions.' + one['region'], language)} "
        f"({tables.say('plan_page.side_' + one['side'], language)})"
        for one in answers.get("pain") or ()
    ]


def _listed(name: str, answers: Mapping[str, Any], language: str) -> str:
    told = answers.get(name) or ()
    return ", ".join(tables.say(f"checkin.{name}.option.{one}", language) for one in told)
