"""What is said about warning signs: where to go, what to say there, and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psoascope import tables
from psoascope.care.triage import Reason, Triage


@dataclass(frozen=True)
class Advice:
    """The words of a triage, in one language.

    Parameters
    ----------
    headline : str
        The level.
    door : str
        Where to go.
    why : tuple of str
        One for each reason, the most urgent first.
    tell : tuple of str
        What to say there.
    do : tuple of str
        What to do or leave on the way.
    """

    headline: str
    door: str
    why: tuple[str, ...]
    tell: tuple[str, ...]
    do: tuple[str, ...]


def advice(triage: Triage, language: str = "en", emergency_number: str = "") -> Advice:
    """What a person reads first.

    Parameters
    ----------
    triage : Triage
    language : str
        Unknown ones fall back to English.
    emergency_number : str
        Such as "112"; spoken of as the number of one's country where it is empty.

    Returns
    -------
    Advice

    Examples
    --------
    >>> found = Triage("emergency", (Reason("hip_fracture", ("bad_fall",), "emergency"),), (), (),
    ...                frozenset())
    >>> advice(found, emergency_number="112").door
    'Call the emergency number 112 now. Do not wait for an appointment.'
    """
    rows = [_row(reason) for reason in triage.reasons]
    flagged = [row for row in rows if "tell" in row]
    do = [_words(row["do"], language) for row in flagged if "do" in row]
    if flagged:
        do.append(tables.say("triage.nothing_else", language))
    return Advice(
        tables.say(f"triage.{triage.level}", language),
        tables.say(f"triage.{door(triage)}", language, number=_number(language, emergency_number)),
        tuple(reason_words(reason, language) for reason in triage.reasons),
        tuple(dict.fromkeys(_words(row["tell"], language) for row in flagged)),
        tuple(dict.fromkeys(do)),
    )


def door(triage: Triage) -> str:
    """Where to go: the most urgent door of all reasons.

    Parameters
    ----------
    triage : Triage

    Returns
    -------
    str
        Entry of data/triage.toml.

    Examples
    --------
    >>> door(Triage("self_care_ok", (), (), (), frozenset()))
    'door_self'
    """
    order = list(tables.table("triage"))
    named = {_door(reason) for reason in triage.reasons}
    return min(named, key=order.index, default="door_self")


def reason_words(reason: Reason, language: str = "en") -> str:
    """A reason in words, with the answers that it rests on.

    Parameters
    ----------
    reason : Reason
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> reason_words(Reason("beyond_adults", ("under_16",), "see_physio"))
    'This programme is made for adults. You told us: under 16.'
    """
    said = _words(_row(reason)["say"], language)
    if reason.flag == "unanswered":
        return said
    what = ", ".join(fact_words(name, language) for name in reason.because)
    return f"{said} {tables.say('triage.because', language, what=what)}"


def fact_words(name: str, language: str = "en") -> str:
    """A fact in words.

    Parameters
    ----------
    name : str
        As in Reason.because or Triage.unanswered.
    language : str

    Returns
    -------
    str
        Free text in its own words, quoted.

    Examples
    --------
    >>> fact_words("diabetes"), fact_words("fever", "de")
    ('diabetes', 'Fieber, Schüttelfrost oder starkes Schwitzen')
    """
    family, _, member = name.partition(".")
    if family == "region" and member:
        where = tables.say(f"body_regions.{member}", language)
        return tables.say("triage.fact_pain_in", language, where=where)
    if family == "worse" and member:
        what = tables.say(f"checkin.worse_with.option.{member}", language)
        return tables.say("triage.fact_worse_with", language, what=what)
    if name in tables.table("questions"):
        return tables.say(f"questions.{name}", language, field="short")
    key = member if family == "recent" and member else name
    for place in ("conditions", "triage_facts"):
        if key in tables.table(place):
            return tables.say(f"{place}.{key}", language)
    if f"fact_{name}" in tables.table("triage"):
        return tables.say(f"triage.fact_{name}", language)
    return tables.say("triage.quoted", language, text=name.removeprefix("heard: "))


def question_words(name: str, language: str = "en") -> str:
    """What has to be asked again, as a question.

    Parameters
    ----------
    name : str
        One of Triage.unanswered.
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> question_words("pregnant")
    'Could you be pregnant?'
    """
    place = "questions" if name in tables.table("questions") else "triage"
    return tables.say(f"{place}.{name}", language)


def _row(reason: Reason) -> Mapping[str, Any]:
    flags = tables.table("red_flags")
    row: Mapping[str, Any] = (flags if reason.flag in flags else tables.table("triage"))[
        reason.flag
    ]
    return row


def _door(reason: Reason) -> str:
    row = _row(reason)
    worse = row.get("worse", row)
    chosen = worse if worse.get("level") == reason.level else row
    return str(chosen["door"])


def _number(language: str, number: str) -> str:
    if not number:
        return tables.say("triage.number", language)
    return tables.say("triage.number_given", language, number=number)


def _words(words: Mapping[str, str], language: str) -> str:
    short = language.split("-")[0].lower()
    return words[short if short in words else "en"]
