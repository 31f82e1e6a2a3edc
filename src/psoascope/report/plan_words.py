"""Words of a plan in every language, and the reasons behind what it holds."""

from collections.abc import Callable

from psoascope import tables
from psoascope.care.triage_words import fact_words

Words = dict[str, str]


def in_each(said: Callable[[str], str]) -> Words:
    """A sentence in every language.

    Parameters
    ----------
    said : callable
        Gives the sentence of a language.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> in_each(lambda language: tables.say("words.left", language))
    {'en': 'left', 'de': 'links'}
    """
    return {language: said(language) for language in tables.LANGUAGES}


def shown_language(language: str) -> str:
    """The language that is shown for the one that was asked for.

    Parameters
    ----------
    language : str

    Returns
    -------
    str
        English where the language is not there.

    Examples
    --------
    >>> shown_language("de-AT"), shown_language("xx")
    ('de', 'en')
    """
    short = language.split("-")[0].lower()
    return short if short in tables.LANGUAGES else "en"


def cause_words(cause: str, language: str = "en") -> str:
    """Why something stands in a plan, or is left out of it.

    Parameters
    ----------
    cause : str
        A dotted key with wording, or "fact:" or "open:" before a name of psoascope.care.facts.
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> cause_words("findings.worse_sitting"), cause_words("open:pregnant")
    ('Sitting makes it worse', 'not answered yet: pregnant, or perhaps')
    """
    kind, _, name = cause.partition(":")
    if kind == "fact":
        return fact_words(name, language)
    if kind == "open":
        return tables.say("plan_page.still_open", language, what=fact_words(name, language))
    return tables.say(cause, language)
