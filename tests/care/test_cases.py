"""Fifteen written check-ins: expected warning signs, findings and shape of the plan."""

import json
from pathlib import Path

import pytest
from tools.cases_page import PAGE, page

from psoascope import tables
from psoascope.care.triage_words import door
from psoascope.checkin import check_in

FOLDER = Path(__file__).parent / "cases"
FILES = sorted(FOLDER.glob("*.json"))
CASES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES}
NAMES = (
    "desk_worker", "runner", "cyclist", "footballer", "kayaker", "post_partum", "snapping_hip",
    "hip_osteoarthritis", "l3_root", "kidney_stone", "psoas_abscess", "appendicitis", "aneurysm",
    "cauda_equina", "femoral_neck_stress_fracture",
)  # fmt: skip
URGENT = ("emergency", "same_day")


@pytest.fixture(params=list(CASES), scope="module")
def case(request):
    """A case with what came of it."""
    told = CASES[request.param]
    return told, told["expected"], check_in(told["checkin"])


def keys(rows):
    return {row.key for row in rows}


def test_the_fifteen_cases_are_there_each_with_reasons_and_sources():
    assert tuple(one["name"] for one in CASES.values()) == NAMES
    for one in CASES.values():
        assert len(one["why"]) >= 3
        assert one["story"]
        assert set(one["source"]) <= set(tables.table("sources"))
        assert one["mark"] in ("FOUND", "MEMORY", "ESTIMATE", "NOT FOUND")
        assert set(one["title"]) == set(tables.LANGUAGES)


def test_a_case_reaches_its_level_its_door_and_its_warning_signs(case):
    _, expected, found = case
    assert found.triage.level == expected["level"]
    assert door(found.triage) == expected["door"]
    flags = [one.flag for one in found.triage.reasons]
    assert set(expected["flags"]) <= set(flags)
    assert flags[:1] == expected["flags"][:1]
    assert set(expected.get("limits_includes", ())) <= found.triage.limits
    assert set(expected.get("unanswered_includes", ())) <= set(found.triage.unanswered)


def test_a_case_has_its_findings_and_none_that_it_must_not_have(case):
    _, expected, found = case
    made = keys(found.findings)
    assert set(expected.get("findings", ())) <= made
    assert not made & set(expected.get("findings_not", ()))
    assert set(expected.get("about", ())) <= {one.about for one in found.findings}


def test_a_case_has_a_plan_of_the_expected_shape(case):
    _, expected, found = case
    for part, chosen in (("exercises", found.plan.exercises), ("habits", found.plan.habits)):
        shape = expected[part]
        assert shape.get("least", 0) <= len(chosen) <= shape["most"]
        assert set(shape.get("includes", ())) <= keys(chosen)
        assert not keys(chosen) & set(shape.get("excludes", ()))
    left = {one.key.rpartition(".")[2] for one in found.plan.avoid}
    assert set(expected.get("avoid_includes", ())) <= left
    asked = found.plan.treatments_to_discuss
    assert len(asked) <= expected.get("discuss_most", len(asked))
    assert set(expected.get("discuss_includes", ())) <= set(asked)
    assert not set(asked) & set(expected.get("discuss_excludes", ()))


def test_an_urgent_case_gets_no_exercise_no_habit_no_treatment_and_says_what_must_not_happen(case):
    _, expected, found = case
    if expected["level"] not in URGENT:
        assert found.plan.exercises
        return
    plan = found.plan
    assert (plan.exercises, plan.habits, plan.treatments_to_discuss) == ((), (), ())
    left = {one.key for one in plan.avoid}
    assert {"limits.no_exercise", "limits.no_heat", "limits.no_massage"} <= left
    assert {one.after for one in found.findings} <= {expected["level"]}


def test_the_same_case_gives_the_same_plan(case):
    told, _, found = case
    assert check_in(told["checkin"]).plan == found.plan


@pytest.mark.parametrize("name", [name for name, one in CASES.items() if one["expected"]["flags"]])
def test_without_its_warning_answers_a_case_is_no_longer_so_urgent(name):
    """The level rests on the warning answers, not on the rest of the case."""
    told = CASES[name]["checkin"]
    calm = {**told, "signs": dict.fromkeys(told["signs"], False), "other_symptoms": []}
    calm |= {
        "conditions": [],
        "recent": [],
        "onset": {"weeks": 6, "sudden": False, "injury": False},
    }
    calm["pain"] = [{**place, "now": 2, "best": 0, "worst": 3} for place in told["pain"]]
    found = check_in({**calm, "worse_with": [], "course": None})
    assert found.triage.level == "self_care_ok"
    assert found.plan.exercises


def test_the_page_of_cases_is_the_one_that_the_tables_give():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tools.cases_page"
