"""The plan inside plan.json: exercises with dose and cues, habits, what to leave, treatments."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from psoascope import tables
from psoascope.care.ladders import Rung, dose_said
from psoascope.care.plan import Avoid, Chosen, Plan
from psoascope.report.load_words import load_part
from psoascope.report.plan_words import Words, cause_words, in_each

_GRADED = ("grade", "mark")


def plan_part(plan: Plan, audience: str = "person") -> dict[str, Any]:
    """The plan, ready for JSON.

    Parameters
    ----------
    plan : Plan
    audience : {"person", "clinician", "researcher"}

    Returns
    -------
    dict
        exercises, habits, avoid, treatments_to_discuss, gates, review.
    """
    return {
        "gates": [{"key": key, "say": _said(key)} for key in plan.gates],
        "exercises": [_exercise(one, audience) for one in plan.exercises],
        "habits": [_habit(one) for one in plan.habits],
        "avoid": [_avoid(one) for one in plan.avoid],
        "treatments_to_discuss": [_treatment(key) for key in plan.treatments_to_discuss],
        "resting": [
            {
                "ladder": step.ladder,
                "decision": step.decision,
                "say": [in_each(why.said) for why in step.reasons],
            }
            for step in plan.steps
            if step.dose is None
        ],
        "review_weeks": plan.review_weeks,
        "review_on": plan.review_on.isoformat() if plan.review_on else None,
    }


def _exercise(one: Chosen, audience: str) -> dict[str, Any]:
    row = tables.entry(f"exercises.{one.key}")
    rung = Rung(one.key, one.dose)
    return {
        "key": one.key,
        "say": _said(f"exercises.{one.key}"),
        "why": _said(f"exercises.{one.key}", "why"),
        "ladder": one.ladder,
        "rung": one.rung,
        "minutes": one.minutes,
        "dose": {**one.dose, "say": in_each(lambda lang: dose_said(rung, lang))},
        "tempo": dict(row["tempo"]["say"]),
        "cues": [dict(cue["say"]) for cue in row["cues"]],
        "stop": [{"key": sign["key"], "say": dict(sign["say"])} for sign in row["stop"]],
        "equipment": list(row["equipment"]),
        "loads": load_part(one.key, audience),
        "because": _causes(one.because),
        "next_step": None if one.step is None else [in_each(why.said) for why in one.step.reasons],
        **_known(row),
    }


def _habit(one: Chosen) -> dict[str, Any]:
    key = f"advice.{one.key}"
    row = tables.entry(key)
    return {
        "key": one.key,
        "say": _said(key),
        "why": _said(key, "why"),
        "how": [dict(part["say"]) for part in row["how"]],
        "safety": dict(row["safety"]["say"]) if "safety" in row else None,
        "review_weeks": one.dose.get("review_weeks"),
        "because": _causes(one.because),
        **_known(row),
    }


def _avoid(one: Avoid) -> dict[str, Any]:
    row = tables.entry(one.key)
    return {
        "key": one.key,
        "say": _said(one.key),
        "why": _said(one.key, "why") if "why" in row else None,
        "because": _causes([cause for cause in one.because if cause != one.key]),
        "review_weeks": one.review_weeks,
        **_known(row),
    }


def _treatment(name: str) -> dict[str, Any]:
    key = f"treatments.{name}"
    row = tables.entry(key)
    return {
        "key": name,
        "say": _said(key),
        "why": _said(key, "why"),
        "site": dict(row["site"]["say"]),
        "cautions": [dict(one["say"]) for one in row["cautions"]],
        "not_yourself": dict(row["spoils"]["say"]) if "spoils" in row else None,
        "consent": dict(row["consent"]["say"]),
        **_known(row),
    }


def _known(row: Mapping[str, Any]) -> dict[str, Any]:
    """How well an entry is known: grade, mark, sources, and whether its words were signed off."""
    known = {name: row.get(name) for name in _GRADED}
    # Nobody signed off an entry that does not say so.
    review = dict.fromkeys(tables.LANGUAGES, "unsigned") | row.get("review", {})
    return known | {"source": list(row.get("source", ())), "review": review}


def _causes(causes: Sequence[str]) -> list[dict[str, Any]]:
    return [{"key": cause, "say": in_each(partial(cause_words, cause))} for cause in causes]


def _said(key: str, field: str = "say") -> Words:
    return in_each(lambda lang: tables.say(key, lang, field))
