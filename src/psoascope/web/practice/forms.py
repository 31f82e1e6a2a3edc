"""What is noted of a session."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from psoascope.web.checkin.fields import plain


class SessionForm(forms.Form):
    """Pain before, and for each exercise: done or missed, how many, pain, why it was stopped.

    Parameters
    ----------
    exercises : list of mapping
        As psoascope.web.practice.plan_page shows them.
    data : QueryDict, optional
    """

    is_blank = False

    def __init__(self, exercises: list[Mapping[str, Any]], data: QueryDict | None = None) -> None:
        super().__init__(data, initial=_planned(exercises))
        self.exercises = exercises
        if self.is_bound:
            self.fields["pain_before"] = _pain_field()
            for one in exercises:
                self.fields |= _fields(one)

    @classmethod
    def blank(cls) -> "SessionForm":
        """The form of no exercise in particular, for ``{% kept %}``.

        Returns
        -------
        SessionForm
            With gaps where answers go.
        """
        form = cls([])
        form.is_blank = True
        return form

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


def _planned(exercises: list[Mapping[str, Any]]) -> dict[str, Any]:
    """As many repetitions as the plan asks for."""
    doses = {one["key"]: one["dose"] for one in exercises}
    return {f"done_{key}": plain(dose["sets"] * dose["reps"]) for key, dose in doses.items()}


def _fields(exercise: Mapping[str, Any]) -> dict[str, forms.Field]:
    key, signs = exercise["key"], list(exercise["stop"])
    return {
        f"state_{key}": forms.ChoiceField(required=False, choices=[("done", ""), ("missed", "")]),
        f"done_{key}": forms.FloatField(required=False, min_value=0, max_value=1000),
        f"pain_{key}": _pain_field(),
        f"stopped_{key}": forms.ChoiceField(required=False, choices=[(one, "") for one in signs]),
    }


def _pain_field() -> forms.FloatField:
    return forms.FloatField(required=False, min_value=0, max_value=10)
