"""How pain is shaded on the body charts, and the legend that says so, as SVG parts."""

import math
import re
from html import escape

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.care.body_map import Patch, patches
from psoascope.care.drawing import Marks

# Colours are those of tokens.css; the second value serves where that is not at hand.
SKIN, PAPER, INK = "var(--skin, #c9d5cf)", "var(--surface, #fefefb)", "var(--ink, #1b2a2a)"
PAIN, QUIET = "var(--muscle, #b02a4c)", "var(--ink-soft, #4f605c)"
PATTERN = "var(--accent, #0f615a)"
OWN = {"right": "var(--right, #a64f06)", "left": "var(--left, #1b62a8)"}
_TEXT, _LABEL = 15, 170.0  # size of words; where the legend's samples begin
_FAINTEST, _FULL = 0.22, 10.0  # opacity of pain just above 0; pain 10 is opaque


def shading(chart: str, marks: Marks, key: str) -> str:
    """Marks of one chart, the strongest on top; the same place twice is no darker.

    Parameters
    ----------
    chart : str
    marks : Marks
    key : str
        Begins every id.

    Returns
    -------
    str
        SVG groups, one pair for each intensity.
    """
    drawn: dict[float, list[str]] = {}
    for stroke in marks.strokes:
        if stroke.chart == chart and stroke.intensity != 0:
            shape = f'<path fill="none" stroke-width="{stroke.width:g}" d="{line(stroke.points)}"/>'
            drawn.setdefault(_level(stroke.intensity), []).append(shape)
    for whole in marks.whole:
        for patch in patches():
            if (patch.chart, patch.region, patch.side) == (chart, whole.region, whole.side):
                shape = f'<path stroke="none" d="{loops(patch)}"/>'
                drawn.setdefault(_level(whole.intensity), []).append(shape)
    return "".join(_layer(level, drawn[level], f"{key}-{chart}", key) for level in sorted(drawn))


def _level(intensity: float) -> float:
    """What marks are sorted by: unknown ones lie lowest."""
    return -1.0 if math.isnan(intensity) else intensity


def _layer(level: float, shapes: list[str], where: str, key: str) -> str:
    """Marks of one intensity: skin first, so that what lies below does not shine through."""
    name = f"{where}-pain-{level:g}".replace(".", "_") if level >= 0 else f"{where}-pain-unknown"
    own = _paint(level, key)
    return (
        f'<g id="{name}" fill="{SKIN}" stroke="{SKIN}" stroke-linecap="round" '
        f'stroke-linejoin="round">{"".join(shapes)}</g>'
        f'<g class="bodychart__mark" fill="{own}" stroke="{own}" stroke-linecap="round" '
        f'stroke-linejoin="round" opacity="{_opacity(level):.3g}">{"".join(shapes)}</g>'
    )


def _paint(level: float, key: str) -> str:
    return PAIN if level >= 0 else f"url(#{key}-hatch)"


def _opacity(level: float) -> float:
    return 1.0 if level < 0 else _FAINTEST + (1 - _FAINTEST) * level / _FULL


def hatch(key: str) -> str:
    """Definition of the paint of marks whose intensity was not given.

    Parameters
    ----------
    key : str

    Returns
    -------
    str
    """
    return (
        f'<defs><pattern id="{key}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M2.5 0V5" fill="none" '
        f'stroke="{PAIN}" stroke-width="2.2"/></pattern></defs>'
    )


def legend(
    marks: Marks, pattern: str | None, top: float, key: str, language: str
) -> tuple[str, float]:
    """What shades, hatching and dashes mean.

    Parameters
    ----------
    marks : Marks
    pattern : str or None
        Entry of data/pain_patterns.toml.
    top : float, drawn units
        Where the charts end.
    key : str
    language : str

    Returns
    -------
    parts : str
        "" where nothing needs to be told.
    high : float, drawn units
    """
    given = [one.intensity for one in marks.strokes]
    given += [one.intensity for one in marks.whole]
    rows = []
    if not all(math.isnan(one) for one in given):
        rows.append((_scale, tables.say("pain_words.scale", language), 50.0))
    if any(math.isnan(one) for one in given):
        rows.append((_unknown, tables.say("pain_words.unknown_depth", language), 30.0))
    if pattern is not None:
        rows.append((_dashes, tables.say("pain_words.pattern", language), 30.0))
    parts, at = [], top + 14
    for row, words, high in rows:
        parts.append(row(at, key) + text((0, at + 14), escape(words), "start"))
        at += high
    return "".join(parts), at - top if rows else 0.0


