"""The steps of a check-in as forms: fields from the tables, answers in and answers out.

Every field may stay empty: that means not known. A list is known to be empty only when its
"none of these" is ticked.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import QueryDict

from psoascope import tables
from psoascope.care.answers import SEXES
from psoascope.care.checkin_parts import LISTS, options
from psoascope.web.checkin.pain_map import form_values, pain_of
from psoascope.web.words.templatetags.words import page_language

NONE = "none"
GOALS = 3


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
            required=False, min_value=low, max_value=high, initial=_plain(told), localize=False
        )
        self.fields[name].widget.attrs |= {"inputmode": "decimal", "step": "any"}
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
        self.add_choice("pregnant", _yes_no(), _word_of(told.get("pregnant")))
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
            "pregnant": _truth_of(given["pregnant"]),
            **{name: self.chosen(name) for name in LISTS},
        }


class PainForm(QuestionsForm):
    """Where, since when, worse and better with what, and what else."""

    step = "pain"

    def build(self) -> None:
        """Adds the fields, with what was told before."""
        super().build()
        told, language = self.answers, page_language()
        onset = told.get("onset") or {}
        self.add_number("weeks", "onset_weeks", onset.get("weeks"))
        for name in ("sudden", "injury"):
            self.add_choice(name, _yes_no(), _word_of(onset.get(name)))
        for name in ("worse_with", "better_with"):
            words = {
                key: tables.say(f"checkin.{name}.option.{key}", language) for key in options(name)
            }
            self.add_list(name, words, told.get(name))
        wakes = (told.get("course") or {}).get("wakes_at_night")
        self.add_choice("wakes_at_night", _yes_no(), _word_of(wakes))
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
                "sudden": _truth_of(given["sudden"]),
                "injury": _truth_of(given["injury"]),
            },
            "worse_with": self.chosen("worse_with"),
            "better_with": self.chosen("better_with"),
            "course": course | {"wakes_at_night": _truth_of(given["wakes_at_night"])},
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
        positions = options("sleep_position")
        words = {
            key: tables.say(f"checkin.sleep_position.option.{key}", language) for key in positions
        }
        self.add_choice("position", words, sleep.get("position"))
        self.add_number("sleep_hours", "sleep_hours", sleep.get("hours"))
        sports = {one["activity"]: one for one in told.get("sport") or ()}
        words = {
            key: tables.say(f"checkin.sport.option.{key}", language) for key in options("sport")
        }
        self.add_list("sport", words, None if told.get("sport") is None else list(sports))
        for name in options("sport"):
            self.add_number(f"sport_{name}", "hours_week", sports.get(name, {}).get("hours_week"))
            self.fields[f"sport_{name}"].label = words[name]
        hills = next(
            (one["hills"] for one in sports.values() if one.get("hills") is not None), None
        )
        self.add_choice("hills", _yes_no(), _word_of(hills))
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
        hills = _truth_of(given["hills"])
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
        told, language = self.answers, page_language()
        goals = list(told.get("goals") or ())
        most = int(tables.entry("checkin.letters.range")[1])
        for place in range(GOALS):
            goal = goals[place] if place < len(goals) else {}
            self.fields[f"goal_{place}"] = forms.CharField(
                required=False, max_length=most, initial=goal.get("activity", "")
            )
            self.add_number(f"score_{place}", "goal_score", goal.get("score"))
        words = {
            key: tables.say(f"checkin.equipment.option.{key}", language)
            for key in options("equipment")
        }
        self.add_list("equipment", words, told.get("equipment"))
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
        new[f"hours_{name}"] = str(_plain(hours))
    new["longest"] = str(_plain(max(row["longest"].values())))
    new["sleep_hours"] = str(_plain(row["sleep"]))
    return new


def _plain(told: Any) -> Any:
    """8 instead of 8.0."""
    return int(told) if isinstance(told, float) and told.is_integer() else told


def _longest(day: Mapping[str, Any]) -> Any:
    """The longest spell that was told of any activity; None where none was."""
    told = [one.get("longest_minutes") for one in day.values() if one]
    return max((one for one in told if one is not None), default=None)


def _yes_no() -> dict[str, str]:
    language = page_language()
    return {key: tables.say(f"checkin_pages.{key}", language) for key in ("yes", "no")}


def _word_of(told: bool | None) -> str:
    return "" if told is None else ("yes" if told else "no")


def _truth_of(word: str) -> bool | None:
    return None if not word else word == "yes"
