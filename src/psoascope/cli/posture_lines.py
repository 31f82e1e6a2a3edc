"""Named postures as lines of text: a table of many, or all there is to say of one."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from psoascope import tables
from psoascope.psoas.architecture import architecture_names
from psoascope.psoas.names import SIDES
from psoascope.psoas.posture_angles import MARKS, angle_rows, weakest_mark
from psoascope.psoas.postures import Posture, Side
from psoascope.quantity import Quantity
from psoascope.report.numerals import DECIMAL


class _Figure(NamedTuple):
    """How a quantity is shown: field of Side, its word, factor to the unit shown, format."""

    field: str
    word: str
    factor: float
    unit: str
    form: str


_LENGTH = _Figure("length", "length", 100, "cm", ".1f")
_CHANGE = _Figure("change", "against_standing", 1, "%", "+.1f")
_ARM = _Figure("hip_flexion_arm", "hip_flexion_arm", 100, "cm", ".1f")
_FIBRE = _Figure("fibre_length", "fibre_length", 1, "", ".2f")
_FIBRE_CHANGE = _Figure("fibre_change", "against_standing", 1, "%", "+.1f")
_TENSION = _Figure("passive_tension", "passive_tension", 1, "N", ".0f")
_COMPRESSION = _Figure("compression_l5_s1", "compression_l5_s1", 1, "N", ".0f")
_TABLE = (_CHANGE, _FIBRE, _TENSION, _COMPRESSION)


def table_lines(postures: Sequence[Posture], height: float, language: str) -> list[str]:
    """A table of postures, one line a posture and side.

    Parameters
    ----------
    postures : sequence of Posture
    height : float, m
    language : str

    Returns
    -------
    list of str
        Heading, lines, and what brackets and marks mean.

    Examples
    --------
    >>> from psoascope.psoas.postures import posture
    >>> lines = table_lines([posture("standing")], 1.7, "de")
    >>> lines[1].split()[:2], lines[2].split()[0]
    (['Stehen', 'rechts'], 'links')
    """
    words = [figure.word for figure in _TABLE]
    heading = [_word("posture", language), "", *(_word(word, language) for word in words)]
    rows = [[*heading, _word("weakest_mark", language)]]
    for posture in postures:
        named = tables.say(f"postures.{posture.name}", language)
        for side in SIDES:
            shown = [_banded(getattr(posture, side), figure, language) for figure in _TABLE]
            rows.append([named, _word(side, language), *shown, _marks(posture.name, side)])
            named = ""
    return [*_columns(rows), "", *_legend(height, language)]


def detail_lines(posture: Posture, height: float, language: str) -> list[str]:
    """All there is to say of one posture: figures, angles with marks, sources.

    Parameters
    ----------
    posture : Posture
    height : float, m
    language : str

    Returns
    -------
    list of str

    Examples
    --------
    >>> from psoascope.psoas.postures import posture
    >>> print(detail_lines(posture("standing"), 1.7, "de")[0])
    Stehen
    """
    key = f"postures.{posture.name}"
    lines = [tables.say(key, language), f"  {tables.say(key, language, field='why')}", ""]
    for side in SIDES:
        lines += _side_lines(getattr(posture, side), _word(side, language), language)
    both = _shown(posture.compression_l5_s1, _COMPRESSION, language)
    words = f"{_word('both_sides', language)}: {_word('compression_l5_s1', language)}"
    rows = angle_rows(posture.name)
    cited = dict.fromkeys(key for row in rows.values() for key in row["source"])
    return [
        *lines,
        f"  {words} {both}",
        "",
        _word("joint_angles", language),
        *(f"  {line}" for line in _columns([_angle(*row, language) for row in rows.items()])),
        "",
        _word("sources", language),
        *(f"  {key}: {tables.entry(f'sources.{key}.cite')}" for key in cited),
        "",
        *_legend(height, language),
    ]


def _side_lines(muscle: Side, side: str, language: str) -> list[str]:
    """Three lines of figures of one side."""
    groups = ((_LENGTH, _CHANGE, _ARM), (_FIBRE, _FIBRE_CHANGE), (_TENSION, _COMPRESSION))
    lines = []
    for group in groups:
        parts = (f"{_word(f.word, language)} {_banded(muscle, f, language)}" for f in group)
        lines.append(f"  {side:7} {', '.join(parts)}")
        side = ""
    return lines


def _angle(key: str, row: Mapping[str, Any], language: str) -> list[str]:
    """Cells of one joint angle: side, name, angle with range, mark, sources."""
    joint, _, angle = key.rpartition(".")
    side = _word(joint.removeprefix("hip_"), language) if joint else ""
    value, low, high = (
        f"{row[edge]:g}".replace(".", DECIMAL[language]) for edge in ("value", "low", "high")
    )
    named = _word(f"angle_{angle}", language)
    return [side, named, f"{value}° [{low} .. {high}]", row["mark"], ", ".join(row["source"])]


def _legend(height: float, language: str) -> list[str]:
    count = len(architecture_names())
    return [
        tables.say("words.posture_band", language, height=height),
        tables.say("words.variants_band", language, count=count),
        _word("relaxed_muscle", language),
        _word("mark_legend", language),
    ]


def _marks(name: str, side: str) -> str:
    """The weakest mark of the angles of the back and of one hip, and how many are FOUND."""
    other = SIDES[1 - SIDES.index(side)]
    rows = {key: row for key, row in angle_rows(name).items() if f"hip_{other}" not in key}
    found = sum(row["mark"] == MARKS[0] for row in rows.values())
    return f"{weakest_mark(rows)}, {found}/{len(rows)} {MARKS[0]}"


def _columns(rows: list[list[str]]) -> list[str]:
    """Rows of cells as lines with aligned columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _banded(muscle: Side, figure: _Figure, language: str) -> str:
    return _shown(getattr(muscle, figure.field), figure, language)


def _shown(quantity: Quantity, figure: _Figure, language: str) -> str:
    # Adding 0 after rounding turns -0.0 into 0.0.
    digits = int(figure.form[-2])
    parts = (quantity.value, quantity.low, quantity.high)
    value, low, high = (
        f"{round(part * figure.factor, digits) + 0.0:{figure.form}}".replace(".", DECIMAL[language])
        for part in parts
    )
    return " ".join(filter(None, [value, figure.unit, f"[{low} .. {high}]"]))


def _word(key: str, language: str) -> str:
    return tables.say(f"words.{key}", language)
