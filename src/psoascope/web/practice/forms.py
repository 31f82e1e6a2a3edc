"""What is noted of a session."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from psoascope import tables
from psoascope.web.words.templatetags.words import page_language


class SessionForm(forms.Form):
    """Pain before, and for each exercise: done or missed, how many, pain, why it was stopped.

    Parameters
    ----------
    exercises : list of mapping
        Of plan.json.
    data : QueryDict, optional
    """

    def __init__(self, exercises: list[Mapping[str, Any]], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.exercises = exercises
        language = page_language()
        self.fields["pain_before"] = _pain_field()
        for one in exercises:
            key, dose = one["key"], one["dose"]
            self.fields[f"state_{key}"] = forms.ChoiceField(
                required=False, choices=[("done", ""), ("missed", ""), ("", "")]
            )
            self.fields[f"done_{key}"] = forms.FloatField(
                required=False, min_value=0, max_value=1000, initial=dose["sets"] * dose["reps"]
            )
            self.fields[f"pain_{key}"] = _pain_field()
            signs = [sign["key"] for sign in one["stop"]]
            words = [
                (sign, tables.say(f"progressions.stop_sign.{sign}", language)) for sign in signs
            ]
            self.fields[f"stopped_{key}"] = forms.ChoiceField(
                required=False, choices=[("", ""), *words]
            )
        for field in self.fields.values():
            if isinstance(field, forms.FloatField):
                field.widget.attrs |= {"inputmode": "decimal", "step": "any"}

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Each exercise with its fields.

        Returns
        -------
        list of dict
        """
        names = ("state", "done", "pain", "stopped")
        return [
            {"exercise": one} | {name: self[f"{name}_{one['key']}"] for name in names}
            for one in self.exercises
        ]

    def rows(self) -> list[dict[str, Any]]:
        """What was sent, as rows of the history; exercises that were left open are not among them.

        Returns
        -------
        list of dict
        """
        given = self.cleaned_data
        found = []
        for one in self.exercises:
            key = one["key"]
            state = given[f"state_{key}"]
            if not state:
                continue
            missed = state == "missed"
            found.append(
                {
                    "ladder": one["ladder"],
                    "rung": one["rung"],
                    "missed": missed,
                    "pain_before": given["pain_before"],
                    "pain_during": None if missed else given[f"pain_{key}"],
                    "done": None if missed else given[f"done_{key}"],
                    "stopped": None if missed else given[f"stopped_{key}"] or None,
                }
            )
        return found


class NextDayForm(forms.Form):
    """The most pain of the 24 hours after the last session."""

    pain = forms.FloatField(min_value=0, max_value=10)


def _pain_field() -> forms.FloatField:
    return forms.FloatField(required=False, min_value=0, max_value=10)
