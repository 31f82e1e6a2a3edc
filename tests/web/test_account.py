"""Signing up, signing in, consents, taking everything along, and deleting it for good."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache.backends import locmem
from django.test import Client
from django.utils import timezone

from psoascope import tables
from psoascope.web.checkin.models import CheckIn
from psoascope.web.movement.housekeeping import delete_idle
from psoascope.web.people.consents import agree, agreed, withdraw
from psoascope.web.people.models import Consent, Person, Record
from psoascope.web.words.templatetags import kept
from tests.web.test_checkin import QUICK

pytestmark = pytest.mark.django_db

ADDRESS, PASSWORD = "somebody@example.org", "a long phrase of 4 words"
SIGN_UP = {"email": ADDRESS, "password1": PASSWORD, "consent_keep": "on"}
SIGN_IN = {"login": ADDRESS, "password": PASSWORD}


@pytest.fixture
def signed_up(client):
    """A browser that checked in as a guest and then made an account."""
    client.post("/checkin/quick/", QUICK)
    answer = client.post("/accounts/signup/", SIGN_UP)
    assert answer.status_code == 302, answer.content.decode()
    return client


def packed(client):
    return zipfile.ZipFile(io.BytesIO(client.get("/me/export/").getvalue()))


def test_signing_up_takes_the_guests_record_along(signed_up):
    person = Person.objects.get(email=ADDRESS)
    assert CheckIn.objects.get().record.person == person
    assert Record.objects.count() == 1
    assert signed_up.get("/results/").status_code == 200
    assert agreed(person.record) == {"keep"}


def test_there_is_no_account_without_the_consent_to_keep(client):
    answer = client.post("/accounts/signup/", SIGN_UP | {"consent_keep": ""})
    assert answer.status_code == 200
    assert not Person.objects.exists()


def test_a_weak_password_is_refused_and_the_address_stays(client):
    page = client.post("/accounts/signup/", SIGN_UP | {"password1": "12345678"}).content.decode()
    assert ADDRESS in page
    assert not Person.objects.exists()


@pytest.mark.usefixtures("signed_up")
def test_another_browser_finds_the_record_after_signing_in(other_client):
    assert other_client.get("/results/").status_code == 302
    other_client.post("/accounts/login/", SIGN_IN)
    assert other_client.get("/results/").status_code == 200
    assert 'value="41"' in other_client.get("/checkin/about/").content.decode()


@pytest.mark.usefixtures("signed_up")
def test_signing_in_adds_what_was_entered_as_a_guest_meanwhile(other_client):
    other_client.post("/checkin/quick/", QUICK | {"age": "44"})
    other_client.post("/accounts/login/", SIGN_IN)
    assert CheckIn.objects.filter(record__person__email=ADDRESS).count() == 2
    assert Record.objects.count() == 1


def test_signing_out_leaves_nothing_in_the_browser(signed_up):
    signed_up.post("/accounts/logout/")
    assert signed_up.get("/results/").status_code == 302
    assert ADDRESS not in signed_up.get("/me/").content.decode()


def test_a_consent_can_be_taken_back_and_that_it_was_given_stays_known():
    record = Record.objects.create()
    agree(record, "video")
    agree(record, "video")
    assert agreed(record) == {"video"}
    withdraw(record, "video")
    assert agreed(record) == frozenset()
    assert Consent.objects.count() == 1


def test_a_record_that_may_no_longer_be_kept_goes_a_day_after_the_last_visit(signed_up):
    Record.objects.update(seen=timezone.now() - timedelta(hours=25))
    assert delete_idle() == 0
    signed_up.post("/me/consent/", {"purpose": "keep", "given": "no"})
    Record.objects.update(seen=timezone.now() - timedelta(hours=25))
    assert delete_idle() == 1
    assert not Person.objects.exists()
    assert not CheckIn.objects.exists()


def test_consents_are_changed_on_ones_own_page(client):
    client.post("/me/consent/", {"purpose": "share", "given": "yes"})
    assert agreed(Record.objects.get()) == {"share"}
    client.post("/me/consent/", {"purpose": "share", "given": "no"})
    client.post("/me/consent/", {"purpose": "nonsense", "given": "yes"})
    assert agreed(Record.objects.get()) == frozenset()


def test_the_export_holds_every_table_and_no_secret(signed_up, other_client):
    other_client.post("/checkin/quick/", QUICK | {"age": "77"})
    with packed(signed_up) as files:
        held = json.loads(files.read("record.json"))
        names = files.namelist()
        plan = files.read(next(name for name in names if name.startswith("plans/"))).decode()
        everything = b"".join(files.read(name) for name in names)
    tables_kept = {relation.get_accessor_name() for relation in Record._meta.related_objects}
    assert set(held) == tables_kept | {"record", "person"}
    assert {f"{name}.csv" for name in held} <= set(names)
    assert "<html" in plan
    assert [one["answers"]["age"] for one in held["checkins"]] == [41]
    assert Person.objects.get().password.encode() not in everything


def test_a_cell_that_looks_like_a_formula_is_no_formula(client):
    client.post("/checkin/quick/", QUICK)
    client.post("/checkin/goals/", {"goal_0": "=1+1", "score_0": "3"})
    with packed(client) as files:
        cells = files.read("checkins.csv").decode()
    assert "\n=1+1" not in cells
    assert ",=1+1" not in cells


def test_every_table_of_a_record_has_a_name_for_people():
    for relation in Record._meta.related_objects:
        assert tables.say(f"account.table.{relation.get_accessor_name()}")


def test_nothing_is_deleted_before_it_was_said_twice(signed_up):
    assert signed_up.get("/me/delete/").status_code == 200
    assert signed_up.post("/me/delete/").status_code == 422
    assert CheckIn.objects.exists()


def test_deleting_everything_leaves_no_row_of_anybody(signed_up, upload, uploads_folder):
    upload()
    signed_up.post("/me/delete/", {"sure": "yes"}, follow=True)
    left = {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in ("people", "checkin", "movement", "practice", "account", "mfa")
    }
    assert not any(left.values()), left
    assert not list(uploads_folder.iterdir())
    assert signed_up.get("/me/").status_code == 200


def test_deleting_takes_only_ones_own(signed_up):
    stranger = Client()
    stranger.post("/checkin/quick/", QUICK)
    signed_up.post("/me/delete/", {"sure": "yes"})
    assert CheckIn.objects.count() == 1
    assert stranger.get("/results/").status_code == 200


@pytest.mark.parametrize(
    "path", ["login/", "signup/", "email/", "password/change/", "2fa/", "logout/"]
)
def test_the_account_pages_wear_the_same_clothes(signed_up, path):
    if path in ("login/", "signup/"):
        signed_up.post("/accounts/logout/")
    page = signed_up.get(f"/accounts/{path}").content.decode()
    assert 'class="tabs"' in page
    assert "<style" not in page
    assert " style=" not in page


@pytest.mark.parametrize("left", [60, -1])
def test_a_session_that_has_ended_is_nobodys(signed_up, left):
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=left))
    assert (ADDRESS in signed_up.get("/me/").content.decode()) == (left > 0)


def test_a_session_that_does_not_exist_is_nobodys(client):
    client.cookies["sessionid"] = "x" * 32
    assert client.get("/me/").status_code == 200
    assert not Session.objects.exists()


def test_deleting_leaves_nothing_in_memory(signed_up):
    signed_up.post("/checkin/goals/", {"goal_0": "ride to Xanadu", "score_0": "3"})
    assert signed_up.get("/results/").status_code == 200
    assert signed_up.get("/plan/").status_code == 200
    assert locmem._caches[""]
    assert any(one.pieces.cache_info().currsize for one in kept._EVERY)
    signed_up.post("/me/delete/", {"sure": "yes"})
    assert not locmem._caches[""]
    assert not any(one.pieces.cache_info().currsize for one in kept._EVERY)
