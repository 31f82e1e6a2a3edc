"""The check-in as one flow: what goes in decides what comes out, and unknown never means no."""

import copy
import json
import time
from pathlib import Path

import pytest

from psoascope import tables
from psoascope.checkin import Context, check_in, day_of
from psoascope.errors import RangeError
from psoascope.quantity import Quantity

DESK = json.loads(
    (Path(__file__).parent / "care" / "cases" / "01_desk_worker.json").read_text(encoding="utf-8")
)["checkin"]
WARNINGS = [key for key, row in tables.table("questions").items() if row["kind"] == "warning"]


def desk(**changed):
    return {**copy.deepcopy(DESK), **changed}


def test_nearly_nothing_told_is_neither_self_care_nor_an_emergency():
    found = check_in({"schema": "psoascope/checkin/1", "date": "2026-11-26"})
    assert found.triage.level == "see_physio"
    assert found.plan.exercises == ()
    assert found.ledger is None
    assert found.painted is None
    assert found.numbers == {}


@pytest.mark.parametrize("sign", WARNINGS)
def test_each_warning_sign_alone_ends_the_exercises(sign):
    data = desk(sex="female", pregnant=False)
    data["signs"] |= {"pelvic_sudden": False, sign: True}
    found = check_in(data)
    assert found.triage.level in ("emergency", "same_day", "soon")
    assert found.plan.exercises == ()
    assert not {one.key for one in found.plan.habits} & {"heat"}
    assert found.plan.treatments_to_discuss == ()


@pytest.mark.parametrize("sign", WARNINGS)
def test_each_warning_sign_left_open_keeps_self_care_away(sign):
    data = desk(sex="female", pregnant=False)
    data["signs"] |= {"pelvic_sudden": False, sign: None}
    found = check_in(data)
    assert found.triage.level != "self_care_ok"
    assert sign in found.triage.unanswered
    assert found.plan.exercises == ()


def test_hours_of_sleep_are_added_by_how_one_lies_but_never_twice():
    told = check_in(desk()).answers
    assert day_of(told).activities["sleep_foetal"].hours == 7.0
    both = check_in(desk(day={"sleep_back": {"hours": 8}})).answers
    assert set(day_of(both).activities) == {"sleep_back"}


def test_a_day_that_grows_too_long_with_its_sleep_is_refused():
    with pytest.raises(RangeError, match="24"):
        check_in(desk(day={"sitting": {"hours": 18}}))


def test_an_excess_over_the_reference_day_needs_a_whole_day():
    part = check_in(desk())
    assert "hours_short" in part.numbers
    assert "hours_short_excess" not in part.numbers
    day = {**DESK["day"], "standing": {"hours": 2 + 24 - 12.25 - 7}}
    assert "hours_short_excess" in check_in(desk(day=day)).numbers


def test_hours_that_are_done_but_not_known_give_no_number():
    found = check_in(desk(day={"sitting": {"hours": None, "longest_minutes": 90}}))
    assert found.numbers == {}
    assert "long_sitting" in {one.key for one in found.findings}


def test_a_drawing_counts_before_the_list_of_places():
    dot = {"chart": "front", "points": [[85, 270]], "width": 9, "intensity": 4}
    found = check_in(desk(drawing={"strokes": [dot]}))
    assert set(found.painted.area) == {"front_of_thigh"}
    assert {one.pattern for one in found.overlaps} == set(tables.table("pain_patterns"))


def test_a_number_measured_elsewhere_reaches_the_findings():
    held = Quantity(-12.0, -18.0, -6.0, "deg", "coverage")
    found = check_in(desk(), Context(numbers={"hip_extension_held.right": held}))
    assert [(one.key, one.side) for one in found.findings if one.key == "short"] == [
        ("short", "right")
    ]


def test_a_check_in_reaches_its_plan_within_its_time():
    check_in(desk())
    spent = []
    for _ in range(5):
        start = time.process_time()
        check_in(desk())
        spent.append(time.process_time() - start)
    # 20 ms is promised on a quiet machine; the best of five leaves out what others take.
    assert min(spent) < 0.02
