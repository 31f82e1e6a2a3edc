"""Keeping and deleting results of tests; the plan follows."""

from collections.abc import Mapping
from math import sqrt
from statistics import NormalDist
from typing import Any
from uuid import UUID

from django.db import transaction

from psoascope import tables
from psoascope.care.measured import TEST, measured_of
from psoascope.errors import CaptureRefused
from psoascope.guided import assess
from psoascope.motion.trial import neutral
from psoascope.read.live_capture import LiveCaptures
from psoascope.read.recording import Recording
from psoascope.report.assessment import assessment_document
from psoascope.web.checkin.services import work_out
from psoascope.web.measure import selectors
from psoascope.web.measure.models import Measurement
from psoascope.web.movement import uploads
from psoascope.web.movement.models import Analysis
from psoascope.web.people.models import Record

_NINETY = NormalDist().inv_cdf(0.95)


def note_typed(
    record: Record, test: str, sides: Mapping[str, Mapping[str, Mapping[str, Any]]]
) -> Measurement:
    """Keeps values that somebody measured and typed in.

    Parameters
    ----------
    record : Record
    test : str
        Entry of data/tests.toml.
    sides : mapping
        Side -> measure -> value, low, high, unit.

    Returns
    -------
    Measurement

    Raises
    ------
    RangeError
        A measure or side that the test does not have.
    """
    measured_of({test: sides})
    with transaction.atomic():
        document = {"schema": TEST, "test": test, "sides": sides}
        made = Measurement.objects.create(record=record, test=test, document=document)
        work_out(record)
    return made


def note_live(record: Record, test: str, told: LiveCaptures) -> Measurement:
    """Keeps what the live camera's captures say; the captures themselves are not kept.

    Parameters
    ----------
    record : Record
    test : str
        Entry of data/tests.toml.
    told : LiveCaptures

    Returns
    -------
    Measurement

    Raises
    ------
    CaptureRefused
        Every capture is too poor; says why and what to change.
    """
    standing, _ = usable(told.standing)
    found = assess(test, told.captures, standing)
    document = assessment_document(found, told.captures, f"psoascope test {test}")
    return note_captured(record, document, Measurement.Source.LIVE)


def note_captured(
    record: Record,
    document: Mapping[str, Any],
    source: Measurement.Source,
    analysis: Analysis | None = None,
) -> Measurement:
    """Keeps the result of captures; the plan follows.

    Parameters
    ----------
    record : Record
    document : mapping
        As in test.json.
    source : Measurement.Source
    analysis : Analysis, optional
        Of uploaded videos.

    Returns
    -------
    Measurement
    """
    with transaction.atomic():
        made = Measurement.objects.create(
            record=record,
            test=document["test"],
            source=source,
            analysis=analysis,
            document=dict(document),
        )
        work_out(record)
    return made


def usable(standing: Recording | None) -> tuple[Recording | None, CaptureRefused | None]:
    """The neutral stance, where it is good enough: without it bands are wider, nothing more.

    Parameters
    ----------
    standing : Recording or None

    Returns
    -------
    Recording or None
    CaptureRefused or None
        Why it is not used.
    """
    try:
        if standing is not None:
            neutral(standing)
    except CaptureRefused as refusal:
        return None, refusal
    return standing, None


def delete(record: Record, identifier: UUID) -> None:
    """Deletes one of a record's results, with the videos it came from.

    Parameters
    ----------
    record : Record
    identifier : UUID
    """
    found = selectors.measurements_of(record).filter(pk=identifier).first()
    if found is None:
        return
    if found.analysis is not None:
        delete_film(found.analysis)
        return
    with transaction.atomic():
        found.delete()
        work_out(record)


def delete_film(analysis: Analysis) -> None:
    """Deletes the upload of a test for good, with its result if there is one already.

    Parameters
    ----------
    analysis : Analysis
    """
    identifier, record = analysis.pk, analysis.record
    with transaction.atomic():
        analysis.delete()
        work_out(record)
    uploads.delete(identifier)


def banded(test: str, measure: str, value: float) -> dict[str, Any]:
    """A typed value with its band: 90 % of measurements of the same thing lie within it.

    Parameters
    ----------
    test : str
        Entry of data/tests.toml.
    measure : str
        One that has a smallest detectable change there.
    value : float, unit of data/quantities.toml

    Returns
    -------
    dict
        value, low, high, unit.
    """
    smallest = float(tables.entry(f"tests.{test}.change.{measure}.value"))
    # A change of two single measurements is told apart at 95 %: 1.96 * sqrt(2) of their error.
    reach = smallest / (NormalDist().inv_cdf(0.975) * sqrt(2)) * _NINETY
    unit = str(tables.entry(f"quantities.{measure}.unit"))
    return {"value": value, "low": value - reach, "high": value + reach, "unit": unit}
