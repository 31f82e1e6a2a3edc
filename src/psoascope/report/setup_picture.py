"""The set-up picture of a guided test (SVG): the posture, and where the camera stands."""

from collections.abc import Mapping
from html import escape
from typing import Any

from psoascope import tables
from psoascope.motion.trial import movement_test
from psoascope.report.numerals import number
from psoascope.report.setup_body import (
    EDGE,
    PAPER,
    Sheet,
    body,
    floor_height,
    gear,
    ghost,
    lowest,
    support,
)
from psoascope.report.setup_camera import camera_panel
from psoascope.report.setup_marks import measured_angle, movement, pull, text
from psoascope.report.setup_pose import Point, Pose, pose

WIDE = 400.0
SCALE = 212.0  # drawn units in a body height
_FRAME, _PAD, _CAPTION = 8.0, 26.0, 26.0
_PANEL = 146.0  # height of the camera's panel
_POSTURE = ("hip_right", "hip_left", "knee_right", "knee_left", "trunk_lean")


def setup_picture(name: str, language: str) -> str:
    """How a guided test is set up: the posture from the side, the camera's distance and height.

    Colours are those of report/templates/tokens.css, so it suits a light page and a dark one.

    Parameters
    ----------
    name : str
        Entry of data/tests.toml.
    language : str

    Returns
    -------
    str
        One <svg> with <title> and <desc>; ids carry the test's name, so a page may show several.

    Raises
    ------
    RangeError
        There is no such test.

    References
    ----------
    Proportions: winter2009, in data/setup_pictures.toml. The psoas is a sketch.

    Examples
    --------
    >>> setup_picture("walking", "de").startswith("<svg")
    True
    """
    test = movement_test(name)
    figure, before = _figures(test["picture"])
    sheet, high = _sheet(test["picture"], figure, before)
    filmed = "camera" in test
    shown = _posture(test, figure, before, sheet, language)
    tall = _CAPTION + high + _FRAME
    parts = [_caption("seen" if filmed else "position", 0.0, language), _frame(high, filmed), shown]
    if filmed:
        parts.append(_caption("stands", tall + 4, language))
        parts.append(camera_panel(test, figure, tall + _PANEL - 34, language))
        tall += _PANEL
    title, about = (escape(words) for words in _words(test, name, language))
    key = f"setup-{name.replace('_', '-')}"
    return (
        f'<svg class="setup" viewBox="0 0 {WIDE:g} {tall:.0f}" role="img" fill="none" '
        'font-family="inherit" '
        f'aria-labelledby="{key}-title {key}-desc"><title id="{key}-title">{title}</title>'
        f'<desc id="{key}-desc">{about}</desc>{"".join(parts)}</svg>'
    )


def _words(test: Mapping[str, Any], name: str, language: str) -> tuple[str, str]:
    """Title and description."""
    said = tables.say(f"tests.{name}", language)
    short = language.split("-")[0]
    steps = " ".join(step["say"].get(short, step["say"]["en"]) for step in test["steps"])
    if "camera" not in test:
        return (
            tables.say("setup_pictures.titled_typed", language, test=said),
            tables.say("setup_pictures.described_typed", language, steps=steps),
        )
    far, tall = (number(test["camera"][key], 1, language) for key in ("distance", "height"))
    about = tables.say("setup_pictures.described", language, steps=steps, distance=far, height=tall)
    return tables.say("setup_pictures.titled", language, test=said), about


def _figures(picture: Mapping[str, Any]) -> tuple[Pose, Pose | None]:
    """The measured posture, and the one before it in the same place."""
    figure = pose(picture)
    if "start" not in picture:
        return figure, None
    before = pose({**picture, **picture["start"]})
    anchor = picture.get("anchor", "hip")
    return figure, before.shifted(anchor, figure.points[anchor])


def _sheet(picture: Mapping[str, Any], figure: Pose, before: Pose | None) -> tuple[Sheet, float]:
    """Where the figure stands in its frame, and how high the frame is, in drawn units."""
    floor = floor_height(picture, figure)
    spots = [*figure.points.values(), *(before.points.values() if before else ())]
    left, right = min(x for x, _ in spots) - 0.07, max(x for x, _ in spots) + 0.07
    if picture.get("arrow") == "forward":
        right += 0.25
    top = max(y for _, y in spots) + 0.1
    high = (top - floor) * SCALE + 2 * _PAD
    origin = (WIDE / 2 - (left + right) / 2 * SCALE, _CAPTION + high - _PAD + floor * SCALE)
    return Sheet(SCALE, origin), high


def _posture(
    test: Mapping[str, Any], figure: Pose, before: Pose | None, sheet: Sheet, language: str
) -> str:
    picture = test["picture"]
    edge = 24.0
    wide: Point = (
        (edge - sheet.origin[0]) / sheet.scale,
        (WIDE - edge - sheet.origin[0]) / sheet.scale,
    )
    return (
        support(picture, figure, sheet, wide)
        + (ghost(before, sheet) if before else "")
        + body(figure, sheet)
        + gear(picture, figure, sheet)
        + measured_angle(test, figure, sheet)
        + pull(test, figure, sheet, lowest(figure), language)
        + movement(picture, figure, before, sheet)
    )


def _caption(key: str, top: float, language: str) -> str:
    words = escape(tables.say(f"setup_pictures.{key}", language))
    return text((_FRAME, top + 16), words, "start", 14)


def _frame(high: float, filmed: bool) -> str:
    """The edge of what the camera sees, with the corners of a viewfinder."""
    left, right, top, low = _FRAME, WIDE - _FRAME, _CAPTION, _CAPTION + high
    frame = (
        f'<rect x="{left:g}" y="{top:g}" width="{right - left:g}" height="{high:.1f}" rx="10" '
        f'fill="{PAPER}" stroke="{EDGE}" stroke-width="1.5"/>'
    )
    if not filmed:
        return frame
    size, inset = 18.0, 9.0
    corners = "".join(
        f"M{x + side * size:g} {y:.1f}H{x:g}V{y + way * size:.1f}"
        for x, side in ((left + inset, 1), (right - inset, -1))
        for y, way in ((top + inset, 1), (low - inset, -1))
    )
    return frame + (
        f'<path d="{corners}" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" '
        'stroke-linejoin="round" opacity="0.7"/>'
    )
