"""``python -m psoascope.web work``: the worker, until it is told to stop."""

import logging
import os
import signal
import sys
import threading
import uuid
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django_tasks_db.management.commands.db_worker import Worker

from psoascope.web.movement.housekeeping import keep_house
from psoascope.web.movement.leases import STOPPING

log = logging.getLogger("psoascope.worker")

BETWEEN_LOOKS = 0.3  # s, between two looks into an empty queue


class LeasedWorker(Worker):
    """The library's worker, which hands an unfinished job back when it is told to stop."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Stops soon: a job goes back into the queue at its next frame, not just anywhere.

        Parameters
        ----------
        signum : int
        frame : frame or None
        """
        self.running = False
        self.reset_signals()
        STOPPING.set()
        if not self.running_task:
            sys.exit(0)


class Keeper(threading.Thread):
    """Keeps house beside the jobs."""

    def __init__(self) -> None:
        super().__init__(name="keeper", daemon=True)
        self.stop = threading.Event()

    def run(self) -> None:
        """One round after another, several within the length of a lease."""
        while not self.stop.is_set():
            try:
                keep_house()
            except Exception:
                # Whatever it was, the next round tries again; the jobs go on meanwhile.
                log.exception("a round of housekeeping failed")
            finally:
                connection.close()
            self.stop.wait(settings.PSOASCOPE_LEASE / 3)


def stop_when_parent_is_gone() -> None:
    """Watches the pipe that the parent process holds open, and stops when it breaks."""

    def watch() -> None:
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()


class Command(BaseCommand):
    """Works on the queue."""

    help = "Works on the queue until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the options.

        Parameters
        ----------
        parser : ArgumentParser
        """
        parser.add_argument("--batch", action="store_true", help="stop when the queue is empty")
        parser.add_argument(
            "--with-parent", action="store_true", help="stop when standard input is closed"
        )

    def handle(self, **options: Any) -> None:
        """Runs the worker.

        Parameters
        ----------
        **options : object
        """
        worker = LeasedWorker(
            queue_names=["default"],
            interval=BETWEEN_LOOKS,
            batch=options["batch"],
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid.uuid4().hex,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        if options["with_parent"]:
            stop_when_parent_is_gone()
        keeper = Keeper()
        keeper.start()
        try:
            worker.run()
        finally:
            keeper.stop.set()
