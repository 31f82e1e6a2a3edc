"""What was done so far, as rows and as the history that the care rules read."""

import datetime

from django.db.models import QuerySet

from psoascope.care.history import History
from psoascope.care.history_json import SESSION, history_of
from psoascope.web.people.models import Record
from psoascope.web.practice.models import Session


def sessions_of(record: Record | None) -> QuerySet[Session]:
    """All sessions, the earliest first.

    Parameters
    ----------
    record : Record or None

    Returns
    -------
    queryset of Session
    """
    if record is None:
        return Session.objects.none()
    return Session.objects.filter(record=record)


def history(record: Record, today: datetime.date) -> History:
    """What the rules of progression read.

    Parameters
    ----------
    record : Record
    today : datetime.date

    Returns
    -------
    History
        Without the days that were missed.
    """
    rows = sessions_of(record).filter(missed=False, date__lte=today)
    told = [
        {name: getattr(one, name) for name in SESSION}
        | {"date": one.date.isoformat(), "stopped": one.stopped or None}
        for one in rows
    ]
    return history_of({"sessions": told}, today)


def awaiting_next_day(record: Record | None, today: datetime.date) -> QuerySet[Session]:
    """Sessions of yesterday or before whose next 24 hours have not been told.

    Parameters
    ----------
    record : Record or None
    today : datetime.date

    Returns
    -------
    queryset of Session
        Of the last day with any; nobody remembers further back.
    """
    past = sessions_of(record).filter(missed=False, date__lt=today)
    last = past.last()
    if last is None or (today - last.date).days > 3:
        return past.none()
    return past.filter(date=last.date, pain_next_day=None)
