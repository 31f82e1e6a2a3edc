"""What a worker writes about its job, as long as the job is its own.

A worker holds a job by a lease that it keeps renewing. Every write names the attempt it belongs
to: a worker that was silent for too long, and whose job was given to another, writes nothing.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from psoascope.errors import PsoascopeError
from psoascope.web.movement import uploads
from psoascope.web.movement.models import Analysis, State


class LeaseLost(Exception):  # noqa: N818 - not an error: the job is simply no longer ours
    """The job was deleted by its owner, or given to another worker."""


class Stopped(BaseException):
    """The worker was told to stop. No Exception, so that nothing catches it by chance."""


STOPPING = threading.Event()  # set by the worker's signal handler


def check_stopping() -> None:
    """Leaves a job at a place where that is safe, once the worker was told to stop.

    Raises
    ------
    Stopped
        To be caught where the job is handed back.
    """
    if STOPPING.is_set():
        raise Stopped


def take(identifier: UUID) -> Analysis | None:
    """Takes a waiting job.

    Parameters
    ----------
    identifier : UUID

    Returns
    -------
    Analysis or None
        None where it was deleted, or another worker has it.
    """
    taken = Analysis.objects.filter(pk=identifier, state=State.QUEUED).update(
        state=State.RUNNING,
        attempts=F("attempts") + 1,
        lease_until=_lease_end(),
        progress=0,
        seconds_left=None,
    )
    return Analysis.objects.filter(pk=identifier).first() if taken else None


def report_progress(analysis: Analysis, percent: int, seconds_left: float | None) -> None:
    """Writes how far the job is, and renews the lease.

    Parameters
    ----------
    analysis : Analysis
        From take.
    percent : int, %
    seconds_left : float or None, s

    Raises
    ------
    LeaseLost
        The job is no longer ours.
    """
    check_stopping()
    _write(analysis, progress=percent, seconds_left=seconds_left, lease_until=_lease_end())


def finish(
    analysis: Analysis,
    report: dict[str, Any] | None,
    note: Callable[[], object] | None = None,
    remark: PsoascopeError | None = None,
) -> None:
    """Keeps what came out and lets go of the videos.

    Parameters
    ----------
    analysis : Analysis
    report : dict or None
        As made by psoascope.report.document; None where the result is kept elsewhere.
    note : callable () -> object, optional
        Keeps it there; both are written, or neither.
    remark : PsoascopeError, optional
        Why a part of what was sent could not be used.

    Raises
    ------
    LeaseLost
        The job is no longer ours.
    """
    said = {} if remark is None else _said(remark)
    with transaction.atomic():
        _end(analysis, State.DONE, progress=100, report=report, **said)
        if note is not None:
            note()
    let_go_of_videos(analysis)


def refuse(analysis: Analysis, problem: PsoascopeError) -> None:
    """Keeps why these videos cannot be used, and lets go of them.

    Parameters
    ----------
    analysis : Analysis
    problem : PsoascopeError
        With a wording of its own.

    Raises
    ------
    LeaseLost
        The job is no longer ours.
    """
    _end(analysis, State.REFUSED, **_said(problem))
    let_go_of_videos(analysis)


def fail(analysis: Analysis, key: str) -> None:
    """Keeps that we failed, and lets go of the videos.

    Parameters
    ----------
    analysis : Analysis
    key : str
        Wording in data/*.toml.

    Raises
    ------
    LeaseLost
        The job is no longer ours.
    """
    _end(analysis, State.FAILED, error_key=key)
    let_go_of_videos(analysis)


def hand_back(analysis: Analysis) -> None:
    """Returns an unfinished job, because this worker was asked to stop.

    Parameters
    ----------
    analysis : Analysis
    """
    _own(analysis).update(
        state=State.QUEUED, task=None, lease_until=None, attempts=F("attempts") - 1, progress=0
    )


def let_go_of_videos(analysis: Analysis) -> None:
    """Deletes the videos of an analysis that has ended, unless their owner wants them kept.

    Parameters
    ----------
    analysis : Analysis
    """
    # Asked anew: whether they are kept may have changed since the job was taken.
    if not Analysis.objects.filter(pk=analysis.pk, keep=True).exists():
        uploads.delete(analysis.pk)


@contextmanager
def held(analysis: Analysis) -> Iterator[None]:
    """Renews the lease of a job from a thread of its own while the job is worked on.

    Parameters
    ----------
    analysis : Analysis

    Yields
    ------
    None
    """
    stop = threading.Event()
    thread = threading.Thread(target=_renew_until, args=(analysis, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _renew_until(analysis: Analysis, stop: threading.Event) -> None:
    try:
        while not stop.wait(settings.PSOASCOPE_LEASE / 4):
            try:
                _own(analysis).update(lease_until=_lease_end())
            except OperationalError:
                # The database is busy; the next beat comes before the lease ends.
                continue
    finally:
        connection.close()


def _lease_end() -> datetime:
    return timezone.now() + timedelta(seconds=settings.PSOASCOPE_LEASE)


def _own(analysis: Analysis) -> QuerySet[Analysis]:
    return Analysis.objects.filter(pk=analysis.pk, state=State.RUNNING, attempts=analysis.attempts)


def _write(analysis: Analysis, **fields: Any) -> None:
    if not _own(analysis).update(**fields):
        raise LeaseLost


def _end(analysis: Analysis, state: State, **fields: Any) -> None:
    _write(analysis, state=state, lease_until=None, seconds_left=None, **fields)


def _said(problem: PsoascopeError) -> dict[str, Any]:
    values = {name: _plain(value) for name, value in problem.values.items()}
    gates = getattr(problem, "gates", [])
    return {"error_key": problem.key, "error_values": values, "gates": gates}


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool) else str(value)
