"""Results of tests, and what a test is."""

from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from psoascope import tables
from psoascope.report.plan_page import URGENT
from psoascope.report.setup_picture import setup_picture
from psoascope.web.checkin.selectors import latest
from psoascope.web.measure.models import Measurement
from psoascope.web.people.models import Record


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
        name, picture, steps and camera (wordings by language), filmed.
    """
    row = tables.entry(f"tests.{name}")
    return {
        "name": name,
        "picture": picture(name, language),
        "steps": [step["say"] for step in row["steps"]],
        "camera": row.get("camera", {}).get("say"),
        "filmed": row["entry"] == "capture",
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
    lines = []
    for side, measures in one.document["sides"].items():
        said = tables.say(f"plan_page.side_{side}", language)
        for measure, row in measures.items():
            name = tables.say(f"quantities.{measure}", language)
            lines.append(
                tables.say(
                    "measure_pages.line",
                    language,
                    name=name,
                    side=said,
                    value=f"{row['value']:.4g}",
                    low=f"{row['low']:.4g}",
                    high=f"{row['high']:.4g}",
                    unit=row["unit"],
                )
            )
    test = tables.say(f"tests.{one.test}", language)
    captured = one.source != Measurement.Source.TYPED
    return {"id": one.pk, "test": test, "date": one.created, "lines": lines, "captured": captured}
