"""The figure of an exercise or a habit (SVG): the posture from the side, and what moves."""

from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any

from psoascope import tables
from psoascope.errors import RangeError
from psoascope.report.exercise_gear import behind, in_front
from psoascope.report.setup_body import Sheet, body, floor_height, gear, ghost, support
from psoascope.report.setup_marks import movement
from psoascope.report.setup_pose import Point, Pose, pose

WIDE = 400.0
SCALE = 212.0  # drawn units in a body height
_PAD, _EDGE = 22.0, 16.0


def has_figure(key: str) -> bool:
    """Whether an entry has a picture.

    Parameters
    ----------
    key : str
        ``exercises.psoas_stretch`` or ``advice.side_sleep``.

    Returns
    -------
    bool

    Examples
    --------
    >>> has_figure("exercises.bridge"), has_figure("advice.heat")
    (True, False)
    """
    return "picture" in _entry(key)


@cache
def exercise_figure(key: str, language: str = "en") -> str:
    """The posture of an exercise or habit, the one before it drawn faintly, and an arrow.

    Colours are those of report/templates/tokens.css, so it suits a light page and a dark one.

    Parameters
    ----------
    key : str
        ``exercises.psoas_stretch`` or ``advice.side_sleep``.
    language : str

    Returns
    -------
    str
        One <svg> with <title> and <desc>; ids carry the key, so a page may show several. "" where
        the entry has no picture.

    Raises
    ------
    RangeError
        There is no such entry.

    References
    ----------
    Proportions: winter2009, in data/setup_pictures.toml. The psoas is a sketch.

    Examples
    --------
    >>> exercise_figure("exercises.bridge", "de").startswith("<svg")
    True
    """
    row = _entry(key)
    if "picture" not in row:
        return ""
    picture = picture_of(row)
    figure, before = _figures(picture)
    sheet, high = _sheet(picture, figure, before)
    wide: Point = (
        (_EDGE - sheet.origin[0]) / sheet.scale,
        (WIDE - _EDGE - sheet.origin[0]) / sheet.scale,
    )
    ground = "" if picture["support"] == "none" else support(picture, figure, sheet, wide)
    drawn = (
        ground
        + behind(picture, figure, sheet)
        + (ghost(before, sheet) if before else "")
        + body(figure, sheet)
        + gear(picture, figure, sheet)
        + in_front(picture, figure, sheet)
        + movement(picture, figure, before, sheet)
    )
    title, about = (escape(words) for words in _words(key, row, language))
    name = f"figure-{key.replace('.', '-').replace('_', '-')}"
    return (
        f'<svg class="setup exercise" viewBox="0 0 {WIDE:g} {high:.0f}" role="img" fill="none" '
        f'font-family="inherit" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{title}</title><desc id="{name}-desc">{about}</desc>'
        f"{drawn}</svg>"
    )


def picture_of(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The posture of an entry; where it says `like`, that of a guided test.

    Parameters
    ----------
    row : mapping
        Entry of data/exercises.toml or data/advice.toml with a picture.

    Returns
    -------
    mapping
        As `picture` in data/tests.toml.
    """
    picture: Mapping[str, Any] = row["picture"]
    if "like" in picture:
        picture = tables.entry(f"tests.{picture['like']}.picture")
    return picture


def _entry(key: str) -> Mapping[str, Any]:
    name, _, part = key.partition(".")
    if name not in ("exercises", "advice") or part not in tables.table(name):
        raise tables.error(RangeError, "no_such_figure", value=key)
    row: Mapping[str, Any] = tables.entry(key)
    return row


def _words(key: str, row: Mapping[str, Any], language: str) -> tuple[str, str]:
    """Title and description: the name, and the cues in one line."""
    short = language.split("-")[0]
    lines = [one["say"] for one in row.get("cues", row.get("how", ()))]
    about = " ".join(words.get(short, words["en"]) for words in lines)
    return tables.say(key, language), about


def _figures(picture: Mapping[str, Any]) -> tuple[Pose, Pose | None]:
    """The posture, and the one before it in the same place."""
    figure = pose(picture)
    if "start" not in picture:
        return figure, None
    before = pose({**picture, **picture["start"]})
    anchor = picture.get("anchor", "hip")
    return figure, before.shifted(anchor, figure.points[anchor])


def _sheet(picture: Mapping[str, Any], figure: Pose, before: Pose | None) -> tuple[Sheet, float]:
    """Where the figure stands, and how high the picture is, in drawn units."""
    floor = floor_height(picture, figure)
    spots = [*figure.points.values(), *(before.points.values() if before else ())]
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    if picture.get("arrow") == "forward":
        right += 0.3
    top = max(y for _, y in spots) + 0.1
    high = (top - floor) * SCALE + 2 * _PAD
    origin = (WIDE / 2 - (left + right) / 2 * SCALE, high - _PAD + floor * SCALE)
    return Sheet(SCALE, origin), high
