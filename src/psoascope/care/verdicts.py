"""Whether a rule is met by what is known.

There are three verdicts: a rule is unclear where an answer is missing or a band reaches over the
limit, and nothing is ever taken as no because it was not asked.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from psoascope.care.rules import Condition, Group, Rule
from psoascope.quantity import Quantity

Verdict = Literal["met", "not_met", "unclear"]
OTHER = {"right": "left", "left": "right"}


def on_side(rule: Rule, side: str) -> Rule:
    """A rule with `.side` and `.other` filled in.

    Parameters
    ----------
    rule : Condition or Group
    side : {"right", "left"}

    Returns
    -------
    Condition or Group

    Examples
    --------
    >>> str(on_side(Condition("pain_worst.groin.other", "over", 2.0, "points"), "right"))
    'pain_worst.groin.left over 2 points'
    """
    if isinstance(rule, Group):
        return replace(rule, parts=tuple(on_side(part, side) for part in rule.parts))
    stem, _, last = rule.input.rpartition(".")
    if last not in ("side", "other"):
        return rule
    return replace(rule, input=f"{stem}.{side if last == 'side' else OTHER[side]}")


def conditions(rule: Rule) -> Iterator[Condition]:
    """Every condition of a rule, in its order.

    Parameters
    ----------
    rule : Condition or Group

    Yields
    ------
    Condition
    """
    if isinstance(rule, Condition):
        yield rule
        return
    for part in rule.parts:
        yield from conditions(part)


def verdict(rule: Rule, values: Mapping[str, Any]) -> Verdict:
    """Whether a rule is met, not met, or unclear.

    Parameters
    ----------
    rule : Condition or Group
        Sides filled in.
    values : mapping of str to Quantity, float, bool, str, frozenset or None
        By input; absent or None is unknown.

    Returns
    -------
    {"met", "not_met", "unclear"}
        A number with a band is over a limit only if the whole band is.

    Examples
    --------
    >>> wide = Quantity(70.0, 50.0, 90.0, "min", "coverage")
    >>> verdict(Condition("longest_sit", "over", 60.0, "min"), {"longest_sit": wide})
    'unclear'
    """
    if isinstance(rule, Condition):
        return _answered(rule, values.get(rule.input))
    verdicts = [verdict(part, values) for part in rule.parts]
    if rule.how == "all":
        return _first(verdicts, "not_met", "met")
    found = _first(verdicts, "met", "not_met")
    if rule.how == "any" or found == "unclear":
        return found
    return "not_met" if found == "met" else "met"


def _first(verdicts: Sequence[Verdict], deciding: Verdict, otherwise: Verdict) -> Verdict:
    if deciding in verdicts:
        return deciding
    return "unclear" if "unclear" in verdicts else otherwise


def _answered(condition: Condition, value: Any) -> Verdict:
    if value is None:
        return "unclear"
    if condition.test == "is":
        return "met" if value == condition.limit else "not_met"
    if condition.test == "has":
        return "met" if condition.limit in value else "not_met"
    low, high = (value.low, value.high) if isinstance(value, Quantity) else (value, value)
    if math.isnan(low) or math.isnan(high):
        return "unclear"
    if condition.test == "over":
        low, high, limit = float(low), float(high), condition.limit
    else:
        low, high, limit = -float(high), -float(low), -condition.limit
    if low > limit:
        return "met"
    return "unclear" if high > limit else "not_met"


def speaking(rule: Rule, values: Mapping[str, Any]) -> tuple[Condition, ...]:
    """The conditions on which a rule that is met rests.

    Parameters
    ----------
    rule : Condition or Group
        Sides filled in.
    values : mapping
        As for `verdict`.

    Returns
    -------
    tuple of Condition
        Those that are met, and within `none` those that are known not to be; empty where the
        rule is not met.
    """
    if verdict(rule, values) != "met":
        return ()
    if isinstance(rule, Condition):
        return (rule,)
    if rule.how == "none":
        return tuple(conditions(rule))
    return tuple(one for part in rule.parts for one in speaking(part, values))
