"""The first page, the page about limits, and the check that the server is well."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from psoascope.web.checkin import selectors
from psoascope.web.people.records import record_of


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the psoas is, the ways in, and a breathing minute.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    context = {"standing": selectors.standing(record_of(request))}
    return render(request, "home/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the numbers mean and do not mean, and what happens to a video.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    return render(request, "home/about.html")


@never_cache
@require_GET
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Whether server and database answer.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ready\n", content_type="text/plain")
