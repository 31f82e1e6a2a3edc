"""Curves of a document as still pictures (SVG): band, gaps, both legs, the standing line."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from psoascope import tables
from psoascope.report.chart import Chart, Line, Values, runs, ticks
from psoascope.report.numerals import number, written

# Of the picture, in its own units; report.css makes the letters larger on narrow screens.
WIDTH, HEIGHT = 640, 300
# The percent axis keeps its place where it is absent, so that the time axes of all curves agree.
LEFT, RIGHT, TOP, BOTTOM = 76, 84, 14, 40
MOST_POINTS = 1200


@dataclass(frozen=True)
class Scale:
    """From values to places in the picture.

    Parameters
    ----------
    low, high : float
        Values at both ends; low < high.
    start, stop : float
        Places of both ends.
    """

    low: float
    high: float
    start: float
    stop: float

    def place(self, value: float) -> float:
        """Where a value lies, rounded to a tenth."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.stop - self.start), 1)


def curve_svg(shown: Chart, language: str) -> str:
    """A chart as SVG; colours and line styles come from report.css by class.

    Parameters
    ----------
    shown : Chart
    language : str

    Returns
    -------
    str
        One <svg> with <title> and <desc>; "" where there is nothing to draw.
    """
    if not shown.lines or len(shown.time) < 2:
        return ""
    across = Scale(shown.time[0], shown.time[-1], LEFT, WIDTH - RIGHT)
    low, high = _reach(shown)
    up = Scale(low, high, HEIGHT - BOTTOM, TOP)
    body = [
        *(_band(line, shown.time, across, up) for line in shown.lines),
        *_grid(shown, across, up, language),
        *(_stroke(line, shown.time, across, up) for line in shown.lines),
    ]
    title = tables.say(f"report.{shown.name}", language)
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(_described(shown, language))}</desc>"
        f"{''.join(body)}</svg>"
    )


def _reach(shown: Chart) -> tuple[float, float]:
    every = [
        value
        for line in shown.lines
        for values in (line.value, line.low, line.high)
        for value in values
    ]
    found = [value for value in (*every, shown.standing) if value is not None]
    low, high = min(found), max(found)
    margin = max((high - low) * 0.06, 0.1)
    return low - margin, high + margin


def _grid(shown: Chart, across: Scale, up: Scale, language: str) -> list[str]:
    parts = []
    label = tables.entry(f"report.units.{shown.unit}.label")
    space = "" if label == "°" else " "
    for value, text in _texts(ticks(up.low, up.high), language):
        y = up.place(value)
        parts.append(f'<path class="plot__grid" d="M{across.start} {y}H{across.stop}"/>')
        parts.append(_text(across.start - 8, y, f"{text}{space}{label}", "end"))
    for value, text in _texts(ticks(across.low, across.high, 8), language):
        x = across.place(value)
        parts.append(_text(x, HEIGHT - 12, tables.say("report.seconds", language, time=text)))
    standing = shown.standing
    if standing is not None:
        y = up.place(standing)
        words = escape(tables.say("report.standing", language))
        parts.append(f'<path class="plot__standing" d="M{across.start} {y}H{across.stop}"/>')
        parts.append(f'<text class="plot__halo" x="{across.start + 6}" y="{y - 6}">{words}</text>')
        if standing:
            parts += _percents(standing, across, up, language)
    return parts


def _percents(standing: float, across: Scale, up: Scale, language: str) -> list[str]:
    low, high = ((edge / standing - 1) * 100 for edge in (up.low, up.high))
    signs = {True: "+", False: ""}
    return [
        _text(
            across.stop + 8,
            up.place(standing * (1 + value / 100)),
            signs[value > 0] + tables.say("report.units.%", language, number=text),
            "start",
        )
        for value, text in _texts(ticks(low, high), language)
    ]


def _texts(values: list[float], language: str) -> list[tuple[float, str]]:
    step = values[1] - values[0] if len(values) > 1 else 1.0
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return [(value, number(value, digits, language)) for value in values]


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return (
        f'<text class="plot__tick" x="{x:g}" y="{y:g}" dy=".32em" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def _classes(part: str, line: Line) -> str:
    return f"plot__{part} is-{line.side} {'is-near' if line.near else 'is-far'}"


def _kept(first: int, end: int, count: int) -> list[int]:
    step = max(1, math.ceil(count / MOST_POINTS))
    places = list(range(first, end, step))
    return places if places[-1] == end - 1 else [*places, end - 1]


def _band(line: Line, time: Sequence[float], across: Scale, up: Scale) -> str:
    outlines = []
    for first, end in runs(line.low):
        kept = _kept(first, end, len(time))
        there = _points(kept, line.high, time, (across, up))
        back = _points(kept[::-1], line.low, time, (across, up))
        outlines.append(f"M{'L'.join(there + back)}Z")
    return f'<path class="{_classes("band", line)}" d="{"".join(outlines)}"/>'


def _stroke(line: Line, time: Sequence[float], across: Scale, up: Scale) -> str:
    strokes = []
    for first, end in runs(line.value):
        points = _points(_kept(first, end, len(time)), line.value, time, (across, up))
        strokes.append(f"M{'L'.join(points)}" + ("h0" if len(points) == 1 else ""))
    return f'<path class="{_classes("line", line)}" d="{"".join(strokes)}"/>'


def _points(
    places: list[int], values: Values, time: Sequence[float], scales: tuple[Scale, Scale]
) -> list[str]:
    across, up = scales
    pairs = ((time[place], values[place]) for place in places)
    return [f"{across.place(at)} {up.place(value)}" for at, value in pairs if value is not None]


def _described(shown: Chart, language: str) -> str:
    lines = []
    for line in shown.lines:
        found = [value for value in line.value if value is not None]
        lines.append(
            tables.say(
                "report.curve_line",
                language,
                side=tables.say(f"report.leg_{line.side}", language),
                low=written(min(found), shown.unit, language),
                high=written(max(found), shown.unit, language),
                missing=len(line.value) - len(found),
                all=len(line.value),
            )
        )
    start, end = (number(shown.time[place], 1, language) for place in (0, -1))
    return tables.say("report.curve_text", language, start=start, end=end, lines=" ".join(lines))
