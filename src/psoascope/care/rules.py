"""The small engine of `when` rules over named inputs: how a table writes them, and what is refused.

A rule in a table is one condition, a list of rules (all of them), or one of all, any, none with a
list of rules::

    when = { all = [
      { input = "pain_worst.front_of_hip.side", over = 0, unit = "points" },
      { any = [{ input = "worse_with", has = "running" }, { input = "sudden", is = true }] },
    ] }

A condition says over, under, is or has. `.side` stands for the side that is looked at, `.other` for
the other one. psoascope.care.verdicts tells whether a rule is met.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from psoascope import tables
from psoascope.care import vocabulary
from psoascope.errors import TableError

TESTS = ("over", "under", "is", "has")
GROUPS = ("all", "any", "none")
NOTES = ("unit", "mark", "note", "source")


@dataclass(frozen=True)
class Condition:
    """One question to one input.

    Parameters
    ----------
    input : str
        Its name, such as "pain_worst.groin.right".
    test : str
        One of TESTS.
    limit : float, bool or str
        What is compared with, in `unit`.
    unit : str
        Of a number; empty otherwise.
    mark : str
        How well the limit is known; empty where it is no number.
    """

    input: str
    test: str
    limit: Any
    unit: str = ""
    mark: str = ""

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit not in ("", "1") else ""
        limit = str(self.limit).lower() if isinstance(self.limit, bool) else self.limit
        shown = f"{limit:g}" if isinstance(limit, float | int) else limit
        return f"{self.input} {self.test} {shown}{unit}"


@dataclass(frozen=True)
class Group:
    """Several rules joined.

    Parameters
    ----------
    how : str
        One of GROUPS.
    parts : tuple of Condition or Group
    """

    how: str
    parts: tuple["Condition | Group", ...]


Rule = Condition | Group


def rule_of(when: Any, where: str) -> Rule:
    """The rule that a table writes as TOML, every name in it checked.

    Parameters
    ----------
    when : mapping or list
        A condition, a group, or a list that must hold in full.
    where : str
        File and entry, for the message.

    Returns
    -------
    Condition or Group

    Raises
    ------
    TableError
        A misspelt name, a test that does not suit its input, a limit out of range, or a test
        whose result tells nothing; names file, entry and cure.

    Examples
    --------
    >>> str(rule_of({"input": "stress", "over": 6, "unit": "points"}, "data/demo.toml, [calm]"))
    'stress over 6 points'
    """
    rule = _parsed(when, where)
    _check_informs(rule, True, where)
    return rule


def _parsed(when: Any, where: str) -> Rule:
    if isinstance(when, Sequence) and not isinstance(when, str):
        return _group("all", when, where)
    if not isinstance(when, Mapping):
        raise TableError(f"{where}: {when!r} is no rule. Write {{ input = ..., over = ... }}.")
    groups = [key for key in when if key in GROUPS]
    if "input" not in when:
        if len(groups) != 1 or len(when) != 1:
            raise TableError(f"{where}: {_unknown(list(when), ('input', *GROUPS))}")
        return _group(groups[0], when[groups[0]], where)
    tests = [key for key in when if key in TESTS]
    strange = [key for key in when if key not in ("input", *TESTS, *NOTES)]
    if strange or len(tests) != 1:
        raise TableError(f"{where}, {when['input']}: {_unknown(strange, (*TESTS, *NOTES))}")
    return _condition(when, tests[0], where)


def _group(how: str, parts: Any, where: str) -> Group:
    if not isinstance(parts, Sequence) or isinstance(parts, str) or not parts:
        raise TableError(f"{where}: {how} must be a list of at least one rule; got {parts!r}.")
    return Group(how, tuple(_parsed(part, where) for part in parts))


def _unknown(strange: Sequence[str], known: Sequence[str]) -> str:
    if not strange:
        return f"a condition needs exactly one of {', '.join(TESTS)}."
    return f"{strange[0]!r} is no word of a rule. {near(strange[0], known)}"


def near(name: str, known: Iterable[str]) -> str:
    """The cure for a misspelt name: those that are spelt alike, or else all.

    Parameters
    ----------
    name : str
    known : iterable of str

    Returns
    -------
    str

    Examples
    --------
    >>> near("ovr", ("over", "under"))
    'Did you mean over?'
    """
    names = list(known)
    alike = get_close_matches(name, names, n=3)
    return f"Did you mean {' or '.join(alike)}?" if alike else f"Known are {', '.join(names)}."


def _condition(when: Mapping[str, Any], test: str, where: str) -> Condition:
    name, limit = str(when["input"]), when[test]
    kind = vocabulary.kind_of(name, where)
    here = f"{where}: {name} {test} {limit!r}"
    if test not in kind.tests:
        raise TableError(f"{here} does not suit it. Use {' or '.join(kind.tests)}.")
    unit, mark = "", ""
    if test in ("over", "under"):
        limit, unit, mark = _number(when, limit, here)
        _check_number(kind, limit, unit, here)
    elif kind.kind == "yes_no":
        if not isinstance(limit, bool):
            raise TableError(f"{here} is neither true nor false.")
    elif limit not in kind.choices:
        raise TableError(f"{here}: no such choice. {near(str(limit), kind.choices)}")
    return Condition(name, test, limit, unit, mark)


def _number(when: Mapping[str, Any], limit: Any, here: str) -> tuple[float, str, str]:
    """The limit, its unit and mark; a text names another table's entry with value and unit."""
    if isinstance(limit, str):
        row = tables.entry(limit)
        return float(row["value"]), str(row["unit"]), str(row.get("mark", ""))
    if isinstance(limit, bool) or not isinstance(limit, int | float):
        raise TableError(f"{here} is no number.")
    return float(limit), str(when.get("unit", "")), str(when.get("mark", ""))


def _check_number(kind: vocabulary.Kind, limit: float, unit: str, here: str) -> None:
    if unit != kind.unit:
        raise TableError(f"{here} must be given in unit = {kind.unit!r}; got {unit!r}.")
    low, high = kind.range
    if not low <= limit <= high:
        raise TableError(
            f"{here}: {limit:g} {unit} lies outside its range {low:g} to {high:g} {unit}."
        )


def _check_informs(rule: Rule, wanted: bool, where: str) -> None:
    """No rule may rest on a result that leaves the odds as they were."""
    if isinstance(rule, Group):
        for part in rule.parts:
            _check_informs(part, wanted is not (rule.how == "none"), where)
        return
    result = wanted if rule.test != "is" else wanted is (rule.limit is not False)
    silent = vocabulary.says_nothing(rule.input, result)
    if silent is not None:
        raise TableError(
            f"{where}: {rule} tells nothing (data/accuracy.toml, [{silent}]), so no rule may rest "
            "on it. Take the condition out."
        )


def check_rules(
    name: str, fields: Sequence[str] = ("when", "speaks_for", "speaks_against")
) -> None:
    """Refuses a table in which a rule is misspelt or cannot be decided.

    Parameters
    ----------
    name : str
        File name without folder and ending.
    fields : sequence of str
        The fields that hold rules, where an entry has them.

    Raises
    ------
    TableError
        Names file, entry, the wrong word and the cure.

    Examples
    --------
    >>> check_rules("findings")
    """
    for key, row in tables.table(name).items():
        for field in fields:
            if field in row:
                rule_of(row[field], f"data/{name}.toml, [{key}], {field}")
