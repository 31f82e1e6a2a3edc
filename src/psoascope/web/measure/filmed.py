"""The worker's part of a guided test: from its kept videos to a result."""

from typing import Any

from django.conf import settings

from psoascope.errors import CaptureRefused
from psoascope.guided import Setting, assess
from psoascope.read.recording import Recording
from psoascope.report.assessment import assessment_document
from psoascope.web.measure import services
from psoascope.web.measure.models import Measurement
from psoascope.web.movement import leases, uploads
from psoascope.web.movement.models import Analysis
from psoascope.web.movement.tasks import READING_SHARE, Progress, command
from psoascope.web.people.models import Record


def note_filmed(analysis: Analysis) -> None:
    """Works out a guided test and keeps its result, with which the job ends.

    Parameters
    ----------
    analysis : Analysis
        Taken, of a test.

    Raises
    ------
    PsoascopeError
        A video cannot be read, or every repeat is refused: no number is kept.
    LeaseLost
        The job is no longer ours: nothing is kept.
    """
    document, remark = document_of(analysis)

    def note() -> None:
        # Asked anew: a guest may have signed up meanwhile.
        record = Record.objects.get(analyses=analysis.pk)
        services.note_captured(record, document, Measurement.Source.UPLOAD, analysis)

    leases.finish(analysis, None, note, remark)


def document_of(analysis: Analysis) -> tuple[dict[str, Any], CaptureRefused | None]:
    """Reads the videos of a test and says what they show.

    Parameters
    ----------
    analysis : Analysis
        Taken, of a test.

    Returns
    -------
    dict
        As in test.json.
    CaptureRefused or None
        Why the stance was left out.

    Raises
    ------
    PsoascopeError
        A video cannot be read, or every repeat is refused.
    LeaseLost
        The job is no longer ours.
    """
    recordings = _read(analysis)
    leases.report_progress(analysis, READING_SHARE, None)
    stance, remark = services.usable(recordings.pop() if analysis.standing else None)
    setting = Setting(analysis.side, height=analysis.height)
    found = assess(analysis.test, recordings, stance, setting)
    return assessment_document(found, recordings, command(analysis)), remark


def _read(analysis: Analysis) -> list[Recording]:
    """The repeats, then the stance where there is one."""
    # Imported here: the pose model costs seconds, and the web server never needs it.
    from psoascope.read.opening import read_recording

    names = [*analysis.videos, *([analysis.standing] if analysis.standing else [])]
    folder = uploads.folder_of(analysis.pk)
    progress = Progress(analysis, len(names))
    found = []
    for name in names:
        recording = read_recording(folder / name, model=settings.PSOASCOPE_MODEL, progress=progress)
        found.append(recording)
        progress.read += 1
    return found
