"""What is beside the figure of an exercise: sofa, pillow, ball, long band, the breath."""

from collections.abc import Mapping
from typing import Any

from psoascope.report.setup_body import EDGE, MEASURED, MOVED, PAPER, QUIET, Sheet, lowest
from psoascope.report.setup_marks import arrow
from psoascope.report.setup_pose import Point, Pose, along


def behind(picture: Mapping[str, Any], figure: Pose, sheet: Sheet) -> str:
    """What stands behind the figure: a sofa, or what is under one who lies on the side.

    Parameters
    ----------
    picture : mapping
        `gear` is read.
    figure : Pose
    sheet : Sheet

    Returns
    -------
    str
        SVG elements; "" where there is nothing.
    """
    at, floor = figure.points, lowest(figure)
    if picture.get("gear") == "sofa":
        x = min(at["ankle_right"][0], at["toes_right"][0]) - 0.02
        return _block(sheet, (x - 0.2, floor), (x, floor + 0.34), 0.03, 0.4)
    if picture.get("gear") == "pillow":
        x, y = at["head"]
        head = _block(sheet, (x - 0.1, y - 0.13), (x + 0.1, y + 0.14), 0.05, 0.4)
        lying = [point for name, point in at.items() if not name.startswith(("hand", "elbow"))]
        low = (min(one[0] for one in lying) - 0.13, min(one[1] for one in lying) - 0.12)
        high = (max(one[0] for one in lying) + 0.12, max(one[1] for one in at.values()) + 0.07)
        return _block(sheet, low, high, 0.04, 0.22) + head
    return ""


def in_front(picture: Mapping[str, Any], figure: Pose, sheet: Sheet) -> str:
    """What is held, kicked or felt: a pillow between the knees, a ball, a long band, the breath.

    Parameters
    ----------
    picture : mapping
        `gear` and `breath` are read.
    figure : Pose
    sheet : Sheet

    Returns
    -------
    str
        SVG elements; "" where there is nothing.
    """
    at, floor = figure.points, lowest(figure)
    drawn = ""
    if picture.get("gear") == "pillow":
        (x1, y1), (x2, y2) = at["knee_right"], at["knee_left"]
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        drawn += _block(sheet, (x - 0.07, y - 0.05), (x + 0.07, y + 0.05), 0.04, 0.9, MEASURED)
    if picture.get("gear") == "ball":
        ahead = at["toes_left"][0] + 0.07, floor + 0.064
        drawn += _ball(sheet, ahead, 0.064)
    if picture.get("gear") == "long_band":
        ankle = at["ankle_right"]
        post = (min(point[0] for point in at.values()) - 0.22, floor + 0.05)
        line = sheet.line([post, ankle])
        stand = sheet.line([(post[0], floor), (post[0], floor + 0.3)])
        drawn += _line(stand, QUIET, 6) + _line(line, MEASURED, 4) + _ball(sheet, post, 0.014)
    if picture.get("breath"):
        drawn += _breath(figure, sheet)
    return drawn


def _breath(figure: Pose, sheet: Sheet) -> str:
    """Arrows away from the lower ribs: they widen as the breath comes in."""
    trunk = 180.0 - figure.lean
    ribs = along(figure.points["hip"], trunk, 0.16)
    return "".join(
        arrow(sheet.spot(along(ribs, way, 0.1)), sheet.spot(along(ribs, way, 0.18)), MOVED, 3.0)
        for way in (trunk - 115.0, trunk - 65.0)
    )


def _block(
    sheet: Sheet, low: Point, high: Point, round_by: float, opacity: float, colour: str = EDGE
) -> str:
    """A rounded box between its lower left and upper right corners."""
    (x, bottom), (right, y) = sheet.spot(low), sheet.spot(high)
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{right - x:.1f}" height="{bottom - y:.1f}" '
        f'rx="{round_by * sheet.scale:.1f}" fill="{colour}" opacity="{opacity}"/>'
    )


def _ball(sheet: Sheet, centre: Point, radius: float) -> str:
    x, y = sheet.spot(centre)
    size = radius * sheet.scale
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{PAPER}" '
        f'stroke="{MEASURED}" stroke-width="3"/>'
    )


def _line(path: str, colour: str, width: float) -> str:
    return (
        f'<path d="{path}" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" '
        'stroke-linejoin="round"/>'
    )
