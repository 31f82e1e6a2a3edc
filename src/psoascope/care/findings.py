"""What the answers and numbers add up to, each with its reason and what would change it.

Rules, words, grades and sources stand in data/findings.toml. A finding is a description to act on,
never a diagnosis; nothing here computes a probability, and no test's accuracy enters a rule.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from psoascope import tables
from psoascope.care import rules, verdicts, vocabulary
from psoascope.care.answers import Answers
from psoascope.care.inputs import Inputs, inputs_of
from psoascope.care.look_alikes import SIDES, look_alike_rules
from psoascope.care.pain import Overlap
from psoascope.care.reasons import Because, Flip, flips, reasons, settling
from psoascope.care.rules import Condition, Rule
from psoascope.care.triage import Triage
from psoascope.errors import TableError
from psoascope.quantity import Quantity

AUDIENCES = ("person", "clinician", "researcher")
URGENT = ("emergency", "same_day")
MARKS = ("FOUND", "COMPUTED", "MEMORY", "ESTIMATE", "NOT FOUND")


@dataclass(frozen=True)
class Finding:
    """Something worth acting on.

    Parameters
    ----------
    key : str
        Entry of data/findings.toml, which holds words, grade, mark, source and leads_to.
    side : {"right", "left"} or None
    because : tuple of Because
    would_change : tuple of Flip
        Each was tried.
    alternatives : tuple of str
        Entries of data/look_alikes.toml that could explain the same.
    about : str
        The look-alike that the finding is about; empty for all others.
    after : str
        "emergency" or "same_day" where a warning sign comes first; empty otherwise.
    """

    key: str
    side: str | None
    because: tuple[Because, ...]
    would_change: tuple[Flip, ...]
    alternatives: tuple[str, ...]
    about: str = ""
    after: str = ""


@dataclass(frozen=True)
class Unsettled:
    """A finding that can be neither made nor left out.

    Parameters
    ----------
    key : str
        Entry of data/findings.toml.
    side : {"right", "left"} or None
    because : tuple of Because
        What already speaks for it.
    open : tuple of str
        The inputs that decide.
    reason : {"band", "not_answered"}
        band: the error of a number reaches over the limit.
        not_answered: one answer is missing.
    about : str
        As in Finding.
    """

    key: str
    side: str | None
    because: tuple[Because, ...]
    open: tuple[str, ...]
    reason: str
    about: str = ""


def findings(
    answers: Answers,
    numbers: Mapping[str, Quantity],
    overlaps: Sequence[Overlap],
    triage: Triage,
) -> tuple[Finding, ...]:
    """The findings of a check-in, in the order of the table.

    Parameters
    ----------
    answers : Answers
    numbers : mapping of str to Quantity
        Computed beside the answers, by name; see [number] and [measured] of data/inputs.toml.
    overlaps : sequence of Overlap
    triage : Triage
        With emergency or same_day every finding says that it comes after that, and those that
        might reassure are left out.

    Returns
    -------
    tuple of Finding

    Raises
    ------
    RangeError
        A number comes in another unit than its entry says.
    TableError
        A rule is misspelt.
    """
    return found(inputs_of(answers, numbers, overlaps), triage.level)


def found(inputs: Inputs, level: str = "") -> tuple[Finding, ...]:
    """The findings of flat inputs.

    Parameters
    ----------
    inputs : Inputs
    level : str
        That of the triage.

    Returns
    -------
    tuple of Finding
        In the order of the table, the right side before the left one.
    """
    urgent = level in URGENT
    made = []
    for about, key, side, rule in asked():
        row = tables.entry(f"findings.{key}")
        if (urgent and row["reassures"]) or verdicts.verdict(rule, inputs.values) != "met":
            continue
        made.append(
            Finding(
                key=key,
                side=side,
                because=reasons(verdicts.speaking(rule, inputs.values), inputs),
                would_change=flips(rule, inputs),
                alternatives=(about,) if about else tuple(row["alternatives"]),
                about=about,
                after=level if urgent else "",
            )
        )
    return tuple(made)


def unsettled(inputs: Inputs) -> tuple[Unsettled, ...]:
    """Findings that a band or one missing answer leaves open.

    Parameters
    ----------
    inputs : Inputs

    Returns
    -------
    tuple of Unsettled
        A missing answer is told only where it alone would make the finding, where something
        already speaks for it, and where it is a question of its own: what a person did not put
        into a list (where it hurts, which sports) is neither no nor an open question.
    """
    made = []
    for about, key, side, rule in asked():
        if verdicts.verdict(rule, inputs.values) != "unclear":
            continue
        spoken = tuple(one for one in verdicts.conditions(rule) if _speaks(one, inputs))
        for reason, names in _open(rule, inputs).items():
            if names and (spoken or reason == "band"):
                because = reasons(spoken, inputs)
                made.append(Unsettled(key, side, because, names, reason, about))
                break
    return tuple(made)


def _open(rule: Rule, inputs: Inputs) -> dict[str, tuple[str, ...]]:
    """The unclear inputs that, set so that their condition is met, would make the rule met."""
    names: dict[str, dict[str, None]] = {"band": {}, "not_answered": {}}
    for condition in verdicts.conditions(rule):
        value = inputs.values.get(condition.input)
        listed = tables.entry(f"inputs.{condition.input.split('.')[0]}.listed")
        if verdicts.verdict(condition, inputs.values) != "unclear" or (value is None and listed):
            continue
        tried = inputs.changed(condition.input, settling(condition, value))
        if verdicts.verdict(rule, tried.values) == "met":
            names["not_answered" if value is None else "band"][condition.input] = None
    return {reason: tuple(ones) for reason, ones in names.items()}


def _speaks(condition: Condition, inputs: Inputs) -> bool:
    return verdicts.verdict(condition, inputs.values) == "met"


@cache
def asked() -> tuple[tuple[str, str, str | None, Rule], ...]:
    """Everything that is asked, in the table's order, checked when it is first wanted.

    Returns
    -------
    tuple of (str, str, str or None, Condition or Group)
        Look-alike or "", entry of data/findings.toml, side, rule.

    Raises
    ------
    TableError
        An entry is wrong.
    """
    check_findings()
    rows: list[tuple[str, str, str | None, Rule]] = []
    for key, row in tables.table("findings").items():
        if row["look_alikes"]:
            for name, rule in look_alike_rules().items():
                sided = tables.entry(f"look_alikes.{name}.sided")
                rows += [(name, key, *one) for one in _by_side(rule, sided)]
        else:
            rule = rules.rule_of(row["when"], f"data/findings.toml, [{key}], when")
            rows += [("", key, *one) for one in _by_side(rule, row["sided"])]
    return tuple(rows)


def _by_side(rule: Rule, sided: bool) -> Iterator[tuple[str | None, Rule]]:
    if not sided:
        yield None, rule
        return
    for side in SIDES:
        yield side, verdicts.on_side(rule, side)


def check_findings() -> None:
    """Refuses data/findings.toml where a rule, a name that it points to or a mark is wrong.

    Raises
    ------
    TableError
        Names the file, the entry, the wrong word and the cure.

    Examples
    --------
    >>> check_findings()
    """
    vocabulary.check_accuracy()
    rules.check_rules("findings")
    leads = {*tables.table("exercises"), *tables.table("advice")}
    for key, row in tables.table("findings").items():
        where = f"data/findings.toml, [{key}]"
        if row["look_alikes"] == ("when" in row):
            raise TableError(f"{where} needs either a rule (when) or look_alikes = true.")
        _check_known(f"{where}, leads_to", row["leads_to"], leads)
        _check_known(f"{where}, alternatives", row["alternatives"], tables.table("look_alikes"))
        _check_known(f"{where}, audience", row["audience"], AUDIENCES)
        _check_known(f"{where}, mark", [row.get("mark")], MARKS)
        for field in ("say", "why", "grade", "source"):
            if not row.get(field):
                raise TableError(f"{where} has no {field}. Add it.")


def _check_known(where: str, names: Sequence[Any], known: Any) -> None:
    for name in names:
        if name not in known:
            raise TableError(f"{where}: {name!r} is unknown. {rules.near(str(name), known)}")
