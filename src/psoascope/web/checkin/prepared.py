"""What pages show of a check-in: prepared once for each state of it and language, then kept."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache

from psoascope import __version__
from psoascope.web.checkin.models import CheckIn

KEPT_FOR = 3600  # s


def prepared(
    page: str, checkin: CheckIn, language: str, make: Callable[[CheckIn, str], dict[str, Any]]
) -> dict[str, Any]:
    """What a page shows, out of memory where the check-in has not changed since.

    Parameters
    ----------
    page : str
        Name of the page.
    checkin : CheckIn
        Finished; its document is read only where something has changed.
    language : str
    make : callable
        Prepares it.

    Returns
    -------
    dict
    """
    key = f"{page}/{__version__}/{checkin.pk}/{checkin.changed.timestamp()}/{language}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        found = make(checkin, language)
        cache.set(key, found, KEPT_FOR)
    return found
