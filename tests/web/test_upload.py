"""Sending a video: what is accepted, refused, kept and shown again."""

import stat
import threading
import uuid

import pytest
from django.db import connection
from django.test import Client

from psoascope import tables
from psoascope.web.movement.models import Analysis, State

pytestmark = pytest.mark.django_db

MP4 = bytes.fromhex("00000018") + b"ftypisom" + bytes(12)
WEBM = bytes.fromhex("1a45dfa3") + bytes(30)
MOV = bytes.fromhex("00000008") + b"wide" + bytes(9)


@pytest.mark.parametrize(
    ("content", "name"), [(MP4, "walk.mp4"), (MOV, "IMG_0007.MOV"), (WEBM, "gang.webm")]
)
def test_a_video_is_kept_in_a_private_folder_until_it_is_analysed(
    upload, uploads_folder, content, name
):
    analysis = upload(content, name=name)
    kept = uploads_folder / str(analysis.pk) / name
    assert kept.read_bytes() == content
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert [path.name for path in uploads_folder.iterdir()] == [str(analysis.pk)]
    assert analysis.state == State.QUEUED


def test_what_was_asked_is_remembered(upload):
    analysis = upload(side="left", height="1,83 m")
    assert (analysis.side, analysis.height) == ("left", 1.83)


@pytest.mark.parametrize(
    ("content", "key"), [(b"", "empty_file"), (b"Dear physiotherapist, ...", "not_a_video")]
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_no_video_is_refused_at_once_in_the_words_of_the_reader(
    client, form, uploads_folder, content, key, language
):
    client.cookies["language"] = language
    answer = client.post("/walks/new/", form(content, name="brief.mp4"))
    assert answer.status_code == 422
    said = tables.say(f"errors.{key}", language, name="brief.mp4")
    assert said in answer.content.decode()
    assert not Analysis.objects.exists()
    assert not list(uploads_folder.iterdir())


def test_no_video_at_all_is_said(client, form):
    sent = form()
    del sent["video"]
    answer = client.post("/walks/new/", sent)
    assert "No video was chosen" in answer.content.decode()


def test_a_video_beyond_the_limit_is_let_go_of(client, form, settings, uploads_folder):
    settings.PSOASCOPE_UPLOAD_LIMIT = 70_000
    answer = client.post("/walks/new/", form(MP4 + bytes(71_000), height="1.64", side="right"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "larger than this server takes" in page
    assert 'value="1.64"' in page
    assert '<option value="right" selected>' in page
    assert not list(uploads_folder.iterdir())


def test_what_was_typed_is_shown_again_beside_the_reason(client, form):
    answer = client.post("/walks/new/", form(height="17 feet", side="left"))
    page = answer.content.decode()
    assert 'value="17 feet"' in page
    assert "17 feet is no body height between 1.0 and 2.3 m" in page
    assert '<option value="left" selected>' in page


def test_a_file_name_with_tags_stays_text(upload, client):
    analysis = upload(name="<b>me</b>.mp4")
    page = client.get(f"/walks/{analysis.pk}/").content.decode()
    assert "<b>me" not in page


def test_sending_the_same_form_twice_gives_one_analysis(upload):
    token = str(uuid.uuid4())
    first, second = upload(token=token), upload(token=token)
    assert first.pk == second.pk
    assert Analysis.objects.count() == 1


def test_the_same_form_with_another_video_is_another_analysis(upload):
    token = str(uuid.uuid4())
    assert upload(token=token).pk != upload(WEBM, token=token).pk


def test_the_same_video_again_while_it_waits_gives_the_same_analysis(upload, uploads_folder):
    first, second = upload(), upload()
    assert first.pk == second.pk
    assert len(list(uploads_folder.iterdir())) == 1


def test_the_same_video_with_another_wish_is_another_analysis(upload):
    assert upload(side="left").pk != upload(side="right").pk


def test_the_same_video_once_more_after_its_report_is_a_new_analysis(upload, work):
    first = upload()
    work()
    assert upload().pk != first.pk


def test_the_same_video_from_another_browser_is_another_analysis(upload, other_client, form):
    upload()
    other_client.post("/walks/new/", form())
    assert Analysis.objects.count() == 2


def test_nobody_can_fill_the_queue(client, upload, form, settings):
    settings.PSOASCOPE_OPEN_WALKS = 2
    upload(side="left")
    upload(side="right")
    answer = client.post("/walks/new/", form())
    assert answer.status_code == 422
    assert "2 of your videos are still waiting" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_give_one_analysis(client, form, uploads_folder):
    client.post("/walks/sample/", {"token": str(uuid.uuid4())})
    Analysis.objects.all().delete()
    token, answers = str(uuid.uuid4()), []
    together = threading.Barrier(4)

    def press() -> None:
        browser = Client()
        browser.cookies = client.cookies
        sent = form(token=token)
        together.wait()
        answers.append(browser.post("/walks/new/", sent).headers.get("Location"))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1
    assert answers[0] is not None
    assert Analysis.objects.count() == 1
    assert len(list(uploads_folder.iterdir())) == 1
