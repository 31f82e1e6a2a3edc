"""The page about the muscle."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from psoascope.report.plan_page import code_of
from psoascope.web.learn.pieces import piece
from psoascope.web.words.templatetags.words import page_language


@require_safe
def muscle(request: HttpRequest) -> HttpResponse:
    """Know your muscle: what it is, and how it moves.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    language = page_language()
    context = {name: piece(name, language) for name in ("viewer", "statements")}
    return render(request, "learn/muscle.html", context)


@require_safe
def handout(request: HttpRequest) -> HttpResponse:
    """The handout on one page, graded, with a code that leads to practice.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    address = request.build_absolute_uri(reverse("plan"))
    context = {
        "rows": piece("handout_rows", page_language()),
        "address": address,
        "code": _code(address),
    }
    return render(request, "learn/handout.html", context)


@lru_cache(maxsize=32)
def _code(address: str) -> SafeString:
    # Drawn from the address alone.
    return mark_safe(code_of(address) or "")
