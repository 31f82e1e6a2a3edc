"""What was done so far, as rows and as the history that the care rules read."""

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet

from psoascope.care.history import History
from psoascope.care.history_json import SESSION, history_of
from psoascope.web.people.models import Record
from psoascope.web.practice.models import Session

REMEMBERED = 3
"""Days for which somebody knows how the 24 hours after a session were."""


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
    return Session.objects.filter(record_id=record.pk)


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
    return history_from(sessions_of(record), today)


def history_from(rows: Iterable[Session], today: datetime.date) -> History:
    """What the rules of progression read, out of sessions that were read already.

    Parameters
    ----------
    rows : iterable of Session
        All of a record, the earliest first.
    today : datetime.date

    Returns
    -------
    History
        Without the days that were missed.
    """
    told = [
        {name: getattr(one, name) for name in SESSION}
        | {"date": one.date.isoformat(), "stopped": one.stopped or None}
        for one in rows
        if not one.missed and one.date <= today
    ]
    return history_of({"sessions": told}, today)


def recent(record: Record | None, today: datetime.date) -> list[Session]:
    """The sessions of the last seven days, the earliest first.

    Parameters
    ----------
    record : Record or None
    today : datetime.date

    Returns
    -------
    list of Session
        With date, missed and pain_next_day alone.
    """
    since = today - datetime.timedelta(days=6)
    rows = sessions_of(record).filter(date__range=(since, today))
    return list(rows.only("date", "missed", "pain_next_day"))


def waiting(rows: Iterable[Session], today: datetime.date) -> list[Session]:
    """Sessions of yesterday or before whose next 24 hours have not been told.

    Parameters
    ----------
    rows : iterable of Session
        Of the last days.
    today : datetime.date

    Returns
    -------
    list of Session
        Of the last day with any; nobody remembers further back.
    """
    since = today - datetime.timedelta(days=REMEMBERED)
    past = [one for one in rows if not one.missed and since <= one.date < today]
    last = max((one.date for one in past), default=None)
    return [one for one in past if one.date == last and one.pain_next_day is None]


def awaiting_next_day(record: Record | None, today: datetime.date) -> QuerySet[Session]:
    """Sessions of yesterday or before whose next 24 hours have not been told.

    Parameters
    ----------
    record : Record or None
    today : datetime.date

    Returns
    -------
    queryset of Session
    """
    asked = [one.pk for one in waiting(recent(record, today), today)]
    return sessions_of(record).filter(pk__in=asked)
