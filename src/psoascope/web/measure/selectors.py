"""Results of tests, and what a test is."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from psoascope import tables
from psoascope.report.assessment import digits_of
from psoascope.report.assessment_page import unit_of
from psoascope.report.numerals import number
from psoascope.report.plan_page import URGENT
from psoascope.report.setup_picture import setup_picture
from psoascope.web.checkin.selectors import latest
from psoascope.web.measure.models import Measurement
from psoascope.web.movement.models import Analysis, State
from psoascope.web.movement.selectors import analyses_of
from psoascope.web.people.models import Record

WAYS = {"live": "live_pages.way", "upload": "upload_pages.way"}
"""How a test that a camera sees can be done: an address of that name, and what it is called."""


def measurements_of(record: Record | None) -> QuerySet[Measurement]:
    """All results, the earliest first.

    Parameters
    ----------
    record : Record or None

    Returns
    -------
    queryset of Measurement
    """
    if record is None:
        return Measurement.objects.none()
    return Measurement.objects.filter(record=record)


def is_urgent(record: Record | None) -> bool:
    """Whether a warning sign has to be looked at first: no test is offered then.

    Parameters
    ----------
    record : Record or None

    Returns
    -------
    bool
    """
    found = latest(record)
    return bool(found and found.level in URGENT)


def is_filmed(name: str) -> bool:
    """Whether there is such a test, and a camera sees it.

    Parameters
    ----------
    name : str

    Returns
    -------
    bool
    """
    return name in tables.table("tests") and tables.entry(f"tests.{name}.entry") == "capture"


def films_of(record: Record | None) -> QuerySet[Analysis]:
    """Uploaded tests that gave no result, or none yet, newest first.

    Parameters
    ----------
    record : Record or None

    Returns
    -------
    queryset of Analysis
    """
    return analyses_of(record).exclude(test="").exclude(state=State.DONE)


def setup(name: str, language: str) -> dict[str, Any]:
    """How a test is set up and done.

    Parameters
    ----------
    name : str
        Entry of data/tests.toml.
    language : str

    Returns
    -------
    dict
        name, picture, steps and camera (wordings by language), ways.
    """
    row = tables.entry(f"tests.{name}")
    return {
        "name": name,
        "picture": picture(name, language),
        "steps": [step["say"] for step in row["steps"]],
        "camera": row.get("camera", {}).get("say"),
        "ways": WAYS if is_filmed(name) else {},
    }


@cache
def picture(name: str, language: str) -> SafeString:
    """The set-up, drawn by the report room from its own tables.

    Parameters
    ----------
    name : str
        Entry of data/tests.toml.
    language : str

    Returns
    -------
    SafeString
        SVG.
    """
    return mark_safe(setup_picture(name, language))


def shown(one: Measurement, language: str) -> dict[str, Any]:
    """A result as a page shows it.

    Parameters
    ----------
    one : Measurement
    language : str

    Returns
    -------
    dict
        id, test, date, whether it was captured, and lines, one sentence for each quantity.
    """
    lines = [
        _line(measure, side, row, language)
        for side, measures in one.document["sides"].items()
        for measure, row in measures.items()
        # What could not be measured is told by the details.
        if row["value"] is not None
    ]
    test = tables.say(f"tests.{one.test}", language)
    captured = one.source != Measurement.Source.TYPED
    return {"id": one.pk, "test": test, "date": one.created, "lines": lines, "captured": captured}


def _line(measure: str, side: str, row: Mapping[str, Any], language: str) -> str:
    digits = digits_of(row["low"], row["high"])
    told = {part: number(row[part], digits, language) for part in ("value", "low", "high")}
    return tables.say(
        "measure_pages.line",
        language,
        name=tables.say(f"quantities.{measure}", language),
        side=tables.say(f"plan_page.side_{side}", language),
        unit=unit_of(row["unit"], language),
        **told,
    )
