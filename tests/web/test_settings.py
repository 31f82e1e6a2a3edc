"""Settings out of the environment, and the table of people."""

import stat

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.db import IntegrityError, connection

from psoascope.errors import TableError
from psoascope.web import environment


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path):
    folder = environment.data_folder({"PSOASCOPE_DATA": str(tmp_path / "var")})
    first = environment.secret_key({}, folder)
    assert len(first) > 50
    assert environment.secret_key({}, folder) == first
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_a_given_secret_key_is_used_and_not_written_down(tmp_path):
    assert environment.secret_key({"SECRET_KEY": "given"}, tmp_path) == "given"
    assert not (tmp_path / "secret_key").exists()


def test_the_data_folder_is_private(tmp_path):
    folder = environment.data_folder({"PSOASCOPE_DATA": str(tmp_path / "new" / "var")})
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_limit_outside_its_range_is_refused():
    with pytest.raises(TableError, match=r"PSOASCOPE_LEASE.*0\.2 s lies outside its range"):
        environment.limit({"PSOASCOPE_LEASE": "0.2"}, "lease")


@pytest.mark.django_db(transaction=True)
def test_sqlite_waits_for_other_writers_and_lets_readers_read():
    if connection.vendor != "sqlite":
        assert connection.settings_dict["CONN_HEALTH_CHECKS"]
        return
    with connection.cursor() as cursor:
        for pragma, value in (("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 2e4)):
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone()[0] == value
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.django_db
def test_people_log_in_by_email_however_it_is_capitalised():
    people = get_user_model().objects
    person = people.create_user("Ada@Example.org", "a long sentence as password")
    found = authenticate(email="ada@example.ORG", password="a long sentence as password")
    assert found == person
    assert authenticate(email="ada@example.ORG", password="another") is None
    assert len(str(person.pk)) == 36


@pytest.mark.django_db
def test_one_address_is_one_person():
    people = get_user_model().objects
    people.create_user("ada@example.org")
    with pytest.raises(IntegrityError):
        people.create_user("ADA@example.org")


@pytest.mark.django_db
def test_the_tables_are_as_the_models_say():
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
