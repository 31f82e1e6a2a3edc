"""Pages: languages, headers, progress, reports, errors."""

import uuid

import pytest
from django.test import Client

from psoascope import tables
from psoascope.errors import CaptureRefused
from psoascope.pipeline import Options
from psoascope.read.sample import read_sample
from psoascope.report.document import document
from psoascope.web.movement import leases
from psoascope.web.movement.models import Analysis

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def report() -> dict[str, object]:
    return document(read_sample(), Options(), "psoascope analyse sample -o out/")


def test_the_first_page_says_what_it_is_and_is_not(client):
    page = client.get("/").content.decode()
    for key in ("home_title", "home_lead", "home_does_not", "video_private", "breath_text"):
        assert tables.say(f"pages.{key}") in page


def test_looking_at_the_first_page_starts_no_session(client):
    client.get("/")
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize(("asked", "given"), [("de-AT,en;q=0.3", "de"), ("fr", "en")])
def test_the_language_of_the_browser_is_spoken_where_it_is_known(client, asked, given):
    answer = client.get("/", headers={"accept-language": asked})
    assert f'<html lang="{given}" dir="ltr">' in answer.content.decode()
    assert tables.say("pages.home_title", given) in answer.content.decode()


def test_a_chosen_language_stays(client):
    client.post("/language/", {"language": "de", "next": "/about/"})
    assert tables.say("pages.about_title", "de") in client.get("/about/").content.decode()


def test_the_language_form_does_not_lead_to_other_sites(client):
    answer = client.post("/language/", {"language": "de", "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/", "/about/", "/walks/new/", "/nowhere/"])
def test_every_page_forbids_what_comes_from_elsewhere(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    # WebAssembly may be compiled, for the pose model; text may not be run as a script.
    assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", "")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "microphone=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/", "/about/", "/walks/new/", "/nowhere/", "/walks/deleted/"])
def test_no_page_holds_script_or_style_of_its_own(client, path):
    page = client.get(path).content.decode()
    assert page.count("<script") == page.count('<script type="module" src="/static/build/') == 1
    assert "<style" not in page
    assert " style=" not in page


def test_a_form_from_elsewhere_is_refused(form):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/walks/new/", form())
    assert answer.status_code == 403
    assert tables.say("pages.bad_request_text") in answer.content.decode()
    assert not Analysis.objects.exists()


def test_the_server_says_that_it_is_well(client):
    assert client.get("/ready").content == b"ready\n"


def test_a_waiting_walk_shows_its_progress_and_asks_again(upload, client):
    analysis = upload(name="gang am see.mp4")
    page = client.get(f"/walks/{analysis.pk}/").content.decode()
    assert "gang am see.mp4" in page
    assert f'hx-get="/walks/{analysis.pk}/status/"' in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page


def test_progress_is_told_in_per_cent_and_time_left(upload, client):
    analysis = upload()
    taken = leases.take(analysis.pk)
    leases.report_progress(taken, 57, 12.0)
    part = client.get(f"/walks/{analysis.pk}/status/").content.decode()
    assert 'value="57"' in part
    assert "57 per cent done, about 10 seconds left" in part
    assert "50 per cent done" in part  # what is read aloud moves in quarters


def test_a_finished_walk_makes_the_progress_page_load_anew(upload, client, work):
    analysis = upload()
    work()
    assert client.get(f"/walks/{analysis.pk}/status/").headers["HX-Refresh"] == "true"


def test_the_sample_walk_gives_a_report(client, work, report):
    answer = client.post("/walks/sample/", {"token": str(uuid.uuid4())})
    work(report)
    page = client.get(answer.headers["Location"]).content.decode()
    for sentence in report["sentences"]["en"]:
        assert sentence in page.replace("&#39;", "'").replace("&#34;", '"')
    assert "<h1" in page


def test_a_report_can_be_saved_as_page_and_as_numbers(upload, client, work, report):
    analysis = upload()
    work(report)
    page = client.get(f"/walks/{analysis.pk}/report.html")
    assert 'filename="report.html"' in page.headers["Content-Disposition"]
    assert page.content.decode().lower().startswith("<!doctype html>")
    assert client.get(f"/walks/{analysis.pk}/report.json").json() == report


def test_a_walk_without_a_report_has_nothing_to_save(upload, client):
    analysis = upload()
    assert client.get(f"/walks/{analysis.pk}/report.json").status_code == 404


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_refused_walk_says_why_and_what_to_change(upload, client, work, language):
    refused = CaptureRefused("no", key="gates.nobody_seen", values={"frames": 83})
    refused.gates = [
        {"gate": "low_visibility", "frames": 31, "values": {"frames": 31, "side": "words.left"}}
    ]
    analysis = upload()
    work(refused)
    client.cookies["language"] = language
    page = client.get(f"/walks/{analysis.pk}/").content.decode()
    assert tables.say("gates.nobody_seen", language, frames=83) in page
    side = tables.say("words.left", language)
    assert tables.say("gates.low_visibility", language, frames=31, side=side) in page
    assert tables.say("gates.low_visibility", language, "cure") in page


def test_a_fault_of_ours_is_not_blamed_on_the_video(upload, client, work):
    analysis = upload()
    work(ZeroDivisionError("in our code"))
    page = client.get(f"/walks/{analysis.pk}/").content.decode()
    assert "not with your video" in page
    assert "ZeroDivisionError" not in page


def test_a_fault_on_a_page_gives_a_page(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("psoascope.web.movement.selectors.analyses_of", lambda _: 1 / 0)
    client.cookies["language"] = "de"
    answer = client.get("/walks/new/")
    assert answer.status_code == 500
    assert tables.say("pages.broken_title", "de") in answer.content.decode()
