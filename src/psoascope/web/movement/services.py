"""What a visitor does: ask for an analysis, delete it, come back."""

import hashlib
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from psoascope import tables
from psoascope.errors import RangeError
from psoascope.read.files import sha256_of
from psoascope.web.movement import selectors, uploads
from psoascope.web.movement.models import Analysis
from psoascope.web.movement.tasks import enqueue
from psoascope.web.people.models import Record


@dataclass(frozen=True)
class Wish:
    """What was typed beside the video.

    Parameters
    ----------
    token : UUID
        Of the form.
    side : {"auto", "left", "right"}
    height : float or None, m
        None: the standard height is assumed.
    """

    token: UUID
    side: str = "auto"
    height: float | None = None

    def fingerprint(self, content: str) -> str:
        """The same for the same content and options.

        Parameters
        ----------
        content : str
            Fingerprint of the file.

        Returns
        -------
        str
            64 hexadecimal digits.
        """
        return hashlib.sha256(f"{content}|{self.side}|{self.height}".encode()).hexdigest()


def queue_video(record: Record, video: "UploadedFile[bytes]", wish: Wish) -> Analysis:
    """Keeps a received video and asks the worker to look at it.

    Parameters
    ----------
    record : Record
    video : UploadedFile
    wish : Wish

    Returns
    -------
    Analysis
        The one that already exists where the same form or the same open walk is sent again.

    Raises
    ------
    RangeError
        This visitor has too many walks waiting.
    """
    sha256 = sha256_of(uploads.path_of(video))
    analysis = Analysis(
        id=uuid4(),
        record=record,
        token=wish.token,
        fingerprint=wish.fingerprint(sha256),
        source_name=uploads.safe_name(video.name or ""),
        sha256=sha256,
        side=wish.side,
        height=wish.height,
    )
    if same := selectors.same_walk(record, wish.token, analysis.fingerprint):
        return same
    check_open_walks(record)
    uploads.keep(video, analysis.pk, analysis.source_name)
    queued = _queued(analysis)
    if queued.pk != analysis.pk:
        uploads.delete(analysis.pk)
    return queued


def queue_sample(record: Record, wish: Wish) -> Analysis:
    """Asks the worker to look at the sample walk.

    Parameters
    ----------
    record : Record
    wish : Wish

    Returns
    -------
    Analysis

    Raises
    ------
    RangeError
        This visitor has too many walks waiting.
    """
    analysis = Analysis(
        record=record,
        token=wish.token,
        fingerprint=wish.fingerprint("sample"),
        source_name="sample walk",
        sample=True,
        side=wish.side,
        height=wish.height,
    )
    if same := selectors.same_walk(record, wish.token, analysis.fingerprint):
        return same
    check_open_walks(record)
    return _queued(analysis)


def check_open_walks(record: Record) -> None:
    """Refuses a visitor who already has many walks waiting.

    Parameters
    ----------
    record : Record

    Raises
    ------
    RangeError
        As many wait or run as one visitor may have.
    """
    count = selectors.open_walks(record)
    if count >= settings.PSOASCOPE_OPEN_WALKS:
        raise tables.error(RangeError, "too_many_walks", count=count)


def _queued(analysis: Analysis) -> Analysis:
    try:
        with transaction.atomic():
            analysis.save(force_insert=True)
            enqueue(analysis)
    except IntegrityError:
        # Two presses at once: the table let only one of them in.
        same = selectors.same_walk(analysis.record, analysis.token, analysis.fingerprint)
        if same is None:
            raise
        return same
    return analysis


def delete(analysis: Analysis) -> None:
    """Deletes an analysis for good: row, report and video. A worker at it lets go.

    Parameters
    ----------
    analysis : Analysis
    """
    identifier = analysis.pk
    analysis.delete()
    uploads.delete(identifier)


def erase(record: Record) -> None:
    """Deletes a record for good, with all that belongs to it: rows and videos.

    Parameters
    ----------
    record : Record
    """
    identifiers = list(record.analyses.values_list("pk", flat=True))
    record.delete()
    for identifier in identifiers:
        uploads.delete(identifier)
