"""The application as an app: its service worker, its card, the page without a connection."""

import re
from pathlib import Path

import pytest

from psoascope import tables
from tests.web.browsing import ROOT

STATIC = ROOT / "src" / "psoascope" / "web" / "static"
TOKENS = ROOT / "src" / "psoascope" / "report" / "templates" / "tokens.css"


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_card_names_the_application_and_files_that_exist(client, language):
    card = client.get("/manifest.webmanifest", headers={"accept-language": language}).json()
    assert card["description"] == tables.say("offline.description", language)
    assert (card["lang"], card["start_url"], card["display"]) == (language, "/", "standalone")
    for icon in card["icons"]:
        content = (STATIC / icon["src"].removeprefix("/static/")).read_bytes()
        if icon["type"] == "image/png":
            width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
            assert icon["sizes"] == f"{width}x{height}"
    assert {"any", "maskable"} == {icon["purpose"] for icon in card["icons"]}


def test_the_colours_of_the_card_are_those_of_the_pages(client):
    tokens = re.findall(r"--(\w+): (#\w+);", TOKENS.read_text(encoding="utf-8"))
    papers = [value for name, value in tokens if name == "paper"]
    assert papers[:2] == [tables.entry(f"offline.paper.{one}") for one in ("light", "dark")]
    page = client.get("/offline/").content.decode()
    assert re.findall(r'name="theme-color" content="(#\w+)"', page) == papers[:2]
    assert client.get("/manifest.webmanifest").json()["theme_color"] == papers[0]
    assert tables.entry("offline.accent.light") in (STATIC / "app" / "icon.svg").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_without_a_connection_is_the_same_for_everybody(client, language):
    answer = client.get("/offline/", headers={"accept-language": language})
    assert tables.say("offline.text", language) in answer.content.decode()
    assert answer.headers["Content-Language"] == language
    assert "sessionid" not in client.cookies


def test_the_worker_answers_for_all_pages_and_is_asked_again_each_time(
    client, monkeypatch, tmp_path
):
    built = tmp_path / "sw.js"
    monkeypatch.setattr("psoascope.web.home.app.WORKER", Path(built))
    assert client.get("/sw.js").status_code == 404
    built.write_text("let release = 7;", encoding="utf-8")
    answer = client.get("/sw.js")
    assert b"".join(answer.streaming_content) == b"let release = 7;"
    assert answer.headers["Content-Type"] == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_workers_and_the_card_come_from_this_server_alone(client):
    rules = client.get("/").headers["Content-Security-Policy"].split("; ")
    assert {"worker-src 'self'", "manifest-src 'self'"} <= set(rules)


@pytest.mark.django_db
def test_deleting_everything_tells_the_browser_to_forget_too(client):
    answer = client.post("/me/delete/", {"sure": "yes"})
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert "data-forget-all" in client.get("/me/gone/").content.decode()
