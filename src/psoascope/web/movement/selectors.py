"""What a visitor may see."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from psoascope.web.movement.models import OPEN, Analysis
from psoascope.web.people.models import Record


def analyses_of(record: Record | None) -> QuerySet[Analysis]:
    """Everything this visitor made, newest first.

    Parameters
    ----------
    record : Record or None
        None sees nothing.

    Returns
    -------
    queryset of Analysis
        Without the reports, which are long.
    """
    if record is None:
        return Analysis.objects.none()
    return Analysis.objects.filter(record=record).defer("report")


def walks_of(record: Record | None) -> QuerySet[Analysis]:
    """The walks among them, newest first.

    Parameters
    ----------
    record : Record or None
        None sees nothing.

    Returns
    -------
    queryset of Analysis
        Without the reports.
    """
    return analyses_of(record).filter(test="")


def analysis_of(record: Record | None, identifier: UUID) -> Analysis:
    """One analysis of this visitor.

    Parameters
    ----------
    record : Record or None
    identifier : UUID

    Returns
    -------
    Analysis

    Raises
    ------
    Http404
        There is none, or it is somebody else's: the answer is the same.
    """
    found = Analysis.objects.filter(pk=identifier, record=record).first() if record else None
    if found is None:
        raise Http404
    return found


def same_walk(record: Record, token: UUID, fingerprint: str) -> Analysis | None:
    """The analysis that a second press of the same button means.

    Parameters
    ----------
    record : Record
    token : UUID
        Of the form that was sent.
    fingerprint : str
        Of the file and its options.

    Returns
    -------
    Analysis or None
        Made by the same form, or of the same file and still open.
    """
    again = Q(token=token) | Q(state__in=OPEN)
    return Analysis.objects.filter(again, record=record, fingerprint=fingerprint).first()


def open_walks(record: Record) -> int:
    """How many walks and tests of this visitor wait or run.

    Parameters
    ----------
    record : Record

    Returns
    -------
    int
    """
    return analyses_of(record).filter(state__in=OPEN).count()


def walks_ahead(analysis: Analysis) -> int:
    """How many walks and tests will be looked at before this one.

    Parameters
    ----------
    analysis : Analysis

    Returns
    -------
    int
    """
    return Analysis.objects.filter(state__in=OPEN, created__lt=analysis.created).count()


def report_of(analysis: Analysis) -> dict[str, Any]:
    """The document of a finished analysis.

    Parameters
    ----------
    analysis : Analysis
        From analysis_of.

    Returns
    -------
    dict

    Raises
    ------
    Http404
        It has none.
    """
    if analysis.report is None:
        raise Http404
    return dict(analysis.report)
