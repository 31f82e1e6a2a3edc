"""The steps of a check-in, each as a form."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import QueryDict

from psoascope import tables
from psoascope.care.answers import SEXES
from psoascope.care.checkin_parts import LISTS, options
from psoascope.web.checkin.pain_map import form_values, pain_of
from psoascope.web.checkin.step_form import (
    QuestionsForm,
    StepForm,
    option_words,
    plain,
    truth_of,
    word_of,
    yes_no,
)
from psoascope.web.words.templatetags.words import page_language

GOALS = 3


class SignsForm(QuestionsForm):
    """Warning signs."""

    step = "signs"


class AboutForm(StepForm):
    """Age, sex, conditions and medicines."""

    def build(self) -> None:
        """Adds the fields, with what was told before."""
        told, language = self.answers, page_language()
        self.add_number("age", "age", told.get("age"))
        sexes = {key: tables.say(f"checkin_pages.sex_{key}", language) for key in SEXES}
        self.add_choice("sex", sexes, told.get("sex"))
        self.add_choice("pregnant", yes_no(), word_of(told.get("pregnant")))
        for name in LISTS:
            words = {key: tables.say(f"conditions.{key}", language) for key in options(name)}
            self.add_list(name, words, told.get(name))

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


class PainForm(QuestionsForm):
    """Where, since when, worse and better with what, and what else."""

    step = "pain"

    def build(self) -> None:
        """Adds the fields, with what was told before."""
        super().build()
        told = self.answers
        onset = told.get("onset") or {}
        self.add_number("weeks", "onset_weeks", onset.get("weeks"))
        for name in ("sudden", "injury"):
            self.add_choice(name, yes_no(), word_of(onset.get(name)))
        for name in ("worse_with", "better_with"):
            self.add_list(name, option_words(name), told.get(name))
        wakes = (told.get("course") or {}).get("wakes_at_night")
        self.add_choice("wakes_at_night", yes_no(), word_of(wakes))
        most = tables.entry("checkin.letters.range")[1]
        self.fields["other_symptoms"] = forms.CharField(
            required=False,
            max_length=int(most),
            widget=forms.Textarea(attrs={"rows": 3}),
            initial="\n".join(told.get("other_symptoms") or ()),
        )
        self.map = form_values(told)

    def part(self) -> dict[str, Any]:
        """Pain, drawing, onset, worse and better, course, other symptoms, and the questions.

        Returns
        -------
        dict
        """
        given = self.cleaned_data
        lines = [line.strip() for line in given["other_symptoms"].splitlines()]
        course = dict(self.answers.get("course") or {})
        return {
            **super().part(),
            **pain_of(self.data),  # type: ignore[arg-type]
            "onset": {
                "weeks": given["weeks"],
                "sudden": truth_of(given["sudden"]),
                "injury": truth_of(given["injury"]),
            },
            "worse_with": self.chosen("worse_with"),
            "better_with": self.chosen("better_with"),
            "course": course | {"wakes_at_night": truth_of(given["wakes_at_night"])},
            "other_symptoms": [line for line in lines if line],
        }


class DayForm(StepForm):
    """Hours of the day, sleep, sport, stress, breathing."""

    def build(self) -> None:
        """Adds the fields, with what was told before."""
        told, language = self.answers, page_language()
        day, row = told.get("day") or {}, tables.table("checkin_steps")["day"]
        self.hours, self.more = list(row["hours"]), list(row["more"])
        for name in (*self.hours, *self.more):
            self.add_number(f"hours_{name}", "hours", (day.get(name) or {}).get("hours"))
            self.fields[f"hours_{name}"].label = tables.say(f"activities.{name}", language)
        self.add_number("longest", "longest_minutes", _longest(day))
        sleep = told.get("sleep") or {}
        self.add_choice("position", option_words("sleep_position"), sleep.get("position"))
        self.add_number("sleep_hours", "sleep_hours", sleep.get("hours"))
        sports = {one["activity"]: one for one in told.get("sport") or ()}
        words = option_words("sport")
        self.add_list("sport", words, None if told.get("sport") is None else list(sports))
        for name in options("sport"):
            self.add_number(f"sport_{name}", "hours_week", sports.get(name, {}).get("hours_week"))
            self.fields[f"sport_{name}"].label = words[name]
        hills = next(
            (one["hills"] for one in sports.values() if one.get("hills") is not None), None
        )
        self.add_choice("hills", yes_no(), word_of(hills))
        self.add_number("stress", "stress", told.get("stress"))
        self.add_number("breath", "breath_practice_days", told.get("breath_practice_days"))

    @property
    def common(self) -> list[Any]:
        """Fields of the hours that are asked of everybody.

        Returns
        -------
        list of BoundField
        """
        return [self[f"hours_{name}"] for name in self.hours]

    @property
    def rarer(self) -> list[Any]:
        """Fields of the hours that few spend.

        Returns
        -------
        list of BoundField
        """
        return [self[f"hours_{name}"] for name in self.more]

    @property
    def more_told(self) -> bool:
        """Whether any of the rarer hours was told.

        Returns
        -------
        bool
        """
        return any(field.value() not in (None, "") for field in self.rarer)

    @property
    def sport_hours(self) -> list[Any]:
        """Fields of the hours a week of each sport.

        Returns
        -------
        list of BoundField
        """
        return [self[f"sport_{name}"] for name in options("sport")]

    def part(self) -> dict[str, Any]:
        """Day, sleep, sport, stress and breathing days.

        Returns
        -------
        dict
        """
        given = self.cleaned_data
        day = {
            name: {"hours": given[f"hours_{name}"], "longest_minutes": None}
            for name in (*self.hours, *self.more)
            if given[f"hours_{name}"] is not None
        }
        seats = [name for name in ("sitting", "slumped_sitting", "driving") if name in day]
        if seats and given["longest"] is not None:
            most = max(seats, key=lambda name: day[name]["hours"])
            day[most]["longest_minutes"] = given["longest"]
        sports = self.chosen("sport")
        hills = truth_of(given["hills"])
        return {
            "day": day or None,
            "sleep": {"position": given["position"] or None, "hours": given["sleep_hours"]},
            "sport": None
            if sports is None
            else [
                {"activity": name, "hours_week": given[f"sport_{name}"], "hills": hills}
                for name in sports
            ],
            "stress": given["stress"],
            "breath_practice_days": given["breath"],
        }


class GoalsForm(StepForm):
    """What matters, what is at hand, and how much time there is."""

    def build(self) -> None:
        """Adds the fields, with what was told before."""
        told = self.answers
        goals = list(told.get("goals") or ())
        most = int(tables.entry("checkin.letters.range")[1])
        for place in range(GOALS):
            goal = goals[place] if place < len(goals) else {}
            self.fields[f"goal_{place}"] = forms.CharField(
                required=False, max_length=most, initial=goal.get("activity", "")
            )
            self.add_number(f"score_{place}", "goal_score", goal.get("score"))
        self.add_list("equipment", option_words("equipment"), told.get("equipment"))
        self.add_number("minutes_a_day", "minutes_a_day", told.get("minutes_a_day"))

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


def filled(data: QueryDict, typical: str) -> QueryDict:
    """What was sent of the day's step, with the hours of a typical day in place of those typed.

    Parameters
    ----------
    data : QueryDict
    typical : str
        Entry of data/typical_days.toml.

    Returns
    -------
    QueryDict
    """
    row = tables.entry(f"typical_days.{typical}")
    new = data.copy()
    for name in new:
        if name.startswith("hours_"):
            new[name] = ""
    for name, hours in row["hours"].items():
        new[f"hours_{name}"] = str(plain(hours))
    new["longest"] = str(plain(max(row["longest"].values())))
    new["sleep_hours"] = str(plain(row["sleep"]))
    return new


def _longest(day: Mapping[str, Any]) -> Any:
    """The longest spell that was told of any activity; None where none was."""
    told = [one.get("longest_minutes") for one in day.values() if one]
    return max((one for one in told if one is not None), default=None)
