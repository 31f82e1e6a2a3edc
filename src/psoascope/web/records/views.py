"""The report as a page and as PDF, and the links to it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from psoascope import tables
from psoascope.report.pdf import pdf
from psoascope.report.plan_page import plan_page
from psoascope.web.checkin.selectors import standing
from psoascope.web.checkin.services import document_for
from psoascope.web.people.consents import agree
from psoascope.web.people.models import Record
from psoascope.web.people.records import record_of
from psoascope.web.records import services
from psoascope.web.words.templatetags.words import page_language

AUDIENCE = "clinician"
"""Who gets the report: figures of the spine are in it."""


@never_cache
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """How the report can be handed over, and the links that were given.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    record = record_of(request)
    if record is None or standing(record).latest is None:
        return redirect("checkin")
    # Shown once: only its fingerprint is kept.
    made = request.session.pop("new_link", "")
    days = tables.entry("report_pages.days")
    context = {"links": record.links.all(), "made": made, "days": days["choices"]}
    return render(request, "records/report.html", context)


@never_cache
@require_GET
def report_pdf(request: HttpRequest) -> HttpResponse:
    """The report as PDF.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse

    Raises
    ------
    Http404
        Nothing to report yet.
    """
    return _as_pdf(record_of(request))


@require_POST
def share(request: HttpRequest) -> HttpResponse:
    """Makes a link; that is the consent to share.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    record = record_of(request)
    if record is None:
        return redirect("report")
    days = request.POST.get("days", "")
    agree(record, "share")
    token = services.new_link(record, int(days) if days.isdecimal() else 7)
    request.session["new_link"] = request.build_absolute_uri(reverse("shared", args=[token]))
    return redirect("report")


@require_POST
def unshare(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ends a link.

    Parameters
    ----------
    request : HttpRequest
    identifier : UUID

    Returns
    -------
    HttpResponse
    """
    record = record_of(request)
    if record is not None:
        services.revoke(record, str(identifier))
    return redirect("report")


@never_cache
@require_GET
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody with a link reads.

    Parameters
    ----------
    request : HttpRequest
    token : str

    Returns
    -------
    HttpResponse
    """
    record = services.opened(token)
    if record is None:
        return render(request, "records/ended.html", status=404)
    response = _as_pdf(record)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _as_pdf(record: Record | None) -> HttpResponse:
    document = document_for(record, AUDIENCE) if record else None
    if document is None:
        raise Http404
    return HttpResponse(
        pdf(plan_page(document, page_language())),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="psoascope-report.pdf"'},
    )
