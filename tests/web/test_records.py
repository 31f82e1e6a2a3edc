"""Whose record it is: guests, people, and what is taken along at sign-up."""

import uuid
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from psoascope.web.movement.models import Analysis
from psoascope.web.people.models import Person, Record
from psoascope.web.people.records import KEY, adopt, own_record, record_of

pytestmark = pytest.mark.django_db


def asking(person=None, session=None):
    return SimpleNamespace(
        user=person or AnonymousUser(), session={} if session is None else session, POST={}
    )


def walk_of(record, name):
    token, print_ = uuid.uuid4(), uuid.uuid4().hex
    return Analysis.objects.create(record=record, token=token, fingerprint=print_, source_name=name)


def test_looking_around_makes_no_record():
    assert record_of(asking()) is None
    assert not Record.objects.exists()


def test_a_guest_is_known_again_by_the_session():
    session = {}
    made = own_record(asking(session=session))
    assert record_of(asking(session=session)) == made
    assert record_of(asking(session={KEY: str(uuid.uuid4())})) is None
    assert record_of(asking(session={KEY: "no number"})) is None


def test_a_persons_record_is_not_opened_by_its_number_alone():
    person = Person.objects.create_user("a@example.org")
    record = own_record(asking(person))
    assert record_of(asking(session={KEY: str(record.pk)})) is None
    assert record_of(asking(person)) == record


def test_signing_up_takes_along_what_the_guest_entered():
    guest = Record.objects.create()
    walk = walk_of(guest, "walk.mp4")
    person = Person.objects.create_user("a@example.org")
    assert adopt(person, guest.pk) == guest
    walk.refresh_from_db()
    assert walk.record.person == person


def test_logging_in_adds_the_guests_entries_to_ones_own():
    person = Person.objects.create_user("a@example.org")
    own, guest = Record.objects.create(person=person), Record.objects.create()
    walk_of(own, "first.mp4")
    walk_of(guest, "second.mp4")
    assert adopt(person, str(guest.pk)) == own
    assert {walk.source_name for walk in own.analyses.all()} == {"first.mp4", "second.mp4"}
    assert Record.objects.count() == 1


def test_somebody_elses_record_cannot_be_adopted():
    one, other = (Person.objects.create_user(f"{name}@example.org") for name in "ab")
    theirs = Record.objects.create(person=other)
    walk_of(theirs, "theirs.mp4")
    assert not adopt(one, theirs.pk).analyses.exists()
    theirs.refresh_from_db()
    assert theirs.person == other
