"""Results of movement tests in a check-in: numbers with their bands."""

from collections.abc import Iterable, Mapping
from math import isfinite
from types import MappingProxyType
from typing import Any

from psoascope import tables
from psoascope.care import fields
from psoascope.errors import PsoascopeError, RangeError
from psoascope.quantity import Quantity

TEST = "psoascope/test/1"
"""Schema of test.json."""
TEST_SIDES = ("right", "left", "both")


def measured_of(value: Any) -> Mapping[str, Mapping[str, Mapping[str, Quantity]]]:
    """The measured tests of a check-in.

    Parameters
    ----------
    value : mapping or None
        Test -> side -> measure -> value, low and high in the unit of data/quantities.toml.

    Returns
    -------
    mapping
        Test -> side -> measure -> Quantity; what is null is left out.

    Raises
    ------
    RangeError
        An unknown test, side or measure, another unit, or a band that does not hold its value.

    Examples
    --------
    >>> told = {"value": 12, "low": 4, "high": 20}
    >>> read = measured_of({"modified_thomas": {"right": {"thomas_thigh": told}}})
    >>> read["modified_thomas"]["right"]["thomas_thigh"].unit
    'deg'
    """
    known = tables.table("tests")
    found = {}
    for name, by_side in fields.record("tests", value, tuple(known)).items():
        sides = fields.record(f"tests, {name}", by_side, TEST_SIDES)
        measures = tuple(known[name]["measure"])
        found[name] = MappingProxyType(
            {side: _measures(f"{name}, {side}", rows, measures) for side, rows in sides.items()}
        )
    return MappingProxyType(found)


def with_tests(data: Mapping[str, Any], results: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A check-in with the results of movement tests put in.

    Parameters
    ----------
    data : mapping
        A check-in, as read from JSON.
    results : iterable of mapping
        As in test.json; of one test and side, the later counts.

    Returns
    -------
    dict
        What was typed by hand stays where no result says otherwise.

    Raises
    ------
    RangeError
        A result is none of `psoascope test`.

    Examples
    --------
    >>> bridge = {"value": 2.0, "low": -4.0, "high": 8.0, "unit": "deg", "sentence": {}}
    >>> result = {"schema": TEST, "test": "bridge", "sides": {"right": {"bridge_hip": bridge}}}
    >>> with_tests({}, [result])["tests"]["bridge"]["right"]["bridge_hip"]["low"]
    -4.0
    """
    tests = {name: dict(sides) for name, sides in (data.get("tests") or {}).items()}
    for one in results:
        if not isinstance(one, Mapping) or one.get("schema") != TEST:
            told = one.get("schema") if isinstance(one, Mapping) else one
            values = {"value": fields.shown(told), "known": TEST}
            raise tables.error(RangeError, "checkin_schema", **values)
        for side, measures in (one.get("sides") or {}).items():
            tests.setdefault(str(one.get("test")), {})[side] = {
                measure: {part: row.get(part) for part in ("value", "low", "high", "unit")}
                for measure, row in measures.items()
            }
    return {**data, "tests": tests}


def _measures(where: str, value: Any, known: tuple[str, ...]) -> Mapping[str, Quantity]:
    """What is null was not measured, and is left out."""
    given = fields.record(f"tests, {where}", value, known)
    told = {key: one for key, one in given.items() if one is not None}
    found = {key: _quantity(f"{where}, {key}", key, one) for key, one in told.items()}
    return MappingProxyType({key: one for key, one in found.items() if one is not None})


def _quantity(where: str, key: str, value: Any) -> Quantity | None:
    given = fields.record(where, value, ("value", "low", "high", "unit", "kind"))
    unit = tables.entry(f"quantities.{key}.unit")
    fields.choice(f"{where}, unit", unit if given.get("unit") is None else given["unit"], (unit,))
    numbers = [given.get(part) for part in ("value", "low", "high")]
    if all(one is None for one in numbers):
        return None
    try:
        value, low, high = map(_finite, numbers)
        return Quantity(value, low, high, unit, "coverage")
    except (PsoascopeError, ValueError, OverflowError) as problem:
        values = {part: fields.shown(given.get(part)) for part in ("value", "low", "high")}
        raise tables.error(RangeError, "checkin_band", where=where, **values) from problem


def _finite(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(value)
    return float(value)
