"""Every item of the clinic's handout is taken up by a table entry that has a grade and a source."""

import tomllib
from pathlib import Path

import pytest

from psoascope import tables

LISTED = tomllib.loads((Path(__file__).parent / "handout_items.toml").read_text(encoding="utf-8"))
ITEMS = LISTED["item"]
NAMED = {entry for item in ITEMS for entry in item["in"]}
HANDOUT_TABLES = ("exercises", "advice", "treatments")


def said(item):
    return f"line {item['line']}: {item['say']}"


def test_no_line_of_the_handout_is_forgotten():
    assert sorted({item["line"] for item in ITEMS}) == LISTED["handout"]["lines"]
    assert len(ITEMS) == LISTED["handout"]["items"]


def test_items_stand_in_the_handouts_order():
    lines = [item["line"] for item in ITEMS]
    assert lines == sorted(lines)


@pytest.mark.parametrize("item", ITEMS, ids=said)
def test_an_item_leads_to_entries_with_grade_and_source(item):
    assert item["in"], said(item)
    for key in item["in"]:
        entry = tables.entry(key)
        assert entry["grade"] in tables.GRADES, key
        assert entry["source"], key
        assert set(entry["source"]) <= set(tables.table("sources")), key
        assert set(entry["say"]) == set(tables.LANGUAGES), key


def test_every_claim_of_the_handout_is_one_of_the_items():
    claims = tables.entry("claims.claim")
    assert len(claims) == 53
    theirs = {f"claims.claim.{key}" for key, row in claims.items() if not row.get("ours")}
    assert theirs == {key for key in NAMED if key.startswith("claims.")}


def test_what_the_handout_leaves_out_is_said_by_us_with_grade_and_source():
    ours = [key for key, row in tables.entry("claims.claim").items() if row.get("ours")]
    assert ours == ["missing_warning_signs"]
    row = tables.entry("claims.claim.missing_warning_signs")
    assert row["grade"] in tables.GRADES
    assert row["source"]


@pytest.mark.parametrize("name", HANDOUT_TABLES)
def test_what_is_marked_as_the_handouts_is_one_of_the_items_and_only_that(name):
    marked = {f"{name}.{key}" for key, row in tables.table(name).items() if row.get("handout")}
    ours = {"advice.build_slowly", "exercises.curl_up", "exercises.return_to_kick"}
    ours |= {"exercises.walk_run"}
    assert marked <= NAMED
    assert {key for key in NAMED if key.startswith(f"{name}.")} - marked <= ours


def test_a_grade_of_the_handouts_item_is_no_better_in_the_plan_than_in_the_claims():
    """A habit or treatment never sounds better founded than the claim it takes up."""
    pairs = {
        "advice.heat": "care_heat_abdomen",
        "advice.cruise_control": "care_cruise_control",
        "advice.shorter_rides": "overload_cycling",
        "advice.paddle_breaks": "tight_kayak",
        "advice.drive_stops": "overload_driving",
        "advice.vary_standing": "tight_sway_back",
        "treatments.dry_needling_hip": "treatment_dry_needling",
        "treatments.deep_tissue": "treatment_deep_tissue",
        "exercises.bridge": "exercise_bridge",
        "exercises.psoas_stretch": "exercise_stretch",
    }
    for key, claim in pairs.items():
        grades = [tables.entry(one)["grade"] for one in (key, f"claims.claim.{claim}")]
        assert tables.GRADES.index(grades[0]) >= tables.GRADES.index(grades[1]), key
