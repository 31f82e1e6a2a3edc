"""Fixtures of the web tests: a database file, private folders, a small upload."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from psoascope.web.movement import tasks
from psoascope.web.movement.models import Analysis
from tests.web.browsing import address, browser, player, visit  # noqa: F401
from tests.web.films import film_reader, film_recordings, send_films  # noqa: F401

MP4_START = bytes.fromhex("00000018") + b"ftypisom" + bytes(12)
REPORT = {"schema": "psoascope/report/1", "side": "left"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file, as in use: worker processes of the tests open it too."""
    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3"):
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def uploads_folder(settings, tmp_path: Path) -> Path:
    folder = tmp_path / "uploads"
    folder.mkdir()
    settings.PSOASCOPE_UPLOADS = folder
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    return folder


@pytest.fixture
def other_client() -> Client:
    """Another browser."""
    return Client()


@pytest.fixture
def form() -> Callable[..., dict[str, object]]:
    """What the browser sends; a new form every time, unless told otherwise."""

    def filled(content: bytes = MP4_START, name: str = "walk.mp4", **fields: object):
        video = SimpleUploadedFile(name, content, content_type="video/mp4")
        plain = {"token": str(uuid.uuid4()), "side": "auto", "height": "", "consent": "yes"}
        return plain | {"video": video} | fields

    return filled


@pytest.fixture
def upload(client: Client, form) -> Callable[..., Analysis]:
    """Uploads something by the form, and gives the analysis it leads to."""

    def uploaded(content: bytes = MP4_START, **fields: object) -> Analysis:
        answer = client.post("/walks/new/", form(content, **fields))
        assert answer.status_code == 302, answer.content.decode()
        return Analysis.objects.get(pk=answer.headers["Location"].split("/")[2])

    return uploaded


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets a worker empty the queue; `outcome` is the report, or the error that it meets."""

    def worked(outcome: object = REPORT) -> None:
        def report_of(_: Analysis) -> object:
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

        monkeypatch.setattr(tasks, "report_of", report_of)
        worker = Worker(
            queue_names=["default"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="test",
            excluded_queue_names=[],
        )
        while (task := DBTaskResult.objects.ready().first()) is not None:
            task.claim("test")
            worker.run_task(task)

    return worked


@pytest.fixture
def ready_tasks() -> Callable[[], int]:
    return DBTaskResult.objects.ready().count
