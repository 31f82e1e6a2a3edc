"""Whose record it is: of the person who is logged in, or of a guest, known by the session."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from psoascope.web.people.models import Person, Record
from psoascope.web.people.whose import FIELD, number_of

KEY = "record"
"""Where a session keeps the number of a guest's record."""
AT_ONCE = timedelta(seconds=30)


def record_of(request: HttpRequest) -> Record | None:
    """The record of whoever asks, and a note that they were here.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    Record or None
        None for somebody who has left nothing here yet.
    """
    if not hasattr(request, "_record"):
        request._record = _visited(request, _found(request))  # type: ignore[attr-defined]
    found: Record | None = request._record  # type: ignore[attr-defined]
    return found


def own_record(request: HttpRequest) -> Record:
    """The record of whoever asks; a new one where there is none.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    Record
    """
    found = record_of(request)
    if found is None:
        if request.user.is_authenticated:
            found, _ = Record.objects.get_or_create(person=request.user)
        else:
            found = _new_guest(request.POST.get(FIELD, ""))
            request.session[KEY] = str(found.pk)
        request._record = found  # type: ignore[attr-defined]
    return found


def adopt(person: Person, guest: UUID | str | None) -> Record:
    """Gives a person what they entered as a guest; nothing of it is lost, nothing of theirs either.

    Parameters
    ----------
    person : Person
    guest : UUID, str or None
        Number of the guest's record, as the session keeps it.

    Returns
    -------
    Record
        The person's own.
    """
    with transaction.atomic():
        own = Record.objects.select_for_update().filter(person=person).first()
        entered = _guests(guest)
        if entered is None:
            return own or Record.objects.create(person=person)
        if own is None:
            entered.person = person
            entered.save(update_fields=["person"])
            return entered
        for relation in Record._meta.related_objects:
            rows = relation.related_model._default_manager.filter(**{relation.field.name: entered})
            rows.update(**{relation.field.name: own})
        entered.delete()
        return own


def _found(request: HttpRequest) -> Record | None:
    if request.user.is_authenticated:
        return getattr(request.user, "record", None)
    return _guests(request.session.get(KEY))


def _new_guest(mark: str) -> Record:
    """A new record; the same one where a form of somebody new is sent twice at once."""
    number = number_of(mark)
    if number is None:
        return Record.objects.create()
    found, made = Record.objects.get_or_create(pk=number)
    # Later, or by somebody who has an account by now, it is no second press.
    fresh = made or (found.is_guests and found.created > timezone.now() - AT_ONCE)
    return found if fresh else Record.objects.create()


def _guests(number: UUID | str | None) -> Record | None:
    if not number:
        return None
    try:
        return Record.objects.filter(pk=number, person=None).first()
    except ValidationError:
        return None


def _visited(request: HttpRequest, record: Record | None) -> Record | None:
    """Notes the visit, so that a guest's record and session stay; not at every click."""
    if record is not None:
        now = timezone.now()
        if record.seen < now - timedelta(seconds=settings.PSOASCOPE_IDLE / 24):
            Record.objects.filter(pk=record.pk).update(seen=now)
            request.session.modified = True
    return record
