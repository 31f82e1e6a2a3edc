"""The plan of the week, today's session, and what is noted of it."""

import datetime
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from psoascope.web.checkin.services import up_to_date
from psoascope.web.people.ended import keeps_typed, typed
from psoascope.web.people.records import own_record, record_of
from psoascope.web.practice import selectors, services
from psoascope.web.practice.forms import NextDayForm, SessionForm
from psoascope.web.practice.models import Session
from psoascope.web.practice.plan_page import plan_of
from psoascope.web.practice.progress_page import progress_of
from psoascope.web.words.problems import said_on
from psoascope.web.words.templatetags.words import page_language


@never_cache
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The week: today's session first, then habits and what to leave.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    record = record_of(request)
    checkin = up_to_date(record)
    if checkin is None:
        return render(request, "practice/none.html")
    today = timezone.localdate()
    rows = selectors.recent(record, today)
    context = {
        "plan": plan_of(checkin, page_language()),
        "noted": any(one.date == today for one in rows),
        "next_day": NextDayForm(),
        "ask_next_day": bool(selectors.waiting(rows, today)),
        "week": _week(rows, today),
    }
    return render(request, "practice/plan.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def session(request: HttpRequest) -> HttpResponse:
    """Today's session, exercise by exercise; sent, it is noted.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    checkin = up_to_date(record_of(request))
    exercises = plan_of(checkin, page_language())["exercises"] if checkin else []
    if not exercises:
        return redirect("plan")
    if request.method != "POST":
        return _session_page(request, SessionForm(exercises, typed(request)))
    form = SessionForm(exercises, request.POST)
    if form.is_valid():
        with said_on(form):
            services.note_session(own_record(request), timezone.localdate(), form.rows())
            return redirect("plan")
    return _session_page(request, form, status=422)


@never_cache
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Pain and practice side by side, and what has changed between check-ins.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    record = record_of(request)
    found = progress_of(record, timezone.localdate(), page_language()) if record else {}
    return render(request, "practice/progress.html", {"found": found})


@require_POST
def next_day(request: HttpRequest) -> HttpResponse:
    """Notes how the 24 hours after the last session were.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    form = NextDayForm(request.POST)
    if form.is_valid():
        today = timezone.localdate()
        services.note_next_day(own_record(request), today, form.cleaned_data["pain"])
    return redirect("plan")


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Takes back what was noted of today.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    services.undo_session(own_record(request), timezone.localdate())
    return redirect("plan")


def _session_page(request: HttpRequest, form: SessionForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "exercises": form.exercises}
    return render(request, "practice/session.html", context, status=status)


def _week(rows: Iterable[Session], today: datetime.date) -> list[dict[str, object]]:
    """The last seven days and what was done on each."""
    days = [today - datetime.timedelta(days=back) for back in range(6, -1, -1)]
    states = {(one.date, one.missed) for one in rows}
    return [
        {
            "name": WEEKDAYS[day.weekday()],
            "short": WEEKDAYS_ABBR[day.weekday()],
            "done": (day, False) in states,
            "missed": (day, True) in states,
            "today": day == today,
        }
        for day in days
    ]
