"""The report to hand over: as PDF, and by links that end."""

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.utils import timezone

from psoascope import tables
from psoascope.web.people.consents import agreed
from psoascope.web.people.models import Record
from psoascope.web.records.models import ShareLink
from tests.web.test_checkin import QUICK

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(client):
    client.post("/checkin/quick/", QUICK)
    return client


def text_of(answer):
    pages = pypdfium2.PdfDocument(BytesIO(answer.content))
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def link_of(client, days="7"):
    page = client.post("/report/share/", {"days": days}, follow=True).content.decode()
    return "/shared/" + page.split("/shared/")[1].split("<")[0]


def test_without_a_checkin_there_is_nothing_to_hand_over(client):
    assert client.get("/report/").headers["Location"] == "/checkin/"
    assert client.get("/report/report.pdf").status_code == 404


def test_the_report_is_a_pdf_with_the_findings(told):
    answer = told.get("/report/report.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert tables.say("findings.psoas_pattern") in text_of(answer)


def test_whoever_has_the_link_reads_it_without_an_account(told, other_client):
    answer = other_client.get(link_of(told))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert ShareLink.objects.get().opened == 1
    assert "sessionid" not in other_client.cookies


def test_making_a_link_is_noted_as_consent(told):
    link_of(told)
    assert "share" in agreed(Record.objects.get())


def test_the_link_is_shown_once_and_not_kept(told):
    address = link_of(told)
    token = address.split("/")[2]
    assert token not in told.get("/report/").content.decode()
    assert token not in str(ShareLink.objects.values())


def test_a_link_that_was_revoked_leads_nowhere(told, other_client):
    address = link_of(told)
    told.post(f"/report/share/{ShareLink.objects.get().pk}/end/")
    answer = other_client.get(address)
    assert answer.status_code == 404
    assert tables.say("report_pages.ended") in answer.content.decode()


def test_a_link_ends_by_itself(told, other_client):
    address = link_of(told)
    ShareLink.objects.update(expires=timezone.now() - timedelta(minutes=1))
    assert other_client.get(address).status_code == 404


@pytest.mark.parametrize(("asked", "given"), [("30", 30), ("9999", 90), ("0", 1), ("never", 7)])
def test_a_link_lasts_as_long_as_asked_within_bounds(told, asked, given):
    link_of(told, asked)
    lasts = ShareLink.objects.get().expires - timezone.now()
    assert abs(lasts - timedelta(days=given)) < timedelta(minutes=1)


def test_nobody_else_can_end_a_link(told, other_client):
    address = link_of(told)
    other_client.post("/checkin/quick/", QUICK)
    other_client.post(f"/report/share/{ShareLink.objects.get().pk}/end/")
    assert other_client.get(address).status_code == 200


def test_a_guessed_link_looks_like_one_that_has_ended(other_client):
    assert other_client.get("/shared/" + "a" * 32 + "/").status_code == 404


def test_deleting_everything_ends_every_link(told, other_client):
    address = link_of(told)
    told.post("/me/delete/", {"sure": "yes"})
    assert other_client.get(address).status_code == 404
