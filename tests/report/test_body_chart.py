"""The body charts as a picture: well formed, named, mirrored, shaded by intensity."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

import pytest

from psoascope import tables
from psoascope.care.body_map import CHARTS, patches
from psoascope.report.body_chart import body_chart, region_words

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Place:
    region: str
    side: str
    now: float | None = None
    best: float | None = None
    worst: float | None = None


def stroke(intensity, chart="front", width=6.0):
    points = [[85, 270], [86, 280]]
    return {"chart": chart, "points": points, "width": width, "intensity": intensity}


def parsed(picture):
    return ET.fromstring(picture.replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1))


def found(root, name):
    return root.find(f".//*[@id='{name}']")


@pytest.mark.parametrize("language", tables.LANGUAGES)
@pytest.mark.parametrize("columns", [1, 2, 4])
def test_the_picture_is_well_formed_and_has_a_title_and_a_description(language, columns):
    root = parsed(body_chart([Place("groin", "left", 4)], language, "psoas", columns))
    title, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"
    assert title.text
    assert tables.say("body_regions.groin", language) in about.text
    assert tables.say("pain_patterns.psoas", language) in about.text


def test_every_region_can_be_addressed_and_says_its_name():
    root = parsed(body_chart(None, "de"))
    for patch in patches():
        region = found(root, f"body-{patch.chart}-{patch.side}-{patch.region}")
        assert region.get("data-region") == patch.region
        name = tables.say(f"body_regions.{patch.region}", "de")
        side = tables.say(f"words.{patch.side}", "de")
        assert region.find(f"{SVG}title").text == f"{name}, {side}"


def test_no_id_comes_twice_and_two_pictures_share_none():
    marked = {"strokes": [stroke(3), stroke(3.5), stroke(None), stroke(7, "back")]}
    both = [re.findall(r' id="([^"]+)"', body_chart(marked, "en", key=key)) for key in "ab"]
    assert len(set(both[0])) == len(both[0])
    assert not set(both[0]) & set(both[1])


def test_all_four_charts_are_named():
    text = body_chart(None, "de")
    for chart in CHARTS:
        assert f">{tables.say(f'body_charts.{chart}', 'de')}</text>" in text


def test_the_readers_left_is_called_right_on_the_front_chart_and_left_on_the_back():
    root = parsed(body_chart(None, "en"))
    for chart, first in (("front", "right"), ("back", "left")):
        words = found(root, f"body-{chart}").findall(f"{SVG}text")
        sides = {
            text.text: float(text.get("x")) for text in words if text.text in ("right", "left")
        }
        assert min(sides, key=sides.get) == first


def opacity(picture, level):
    group = re.search(rf'id="body-front-pain-{level}".*?opacity="([\d.]+)"', picture)
    return float(group[1])


def test_stronger_pain_is_darker_and_lies_on_top():
    picture = body_chart({"strokes": [stroke(9), stroke(2), stroke(5)]}, "en")
    shades = [opacity(picture, level) for level in (2, 5, 9)]
    assert shades == sorted(shades)
    assert len(set(shades)) == 3
    places = [picture.index(f"front-pain-{level}") for level in (2, 5, 9)]
    assert places == sorted(places)


def test_pain_of_0_is_not_drawn_and_pain_without_a_number_is_hatched():
    assert "front-pain" not in body_chart({"strokes": [stroke(0)]}, "en")
    picture = body_chart({"strokes": [stroke(None)]}, "en")
    assert 'fill="url(#body-hatch)"' in picture
    assert tables.say("pain_words.unknown_depth", "en") in picture


def test_a_stroke_is_as_wide_as_it_was_drawn_and_stays_inside_the_body():
    root = parsed(body_chart({"strokes": [stroke(4, width=7.5)]}, "en"))
    (pain,) = [
        group
        for group in found(root, "body-front").findall(f"{SVG}g")
        if group.get("class") == "bodychart__pain"
    ]
    assert pain.get("clip-path") == "url(#body-front-clip)"
    assert {path.get("stroke-width") for path in pain.iter(f"{SVG}path")} == {"7.5"}


def test_a_listed_region_is_filled_on_every_chart_that_shows_it():
    picture = body_chart([Place("outer_hip", "left", 6)], "en")
    assert {chart for chart in CHARTS if f"body-{chart}-pain-6" in picture} == {
        one.chart for one in patches() if (one.region, one.side) == ("outer_hip", "left")
    }


def test_the_description_tells_area_and_intensity_in_the_readers_language():
    assert (
        region_words("groin", "left", 0.4, 6.5, "en") == "Groin, left: 40% of its area, 6.5 of 10"
    )
    assert (
        region_words("knee", "right", 1.0, float("nan"), "de") == "Knie, rechts: 100 % der Fläche"
    )
    about = parsed(body_chart([Place("groin", "left", 4)], "en")).find(f"{SVG}desc").text
    assert about == "Marked: Groin, left: 100% of its area, 4 of 10."


def test_nothing_marked_is_said_and_charts_without_answers_say_what_they_are():
    assert "Nothing is marked." in body_chart({"strokes": []}, "en")
    assert "Front, Back, Right side, Left side" in body_chart(None, "en")


def test_colours_come_from_the_tokens_alone():
    picture = body_chart([Place("groin", "left", 4)], "en", "psoas")
    assert not re.findall(r'(?:fill|stroke)="#', picture)
    for token in ("--skin", "--muscle", "--surface", "--ink-soft", "--accent"):
        assert f"var({token}" in picture


def test_no_width_or_place_is_missing():
    picture = body_chart({"strokes": [stroke(None), stroke(4)]}, "de", "facet_joints")
    assert "nan" not in picture
    assert "None" not in picture
