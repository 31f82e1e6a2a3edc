"""Findings in plain words, for whom they are meant.

Figures that are not for an audience are left out there (figures_for of data/inputs.toml), and a
figure that is only recalled or ours is called so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psoascope import tables
from psoascope.care import vocabulary
from psoascope.care.findings import Finding, Unsettled
from psoascope.care.input_words import SIDES, figures_for, input_words, value_words
from psoascope.care.inputs import Inputs
from psoascope.care.look_alikes import Weighed
from psoascope.care.reasons import Because, Flip
from psoascope.care.rules import Condition

KNOWN = {"ESTIMATE": "limit_estimate", "MEMORY": "limit_memory"}


@dataclass(frozen=True)
class Told:
    """A finding as it is read.

    Parameters
    ----------
    say, why : str
        What it is, and what is known about it.
    because, would_change : tuple of str
        One sentence for each input.
    alternatives : str
        What else could be the source; empty where none is named.
    where_to : str
        Of a look-alike: who looks at it first; empty otherwise.
    tests : tuple of str
        What is known about the tests that went in: shown beside them, never multiplied up.
    grade, mark : str
        As in data/findings.toml.
    sources : tuple of str
        Citations.
    first : str
        Where a warning sign comes first: that it does.
    review : str
        That nobody has signed the wording off yet; empty where somebody has.
    """

    say: str
    why: str
    because: tuple[str, ...]
    would_change: tuple[str, ...]
    alternatives: str
    where_to: str
    tests: tuple[str, ...]
    grade: str
    mark: str
    sources: tuple[str, ...]
    first: str
    review: str


def told(finding: Finding, language: str = "en", audience: str = "person") -> Told | None:
    """A finding in the words of one language.

    Parameters
    ----------
    finding : Finding
    language : str
    audience : {"person", "clinician", "researcher"}

    Returns
    -------
    Told or None
        None where the finding is not shown to this audience by default.
    """
    row = tables.entry(f"findings.{finding.key}")
    if audience not in row["audience"]:
        return None
    speaking = tables.entry(f"look_alikes.{finding.about}") if finding.about else row
    word = f"look_alikes.{finding.about}" if finding.about else f"findings.{finding.key}"
    return Told(
        say=tables.say(f"findings.{finding.key}", language) + _side(finding.side, language),
        why=tables.say(word, language, field="why"),
        because=tuple(because_words(one, language, audience) for one in finding.because),
        would_change=tuple(flip_words(one, language, audience) for one in finding.would_change),
        alternatives=_alternatives(finding, language),
        where_to=tables.say(f"finding_words.goes_to.{speaking['goes_to']}", language)
        if finding.about
        else "",
        tests=accuracy_words(finding, language),
        grade=speaking["grade"],
        mark=speaking["mark"],
        sources=tuple(tables.entry(f"sources.{key}.cite") for key in speaking["source"]),
        first=tables.say("finding_words.urgent", language) if finding.after else "",
        review=review_words(speaking, language),
    )


def because_words(because: Because, language: str = "en", audience: str = "person") -> str:
    """One reason: the input, what it was, and what it was held against.

    Parameters
    ----------
    because : Because
    language : str
    audience : str

    Returns
    -------
    str
    """
    condition = because.condition
    name = input_words(condition.input, language)
    if audience not in figures_for(condition.input):
        return tables.say("finding_words.hidden", language, input=name)
    kind = condition.test
    if kind == "over" and condition.limit == 0 and condition.unit in ("points", "h"):
        kind = "any_at_all"
    return tables.say(
        f"finding_words.{kind}",
        language,
        input=name,
        value=value_words(condition.input, because.value, language),
        limit=value_words(condition.input, condition.limit, language),
        known=_known(condition, language),
    )


def flip_words(flip: Flip, language: str = "en", audience: str = "person") -> str:
    """One input that would change the finding.

    Parameters
    ----------
    flip : Flip
    language : str
    audience : str

    Returns
    -------
    str
    """
    value = value_words(flip.input, flip.to, language)
    if audience not in figures_for(flip.input):
        value = tables.say("finding_words.other", language)
    name = input_words(flip.input, language)
    return tables.say(f"finding_words.{flip.effect}", language, input=name, value=value)


def look_alike_words(
    weighed: Weighed, language: str = "en", audience: str = "person"
) -> Mapping[str, Any]:
    """A look-alike with what speaks for it and against it, in words.

    Parameters
    ----------
    weighed : Weighed
    language : str
    audience : str

    Returns
    -------
    mapping
        say, why, where_to: str; speaks_for, speaks_against, open: tuple of str.
    """
    key = f"look_alikes.{weighed.name}"
    goes_to = tables.entry(f"{key}.goes_to")
    return {
        "say": tables.say(key, language) + _side(weighed.side, language),
        "why": tables.say(key, language, field="why"),
        "where_to": tables.say(f"finding_words.goes_to.{goes_to}", language),
        "speaks_for": tuple(because_words(one, language, audience) for one in weighed.speaks_for),
        "speaks_against": tuple(
            because_words(one, language, audience) for one in weighed.speaks_against
        ),
        "open": tuple(input_words(name, language) for name in weighed.open),
    }


def silent_words(inputs: Inputs, language: str = "en") -> tuple[str, ...]:
    """The tests that were done and change no finding, each with the reason.

    Parameters
    ----------
    inputs : Inputs
    language : str

    Returns
    -------
    tuple of str
    """
    names = dict.fromkeys(vocabulary.named_test(name) for name in inputs.values)
    return tuple(
        _accuracy_words(name, language)
        for name in names
        if name and not tables.entry(f"accuracy.{name}.informs")
    )


def unsettled_words(unsettled: Unsettled, language: str = "en") -> str:
    """Why a finding is neither made nor left out.

    Parameters
    ----------
    unsettled : Unsettled
    language : str

    Returns
    -------
    str
    """
    said = tables.say(f"findings.{unsettled.key}", language) + _side(unsettled.side, language)
    names = "; ".join(input_words(name, language) for name in unsettled.open)
    reason = tables.say(f"finding_words.unclear_{unsettled.reason}", language, input=names)
    return f"{said}? {reason}"


def accuracy_words(finding: Finding, language: str = "en") -> tuple[str, ...]:
    """What is known about each test that a finding rests on.

    Parameters
    ----------
    finding : Finding
    language : str

    Returns
    -------
    tuple of str
    """
    names = dict.fromkeys(vocabulary.named_test(one.input) for one in finding.because)
    return tuple(_accuracy_words(name, language) for name in names if name)


def _accuracy_words(name: str, language: str) -> str:
    key = f"accuracy.{name}"
    return f"{tables.say(key, language)}: {tables.say(key, language, field='why')}"


def _side(side: str | None, language: str) -> str:
    return f" ({tables.say(SIDES[side], language)})" if side else ""


def review_words(row: Mapping[str, Any], language: str = "en") -> str:
    """Whether the wording of an entry was signed off in a language.

    Parameters
    ----------
    row : mapping
        An entry with `review`.
    language : str

    Returns
    -------
    str
        Empty where it was.
    """
    short = language.split("-")[0].lower()
    state = row["review"].get(short, row["review"]["en"])
    return tables.say("finding_words.unsigned", language) if state == "unsigned" else ""


def _known(condition: Condition, language: str) -> str:
    key = KNOWN.get(condition.mark)
    return tables.say(f"finding_words.{key}", language) if key else ""


def _alternatives(finding: Finding, language: str) -> str:
    if not finding.alternatives:
        return ""
    names = "; ".join(tables.say(f"look_alikes.{one}", language) for one in finding.alternatives)
    key = "about" if finding.about else "alternatives"
    return tables.say(f"finding_words.{key}", language, names=names)
