"""Links to a report: made, revoked, opened."""

import secrets
from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from psoascope import tables
from psoascope.web.people.models import Record
from psoascope.web.records.models import ShareLink


def new_link(record: Record, days: int) -> str:
    """A new link to a record's report.

    Parameters
    ----------
    record : Record
    days : int
        Until it ends; within the range of data/report_pages.toml.

    Returns
    -------
    str
        The secret part of the address; it is shown once and not kept.
    """
    low, high = tables.entry("report_pages.days.range")
    token = secrets.token_urlsafe(24)
    until = timezone.now() + timedelta(days=min(max(days, int(low)), int(high)))
    ShareLink.objects.create(record=record, fingerprint=_fingerprint(token), expires=until)
    return token


def revoke(record: Record, number: str) -> None:
    """Ends a link at once.

    Parameters
    ----------
    record : Record
    number : str
        Of one of its links; those of others stay.
    """
    record.links.filter(pk=number, revoked=None).update(revoked=timezone.now())


def opened(token: str) -> Record | None:
    """The record that a link leads to; it is counted.

    Parameters
    ----------
    token : str

    Returns
    -------
    Record or None
        None where the link is unknown, has ended or was revoked.
    """
    link = ShareLink.objects.filter(fingerprint=_fingerprint(token)).first()
    if link is None or not link.is_open:
        return None
    ShareLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1)
    return link.record


def _fingerprint(token: str) -> str:
    return salted_hmac("psoascope.records.link", token, algorithm="sha256").hexdigest()
