"""Refuses a request that is too large by what it says of itself, before its body is read."""

from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import Error, RequestEntityTooLarge

ROOM = 1024**2  # bytes of a form beside its file


class TooLarge(RequestEntityTooLarge):  # type: ignore[misc]
    """A page with the limit and the cure, instead of a line for programs."""

    def to_response(
        self,
        ident: str | None = None,  # noqa: ARG002
    ) -> tuple[str, list[tuple[str, str]], bytes]:
        """What is sent.

        Parameters
        ----------
        ident : str, optional
            Of the server; not told.

        Returns
        -------
        (str, list of (str, str), bytes)
            Status, headers, page.
        """
        from psoascope.web.movement.forms import size_in_words

        with translation.override(self.body):
            limit = size_in_words(settings.PSOASCOPE_UPLOAD_LIMIT)
            page = render_to_string("413.html", {"limit": limit})
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
        return f"{self.code} {self.reason}", headers, page.encode()


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Waitress' own, which refuses by Content-Length; it says so in words."""

    error: Error | None = None

    def received(self, data: bytes) -> int:
        """Takes a piece of the request.

        Parameters
        ----------
        data : bytes

        Returns
        -------
        int
            Bytes that were used.
        """
        used: int = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge) and not isinstance(self.error, TooLarge):
            self.error = TooLarge(_language(self.headers))
        return used


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose requests are taken in by our parser."""

    parser_class = Parser


def _language(headers: dict[str, str]) -> str:
    """The language of whoever asks, as for any other page."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = headers.get("ACCEPT_LANGUAGE", "")
    try:
        cookies = SimpleCookie(headers.get("COOKIE", ""))
    except CookieError:
        cookies = SimpleCookie()
    request.COOKIES = {name: one.value for name, one in cookies.items()}
    return translation.get_language_from_request(request)
