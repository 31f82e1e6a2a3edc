"""One's own page: account, consents, everything as a file, everything deleted."""

from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from psoascope import tables
from psoascope.web.movement.services import erase, forget_videos
from psoascope.web.people import consents
from psoascope.web.people.export import archive, counts
from psoascope.web.people.records import KEY, own_record, record_of
from psoascope.web.words.templatetags.words import page_language

FORGET = '"storage"'


@never_cache
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What is kept about the visitor, and what they can do with it.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    record = record_of(request)
    agreed = consents.agreed(record)
    context = {
        "record": record,
        "held": counts(record) if record else {},
        "consents": [{"key": key, "given": key in agreed} for key in tables.table("consents")],
    }
    return render(request, "people/me.html", context)


@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Agrees to one purpose, or no longer.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    purpose = request.POST.get("purpose", "")
    if purpose in tables.table("consents"):
        record = own_record(request)
        if request.POST.get("given") == "yes":
            consents.agree(record, purpose)
        else:
            consents.withdraw(record, purpose)
            if purpose == "video":
                forget_videos(record)
    return redirect("me")


@never_cache
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """Everything as one zip.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    record = record_of(request)
    if record is None:
        return redirect("me")
    held = archive(record, page_language())
    return FileResponse(held, as_attachment=True, filename="psoascope.zip")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Deletes everything for good, once it was said twice.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    if request.method != "POST":
        return render(request, "people/delete.html")
    if request.POST.get("sure") != "yes":
        return render(request, "people/delete.html", {"unsure": True}, status=422)
    record = record_of(request)
    person = request.user if request.user.is_authenticated else None
    if record is not None:
        erase(record)
    logout(request)
    if person is not None:
        person.delete()
    request.session.pop(KEY, None)
    # What the browser keeps for us goes as well; the page does the same by script.
    response = redirect("gone")
    response["Clear-Site-Data"] = FORGET
    return response


@require_GET
def gone(request: HttpRequest) -> HttpResponse:
    """Says that everything is deleted.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    return render(request, "people/gone.html")
