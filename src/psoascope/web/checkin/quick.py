"""The first three minutes: three questions on one page, and the one answer they lead to."""

from collections.abc import Mapping
from typing import Any

from django import forms

from psoascope import tables
from psoascope.report.plan_page import URGENT
from psoascope.web.checkin.fields import NONE, plain, ticks
from psoascope.web.checkin.step_form import QuestionsForm

PLACES = (
    *("low_back", "side_of_spine", "sacroiliac", "buttock"),
    *("front_of_hip", "groin", "front_of_thigh", "outer_hip"),
)
_MIDDLE = ("low_back",)


class QuickForm(QuestionsForm):
    """Warning signs in short words, where it hurts, and the typical day."""

    step = "signs"

    @classmethod
    def groups(cls) -> dict[str, list[str]]:
        """All warning signs in one group.

        Returns
        -------
        dict of str to list of str
        """
        return {"all": [name for names in super().groups().values() for name in names]}

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
        days = tables.table("typical_days")
        return {
            "group_all": ticks(
                {
                    name: tables.say(f"questions.{name}", language, "short")
                    for name in cls.groups()["all"]
                }
            ),
            "age": forms.IntegerField(required=False, min_value=0, max_value=120),
            **{f"place_{region}": _place(region, language) for region in PLACES},
            "now": forms.IntegerField(required=False, min_value=0, max_value=10),
            "day": forms.ChoiceField(
                required=False,
                choices=[(key, tables.say(f"typical_days.{key}", language)) for key in days],
            ),
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
        pain = list(answers.get("pain") or ())
        return {
            **super().told(answers),
            "age": plain(answers.get("age")),
            **{
                f"place_{region}": [one["side"] for one in pain if one["region"] == region]
                for region in PLACES
            },
            "now": plain(next((one.get("now") for one in pain), None)),
        }

    @property
    def places(self) -> list[Any]:
        """The fields of the places.

        Returns
        -------
        list of BoundField
        """
        return [self[name] for name in self.fields if name.startswith("place_")]

    @property
    def settled(self) -> str:
        """The step that need not be asked any more: warning signs, once all were answered.

        Returns
        -------
        str
            Entry of data/checkin_steps.toml; "" where some are open.
        """
        return self.step if NONE in self.cleaned_data["group_all"] else ""

    def part(self) -> dict[str, Any]:
        """Signs, age, pain in a few places, and a typical day's hours.

        Returns
        -------
        dict
        """
        given = self.cleaned_data
        kept = [one for one in self.answers.get("pain") or () if one["region"] not in PLACES]
        pain = [
            {"region": region, "side": side, "now": given["now"]}
            for region in PLACES
            for side in given[f"place_{region}"]
        ]
        part = {**super().part(), "pain": [*pain, *kept]}
        if given["age"] is not None:
            part["age"] = given["age"]
        if given["day"]:
            part |= day_of(given["day"])
        return part


def day_of(key: str) -> dict[str, Any]:
    """The hours of a typical day, as fields of the check-in's document.

    Parameters
    ----------
    key : str
        Entry of data/typical_days.toml.

    Returns
    -------
    dict

    Examples
    --------
    >>> day_of("feet")["day"]["standing"]
    {'hours': 6.0, 'longest_minutes': None}
    """
    row = tables.entry(f"typical_days.{key}")
    longest = row["longest"]
    day = {
        name: {"hours": hours, "longest_minutes": longest.get(name)}
        for name, hours in row["hours"].items()
    }
    return {"day": day, "sleep": {"position": None, "hours": row["sleep"]}}


def answer(document: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What the page of the first answer shows.

    Parameters
    ----------
    document : mapping
        plan.json of the check-in.
    language : str

    Returns
    -------
    dict
        urgent, headline, door, reasons, do; finding and tonight, None where there is none.
    """
    triage = document["triage"]
    urgent = triage["level"] in URGENT
    exercises, habits = document["plan"]["exercises"], document["plan"]["habits"]
    tonight = next(iter([*habits, *exercises]), None)
    finding = next(iter(document["findings"]), None)
    return {
        "urgent": urgent,
        "level": triage["level"],
        "headline": triage["say"][language],
        "door": triage["door"][language],
        "do": [line[language] for line in triage["do"]],
        "reasons": [one["say"][language] for one in triage["reasons"] if one["warning"]],
        "finding": None if urgent else _worded(finding, language),
        "tonight": None if urgent else _worded(tonight, language),
    }


def _place(region: str, language: str) -> forms.MultipleChoiceField:
    sides = ("middle",) if region in _MIDDLE else ("left", "right")
    return forms.MultipleChoiceField(
        required=False,
        label=tables.say(f"body_regions.{region}", language),
        choices=[(side, tables.say(f"checkin_pages.side_{side}", language)) for side in sides],
    )


def _worded(row: Mapping[str, Any] | None, language: str) -> dict[str, str] | None:
    if row is None:
        return None
    return {key: row[key][language] for key in ("say", "why") if key in row} | {
        "grade": row["grade"]
    }
