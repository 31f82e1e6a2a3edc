"""What is drawn over the figure of a set-up picture: the measured angle, and arrows."""

import math
from collections.abc import Mapping
from typing import Any

from psoascope import tables
from psoascope.report.setup_body import MEASURED, MOVED, PAPER, Sheet
from psoascope.report.setup_pose import Point, Pose, along

_RADIUS = 0.17  # body heights: of the arc of a measured angle
_FULL, _SMALL = 180.0, 6.0


def measured_angle(test: Mapping[str, Any], figure: Pose, sheet: Sheet) -> str:
    """The angle that a test measures first: a wedge, and the line that it is measured from.

    Parameters
    ----------
    test : mapping
        Entry of data/tests.toml; its position and the signal of its first measure are read.
    figure : Pose
    sheet : Sheet

    Returns
    -------
    str
        SVG elements; "" for a test that is typed in. Where no angle comes first, but a time or a
        height, the angle of the test's other signal.
    """
    signal = _first_angle(test)
    if signal is None:
        return ""
    lying = test["position"] == "supine"
    hip, thigh, up = figure.points["hip"], figure.thigh["right"], _FULL - figure.lean
    level = 90.0 if lying else 0.0
    centre, start, end = {
        "thigh_lean": (hip, level, thigh),
        "hip_flexion": (hip, -figure.lean, thigh),
        "knee_flexion": (figure.points["knee_right"], thigh, figure.shank["right"]),
        "trunk_lean": (hip, 270.0 if lying else _FULL, up),
    }[signal]
    reach = sheet.line([centre, along(centre, start, 0.3)])
    dashed = (
        f'<path class="setup__from" d="{reach}" fill="none" stroke="{MEASURED}" '
        'stroke-width="2" stroke-dasharray="5 4" stroke-linecap="round"/>'
    )
    return dashed + (_wedge(centre, start, end, sheet) if abs(end - start) > _SMALL else "")


def movement(picture: Mapping[str, Any], figure: Pose, before: Pose | None, sheet: Sheet) -> str:
    """The arrow that shows what moves, and which way.

    Parameters
    ----------
    picture : mapping
        `arrow`: a joint of the near side that goes from the posture before to this one; forward:
        the whole figure goes ahead; up: the knee pulls up. `back`: the other way round.
        `arrow_shift`: how far beside the joint, (x, y) in body heights.
    figure : Pose
    before : Pose or None
        The posture before, in the same place.
    sheet : Sheet

    Returns
    -------
    str
        SVG elements; "" where the picture names no arrow.
    """
    way = picture.get("arrow")
    if way is None:
        return ""
    if way == "forward":
        x, y = figure.points["shoulder"]
        return arrow(sheet.spot((x + 0.17, y - 0.02)), sheet.spot((x + 0.4, y - 0.02)), MOVED)
    if way == "up":
        x, y = figure.points["knee_right"]
        return arrow(sheet.spot((x, y + 0.07)), sheet.spot((x, y + 0.25)), MOVED)
    if before is None:
        return ""
    name = way if way in figure.points else f"{way}_right"
    ends = [before.points[name], figure.points[name]]
    if picture.get("back"):
        ends.reverse()
    hip, shift = figure.points["hip"], picture.get("arrow_shift", (0.0, 0.0))
    ends = [(x + shift[0], y + shift[1]) for x, y in ends]
    still = math.dist(before.points["hip"], hip) < 1e-6
    if still:
        return _turning(hip, ends[0], ends[1], sheet)
    return arrow(sheet.spot(ends[0]), sheet.spot(ends[1]), MOVED)


def pull(test: Mapping[str, Any], figure: Pose, sheet: Sheet, floor: float, language: str) -> str:
    """Strap, scale and lever of a strength test.

    Parameters
    ----------
    test : mapping
        Entry of data/tests.toml; nothing is drawn unless its picture has the gear "scale".
    figure : Pose
    sheet : Sheet
    floor : float, body heights
    language : str

    Returns
    -------
    str
        SVG elements.
    """
    if test["picture"].get("gear") != "scale":
        return ""
    hip, thigh = figure.points["hip"], figure.thigh["right"]
    place = along(hip, thigh, 0.205)
    strap = sheet.line([along(place, thigh + 90, 0.052), along(place, thigh - 90, 0.052)])
    cord = sheet.line([along(place, thigh - 90, 0.05), (place[0], floor)])
    x, y = sheet.spot((place[0], (place[1] + floor) / 2))
    high = sheet.spot(along(hip, thigh + 90, 0.13)), sheet.spot(along(place, thigh + 90, 0.13))
    said = tables.say("setup_pictures.lever", language)
    named = tables.say("setup_pictures.scale", language)
    return (
        f'<path d="{strap}{cord}" fill="none" stroke="{MEASURED}" stroke-width="3.5"/>'
        f'<rect x="{x - 9}" y="{y - 15}" width="18" height="30" rx="4" fill="{MEASURED}"/>'
        f'<rect x="{x - 6}" y="{y - 11}" width="12" height="9" rx="1.5" '
        f'fill="{PAPER}"/>'
        + text((x + 17, y + 4), named, "start")
        + span(*high, MEASURED)
        + text(((high[0][0] + high[1][0]) / 2, high[0][1] - 8), said)
    )


