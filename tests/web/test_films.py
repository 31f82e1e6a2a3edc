"""A guided test from uploaded videos: consent, its result, and why there is none."""

import stat
import uuid
from html import unescape

import pytest

from psoascope import tables
from psoascope.read import opening
from psoascope.web.checkin.models import CheckIn
from psoascope.web.measure.models import Measurement
from psoascope.web.movement import leases, uploads
from psoascope.web.movement.housekeeping import take_up_orphans
from psoascope.web.movement.models import Analysis, State
from psoascope.web.movement.tasks import command
from psoascope.web.people.models import Person, Record
from psoascope.web.people.records import adopt
from tests.web.films import ADDRESS, START, TEST, sent, video
from tests.web.test_checkin import NO_SIGNS, QUICK

pytestmark = pytest.mark.django_db


def findings():
    return {one["key"] for one in CheckIn.objects.get().document["findings"]}


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_each_way_says_what_happens_to_the_pictures(client, language):
    client.cookies["language"] = language
    page = unescape(client.get(f"/tests/{TEST}/").content.decode())
    for key in ("live_pages.way_text", "upload_pages.way_text", "upload_pages.typed_text"):
        assert tables.say(key, language) in page
    assert f'href="{ADDRESS}"' in page
    assert f'href="/tests/{TEST}/live/"' in page
    typed = client.get("/tests/hip_flexion_strength/").content.decode()
    assert "/upload/" not in typed
    assert client.get("/tests/hip_flexion_strength/upload/").status_code == 404
    assert client.get("/tests/nonsense/upload/").status_code == 404


@pytest.mark.parametrize("address", [ADDRESS, "/walks/new/"])
def test_without_consent_no_video_is_taken_and_it_is_asked_for_once(
    client, form, uploads_folder, address
):
    def filled(consent):
        fields = sent("1.mp4") if address == ADDRESS else form()
        return fields if consent else {key: fields[key] for key in fields if key != "consent"}

    assert tables.say("consents.video", field="why") in client.get(address).content.decode()
    answer = client.post(address, filled(consent=False))
    assert answer.status_code == 422
    assert tables.say("errors.no_video_consent") in answer.content.decode()
    assert not list(uploads_folder.iterdir())
    assert not Record.objects.exists()
    assert client.post(address, filled(consent=True)).status_code == 302
    record = Record.objects.get()
    assert list(record.consents.values_list("purpose", "withdrawn")) == [("video", None)]
    assert 'name="consent"' not in client.get(address).content.decode()
    assert client.post(address, filled(consent=False)).status_code == 302


def test_repeats_and_stance_are_kept_privately_side_by_side(send_films, uploads_folder):
    analysis = send_films("3 a.mp4", "a.mp4", "a.mp4", standing=video("still.mp4"), height="1,83")
    folder = uploads_folder / str(analysis.pk)
    assert {path.name for path in folder.iterdir()} == {
        "3 a.mp4",
        "a.mp4",
        "3 3 a.mp4",
        "still.mp4",
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    names = "'3 a.mp4' a.mp4 '3 3 a.mp4' --standing still.mp4"
    assert command(analysis) == f"psoascope test {TEST} {names} --height 1.83 -o out/"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"videos": []}, "no_video"),
        ({"videos": [video("1.mp4"), video("letter.mp4", b"Dear physiotherapist")]}, "not_a_video"),
        ({"videos": [video("1.mp4", b"")]}, "empty_file"),
        ({"videos": [video(f"{one}.mp4") for one in range(7)]}, "too_many_videos"),
        ({"standing": video("letter.mp4", b"Dear physiotherapist")}, "not_a_video"),
    ],
)
@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_what_cannot_be_used_is_refused_at_once_and_named(
    client, uploads_folder, fields, key, language
):
    client.cookies["language"] = language
    for one in (*fields.get("videos", []), fields.get("standing")):
        if one:
            one.seek(0)
    answer = client.post(ADDRESS, sent("1.mp4", **fields, side="left"))
    assert answer.status_code == 422
    page = answer.content.decode()
    name = "1.mp4" if key == "empty_file" else "letter.mp4"
    assert tables.say(f"errors.{key}", language, name=name, count=7, most=6) in page
    assert '<option value="left" selected>' in page
    assert not list(uploads_folder.iterdir())
    assert not Analysis.objects.exists()


def test_videos_that_are_too_large_together_are_let_go_of(client, settings, uploads_folder):
    settings.PSOASCOPE_UPLOAD_LIMIT = 100_000
    videos = [video(f"{one}.mp4", START + bytes(60_000)) for one in range(2)]
    answer = client.post(ADDRESS, sent() | {"videos": videos})
    assert answer.status_code == 422
    assert "larger than this server takes" in answer.content.decode()
    assert not list(uploads_folder.iterdir())


def test_the_same_form_sent_twice_is_one_upload(send_films):
    token = str(uuid.uuid4())
    assert send_films("1.mp4", token=token).pk == send_films("1.mp4", token=token).pk
    assert send_films("1.mp4", "2.mp4", token=token).pk != send_films("1.mp4", token=token).pk


