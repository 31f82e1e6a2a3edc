"""What the worker does beside its jobs: takes up orphans, and deletes what is due."""

import shutil
import time
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from psoascope.web.movement.leases import let_go_of_videos
from psoascope.web.movement.models import OPEN, Analysis, State
from psoascope.web.movement.services import erase
from psoascope.web.movement.tasks import enqueue
from psoascope.web.people.models import Consent, Record

UPLOAD_IS_STALE_AFTER = 3600  # s without a byte


def keep_house() -> None:
    """One round of everything below."""
    take_up_orphans()
    delete_idle()
    delete_leftovers()


def take_up_orphans() -> list[UUID]:
    """Queues again every job whose worker died; gives up on one that kills its workers.

    The task library leaves a task whose worker was killed in the state RUNNING for ever, so the
    lease decides, and the orphaned task is marked as failed.

    Returns
    -------
    list of UUID
        The analyses that were queued again.
    """
    now = timezone.now()
    return [
        analysis.pk
        for analysis in Analysis.objects.filter(state__in=OPEN).defer("report")
        if _is_orphan(analysis, now) and _taken_up(analysis)
    ]


def _is_orphan(analysis: Analysis, now: datetime) -> bool:
    if analysis.state == State.RUNNING:
        return analysis.lease_until is None or analysis.lease_until < now
    if analysis.task is None:
        return True
    # A waiting job is lost when its task was claimed by a worker that died before taking it.
    fresh = now - timedelta(seconds=settings.PSOASCOPE_LEASE)
    waiting = Q(status=TaskResultStatus.READY) | Q(
        status=TaskResultStatus.RUNNING, started_at__gt=fresh
    )
    return not DBTaskResult.objects.filter(waiting, pk=analysis.task).exists()


def _taken_up(analysis: Analysis) -> bool:
    with transaction.atomic():
        # Only one of several workers gets past this line: the filter names what was seen.
        same = Analysis.objects.filter(
            pk=analysis.pk,
            state=analysis.state,
            attempts=analysis.attempts,
            task=analysis.task,
            lease_until=analysis.lease_until,
        )
        again = analysis.attempts < settings.PSOASCOPE_ATTEMPTS
        if again:
            # A lost attempt is counted by the worker that takes the job, or here where none did.
            unseen = int(analysis.state == State.QUEUED and analysis.task is not None)
            changed = same.update(
                state=State.QUEUED, lease_until=None, attempts=F("attempts") + unseen, progress=0
            )
        else:
            changed = same.update(
                state=State.FAILED, lease_until=None, error_key="errors.worker_died"
            )
        if not changed:
            return False
        if analysis.task is not None:
            _close_task(analysis.task)
        if again:
            enqueue(analysis)
    if not again:
        let_go_of_videos(analysis)
    return again


def _close_task(identifier: UUID) -> None:
    DBTaskResult.objects.filter(pk=identifier, status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        exception_class_path="psoascope.web.movement.leases.LeaseLost",
        traceback="The worker was gone; the lease of the job had ended.",
    )


def delete_idle() -> int:
    """Deletes the records of guests who have not been here for long, and old sessions.

    So it goes with a person who has taken back the consent to keep the record.

    Returns
    -------
    int
        Records deleted.
    """
    due = timezone.now() - timedelta(seconds=settings.PSOASCOPE_IDLE)
    keeps = Consent.objects.filter(record=OuterRef("pk"), purpose="keep", withdrawn=None)
    idle = Record.objects.filter(Q(person=None) | ~Exists(keeps), seen__lt=due)
    count = 0
    for record in idle.select_related("person"):
        person = record.person
        erase(record)
        if person is not None:
            person.delete()
        count += 1
    DBTaskResult.objects.filter(finished_at__lt=due).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return count


def delete_leftovers() -> None:
    """Deletes videos that nobody waits for, left by a process that died between two steps."""
    for path in Path(settings.PSOASCOPE_UPLOADS).iterdir():
        if path.is_dir() and (row := Analysis.objects.filter(pk=path.name).only("state").first()):
            if not row.is_open:
                let_go_of_videos(row)
        elif time.time() - path.stat().st_mtime > UPLOAD_IS_STALE_AFTER:
            # Its row, if it is to have one, would have been written long ago.
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
