"""Fields of a check-in out of its tables, and answers as fields show them."""

from collections.abc import Mapping
from typing import Any

from django import forms

from psoascope import tables
from psoascope.care.checkin_parts import options

NONE = "none"
"""Ticked in a list, it says that the list is known to be empty."""


def number(table: str, language: str, label: str = "") -> forms.FloatField:
    """A number within the range of data/checkin.toml.

    Parameters
    ----------
    table : str
        Entry of data/checkin.toml.
    language : str
    label : str
        "" for that of the entry.

    Returns
    -------
    FloatField
    """
    low, high = tables.entry(f"checkin.{table}.range")
    said = label or tables.say(f"checkin.{table}", language)
    return forms.FloatField(
        required=False, min_value=low, max_value=high, localize=True, label=said
    )


def ticks(words: Mapping[str, str], label: str = "") -> forms.MultipleChoiceField:
    """Any number of words, and "none of these" beside them.

    Parameters
    ----------
    words : mapping of str to str
    label : str

    Returns
    -------
    MultipleChoiceField
    """
    choices = [*words.items(), (NONE, "")]
    return forms.MultipleChoiceField(required=False, choices=choices, label=label or None)


def choice(words: Mapping[str, str]) -> forms.ChoiceField:
    """One word, or none.

    Parameters
    ----------
    words : mapping of str to str

    Returns
    -------
    ChoiceField
    """
    return forms.ChoiceField(required=False, choices=[("", ""), *words.items()])


def ticked_of(told: Any) -> list[str]:
    """What is ticked of a list: "none of these" where it is known to be empty.

    Parameters
    ----------
    told : collection of str or None
        None where not known.

    Returns
    -------
    list of str

    Examples
    --------
    >>> ticked_of(["stairs"]), ticked_of([]), ticked_of(None)
    (['stairs'], ['none'], [])
    """
    return [NONE] if told is not None and not told else list(told or ())


def option_words(name: str, language: str) -> dict[str, str]:
    """The options of a field of the check-in.

    Parameters
    ----------
    name : str
        Entry of data/checkin.toml with options.
    language : str

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> option_words("sleep_position", "en")["back"]
    'on the back'
    """
    return {key: tables.say(f"checkin.{name}.option.{key}", language) for key in options(name)}


def plain(told: Any) -> Any:
    """8 instead of 8.0, as people type it.

    Parameters
    ----------
    told : object

    Returns
    -------
    object
        Whatever is no whole number comes back as it is.

    Examples
    --------
    >>> plain(8.0), plain(1.75), plain(None)
    (8, 1.75, None)
    """
    return int(told) if isinstance(told, float) and told.is_integer() else told


def yes_no(language: str) -> dict[str, str]:
    """The two answers.

    Parameters
    ----------
    language : str

    Returns
    -------
    dict of str to str
    """
    return {key: tables.say(f"checkin_pages.{key}", language) for key in ("yes", "no")}


def word_of(told: bool | None) -> str:
    """The answer that a truth was given by.

    Parameters
    ----------
    told : bool or None

    Returns
    -------
    {"yes", "no", ""}

    Examples
    --------
    >>> word_of(True), word_of(None)
    ('yes', '')
    """
    return "" if told is None else ("yes" if told else "no")


def truth_of(word: str) -> bool | None:
    """What an answer says; None where none was given.

    Parameters
    ----------
    word : {"yes", "no", ""}

    Returns
    -------
    bool or None

    Examples
    --------
    >>> truth_of("no"), truth_of("")
    (False, None)
    """
    return None if not word else word == "yes"
