"""The page about the muscle: every statement with its grade, and one page to print."""

import pytest
from django.utils.html import escape

from psoascope import tables
from psoascope.claims.items import claims
from psoascope.claims.words import red_flag_names
from psoascope.web.learn.statements import statements


@pytest.mark.django_db
@pytest.mark.parametrize("language", tables.LANGUAGES)
@pytest.mark.parametrize("path", ["/muscle/", "/muscle/handout/"])
def test_every_statement_is_there_with_its_grade(client, path, language):
    client.cookies["language"] = language
    page = client.get(path).content.decode()
    for one in claims():
        assert escape(one.say(language)) in page
    assert page.count('class="grade') >= len(claims())


def test_a_statement_shows_evidence_figure_and_sources():
    rows = [row for section in statements("en") for row in section["rows"]]
    assert len(rows) == 53
    assert all(row["why"] and row["advice"] and row["sources"] for row in rows)
    assert sum(row["figure"] is not None for row in rows) >= 20


@pytest.mark.django_db
def test_warning_signs_stand_before_everything_on_the_page_to_print(client):
    page = client.get("/muscle/handout/").content.decode()
    first = page.index(escape(claims()[0].say()))
    for name in red_flag_names():
        assert page.index(escape(tables.say(f"claims.red_flag.{name}"))) < first


@pytest.mark.django_db
def test_the_code_on_the_page_leads_to_practice(client):
    page = client.get("/muscle/handout/").content.decode()
    assert "http://testserver/plan/" in page
    assert "<svg" in page.split("handout__code")[1]
