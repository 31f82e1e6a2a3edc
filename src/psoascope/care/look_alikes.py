"""What else the pain could come from: what speaks for and against, never how likely.

The entries stand in data/look_alikes.toml. Nothing here counts, weighs or multiplies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from psoascope import tables
from psoascope.care import rules, verdicts
from psoascope.care.inputs import Inputs
from psoascope.care.reasons import Because, reasons
from psoascope.care.rules import Condition, Group, Rule
from psoascope.errors import TableError

GOES_TO = ("physio", "doctor", "triage")
SIDES = ("right", "left")


@dataclass(frozen=True)
class Weighed:
    """One look-alike, with what was answered for and against it.

    Parameters
    ----------
    name : str
        Entry of data/look_alikes.toml.
    side : {"right", "left"} or None
    speaks_for, speaks_against : tuple of Because
        What was answered so.
    open : tuple of str
        Inputs that would speak for or against, and are unknown.
    """

    name: str
    side: str | None
    speaks_for: tuple[Because, ...]
    speaks_against: tuple[Because, ...]
    open: tuple[str, ...]


def look_alikes(inputs: Inputs) -> tuple[Weighed, ...]:
    """Every look-alike for which something speaks, in the order of the table.

    Parameters
    ----------
    inputs : Inputs

    Returns
    -------
    tuple of Weighed
        The order says nothing about how likely any of them is.
    """
    found = []
    for name in look_alike_rules():
        row = tables.entry(f"look_alikes.{name}")
        for side in SIDES if row["sided"] else (None,):
            pros = asked_of(name, "speaks_for", side)
            cons = asked_of(name, "speaks_against", side)
            spoke = _met(pros, inputs)
            if spoke:
                against = _met(cons, inputs)
                asked = dict.fromkeys(one.input for one in (*pros, *cons))
                unknown = tuple(one for one in asked if one not in inputs.values)
                found.append(Weighed(name, side, spoke, against, unknown))
    return tuple(found)


@cache
def look_alike_rules() -> dict[str, Rule]:
    """The rule of each look-alike that makes it worth naming, checked.

    Returns
    -------
    dict of str to Condition or Group

    Raises
    ------
    TableError
        An entry is misspelt.
    """
    rules.check_rules("look_alikes")
    for name, row in tables.table("look_alikes").items():
        if row["goes_to"] not in GOES_TO:
            raise TableError(
                f"data/look_alikes.toml, [{name}], goes_to: {row['goes_to']!r} is unknown. "
                f"{rules.near(row['goes_to'], GOES_TO)}"
            )
    return {
        name: rules.rule_of(row["when"], f"data/look_alikes.toml, [{name}], when")
        for name, row in tables.table("look_alikes").items()
    }


@cache
def asked_of(name: str, field: str, side: str | None) -> tuple[Condition, ...]:
    """The single conditions that speak for a look-alike or against it.

    Parameters
    ----------
    name : str
        Entry of data/look_alikes.toml.
    field : {"speaks_for", "speaks_against"}
    side : {"right", "left"} or None

    Returns
    -------
    tuple of Condition

    Raises
    ------
    TableError
        The field is no plain list of conditions.
    """
    where = f"data/look_alikes.toml, [{name}], {field}"
    rule = rules.rule_of(tables.entry(f"look_alikes.{name}.{field}"), where)
    if not isinstance(rule, Group) or any(isinstance(part, Group) for part in rule.parts):
        raise TableError(f"{where} must be a list of single conditions, without groups.")
    return tuple(verdicts.conditions(rule if side is None else verdicts.on_side(rule, side)))


def _met(asked: Sequence[Condition], inputs: Inputs) -> tuple[Because, ...]:
    met = [one for one in asked if verdicts.verdict(one, inputs.values) == "met"]
    return reasons(met, inputs)
