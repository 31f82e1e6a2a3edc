"""What a person agreed to, purpose by purpose."""

from django.utils import timezone

from psoascope import tables
from psoascope.errors import RangeError
from psoascope.web.people.models import Consent, Record


def agreed(record: Record | None) -> frozenset[str]:
    """The purposes that somebody agrees to now.

    Parameters
    ----------
    record : Record or None

    Returns
    -------
    frozenset of str
        Entries of data/consents.toml.
    """
    if record is None:
        return frozenset()
    return frozenset(record.consents.filter(withdrawn=None).values_list("purpose", flat=True))


def agree(record: Record, purpose: str) -> None:
    """Notes that somebody agrees to a purpose; nothing changes where they already do.

    Parameters
    ----------
    record : Record
    purpose : str

    Raises
    ------
    RangeError
        There is no such purpose.
    """
    if purpose not in tables.table("consents"):
        known = ", ".join(tables.table("consents"))
        raise tables.error(RangeError, "account.no_purpose", purpose=purpose, known=known)
    if purpose not in agreed(record):
        Consent.objects.create(record=record, purpose=purpose)


def withdraw(record: Record, purpose: str) -> None:
    """Notes that somebody no longer agrees; that they did stays in the record.

    Parameters
    ----------
    record : Record
    purpose : str
    """
    record.consents.filter(purpose=purpose, withdrawn=None).update(withdrawn=timezone.now())
