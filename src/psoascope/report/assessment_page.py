"""The page of a guided test: the set-up, what was found with its band, the repeats, the limits."""

from collections.abc import Mapping
from typing import Any

from psoascope import tables
from psoascope.motion.trial import movement_test
from psoascope.report.numerals import number
from psoascope.report.page import environment, styles
from psoascope.report.setup_picture import setup_picture


def assessment_page(result: Mapping[str, Any], language: str) -> str:
    """A test's result as one self-contained HTML page.

    Parameters
    ----------
    result : mapping
        As in test.json.
    language : str
        "en" or "de".

    Returns
    -------
    str
        Asks for nothing from outside; no script.

    Raises
    ------
    ExtraError
        Jinja2 is not installed.
    """
    return _rendered("test.html", result, language)


def assessment_body(result: Mapping[str, Any], language: str) -> str:
    """What was found, the repeats and the limits, for a page that shows the rest itself.

    Parameters
    ----------
    result : mapping
        As in test.json.
    language : str
        "en" or "de".

    Returns
    -------
    str
        HTML; texts that come from outside are escaped.

    Raises
    ------
    ExtraError
        Jinja2 is not installed.
    """
    return _rendered("test_body.html", result, language)


def _rendered(template: str, result: Mapping[str, Any], language: str) -> str:
    shown = language.split("-")[0].lower()
    shown = shown if shown in tables.LANGUAGES else "en"

    def say(key: str, field: str = "say", **values: object) -> str:
        return tables.say(key, shown, field, **values)

    name = result["test"]
    context = {
        "result": result,
        "name": name,
        "language": shown,
        "say": say,
        "test": movement_test(name),
        "picture": setup_picture(name, shown),
        "sides": [_side(result, side, shown) for side in result["sides"]],
        "captures": result["captures"],
        "styles": styles,
    }
    return environment().get_template(template).render(context)


def _side(result: Mapping[str, Any], side: str, language: str) -> dict[str, Any]:
    rows = result["sides"][side]
    return {
        "side": tables.say(f"words.{side}", language),
        "tested": side == result["side"],
        "rows": [_row(key, row, result, side, language) for key, row in rows.items()],
    }


def _row(
    key: str, row: Mapping[str, Any], result: Mapping[str, Any], side: str, language: str
) -> dict[str, Any]:
    psoas = result["psoas_change"].get(key) if side == result["side"] else None
    return {
        "name": tables.say(f"quantities.{key}", language),
        "sentence": row["sentence"][language],
        "bar": _bar(row),
        "smallest": _smallest(row, language),
        "changed": row["changed"],
        "psoas": None if psoas is None else psoas["sentence"][language],
    }


def _smallest(row: Mapping[str, Any], language: str) -> str | None:
    if row["smallest_change"] is None:
        return None
    value = row["smallest_change"]
    return f"{number(value, 0 if value >= 5 else 1, language)} {unit_of(row['unit'], language)}"


def unit_of(unit: str, language: str) -> str:
    """A unit as people read it.

    Parameters
    ----------
    unit : str
        As in data/quantities.toml.
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> unit_of("deg", "de"), unit_of("s", "en")
    ('Grad', 's')
    """
    words = tables.table("test_page")
    key = f"unit_{unit}"
    return tables.say(f"test_page.{key}", language) if key in words else unit


def _bar(row: Mapping[str, Any]) -> dict[str, float] | None:
    """Where band, value and smallest change stand on a bar of 100 units."""
    value, low, high = row["value"], row["low"], row["high"]
    if None in (value, low, high) or low == high:
        return None
    around = max(high - low, 2 * (row["smallest_change"] or 0.0))
    first = min(low, value - around / 2, row["before"] if row["before"] is not None else low)
    last = max(high, value + around / 2, row["before"] if row["before"] is not None else high)
    span = (last - first) * 1.1
    start = first - 0.05 * (last - first)
    place = {name: round(100 * (row[name] - start) / span, 1) for name in ("value", "low", "high")}
    if row["before"] is not None:
        place["before"] = round(100 * (row["before"] - start) / span, 1)
    return place
