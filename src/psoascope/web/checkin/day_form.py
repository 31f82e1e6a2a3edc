"""The step about the day: hours, sleep, sport, stress, breathing."""

from collections.abc import Mapping
from typing import Any

from django.forms import Field
from django.http import QueryDict

from psoascope import tables
from psoascope.care.checkin_parts import options
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
from psoascope.web.checkin.step_form import StepForm
from psoascope.web.words.templatetags.kept import shown


class DayForm(StepForm):
    """Hours of the day, sleep, sport, stress, breathing."""

    @classmethod
    def build(cls, language: str) -> dict[str, Field]:
        """The fields.

        Parameters
        ----------
        language : str

        Returns
        -------
        dict of str to Field
        """
        activities = {
            f"hours_{name}": number("hours", language, tables.say(f"activities.{name}", language))
            for name in (*_asked("hours"), *_asked("more"))
        }
        sports = option_words("sport", language)
        return {
            **activities,
            "longest": number("longest_minutes", language),
            "position": choice(option_words("sleep_position", language)),
            "sleep_hours": number("sleep_hours", language),
            "sport": ticks(sports),
            **{f"sport_{key}": number("hours_week", language, sports[key]) for key in sports},
            "hills": choice(yes_no(language)),
            "stress": number("stress", language),
            "breath": number("breath_practice_days", language),
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
        day, sleep = answers.get("day") or {}, answers.get("sleep") or {}
        sports = {one["activity"]: one for one in answers.get("sport") or ()}
        hills = next(
            (one["hills"] for one in sports.values() if one.get("hills") is not None), None
        )
        return {
            **{f"hours_{name}": plain((one or {}).get("hours")) for name, one in day.items()},
            "longest": plain(_longest(day)),
            "position": sleep.get("position") or "",
            "sleep_hours": plain(sleep.get("hours")),
            "sport": ticked_of(None if answers.get("sport") is None else list(sports)),
            **{f"sport_{name}": plain(one.get("hours_week")) for name, one in sports.items()},
            "hills": word_of(hills),
            "stress": plain(answers.get("stress")),
            "breath": plain(answers.get("breath_practice_days")),
        }

    @property
    def typical(self) -> Mapping[str, Any]:
        """Days to begin with.

        Returns
        -------
        mapping
            data/typical_days.toml.
        """
        return tables.table("typical_days")

    @property
    def common(self) -> list[Any]:
        """Fields of the hours that are asked of everybody.

        Returns
        -------
        list of BoundField
        """
        return [self[f"hours_{name}"] for name in _asked("hours")]

    @property
    def rarer(self) -> list[Any]:
        """Fields of the hours that few spend.

        Returns
        -------
        list of BoundField
        """
        return [self[f"hours_{name}"] for name in _asked("more")]

    @property
    def more_told(self) -> bool:
        """Whether any of the rarer hours was told.

        Returns
        -------
        bool
        """
        return any(shown(self, f"hours_{name}") not in (None, "") for name in _asked("more"))

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
            for name in (*_asked("hours"), *_asked("more"))
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


def _asked(part: str) -> list[str]:
    """Activities of the day's step: `hours` of everybody, `more` that few do."""
    return list(tables.table("checkin_steps")["day"][part])


def _longest(day: Mapping[str, Any]) -> Any:
    """The longest spell that was told of any activity; None where none was."""
    told = [one.get("longest_minutes") for one in day.values() if one]
    return max((one for one in told if one is not None), default=None)
