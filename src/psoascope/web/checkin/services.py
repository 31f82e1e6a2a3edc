"""What a person does in a check-in: begin, save a step, finish, change an answer later."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from psoascope import tables
from psoascope.care.answers import SCHEMA, answers_of
from psoascope.care.measured import with_tests
from psoascope.care.triage import triage
from psoascope.checkin import Context, check_in
from psoascope.report.plan_document import Reader, plan_document
from psoascope.web.checkin import selectors
from psoascope.web.checkin.models import CheckIn
from psoascope.web.people.models import Record
from psoascope.web.practice.selectors import history

# What stays the same from one check-in to the next, and is not asked twice.
LASTING = (
    *("age", "sex", "conditions", "medicines", "day", "sleep", "sport", "goals", "equipment"),
    "minutes_a_day",
)


def begun(record: Record, language: str) -> CheckIn:
    """The open check-in; a new one, with what lasts from the one before, where there is none.

    Parameters
    ----------
    record : Record
    language : str

    Returns
    -------
    CheckIn
    """
    with transaction.atomic():
        # Of two presses at once the second finds what the first has begun.
        Record.objects.select_for_update().get(pk=record.pk)
        found = selectors.open_checkin(record)
        if found is not None:
            return found
        before = selectors.latest(record)
        told = before.answers if before else {}
        kept = {key: told[key] for key in LASTING if key in told}
        answers = {"schema": SCHEMA, "date": _today().isoformat(), "language": language, **kept}
        return CheckIn.objects.create(record=record, answers=answers)


def save_step(checkin: CheckIn, step: str, part: Mapping[str, Any]) -> CheckIn:
    """Keeps the answers of a step; what others already said stays.

    Parameters
    ----------
    checkin : CheckIn
    step : str
        Entry of data/checkin_steps.toml.
    part : mapping
        Fields of the check-in's document; None takes an answer back. Under "signs" only the
        questions of this step are changed.

    Returns
    -------
    CheckIn

    Raises
    ------
    RangeError
        An answer that cannot be, or contradicts another; nothing is kept then.
    """
    with transaction.atomic():
        # Two tabs must not take each other's answers away.
        now = CheckIn.objects.select_for_update().get(pk=checkin.pk)
        signs = {**(now.answers.get("signs") or {}), **(part.get("signs") or {})}
        answers = {**now.answers, **part, "signs": signs, "date": _today().isoformat()}
        # Worked out at once, so that what does not fit together is said where it was typed.
        document = _document(answers, now.record)
        now.answers = answers
        now.steps = [one for one in tables.table("checkin_steps") if one in {*now.steps, step}]
        if now.finished:
            now.document, now.worked_out = document, _today()
        now.save()
    return now


def finish(checkin: CheckIn) -> CheckIn:
    """Works out what the answers lead to.

    Parameters
    ----------
    checkin : CheckIn

    Returns
    -------
    CheckIn
        With its document; finishing again works it out anew.
    """
    checkin.document, checkin.worked_out = _document(checkin.answers, checkin.record), _today()
    checkin.finished = timezone.now()
    checkin.save()
    return checkin


def work_out(record: Record) -> CheckIn | None:
    """Works the last results out anew: after practice, a measurement, or a new day.

    Parameters
    ----------
    record : Record

    Returns
    -------
    CheckIn or None
        None where no check-in is finished.
    """
    found = selectors.latest(record)
    if found is not None:
        found.document, found.worked_out = _document(found.answers, record), _today()
        found.save(update_fields=["document", "worked_out", "changed"])
    return found


def up_to_date(record: Record | None) -> CheckIn | None:
    """The last finished check-in, its plan as it stands today.

    Parameters
    ----------
    record : Record or None

    Returns
    -------
    CheckIn or None
        Its document is read when it is asked for.
    """
    found = selectors.standing(record).latest
    if record is None or found is None or found.worked_out == _today():
        return found
    return work_out(record)


def level_so_far(checkin: CheckIn) -> str:
    """How soon somebody should look, by what was told until now.

    Parameters
    ----------
    checkin : CheckIn

    Returns
    -------
    str
        One of psoascope.care.triage.LEVELS.
    """
    return triage(answers_of(checkin.answers)).level


def document_for(record: Record, audience: str) -> dict[str, Any] | None:
    """The last results as they stand today, for somebody else than the person.

    Parameters
    ----------
    record : Record
    audience : {"person", "clinician", "researcher"}

    Returns
    -------
    dict or None
        None where no check-in is finished.
    """
    found = selectors.latest(record)
    return None if found is None else _document(found.answers, record, audience)


def _document(
    answers: Mapping[str, Any], record: Record, audience: str = "person"
) -> dict[str, Any]:
    today = _today()
    results = record.measurements.values_list("document", flat=True)
    told = with_tests(answers, results) if results else answers
    found = check_in(told, Context(today=today, history=history(record, today)))
    number = settings.PSOASCOPE_EMERGENCY_NUMBER
    return plan_document(found, Reader(answers["language"], audience, number))


def _today() -> datetime.date:
    return timezone.localdate()
