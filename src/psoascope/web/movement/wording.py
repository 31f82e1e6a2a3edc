"""What a page says about an analysis that has given no report, or not yet."""

from psoascope import tables
from psoascope.errors import PsoascopeError
from psoascope.web.movement import selectors
from psoascope.web.movement.models import Analysis


def reason(analysis: Analysis, language: str) -> str:
    """Why there is no report.

    Parameters
    ----------
    analysis : Analysis
        Refused or failed.
    language : str

    Returns
    -------
    str
    """
    problem = PsoascopeError("", key=analysis.error_key, values=analysis.error_values)
    return tables.explain(problem, language)


def gates(analysis: Analysis, language: str) -> list[dict[str, str]]:
    """What was wrong with the recording, and what to change.

    Parameters
    ----------
    analysis : Analysis
        Refused.
    language : str

    Returns
    -------
    list of {"message": str, "cure": str}
        Without what the reason says already.
    """
    found: list[dict[str, str]] = []
    already = reason(analysis, language)
    for gate in analysis.gates:
        key, values = f"gates.{gate['gate']}", gate.get("values", {})
        said = {
            "message": tables.say(key, language, "say", **values),
            "cure": tables.say(key, language, "cure", **values),
        }
        if said not in found and said["message"] not in already:
            found.append(said)
    return found


def progress_of(analysis: Analysis, language: str) -> dict[str, object]:
    """What a page says about an analysis that waits or runs.

    Parameters
    ----------
    analysis : Analysis
    language : str

    Returns
    -------
    dict
        analysis, quarter (%), ahead, time_left.
    """
    return {
        "analysis": analysis,
        "quarter": analysis.progress // 25 * 25,
        "ahead": selectors.walks_ahead(analysis),
        "time_left": time_left(analysis.seconds_left, language),
    }


def time_left(seconds: float | None, language: str) -> str:
    """Time left, in words.

    Parameters
    ----------
    seconds : float or None, s
    language : str

    Returns
    -------
    str
        "" where it is not known.

    Examples
    --------
    >>> time_left(100.0, "en"), time_left(9.0, "de"), time_left(None, "en")
    ('about 2 minutes left', 'noch etwa 10 Sekunden', '')
    """
    if seconds is None:
        return ""
    if seconds > 90:
        return tables.say("pages.minutes_left", language, minutes=round(seconds / 60))
    return tables.say("pages.seconds_left", language, seconds=max(5, 5 * round(seconds / 5)))
