"""The long work: from kept videos to a result, in the worker process."""

import logging
import shlex
import time
from typing import Any
from uuid import UUID

from django.conf import settings
from django_tasks import task

from psoascope.errors import PsoascopeError
from psoascope.web.movement import leases, uploads
from psoascope.web.movement.models import Analysis

log = logging.getLogger(__name__)

READING_SHARE = 95  # % of the bar; the muscle and the report take the rest
BETWEEN_WRITES = 0.5  # s


def enqueue(analysis: Analysis) -> None:
    """Puts an analysis into the queue and remembers its task.

    Parameters
    ----------
    analysis : Analysis
        Saved.
    """
    result = analyse.enqueue(str(analysis.pk))
    Analysis.objects.filter(pk=analysis.pk).update(task=UUID(str(result.id)))


@task()
def analyse(identifier: str) -> str:
    """Works on one analysis, if it still waits.

    Parameters
    ----------
    identifier : str
        Its UUID.

    Returns
    -------
    str
        How it ended, for the log.
    """
    analysis = leases.take(UUID(identifier))
    if analysis is None:
        return "nothing to do"
    try:
        with leases.held(analysis):
            _work(analysis)
    except leases.LeaseLost:
        return "let go"
    except leases.Stopped:
        leases.hand_back(analysis)
        return "handed back"
    return "ended"


def _work(analysis: Analysis) -> None:
    try:
        if analysis.test:
            # Imported here: the guided tests' room builds on this one.
            from psoascope.web.measure.filmed import note_filmed

            note_filmed(analysis)
        else:
            leases.finish(analysis, report_of(analysis))
    except leases.LeaseLost:
        raise
    except PsoascopeError as problem:
        if not problem.key:
            log.exception("analysis %s failed", analysis.pk)
            leases.fail(analysis, "errors.unexpected")
        else:
            leases.refuse(analysis, problem)
    except Exception:
        log.exception("analysis %s failed", analysis.pk)
        leases.fail(analysis, "errors.unexpected")


def report_of(analysis: Analysis) -> dict[str, Any]:
    """Reads the walk and computes its report.

    Parameters
    ----------
    analysis : Analysis
        Taken.

    Returns
    -------
    dict
        The document of psoascope.report.document.

    Raises
    ------
    PsoascopeError
        The video cannot be read, or is refused.
    LeaseLost
        The job is no longer ours.
    """
    # Imported here: the pose model costs seconds, and the web server never needs it.
    from psoascope.pipeline import Options
    from psoascope.read.opening import read_recording
    from psoascope.read.sample import read_sample
    from psoascope.report.document import document

    if analysis.sample:
        recording = read_sample()
    else:
        video = uploads.folder_of(analysis.pk) / analysis.source_name
        recording = read_recording(
            video, model=settings.PSOASCOPE_MODEL, progress=Progress(analysis)
        )
    leases.report_progress(analysis, READING_SHARE, None)
    return document(
        recording, Options(side=analysis.side, height=analysis.height), command(analysis)
    )


def command(analysis: Analysis) -> str:
    """The command line that gives the same result.

    Parameters
    ----------
    analysis : Analysis

    Returns
    -------
    str

    Examples
    --------
    >>> command(Analysis(source_name="walk.mp4", side="left", height=1.7))
    'psoascope analyse walk.mp4 --side left --height 1.7 -o out/'
    """
    if analysis.test:
        stance = ["--standing", analysis.standing] if analysis.standing else []
        words = ["psoascope", "test", analysis.test, *analysis.videos, *stance]
    else:
        words = ["psoascope", "analyse", "sample" if analysis.sample else analysis.source_name]
    if analysis.side != "auto":
        words += ["--side", analysis.side]
    if analysis.height is not None:
        words += ["--height", f"{analysis.height:g}"]
    if settings.PSOASCOPE_MODEL != "heavy" and not analysis.sample:
        words += ["--model", settings.PSOASCOPE_MODEL]
    return shlex.join([*words, "-o", "out/"])


class Progress:
    """Writes how far reading is, at most twice a second.

    Parameters
    ----------
    analysis : Analysis
        Taken.
    videos : int
        How many are read, one after the other.
    """

    def __init__(self, analysis: Analysis, videos: int = 1) -> None:
        self.analysis = analysis
        self.videos = videos
        self.read = 0
        self.begun = self.written = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        """Called for every frame.

        Parameters
        ----------
        done, total : int
            Frames of the present video; total is 0 where the file does not say.

        Raises
        ------
        LeaseLost
            The job is no longer ours: reading stops here.
        """
        leases.check_stopping()
        now = time.monotonic()
        if now - self.written < BETWEEN_WRITES:
            return
        self.written = now
        share = (self.read + (min(done / total, 1.0) if total else 0.0)) / self.videos
        left = (now - self.begun) * (1 - share) / share if share > 0 else None
        leases.report_progress(self.analysis, int(READING_SHARE * share), left)
