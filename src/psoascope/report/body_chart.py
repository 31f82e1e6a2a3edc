"""The four charts of the body (SVG): regions that can be addressed, pain shaded by intensity."""

import math
from html import escape

from psoascope import tables
from psoascope.care.body_map import CHARTS, Patch, chart_size, details, patches
from psoascope.care.drawing import Marked, Marks, marks_of
from psoascope.care.pain import painted
from psoascope.care.pain_words import percent
from psoascope.report.body_shading import (
    OWN,
    PAPER,
    PATTERN,
    QUIET,
    SKIN,
    hatch,
    legend,
    line,
    loops,
    shading,
    text,
)
from psoascope.report.numerals import number

_CAPTION, _GAP = 30.0, 10.0
_HANDS = 316.0  # height at which right and left are named, below the hands


def body_chart(
    marked: Marked | None,
    language: str,
    pattern: str | None = None,
    columns: int = 4,
    key: str = "body",
) -> str:
    """Front, back, right and left side of the body, with what was marked.

    Colours are those of report/templates/tokens.css, so it suits a light page and a dark one.

    Parameters
    ----------
    marked : mapping, iterable of places of pain, or None
        What psoascope.care.pain.painted takes; None for empty charts.
    language : str
    pattern : str, optional
        Entry of data/pain_patterns.toml, shown by a dashed outline.
    columns : int
        4 for a wide page, 2 for a phone, 1.
    key : str
        Begins every id, so that a page may hold several.

    Returns
    -------
    str
        One <svg> with <title> and <desc>. A region is <path id="body-front-left-groin"> with
        data-chart, data-side and data-region; a chart is <g id="body-front">, whose own
        coordinates are those of a drawing's strokes.

    Raises
    ------
    RangeError
        The drawing does not fit; named.

    References
    ----------
    Own drawing, data/body_charts.toml.

    Examples
    --------
    >>> body_chart(None, "de", columns=2).startswith("<svg")
    True
    """
    marks = marks_of(() if marked is None else marked)
    wide, high = chart_size()
    rows = math.ceil(len(CHARTS) / columns)
    step = (wide + _GAP, high + _CAPTION)
    charts = "".join(
        _chart(chart, marks, (place % columns * step[0], place // columns * step[1]), key, language)
        + ("" if pattern is None else _outlined(chart, pattern))
        + "</g>"
        for place, chart in enumerate(CHARTS)
    )
    size = (columns * step[0] - _GAP, rows * step[1])
    scale, deep = legend(marks, pattern, size[1], key, language)
    title, about = (escape(words) for words in _words(marked, marks, pattern, language))
    return (
        f'<svg class="bodychart" viewBox="0 0 {size[0]:g} {size[1] + deep:g}" role="img" '
        f'fill="none" font-family="inherit" aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{title}</title><desc id="{key}-desc">{about}</desc>'
        f"{hatch(key)}{charts}{scale}</svg>"
    )


def _words(
    marked: Marked | None, marks: Marks, pattern: str | None, language: str
) -> tuple[str, str]:
    """Title and description."""
    said = []
    if marked is not None:
        found = painted(marks)
        parts = [
            region_words(region, side, share, found.depth[region][side], language)
            for region, sides in found.area.items()
            for side, share in sides.items()
        ]
        key = "described" if parts else "described_empty"
        regions = "; ".join(parts)
        said.append(tables.say(f"pain_words.{key}", language, regions=regions))
    if pattern is not None:
        name = tables.say(f"pain_patterns.{pattern}", language)
        said.append(tables.say("pain_words.described_pattern", language, pattern=name))
    title = tables.say(f"pain_words.chart{'' if marked is not None else '_empty'}", language)
    names = ", ".join(tables.say(f"body_charts.{chart}", language) for chart in CHARTS)
    return title, " ".join(said) or names


def region_words(region: str, side: str, share: float, depth: float, language: str) -> str:
    """What was marked of one region, in words.

    Parameters
    ----------
    region : str
        Entry of data/body_regions.toml.
    side : {"right", "left"}
    share : float, 0 to 1
        Of its area.
    depth : float, 0 to 10
        NaN where not given.
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> region_words("groin", "left", 0.4, 6.5, "de")
    'Leiste, links: 40 % der Fläche, 6,5 von 10'
    """
    values: dict[str, str] = {
        "region": tables.say(f"body_regions.{region}", language),
        "side": tables.say(f"words.{side}", language),
        "area": str(percent(share)),
    }
    if math.isnan(depth):
        return tables.say("pain_words.region", language, "say", **values)
    digits = 0 if math.isclose(depth, round(depth), abs_tol=0.05) else 1
    values["depth"] = number(depth, digits, language)
    return tables.say("pain_words.region_deep", language, "say", **values)


def _chart(chart: str, marks: Marks, corner: tuple[float, float], key: str, language: str) -> str:
    """One chart but for its closing tag: caption, skin, pain, borders and details."""
    here = [patch for patch in patches() if patch.chart == chart]
    whole = "".join(loops(patch) for patch in here)
    lines = "".join(line(points) for _, points in details(chart))
    regions = "".join(_region(patch, key, language) for patch in here)
    wide = chart_size()[0]
    name = escape(tables.say(f"body_charts.{chart}", language))
    return (
        f'<g id="{key}-{chart}" class="bodychart__chart" data-chart="{chart}" '
        f'transform="translate({corner[0]:g} {corner[1] + _CAPTION:g})">'
        f"{text((wide / 2, -10), name, 'middle')}{_sides(chart, language)}"
        f'<clipPath id="{key}-{chart}-clip"><path id="{key}-{chart}-shape" d="{whole}"/></clipPath>'
        f'<use href="#{key}-{chart}-shape" stroke="{QUIET}" stroke-width="2.4" '
        'stroke-linejoin="round"/>'
        f'<use href="#{key}-{chart}-shape" fill="{SKIN}" stroke="{SKIN}" stroke-width="0.8"/>'
        f'<g fill="{SKIN}"><g id="{key}-{chart}-regions">{regions}</g></g>'
        f'<g class="bodychart__pain" clip-path="url(#{key}-{chart}-clip)" pointer-events="none">'
        f"{shading(chart, marks, key)}</g>"
        f'<use class="bodychart__borders" href="#{key}-{chart}-regions" stroke="{PAPER}" '
        'stroke-width="0.8" stroke-linejoin="round" opacity="0.75" pointer-events="none"/>'
        f'<path class="bodychart__details" d="{lines}" stroke="{QUIET}" stroke-width="1.1" '
        'stroke-linecap="round" stroke-linejoin="round" opacity="0.7" pointer-events="none"/>'
    )


def _region(patch: Patch, key: str, language: str) -> str:
    name = tables.say(f"body_regions.{patch.region}", language)
    side = tables.say(f"words.{patch.side}", language)
    # A face has no border down its middle.
    plain = ' stroke="none"' if patch.region == "head" else ""
    return (
        f'<path id="{key}-{patch.chart}-{patch.side}-{patch.region}"{plain} '
        'class="bodychart__region" '
        f'data-chart="{patch.chart}" data-side="{patch.side}" data-region="{patch.region}" '
        f'd="{loops(patch)}"><title>{escape(f"{name}, {side}")}</title></path>'
    )


def _sides(chart: str, language: str) -> str:
    """Which hand is which: on the front chart the person's right is the reader's left."""
    if chart not in ("front", "back"):
        return ""
    sides = ("right", "left") if chart == "front" else ("left", "right")
    places = ((2.0, "start"), (chart_size()[0] - 2.0, "end"))
    return "".join(
        text((x, _HANDS), escape(tables.say(f"words.{side}", language)), anchor, OWN[side])
        for side, (x, anchor) in zip(sides, places, strict=True)
    )


def _outlined(chart: str, pattern: str) -> str:
    """The regions of a described pattern."""
    named = tables.entry(f"pain_patterns.{pattern}.regions")
    shown = "".join(loops(one) for one in patches() if one.chart == chart and one.region in named)
    return (
        f'<path class="bodychart__pattern" d="{shown}" stroke="{PATTERN}" stroke-width="1.8" '
        'stroke-dasharray="4 3" stroke-linejoin="round" pointer-events="none"/>'
    )
