"""The page of the results: what was found, why, and what it cannot tell."""

import pytest

from psoascope import tables
from psoascope.web.checkin.models import CheckIn
from psoascope.web.checkin.results import results_of, three_sentences
from tests.web.test_checkin import NO_SIGNS, QUICK

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(client):
    client.post("/checkin/quick/", QUICK)
    return CheckIn.objects.get()


def test_findings_show_their_reasons_and_what_would_change_them(client, found):
    page = client.get("/results/").content.decode()
    first = found.document["findings"][0]
    assert first["say"]["en"] in page
    for part in (*first["because"], *first["would_change"]):
        assert part["say"]["en"] in page.replace("&#x27;", "'").replace("&quot;", '"')


def test_the_day_is_drawn_and_its_changes_are_no_forecast_of_pain(client, found):
    page = client.get("/results/").content.decode()
    assert 'class="day-picture"' in page
    assert tables.say("results.no_pain_forecast") in page
    assert page.count("data-what-if") == 2 == len(found.document["day"]["changes"])


def test_an_urgent_result_shows_nothing_but_where_to_go(client):
    client.post("/checkin/quick/", QUICK)
    client.post("/checkin/signs/", NO_SIGNS | {"group_nerves": ["saddle_numbness", "none"]})
    page = client.get("/results/").content.decode()
    assert "triage--emergency" in page
    assert "data-what-if" not in page
    assert 'class="card finding"' not in page


def test_the_emergency_number_of_the_server_can_be_called(client, settings):
    settings.PSOASCOPE_EMERGENCY_NUMBER = "112"
    client.post("/checkin/quick/", QUICK | {"group_all": ["saddle_numbness", "none"]})
    assert 'href="tel:112"' in client.get("/results/").content.decode()


@pytest.mark.usefixtures("found")
def test_the_clinic_that_runs_the_server_can_be_reached(client, settings):
    settings.PSOASCOPE_CLINIC = {
        "name": "Example clinic",
        "phone": "030 1234",
        "booking": "https://example.org/book",
        "fit_en": "For hips and backs.",
        "fit_de": "Für Hüften und Rücken.",
    }
    page = client.get("/results/").content.decode()
    for part in ("tel:030 1234", "https://example.org/book", "For hips and backs."):
        assert part in page


def test_the_body_chart_and_the_texts_speak_the_language_of_the_page(found):
    german, english = results_of(found, "de"), results_of(found, "en")
    assert german["headline"] != english["headline"]
    assert "Vorn" in german["chart"]


def test_a_name_typed_as_markup_stays_text(client):
    client.post("/checkin/quick/", QUICK)
    client.post("/checkin/goals/", {"goal_0": "<script>alert(1)</script>", "score_0": "2"})
    page = client.get("/results/three-sentences/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_there_are_three_sentences_whatever_was_told(found, language):
    assert len(three_sentences(found.document, {}, language)) == 3
    told = " ".join(three_sentences(found.document, found.answers, language))
    assert tables.say("body_regions.front_of_hip", language) in told
