"""A job whose worker dies is taken up again: with real workers, really killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from psoascope.web.movement import leases
from psoascope.web.movement.housekeeping import take_up_orphans
from psoascope.web.movement.models import Analysis, State

SCRIPT = Path(__file__).with_name("killable_worker.py")
LEASE = 2.0  # s: long enough for a busy machine to renew it every half second


@pytest.fixture
def worker(uploads_folder: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts worker processes on the database of the test."""
    started: list[subprocess.Popen] = []

    def start(kind: str, *options: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, str(SCRIPT), kind, *options],
            env={
                **os.environ,
                "DATABASE_URL": address_of_test_database(),
                "PSOASCOPE_DATA": str(uploads_folder.parent),
                "PSOASCOPE_LEASE": str(LEASE),
                "DJANGO_SETTINGS_MODULE": "psoascope.web.settings",
            },
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def address_of_test_database() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    host = str(settings["HOST"]).replace("/", "%2F")
    port = settings["PORT"] or 5432
    return f"postgres://{settings['USER']}:{settings['PASSWORD']}@{host}:{port}/{settings['NAME']}"


def until(found: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def state(analysis: Analysis) -> str:
    analysis.refresh_from_db()
    return analysis.state


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_was_killed_is_done_by_the_next_worker(upload, worker, uploads_folder):
    analysis = upload()
    first = worker("endless")
    until(lambda: state(analysis) == State.RUNNING and analysis.progress == 38)
    until(lambda: (analysis.refresh_from_db(), analysis.lease_until)[1] is not None)
    first.send_signal(signal.SIGKILL)
    first.wait()
    killed_task = analysis.task
    assert DBTaskResult.objects.get(pk=killed_task).status == TaskResultStatus.RUNNING

    worker("quick")
    until(lambda: state(analysis) == State.DONE)
    assert analysis.attempts == 2
    assert analysis.report["side"] == "right"
    assert DBTaskResult.objects.get(pk=killed_task).status == TaskResultStatus.FAILED
    assert not list(uploads_folder.rglob("*.mp4"))


@pytest.mark.django_db(transaction=True)
def test_a_living_worker_keeps_its_job_beyond_the_first_lease(upload, worker):
    analysis = upload()
    worker("endless")
    until(lambda: state(analysis) == State.RUNNING)
    first_end = analysis.lease_until
    worker("quick")  # would take the job up if it could
    until(lambda: (analysis.refresh_from_db(), analysis.lease_until)[1] > first_end, LEASE + 5)
    time.sleep(LEASE)
    assert state(analysis) == State.RUNNING
    assert analysis.attempts == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_told_to_stop_hands_its_job_back(upload, worker):
    analysis = upload()
    first = worker("endless")
    until(lambda: state(analysis) == State.RUNNING)
    first.terminate()
    assert first.wait(10) == 0
    assert b"Traceback" not in first.stderr.read()
    assert state(analysis) == State.QUEUED
    assert analysis.attempts == 0
    worker("quick")
    until(lambda: state(analysis) == State.DONE)


@pytest.mark.django_db(transaction=True)
def test_a_worker_stops_when_its_server_is_gone(upload, worker):
    analysis = upload()
    first = worker("endless", "--with-parent")
    until(lambda: state(analysis) == State.RUNNING)
    first.stdin.close()
    first.stdin = None
    assert first.wait(10) == 0
    assert state(analysis) == State.QUEUED


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_is_given_up(upload, settings, uploads_folder):
    settings.PSOASCOPE_LEASE = -1.0  # over as soon as it begins
    analysis = upload()
    for attempt in (1, 2, 3):
        assert leases.take(analysis.pk).attempts == attempt
        DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(
            status=TaskResultStatus.RUNNING
        )
        assert take_up_orphans() == ([analysis.pk] if attempt < 3 else [])
    assert state(analysis) == State.FAILED
    assert analysis.error_key == "errors.worker_died"
    assert not DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).exists()
    assert not list(uploads_folder.iterdir())


@pytest.mark.django_db
def test_a_task_claimed_by_a_worker_that_died_at_once_is_not_lost(upload, settings, ready_tasks):
    settings.PSOASCOPE_LEASE = -1.0
    analysis = upload()
    DBTaskResult.objects.get(pk=Analysis.objects.get().task).claim("dead")
    assert ready_tasks() == 0
    assert take_up_orphans() == [analysis.pk]
    assert ready_tasks() == 1


@pytest.mark.django_db
def test_waiting_walks_are_left_alone(upload, ready_tasks):
    upload(side="left")
    upload(side="right")
    assert take_up_orphans() == []
    assert ready_tasks() == 2


@pytest.mark.django_db
def test_a_worker_that_slept_through_its_lease_writes_nothing(upload, settings):
    settings.PSOASCOPE_LEASE = -1.0
    analysis = upload()
    slow = leases.take(analysis.pk)
    take_up_orphans()
    settings.PSOASCOPE_LEASE = 30.0
    leases.take(analysis.pk)
    with pytest.raises(leases.LeaseLost):
        leases.finish(slow, {"side": "left"})
    with pytest.raises(leases.LeaseLost):
        leases.report_progress(slow, 71, None)
    assert state(analysis) == State.RUNNING
    assert analysis.report is None
