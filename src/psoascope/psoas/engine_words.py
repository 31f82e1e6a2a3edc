"""What models for other engines share as text: numbers, and where the anatomy comes from."""

from collections.abc import Iterable

from psoascope import tables
from psoascope.psoas.person import Person


def numbers(values: Iterable[float]) -> str:
    """Numbers as engines read them, so that each comes back as the same float64.

    Parameters
    ----------
    values : iterable of float

    Returns
    -------
    str
        Separated by blanks.

    Examples
    --------
    >>> numbers([0.1, -2, 1e-9])
    '0.1 -2.0 1e-09'
    """
    return " ".join(repr(float(value)) for value in values)


def credit_lines(person: Person | None) -> list[str]:
    """Who made the model, for which height, what is left out, and the sources with licences.

    Parameters
    ----------
    person : Person or None
        None means the reference person.

    Returns
    -------
    list of str
        English sentences.

    Examples
    --------
    >>> credit_lines(None)[2]
    'Scaled to a height of 1.7 m.'
    """
    model = tables.entry("engines.model")
    height = tables.entry("anatomy.reference_height.value") if person is None else person.height
    lines = [model["say"]["en"], model["credits"], f"Scaled to a height of {height:g} m."]
    lines.append(model["left_out"])
    for key in model["sources"]:
        source = tables.entry(f"sources.{key}")
        lines.append(f"Source: {source['cite']} Licence: {source['licence']}.")
    return lines
