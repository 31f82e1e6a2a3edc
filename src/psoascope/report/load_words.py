"""What an exercise loads, in words: each figure with its band, for a person without newtons."""

from collections.abc import Callable
from functools import partial
from typing import Any

from psoascope import tables
from psoascope.psoas.exercise_loads import FIGURES, ExerciseLoad, kept_exercise_loads
from psoascope.psoas.presets import kept_presets
from psoascope.quantity import Quantity
from psoascope.report.numerals import number
from psoascope.report.plan_words import Words, in_each


def load_part(exercise: str, audience: str) -> dict[str, Any] | None:
    """The modelled load of an exercise, ready for JSON.

    Parameters
    ----------
    exercise : str
        Entry of data/exercises.toml.
    audience : {"person", "clinician", "researcher"}
        A person gets no figure of the spine, only words that compare.

    Returns
    -------
    dict or None
        change, pull, spine (null for a person), asked, mark, and say, a list of lines; None where
        the exercise loads nothing that the model knows.
    """
    load = kept_exercise_loads().get(exercise)
    if load is None:
        return None
    figures = {name: getattr(load, name).json() for name in FIGURES}
    if audience == "person":
        figures["spine"] = None
    said = [in_each(line) for line in _lines(load, audience)]
    return {**figures, "asked": load.asked, "mark": load.mark, "say": said}


def _lines(load: ExerciseLoad, audience: str) -> list[Callable[[str], str]]:
    standing = kept_presets()["standing"]
    times = _times(load.pull, standing.right["rest_tension"].value)
    pull = "pull_asked" if load.asked else "pull_by_stretch"
    lines = [partial(_line, "change", load.change), partial(_line, pull, times)]
    if audience == "person":
        words = _compared(load.spine.value / standing.both["rest_spine"].value)
        return [*lines, partial(tables.say, f"load_words.spine_{words}")]
    return [*lines, partial(_line, "spine", load.spine, digits=0)]


def _times(one: Quantity, of: float) -> Quantity:
    return Quantity(one.value / of, one.low / of, one.high / of, "1", one.kind)


def _compared(share: float) -> str:
    less, more = tables.entry("load_words.like.range_like")
    return "less" if share < less else "more" if share > more else "like"


def _line(key: str, one: Quantity, language: str, *, digits: int = 1) -> str:
    value, low, high = (number(part, digits, language) for part in (one.value, one.low, one.high))
    return tables.say(f"load_words.{key}", language, value=value, low=low, high=high)


def lines_of(load: dict[str, Any] | None, language: str) -> list[str]:
    """The lines of a load in one language.

    Parameters
    ----------
    load : dict or None
        As load_part gives it.
    language : str

    Returns
    -------
    list of str
    """
    said: list[Words] = load["say"] if load else []
    return [line[language] for line in said]
