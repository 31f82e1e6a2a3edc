"""What the steps of a check-in share: fields from the tables, answers in and answers out.

Fields are the same for everybody and made once in each language; what a person told is in
`initial`, what they sent in `data`. Every field may stay empty: that means not known. A list is
known to be empty only when its "none of these" is ticked.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Self

from django import forms
from django.http import QueryDict

from psoascope import tables
from psoascope.web.checkin.fields import NONE, ticks
from psoascope.web.words.templatetags.words import page_language


class StepForm(forms.Form):
    """One step. Give `answers` to show what was told, `data` to read what was sent.

    Parameters
    ----------
    answers : mapping
        The check-in's document so far.
    data : QueryDict, optional
    """

    is_blank = False

    def __init__(self, answers: Mapping[str, Any], data: QueryDict | None = None) -> None:
        super().__init__(data, initial=self.told(answers))
        self.answers = answers
        self.fields = _fields(type(self), page_language())

    @classmethod
    def blank(cls) -> Self:
        """The form as everybody gets it, for ``{% kept %}``.

        Returns
        -------
        StepForm
            With gaps where answers go.
        """
        form = cls({})
        form.is_blank = True
        return form

    @classmethod
    def build(cls, language: str) -> dict[str, forms.Field]:
        """The fields.

        Parameters
        ----------
        language : str

        Returns
        -------
        dict of str to Field
            Never changed afterwards: all forms share them.
        """
        raise NotImplementedError

    @classmethod
    def told(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        """What was told before, by field.

        Parameters
        ----------
        answers : mapping

        Returns
        -------
        dict
        """
        raise NotImplementedError

    def part(self) -> dict[str, Any]:
        """What was sent, as fields of the check-in's document.

        Returns
        -------
        dict
        """
        raise NotImplementedError

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

    @classmethod
    def groups(cls) -> dict[str, list[str]]:
        """The questions of each group.

        Returns
        -------
        dict of str to list of str
        """
        rows = tables.table("checkin_steps")[cls.step]["group"]
        return {key: list(row["questions"]) for key, row in rows.items()}

    @classmethod
    def build(cls, language: str) -> dict[str, forms.Field]:
        """A field for each group of questions of the step.

        Parameters
        ----------
        language : str

        Returns
        -------
        dict of str to Field
        """
        return {
            f"group_{key}": ticks(
                {name: tables.say(f"questions.{name}", language) for name in names},
                tables.say(f"checkin_steps.{cls.step}.group.{key}", language),
            )
            for key, names in cls.groups().items()
        }

    @classmethod
    def told(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        """What is ticked: each yes, and "the others do not apply" where none is left open.

        Parameters
        ----------
        answers : mapping

        Returns
        -------
        dict
        """
        signs = answers.get("signs") or {}
        return {
            f"group_{key}": [name for name in names if signs.get(name)]
            + [NONE] * all(signs.get(name) is not None for name in names)
            for key, names in cls.groups().items()
        }

    def part(self) -> dict[str, Any]:
        """The answers under "signs": true, false, or None where left open.

        Returns
        -------
        dict
        """
        signs: dict[str, bool | None] = {}
        for key, names in self.groups().items():
            sent = set(self.cleaned_data[f"group_{key}"])
            for name in names:
                signs[name] = True if name in sent else (False if NONE in sent else None)
        return {"signs": signs}


@cache
def _fields(kind: type[StepForm], language: str) -> dict[str, forms.Field]:
    return kind.build(language)
