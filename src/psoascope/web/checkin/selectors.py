"""What was told so far, and what came of it."""

from dataclasses import dataclass

from django.db.models import F
from django.db.models.lookups import IsNull

from psoascope.web.checkin.models import CheckIn
from psoascope.web.people.models import Record


@dataclass(frozen=True)
class Standing:
    """How far somebody is; neither holds its answers or its document.

    Parameters
    ----------
    begun : CheckIn or None
        The check-in that is not finished.
    latest : CheckIn or None
        The last one that is finished.
    """

    begun: CheckIn | None
    latest: CheckIn | None


def standing(record: Record | None) -> Standing:
    """How far somebody is, asked for at once.

    Parameters
    ----------
    record : Record or None

    Returns
    -------
    Standing
    """
    if record is None:
        return Standing(None, None)
    rows = list(CheckIn.objects.filter(record_id=record.pk).defer("answers", "document"))
    return Standing(
        begun=next((one for one in rows if one.finished is None), None),
        latest=next((one for one in rows if one.finished is not None), None),
    )


def told(record: Record | None) -> CheckIn | None:
    """The open check-in; else the last one, whose answers may still be changed and deepened.

    Parameters
    ----------
    record : Record or None

    Returns
    -------
    CheckIn or None
        With answers and steps alone.
    """
    if record is None:
        return None
    rows = CheckIn.objects.filter(record_id=record.pk).only("answers", "steps")
    open_first = rows.order_by(IsNull(F("finished"), True).desc(), "-created")
    return next(iter(open_first[:1]), None)


def open_checkin(record: Record | None) -> CheckIn | None:
    """The check-in that is not finished.

    Parameters
    ----------
    record : Record or None

    Returns
    -------
    CheckIn or None
    """
    if record is None:
        return None
    return CheckIn.objects.filter(record=record, finished=None).first()


def latest(record: Record | None) -> CheckIn | None:
    """The check-in that results and plan are made from.

    Parameters
    ----------
    record : Record or None

    Returns
    -------
    CheckIn or None
        The last one that is finished.
    """
    if record is None:
        return None
    return CheckIn.objects.filter(record=record, finished__isnull=False).first()


def results(record: Record | None) -> CheckIn | None:
    """What came of the last finished check-in.

    Parameters
    ----------
    record : Record or None

    Returns
    -------
    CheckIn or None
        With its document and the day it is of alone.
    """
    if record is None:
        return None
    rows = CheckIn.objects.filter(record_id=record.pk, finished__isnull=False)
    return next(iter(rows.only("document", "worked_out")[:1]), None)
