"""The usual day as a picture: a bar of 24 hours, each activity as wide as it lasts (SVG)."""

from collections.abc import Mapping
from html import escape

from psoascope import tables
from psoascope.care.day import Load
from psoascope.report.numerals import number

# Of the picture, in its own units; a day is WIDTH wide.
WIDTH, TOP, BAR, GAP = 420.0, 4.0, 46.0, 4.0
_DAY = 24.0
_FITS = 38.0  # narrower parts carry no letters


def day_picture(hours: Mapping[str, float], loads: Mapping[str, Load], language: str) -> str:
    """How a day is spent, and how short the psoas is kept meanwhile.

    Parameters
    ----------
    hours : mapping of str to float, h
        By activity of data/activities.toml; what is missing to 24 is drawn as not told.
    loads : mapping of str to Load
        As psoascope.daily.reference_loads gives them.
    language : str

    Returns
    -------
    str
        One <svg> with title and description; classes, no colours: day__short, day__between,
        day__long, day__untold. The pattern tells them apart without colour.
    """
    told = sorted(hours.items(), key=lambda one: (-loads[one[0]].short.value, -one[1]))
    whole = max(_DAY, sum(hours.values()))
    parts, at = [], 0.0
    for name, spent in told:
        wide = WIDTH * spent / whole
        parts.append(_part(name, spent, (at, wide), kind_of(loads[name]), language))
        at += wide
    if whole - sum(hours.values()) > 0.1:
        parts.append(_block((at, WIDTH - at), "untold", _word("untold", language)))
    title, about = _word("title", language), _described(told, loads, language)
    height = TOP + BAR + GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="day-picture" '
        f'viewBox="0 0 {WIDTH:g} {height:g}" role="img" aria-labelledby="day-title day-desc">'
        f'<title id="day-title">{escape(title)}</title><desc id="day-desc">{escape(about)}</desc>'
        f"{_patterns()}{''.join(parts)}</svg>"
    )


def kind_of(load: Load) -> str:
    """Whether an activity keeps the psoas short, long, or neither.

    Parameters
    ----------
    load : Load

    Returns
    -------
    {"short", "long", "between"}
        Between, too, where the band of its share leaves it open.
    """
    if load.short.low >= tables.entry("day_picture.kept.value"):
        return "short"
    return "long" if load.long.low >= tables.entry("day_picture.kept.value") else "between"


def _part(name: str, spent: float, place: tuple[float, float], kind: str, language: str) -> str:
    said = f"{tables.say(f'activities.{name}', language)}, {number(spent, 1, language)} h"
    return _block(place, kind, said, f"{number(spent, 1, language)} h")


def _block(place: tuple[float, float], kind: str, said: str, letters: str = "") -> str:
    at, wide = place
    inner = max(wide - 1.5, 0.5)
    shape = f'x="{at:.1f}" y="{TOP:g}" width="{inner:.1f}" height="{BAR:g}" rx="5"'
    drawn = f'<rect class="day__{kind}" {shape}><title>{escape(said)}</title></rect>'
    if kind == "short":
        drawn += f'<rect {shape} fill="url(#day-short)" pointer-events="none"/>'
    if letters and wide > _FITS:
        x, y = at + wide / 2, TOP + BAR / 2 + 6
        drawn += f'<text class="day__text" x="{x:.1f}" y="{y:g}">{escape(letters)}</text>'
    return drawn


def _patterns() -> str:
    return (
        '<defs><pattern id="day-short" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="day__stripe" width="2" height="7"/>'
        "</pattern></defs>"
    )


def _described(told: list[tuple[str, float]], loads: Mapping[str, Load], language: str) -> str:
    rows = [
        f"{tables.say(f'activities.{name}', language)} {number(spent, 1, language)} h "
        f"({_word(kind_of(loads[name]), language)})"
        for name, spent in told
    ]
    return "; ".join(rows)


def _word(key: str, language: str) -> str:
    return tables.say(f"day_picture.{key}", language)
