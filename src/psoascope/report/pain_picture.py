"""Pain over the weeks as a picture (SVG): a stroke for each day, and the days of practice."""

import datetime
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from psoascope import tables
from psoascope.report.numerals import number

# Of the picture, in its own units.
WIDTH, HEIGHT = 420.0, 190.0
_LEFT, _RIGHT, _TOP, _FOOT = 26.0, 10.0, 10.0, 44.0
_TICK = 6.0


class DayOfPain(NamedTuple):
    """One day.

    date : datetime.date
    least, most : float, 0 to 10
        Of all that was noted; NaN where nothing was.
    done : bool
        Whether anything of the plan was done.
    """

    date: datetime.date
    least: float
    most: float
    done: bool


def pain_picture(days: Sequence[DayOfPain], language: str) -> str:
    """Pain from 0 to 10 by day, with a mark for each day of practice.

    Parameters
    ----------
    days : sequence of DayOfPain
        By date; at least one.
    language : str

    Returns
    -------
    str
        One <svg> with title and description; classes, no colours: pain__stroke, pain__dot,
        pain__done, pain__line, pain__text.
    """
    first, last = days[0].date, days[-1].date
    span = max((last - first).days, 1)

    def x_of(day: datetime.date) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * (day - first).days / span

    lines = "".join(_level(value) for value in (0, 5, 10))
    marks = "".join(_mark(one, x_of(one.date)) for one in days)
    title = escape(tables.say("progress_page.pain_title", language))
    about = escape("; ".join(_told(one, language) for one in days))
    ends = "".join(
        f'<text class="pain__text" x="{x_of(day):.1f}" y="{HEIGHT - 8:g}" '
        f'text-anchor="{anchor}">{escape(_date(day, language))}</text>'
        for day, anchor in ((first, "start"), (last, "end"))[: 1 if first == last else 2]
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pain-picture" '
        f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-labelledby="pain-title pain-desc">'
        f'<title id="pain-title">{title}</title><desc id="pain-desc">{about}</desc>'
        f"{lines}{marks}{ends}</svg>"
    )


def _height(pain: float) -> float:
    return HEIGHT - _FOOT - (HEIGHT - _FOOT - _TOP) * pain / 10


def _level(value: int) -> str:
    y = _height(value)
    return (
        f'<path class="pain__line" d="M{_LEFT:g} {y:.1f}H{WIDTH - _RIGHT:g}"/>'
        f'<text class="pain__text" x="{_LEFT - 6:g}" y="{y + 4:.1f}" text-anchor="end">'
        f"{value}</text>"
    )


def _mark(one: DayOfPain, x: float) -> str:
    drawn = ""
    if one.most == one.most:  # not NaN
        low, high = _height(one.least), _height(one.most)
        drawn = (
            f'<path class="pain__stroke" d="M{x:.1f} {low:.1f}V{high:.1f}"/>'
            f'<circle class="pain__dot" cx="{x:.1f}" cy="{high:.1f}" r="4"/>'
        )
    if one.done:
        y = _height(0) + 10
        drawn += f'<path class="pain__done" d="M{x:.1f} {y:.1f}v{_TICK:g}"/>'
    return drawn


def _told(one: DayOfPain, language: str) -> str:
    pain = number(one.most, 0, language) if one.most == one.most else "–"
    key = "told_done" if one.done else "told"
    return tables.say(f"progress_page.{key}", language, date=_date(one.date, language), pain=pain)


def _date(day: datetime.date, language: str) -> str:
    return tables.say("plan_page.date", language, at=day)
