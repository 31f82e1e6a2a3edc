"""What data/plan_rules.toml says, with every name in it checked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from psoascope import tables
from psoascope.care import rules
from psoascope.care.findings import Finding
from psoascope.care.ladders import entries_of, ladders
from psoascope.care.rules import Rule, rule_of
from psoascope.care.verdicts import verdict
from psoascope.errors import TableError

WHOLE = ("every_exercise", "every_habit")
_TRIGGERS = ("limits", "signals", "findings", "about")


@dataclass(frozen=True)
class Offer:
    """What speaks for a ladder or a habit, beside what findings lead to.

    Parameters
    ----------
    base : float
        Points without a reason.
    weights, by_finding : mapping of str to float
        Points by signal and by finding.
    only_for : tuple of str
        Signals without which there are no points; empty where none is needed.
    """

    base: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)
    by_finding: Mapping[str, float] = field(default_factory=dict)
    only_for: Sequence[str] = ()


NO_OFFER = Offer()


@dataclass(frozen=True)
class PlanRules:
    """The table, ready to use.

    Parameters
    ----------
    signals : mapping of str to Rule
    ladders, habits : mapping of str to Offer
    guards : mapping
        As in the table.
    avoids : mapping
        As in the table.
    """

    signals: Mapping[str, Rule]
    ladders: Mapping[str, Offer]
    habits: Mapping[str, Offer]
    guards: Mapping[str, Any]
    avoids: Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """What a check-in sets off.

    Parameters
    ----------
    limits : frozenset of str
        Of the triage.
    signals : frozenset of str
    findings : frozenset of str
    about : frozenset of str
        The look-alikes that findings are about.
    """

    limits: frozenset[str]
    signals: frozenset[str]
    findings: frozenset[str]
    about: frozenset[str]


@cache
def plan_rules() -> PlanRules:
    """The rules of a plan.

    Returns
    -------
    PlanRules

    Raises
    ------
    TableError
        A name of an exercise, habit, ladder, finding, limit, signal or tag that does not exist;
        says the file, the entry, and what was meant.

    Examples
    --------
    >>> plan_rules().ladders["breath"].base
    1
    """
    signals = {
        key: rule_of(row["when"], f"data/plan_rules.toml, [signal.{key}], when")
        for key, row in entries_of("plan_rules.signal").items()
    }
    guards, avoids = entries_of("plan_rules.guard"), entries_of("plan_rules.avoid")
    for group, rows in (("guard", guards), ("avoid", avoids)):
        for key, row in rows.items():
            check_triggers(f"data/plan_rules.toml, [{group}.{key}]", row, signals)
    for key, row in (guards | entries_of("plan_rules.gate")).items():
        check_names(f"data/plan_rules.toml, {key}, forbids", row.get("forbids", ()), _tags())
    for key, row in avoids.items():
        where = f"data/plan_rules.toml, [avoid.{key}], guards"
        check_names(where, row.get("guards", ()), guards)
    for group, known in (("low", ladders()), ("discuss", tables.table("treatments"))):
        rows = entries_of(f"plan_rules.{group}")
        check_names(f"data/plan_rules.toml, [{group}]", rows, known)
        for key, row in rows.items():
            check_names(f"data/plan_rules.toml, [{group}.{key}]", row["signals"], signals)
    return PlanRules(
        MappingProxyType(signals),
        _offers("ladder", ladders(), signals),
        _offers("habit", tables.table("advice"), signals),
        MappingProxyType(guards),
        MappingProxyType(avoids),
    )


def check_triggers(where: str, row: Mapping[str, Any], signals: Collection[str]) -> None:
    """Refuses an unknown limit, signal, finding or look-alike of an entry.

    Parameters
    ----------
    where : str
        File and entry, for the message.
    row : mapping
    signals : collection of str

    Raises
    ------
    TableError

    Examples
    --------
    >>> check_triggers("demo, [guard.heat]", {"limits": ["no_heats"]}, [])
    Traceback (most recent call last):
    psoascope.errors.TableError: demo, [guard.heat], limits: 'no_heats' is unknown. Did you mean ...
    """
    known = {
        "limits": tables.table("limits"),
        "signals": signals,
        "findings": tables.table("findings"),
        "about": tables.table("look_alikes"),
    }
    for trigger in _TRIGGERS:
        check_names(f"{where}, {trigger}", row.get(trigger, ()), known[trigger])


def check_names(where: str, names: Iterable[str], known: Collection[str]) -> None:
    """Refuses a name that is not among those known.

    Parameters
    ----------
    where : str
        File, entry and field, for the message.
    names : iterable of str
    known : collection of str

    Raises
    ------
    TableError
        Names what is spelt alike.
    """
    for name in names:
        if name not in known:
            raise TableError(f"{where}: {name!r} is unknown. {rules.near(str(name), known)}")


def met_signals(values: Mapping[str, Any]) -> frozenset[str]:
    """The signals that the answers set off.

    Parameters
    ----------
    values : mapping
        Flat inputs of psoascope.care.inputs; what is unknown sets off nothing.

    Returns
    -------
    frozenset of str
    """
    signals = plan_rules().signals
    return frozenset(key for key, rule in signals.items() if verdict(rule, values) == "met")


def seen_of(values: Mapping[str, Any], found: Sequence[Finding], limits: frozenset[str]) -> Seen:
    """What a check-in sets off in the rules of a plan.

    Parameters
    ----------
    values : mapping
        Flat inputs.
    found : sequence of Finding
    limits : frozenset of str

    Returns
    -------
    Seen
    """
    return Seen(
        limits,
        met_signals(values),
        frozenset(one.key for one in found),
        frozenset(one.about for one in found if one.about),
    )


def triggers(row: Mapping[str, Any], seen: Seen) -> tuple[str, ...]:
    """What of a check-in an entry speaks of.

    Parameters
    ----------
    row : mapping
        A guard, or something to avoid.
    seen : Seen

    Returns
    -------
    tuple of str
        Dotted keys with wording; empty where the entry does not hold.
    """
    places = {
        "limits": "limits.",
        "signals": "plan_rules.signal.",
        "findings": "findings.",
        "about": "look_alikes.",
    }
    return tuple(
        f"{place}{name}"
        for trigger, place in places.items()
        for name in row.get(trigger, ())
        if name in getattr(seen, trigger)
    )


@cache
def _tags() -> frozenset[str]:
    rows = (*tables.table("exercises").values(), *tables.table("advice").values())
    return frozenset(tag for row in rows for tag in row["tags"]) | set(WHOLE)


def _offers(group: str, known: Collection[str], signals: Collection[str]) -> Mapping[str, Offer]:
    rows = entries_of(f"plan_rules.offer.{group}")
    check_names(f"data/plan_rules.toml, [offer.{group}]", rows, known)
    for key, row in rows.items():
        where = f"data/plan_rules.toml, [offer.{group}.{key}]"
        check_names(where, row, ("base", "weights", "by_finding", "only_for"))
        check_names(f"{where}, weights", row["weights"], signals)
        check_names(f"{where}, only_for", row.get("only_for", ()), signals)
        check_names(f"{where}, by_finding", row.get("by_finding", ()), tables.table("findings"))
    return MappingProxyType({key: Offer(**row) for key, row in rows.items()})
