"""The report as HTML: a fragment for the web, or one self-contained page."""

import json
import math
from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from typing import TYPE_CHECKING, Any

from psoascope import tables
from psoascope.errors import ExtraError
from psoascope.report import curves, drawing
from psoascope.report.chart import UNITS, chart
from psoascope.report.numerals import MISSING, banded, number, spans

if TYPE_CHECKING:
    from jinja2 import Environment

MOST_ROWS = 40
STYLES = ("tokens.css", "report.css")
COLUMNS = {"hip_flexion": "deg", "psoas_length": "m", "psoas_change": "percent"}


def body(document: Mapping[str, Any], language: str) -> str:
    """The report as an HTML fragment, with places for the scripts of the web.

    Parameters
    ----------
    document : mapping
        As in report.json.
    language : str
        "en" or "de".

    Returns
    -------
    str
        Begins with the page's only <h1>; holds no id, script or style.

    Raises
    ------
    ExtraError
        Jinja2 is not installed.
    """
    return _rendered("body.html", document, language, live=True)


def page(document: Mapping[str, Any], language: str) -> str:
    """The report as one HTML file that asks for nothing from outside.

    Parameters
    ----------
    document : mapping
        As in report.json.
    language : str
        "en" or "de".

    Returns
    -------
    str
        Styles inside, no script; the same document gives the same text.

    Raises
    ------
    ExtraError
        Jinja2 is not installed.
    """
    return _rendered("page.html", document, language, live=False)


def _rendered(template: str, document: Mapping[str, Any], language: str, live: bool) -> str:
    templates = environment()
    shown = language.split("-")[0].lower()
    shown = shown if shown in tables.LANGUAGES else "en"
    return templates.get_template(template).render(_context(document, shown), live=live)


