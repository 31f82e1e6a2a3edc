"""A day by the thigh as a picture: one strip a day (SVG), and the same in letters."""

from datetime import timedelta
from html import escape

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.motion.thigh_day import ThighDay, by_day
from psoascope.motion.thigh_labels import activity_names
from psoascope.report.numerals import number

# Of the picture, in its own units.
WIDTH, ROW, LEFT, RIGHT, TOP = 720, 26, 92, 12, 8
_HOURS = 24
_DAY = 86_400
_MARKS = 72  # letters a row: 20 minutes each


def day_strip_svg(day: ThighDay, language: str) -> str:
    """Strips of all days, midnight to midnight, with their legend.

    Parameters
    ----------
    day : ThighDay
    language : str

    Returns
    -------
    str
        A file of its own: one <svg> with <title> and <desc>, colours from data/sensor.toml.
    """
    days = by_day(day)
    below = TOP + len(days) * ROW
    height = below + 62
    title = tables.say("sensor.lines.strip", language)
    about = tables.say("sensor.lines.strip_text", language, minutes=_spoken(day, language))
    body = [
        *(_row(part, place, language) for place, part in enumerate(days)),
        *_axis(below, day.start is None),
        *_legend(day, below + 30, language),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="strip" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
        f"<desc>{escape(about)}</desc>{''.join(body)}</svg>\n"
    )


def day_strip_text(day: ThighDay) -> tuple[str, ...]:
    """The same in letters, 20 minutes each: what filled most of them.

    Parameters
    ----------
    day : ThighDay

    Returns
    -------
    tuple of str
        One row a day; letters as in [activity] of data/sensor.toml.
    """
    letters = [row["letter"] for row in tables.entry("sensor.activity").values()]
    rows = []
    for part in by_day(day):
        label = np.zeros(_DAY, dtype=np.int8)
        past = _past(part)
        label[past : past + len(part.label)] = part.label[: _DAY - past]
        cells = label.reshape(_MARKS, -1)
        counts = np.stack([(cells == code).sum(axis=1) for code in range(len(letters))])
        # A cell that is known at all shows what was done in it, however short.
        counts[0] = np.where(counts[1:].any(axis=0), 0, counts[0])
        rows.append("".join(letters[code] for code in counts.argmax(axis=0)))
    return tuple(rows)


def _past(part: ThighDay) -> int:
    """Seconds of the day before its first label."""
    if part.start is None:
        return 0
    return part.start.hour * 3600 + part.start.minute * 60 + part.start.second


def _place(second: float) -> float:
    return round(LEFT + second / _DAY * (WIDTH - LEFT - RIGHT), 2)


def _row(part: ThighDay, place: int, language: str) -> str:
    top = TOP + place * ROW
    past = _past(part)
    if part.start is None:
        name = tables.say("sensor.lines.day_of", language, number=place + 1)
    else:
        name = f"{part.start:%Y-%m-%d}"
    parts = [
        f'<text x="{LEFT - 8}" y="{top + 16}" text-anchor="end" fill="currentColor">'
        f"{escape(name)}</text>",
        f'<rect x="{LEFT}" y="{top}" width="{WIDTH - LEFT - RIGHT}" height="{ROW - 4}" '
        'fill="none" stroke="currentColor" stroke-opacity="0.25"/>',
    ]
    for code, start, stop in _spells(part.label):
        left, right = _place(past + start), _place(past + stop)
        parts.append(
            f'<rect x="{left}" y="{top}" width="{max(right - left, 0.1):.2f}" height="{ROW - 4}" '
            f'fill="{_colour(code)}"/>'
        )
    return "".join(parts)


def _spells(label: NDArray[np.int8]) -> list[tuple[int, int, int]]:
    """Activity, start and stop of each spell that is known, at the picture's own fineness.

    A strip is some 600 units wide: what is finer than half a unit is drawn by what fills most.
    """
    fine = 72
    padded = np.zeros(-(-len(label) // fine) * fine, dtype=np.int8)
    padded[: len(label)] = label
    cells = padded.reshape(-1, fine)
    counts = np.stack([(cells == code).sum(axis=1) for code in range(len(activity_names()))])
    shown = counts.argmax(axis=0)
    edges = np.flatnonzero(np.diff(shown)) + 1
    starts, stops = np.concatenate([[0], edges]), np.concatenate([edges, [len(shown)]])
    return [
        (int(shown[start]), int(start) * fine, min(int(stop) * fine, len(label)))
        for start, stop in zip(starts, stops, strict=True)
        if shown[start]
    ]


def _colour(code: int) -> str:
    colour: str = tables.entry(f"sensor.activity.{activity_names()[code]}.colour")
    return colour


def _axis(below: float, counted: bool) -> list[str]:
    marks = []
    for hour in range(0, _HOURS + 1, 4):
        place = _place(hour * 3600)
        name = f"{hour} h" if counted else f"{hour:02d}:00"
        anchor = "end" if hour == _HOURS else "middle"
        marks.append(
            f'<line x1="{place}" x2="{place}" y1="{TOP}" y2="{below}" stroke="currentColor" '
            f'stroke-opacity="0.2"/><text x="{place}" y="{below + 14}" text-anchor="{anchor}" '
            f'fill="currentColor">{name}</text>'
        )
    return marks


def _legend(day: ThighDay, top: float, language: str) -> list[str]:
    names = activity_names()
    codes = [int(code) for code in np.unique(day.label) if code]
    step = (WIDTH - 2 * RIGHT) / 5
    parts = []
    for place, code in enumerate(codes):
        left, row = RIGHT + place % 5 * step, top + place // 5 * 18
        said = tables.say(f"sensor.activity.{names[code]}", language)
        parts.append(
            f'<rect x="{left:.1f}" y="{row}" width="12" height="12" fill="{_colour(code)}"/>'
            f'<text x="{left + 17:.1f}" y="{row + 11}" fill="currentColor">{escape(said)}</text>'
        )
    return parts


def _spoken(day: ThighDay, language: str) -> str:
    said = [
        f"{tables.say(f'sensor.activity.{name}', language)} {number(found.value, 0, language)} min"
        for name, found in day.minutes.items()
        if found.value
    ]
    return ", ".join(said)


def clock(day: ThighDay, second: float) -> str:
    """Clock at a second of the day, or time from its start.

    Parameters
    ----------
    day : ThighDay
    second : float, s
        From the first label.

    Returns
    -------
    str
        Such as "2026-03-02 10:15", or "+1:05 h" where the file has no clock.
    """
    if day.start is None:
        return f"+{int(second // 3600)}:{int(second % 3600 // 60):02d} h"
    return f"{day.start + timedelta(seconds=second):%Y-%m-%d %H:%M}"
