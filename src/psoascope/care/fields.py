"""The fields of a check-in, each of its kind, in its range, and named when it is not.

Null means not known, and comes back as None; it never means no.
"""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from psoascope import tables
from psoascope.errors import RangeError

_SHOWN = 60


def record(where: str, value: Any, known: Collection[str]) -> Mapping[str, Any]:
    """A group of fields, none of them unknown.

    Parameters
    ----------
    where : str
        How the group is called in the message.
    value : mapping or None
    known : collection of str
        The keys that it may have.

    Returns
    -------
    mapping
        Empty where not known.

    Raises
    ------
    RangeError
        It is no group of fields, or has an unknown key; names the known ones.

    Examples
    --------
    >>> record("sleep", {"hours": 7}, ["position", "hours"])
    {'hours': 7}
    """
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise _wrong_kind(where, value, "{...}")
    for key in value:
        choice(where, key, known)
    return value


def rows(where: str, value: Any) -> list[Any]:
    """A list, as given.

    Parameters
    ----------
    where : str
    value : list or None

    Returns
    -------
    list
        Empty where not known.

    Raises
    ------
    RangeError
        It is no list, or longer than the longest of data/checkin.toml.

    Examples
    --------
    >>> rows("pain", None)
    []
    """
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise _wrong_kind(where, value, "[...]")
    number("rows", len(value), where=where)
    return list(value)


def choice(where: str, value: Any, known: Collection[str]) -> str:
    """One word out of those known.

    Parameters
    ----------
    where : str
    value : str
    known : collection of str

    Returns
    -------
    str

    Raises
    ------
    RangeError
        Not among them; names them.

    Examples
    --------
    >>> choice("side", "left", ("right", "left"))
    'left'
    """
    if not isinstance(value, str) or value not in known:
        names = ", ".join(known)
        raise tables.error(
            RangeError, "checkin_unknown", where=where, value=shown(value), known=names
        )
    return value


def several(where: str, value: Any, known: Collection[str]) -> frozenset[str] | None:
    """Any number of words out of those known.

    Parameters
    ----------
    where : str
    value : list of str or None
        An empty list means none of them.
    known : collection of str

    Returns
    -------
    frozenset of str, or None
        None where not known.

    Raises
    ------
    RangeError
        One is not among those known.

    Examples
    --------
    >>> several("equipment", ["mat"], ("mat", "chair"))
    frozenset({'mat'})
    """
    if value is None:
        return None
    return frozenset(choice(where, one, known) for one in rows(where, value))


def number(name: str, value: Any, where: str = "") -> float | None:
    """A number within its range.

    Parameters
    ----------
    name : str
        Entry of data/checkin.toml with range and unit.
    value : number or None
    where : str, optional
        How it is called in the message; its name where not given.

    Returns
    -------
    float or None
        None where not known.

    Raises
    ------
    RangeError
        Not a number, not finite, or outside the range.

    Examples
    --------
    >>> number("age", 41), number("age", None)
    (41.0, None)
    """
    if value is None:
        return None
    where = where or name
    rule = tables.entry(f"checkin.{name}")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong_kind(where, value, "3")
    low, high = rule["range"]
    if not low <= value <= high:
        values = {"input": where, "value": shown(value), "unit": rule["unit"]}
        raise tables.error(RangeError, "input_range", **values, low=low, high=high)
    return float(value)


def yes_no(where: str, value: Any) -> bool | None:
    """True, False, or None where not known.

    Parameters
    ----------
    where : str
    value : bool or None

    Returns
    -------
    bool or None

    Raises
    ------
    RangeError
        Anything else, such as "no" or 0.

    Examples
    --------
    >>> yes_no("injury", None) is None
    True
    """
    if value is not None and not isinstance(value, bool):
        raise _wrong_kind(where, value, "true")
    return value


def text(where: str, value: Any) -> str:
    """Words that a person typed.

    Parameters
    ----------
    where : str
    value : str

    Returns
    -------
    str
        Without blanks at its ends.

    Raises
    ------
    RangeError
        No text, or longer than the longest of data/checkin.toml.

    Examples
    --------
    >>> text("goals", " walk to work ")
    'walk to work'
    """
    if not isinstance(value, str):
        raise _wrong_kind(where, value, '"..."')
    number("letters", len(value), where=where)
    return value.strip()


def day(where: str, value: Any, today: datetime.date | None) -> datetime.date:
    """A date written as 2026-11-26.

    Parameters
    ----------
    where : str
    value : str
    today : datetime.date or None
        A later date is refused; None where nobody says what day it is.

    Returns
    -------
    datetime.date

    Raises
    ------
    RangeError
        No date, or one in the future.

    Examples
    --------
    >>> day("date", "2026-11-26", None).year
    2026
    """
    try:
        found = datetime.date.fromisoformat(value)
    except (TypeError, ValueError) as problem:
        raise tables.error(RangeError, "checkin_date", where=where, value=shown(value)) from problem
    if today is not None and found > today:
        raise tables.error(RangeError, "checkin_future", where=where, value=value, today=today)
    return found


def _wrong_kind(where: str, value: Any, wanted: str) -> RangeError:
    return tables.error(RangeError, "checkin_kind", where=where, value=shown(value), wanted=wanted)


def shown(value: Any) -> str:
    """A value as a message quotes it: its beginning where it is long.

    Parameters
    ----------
    value : anything

    Returns
    -------
    str

    Examples
    --------
    >>> shown("a" * 100)[-5:]
    'aa...'
    """
    try:
        text = str(value)
    except ValueError:  # a whole number of thousands of digits
        text = "a huge number"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
