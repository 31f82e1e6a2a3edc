"""The step about pain: where, since when, worse and better with what, and what else."""

from collections.abc import Mapping
from typing import Any

from django import forms

from psoascope import tables
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
from psoascope.web.checkin.pain_map import PainMap, map_told, pain_map, pain_of
from psoascope.web.checkin.step_form import QuestionsForm
from psoascope.web.words.templatetags.kept import shown
from psoascope.web.words.templatetags.words import page_language


class PainForm(QuestionsForm):
    """Where, since when, worse and better with what, and what else."""

    step = "pain"

    @classmethod
    def build(cls, language: str) -> dict[str, forms.Field]:
        """The fields; those of map and list are read by psoascope.web.checkin.pain_map.

        Parameters
        ----------
        language : str

        Returns
        -------
        dict of str to Field
        """
        most = int(tables.entry("checkin.letters.range")[1])
        return {
            **super().build(language),
            "weeks": number("onset_weeks", language),
            "sudden": choice(yes_no(language)),
            "injury": choice(yes_no(language)),
            "worse_with": ticks(option_words("worse_with", language)),
            "better_with": ticks(option_words("better_with", language)),
            "wakes_at_night": choice(yes_no(language)),
            "other_symptoms": forms.CharField(required=False, max_length=most),
        }

    @classmethod
    def told(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        """What was told before, by field; and by input, of map and list.

        Parameters
        ----------
        answers : mapping

        Returns
        -------
        dict
        """
        onset, course = answers.get("onset") or {}, answers.get("course") or {}
        return {
            **super().told(answers),
            **map_told(answers),
            "weeks": plain(onset.get("weeks")),
            "sudden": word_of(onset.get("sudden")),
            "injury": word_of(onset.get("injury")),
            "worse_with": ticked_of(answers.get("worse_with")),
            "better_with": ticked_of(answers.get("better_with")),
            "wakes_at_night": word_of(course.get("wakes_at_night")),
            "other_symptoms": "\n".join(answers.get("other_symptoms") or ()),
        }

    @property
    def map(self) -> PainMap:
        """Drawing and list, without answers.

        Returns
        -------
        PainMap
        """
        return pain_map(page_language())

    @property
    def list_open(self) -> bool:
        """Whether the list is unfolded: something is ticked, or nothing drawn.

        Returns
        -------
        bool
        """
        drawn = shown(self, "drawing")
        return drawn in ("", [], [""]) or any(
            shown(self, f"pain_{region}") for region in tables.table("body_regions")
        )

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