def test_a_result_joins_findings_and_plan_and_its_videos_are_gone(
    client, send_films, work, uploads_folder
):
    client.post("/checkin/quick/", QUICK)
    assert "short" not in findings()
    analysis = send_films("1.mp4", "front.mp4", "3.mp4", standing=video("still.mp4"))
    page = client.get(f"/tests/films/{analysis.pk}/").content.decode()
    assert f'hx-get="/tests/films/{analysis.pk}/status/"' in page
    assert "front.mp4" in page
    work()
    found = Measurement.objects.get()
    assert (found.source, found.test, found.analysis_id) == ("upload", TEST, analysis.pk)
    row = found.document["sides"]["right"]["half_kneeling_hip"]
    assert row["low"] < row["value"] < row["high"]
    assert found.document["calibrated"]
    assert [bool(one["refused"]) for one in found.document["captures"]] == [False, True, False]
    assert list(uploads_folder.iterdir()) == []
    assert "short" in findings()
    assert client.get(f"/tests/films/{analysis.pk}/status/").headers["HX-Refresh"] == "true"
    answer = client.get(f"/tests/films/{analysis.pk}/", follow=True)
    assert answer.redirect_chain == [(f"/tests/results/{found.pk}/", 302)]
    page = answer.content.decode()
    assert row["sentence"]["en"] in page
    assert found.document["captures"][1]["refused"]["en"] in unescape(page)
    assert tables.say("upload_pages.deleted") in page
    lean = tables.say("quantities.half_kneeling_lean")
    assert lean in client.get("/tests/").content.decode()
    missing = dict.fromkeys(("value", "low", "high"))
    found.document["sides"]["right"]["half_kneeling_lean"] |= missing
    found.save()
    listed = client.get("/tests/").content.decode()
    assert f"/tests/results/{found.pk}/" in listed
    assert lean not in listed
    assert tables.say("upload_pages.films") not in listed


def test_an_uploaded_result_counts_for_the_plan_like_a_typed_one(client, send_films, work):
    client.post("/checkin/quick/", QUICK)
    send_films("1.mp4")
    work()
    row = Measurement.objects.get().document["sides"]["right"]["half_kneeling_hip"]
    uploaded = findings()
    client.post(f"/tests/results/{Measurement.objects.get().pk}/delete/")
    assert not Analysis.objects.exists()
    assert "short" not in findings()
    client.post(f"/tests/{TEST}/", {"right_half_kneeling_hip": f"{row['value']}"})
    assert findings() == uploaded


@pytest.mark.parametrize("language", tables.LANGUAGES)
@pytest.mark.parametrize(
    ("name", "gate"), [("front.mp4", "not_side_on"), ("two.mp4", "another_person")]
)
def test_a_refused_test_stores_no_number_and_says_what_to_change(
    client, send_films, work, name, gate, language
):
    client.cookies["language"] = language
    analysis = send_films(name)
    work()
    analysis.refresh_from_db()
    assert (analysis.state, analysis.report) == (State.REFUSED, None)
    assert not Measurement.objects.exists()
    assert not uploads.kept(analysis.pk)
    page = client.get(f"/tests/films/{analysis.pk}/").content.decode()
    assert tables.say(f"gates.{gate}", language, "cure") in page
    assert f'href="{ADDRESS}"' in page
    assert tables.say("upload_pages.try_again", language) in page
    assert f"/tests/films/{analysis.pk}/" in client.get("/tests/").content.decode()


def test_a_video_that_cannot_be_read_is_named_with_the_cure(client, send_films, work):
    analysis = send_films("1.mp4", "photo.mp4")
    work()
    page = client.get(f"/tests/films/{analysis.pk}/").content.decode()
    assert tables.say("errors.one_picture", name="photo.mp4") in page
    assert not Measurement.objects.exists()


def test_a_stance_that_is_no_stance_is_left_out_and_said(client, send_films, work):
    send_films("2.mp4", standing=video("moving.mp4"))
    work()
    found = Measurement.objects.get()
    assert not found.document["calibrated"]
    page = client.get(f"/tests/results/{found.pk}/").content.decode()
    assert tables.say("tests_refusals.not_still", field="cure") in page


def test_a_test_that_kills_every_worker_is_given_up_in_words(
    client, send_films, settings, uploads_folder
):
    settings.PSOASCOPE_LEASE = -1.0
    analysis = send_films("1.mp4")
    for _ in range(3):
        leases.take(analysis.pk)
        take_up_orphans()
    page = client.get(f"/tests/films/{analysis.pk}/").content.decode()
    assert tables.say("errors.worker_died") in page
    assert ADDRESS in page
    assert list(uploads_folder.iterdir()) == []


def test_a_test_that_is_deleted_while_it_is_looked_at_leaves_nothing(
    client, send_films, work, film_recordings, monkeypatch, uploads_folder
):
    analysis = send_films("1.mp4", keep="yes")

    def read(*_, **__):
        client.post(f"/tests/films/{analysis.pk}/delete/")
        return film_recordings["1.mp4"]

    monkeypatch.setattr(opening, "read_recording", read)
    work()
    assert not Measurement.objects.exists()
    assert not Analysis.objects.exists()
    assert list(uploads_folder.iterdir()) == []


def test_a_guest_who_signs_up_meanwhile_gets_the_result(
    send_films, work, film_recordings, monkeypatch
):
    analysis = send_films("1.mp4")
    person = Person.objects.create_user("ann@example.org", "a long password")
    Record.objects.create(person=person)

    def read(*_, **__):
        adopt(person, analysis.record_id)
        return film_recordings["1.mp4"]

    monkeypatch.setattr(opening, "read_recording", read)
    work()
    assert Measurement.objects.get().record.person == person


def test_no_upload_is_offered_after_a_warning_sign(client, uploads_folder):
    client.post("/checkin/quick/", QUICK)
    client.post("/checkin/signs/", NO_SIGNS | {"group_nerves": ["saddle_numbness", "none"]})
    for answer in (client.get(ADDRESS), client.post(ADDRESS, sent("1.mp4"))):
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/tests/{TEST}/"
    assert not Analysis.objects.exists()
    assert list(uploads_folder.iterdir()) == []
