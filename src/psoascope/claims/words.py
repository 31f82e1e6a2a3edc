"""The words of the page of claims: headings, grades, marks, warning signs, numbers."""

from collections.abc import Mapping

import numpy as np

from psoascope import tables
from psoascope.quantity import Quantity

MARKS = ("FOUND", "MEMORY", "ESTIMATE", "NOT FOUND")
"""Read in a source; recalled, not verified; reasoning; searched, nothing located."""


def red_flags(language: str = "en") -> tuple[str, ...]:
    """Signs that call for a doctor now: what stands before everything else.

    Parameters
    ----------
    language : str

    Returns
    -------
    tuple of str
        A line that says so, one line a sign, and a last line.

    Examples
    --------
    >>> red_flags()[0].startswith("Warning signs come first")
    True
    """
    signs = [tables.say(f"claims.red_flag.{name}", language) for name in red_flag_names()]
    return (page_words("first", language), *signs, page_words("first_end", language))


def red_flag_names() -> tuple[str, ...]:
    """Names of the warning signs, in the order in which they are shown.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> red_flag_names()[0]
    'cauda_equina'
    """
    return tuple(tables.entry("claims.red_flag"))


def sections() -> tuple[str, ...]:
    """Names of the sections, in the order in which they are shown.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> sections()[:2]
    ('omission', 'anatomy')
    """
    return tuple(tables.entry("claims.section"))


def grade_words(grade: str, language: str = "en") -> str:
    """What a grade is called.

    Parameters
    ----------
    grade : str
        One of tables.GRADES.
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> grade_words("partly", "de")
    'teilweise belegt'
    """
    return tables.say(f"claims.grade_word.{grade}", language)


def mark_words(mark: str, language: str = "en") -> str:
    """What a mark means.

    Parameters
    ----------
    mark : str
        One of MARKS.
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> mark_words("MEMORY")
    'as recalled, not verified'
    """
    return tables.say(f"claims.mark_word.{mark.lower().replace(' ', '_')}", language)


def page_words(field: str, language: str = "en") -> str:
    """A fixed phrase of the page of claims.

    Parameters
    ----------
    field : str
        Field of [page] in data/claims.toml.
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> page_words("sources", "de")
    'Quellen'
    """
    words: Mapping[str, str] = tables.entry(f"claims.page.{field}")
    return words["de" if language.startswith("de") else "en"]


def banded(quantity: Quantity, language: str = "en") -> str:
    """A number with its band, as people read it.

    Parameters
    ----------
    quantity : Quantity
        A single number.
    language : str

    Returns
    -------
    str
        Forces to 10 N, moments to 1 N m, all else to one decimal; words where it is missing.

    Examples
    --------
    >>> banded(Quantity(-11.74, -17.36, -7.71, "%", "range"))
    '-11.7 % [-17.4 to -7.7]'
    >>> banded(Quantity(1234.0, 989.0, 2001.0, "N", "range"), "de")
    '1230 N [990 bis 2000]'
    """
    if np.isnan(quantity.value):
        return page_words("missing", language)
    digits = {"N": -1, "N m": 0}.get(quantity.unit, 1)
    value, low, high = (
        f"{round(float(part), digits) + 0.0:.{max(digits, 0)}f}"
        for part in (quantity.value, quantity.low, quantity.high)
    )
    text = f"{value} {quantity.unit} [{low} {page_words('to', language)} {high}]"
    return text.replace(".", ",") if language.startswith("de") else text
