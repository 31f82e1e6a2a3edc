"""What a visitor may see."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from psoascope.web.movement.models import OPEN, Analysis


def analyses_of(owner: str) -> QuerySet[Analysis]:
    """Everything this visitor made, newest first.

    Parameters
    ----------
    owner : str
        "" sees nothing.

    Returns
    -------
    queryset of Analysis
        Without the reports, which are long.
    """
    if not owner:
        return Analysis.objects.none()
    return Analysis.objects.filter(owner=owner).defer("report")


def analysis_of(owner: str, identifier: UUID) -> Analysis:
    """One analysis of this visitor.

    Parameters
    ----------
    owner : str
    identifier : UUID

    Returns
    -------
    Analysis

    Raises
    ------
    Http404
        There is none, or it is somebody else's: the answer is the same.
    """
    found = Analysis.objects.filter(pk=identifier, owner=owner).first() if owner else None
    if found is None:
        raise Http404
    return found


def same_walk(owner: str, token: UUID, fingerprint: str) -> Analysis | None:
    """The analysis that a second press of the same button means.

    Parameters
    ----------
    owner : str
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
    return Analysis.objects.filter(again, owner=owner, fingerprint=fingerprint).first()


def open_walks(owner: str) -> int:
    """How many walks of this visitor wait or run.

    Parameters
    ----------
    owner : str

    Returns
    -------
    int
    """
    return analyses_of(owner).filter(state__in=OPEN).count()


def walks_ahead(analysis: Analysis) -> int:
    """How many walks will be looked at before this one.

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
