"""Check-ins for tests: one that raises nothing, and how a fact is put into it."""

import copy

from psoascope import tables
from psoascope.care.answers import SCHEMA, answers_of

CALM = {
    "schema": SCHEMA,
    "language": "en",
    "date": "2026-11-26",
    "age": 41,
    "sex": "female",
    "pregnant": False,
    "conditions": [],
    "medicines": [],
    "recent": [],
    "onset": {"weeks": 6, "sudden": False, "injury": False},
    "pain": [{"region": "low_back", "side": "left", "now": 3, "best": 1, "worst": 5}],
    "worse_with": ["sitting"],
    "better_with": ["walking"],
    "course": {"morning": 2, "afternoon": 4, "wakes_at_night": False},
    "other_symptoms": [],
}

NUMBERS = {
    "under_16": {"age": 12},
    "over_60": {"age": 67},
    "over_65": {"age": 71},
    "began_before_45": {"age": 33},
    "over_three_months": {"weeks": 30},
    "new_pain": {"weeks": 1},
    "severe_pain": {"worst": 9},
}


def calm(**changed):
    """A check-in in which everything is answered and nothing is a warning sign."""
    told = copy.deepcopy(CALM)
    told["signs"] = dict.fromkeys(tables.table("questions"), False)
    told.update(copy.deepcopy(changed))
    return told


def with_fact(told, name):
    """The same check-in, in which this fact of the rules holds."""
    told = copy.deepcopy(told)
    family, _, member = name.partition(".")
    group = tables.table("triage_facts").get(name, {})
    if "any" in group:
        return with_fact(told, group["any"][0])
    if "all" in group:
        for part in group["all"]:
            told = with_fact(told, part)
        return told
    if name in NUMBERS:
        return _with_number(told, **NUMBERS[name])
    if family == "region":
        told["pain"] = [*told["pain"], {"region": member, "side": "both", "now": 4, "worst": 5}]
    elif family == "worse":
        told["worse_with"] = [*(told["worse_with"] or []), member]
    elif family == "recent":
        told["recent"] = [*(told["recent"] or []), member]
    elif name in tables.table("conditions"):
        place = tables.entry(f"conditions.{name}.list")
        told[place] = [*(told[place] or []), name]
    elif name in tables.table("questions"):
        told["signs"][name] = True
    elif name in ("sudden", "injury"):
        told["onset"][name] = True
    elif name == "wakes_at_night":
        told["course"][name] = True
    else:
        told[name] = True
    return told


def _with_number(told, age=None, weeks=None, worst=None):
    if age is not None:
        told["age"] = age
    if weeks is not None:
        told["onset"]["weeks"] = weeks
    if worst is not None:
        told["pain"][0]["worst"] = worst
    return told


def answers(told):
    return answers_of(told)
