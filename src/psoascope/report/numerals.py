"""Numbers as people read them: unit, band and decimal sign in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from psoascope import tables

MISSING = "–"
DECIMAL = {"en": ".", "de": ","}


def number(value: float | None, digits: int, language: str) -> str:
    """A number in one language.

    Parameters
    ----------
    value : float or None
        None is missing.
    digits : int
        Decimal places.
    language : str

    Returns
    -------
    str
        With a true minus sign; a dash where missing.

    Examples
    --------
    >>> number(-3.27, 1, "de"), number(-0.04, 1, "en"), number(None, 1, "en")
    ('−3,3', '0.0', '–')
    """
    if value is None:
        return MISSING
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", "−").replace(".", DECIMAL.get(language.split("-")[0], "."))


def scaled(value: float | None, unit: str) -> float | None:
    """A value in the unit that people read, such as cm for m.

    Parameters
    ----------
    value : float or None
    unit : str
        As in report.json: "deg", "m" or "%".

    Returns
    -------
    float or None
        None stays None.

    Raises
    ------
    TableError
        data/report.toml has no such unit.

    Examples
    --------
    >>> scaled(0.25, "m")
    25.0
    """
    factor: float = tables.entry(f"report.units.{unit}.factor")
    return None if value is None else value * factor


def measured(value: float | None, unit: str, language: str) -> str:
    """A value with its unit.

    Parameters
    ----------
    value : float or None
        In the unit of report.json.
    unit : str
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> measured(0.2534, "m", "de").split(), measured(31.4, "deg", "en")
    (['25,3', 'cm'], '31°')
    """
    return written(scaled(value, unit), unit, language)


def written(shown: float | None, unit: str, language: str) -> str:
    """A value that is already in people's unit, with that unit.

    Parameters
    ----------
    shown : float or None
        As given by `scaled`.
    unit : str
        Of report.json.
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> written(25.34, "m", "de").split()
    ['25,3', 'cm']
    """
    if shown is None:
        return MISSING
    digits: int = tables.entry(f"report.units.{unit}.digits")
    return tables.say(f"report.units.{unit}", language, number=number(shown, digits, language))


def banded(quantity: Mapping[str, Any], language: str) -> str:
    """A quantity of report.json with its band.

    Parameters
    ----------
    quantity : mapping
        value, low, high, unit.
    language : str

    Returns
    -------
    str
        Says that it was not measured where the value is missing.

    Examples
    --------
    >>> banded({"value": 31.2, "low": 21.3, "high": 41.1, "unit": "deg"}, "en").split()
    ['31°', '(21', 'to', '41)']
    """
    if quantity["value"] is None:
        return tables.say("report.not_measured", language)
    unit = quantity["unit"]
    digits: int = tables.entry(f"report.units.{unit}.digits")
    low, high = (number(scaled(quantity[edge], unit), digits, language) for edge in ("low", "high"))
    value = measured(quantity["value"], unit, language)
    return tables.say("report.band", language, value=value, low=low, high=high)


def spans(ranges: Sequence[Sequence[int]]) -> str:
    """Ranges of frames, first and last included.

    Parameters
    ----------
    ranges : sequence of (first, last)

    Returns
    -------
    str

    Examples
    --------
    >>> spans([[3, 9], [14, 14]])
    '3–9, 14'
    """
    pieces = (f"{first}–{last}" if last > first else f"{first}" for first, last in ranges)
    return ", ".join(pieces)
