"""The usual day as a picture: widths are hours, and nobody needs colour to read it."""

import re
import xml.etree.ElementTree as ET

import pytest

from psoascope import tables
from psoascope.daily import reference_loads
from psoascope.report.day_picture import WIDTH, day_picture, kind_of

DAY = {"sitting": 9.0, "standing": 4.0, "walking": 1.5}


def drawn(hours, language="en"):
    return day_picture(hours, reference_loads(), language)


def widths(svg, kind):
    return [float(w) for w in re.findall(rf'class="day__{kind}"[^>]* width="([\d.]+)"', svg)]


def test_each_activity_is_as_wide_as_it_lasts():
    svg = drawn(DAY)
    assert widths(svg, "short") == pytest.approx([9 / 24 * WIDTH - 1.5], abs=0.1)
    assert widths(svg, "untold") == pytest.approx([9.5 / 24 * WIDTH - 1.5], abs=0.1)


def test_a_whole_day_leaves_nothing_untold():
    assert not widths(drawn(DAY | {"sleep_back": 9.5}), "untold")


def test_sitting_keeps_the_muscle_short_and_lying_somehow_is_left_open():
    loads = reference_loads()
    assert kind_of(loads["sitting"]) == "short"
    assert kind_of(loads["standing"]) == "between"
    assert kind_of(loads["lying"]) == "between"


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_the_picture_is_told_in_words_as_well(language):
    svg = drawn(DAY, language)
    told = ET.fromstring(svg)[1].text
    for name in DAY:
        assert tables.say(f"activities.{name}", language) in told
    assert tables.say("day_picture.short", language) in told


def test_what_is_short_is_striped_so_that_colour_is_not_needed():
    assert 'fill="url(#day-short)"' in drawn({"sitting": 8.0})
    assert 'fill="url(#day-short)"' not in drawn({"standing": 8.0})