def _scale(top: float, key: str) -> str:
    """Shades of 0 to 10."""
    del key
    parts = []
    for level in range(11):
        x = _LABEL + level * 24.0
        parts.append(
            f'<rect x="{x:g}" y="{top:g}" width="22" height="18" rx="3" fill="{SKIN}" '
            f'stroke="{QUIET}" stroke-width="0.8"/>'
        )
        if level:
            parts.append(
                f'<rect x="{x:g}" y="{top:g}" width="22" height="18" rx="3" fill="{PAIN}" '
                f'opacity="{_opacity(level):.3g}"/>'
            )
        if level in (0, 5, 10):
            parts.append(text((x + 11, top + 34), str(level), "middle", QUIET))
    return "".join(parts)


def _unknown(top: float, key: str) -> str:
    return (
        f'<rect x="{_LABEL:g}" y="{top:g}" width="46" height="18" rx="3" fill="{SKIN}"/>'
        f'<rect x="{_LABEL:g}" y="{top:g}" width="46" height="18" rx="3" '
        f'fill="url(#{key}-hatch)"/>'
    )


def _dashes(top: float, key: str) -> str:
    del key
    return (
        f'<path d="M{_LABEL:g} {top + 9:g}h46" stroke="{PATTERN}" stroke-width="1.8" '
        'stroke-dasharray="4 3"/>'
    )


def text(spot: tuple[float, float], words: str, anchor: str, colour: str = INK) -> str:
    """Words in the drawing.

    Parameters
    ----------
    spot : (x, y), drawn units
    words : str
        Escaped already.
    anchor : {"start", "middle", "end"}
    colour : str

    Returns
    -------
    str
    """
    return (
        f'<text x="{spot[0]:g}" y="{spot[1]:g}" font-size="{_TEXT}" text-anchor="{anchor}" '
        f'fill="{colour}">{words}</text>'
    )


def loops(patch: Patch) -> str:
    """The `d` of a region.

    Parameters
    ----------
    patch : Patch

    Returns
    -------
    str
    """
    return "".join(f"{_steps(thinned(loop))}Z" for loop in patch.loops)


def thinned(points: Array, within: float = 0.2) -> Array:
    """A line without the points that it does not need to look the same (Douglas and Peucker).

    Parameters
    ----------
    points : array (P, 2), chart units
    within : float, chart units
        How far a point that is left out may lie from the line.

    Returns
    -------
    array (Q, 2), chart units
        Its first and last point among them.

    Examples
    --------
    >>> import numpy as np
    >>> thinned(np.array([[0.0, 0.0], [1.0, 0.01], [2.0, 0.0], [2.0, 3.0]])).tolist()
    [[0.0, 0.0], [2.0, 0.0], [2.0, 3.0]]
    """
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        between = points[first + 1 : last]
        if not len(between):
            continue
        along, from_first = points[last] - points[first], between - points[first]
        # To the stretch between the two, not to the endless line: a loop ends where it begins.
        share = np.clip(from_first @ along / max(float(along @ along), 1e-12), 0.0, 1.0)
        away = np.hypot(*(from_first - share[:, None] * along).T)
        furthest = int(np.argmax(away))
        if away[furthest] > within:
            middle = first + 1 + furthest
            kept.add(middle)
            waiting += [(first, middle), (middle, last)]
    return points[sorted(kept)]


def _steps(points: Array) -> str:
    """The `d` of a path, each point told from the one before, in tenths of a unit."""
    tenths = np.round(points * 10).astype(int)
    x, y = tenths[0].tolist()
    steps = " ".join(f"{dx / 10:g} {dy / 10:g}" for dx, dy in np.diff(tenths, axis=0).tolist())
    short = re.sub(r"(?<!\d)0\.", ".", steps).replace(" -", "-")
    return f"M{x / 10:g} {y / 10:g}l{short}"


def line(points: Array) -> str:
    """The `d` of a path through points.

    Parameters
    ----------
    points : array (P, 2), chart units
        A single one gives a dot of the stroke's width.

    Returns
    -------
    str

    Examples
    --------
    >>> import numpy as np
    >>> line(np.array([[3.0, 4.25]]))
    'M3.0 4.2L3.0 4.2'
    """
    first = [points[0], points[0]] if len(points) == 1 else points
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in first)
