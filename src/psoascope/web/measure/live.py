"""The live camera's test: the page, and the points that it sends."""

import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from psoascope import tables
from psoascope.errors import PsoascopeError
from psoascope.read.live_capture import live_captures
from psoascope.web.learn.selectors import viewer
from psoascope.web.measure import services
from psoascope.web.measure.selectors import is_filmed, is_urgent, setup
from psoascope.web.people.records import own_record, record_of
from psoascope.web.words.templatetags.words import page_language


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def live(request: HttpRequest, name: str) -> HttpResponse:
    """A guided test with the live camera; POST takes the points that the page has found.

    Parameters
    ----------
    request : HttpRequest
        With a body of `psoascope.read.live_capture` in a POST.
    name : str
        Entry of data/tests.toml that is filmed.

    Returns
    -------
    HttpResponse
        The page; for a POST JSON: `next`, an address, or `refused`, sentences.

    Raises
    ------
    Http404
        No such test, or one that no camera sees.
    """
    if not is_filmed(name):
        raise Http404
    urgent = is_urgent(record_of(request))
    if request.method == "POST":
        return _next("test", name) if urgent else _result(request, name)
    if urgent:
        return redirect("test", name)
    context = {
        **setup(name, page_language()),
        "words": json.dumps(_words(page_language()), ensure_ascii=False),
        "viewer": viewer(page_language()),
        "megabytes": tables.entry("web.live_download.value"),
    }
    return render(request, "measure/live.html", context)


def _words(language: str) -> dict[str, str]:
    """What the page says by script, which fills the braces itself."""
    return {key: row["say"][language] for key, row in tables.table("live_pages").items()}


def _result(request: HttpRequest, name: str) -> JsonResponse:
    most = int(tables.entry("web.live_letter.value"))
    raw = request.read(most + 1)
    language = page_language()
    if len(raw) > most:
        said = tables.say("live_pages.too_much", language, megabytes=most // 2**20)
        return JsonResponse({"refused": [said]}, status=413)
    try:
        made = services.note_live(own_record(request), name, live_captures(raw))
    except PsoascopeError as problem:
        said = tables.say("live_pages.refused_intro", language)
        refused = [said, tables.explain(problem, language)]
        return JsonResponse({"refused": refused}, status=422)
    return _next("result", made.pk)


def _next(page: str, of: object) -> JsonResponse:
    return JsonResponse({"next": reverse(page, args=[of])})
