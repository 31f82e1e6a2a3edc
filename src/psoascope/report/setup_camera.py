"""Where the camera stands in a set-up picture: seen from the front, and from above."""

from collections.abc import Mapping
from typing import Any

from psoascope import tables
from psoascope.report.numerals import number
from psoascope.report.setup_body import EDGE, MEASURED, NEAR, PAPER, QUIET, floor_height
from psoascope.report.setup_marks import arrow, span, text
from psoascope.report.setup_pose import Point, Pose

METRE = 42.0  # drawn units; a camera 5 m away still fits
PERSON = 1.72 * METRE
_LEFT = 58.0  # of the tripod
_ABOVE = 342.0  # middle of the view from above


def camera_panel(test: Mapping[str, Any], figure: Pose, floor: float, language: str) -> str:
    """Tripod, distance and height, and the same from above.

    Parameters
    ----------
    test : mapping
        Entry of data/tests.toml with a camera.
    figure : Pose
        The posture that is filmed.
    floor : float, drawn units
        Where the floor runs; the panel stands over it and has 30 units below.
    language : str

    Returns
    -------
    str
        SVG elements, 400 units wide.
    """
    place = test["camera"]
    middle = _LEFT + place["distance"] * METRE
    high = floor - place["height"] * METRE
    far = number(place["distance"], 1 if place["distance"] % 1 else 0, language)
    tall = number(place["height"], 1, language)
    metres = [tables.say("setup_pictures.metres", language, number=one) for one in (far, tall)]
    top = floor - PERSON - 6
    cone = f"M{_LEFT + 12} {high:.1f}L{middle:.1f} {top:.1f}V{floor:.1f}Z"
    ground = f'<path d="M14 {floor}H{middle + 36:.1f}" stroke="{EDGE}" stroke-width="3"/>'
    return (
        f'<path d="{cone}" fill="{MEASURED}" fill-opacity="0.1"/>{ground}'
        + _person(test, figure, middle, floor)
        + _tripod(_LEFT, high, floor)
        + span((_LEFT - 30, floor), (_LEFT - 30, high), QUIET)
        + text((_LEFT - 30, high - 8), metres[1])
        + span((_LEFT, floor + 13), (middle, floor + 13), QUIET)
        + text(((_LEFT + middle) / 2, floor + 28), metres[0])
        + _from_above(test["position"], floor, language)
    )


def _tripod(x: float, high: float, floor: float) -> str:
    """A phone on a tripod that looks to the right."""
    legs = f"M{x} {high + 8:.1f}L{x - 11} {floor}M{x} {high + 8:.1f}L{x + 11} {floor}"
    mast = f"M{x} {high:.1f}V{floor}"
    return (
        f'<path d="{legs}{mast}" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>'
        f'<rect x="{x - 9}" y="{high - 8:.1f}" width="16" height="16" rx="3" fill="currentColor"/>'
        f'<rect x="{x + 7}" y="{high - 4:.1f}" width="5" height="8" rx="1.5" fill="currentColor"/>'
    )


def _person(test: Mapping[str, Any], figure: Pose, x: float, floor: float) -> str:
    """The person from the front: who lies is seen from the feet."""
    base = floor_height(test["picture"], figure)

    def up(name: str) -> float:
        return float(floor - (figure.points[name][1] - base) * PERSON)

    hip, shoulder, head = up("hip"), up("shoulder"), up("head")
    props = _prop(test["picture"]["support"], x, hip, floor)
    opened = f'<g opacity="{NEAR}">'
    if test["position"] == "supine":
        lying = (
            f'<ellipse cx="{x:.1f}" cy="{hip - 1:.1f}" rx="13" ry="5.5" fill="{QUIET}"/>'
            f'<circle cx="{x:.1f}" cy="{hip - 4:.1f}" r="5" fill="{QUIET}"/>'
        )
        return f"{props}{opened}{lying}</g>"
    legs = "".join(
        f"M{x + side * 4:.1f} {hip:.1f}L{x + side * 5:.1f} {floor - 3:.1f}" for side in (-1, 1)
    )
    arms = "".join(
        f"M{x + side * 9:.1f} {shoulder:.1f}L{x + side * 11:.1f} {(hip + shoulder) / 2 + 12:.1f}"
        for side in (-1, 1)
    )
    upright = (
        f'<path d="{legs}" stroke="{QUIET}" stroke-width="6" stroke-linecap="round"/>'
        f'<path d="{arms}" stroke="{QUIET}" stroke-width="4" stroke-linecap="round"/>'
        f'<path d="M{x:.1f} {shoulder + 5:.1f}V{hip - 3:.1f}" stroke="{QUIET}" stroke-width="16" '
        f'stroke-linecap="round"/><circle cx="{x:.1f}" cy="{head:.1f}" r="5.2" fill="{QUIET}"/>'
    )
    return f"{props}{opened}{upright}</g>"


def _prop(support: str, x: float, hip: float, floor: float) -> str:
    if support not in ("table", "chair"):
        return ""
    wide, top = (17, hip + 5) if support == "table" else (13, hip + 6)
    legs = f"M{x - wide:.1f} {top:.1f}V{floor}M{x + wide:.1f} {top:.1f}V{floor}"
    board = f"M{x - wide - 2:.1f} {top:.1f}H{x + wide + 2:.1f}"
    return (
        f'<path d="{legs}" stroke="{QUIET}" stroke-width="2"/>'
        f'<path d="{board}" stroke="{QUIET}" stroke-width="4" stroke-linecap="round"/>'
    )


def _from_above(position: str, floor: float, language: str) -> str:
    """Person and camera from above: the line of sight is square to where the person faces."""
    x, y = _ABOVE, floor - 74
    low = floor - 4
    long = position == "supine"
    trunk = (
        f'<rect x="{x - 30}" y="{y - 8}" width="56" height="16" rx="8" fill="{QUIET}"/>'
        f'<circle cx="{x - 34}" cy="{y}" r="6.5" fill="{QUIET}"/>'
        if long
        else f'<ellipse cx="{x}" cy="{y}" rx="8" ry="17" fill="{QUIET}"/>'
        f'<circle cx="{x}" cy="{y}" r="7" fill="{QUIET}" stroke="{PAPER}"/>'
    )
    ahead = "" if long else arrow((x + 13, y), (x + 36, y), QUIET, 2)
    cone = f"M{x} {low - 12}L{x - 34} {y}H{x + 34}Z"
    square = f"M{x} {y + 30}H{x + 10}V{y + 20}" if not long else f"M{x} {y + 22}H{x + 10}V{y + 12}"
    sight = f"M{x} {low - 14}V{y + (12 if long else 20)}"
    phone: Point = (x, low - 4)
    return (
        f'<path d="{cone}" fill="{MEASURED}" fill-opacity="0.1"/>'
        f'<g opacity="{NEAR}">{trunk}</g>{ahead}'
        f'<path d="{sight}" stroke="{QUIET}" stroke-width="1.5" stroke-dasharray="4 3"/>'
        f'<path d="{square}" fill="none" stroke="{QUIET}" stroke-width="1.5"/>'
        f'<rect x="{phone[0] - 9}" y="{phone[1] - 6}" width="18" height="11" rx="3" '
        f'fill="currentColor"/><rect x="{phone[0] - 4}" y="{phone[1] - 11}" width="8" height="6" '
        'rx="1.5" fill="currentColor"/>'
        + text((x, floor + 28), tables.say("setup_pictures.above", language), size=12)
    )
