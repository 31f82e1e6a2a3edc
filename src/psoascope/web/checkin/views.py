"""The steps of a check-in: each shown, each saved, and on to the next."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from psoascope import tables
from psoascope.report.plan_page import URGENT
from psoascope.web.checkin import quick, selectors, services
from psoascope.web.checkin.day_form import filled
from psoascope.web.checkin.forms import FORMS
from psoascope.web.checkin.models import CheckIn
from psoascope.web.checkin.results import results_of, three_sentences
from psoascope.web.checkin.step_form import StepForm
from psoascope.web.people.ended import keeps_typed, typed
from psoascope.web.people.records import own_record, record_of
from psoascope.web.words.problems import said_on
from psoascope.web.words.templatetags.words import page_language


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where a check-in begins, or goes on.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    standing = selectors.standing(record_of(request))
    context = {"standing": standing, "next": _next(standing.begun)}
    return render(request, "checkin/start.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def step(request: HttpRequest, step: str) -> HttpResponse:
    """One step: what was told is shown; what is sent is kept.

    Parameters
    ----------
    request : HttpRequest
    step : str
        Entry of data/checkin_steps.toml.

    Returns
    -------
    HttpResponse

    Raises
    ------
    Http404
        No such step.
    """
    if step not in FORMS:
        raise Http404
    checkin = selectors.told(record_of(request))
    answers = checkin.answers if checkin else {}
    if request.method != "POST":
        return _page(request, step, FORMS[step](answers, typed(request)), checkin)
    typical = request.POST.get("typical", "")
    if step == "day" and typical in tables.table("typical_days"):
        return _page(request, step, FORMS[step](answers, filled(request.POST, typical)), checkin)
    form = FORMS[step](answers, request.POST)
    if form.is_valid():
        checkin = checkin or _begun(request)
        with said_on(form):
            checkin = services.save_step(checkin, step, form.part())
            return redirect(_onward(request, checkin, step))
    return _page(request, step, form, checkin, status=422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def first_minutes(request: HttpRequest) -> HttpResponse:
    """The first three minutes: warning signs, where it hurts, the typical day, on one page.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    checkin = selectors.told(record_of(request))
    answers = checkin.answers if checkin else {}
    if request.method != "POST":
        form = quick.QuickForm(answers, typed(request))
        return render(request, "checkin/quick.html", {"form": form})
    form = quick.QuickForm(answers, request.POST)
    if form.is_valid():
        checkin = checkin or _begun(request)
        with said_on(form):
            services.finish(services.save_step(checkin, form.settled, form.part()))
            return redirect("first_answer")
    return render(request, "checkin/quick.html", {"form": form}, status=422)


@never_cache
@require_safe
def first_answer(request: HttpRequest) -> HttpResponse:
    """One honest finding, one thing to do tonight, one breathing minute.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    found = selectors.results(record_of(request))
    if found is None or found.document is None:
        return redirect("quick")
    context = quick.answer(found.document, page_language())
    return render(request, "checkin/first_answer.html", {"checkin": found, **context})


@never_cache
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What the check-in led to.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    found = selectors.standing(record_of(request)).latest
    if found is None:
        return redirect("checkin")
    context = {"found": results_of(found, page_language()), "clinic": _clinic(page_language())}
    return render(request, "checkin/results.html", context)


@never_cache
@require_safe
def sentences(request: HttpRequest) -> HttpResponse:
    """Three sentences to tell a physiotherapist.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    found = selectors.latest(record_of(request))
    if found is None or found.document is None:
        return redirect("checkin")
    told = three_sentences(found.document, found.answers, page_language())
    return render(request, "checkin/three_sentences.html", {"sentences": told})


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Begins a new check-in; what lasts is taken over from the one before.

    Parameters
    ----------
    request : HttpRequest

    Returns
    -------
    HttpResponse
    """
    services.begun(own_record(request), page_language())
    return redirect("checkin_step", next(iter(FORMS)))


def _clinic(language: str) -> dict[str, str]:
    """The clinic that runs this server, its words in one language."""
    given: dict[str, str] = settings.PSOASCOPE_CLINIC
    return given | {"fit": given.get(f"fit_{language}") or given.get("fit_en", "")}


def _page(
    request: HttpRequest, step: str, form: StepForm, checkin: CheckIn | None, status: int = 200
) -> HttpResponse:
    names = list(FORMS)
    place = names.index(step)
    context = {
        "form": form,
        "step": step,
        "place": place + 1,
        "count": len(names),
        "before": names[place - 1] if place else None,
        "last": place + 1 == len(names),
        "steps": [
            {"key": name, "done": bool(checkin and name in checkin.steps), "here": name == step}
            for name in names
        ],
    }
    return render(request, f"checkin/{step}.html", context, status=status)


def _begun(request: HttpRequest) -> CheckIn:
    """A new one; where a newcomer pressed twice at once, what the first press made."""
    record = own_record(request)
    return selectors.told(record) or services.begun(record, page_language())


def _next(checkin: CheckIn | None) -> str:
    """The first step that was not saved yet."""
    done = set(checkin.steps) if checkin else set()
    return next((name for name in FORMS if name not in done), list(FORMS)[-1])


def _onward(request: HttpRequest, checkin: CheckIn, step: str) -> str:
    """The next step; the results after the last one, or at once where a warning sign says so."""
    names = list(FORMS)
    place = names.index(step)
    if "back" in request.POST and place:
        return reverse("checkin_step", args=[names[place - 1]])
    level = services.level_so_far(checkin) if step in ("signs", "about") else ""
    if place + 1 == len(names) or "finish" in request.POST or level in URGENT:
        services.finish(checkin)
        return reverse("results")
    return reverse("checkin_step", args=[names[place + 1]])
