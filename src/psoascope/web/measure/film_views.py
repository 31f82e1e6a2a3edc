"""A guided test from uploaded videos: the form, its progress, why there is no result."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from psoascope import tables
from psoascope.errors import PsoascopeError
from psoascope.web.measure import selectors, services
from psoascope.web.measure.film_form import FilmForm
from psoascope.web.movement import uploads, wording
from psoascope.web.movement.models import Analysis, State
from psoascope.web.movement.selectors import analysis_of
from psoascope.web.movement.services import delete_videos, queue_videos
from psoascope.web.people.records import own_record, record_of
from psoascope.web.words.templatetags.words import page_language


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, name: str) -> HttpResponse:
    """The form; sent, it leads to where its progress is shown.

    Parameters
    ----------
    request : HttpRequest
    name : str
        Entry of data/tests.toml that is filmed.

    Returns
    -------
    HttpResponse

    Raises
    ------
    Http404
        No such test, or one that no camera sees.
    """
    if not selectors.is_filmed(name):
        raise Http404
    record = record_of(request)
    if selectors.is_urgent(record):
        return redirect("test", name)
    if request.method != "POST":
        return _form_page(request, name, FilmForm(record=record))
    files = request.FILES
    # Only what was read already can be known to be too large.
    too_large = uploads.was_too_large(request)
    form = FilmForm(request.POST, files, record=record, too_large=too_large)
    if form.is_valid():
        try:
            return redirect("film", _queued(request, name, form).pk)
        except PsoascopeError as problem:
            form.add_error(None, tables.explain(problem, page_language()))
    return _form_page(request, name, form, status=422)


@never_cache
@require_safe
def film(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Uploaded videos: their progress, the way to the result, or why there is none.

    Parameters
    ----------
    request : HttpRequest
    identifier : UUID
        Of the analysis; somebody else's answers 404.

    Returns
    -------
    HttpResponse
    """
    analysis = _film(request, identifier)
    if analysis.is_open:
        return render(request, "measure/film_progress.html", _progress(analysis))
    if analysis.state == State.DONE:
        return redirect("result", analysis.measurement.pk)
    language = page_language()
    context = {
        "analysis": analysis,
        "reason": wording.reason(analysis, language),
        "gates": wording.gates(analysis, language),
        "camera": selectors.setup(analysis.test, language)["camera"],
    }
    return render(request, "measure/film_refused.html", context)


@never_cache
@require_safe
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
    analysis = _film(request, identifier)
    if analysis.is_open:
        return render(request, "movement/status.html", _progress(analysis))
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_POST
def delete(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Deletes uploaded videos, and what came of them, for good.

    Parameters
    ----------
    request : HttpRequest
    identifier : UUID
        Of the analysis; somebody else's answers 404.

    Returns
    -------
    HttpResponse
    """
    services.delete_film(_film(request, identifier))
    return redirect("deleted")


@require_POST
def delete_kept(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Deletes kept videos for good; the result stays.

    Parameters
    ----------
    request : HttpRequest
    identifier : UUID
        Of the analysis; somebody else's answers 404.

    Returns
    -------
    HttpResponse
    """
    analysis = _film(request, identifier)
    if not analysis.is_open:
        delete_videos(analysis)
    return redirect("film", identifier)


def _queued(request: HttpRequest, name: str, form: FilmForm) -> Analysis:
    record = own_record(request)
    form.note_consent(record)
    sent = form.cleaned_data
    return queue_videos(record, sent["videos"], form.wish_for(name), sent["standing"])


def _film(request: HttpRequest, identifier: UUID) -> Analysis:
    found = analysis_of(record_of(request), identifier)
    if not found.test:
        raise Http404
    return found


def _progress(analysis: Analysis) -> dict[str, object]:
    addresses = {"here": "film", "status": "film_status", "delete": "delete_film"}
    return wording.progress_of(analysis, page_language()) | {
        name: reverse(address, args=[analysis.pk]) for name, address in addresses.items()
    }


def _form_page(request: HttpRequest, name: str, form: FilmForm, status: int = 200) -> HttpResponse:
    context = {
        **selectors.setup(name, page_language()),
        "form": form,
        "most": int(tables.entry("web.repeats.value")),
        "seconds": tables.entry(f"tests.{name}.seconds"),
    }
    return render(request, "measure/upload.html", context, status=status)
