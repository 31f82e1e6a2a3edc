"""What answers make true, false, or leave open; rules over them have the same three values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from psoascope import tables
from psoascope.care.answers import Answers
from psoascope.care.checkin_parts import options
from psoascope.errors import TableError

WEEKS_A_YEAR = 365.25 / 7


@dataclass(frozen=True)
class Weighed:
    """A fact, or a rule over facts.

    Parameters
    ----------
    value : bool or None
        None where an answer that matters is missing.
    because : tuple of str
        The single facts that make it true.
    still_open : tuple of str
        The single facts that are missing where it is None.
    """

    value: bool | None
    because: tuple[str, ...] = ()
    still_open: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """The single facts of an answer set.

    Parameters
    ----------
    known : mapping of str to bool or None
        Signs, conditions and medicines by their keys; recent.*, region.*, worse.*; pregnant,
        sudden, injury, wakes_at_night, red_flag.
    numbers : mapping of str to float or None
        age and onset_age, years; onset_weeks, weeks; strongest_pain, 0 to 10.
    """

    known: Mapping[str, bool | None]
    numbers: Mapping[str, float | None]


def either(parts: Iterable[Weighed]) -> Weighed:
    """True when one part is; open when none is but one may be.

    Parameters
    ----------
    parts : iterable of Weighed

    Returns
    -------
    Weighed

    Examples
    --------
    >>> either([Weighed(None, (), ("fever",)), Weighed(False)])
    Weighed(value=None, because=(), still_open=('fever',))
    """
    parts = list(parts)
    true = [part for part in parts if part.value is True]
    if true:
        return Weighed(True, _joined(part.because for part in true))
    missing = _joined(part.still_open for part in parts if part.value is None)
    return Weighed(None, (), missing) if missing else Weighed(False)


def together(parts: Iterable[Weighed]) -> Weighed:
    """True when all parts are; false as soon as one is.

    Parameters
    ----------
    parts : iterable of Weighed

    Returns
    -------
    Weighed

    Examples
    --------
    >>> together([Weighed(True, ("fever",)), Weighed(True, ("limp",))]).because
    ('fever', 'limp')
    """
    parts = list(parts)
    if any(part.value is False for part in parts):
        return Weighed(False)
    missing = _joined(part.still_open for part in parts if part.value is None)
    return (
        Weighed(None, (), missing)
        if missing
        else Weighed(True, _joined(part.because for part in parts))
    )


def weighed(facts: Facts, name: str, where: str = "data/triage_facts.toml") -> Weighed:
    """One fact, single or put together in data/triage_facts.toml.

    Parameters
    ----------
    facts : Facts
    name : str
    where : str
        File and entry of the rule that asks, for the message.

    Returns
    -------
    Weighed

    Raises
    ------
    TableError
        No such fact; names those that are spelt alike.

    Examples
    --------
    >>> weighed(Facts({}, {"age": 71.0}), "over_65").because
    ('over_65',)
    """
    if name in facts.known:
        return _single(name, facts.known[name])
    groups = tables.table("triage_facts")
    if name not in groups:
        near = " or ".join(get_close_matches(name, [*facts.known, *groups])) or "another"
        raise TableError(f"{where}: there is no fact {name!r}. Did you mean {near}?")
    row, inside = groups[name], f"data/triage_facts.toml, [{name}]"
    if "any" in row:
        return either(weighed(facts, part, inside) for part in row["any"])
    if "all" in row:
        return together(weighed(facts, part, inside) for part in row["all"])
    number = facts.numbers[row["of"]]
    if number is None:
        return Weighed(None, (), (row["of"],))
    return _single(name, number > row["value"] if row["is"] == "over" else number < row["value"])


def rule(facts: Facts, when: Iterable[Iterable[str]], where: str) -> Weighed:
    """A rule: any of its lists, each of which holds when all of its facts do.

    Parameters
    ----------
    facts : Facts
    when : lists of lists of str
    where : str
        File and entry, for the message.

    Returns
    -------
    Weighed

    Examples
    --------
    >>> rule(Facts({"fever": False, "limp": True}, {}), [["fever"], ["limp"]], "demo").because
    ('limp',)
    """
    return either(together(weighed(facts, name, where) for name in names) for names in when)


def facts_of(answers: Answers, heard: Iterable[str] = ()) -> Facts:
    """The single facts of an answer set, and of what was understood in free text.

    Parameters
    ----------
    answers : Answers
    heard : iterable of str
        Facts that free text tells; they hold whatever was ticked.

    Returns
    -------
    Facts

    Examples
    --------
    >>> from psoascope.care.answers import SCHEMA, answers_of
    >>> told = answers_of({"schema": SCHEMA, "date": "2026-11-26", "medicines": ["steroid"]})
    >>> known = facts_of(told, ["fever"]).known
    >>> known["steroid"], known["anticoagulant"], known["fever"], known["limp"]
    (True, False, True, None)
    """
    numbers = _numbers(answers)
    known: dict[str, bool | None] = {
        key: _asked(row, answers.signs.get(key), answers.sex)
        for key, row in tables.table("questions").items()
    }
    known |= _ticked("", "conditions", answers.conditions)
    known |= _ticked("", "medicines", answers.medicines)
    known |= _ticked("recent.", "recent", answers.recent)
    known |= _ticked("worse.", "worse_with", answers.worse_with)
    regions = frozenset(pain.region for pain in answers.pains) or None
    for key in tables.table("body_regions"):
        known[f"region.{key}"] = None if regions is None else key in regions
    known |= {"sudden": answers.sudden, "injury": answers.injury, "pregnant": answers.pregnant}
    wakes = (answers.course or {}).get("wakes_at_night")
    known["wakes_at_night"] = None if wakes is None else bool(wakes)
    past = weighed(Facts({}, numbers), "past_pregnancy").value
    if answers.pregnant is None and (answers.sex == "male" or past):
        known["pregnant"] = False
    known |= dict.fromkeys(heard, True)
    return Facts(MappingProxyType(known), MappingProxyType(numbers))


def _asked(row: Mapping[str, Any], told: bool | None, sex: str | None) -> bool | None:
    """A question that is not asked of this sex counts as no, unless it was answered."""
    spared = sex is not None and sex not in row.get("sexes", (sex,))
    return False if told is None and spared else told


def _ticked(prefix: str, name: str, told: frozenset[str] | None) -> dict[str, bool | None]:
    return {f"{prefix}{key}": None if told is None else key in told for key in options(name)}


def _numbers(answers: Answers) -> dict[str, float | None]:
    scores = [score for pain in answers.pains for score in (pain.now, pain.best, pain.worst)]
    told = [score for score in scores if score is not None]
    age, weeks = answers.age, answers.onset_weeks
    began = None if age is None or weeks is None else age - weeks / WEEKS_A_YEAR
    return {
        "age": age,
        "onset_weeks": weeks,
        "onset_age": began,
        "strongest_pain": max(told) if told else None,
    }


def _single(name: str, value: bool | None) -> Weighed:
    if value is None:
        return Weighed(None, (), (name,))
    return Weighed(value, (name,) if value else ())


def _joined(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Every name once, in the order of its first place."""
    return tuple(dict.fromkeys(name for group in groups for name in group))
