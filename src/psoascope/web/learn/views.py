"""The page about the muscle."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from psoascope.web.learn import selectors
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
    return render(request, "learn/muscle.html", {"viewer": selectors.viewer(page_language())})
