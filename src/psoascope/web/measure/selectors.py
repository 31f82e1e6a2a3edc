"""Results of tests, and what a test is."""

from typing import Any

from django.db.models import QuerySet

from psoascope import tables
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


def shown(one: Measurement, language: str) -> dict[str, Any]:
    """A result as a page shows it.

    Parameters
    ----------
    one : Measurement
    language : str

    Returns
    -------
    dict
        id, test, date and lines, one sentence for each quantity.
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
    return {"id": one.pk, "test": test, "date": one.created, "lines": lines}
