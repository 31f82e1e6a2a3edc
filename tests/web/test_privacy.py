"""Who may see a walk, how long it stays, and that deleting deletes."""

import os
import time
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from psoascope.errors import CaptureRefused, ReadError
from psoascope.tables import error
from psoascope.web.movement import leases, tasks
from psoascope.web.movement.housekeeping import delete_idle, delete_leftovers
from psoascope.web.movement.models import Analysis, State
from psoascope.web.people.models import Record

pytestmark = pytest.mark.django_db

PARTS = ["", "status/", "report.html", "report.json"]


@pytest.mark.parametrize("part", PARTS)
def test_another_browser_does_not_find_a_walk(upload, work, other_client, part):
    analysis = upload()
    work()
    address = f"/walks/{analysis.pk}/{part}"
    assert other_client.get(address).status_code == 404
    # Not even with a session of its own.
    other_client.post("/walks/sample/", {"token": str(uuid.uuid4())})
    assert other_client.get(address).status_code == 404


def test_another_browser_cannot_delete_a_walk(upload, other_client):
    analysis = upload()
    assert other_client.post(f"/walks/{analysis.pk}/delete/").status_code == 404
    assert Analysis.objects.filter(pk=analysis.pk).exists()


def test_a_made_up_session_key_sees_nothing(upload):
    upload()
    guess = Client()
    guess.cookies["sessionid"] = "a" * 32
    assert "walk.mp4" not in guess.get("/walks/new/").content.decode()


def test_a_guessed_number_looks_like_somebody_elses(client, upload):
    upload()
    mine = client.get(f"/walks/{uuid.uuid4()}/")
    assert mine.status_code == 404
    assert "belongs to another browser" in mine.content.decode()


def test_the_list_of_walks_shows_only_ones_own(upload, client, other_client):
    upload(name="my_walk.mp4")
    assert "my_walk.mp4" in client.get("/walks/new/").content.decode()
    assert "my_walk.mp4" not in other_client.get("/walks/new/").content.decode()


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ({"side": "left"}, State.DONE),
        (error(ReadError, "empty_file", name="walk.mp4"), State.REFUSED),
        (CaptureRefused("no", key="gates.nobody_seen", values={"frames": 17}), State.REFUSED),
        (ImproperlyConfigured("a fault of ours"), State.FAILED),
    ],
)
def test_the_video_is_deleted_whatever_comes_out(upload, work, uploads_folder, outcome, state):
    analysis = upload()
    assert len(list(uploads_folder.rglob("*.mp4"))) == 1
    work(outcome)
    analysis.refresh_from_db()
    assert analysis.state == state
    assert not list(uploads_folder.iterdir())


def test_deleting_takes_row_and_video_at_once(upload, client, uploads_folder):
    analysis = upload()
    answer = client.post(f"/walks/{analysis.pk}/delete/", follow=True)
    assert "cannot be brought back" in answer.content.decode()
    assert not Analysis.objects.exists()
    assert not list(uploads_folder.iterdir())
    assert client.get(f"/walks/{analysis.pk}/").status_code == 404


def test_a_link_cannot_delete(upload, client):
    analysis = upload()
    client.get(f"/walks/{analysis.pk}/delete/")
    assert Analysis.objects.filter(pk=analysis.pk).exists()


def test_deleting_a_walk_that_is_being_analysed_stops_the_work(
    upload, client, monkeypatch, uploads_folder
):
    analysis = upload()

    def deleted_meanwhile(taken: Analysis) -> dict[str, object]:
        client.post(f"/walks/{taken.pk}/delete/")
        leases.report_progress(taken, 40, 3.0)
        raise AssertionError("the work went on")

    monkeypatch.setattr(tasks, "report_of", deleted_meanwhile)
    assert tasks.analyse.call(str(analysis.pk)) == "let go"
    assert not Analysis.objects.exists()
    assert not list(uploads_folder.iterdir())


def test_a_guests_results_go_a_day_after_the_last_visit(upload, client, uploads_folder):
    analysis = upload()
    Record.objects.update(seen=timezone.now() - timedelta(hours=23))
    assert delete_idle() == 0
    client.get(f"/walks/{analysis.pk}/")  # a visit starts the day anew
    analysis.refresh_from_db()
    assert timezone.now() - analysis.record.seen < timedelta(minutes=1)
    Record.objects.update(seen=timezone.now() - timedelta(hours=25))
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(hours=25))
    assert delete_idle() == 1
    assert not Analysis.objects.exists()
    assert not DBTaskResult.objects.exists()
    assert not list(uploads_folder.iterdir())


def test_videos_that_a_dead_process_left_behind_are_deleted(upload, uploads_folder):
    open_walk, closed = upload(side="left"), upload(side="right")
    Analysis.objects.filter(pk=closed.pk).update(state=State.DONE)
    stale, young = uploads_folder / str(uuid.uuid4()), uploads_folder / str(uuid.uuid4())
    half = uploads_folder / "tmp123.upload"
    for path in (stale, young):
        path.mkdir()
    half.touch()
    for path in (stale, half):
        os.utime(path, (time.time() - 3700,) * 2)
    delete_leftovers()
    assert {path.name for path in uploads_folder.iterdir()} == {str(open_walk.pk), young.name}
