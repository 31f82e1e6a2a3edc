"""The figures of exercises and habits."""

from xml.etree import ElementTree

import pytest

from psoascope import tables
from psoascope.errors import RangeError
from psoascope.report.exercise_figure import exercise_figure, has_figure, picture_of
from psoascope.report.setup_pose import pose

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = [
    f"{name}.{key}"
    for name in ("exercises", "advice")
    for key, row in tables.table(name).items()
    if "picture" in row
]


def _root(key, language="en"):
    text = exercise_figure(key, language).replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1)
    return ElementTree.fromstring(text)


def test_every_exercise_has_a_figure():
    assert all(has_figure(f"exercises.{key}") for key in tables.table("exercises"))


@pytest.mark.parametrize("key", DRAWN)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_figure_is_named_described_and_holds_the_psoas(key, language):
    root = _root(key, language)
    assert root.find(f"{SVG}title").text == tables.say(key, language)
    assert len(root.find(f"{SVG}desc").text) > 40
    assert len(root.findall(f".//{SVG}path[@class='setup__psoas']")) == 1


@pytest.mark.parametrize("key", DRAWN)
def test_the_figure_stays_inside_its_picture(key):
    root = _root(key)
    _, _, wide, high = (float(part) for part in root.get("viewBox").split())
    for circle in root.iter(f"{SVG}circle"):
        x, y, r = (float(circle.get(name)) for name in ("cx", "cy", "r"))
        assert r <= x <= wide - r
        assert y - r >= 0
        assert y + r <= high + 3  # the floor line lies under the lowest edge
    for box in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(box.get(name)) for name in ("x", "y", "width", "height"))
        assert min(x, y) >= 0
        assert x + w <= wide
        assert y + h <= high


def test_the_bridge_lifts_the_hips_and_the_march_the_knee():
    bridge = picture_of(tables.entry("exercises.bridge"))
    figure = pose(bridge).points
    assert figure["hip"][1] > figure["shoulder"][1]
    march = pose(picture_of(tables.entry("exercises.supine_march"))).points
    assert march["knee_right"][1] > march["knee_left"][1]
    single = pose(picture_of(tables.entry("exercises.single_leg_bridge"))).points
    assert single["ankle_left"][1] > single["knee_right"][1]


def test_a_shared_posture_is_taken_from_its_test():
    row = tables.entry("exercises.psoas_stretch")
    assert picture_of(row) == tables.entry("tests.half_kneeling_extension.picture")


def test_an_entry_without_a_picture_gives_nothing_and_an_unknown_one_is_refused():
    assert exercise_figure("advice.heat") == ""
    for key in ("exercises.handstand", "tests.bridge", "bridge"):
        with pytest.raises(RangeError, match=key):
            exercise_figure(key)