def arrow(start: Point, end: Point, colour: str, width: float = 3.4) -> str:
    """A straight arrow.

    Parameters
    ----------
    start, end : (x, y), drawn units
    colour : str
    width : float

    Returns
    -------
    str
        SVG elements.
    """
    turn = math.atan2(end[1] - start[1], end[0] - start[0])
    body = f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"
    return _line(body, colour, width) + _tip(end, turn, colour, width)


def span(start: Point, end: Point, colour: str) -> str:
    """A thin line with a tip at both ends: a distance.

    Parameters
    ----------
    start, end : (x, y), drawn units
    colour : str

    Returns
    -------
    str
        SVG elements.
    """
    turn = math.atan2(end[1] - start[1], end[0] - start[0])
    body = f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"
    tips = _tip(end, turn, colour, 1.5) + _tip(start, turn + math.pi, colour, 1.5)
    return _line(body, colour, 1.5) + tips


def text(spot: Point, words: str, anchor: str = "middle", size: float = 13) -> str:
    """A word or two in the drawing.

    Parameters
    ----------
    spot : (x, y), drawn units
    words : str
        Without markup.
    anchor : {"start", "middle", "end"}
    size : float

    Returns
    -------
    str
        One SVG element.
    """
    return (
        f'<text x="{spot[0]:.1f}" y="{spot[1]:.1f}" font-size="{size:g}" '
        f'text-anchor="{anchor}" fill="currentColor" stroke="{PAPER}" stroke-width="3" '
        f'stroke-linejoin="round" paint-order="stroke">{words}</text>'
    )


def _first_angle(test: Mapping[str, Any]) -> str | None:
    rows = list(test["measure"].values())
    found = (row["signal"] for row in rows if not row.get("signal", "_height").endswith("_height"))
    return next(found, None)


def _wedge(centre: Point, start: float, end: float, sheet: Sheet) -> str:
    rim = _arc(centre, start, end, _RADIUS, sheet)
    x, y = sheet.spot(centre)
    return (
        f'<path class="setup__angle" d="{rim}L{x} {y}Z" fill="{MEASURED}" fill-opacity="0.2"/>'
        f'<path d="{rim}" fill="none" stroke="{MEASURED}" stroke-width="2.6"/>'
    )


def _arc(centre: Point, start: float, end: float, radius: float, sheet: Sheet) -> str:
    first, last = (sheet.spot(along(centre, angle, radius)) for angle in (start, end))
    large, sweep = int(abs(end - start) > _FULL), int(end < start)
    size = round(radius * sheet.scale, 1)
    return f"M{first[0]} {first[1]}A{size} {size} 0 {large} {sweep} {last[0]} {last[1]}"


def _turning(hip: Point, start: Point, end: Point, sheet: Sheet) -> str:
    """An arrow on a circle about the hip, a little outside the joint."""
    angles = [math.degrees(math.atan2(x - hip[0], hip[1] - y)) for x, y in (start, end)]
    angles[1] = angles[0] + (angles[1] - angles[0] + _FULL) % 360 - _FULL
    way = math.copysign(1.0, angles[1] - angles[0])
    inner = min(9.0, abs(angles[1] - angles[0]) / 4)
    first, last = angles[0] + way * inner, angles[1] - way * inner
    radius = max(math.dist(hip, start), math.dist(hip, end)) + 0.09
    rim = _arc(hip, first, last, radius, sheet)
    # + turns against the clock; the drawing's y runs down.
    turn = -math.radians(last - 90 + 90 * way - 4 * way)
    return _line(rim, MOVED, 3.4) + _tip(sheet.spot(along(hip, last, radius)), turn, MOVED, 3.4)


def _line(body: str, colour: str, width: float) -> str:
    return (
        f'<path d="{body}" fill="none" stroke="{PAPER}" stroke-width="{width + 3}" '
        'stroke-linecap="round"/>'
        f'<path d="{body}" fill="none" stroke="{colour}" stroke-width="{width}" '
        'stroke-linecap="round"/>'
    )


def _tip(spot: Point, turn: float, colour: str, width: float) -> str:
    size = 3.2 * width + 2
    ends = [
        (spot[0] - size * math.cos(turn + by), spot[1] - size * math.sin(turn + by))
        for by in (0.5, -0.5)
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (ends[0], spot, ends[1]))
    return (
        f'<polygon points="{points}" fill="{colour}" stroke="{colour}" stroke-width="{width / 2}" '
        'stroke-linejoin="round"/>'
    )
