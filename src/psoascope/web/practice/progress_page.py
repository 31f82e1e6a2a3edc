"""What the page of progress shows: pain day by day, what has changed, and the calendar."""

import datetime
from collections.abc import Iterable
from math import nan
from typing import Any

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.safestring import mark_safe

from psoascope import tables
from psoascope.care.answers import answers_of
from psoascope.care.progress import Change, adherence, progress
from psoascope.report.numerals import number
from psoascope.report.pain_picture import DayOfPain, pain_picture
from psoascope.web.checkin.models import CheckIn
from psoascope.web.people.models import Record
from psoascope.web.practice import selectors
from psoascope.web.practice.models import Session

WEEKS = 6
"""Of the calendar."""


def progress_of(record: Record, today: datetime.date, language: str) -> dict[str, Any]:
    """Everything on the page of progress.

    Parameters
    ----------
    record : Record
    today : datetime.date
    language : str

    Returns
    -------
    dict
    """
    rows = CheckIn.objects.filter(record=record, finished__isnull=False)
    checkins = list(rows.only("created", "answers"))
    sessions = list(selectors.sessions_of(record))
    days = _days(sessions, checkins)
    changes: list[dict[str, Any]] = []
    share = nan
    if checkins:
        since = datetime.date.fromisoformat(checkins[-1].answers["date"])
        share = adherence(selectors.history_from(sessions, today), since).share
    if len(checkins) > 1:
        first, last = answers_of(checkins[-1].answers), answers_of(checkins[0].answers)
        changes = [_changed(one, language) for one in progress(first, last).changes]
    return {
        "picture": mark_safe(pain_picture(days, language)) if days else "",
        "changes": changes,
        "checkins": len(checkins),
        "share": None if share != share else round(100 * share),
        "weekdays": list(zip(WEEKDAYS.values(), WEEKDAYS_ABBR.values(), strict=True)),
        "weeks": _calendar(sessions, today),
        "sessions": len({one.date for one in sessions if not one.missed}),
    }


def _days(sessions: Iterable[Session], checkins: Iterable[CheckIn]) -> list[DayOfPain]:
    told: dict[datetime.date, list[float]] = {}
    done: set[datetime.date] = set()
    for one in sessions:
        pains = (one.pain_before, one.pain_during, one.pain_next_day)
        told.setdefault(one.date, []).extend(pain for pain in pains if pain is not None)
        if not one.missed:
            done.add(one.date)
    for checkin in checkins:
        date = datetime.date.fromisoformat(checkin.answers["date"])
        for place in checkin.answers.get("pain") or ():
            scores = (place.get(part) for part in ("best", "now", "worst"))
            told.setdefault(date, []).extend(score for score in scores if score is not None)
    return [
        DayOfPain(date, min(pains, default=nan), max(pains, default=nan), date in done)
        for date, pains in sorted(told.items())
    ]


def _changed(one: Change, language: str) -> dict[str, Any]:
    return {
        "what": _measure(one, language),
        "before": "–" if one.before is None else number(one.before, 1, language),
        "after": "–" if one.after is None else number(one.after, 1, language),
        "smallest": "–" if one.smallest is None else number(one.smallest, 1, language),
        "unit": "" if one.unit == "0-10" else one.unit,
        "verdict": tables.say(f"outcomes.verdict.{one.verdict}", language),
        "size": tables.say(f"outcomes.size.{one.size}", language) if one.size else "",
        "kind": one.verdict,
    }


def _measure(one: Change, language: str) -> str:
    if one.kind == "pain":
        region, side = one.measure.split(".")
        where = tables.say(f"body_regions.{region}", language)
        at = tables.say(f"plan_page.side_{side}", language)
        return tables.say("progress_page.worst_pain", language, where=where, side=at)
    if one.kind == "test":
        name, side, measure = one.measure.split(".")
        at = tables.say(f"plan_page.side_{side}", language)
        what = tables.say(f"quantities.{measure}", language)
        return f"{tables.say(f'tests.{name}', language)}: {what} ({at})"
    return one.measure


def _calendar(sessions: Iterable[Session], today: datetime.date) -> list[list[dict[str, Any]]]:
    """The last weeks, Monday to Sunday."""
    rows = list(sessions)
    done = {one.date for one in rows if not one.missed}
    missed = {one.date for one in rows if one.missed} - done
    monday = today - datetime.timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    days = [monday + datetime.timedelta(days=number) for number in range(7 * WEEKS)]
    marked = [
        {
            "number": day.day,
            "state": "done" if day in done else "missed" if day in missed else "",
            "today": day == today,
            "ahead": day > today,
        }
        for day in days
    ]
    return [marked[week * 7 : week * 7 + 7] for week in range(WEEKS)]