def environment() -> "Environment":
    """The templates of reports.

    Returns
    -------
    jinja2.Environment

    Raises
    ------
    ExtraError
        Jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError as problem:
        raise tables.error(ExtraError, "missing_extra", extra="report") from problem
    return Environment(
        loader=PackageLoader("psoascope.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _context(document: Mapping[str, Any], language: str) -> dict[str, Any]:
    def say(key: str, field: str = "say", **values: object) -> str:
        return tables.say(f"report.{key}", language, field, **values)

    side = tables.say(f"words.{document['side']}", language)
    return {
        "document": document,
        "language": language,
        "say": say,
        "side": side,
        "facts": _facts(document, language, side),
        "figures": _figures(document, language),
        "charts": _charts(document, language),
        "walker": _walker_words(language),
        "ranges": _ranges(document, language),
        "cycles": _cycles(document, language),
        "gates": [_gate(gate, language) for gate in document["gates"]],
        "rows": _rows(document, language),
        "step": _step(document),
        "styles": styles,
    }


def _facts(document: Mapping[str, Any], language: str, side: str) -> list[tuple[str, str, str]]:
    made, source = document["made"], document["source"]
    asked = "side_auto" if document["side_chosen"] == "auto" else "side_asked"
    height = "height_given" if made["height_given"] else "height_assumed"
    values: dict[str, str] = {
        "file": source["path"],
        "date": _say("date_form", language, at=datetime.fromisoformat(made["at"])),
        "side": _say(asked, language, side=side),
        "frames": _say("frames_of", language, used=document["frames_used"], all=source["frames"]),
        "length": _say(
            "length_of",
            language,
            duration=number(source["duration_s"], 1, language),
            fps=number(source["fps"], 0, language),
        ),
        "height": _say(height, language, height=number(made["height_m"], 2, language) + " m"),
        "model": made["model"] or _say("no_model", language),
        "version": f"psoascope {made['psoascope']}",
    }
    titles = {"file": source["sha256"]}
    return [(_say(key, language), text, titles.get(key, "")) for key, text in values.items()]


def _figures(document: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    side, figures = document["side"], document["figures"]
    shown = drawing.stage([figure["points"] for figure in figures], side)
    if shown is None:
        return []
    drawn = [
        (
            _say("seconds", language, time=number(figure["time_s"], 2, language)),
            drawing.figure_svg(figure, side, shown, language),
        )
        for figure in figures
    ]
    return [(time, picture) for time, picture in drawn if picture]


def _charts(document: Mapping[str, Any], language: str) -> list[dict[str, str]]:
    found = []
    for name, unit in UNITS.items():
        shown = chart(document, name)
        table = tables.entry(f"report.units.{unit}")
        words = {
            key: _say(key, language)
            for key in ("standing", "leg_left", "leg_right", "curve_keys", "not_measured", "time")
        }
        words |= {
            "title": _say(name, language),
            "band": tables.entry("report.band.say")[language],
            "unit": table["say"][language],
            "seconds": tables.entry("report.seconds.say")[language],
        }
        data = {"words": words, "factor": table["factor"], "digits": table["digits"]}
        data |= {"standing": shown.standing, "near": document["side"], "suffix": unit}
        found.append(
            {
                "name": name,
                "label": _say("axis", language, name=_say(name, language), unit=table["label"]),
                "why": tables.say(f"report.{name}", language, "why"),
                "picture": curves.curve_svg(shown, language),
                "data": json.dumps(data, ensure_ascii=False, sort_keys=True),
            }
        )
    return found


def _walker_words(language: str) -> str:
    words = {key: _say(f"walker_{key}", language) for key in ("play", "pause", "position")}
    words["seconds"] = tables.entry("report.seconds.say")[language]
    sketch = {key: entry["value"] for key, entry in tables.table("report")["sketch"].items()}
    return json.dumps({"words": words, "sketch": sketch}, ensure_ascii=False, sort_keys=True)


def _ranges(document: Mapping[str, Any], language: str) -> dict[str, Any]:
    sides = sorted(document["sides"], key=lambda key: bool(key != document["side"]))
    rows = []
    for name in document["quantities"]:
        cells = []
        for side in sides:
            quantity = document["sides"][side]["quantities"].get(name)
            cells.append(banded(quantity, language) if quantity else "")
        spread = document["quantities"][name]["kind"] == "range"
        note = _say("ranges_models", language) if spread else ""
        rows.append((tables.say(f"quantities.{name}", language), note, cells))
    return {"sides": [(side, _say(f"leg_{side}", language)) for side in sides], "rows": rows}


def _gate(gate: Mapping[str, Any], language: str) -> dict[str, str]:
    key, values = f"gates.{gate['gate']}", gate["values"]
    count = {"count": gate["frames"], "ranges": spans(gate["ranges"])}
    frames = _say("refused_frames", language, **count) if gate["frames"] else ""
    if frames and gate.get("side"):
        side = tables.say(f"words.{gate['side']}", language)
        frames = _say("refused_side", language, frames=frames, side=side)
    return {
        "message": tables.say(key, language, **values),
        "cure": tables.say(key, language, "cure", **values),
        "frames": frames,
    }


def _step(document: Mapping[str, Any]) -> int:
    return max(1, math.ceil(len(document["curves"]["time_s"]) / MOST_ROWS))


def _rows(document: Mapping[str, Any], language: str) -> list[list[str]]:
    held = document["curves"]
    rows = []
    for place in range(0, len(held["time_s"]), _step(document)):
        cells = [number(held["time_s"][place], 2, language)]
        for name, ending in COLUMNS.items():
            value, low, high = (
                held[f"{name}{part}_{ending}"][place] for part in ("", "_low", "_high")
            )
            unit = "%" if ending == "percent" else ending
            quantity = {"value": value, "low": low, "high": high, "unit": unit}
            cells.append(MISSING if value is None else banded(quantity, language))
        rows.append(cells)
    return rows


def styles() -> str:
    """The style sheets of reports, in one.

    Returns
    -------
    str
    """
    folder = resources.files("psoascope.report") / "templates"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in STYLES)


def _say(key: str, language: str, **values: object) -> str:
    return tables.say(f"report.{key}", language, "say", **values)


def _cycles(document: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """The grades of each leg's strides, in words; a leg without a whole stride is left out."""
    rows = []
    for side, found in document["sides"].items():
        grades = [one["grade"] for one in found.get("cycles", {}).get("grades", [])]
        words = [tables.say(f"segmentation.grades.{one}", language) for one in grades]
        if words:
            rows.append((tables.say(f"words.{side}", language), ", ".join(words)))
    return rows
