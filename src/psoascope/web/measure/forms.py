"""Values that somebody measured, typed in by side."""

from typing import Any

from django import forms
from django.http import QueryDict

from psoascope import tables
from psoascope.guided import typed
from psoascope.web.measure.services import banded
from psoascope.web.words.templatetags.words import page_language

LARGEST = 100_000.0


class TypedForm(forms.Form):
    """A field for each measure of a test and each side, or for what the measure is made of.

    Parameters
    ----------
    test : str
        Entry of data/tests.toml.
    data : QueryDict, optional
    """

    def __init__(self, test: str, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.test = test
        row = tables.entry(f"tests.{test}")
        self.sides = ("both",) if row["side"] == "none" else ("right", "left")
        self.inputs = list(row.get("input", {}))
        self.measures = [name for name in row["measure"] if name in row.get("change", {})]
        language = page_language()
        for side in self.sides:
            for name in self.inputs or self.measures:
                key = f"tests.{test}.input.{name}" if self.inputs else f"quantities.{name}"
                unit = tables.entry(f"{key}.unit")
                said = tables.say(key, language)
                self.fields[f"{side}_{name}"] = forms.FloatField(
                    required=False,
                    localize=True,
                    min_value=-LARGEST,
                    max_value=LARGEST,
                    label=f"{said}, {tables.say(f'plan_page.side_{side}', language)} [{unit}]",
                )

    def clean(self) -> dict[str, float | None]:
        """At least one value.

        Returns
        -------
        dict
        """
        given = dict(super().clean() or {})
        if not self.errors and all(value is None for value in given.values()):
            raise forms.ValidationError(tables.say("measure_pages.nothing", page_language()))
        return given

    def sides_told(self) -> dict[str, dict[str, dict[str, Any]]]:
        """What was typed, by side and measure, each with its band.

        Returns
        -------
        dict
            What was left open is not there.

        Raises
        ------
        RangeError
            A part of a measure is absent or out of its range.
        """
        return {side: told for side in self.sides if (told := self._told(side))}

    def _told(self, side: str) -> dict[str, dict[str, Any]]:
        given = {
            name: self.cleaned_data[f"{side}_{name}"]
            for name in self.inputs or self.measures
            if self.cleaned_data[f"{side}_{name}"] is not None
        }
        if not self.inputs:
            return {name: banded(self.test, name, value) for name, value in given.items()}
        if not given:
            return {}
        found = typed(self.test, {name: [value] for name, value in given.items()}, side)
        return {name: one.json() for name, one in found.quantities[side].items()}
