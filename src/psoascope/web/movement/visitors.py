"""Who is asking: a browser session, known by a fingerprint of its key."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def visitor(request: HttpRequest) -> str:
    """Owner of what this browser made.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    str
        64 hexadecimal digits; "" for a browser that made nothing yet.
    """
    key = request.session.session_key
    if not key or not request.session.exists(key):
        return ""
    return _owner(key)


def new_visitor(request: HttpRequest) -> str:
    """Owner of what this browser is about to make; starts a session where there is none.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    if not visitor(request):
        request.session.create()
    return _owner(request.session.session_key or "")


def _owner(key: str) -> str:
    # A fingerprint: whoever reads the table of analyses cannot take over a session.
    return salted_hmac("psoascope.movement.owner", key, algorithm="sha256").hexdigest()
