"""A form whose session has ended: same place, same text. Double presses; logins that lead back."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client

from psoascope import tables
from psoascope.web.checkin.models import CheckIn
from psoascope.web.people.models import Record
from psoascope.web.people.whose import FIELD
from tests.web.test_account import SIGN_UP
from tests.web.test_checkin import QUICK

pytestmark = pytest.mark.django_db

STEP = "/checkin/about/"
ENDED = f"/me/ended/?next={STEP.replace('/', '%2F')}"


def mark(client, path=STEP):
    page = client.get(path).content.decode()
    return re.search(rf'name="{FIELD}" value="([^"]+)"', page)[1]


def ages():
    return [one.answers.get("age") for one in CheckIn.objects.all()]


def test_what_was_typed_as_the_session_ended_is_shown_at_the_same_place_after_login(client):
    client.post("/accounts/signup/", SIGN_UP)
    client.post("/checkin/quick/", QUICK)
    typed = {"age": "59", FIELD: mark(client)}
    Session.objects.all().delete()
    answer = client.post(STEP, typed)
    assert answer.headers["Location"] == ENDED
    assert ages() == [41], "kept for nobody, or for somebody else"
    page = client.get(ENDED).content.decode()
    assert tables.say("account.ended_text") in page
    assert f'href="/accounts/login/?next={STEP}"' in page
    login = {"login": SIGN_UP["email"], "password": SIGN_UP["password1"], "next": STEP}
    assert client.post("/accounts/login/", login).headers["Location"] == STEP
    assert 'value="59"' in client.get(STEP).content.decode()
    client.post(STEP, typed | {FIELD: mark(client)})
    assert ages() == [59]
    assert "typed" not in client.session


def test_a_guest_whose_session_has_ended_goes_on_with_the_text(client):
    client.post("/checkin/quick/", QUICK)
    typed = {"age": "59", FIELD: mark(client)}
    client.cookies.clear()
    assert client.post(STEP, typed).headers["Location"] == ENDED
    assert 'value="59"' in client.get(STEP).content.decode()
    assert 'value="59"' not in client.get("/checkin/goals/").content.decode()


def test_what_one_person_typed_is_not_kept_for_another_on_the_same_phone(client):
    client.post("/checkin/quick/", QUICK)
    typed = {"age": "59", FIELD: mark(client)}
    client.force_login(get_user_model().objects.create_user("somebody.else@example.org"))
    assert client.post(STEP, typed).headers["Location"] == ENDED
    assert tables.say("account.ended_old") in client.get(ENDED).content.decode()
    assert ages() == [41]


def test_an_old_page_of_ours_is_not_taken_for_a_forgery_and_one_of_others_is():
    strict = Client(enforce_csrf_checks=True)
    sent = {"age": "59", "csrfmiddlewaretoken": "x" * 64}
    ours = strict.post(STEP, sent, headers={"origin": "http://testserver"})
    assert ours.headers["Location"] == ENDED
    assert 'value="59"' in strict.get(STEP).content.decode()
    for origin in ("https://elsewhere.example", "null"):
        other = Client(enforce_csrf_checks=True)
        answer = other.post(STEP, sent, headers={"origin": origin})
        assert answer.status_code == 403
        assert "sessionid" not in other.cookies
    assert not CheckIn.objects.exists()


def test_the_page_leads_to_no_other_site(client):
    page = client.get("/me/ended/?next=https://elsewhere.example/").content.decode()
    assert "elsewhere.example" not in page


@pytest.mark.parametrize("path", [STEP, "/checkin/quick/"])
def test_a_first_form_sent_twice_at_once_makes_one_record(client, path):
    sent = QUICK | {FIELD: mark(client, path)}
    for browser in (client, Client()):
        # Neither press knows the other's session yet.
        assert browser.post(path, sent).status_code == 302
    assert Record.objects.count() == CheckIn.objects.count() == 1


def test_a_mark_that_is_not_ours_gives_nobody_elses_record(client, other_client):
    client.post("/checkin/quick/", QUICK)
    victim = Record.objects.get()
    other_client.post(STEP, {"age": "59", FIELD: f"new.{victim.pk}"})
    assert sorted(ages()) == [41, 59]
    assert Record.objects.count() == 2


def test_the_mark_of_a_form_that_was_sent_long_ago_opens_nobodys_record(client, other_client):
    sent = QUICK | {FIELD: mark(client, "/checkin/quick/")}
    client.post("/checkin/quick/", sent)
    first = Record.objects.get()
    Record.objects.update(created=first.created.replace(year=2020))
    other_client.post("/checkin/quick/", sent)
    assert Record.objects.count() == 2


@pytest.mark.parametrize(
    "path", ["/accounts/email/", "/accounts/password/change/", "/accounts/2fa/"]
)
def test_pages_that_need_a_login_lead_back_after_it(client, path):
    answer = client.get(path)
    assert answer.headers["Location"] == f"/accounts/login/?next={path}"
    page = client.get(answer.headers["Location"]).content.decode()
    assert f'name="next" value="{path}"' in page
    get_user_model().objects.create_user(SIGN_UP["email"], SIGN_UP["password1"])
    login = {"login": SIGN_UP["email"], "password": SIGN_UP["password1"], "next": path}
    assert client.post("/accounts/login/", login).headers["Location"] == path
