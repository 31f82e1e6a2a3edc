"""What a person notes about practice, and the plan that follows from it."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from psoascope.care.history_json import history_of
from psoascope.web.checkin.services import work_out
from psoascope.web.people.models import Record
from psoascope.web.practice import selectors
from psoascope.web.practice.models import Session


def note_session(record: Record, date: datetime.date, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keeps what was done on a day; noting a day again replaces it.

    Parameters
    ----------
    record : Record
    date : datetime.date
    rows : sequence of mapping
        One an exercise, with ladder, rung, missed, and the fields of
        psoascope.care.history.Session.

    Raises
    ------
    RangeError
        A value that cannot be; nothing is kept then.
    """
    told = [
        {key: value for key, value in row.items() if key != "missed"} | {"date": date.isoformat()}
        for row in rows
    ]
    history_of({"sessions": told}, date)
    with transaction.atomic():
        for row in rows:
            values = {**row, "stopped": row.get("stopped") or ""}
            ladder = values.pop("ladder")
            Session.objects.update_or_create(
                record=record, date=date, ladder=ladder, defaults=values
            )
        work_out(record)


def note_next_day(record: Record, today: datetime.date, pain: float) -> None:
    """Keeps the most pain of the 24 hours after the last session.

    Parameters
    ----------
    record : Record
    today : datetime.date
    pain : float, 0 to 10
    """
    with transaction.atomic():
        selectors.awaiting_next_day(record, today).update(pain_next_day=pain)
        work_out(record)


def undo_session(record: Record, date: datetime.date) -> None:
    """Takes back what was noted of a day.

    Parameters
    ----------
    record : Record
    date : datetime.date
    """
    with transaction.atomic():
        selectors.sessions_of(record).filter(date=date).delete()
        work_out(record)
