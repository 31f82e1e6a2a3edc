"""The figure of a set-up picture and what it stands, lies or sits on, as SVG parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psoascope import tables
from psoascope.report.drawing import psoas_outline
from psoascope.report.setup_pose import Point, Pose

# Colours are those of tokens.css; the second value serves where that is not at hand.
MUSCLE, PAPER = "var(--muscle, #b02a4c)", "var(--surface, #fefefb)"
MEASURED, MOVED = "var(--accent, #0f7a70)", "var(--right, #b8590b)"
QUIET, EDGE = "var(--ink-soft, #6a7a75)", "var(--line, #c3cdc6)"
NEAR, FAR, BEFORE = 0.62, 0.3, 0.16  # opacity of QUIET: near limbs, far ones, the posture before
_THICK = {"knee": "thigh", "ankle": "shank", "heel": "foot", "toes": "foot"}


@dataclass(frozen=True)
class Sheet:
    """How body heights become places in the drawing.

    Parameters
    ----------
    scale : float
        Drawn units in a body height.
    origin : (x, y), drawn units
        Where (0, 0) lies; y down.
    """

    scale: float
    origin: Point

    def spot(self, point: Point) -> Point:
        """Place of a point in the drawing.

        Parameters
        ----------
        point : (x, y), body heights, y up

        Returns
        -------
        (x, y), drawn units, y down
        """
        return (
            round(self.origin[0] + point[0] * self.scale, 1),
            round(self.origin[1] - point[1] * self.scale, 1),
        )

    def line(self, points: Sequence[Point]) -> str:
        """The `d` of a path through points.

        Parameters
        ----------
        points : sequence of (x, y), body heights

        Returns
        -------
        str
        """
        return "M" + "L".join(f"{x} {y}" for x, y in map(self.spot, points))


def lowest(figure: Pose) -> float:
    """Height of the figure's lowest edge.

    Parameters
    ----------
    figure : Pose

    Returns
    -------
    float, body heights
        Above the figure's own origin; limbs are as thick as they are drawn.
    """
    edges = [point[1] - _half(name) for name, point in figure.points.items() if _half(name)]
    return min(edges)


def body(figure: Pose, sheet: Sheet) -> str:
    """The whole figure: far limbs behind, the near ones and the psoas in front.

    Parameters
    ----------
    figure : Pose
    sheet : Sheet

    Returns
    -------
    str
        SVG elements.
    """
    at = figure.points
    far = _arm(at, "left", sheet, QUIET) + _leg(at, "left", sheet, QUIET)
    near = _trunk(at, sheet, QUIET) + _leg(at, "right", sheet, QUIET)
    under = _trunk(at, sheet, PAPER) + _leg(at, "right", sheet, PAPER)
    hip, shoulder, knee = (sheet.spot(at[name]) for name in ("hip", "shoulder", "knee_right"))
    muscle = (
        f'<path class="setup__psoas" fill="{MUSCLE}" stroke="{PAPER}" stroke-width="1.2" '
        f'd="{psoas_outline(hip, shoulder, knee, 1)}"/>'
    )
    dots = "".join(_dot(sheet.spot(at[name])) for name in ("hip", "knee_right", "ankle_right"))
    arm = _faded(_arm(at, "right", sheet, QUIET), NEAR)
    under_arm = _arm(at, "right", sheet, PAPER, 3.0)
    return _faded(far, FAR) + under + _faded(near, NEAR) + muscle + dots + under_arm + arm


def ghost(figure: Pose, sheet: Sheet) -> str:
    """The posture before, drawn faintly and without the psoas.

    Parameters
    ----------
    figure : Pose
    sheet : Sheet

    Returns
    -------
    str
        One SVG group.
    """
    at = figure.points
    legs = "".join(_leg(at, side, sheet, QUIET) for side in ("left", "right"))
    return _faded(legs + _trunk(at, sheet, QUIET), BEFORE)


def support(picture: Mapping[str, Any], figure: Pose, sheet: Sheet, wide: Point) -> str:
    """Floor, table or chair under the figure.

    Parameters
    ----------
    picture : mapping
        Of a test in data/tests.toml; `support` and `gear` are read.
    figure : Pose
    sheet : Sheet
    wide : (x, x), body heights
        From where to where the floor runs.

    Returns
    -------
    str
        SVG elements.
    """
    floor = floor_height(picture, figure)
    parts = [_stroke(sheet.line([(wide[0], floor), (wide[1], floor)]), EDGE, 3)]
    hip = figure.points["hip"]
    top = hip[1] - _half("hip")
    if picture["support"] == "table":
        end, start = hip[0] + 0.05, figure.points["head"][0] - 0.12
        parts.append(_board(sheet, (start, top), (end, top), floor, 0.05))
    if picture["support"] == "chair":
        depth = tables.entry("setup_pictures.support.seat")
        back = hip[0] - 0.09
        parts.append(_board(sheet, (back, top), (back + depth, top), floor, 0.015))
        parts.append(_stroke(sheet.line([(back, top), (back - 0.03, top + 0.3)]), QUIET, 5))
    if picture.get("gear") == "desk":
        high = figure.points["elbow_right"][1] - 0.03
        start = hip[0] + 0.2
        parts.append(f'<g opacity="0.55">{_board(sheet, (start, high), (0.62, high), floor, 0.36)}')
        screen = [(0.5, high), (0.5, high + 0.08), (0.47, high + 0.06), (0.51, high + 0.3)]
        parts.append(_stroke(sheet.line(screen), QUIET, 4) + "</g>")
    return "".join(parts)


def floor_height(picture: Mapping[str, Any], figure: Pose) -> float:
    """Height of the floor: under a table, or else under the figure's lowest edge.

    Parameters
    ----------
    picture : mapping
    figure : Pose

    Returns
    -------
    float, body heights
    """
    if picture["support"] == "table":
        high: float = tables.entry("setup_pictures.support.table")
        return figure.points["hip"][1] - _half("hip") - high
    return lowest(figure)


def gear(picture: Mapping[str, Any], figure: Pose, sheet: Sheet) -> str:
    """What is worn or held in front of the figure: a loop band.

    Parameters
    ----------
    picture : mapping
    figure : Pose
    sheet : Sheet

    Returns
    -------
    str
        SVG elements; "" where the picture names none.
    """
    if picture.get("gear") != "band":
        return ""
    ends = [
        ((one[0] + two[0]) / 2, (one[1] + two[1]) / 2)
        for side in ("right", "left")
        for one, two in [(figure.points[f"toes_{side}"], figure.points[f"ankle_{side}"])]
    ]
    line = sheet.line(ends)
    return _stroke(line, MEASURED, 9) + _stroke(line, PAPER, 4)


def _half(name: str) -> float:
    """Half the thickness of the limb that ends in a point; 0 for arms, which bear nothing."""
    if name == "head":
        return float(tables.entry("setup_pictures.body.head"))
    part = {"hip": "trunk", "shoulder": "trunk"} | _THICK
    thick = part.get(name.split("_")[0])
    return float(tables.entry(f"setup_pictures.thickness.{thick}")) / 2 if thick else 0.0


def _trunk(at: Mapping[str, Point], sheet: Sheet, colour: str) -> str:
    wide = tables.entry("setup_pictures.thickness")
    neck = _stroke(sheet.line([at["shoulder"], at["head"]]), colour, wide["arm"] * sheet.scale)
    line = sheet.line([at["shoulder"], at["hip"]])
    x, y = sheet.spot(at["head"])
    radius = round(_half("head") * sheet.scale, 1)
    head = f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>'
    return neck + _stroke(line, colour, wide["trunk"] * sheet.scale) + head


def _leg(at: Mapping[str, Point], side: str, sheet: Sheet, colour: str) -> str:
    wide = tables.entry("setup_pictures.thickness")
    hip, knee, ankle, heel, toes = (
        at[name] for name in ("hip", *(f"{part}_{side}" for part in (*_THICK,)))
    )
    return (
        _stroke(sheet.line([ankle, heel, toes, ankle]), colour, wide["foot"] * sheet.scale, colour)
        + _stroke(sheet.line([knee, ankle]), colour, wide["shank"] * sheet.scale)
        + _stroke(sheet.line([hip, knee]), colour, wide["thigh"] * sheet.scale)
    )


def _arm(at: Mapping[str, Point], side: str, sheet: Sheet, colour: str, edge: float = 0.0) -> str:
    wide = tables.entry("setup_pictures.thickness.arm") * sheet.scale + edge
    line = sheet.line([at["shoulder"], at[f"elbow_{side}"], at[f"hand_{side}"]])
    return _stroke(line, colour, wide)


def _faded(parts: str, opacity: float) -> str:
    """Parts of one colour as one see-through shape: where they overlap they are no darker."""
    return f'<g opacity="{opacity}">{parts}</g>'


def _board(sheet: Sheet, start: Point, end: Point, floor: float, inset: float) -> str:
    """A table top or a seat with two legs."""
    thick = 0.012
    top = [(start[0], start[1] - thick), (end[0], end[1] - thick)]
    legs = "".join(
        _stroke(sheet.line([(x, start[1] - thick), (x, floor)]), QUIET, 4)
        for x in (start[0] + inset, end[0] - min(inset, 0.05))
    )
    return legs + _stroke(sheet.line(top), QUIET, 2 * thick * sheet.scale)


def _dot(spot: Point) -> str:
    return (
        f'<circle cx="{spot[0]}" cy="{spot[1]}" r="2.6" fill="{PAPER}" stroke="currentColor" '
        'stroke-width="1.6"/>'
    )


def _stroke(line: str, colour: str, width: float, fill: str = "none") -> str:
    return (
        f'<path d="{line}" fill="{fill}" stroke="{colour}" stroke-width="{width:.1f}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )
