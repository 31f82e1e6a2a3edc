"""The drawing of pain: strokes in a real browser, a list without one, and what becomes of both."""

import json

import pytest
from playwright.sync_api import expect

from psoascope import tables
from psoascope.care.body_map import CHARTS
from psoascope.web.checkin.models import CheckIn
from tests.web.browsing import PHONE, SIZES

STROKE = {"chart": "back", "points": [[92, 182], [92, 230]], "width": 9, "intensity": 6}


def answers():
    return CheckIn.objects.get().answers


@pytest.mark.django_db
def test_a_drawing_joins_the_list_so_that_both_say_the_same(client):
    answer = client.post(
        "/checkin/pain/", {"drawing": json.dumps({"strokes": [STROKE]}), "pain_knee": "right"}
    )
    assert answer.status_code == 302
    assert answers()["drawing"] == {"strokes": [STROKE]}
    places = {(one["region"], one["side"]): one["now"] for one in answers()["pain"]}
    assert places["knee", "right"] is None
    assert len(places) > 1
    assert {score for score in places.values() if score is not None} == {6}


@pytest.mark.django_db
def test_a_drawing_is_shown_again_and_can_be_taken_back(client):
    client.post("/checkin/pain/", {"drawing": json.dumps({"strokes": [STROKE]})})
    assert "&quot;strokes&quot;" in client.get("/checkin/pain/").content.decode()
    client.post("/checkin/pain/", {"drawing": ""})
    assert answers()["drawing"] is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        "{half",
        "7",
        json.dumps({"strokes": [{**STROKE, "points": []}]}),
        json.dumps({"strokes": [{**STROKE, "chart": "inside"}]}),
        json.dumps({"strokes": [{**STROKE, "points": [[1, 2]] * 200_000}]}),
        json.dumps({"strokes": [STROKE], "more": 1}),
    ],
)
def test_half_a_drawing_is_refused_and_the_list_stays(client, sent):
    answer = client.post("/checkin/pain/", {"drawing": sent, "weeks": "7"})
    assert answer.status_code == 422
    assert 'value="7"' in answer.content.decode()
    assert not CheckIn.objects.filter(answers__has_key="drawing").exists()


@pytest.mark.django_db
def test_a_strength_that_is_none_is_named(client):
    answer = client.post("/checkin/pain/", {"pain_groin": "left", "score_groin": "strong"})
    assert answer.status_code == 422
    assert tables.say("body_regions.groin") in answer.content.decode()


def paint(page, *places):
    """Drags over the chart: places as shares of its width and height."""
    chart = page.locator(".painmap__stage svg")
    chart.evaluate("one => one.scrollIntoView({ block: 'center' })")
    box = chart.bounding_box()
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=6)
    page.mouse.up()


def strokes(page):
    text = page.locator("input[name=drawing]").input_value()
    return json.loads(text)["strokes"] if text else []


@pytest.mark.browser
@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True)
def test_pain_is_painted_undone_and_brought_back_on_a_phone(visit):
    page = visit.open("/checkin/pain/")
    expect(page.locator(".painmap__said")).to_have_text(tables.say("painmap.nothing"))
    paint(page, (0.45, 0.40), (0.45, 0.46))
    assert [one["chart"] for one in strokes(page)] == ["back"]
    expect(page.locator(".painmap__said")).to_contain_text(tables.say("words.left"))
    visit.check("painmap")
    page.click(f".painmap__row >> text={tables.say('painmap.undo')}")
    assert strokes(page) == []
    page.click(f".painmap__row >> text={tables.say('painmap.redo')}")
    assert len(strokes(page)) == 1
    page.click(f".painmap__views >> text={tables.say('body_charts.front')}")
    paint(page, (0.4, 0.52), (0.4, 0.56))
    assert [one["chart"] for one in strokes(page)] == ["back", "front"]
    visit.check("painmap-front")
    page.click(f".painmap__row >> text={tables.say('painmap.erase')}")
    assert strokes(page) == []


@pytest.mark.browser
def test_pain_is_painted_by_keyboard_and_kept_by_the_server(visit):
    page = visit.open("/checkin/pain/")
    chart = page.locator(".painmap__stage svg")
    chart.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert len(strokes(page)) == 2
    page.keyboard.press("Control+z")
    assert len(strokes(page)) == 1
    page.click("form.checkin .checkin__buttons button >> nth=0")
    page.wait_for_url("**/checkin/day/")
    page = visit.open("/checkin/pain/")
    assert len(strokes(page)) == 1
    expect(page.locator(".painmap__stroke")).to_have_count(1)
    visit.check("painmap-kept")


@pytest.mark.browser
@SIZES
def test_all_charts_can_be_painted_on(visit):
    page = visit.open("/checkin/pain/")
    wide = page.viewport_size["width"] > 960
    for place, chart in enumerate(("front", "back", "right", "left")):
        if not wide:
            page.click(f".painmap__views >> text={tables.say(f'body_charts.{chart}')}")
        x = (place + 0.5) / 4 if wide else 0.5
        paint(page, (x, 0.45), (x, 0.47))
    assert {one["chart"] for one in strokes(page)} == set(CHARTS)
    visit.check("painmap-all")
