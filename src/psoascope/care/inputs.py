"""Answers, numbers and overlaps as flat named inputs, each with where it comes from.

What was not answered is absent: it never becomes no or 0. Names are those of data/inputs.toml.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from psoascope import tables
from psoascope.care import vocabulary
from psoascope.care.answers import Answers, Pain
from psoascope.care.pain import Overlap
from psoascope.errors import RangeError
from psoascope.quantity import Quantity, combined

Named = Iterator[tuple[str, Any, str]]
OTHER = {"right": "left", "left": "right"}


@dataclass(frozen=True)
class Inputs:
    """Everything that a rule may ask for and that is known.

    Parameters
    ----------
    values : mapping of str to Quantity, float, bool, str or frozenset
        By name; what is unknown is absent.
    origins : mapping of str to str
        By the same names: the place in the check-in, the number, the overlap, or what it was
        worked out from.
    """

    values: Mapping[str, Any]
    origins: Mapping[str, str]

    def changed(self, name: str, to: Any) -> "Inputs":
        """The same with one input set otherwise; None makes it unknown."""
        values = {**self.values, name: to}
        if to is None:
            del values[name]
        return Inputs(MappingProxyType(values), self.origins)


def inputs_of(
    answers: Answers, numbers: Mapping[str, Quantity], overlaps: Sequence[Overlap]
) -> Inputs:
    """The flat inputs of a check-in and of what was computed beside it.

    Parameters
    ----------
    answers : Answers
    numbers : mapping of str to Quantity
        By name; a name that ends in ".right" or ".left" belongs to a side.
    overlaps : sequence of Overlap
        Of the pain drawing with the described patterns.

    Returns
    -------
    Inputs

    Raises
    ------
    RangeError
        A number comes in another unit than data/inputs.toml says.
    """
    found = [
        *_person(answers),
        *_pains(answers.pains),
        *_daily(answers),
        *_measured(answers),
        *_numbers(numbers),
        *_overlaps(overlaps),
    ]
    known = [(name, value, origin) for name, value, origin in found if not _missing(value)]
    values = {name: value for name, value, _ in known}
    _check_units(values)
    origins = {name: origin for name, _, origin in known}
    return Inputs(MappingProxyType(values), MappingProxyType(origins))


def _missing(value: Any) -> bool:
    number = value.value if isinstance(value, Quantity) else value
    return number is None or (isinstance(number, float) and math.isnan(number))


def _person(answers: Answers) -> Named:
    plain = (
        "age", "sex", "pregnant", "conditions", "medicines", "recent", "onset_weeks", "sudden",
        "injury", "worse_with", "better_with", "sleep_position", "sleep_hours", "stress",
        "breath_days",
    )  # fmt: skip
    for name in plain:
        yield name, getattr(answers, name), name
    for key, told in answers.signs.items():
        yield f"sign.{key}", told, f"signs.{key}"
    for key, points in (answers.course or {}).items():
        yield f"course.{key}", points, f"course.{key}"


def _pains(pains: Sequence[Pain]) -> Named:
    """The worst and the present pain of each region and side, and of a region on any side."""
    for field in ("worst", "now"):
        strongest: dict[str, tuple[float, str]] = {}
        for number, pain in enumerate(pains, start=1):
            points = getattr(pain, field)
            if points is None:
                continue
            sides = {"both": ("right", "left"), "middle": ()}.get(pain.side, (pain.side,))
            for side in (*sides, "any"):
                name = f"pain_{field}.{pain.region}.{side}"
                if name not in strongest or strongest[name][0] < points:
                    strongest[name] = (float(points), f"pain {number}, {field}")
        for name, (points, origin) in strongest.items():
            yield name, points, origin


def _daily(answers: Answers) -> Named:
    spells: dict[str, list[float]] = {"hours": [], "longest": []}
    sitting = {key for key, row in tables.table("activities").items() if row["kind"] == "sit"}
    for key, span in (answers.day or {}).items():
        for part, field in (("hours", "hours"), ("longest", "longest_minutes")):
            told = span.get(field)
            yield f"{part}.{key}", told, f"day.{key}.{field}"
            if told is not None and key in sitting:
                spells[part].append(float(told))
    if spells["longest"]:
        yield "longest_sit", max(spells["longest"]), "longest of all sitting in day"
    if spells["hours"]:
        yield "hours_sit", sum(spells["hours"]), "sum of all sitting in day"
    for sport in answers.sport or ():
        yield f"sport_hours.{sport.activity}", sport.hours_week, f"sport.{sport.activity}"
        yield f"hills.{sport.activity}", sport.hills, f"sport.{sport.activity}.hills"
    if answers.sport is not None:
        hours = [sport.hours_week for sport in answers.sport if sport.hours_week is not None]
        total = float(sum(hours)) if len(hours) == len(answers.sport) else None
        yield "sport_hours_all", total, "sum of all sport"


def _measured(answers: Answers) -> Named:
    for test, sides in (answers.tests or {}).items():
        for side, measures in sides.items():
            for measure, quantity in measures.items():
                name = f"{test}.{measure}.{side}"
                yield f"test.{name}", quantity, f"tests.{test}.{side}.{measure}"
        for side in set(sides) & set(OTHER):
            for measure in set(sides[side]) & set(sides.get(OTHER[side], {})):
                yield from _beside(f"{test}.{measure}", side, sides, measure)


def _beside(
    name: str, side: str, sides: Mapping[str, Mapping[str, Quantity]], measure: str
) -> Named:
    """One side against the other: what it has more, and its share in per cent.

    The two sides' bands are independent, so they join by the rule of `quantity.combined`.
    """
    own, other = sides[side][measure], sides[OTHER[side]][measure]
    worked_out = f"worked out from tests.{name}, both sides"
    yield f"side_excess.{name}.{side}", _difference(own, other), worked_out
    if own.low > 0 and other.low > 0:
        yield f"side_ratio.{name}.{side}", _ratio(own, other), worked_out


def _difference(own: Quantity, other: Quantity) -> Quantity:
    value = own.value - other.value
    parts = (
        Quantity(value, own.low - other.value, own.high - other.value, own.unit, own.kind),
        Quantity(value, own.value - other.high, own.value - other.low, own.unit, other.kind),
    )
    return combined(value, parts, own.unit)


def _ratio(own: Quantity, other: Quantity) -> Quantity:
    share, inverse = 100.0 / other.value, 100.0 * own.value
    value = own.value * share
    parts = (
        Quantity(value, own.low * share, own.high * share, "%", own.kind),
        Quantity(value, inverse / other.high, inverse / other.low, "%", other.kind),
    )
    return combined(value, parts, "%")


def _numbers(numbers: Mapping[str, Quantity]) -> Named:
    for name, quantity in numbers.items():
        sided = name.rpartition(".")[2] in OTHER
        yield f"{'measured' if sided else 'number'}.{name}", quantity, f"numbers.{name}"


def _overlaps(overlaps: Sequence[Overlap]) -> Named:
    for overlap in overlaps:
        yield f"overlap.{overlap.pattern}", overlap.share, f"overlap with {overlap.pattern}"


def _check_units(values: Mapping[str, Any]) -> None:
    """Numbers that no rule knows may have any unit; they are kept and not asked for."""
    for name, value in values.items():
        family, *rest = name.split(".")
        if not isinstance(value, Quantity) or family not in ("number", "measured", "test"):
            continue
        member = ".".join(rest if family == "number" else rest[:-1])
        if member not in vocabulary.members(family):
            continue
        unit = vocabulary.kind_of(name).unit
        if value.unit != unit:
            raise tables.error(RangeError, "number_unit", name=name, unit=unit, given=value.unit)
