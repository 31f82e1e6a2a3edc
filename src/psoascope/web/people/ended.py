"""A form whose session has ended, or is another's by now: nothing is lost, or mixed up.

What was typed is put aside in the session, and shown again at the same place once it is clear who
goes on.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from psoascope.web.people.records import record_of
from psoascope.web.people.whose import FIELD, NEW, mark_of

ASIDE = "typed"
"""Where a session keeps what was typed: the address of its form, and the fields."""

View = Callable[..., HttpResponseBase]


def keeps_typed(view: View) -> View:
    """A view whose form is not lost when its session has ended, or is another's by now.

    Parameters
    ----------
    view : callable
        It shows what `typed` gives.

    Returns
    -------
    callable
    """

    @wraps(view)
    def respond(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "POST":
            if _is_anothers(request):
                return put_aside(request)
            request.session.pop(ASIDE, None)
        return view(request, *args, **kwargs)

    respond.keeps_typed = True  # type: ignore[attr-defined]
    return respond


def typed(request: HttpRequest) -> QueryDict | None:
    """What was typed into the form at this address before its session ended.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    QueryDict or None
    """
    kept = request.session.get(ASIDE)
    return QueryDict(kept["fields"]) if kept and kept["path"] == request.path else None


def put_aside(request: HttpRequest) -> HttpResponse:
    """Keeps what was sent for the form it came from, and asks who goes on.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    fields = request.POST.copy()
    for own in (FIELD, "csrfmiddlewaretoken"):
        fields.pop(own, None)
    request.session[ASIDE] = {"path": request.path, "fields": fields.urlencode()}
    return redirect(f"{reverse('ended')}?{urlencode({'next': request.path})}")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answers a form without its token: refused, unless it is but an old page of ours.

    Parameters
    ----------
    request : HttpRequest
    reason : str
        As Django words it for developers.

    Returns
    -------
    HttpResponse
    """
    origin = f"{request.scheme}://{request.get_host()}"
    # No other site can send this header with our name.
    ours = request.headers.get("Origin") == origin
    if ours and request.resolver_match and hasattr(request.resolver_match.func, "keeps_typed"):
        return put_aside(request)
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def _is_anothers(request: HttpRequest) -> bool:
    mark = request.POST.get(FIELD, "")
    if not mark or mark.startswith(NEW):
        return False
    record = record_of(request)
    return record is None or not constant_time_compare(mark, mark_of(record))


@never_cache
@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    """Says that the session has ended, and asks who goes on.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    asked = request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return render(request, "people/ended.html", {"next": asked if here else reverse("home")})
