"""psoascope sensor: a thigh's day on the command line."""

import argparse
import json
import re
import xml.etree.ElementTree as Xml

import pytest

from psoascope import tables
from psoascope.cli import sensor
from psoascope.errors import ReadError, WriteError
from psoascope.motion.thigh_day import day_of_labels
from psoascope.report.day_strip import day_strip_svg, day_strip_text
from tests.motion.test_thigh_day import SOURCE, labels_of
from tests.read.sensor_files import START, course, cwa

PLAN = [("stand", 61), ("walk", 119), ("sit", 421), ("walk", 67), ("sit", 187)]


@pytest.fixture(scope="module")
def day_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("sensor") / "day.cwa"
    path.write_bytes(cwa(course(PLAN, 50.0), rate=50.0))
    return path


def shown(capsys, *words):
    parser = argparse.ArgumentParser()
    sensor.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["sensor", *map(str, words)])
    assert arguments.run(arguments) == 0
    return capsys.readouterr()


def test_minutes_bouts_and_the_strip_are_shown(capsys, day_file):
    out = shown(capsys, day_file).out
    assert "day.cwa: Axivity AX3, 50 samples a second, 0.2 h" in out
    assert re.search(r"  sitting +10\.[12]  \[", out)
    assert "Sitting bouts: 2; longest 7.0 min" in out
    assert "breaks 1 (" in out
    assert "from 2026-03-02 09:33: 7.0 min" in out
    assert "published or estimated misses" in " ".join(out.split())


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_no_line_is_wider_than_a_terminal(capsys, day_file, language):
    lines = shown(capsys, day_file, "--language", language).out.splitlines()
    assert max(map(len, lines)) <= 80


def test_json_has_bands_bouts_days_and_epochs(capsys, day_file):
    found = json.loads(shown(capsys, day_file, "--json").out)
    assert found["schema"] == "psoascope.sensor/1"
    sat = found["quantities"]["sitting_min"]
    assert sat["low"] < sat["value"] < sat["high"]
    # Two edges of each sit, some seconds each.
    assert sat["value"] == pytest.approx(10.13, abs=0.15)
    assert found["quantities"]["longest_sit"]["unit"] == "min"
    assert [round(bout["minutes"]) for bout in found["bouts"]] == [7, 3]
    assert found["days"][0]["start"] == found["start"] == "2026-03-02T09:30:00"
    assert sum(seconds for _, seconds in found["epochs"]) == pytest.approx(855, abs=2)
    assert found["source"]["device"] == "Axivity AX3"


def test_a_folder_takes_picture_and_result(capsys, day_file, tmp_path):
    shown(capsys, day_file, "-o", tmp_path / "study")
    assert json.loads((tmp_path / "study" / "sensor.json").read_text())["bouts"]
    picture = Xml.parse(tmp_path / "study" / "day.svg").getroot()
    assert picture.find("{http://www.w3.org/2000/svg}title").text == "The day by the thigh"


def test_output_of_an_unknown_kind_is_refused_before_the_work(capsys, day_file, tmp_path):
    with pytest.raises(WriteError, match=r"\.svg"):
        shown(capsys, day_file, "-o", tmp_path / "day.png")
    with pytest.raises(ReadError, match=r"absent\.cwa"):
        shown(capsys, tmp_path / "absent.cwa")


def test_the_strip_has_a_row_a_day_and_leaves_the_unknown_white():
    label = labels_of(
        ("sitting", 12 * 3600), ("not_known", 2 * 3600), ("walking", 3600), ("lying", 9 * 3600)
    )
    day = day_of_labels(label, START, SOURCE)
    rows = day_strip_text(day)
    # A mark is 20 minutes: 09:30 lies in the 29th. A known part fills its mark.
    assert rows[0] == "." * 28 + "s" * 37 + "." * 5 + "w" * 2
    assert rows[1] == "w" + "_" * 28 + "." * 43
    picture = Xml.fromstring(day_strip_svg(day, "de"))
    texts = [one.text for one in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"2026-03-02", "2026-03-03", "sitzen", "gehen", "liegen"} <= set(texts)
    assert "nicht bekannt" not in texts
    fills = [one.get("fill") for one in picture.iter("{http://www.w3.org/2000/svg}rect")]
    assert fills.count(tables.entry("sensor.activity.walking.colour")) == 3
