"""Where it hurts, as form fields: a drawing, and a list of regions by side.

Fields: `drawing` holds the strokes as JSON, as psoascope.care.drawing reads them, or nothing;
`pain_<region>` the sides that were ticked, `score_<region>` how strong, 0 to 10. The list alone
is enough. What was drawn and not ticked joins the list, so that both say the same.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from psoascope import tables
from psoascope.care import fields
from psoascope.care.body_map import CHARTS, chart_size
from psoascope.care.pain import painted
from psoascope.errors import RangeError
from psoascope.report.body_chart import body_chart
from psoascope.web.checkin.fields import plain
from psoascope.web.words.templatetags.words import page_language

LEAST = 0.02
"""Share of a region that a stroke must cover to count as pain there: an edge touched is none."""


def pain_of(post: QueryDict) -> dict[str, Any]:
    """The pain that was sent, as fields of the check-in's document.

    Parameters
    ----------
    post : QueryDict

    Returns
    -------
    dict
        pain and drawing; the drawing is None where nothing was drawn.

    Raises
    ------
    RangeError
        Half a drawing, or a strength that is no number from 0 to 10.
    """
    drawing = _drawing(post.get("drawing", ""))
    pain = [
        {"region": region, "side": side, "now": _score(region, post.get(f"score_{region}", ""))}
        for region in tables.table("body_regions")
        for side in post.getlist(f"pain_{region}")
    ]
    if drawing is not None:
        named = {(one["region"], one["side"]) for one in pain}
        pain += [one for one in _drawn(drawing) if (one["region"], one["side"]) not in named]
    return {"pain": pain, "drawing": drawing}


@dataclass(frozen=True)
class PainMap:
    """What drawing and list show to everybody.

    Parameters
    ----------
    chart : SafeString
        SVG; the script paints on it.
    charts : dict of str to str
        Name of each chart in it.
    size : str
        Width and height of a chart.
    regions : tuple of Region
    """

    chart: SafeString
    charts: dict[str, str]
    size: str
    regions: tuple["Region", ...]


@dataclass(frozen=True)
class Region:
    """A line of the list.

    Parameters
    ----------
    key, name : str
    sides : dict of str to str
        Those that may be ticked, with their words.
    """

    key: str
    name: str
    sides: dict[str, str]


@cache
def pain_map(language: str) -> PainMap:
    """Drawing and list without answers.

    Parameters
    ----------
    language : str

    Returns
    -------
    PainMap
    """
    return PainMap(
        # Drawn by the report room from its own tables.
        chart=mark_safe(body_chart(None, language, columns=4, key="map")),
        charts={chart: tables.say(f"body_charts.{chart}", language) for chart in CHARTS},
        size="{:g} {:g}".format(*chart_size()),
        regions=tuple(_region(name, language) for name in tables.table("body_regions")),
    )


def _region(key: str, language: str) -> Region:
    middle = tables.entry(f"body_regions.{key}").get("middle")
    sides = ("middle",) if middle else ("left", "right")
    words = {side: tables.say(f"checkin_pages.side_{side}", language) for side in sides}
    return Region(key, tables.say(f"body_regions.{key}", language), words)


def map_told(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was told before, by input of drawing and list.

    Parameters
    ----------
    answers : mapping
        The check-in's document.

    Returns
    -------
    dict
    """
    drawing = answers.get("drawing")
    found: dict[str, Any] = {"drawing": json.dumps(drawing) if drawing else ""}
    for one in answers.get("pain") or ():
        found.setdefault(f"pain_{one['region']}", []).append(one["side"])
        if one.get("now") is not None:
            found.setdefault(f"score_{one['region']}", plain(one["now"]))
    return found


def _drawing(text: str) -> dict[str, Any] | None:
    if not text.strip():
        return None
    try:
        found = json.loads(text)
    except ValueError as problem:
        values = {"where": "drawing", "value": fields.shown(text), "wanted": '{"strokes": [...]}'}
        raise tables.error(RangeError, "checkin_kind", **values) from problem
    if not isinstance(found, dict):
        values = {"where": "drawing", "value": fields.shown(found), "wanted": '{"strokes": [...]}'}
        raise tables.error(RangeError, "checkin_kind", **values)
    return found if found.get("strokes") else None


def _drawn(drawing: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The regions that the strokes cover, each with its depth of colour as strength."""
    found = painted(drawing)
    rows = []
    for region, sides in found.area.items():
        covered = {side: share for side, share in sides.items() if share >= LEAST}
        depths = {side: found.depth[region][side] for side in covered}
        middle = bool(tables.entry(f"body_regions.{region}").get("middle"))
        if middle and covered:
            rows.append({"region": region, "side": "middle", "now": _rounded(depths.values())})
        elif not middle:
            rows += [
                {"region": region, "side": side, "now": _rounded([depth])}
                for side, depth in depths.items()
            ]
    return rows


def _rounded(depths: Any) -> float | None:
    known = [depth for depth in depths if depth == depth]  # without NaN
    return round(max(known)) if known else None


def _score(region: str, text: str) -> float | None:
    clean = text.strip().replace(",", ".")
    if not clean:
        return None
    try:
        number = float(clean)
    except ValueError:
        number = float("nan")
    low, high = tables.entry("checkin.pain_score.range")
    if not low <= number <= high:
        values = {"input": tables.say(f"body_regions.{region}", page_language()), "value": text}
        raise tables.error(RangeError, "input_range", unit="0-10", low=low, high=high, **values)
    return number
