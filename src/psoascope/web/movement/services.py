"""What a visitor does: ask for an analysis, delete it, come back."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from psoascope import tables
from psoascope.errors import RangeError
from psoascope.read.files import sha256_of
from psoascope.web.movement import selectors, uploads
from psoascope.web.movement.models import OPEN, Analysis
from psoascope.web.movement.tasks import enqueue
from psoascope.web.people.models import Record
from psoascope.web.words.templatetags import kept


@dataclass(frozen=True)
class Wish:
    """What was asked beside the videos.

    Parameters
    ----------
    token : UUID
        Of the form.
    side : {"auto", "left", "right"}
    height : float or None, m
        None: the standard height is assumed.
    test : str
        Entry of data/tests.toml; "" for a walk.
    keep : bool
        The videos stay after the analysis.
    """

    token: UUID
    side: str = "auto"
    height: float | None = None
    test: str = ""
    keep: bool = False

    def fingerprint(self, content: str) -> str:
        """The same for the same content and options.

        Parameters
        ----------
        content : str
            Fingerprint of the files.

        Returns
        -------
        str
            64 hexadecimal digits.
        """
        asked = f"{content}|{self.side}|{self.height}|{self.test}|{self.keep}"
        return hashlib.sha256(asked.encode()).hexdigest()


def queue_videos(
    record: Record,
    videos: "Sequence[UploadedFile[bytes]]",
    wish: Wish,
    standing: "UploadedFile[bytes] | None" = None,
) -> Analysis:
    """Keeps received videos and asks the worker to look at them.

    Parameters
    ----------
    record : Record
    videos : sequence of UploadedFile
        At least one; repeats of one test.
    wish : Wish
    standing : UploadedFile, optional
        The same person standing still.

    Returns
    -------
    Analysis
        The one that already exists where the same form or the same open walk is sent again.

    Raises
    ------
    RangeError
        This visitor has too many walks waiting.
    """
    received = [*videos, *([standing] if standing else [])]
    sums = [sha256_of(uploads.path_of(one)) for one in received]
    names = uploads.names_of(received)
    analysis = Analysis(
        id=uuid4(),
        record=record,
        token=wish.token,
        fingerprint=wish.fingerprint("|".join([str(len(videos)), *sums])),
        source_name=names[0],
        sha256=sums[0],
        side=wish.side,
        height=wish.height,
        test=wish.test,
        videos=names[: len(videos)],
        standing=names[-1] if standing else "",
        keep=wish.keep,
    )
    if same := selectors.same_walk(record, wish.token, analysis.fingerprint):
        return same
    check_open_walks(record)
    for one, name in zip(received, names, strict=True):
        uploads.keep(one, analysis.pk, name)
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
    """Deletes an analysis for good: row, result and videos. A worker at it lets go.

    Parameters
    ----------
    analysis : Analysis
    """
    identifier = analysis.pk
    analysis.delete()
    uploads.delete(identifier)


def delete_videos(analysis: Analysis) -> None:
    """Deletes the kept videos of an analysis that has ended; its result stays.

    Parameters
    ----------
    analysis : Analysis
    """
    Analysis.objects.filter(pk=analysis.pk).update(keep=False)
    uploads.delete(analysis.pk)


def forget_videos(record: Record) -> None:
    """Deletes every video of a record, once there is no consent to have them.

    What still waits or runs is deleted with its videos; results that are there stay.

    Parameters
    ----------
    record : Record
    """
    with transaction.atomic():
        filmed = record.analyses.select_for_update().filter(sample=False)
        held = [one.pk for one in filmed.only("pk", "state", "keep") if one.is_open or one.keep]
        record.analyses.filter(pk__in=held, state__in=OPEN).delete()
        record.analyses.filter(pk__in=held).update(keep=False)
    for identifier in held:
        uploads.delete(identifier)


def erase(record: Record) -> None:
    """Deletes a record for good, with all that belongs to it: rows, videos, what memory holds.

    Parameters
    ----------
    record : Record
    """
    identifiers = list(record.analyses.values_list("pk", flat=True))
    record.delete()
    for identifier in identifiers:
        uploads.delete(identifier)
    # Pages of results and plans that were kept to be quick; they are few, and made anew when asked.
    cache.clear()
    kept.forget()
