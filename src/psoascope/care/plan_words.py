"""The reasons of a plan in words."""

from psoascope import tables
from psoascope.care.triage_words import fact_words


def because_said(key: str, language: str = "en") -> str:
    """One reason of an exercise, a habit, or something to avoid.

    Parameters
    ----------
    key : str
        As in psoascope.care.plan: a dotted key with wording, or ``fact:`` or ``open:`` and a fact.
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> because_said("fact:diabetes"), because_said("plan_rules.gate.base")
    ('diabetes', 'A gentle start that suits most people.')
    """
    kind, _, name = key.partition(":")
    if kind == "fact":
        return fact_words(name, language)
    if kind == "open":
        return tables.say("plan_rules.gate.open", language, what=fact_words(name, language))
    if key.startswith("plan_rules.avoid."):
        return tables.say(key, language, field="why")
    return tables.say(key, language)
