"""What is said about the muscle, statement by statement, with its grade, source and figure."""

from functools import cache
from typing import Any

from psoascope import tables
from psoascope.claims.items import Claim, claims
from psoascope.claims.words import grade_words, mark_words, red_flags, sections


@cache
def statements(language: str) -> tuple[dict[str, Any], ...]:
    """All statements by section, each as the page shows it.

    Parameters
    ----------
    language : str

    Returns
    -------
    tuple of dict
        title and rows; rows with say, grade, grade_say, mark_say, why, advice, figure, sources,
        ours.
    """
    return tuple(
        {
            "key": section,
            "title": tables.say(f"claims.section.{section}", language),
            "rows": [_row(one, language) for one in claims(section)],
        }
        for section in sections()
    )


def warning_signs(language: str) -> tuple[str, ...]:
    """What comes before everything else.

    Parameters
    ----------
    language : str

    Returns
    -------
    tuple of str
        A line that says so, one line a sign, and a last line.
    """
    return red_flags(language)


def _row(one: Claim, language: str) -> dict[str, Any]:
    figure = one.figure
    return {
        "name": one.name,
        "say": one.say(language),
        "grade": one.grade,
        "grade_say": grade_words(one.grade, language),
        "mark_say": mark_words(one.mark, language),
        "why": one.why(language),
        "advice": one.advice(language),
        "ours": one.ours,
        "figure": None
        if figure is None
        else {
            "label": figure.label(language),
            "say": figure.say(language),
            "not_shown": figure.not_shown(language),
        },
        "sources": [tables.entry(f"sources.{key}.cite") for key in one.sources],
    }
