"""The steps of a check-in, each as a form."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms

from psoascope import tables
from psoascope.care.answers import SEXES
from psoascope.care.checkin_parts import LISTS, options
from psoascope.web.checkin.day_form import DayForm
from psoascope.web.checkin.fields import (
    choice,
    number,
    option_words,
    plain,
    ticked_of,
    ticks,
    truth_of,
    word_of,
    yes_no,
)
from psoascope.web.checkin.pain_form import PainForm
from psoascope.web.checkin.step_form import QuestionsForm, StepForm

GOALS = 3


class SignsForm(QuestionsForm):
    """Warning signs."""

    step = "signs"


class AboutForm(StepForm):
    """Age, sex, conditions and medicines."""

    @classmethod
    def build(cls, language: str) -> dict[str, forms.Field]:
        """The fields.

        Parameters
        ----------
        language : str

        Returns
        -------
        dict of str to Field
        """
        sexes = {key: tables.say(f"checkin_pages.sex_{key}", language) for key in SEXES}
        lists = {
            name: {key: tables.say(f"conditions.{key}", language) for key in options(name)}
            for name in LISTS
        }
        return {
            "age": number("age", language),
            "sex": choice(sexes),
            "pregnant": choice(yes_no(language)),
            **{name: ticks(words) for name, words in lists.items()},
        }

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
        return {
            "age": plain(answers.get("age")),
            "sex": answers.get("sex") or "",
            "pregnant": word_of(answers.get("pregnant")),
            **{name: ticked_of(answers.get(name)) for name in LISTS},
        }

    def part(self) -> dict[str, Any]:
        """Age, sex, pregnant and the three lists.

        Returns
        -------
        dict
        """
        given = self.cleaned_data
        return {
            "age": given["age"],
            "sex": given["sex"] or None,
            "pregnant": truth_of(given["pregnant"]),
            **{name: self.chosen(name) for name in LISTS},
        }


class GoalsForm(StepForm):
    """What matters, what is at hand, and how much time there is."""

    @classmethod
    def build(cls, language: str) -> dict[str, forms.Field]:
        """The fields.

        Parameters
        ----------
        language : str

        Returns
        -------
        dict of str to Field
        """
        most = int(tables.entry("checkin.letters.range")[1])
        fields: dict[str, forms.Field] = {}
        for place in range(GOALS):
            fields[f"goal_{place}"] = forms.CharField(required=False, max_length=most)
            fields[f"score_{place}"] = number("goal_score", language)
        return fields | {
            "equipment": ticks(option_words("equipment", language)),
            "minutes_a_day": number("minutes_a_day", language),
        }

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
        goals = list(answers.get("goals") or ())[:GOALS]
        return {
            **{f"goal_{place}": goal.get("activity", "") for place, goal in enumerate(goals)},
            **{f"score_{place}": plain(goal.get("score")) for place, goal in enumerate(goals)},
            "equipment": ticked_of(answers.get("equipment")),
            "minutes_a_day": plain(answers.get("minutes_a_day")),
        }

    @property
    def goals(self) -> list[tuple[Any, Any]]:
        """Each goal's field with that of its score.

        Returns
        -------
        list of (BoundField, BoundField)
        """
        return [(self[f"goal_{place}"], self[f"score_{place}"]) for place in range(GOALS)]

    def part(self) -> dict[str, Any]:
        """Goals, equipment and minutes a day.

        Returns
        -------
        dict
        """
        given = self.cleaned_data
        goals = [
            {"activity": given[f"goal_{place}"].strip(), "score": given[f"score_{place}"]}
            for place in range(GOALS)
            if given[f"goal_{place}"].strip()
        ]
        return {
            "goals": goals,
            "equipment": self.chosen("equipment"),
            "minutes_a_day": given["minutes_a_day"],
        }


FORMS: Mapping[str, Callable[..., StepForm]] = MappingProxyType(
    {"signs": SignsForm, "about": AboutForm, "pain": PainForm, "day": DayForm, "goals": GoalsForm}
)
"""By step, in the order of data/checkin_steps.toml."""
