"""The application as an app on a phone: service worker, card, the page without a connection."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from psoascope import tables
from psoascope.web.words.templatetags.words import page_language

WORKER = Path(__file__).parent.parent / "static" / "build" / "sw.js"
ICONS = (("icon-192.png", "any"), ("icon-512.png", "any"), ("icon-maskable-512.png", "maskable"))


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown where a page cannot be reached; the same for everybody.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    return render(request, "home/offline.html")


@require_safe
def worker(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    """The service worker; at the root, so that it answers for all pages.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse

    Raises
    ------
    Http404
        The front end is not built.
    """
    if not WORKER.is_file():
        raise Http404
    # Asked again at each visit: it is how a new release becomes known.
    headers = {"Cache-Control": "no-cache"}
    return FileResponse(WORKER.open("rb"), content_type="text/javascript", headers=headers)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The card of the application for a phone's home screen.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    language, home = page_language(), reverse("home")
    paper = tables.entry("offline.paper.light")
    words = ("name", "short_name", "description")
    card = {
        **{key: tables.say(f"offline.{key}", language) for key in words},
        "lang": language,
        "id": home,
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "theme_color": paper,
        "background_color": paper,
        "icons": [_icon("icon.svg", "image/svg+xml", "any", "any")]
        + [_icon(name, "image/png", _size(name), purpose) for name, purpose in ICONS],
    }
    return JsonResponse(
        card,
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _size(name: str) -> str:
    edge = name.removesuffix(".png").split("-")[-1]
    return f"{edge}x{edge}"


def _icon(name: str, kind: str, sizes: str, purpose: str) -> dict[str, str]:
    return {"src": static(f"app/{name}"), "type": kind, "sizes": sizes, "purpose": purpose}
