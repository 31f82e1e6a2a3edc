"""Warning signs before everything else: how soon somebody should look, why, and what is left out.

Nothing that is not known counts as no: it is asked again, and self-care is not offered before.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from psoascope import tables
from psoascope.care.answers import Answers
from psoascope.care.facts import Facts, facts_of, rule, together
from psoascope.care.heard import Heard, heard

LEVELS = ("emergency", "same_day", "soon", "see_physio", "self_care_ok")
_FIELD = {"onset_age": "onset_weeks", "strongest_pain": "pain", "wakes_at_night": "course"}
_FAMILY = {"recent": "recent", "region": "pain", "worse": "worse_with"}


@dataclass(frozen=True)
class Reason:
    """Why a level was reached.

    Parameters
    ----------
    flag : str
        Row of data/red_flags.toml, or one of kind "why" in data/triage.toml: unanswered,
        not_understood, contradiction, ask_first, beyond_adults.
    because : tuple of str
        The answers behind it: facts as in psoascope.care.facts; "heard: ..." quotes free text.
    level : str
        One of LEVELS.
    """

    flag: str
    because: tuple[str, ...]
    level: str


@dataclass(frozen=True)
class Triage:
    """What the warning signs say.

    Parameters
    ----------
    level : str
        One of LEVELS, the most urgent of the reasons.
    reasons : tuple of Reason
        The most urgent first.
    unanswered : tuple of str
        What has to be asked again: entries of data/questions.toml, or of kind "open" in
        data/triage.toml.
    not_understood : tuple of str
        Pieces of free text, as typed.
    limits : frozenset of str
        Entries of data/limits.toml.
    """

    level: str
    reasons: tuple[Reason, ...]
    unanswered: tuple[str, ...]
    not_understood: tuple[str, ...]
    limits: frozenset[str]


def triage(answers: Answers) -> Triage:
    """How soon somebody should look at it.

    Parameters
    ----------
    answers : Answers

    Returns
    -------
    Triage

    Examples
    --------
    >>> from psoascope.care.answers import SCHEMA, answers_of
    >>> told = {"schema": SCHEMA, "date": "2026-11-26", "other_symptoms": ["numb between my legs"]}
    >>> found = triage(answers_of(told))
    >>> found.level, found.reasons[0].flag
    ('emergency', 'cauda_equina')
    """
    texts = [heard(text) for text in answers.symptoms]
    facts = facts_of(answers, [name for text in texts for name in text.facts])
    flags, missing = _flags(facts)
    flags = [_quoted(reason, texts) for reason in flags]
    unanswered = _unanswered(facts, answers, missing)
    odd = tuple(part for text in texts for part in text.not_understood)
    reasons = [*flags, *_others(facts, unanswered, odd), *_contradictions(answers, texts)]
    reasons.sort(key=lambda reason: LEVELS.index(reason.level))
    level = reasons[0].level if reasons else "self_care_ok"
    return Triage(level, tuple(reasons), unanswered, odd, _limits(facts, bool(flags)))


def _flags(facts: Facts) -> tuple[list[Reason], tuple[str, ...]]:
    """The rows that are raised, and the facts that are missing to tell of the others."""
    raised: list[Reason] = []
    missing: list[str] = []
    for key, row in tables.table("red_flags").items():
        where = f"data/red_flags.toml, [{key}]"
        base = rule(facts, row["when"], where)
        level, because, missed = row["level"], base.because, base.still_open
        if "worse" in row:
            worse = together([base, rule(facts, row["worse"]["when"], where)])
            missed += worse.still_open
            if worse.value:
                level, because = row["worse"]["level"], worse.because
        if base.value:
            raised.append(Reason(key, because, level))
        missing += missed
    return raised, tuple(missing)


def _unanswered(facts: Facts, answers: Answers, missing: tuple[str, ...]) -> tuple[str, ...]:
    """What is always asked and was left open, then what only matters with these answers."""
    questions = tables.table("questions")
    found = [
        key
        for key, row in questions.items()
        if row["kind"] in ("warning", "context") and facts.known[key] is None
    ]
    fields = {key: row for key, row in tables.table("triage").items() if row["kind"] == "open"}
    for key, row in fields.items():
        empty = facts.known["pregnant"] if key == "pregnant" else _field(answers, key)
        if row["always"] and empty is None:
            found.append(key)
    found += [_asks(name) for name in missing]
    return tuple(dict.fromkeys(found))


def _field(answers: Answers, key: str) -> object:
    return (answers.pains or None) if key == "pain" else getattr(answers, key)


def _asks(name: str) -> str:
    """The question or field whose answer settles a fact."""
    family = name.partition(".")[0]
    if family in _FAMILY:
        return _FAMILY[family]
    ticked = tables.table("conditions")
    return str(ticked[name]["list"]) if name in ticked else _FIELD.get(name, name)


def _others(facts: Facts, unanswered: tuple[str, ...], odd: tuple[str, ...]) -> Iterator[Reason]:
    """What is no warning sign, yet should not start alone."""
    for key in ("ask_first", "beyond_adults"):
        when = tables.entry(f"triage.{key}.when")
        found = rule(facts, ([name] for name in when), f"data/triage.toml, [{key}]")
        if found.value:
            yield Reason(key, found.because, "see_physio")
    if odd:
        yield Reason("not_understood", odd, "see_physio")
    if unanswered:
        yield Reason("unanswered", unanswered, "see_physio")


def _contradictions(answers: Answers, texts: list[Heard]) -> Iterator[Reason]:
    """Ticked as no, and told in own words: what was told counts, and that is said."""
    ticked = facts_of(answers).known
    told = dict.fromkeys(name for text in texts for name in text.facts)
    against = tuple(name for name in told if ticked[name] is False)
    if against:
        yield Reason("contradiction", against, "see_physio")


def _quoted(reason: Reason, texts: list[Heard]) -> Reason:
    """The reason with the free text that told it."""
    quotes = tuple(f"heard: {text.text}" for text in texts if set(text.facts) & set(reason.because))
    return Reason(reason.flag, reason.because + tuple(dict.fromkeys(quotes)), reason.level)


def _limits(facts: Facts, flagged: bool) -> frozenset[str]:
    """What is ruled out; a fact that is not known rules out as if it held."""
    known = Facts({**facts.known, "red_flag": flagged}, facts.numbers)
    return frozenset(
        key
        for key, row in tables.table("limits").items()
        if rule(known, ([name] for name in row["when"]), f"data/limits.toml, [{key}]").value
        is not False
    )
