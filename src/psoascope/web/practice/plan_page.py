"""What the pages of the plan show of plan.json, in one language."""

from collections.abc import Mapping
from typing import Any

from psoascope import tables
from psoascope.report.load_words import lines_of
from psoascope.report.plan_page import URGENT, day_words, known_words
from psoascope.web.checkin.models import CheckIn
from psoascope.web.checkin.prepared import prepared

_BREATHS = "breath"


def plan_of(checkin: CheckIn, language: str) -> dict[str, Any]:
    """The plan as the page shows it.

    Parameters
    ----------
    checkin : CheckIn
        Finished.
    language : str

    Returns
    -------
    dict
    """
    return prepared("plan", checkin, language, _made)


def _made(checkin: CheckIn, language: str) -> dict[str, Any]:
    document: Mapping[str, Any] = checkin.document or {}
    plan, made = document["plan"], document["made"]["of"]
    return {
        "urgent": document["triage"]["level"] in URGENT,
        "level": document["triage"]["level"],
        "headline": document["triage"]["say"][language],
        "gates": [gate["say"][language] for gate in plan["gates"]],
        "exercises": [_exercise(one, language) for one in plan["exercises"]],
        "resting": [
            {
                "name": tables.say(f"progressions.ladder.{one['ladder']}", language),
                "say": [line[language] for line in one["say"]],
            }
            for one in plan["resting"]
        ],
        "rest": _rest(plan, made, language),
        "minutes": round(sum(one["minutes"] for one in plan["exercises"])),
        "light": tables.say("progressions.traffic.usual", language),
    }


def _rest(plan: Mapping[str, Any], made: str, language: str) -> dict[str, Any]:
    """What comes below the exercises."""
    weeks = plan["review_weeks"]
    return {
        "habits": [_habit(one, made, language) for one in plan["habits"]],
        "avoid": [_habit(one, made, language) for one in plan["avoid"]],
        "treatments": [
            {"say": one["say"][language], "why": one["why"][language]}
            for one in plan["treatments_to_discuss"]
        ],
        "review": day_words(made, weeks, language) if weeks else "",
    }


def _exercise(one: Mapping[str, Any], language: str) -> dict[str, Any]:
    """With dose as numbers (sets, reps, move_s, hold_s, rest_s) for the timer."""
    return {
        "key": one["key"],
        "ladder": one["ladder"],
        "rung": one["rung"],
        "say": one["say"][language],
        "why": one["why"][language],
        "dose": one["dose"],
        "dose_say": one["dose"]["say"][language],
        "minutes": one["minutes"],
        "tempo": one["tempo"][language],
        "cues": [cue[language] for cue in one["cues"]],
        "stop": {sign["key"]: sign["say"][language] for sign in one["stop"]},
        "because": [row["say"][language] for row in one["because"]],
        "next_step": [line[language] for line in one["next_step"] or ()],
        "loads": lines_of(one.get("loads"), language),
        "known": known_words(one, language),
        "sources": [tables.entry(f"sources.{key}.cite") for key in one["source"]],
        "breath": _BREATHS in tables.entry(f"exercises.{one['key']}.tags"),
        "sides": tables.entry(f"exercises.{one['key']}.sides"),
    }


def _habit(one: Mapping[str, Any], made: str, language: str) -> dict[str, Any]:
    weeks = one.get("review_weeks")
    return {
        "say": one["say"][language],
        "why": (one.get("why") or {}).get(language, ""),
        "how": [line[language] for line in one.get("how") or ()],
        "safety": (one.get("safety") or {}).get(language, ""),
        "until": day_words(made, weeks, language) if weeks else "",
        "because": [row["say"][language] for row in one["because"]],
        "known": known_words(one, language),
    }
