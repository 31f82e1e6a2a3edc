"""Pages of the walks: thin, the work is in services and selectors."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from psoascope import tables
from psoascope.errors import PsoascopeError
from psoascope.web.movement import selectors, services, uploads, wording
from psoascope.web.movement.forms import SampleForm, WalkForm
from psoascope.web.movement.models import Analysis, State
from psoascope.web.people.records import own_record, record_of
from psoascope.web.words.templatetags.words import page_language


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; sent, it leads to the walk it made.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    if request.method != "POST":
        return _new(request, WalkForm(record=record_of(request)))
    form = WalkForm(
        request.POST,
        request.FILES,
        record=record_of(request),
        too_large=uploads.was_too_large(request),
    )
    if form.is_valid():
        try:
            record = own_record(request)
            form.note_consent(record)
            analysis = services.queue_videos(record, [form.cleaned_data["video"]], form.wish())
            return redirect("walk", analysis.pk)
        except PsoascopeError as problem:
            form.add_error(None, tables.explain(problem, page_language()))
    return _new(request, form, status=422)


@require_POST
def sample(request: HttpRequest) -> HttpResponse:
    """The button of the sample walk.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    form = SampleForm(request.POST)
    if not form.is_valid():
        return redirect("new_walk")
    wish = services.Wish(token=form.cleaned_data["token"])
    try:
        return redirect("walk", services.queue_sample(own_record(request), wish).pk)
    except PsoascopeError as problem:
        said = tables.explain(problem, page_language())
        return _new(request, WalkForm(record=record_of(request)), said, status=422)


@never_cache
@require_GET
def walk(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One walk: its progress, its report, or why there is none.

    Parameters
    ----------
    request : HttpRequest
    identifier : UUID
        Of the analysis; somebody else's answers 404.

    Returns
    -------
    HttpResponse
    """
    analysis = _analysis(request, identifier)
    if analysis.state == State.DONE:
        return render(request, "movement/report.html", _report_context(analysis))
    if analysis.is_open:
        return render(request, "movement/progress.html", _progress(analysis))
    language = page_language()
    context = {
        "analysis": analysis,
        "reason": wording.reason(analysis, language),
        "gates": wording.gates(analysis, language),
    }
    return render(request, "movement/refused.html", context)


@never_cache
@require_GET
def status(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The part of the progress page that is fetched again and again.

    Parameters
    ----------
    request : HttpRequest
    identifier : UUID
        Of the analysis; somebody else's answers 404.

    Returns
    -------
    HttpResponse
    """
    analysis = _analysis(request, identifier)
    if analysis.is_open:
        return render(request, "movement/status.html", _progress(analysis))
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Deletes a walk for good.

    Parameters
    ----------
    request : HttpRequest
    identifier : UUID
        Of the analysis; somebody else's answers 404.

    Returns
    -------
    HttpResponse
    """
    if request.method == "POST":
        services.delete(_analysis(request, identifier))
        return redirect("deleted")
    return redirect("walk", identifier)


@require_GET
def deleted(request: HttpRequest) -> HttpResponse:
    """Says that a walk is gone.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    return render(request, "movement/deleted.html")


@never_cache
@require_GET
def report_page(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The report as one file to keep.

    Parameters
    ----------
    request : HttpRequest
    identifier : UUID
        Of the analysis; somebody else's answers 404.

    Returns
    -------
    HttpResponse
    """
    from psoascope.report.page import page

    content = page(_document(request, identifier), page_language())
    return HttpResponse(
        content, headers={"Content-Disposition": 'attachment; filename="report.html"'}
    )


@never_cache
@require_GET
def report_document(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """The numbers of the report, for programs.

    Parameters
    ----------
    request : HttpRequest
    identifier : UUID
        Of the analysis; somebody else's answers 404.

    Returns
    -------
    HttpResponse
    """
    response = JsonResponse(
        _document(request, identifier), json_dumps_params={"ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="report.json"'
    return response


def _new(
    request: HttpRequest, form: WalkForm, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "problem": problem,
        "sample_form": SampleForm(auto_id="sample_%s"),
        "walks": selectors.walks_of(record_of(request))[:10],
    }
    return render(request, "movement/new.html", context, status=status)


def _analysis(request: HttpRequest, identifier: UUID) -> Analysis:
    found = selectors.analysis_of(record_of(request), identifier)
    if found.test:
        raise Http404
    return found


def _document(request: HttpRequest, identifier: UUID) -> dict[str, object]:
    return selectors.report_of(_analysis(request, identifier))


def _report_context(analysis: Analysis) -> dict[str, object]:
    from psoascope.report.page import body

    fragment = body(selectors.report_of(analysis), page_language())
    # The report room escapes what it is given; a test feeds it a file name with tags.
    return {"analysis": analysis, "body": mark_safe(fragment)}


def _progress(analysis: Analysis) -> dict[str, object]:
    addresses = {"here": "walk", "status": "walk_status", "delete": "delete_walk"}
    return wording.progress_of(analysis, page_language()) | {
        name: reverse(address, args=[analysis.pk]) for name, address in addresses.items()
    }
