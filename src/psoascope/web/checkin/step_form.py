"""What the steps of a check-in share: fields from the tables, answers in and answers out.

Every field may stay empty: that means not known. A list is known to be empty only when its
"none of these" is ticked.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from psoascope import tables
from psoascope.care.checkin_parts import options
from psoascope.web.words.templatetags.words import page_language

NONE = "none"


class StepForm(forms.Form):
    """One step. Give `answers` to show what was told, `data` to read what was sent.

    Parameters
    ----------
    answers : mapping
        The check-in's document so far.
    data : QueryDict, optional
    """

    def __init__(self, answers: Mapping[str, Any], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.answers = answers
        self.build()

    def build(self) -> None:
        """Adds the fields, with what was told before."""
        raise NotImplementedError

    def part(self) -> dict[str, Any]:
        """What was sent, as fields of the check-in's document.

        Returns
        -------
        dict
        """
        raise NotImplementedError

    def add_number(self, name: str, table: str, told: Any) -> None:
        """A number within the range of data/checkin.toml.

        Parameters
        ----------
        name : str
            Of the field.
        table : str
            Entry of data/checkin.toml.
        told : float or None
        """
        low, high = tables.entry(f"checkin.{table}.range")
        self.fields[name] = forms.FloatField(
            required=False, min_value=low, max_value=high, initial=plain(told), localize=True
        )
        self.fields[name].label = tables.say(f"checkin.{table}", page_language())

    def add_list(self, name: str, words: Mapping[str, str], told: Any) -> None:
        """Any number of words, and "none of these" beside them.

        Parameters
        ----------
        name : str
        words : mapping of str to str
        told : collection of str or None
            None where not known.
        """
        initial = [NONE] if told is not None and not told else list(told or ())
        self.fields[name] = forms.MultipleChoiceField(
            required=False, choices=[*words.items(), (NONE, "")], initial=initial
        )

    def add_choice(self, name: str, words: Mapping[str, str], told: Any) -> None:
        """One word, or none.

        Parameters
        ----------
        name : str
        words : mapping of str to str
        told : str or None
        """
        self.fields[name] = forms.ChoiceField(
            required=False, choices=[("", ""), *words.items()], initial=told or ""
        )

    def chosen(self, name: str) -> list[str] | None:
        """What was ticked of a list; None where nothing was, not even "none of these".

        Parameters
        ----------
        name : str

        Returns
        -------
        list of str or None
        """
        ticked = self.cleaned_data[name]
        return [one for one in ticked if one != NONE] if ticked else None


class QuestionsForm(StepForm):
    """Questions in groups: ticked is yes; the others are no once a group says so."""

    step = ""

    def build(self) -> None:
        """A field for each group of questions of the step."""
        language = page_language()
        for key, row in tables.table("checkin_steps")[self.step]["group"].items():
            words = {name: tables.say(f"questions.{name}", language) for name in row["questions"]}
            self.add_questions(key, words)
            label = tables.say(f"checkin_steps.{self.step}.group.{key}", language)
            self.fields[f"group_{key}"].label = label

    def add_questions(self, key: str, words: Mapping[str, str]) -> None:
        """Questions to tick, and "the others do not apply".

        Parameters
        ----------
        key : str
            The field is called group_ and this.
        words : mapping of str to str
            By question.
        """
        signs = self.answers.get("signs") or {}
        yes = [name for name in words if signs.get(name)]
        if all(signs.get(name) is not None for name in words):
            yes.append(NONE)
        self.fields[f"group_{key}"] = forms.MultipleChoiceField(
            required=False, choices=[*words.items(), (NONE, "")], initial=yes
        )

    def part(self) -> dict[str, Any]:
        """The answers under "signs": true, false, or None where left open.

        Returns
        -------
        dict
        """
        signs: dict[str, bool | None] = {}
        for name, field in self.fields.items():
            if not name.startswith("group_"):
                continue
            ticked = set(self.cleaned_data[name])
            for key, _ in field.choices:  # type: ignore[attr-defined]
                if key != NONE:
                    signs[key] = True if key in ticked else (False if NONE in ticked else None)
        return {"signs": signs}


def option_words(name: str) -> dict[str, str]:
    """The options of a field of the check-in, in the language of the page.

    Parameters
    ----------
    name : str
        Entry of data/checkin.toml with options.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> option_words("sleep_position")["back"]
    'on the back'
    """
    language = page_language()
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


def yes_no() -> dict[str, str]:
    """The two answers, in the language of the page.

    Returns
    -------
    dict of str to str
    """
    language = page_language()
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
