"""What was told so far, and what came of it."""

from psoascope.web.checkin.models import CheckIn
from psoascope.web.people.models import Record


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
