"""Whose page a form is: a mark in the form, so that what is sent later is not somebody else's."""

from uuid import UUID, uuid4

from django.core import signing
from django.utils.crypto import salted_hmac

from psoascope.web.people.models import Record

FIELD = "whose"
NEW = "new."
_SIGNER = signing.Signer(salt="psoascope.whose")


def mark_of(record: Record | None) -> str:
    """What a form carries along.

    Parameters
    ----------
    record : Record or None
        None for somebody who has left nothing yet: then the mark names the record that sending the
        form will make, so that sending it twice makes one.

    Returns
    -------
    str
    """
    if record is None:
        return NEW + _SIGNER.sign(str(uuid4()))
    return salted_hmac("psoascope.whose", str(record.pk)).hexdigest()[:32]


def number_of(mark: str) -> UUID | None:
    """The number of the record that a new form will make.

    Parameters
    ----------
    mark : str

    Returns
    -------
    UUID or None
        None unless the mark is one of ours.

    Examples
    --------
    >>> number_of("new.3f0c"), number_of("")
    (None, None)
    """
    if not mark.startswith(NEW):
        return None
    try:
        return UUID(_SIGNER.unsign(mark.removeprefix(NEW)))
    except signing.BadSignature:
        return None
