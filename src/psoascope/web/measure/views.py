"""The guided tests: the list, each test, its results."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from psoascope import tables
from psoascope.errors import PsoascopeError
from psoascope.report.assessment_page import assessment_body
from psoascope.web.measure import selectors, services
from psoascope.web.measure.forms import TypedForm
from psoascope.web.measure.models import Measurement
from psoascope.web.movement.wording import reason
from psoascope.web.people.ended import keeps_typed, typed
from psoascope.web.people.records import own_record, record_of
from psoascope.web.words.templatetags.words import page_language


@never_cache
@require_http_methods(["GET", "HEAD"])
def tests(request: HttpRequest) -> HttpResponse:
    """All guided tests; none is offered while a warning sign has not been looked at.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    language = page_language()
    record = record_of(request)
    context = {
        "urgent": selectors.is_urgent(record),
        "tests": [
            {"key": key, "picture": selectors.picture(key, language)}
            for key in tables.table("tests")
        ],
        "results": [selectors.shown(one, language) for one in selectors.measurements_of(record)],
        "films": selectors.films_of(record),
    }
    return render(request, "measure/tests.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def test(request: HttpRequest, name: str) -> HttpResponse:
    """One test: what it can and cannot say, how it is done, and values to type in.

    Parameters
    ----------
    request : HttpRequest
    name : str
        Entry of data/tests.toml.

    Returns
    -------
    HttpResponse

    Raises
    ------
    Http404
        No such test.
    """
    if name not in tables.table("tests"):
        raise Http404
    if request.method != "POST":
        return _test_page(request, name, TypedForm(name, typed(request)))
    form = TypedForm(name, request.POST)
    if form.is_valid():
        try:
            services.note_typed(own_record(request), name, form.sides_told())
            return redirect("tests")
        except PsoascopeError as problem:
            form.add_error(None, tables.explain(problem, page_language()))
    return _test_page(request, name, form, status=422)


@never_cache
@require_http_methods(["GET", "HEAD"])
def result(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """One result from a camera: quantities with bands, repeats, refusals with their cure.

    Parameters
    ----------
    request : HttpRequest
    identifier : UUID
        Of the measurement; somebody else's answers 404.

    Returns
    -------
    HttpResponse

    Raises
    ------
    Http404
        No such result of this person, or one that was typed in.
    """
    mine = selectors.measurements_of(record_of(request)).select_related("analysis")
    found = mine.exclude(source=Measurement.Source.TYPED).filter(pk=identifier).first()
    if found is None:
        raise Http404
    language = page_language()
    of = found.analysis
    context = {
        "found": found,
        # The report room escapes what it is given.
        "body": mark_safe(assessment_body(found.document, language)),
        "remark": reason(of, language) if of and of.error_key else "",
        "kept": bool(of and of.keep),
    }
    return render(request, "measure/result.html", context)


@require_POST
def delete(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Deletes a result.

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
        services.delete(record, identifier)
    return redirect("tests")


def _test_page(request: HttpRequest, name: str, form: TypedForm, status: int = 200) -> HttpResponse:
    context = {
        **selectors.setup(name, page_language()),
        "form": form,
        "urgent": selectors.is_urgent(record_of(request)),
    }
    return render(request, "measure/test.html", context, status=status)
