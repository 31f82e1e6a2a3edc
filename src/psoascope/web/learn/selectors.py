"""What the pages about the muscle show: the moving picture's words, and its postures in numbers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from psoascope import tables
from psoascope.psoas.presets import Preset, kept_presets
from psoascope.quantity import Quantity
from psoascope.report.numerals import number


@dataclass(frozen=True)
class PresetRow:
    """A posture of the moving picture, for those who do not see it.

    Parameters
    ----------
    name, why : str
        In the page's language.
    change, pull, spine, spine_work : str
        With bands; right and left where they differ.
    """

    name: str
    why: str
    change: str
    pull: str
    spine: str
    spine_work: str


@dataclass(frozen=True)
class Viewer:
    """What learn/viewer.html needs.

    Parameters
    ----------
    words : str
        JSON of what the script says, by name.
    rows : tuple of PresetRow
        What stands there without the script.
    kilobytes : int
        What the picture loads, kB.
    """

    words: str
    rows: tuple[PresetRow, ...]
    kilobytes: int


@cache
def viewer(language: str) -> Viewer:
    """The moving picture and its fall-back.

    Parameters
    ----------
    language : str
        One of tables.LANGUAGES.

    Returns
    -------
    Viewer

    Examples
    --------
    >>> viewer("en").rows[1].name, viewer("de").rows[1].change
    ('Sitting', '−12 (−17 bis −8)')
    """
    # With their braces: the script fills them in.
    said = tables.entry("muscle_page.viewer").items()
    words = {name: word["say"][language] for name, word in said}
    rows = tuple(_row(preset, language) for preset in kept_presets().values())
    size = int(tables.entry("viewer.download.value"))
    return Viewer(json.dumps(words, ensure_ascii=False), rows, size)


def _row(preset: Preset, language: str) -> PresetRow:
    entry = tables.entry(f"presets.{preset.name}")
    work = preset.both.get("work_spine")
    return PresetRow(
        name=tables.say(f"presets.{preset.name}", language),
        why=tables.say(f"postures.{entry['posture']}", language, "why"),
        change=_sides(preset, "change", language),
        pull=_sides(preset, "rest_tension", language),
        spine=_banded(preset.both["rest_spine"], language),
        spine_work=_banded(work, language)
        if work
        else tables.say("muscle_page.viewer_unknown", language),
    )


def _sides(preset: Preset, figure: str, language: str) -> str:
    """One figure where both sides have the same, else both."""
    right, left = preset.right[figure], preset.left[figure]
    if right == left:
        return _banded(right, language)
    both: Mapping[str, str] = {
        "right": _banded(right, language),
        "left": _banded(left, language),
    }
    return tables.say("muscle_page.viewer_right_left", language, **both)


def _banded(quantity: Quantity, language: str) -> str:
    edges = {
        edge: number(getattr(quantity, edge), 0, language) for edge in ("value", "low", "high")
    }
    return tables.say("muscle_page.viewer_banded", language, **edges)
