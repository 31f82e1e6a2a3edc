"""The walker from the side."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from psoascope import tables
from psoascope.report.drawing import facing, figure_svg, psoas_outline, stage

GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "psoas_sketch.json").read_text(encoding="utf-8")
)


def drawn(document: dict[str, Any], side: str = "left") -> str:
    figures = document["figures"]
    shown = stage([figure["points"] for figure in figures], side)
    assert shown is not None
    return figure_svg(figures[1], side, shown, "en")


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["name"])
def test_the_sketch_of_the_psoas_is_the_one_of_the_moving_drawing(case: dict[str, Any]) -> None:
    hip, shoulder, knee = (tuple(point) for point in case["points"])
    assert psoas_outline(hip, shoulder, knee, case["facing"]) == case["path"]


def test_the_golden_sketch_uses_the_shares_of_the_table() -> None:
    shares = {name: entry["value"] for name, entry in tables.table("report")["sketch"].items()}
    assert GOLDEN["sketch"] == shares


def test_the_psoas_passes_in_front_of_the_hip_whichever_way_the_person_walks() -> None:
    right = psoas_outline((0, 0), (0, -100), (0, 90), 1)
    left = psoas_outline((0, 0), (0, -100), (0, 90), -1)
    bend_right, bend_left = (float(re.findall(r"Q(-?[\d.]+)", path)[0]) for path in (right, left))
    assert bend_right == -bend_left > 20


def test_the_person_of_the_example_walks_to_the_left(document: dict[str, Any]) -> None:
    assert facing([figure["points"] for figure in document["figures"]], "left") == -1


def test_without_feet_the_nose_tells_the_way() -> None:
    assert facing([{"right_ear": (0.4, 1.0), "nose": (0.5, 1.0)}], "right") == 1


def test_the_trunk_is_as_long_in_every_recording(document: dict[str, Any]) -> None:
    (trunk,) = re.findall(r'body__trunk" d="M([\d. -]+)L([\d. -]+)"', drawn(document))
    (x1, y1), (x2, y2) = (tuple(map(float, spot.split())) for spot in trunk)
    # Coordinates are rounded to 0.1 of 100 units.
    assert ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5 == pytest.approx(100, abs=0.2)


def test_the_far_leg_is_drawn_before_the_near_one(document: dict[str, Any]) -> None:
    picture = drawn(document)
    assert picture.index("body__thigh is-far is-right") < picture.index("body__thigh is-near")


def test_a_missing_knee_takes_its_limbs_and_the_psoas_with_it(document: dict[str, Any]) -> None:
    document["figures"][1]["points"]["left_knee"] = None
    picture = drawn(document)
    assert "body__thigh is-near" not in picture
    assert "body__psoas" not in picture
    assert "body__thigh is-far" in picture


def test_a_missing_hip_gives_no_picture(document: dict[str, Any]) -> None:
    document["figures"][1]["points"]["left_hip"] = None
    assert drawn(document) == ""


def test_there_is_no_stage_without_points() -> None:
    assert stage([], "left") is None
    assert stage([{"left_hip": None}], "left") is None


def test_the_picture_says_what_it_shows(document: dict[str, Any]) -> None:
    picture = drawn(document)
    assert 'role="img"' in picture
    assert "<title>Walker at 0.40 s</title>" in picture
    assert "the left leg is drawn strongly" in picture
