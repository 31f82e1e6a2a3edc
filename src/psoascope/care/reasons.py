"""Why a finding is made, and what would change it: single inputs, each tried before it is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from psoascope.care import verdicts, vocabulary
from psoascope.care.inputs import Inputs
from psoascope.care.rules import Condition, Rule
from psoascope.quantity import Quantity

EFFECTS = {"not_met": "vanishes", "unclear": "opens", "met": "changes"}


@dataclass(frozen=True)
class Because:
    """One input that a finding rests on.

    Parameters
    ----------
    condition : Condition
        What was asked of it.
    value : Quantity, float, bool, str or frozenset
        What it was.
    origin : str
        Where the value comes from.
    """

    condition: Condition
    value: Any
    origin: str

    @property
    def input(self) -> str:
        """The input's name."""
        return self.condition.input

    @property
    def rule(self) -> str:
        """The condition, such as "longest_sit over 60 min"."""
        return str(self.condition)


@dataclass(frozen=True)
class Flip:
    """One input set otherwise, all others kept.

    Parameters
    ----------
    input : str
        Its name.
    to : Quantity, float, bool, str or frozenset
        What it is set to: for a number the nearest step that decides otherwise.
    effect : {"vanishes", "opens", "changes"}
        The finding is then gone; or not made, since other answers are missing; or rests on less.
    """

    input: str
    to: Any
    effect: str


def reasons(conditions: Sequence[Condition], inputs: Inputs) -> tuple[Because, ...]:
    """Conditions with the values that they met.

    Parameters
    ----------
    conditions : sequence of Condition
    inputs : Inputs

    Returns
    -------
    tuple of Because
    """
    return tuple(
        Because(one, inputs.values[one.input], inputs.origins[one.input]) for one in conditions
    )


def flips(rule: Rule, inputs: Inputs) -> tuple[Flip, ...]:
    """Each single input that would make a rule that is met be not met, or rest on less.

    Parameters
    ----------
    rule : Condition or Group
        Sides filled in.
    inputs : Inputs

    Returns
    -------
    tuple of Flip
        Those that make it vanish first, then in the rule's order; each was tried.
    """
    before = verdicts.speaking(rule, inputs.values)
    found: dict[str, Flip] = {}
    for condition in before:
        for to in _other_values(condition, inputs.values[condition.input]):
            tried = inputs.changed(condition.input, to).values
            outcome = EFFECTS[verdicts.verdict(rule, tried)]
            if outcome != "changes" or verdicts.speaking(rule, tried) != before:
                found.setdefault(condition.input, Flip(condition.input, to, outcome))
    order = list(EFFECTS.values())
    return tuple(sorted(found.values(), key=lambda flip: order.index(flip.effect)))


def settling(condition: Condition, value: Any) -> Any:
    """A value of a condition's input that would meet it.

    Parameters
    ----------
    condition : Condition
    value : Quantity, float, bool, str, frozenset or None
        The present one.

    Returns
    -------
    Quantity, float, bool, str or frozenset
    """
    if condition.test in ("is", "has"):
        present = value or frozenset()
        return condition.limit if condition.test == "is" else present | {condition.limit}
    step = vocabulary.kind_of(condition.input).step
    number = condition.limit + (step if condition.test == "over" else -step)
    return _like(value, number)


def _other_values(condition: Condition, value: Any) -> Iterator[Any]:
    """Values of the input on the other side of the condition."""
    if verdicts.verdict(condition, {condition.input: value}) != "met":
        yield settling(condition, value)
        return
    if condition.test == "has":
        yield value - {condition.limit}
    elif condition.test == "is":
        if isinstance(condition.limit, bool):
            yield not condition.limit
        else:
            known = vocabulary.kind_of(condition.input).choices
            yield from (one for one in known if one != condition.limit)
    else:
        yield _like(value, condition.limit)


def _like(value: Any, number: float) -> Any:
    """A number in the same dress as the present value: a quantity with no width, or plain."""
    if not isinstance(value, Quantity):
        return number
    return Quantity(number, number, number, value.unit, value.kind)
