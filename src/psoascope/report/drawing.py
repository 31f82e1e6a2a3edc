"""The walker from the side (SVG): limbs, head, and the course of the psoas on the near side."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from psoascope import tables
from psoascope.report.numerals import number

Point = tuple[float, float]
Points = Mapping[str, Sequence[float] | None]

# Drawn units: a trunk (hip to shoulder) is this long.
TRUNK = 100.0
MARGIN = 14.0
OTHER = {"left": "right", "right": "left"}
TOES = ("foot_index", "big_toe", "toe")
FOOT = ("heel", *TOES)


@dataclass(frozen=True)
class Stage:
    """How points become places in the picture; one for all instants, so that sizes compare.

    Parameters
    ----------
    scale : float
        Drawn units per unit of the points.
    ground : float
        Height of the lowest point, in the points' unit.
    half_width, height : float
        Of the picture, in drawn units.
    facing : {-1, 1}
        1 if the person walks to the right.
    """

    scale: float
    ground: float
    half_width: float
    height: float
    facing: int


def stage(figures: Sequence[Points], side: str) -> Stage | None:
    """One common stage for several instants.

    Parameters
    ----------
    figures : sequence of mapping
        Points by name: (x, y), x to the right, y up; None where missing.
    side : {"left", "right"}
        The near side.

    Returns
    -------
    Stage or None
        None where no figure has a hip and a shoulder of that side.
    """
    trunks = [
        math.dist(shoulder, hip)
        for points in figures
        if (hip := place(points, f"{side}_hip")) and (shoulder := place(points, f"{side}_shoulder"))
    ]
    if not trunks or max(trunks) == 0:
        return None
    scale = TRUNK / sorted(trunks)[len(trunks) // 2]
    ground = min(spot[1] for points in figures for spot in _all(points))
    top = max(spot[1] for points in figures for spot in _all(points))
    reach = max(
        abs(spot[0] - centre[0])
        for points in figures
        if (centre := place(points, f"{side}_hip"))
        for spot in _all(points)
    )
    height = (top - ground) * scale + 2 * MARGIN + 10
    return Stage(scale, ground, reach * scale + MARGIN + 6, height, facing(figures, side))


def facing(figures: Sequence[Points], side: str) -> int:
    """Which way the person looks.

    Parameters
    ----------
    figures : sequence of mapping
    side : {"left", "right"}

    Returns
    -------
    {-1, 1}
        1 to the right: by the feet, or else by nose and ear; 1 where neither is seen.

    Examples
    --------
    >>> facing([{"left_heel": (0.5, 0.0), "left_foot_index": (0.4, 0.0)}], "left")
    -1
    """
    pairs = [(f"{leg}_heel", f"{leg}_{toe}") for leg in (side, OTHER[side]) for toe in TOES]
    for back, front in [*pairs, (f"{side}_ear", "nose")]:
        ways = [
            ahead[0] - behind[0]
            for points in figures
            if (behind := place(points, back)) and (ahead := place(points, front))
        ]
        if sum(ways) != 0:
            return 1 if sum(ways) > 0 else -1
    return 1


def place(points: Points, name: str) -> Point | None:
    """One point by name.

    Parameters
    ----------
    points : mapping
    name : str

    Returns
    -------
    (x, y) or None
        None where absent or missing.
    """
    spot = points.get(name)
    if spot is None or any(part is None or not math.isfinite(part) for part in spot):
        return None
    return float(spot[0]), float(spot[1])


def psoas_outline(hip: Point, shoulder: Point, knee: Point, facing: int) -> str:
    """Outline of the psoas sketch, as the `d` of an SVG path.

    Parameters
    ----------
    hip, shoulder, knee : (x, y)
        Of the near side, in drawn units; y down.
    facing : {-1, 1}
        1 if the person looks to the right.

    Returns
    -------
    str
        From the lumbar spine, in front of the hip, to the upper thigh and back.

    References
    ----------
    A sketch: its shares are in data/report.toml, [sketch].

    Examples
    --------
    >>> psoas_outline((0, 0), (0, -100), (0, 90), 1)
    'M-6.0 -42.0Q31.0 -9.2 0.0 24.3Q11.0 -21.1 -6.0 -18.0Z'
    """
    share = {name: entry["value"] for name, entry in tables.table("report")["sketch"].items()}
    trunk = (shoulder[0] - hip[0], shoulder[1] - hip[1])
    front = (-trunk[1] * facing, trunk[0] * facing)

    def spot(up: float, ahead: float) -> Point:
        return (
            hip[0] + up * trunk[0] + ahead * front[0],
            hip[1] + up * trunk[1] + ahead * front[1],
        )

    high = spot(share["origin_high"], -share["spine_back"])
    low = spot(share["origin_low"], -share["spine_back"])
    down = share["insertion_down"]
    end = (hip[0] + down * (knee[0] - hip[0]), hip[1] + down * (knee[1] - hip[1]))
    outer = _bend(high, spot(share["brim_up"], share["brim_forward"] + share["width"]), end)
    inner = _bend(end, spot(share["brim_up"], share["brim_forward"] - share["width"]), low)
    return f"M{_pair(high)}Q{_pair(outer)} {_pair(end)}Q{_pair(inner)} {_pair(low)}Z"


def figure_svg(figure: Mapping[str, Any], side: str, shown: Stage, language: str) -> str:
    """One instant of the walk as SVG; colours come from report.css by class.

    Parameters
    ----------
    figure : mapping
        time_s and points, as in report.json.
    side : {"left", "right"}
        The near side.
    shown : Stage
    language : str

    Returns
    -------
    str
        One <svg> with <title> and <desc>; "" where the hip is missing.
    """
    hip = place(figure["points"], f"{side}_hip")
    if hip is None:
        return ""
    points = {
        name: (
            round((spot[0] - hip[0]) * shown.scale, 1),
            round(-(spot[1] - shown.ground) * shown.scale, 1),
        )
        for name in figure["points"]
        if (spot := place(figure["points"], name))
    }
    seconds = number(figure["time_s"], 2, language)
    time = tables.say("report.seconds", language, time=seconds)
    title = tables.say("report.drawing_at", language, time=time)
    near = tables.say(f"words.{side}", language)
    about = tables.say("report.drawing_text", language, side=near)
    wide, high = round(shown.half_width, 1), round(shown.height, 1)
    box = f"{-wide} {round(MARGIN - high, 1)} {2 * wide} {high}"
    return (
        f'<svg class="body" viewBox="{box}" role="img"><title>{escape(title)}</title>'
        f"<desc>{escape(about)}</desc>{_ground(wide)}{_limbs(points, side, shown.facing)}</svg>"
    )


def _limbs(points: Mapping[str, Point], side: str, facing: int) -> str:
    far = OTHER[side]
    parts = [
        *_leg(points, far, "is-far"),
        _path(points, [f"{side}_ear", f"{side}_shoulder"], "body__neck"),
        _path(points, [f"{side}_shoulder", f"{side}_hip"], "body__trunk"),
        *_leg(points, side, "is-near"),
        _head(points, side),
    ]
    hip, shoulder, knee = (points.get(f"{side}_{name}") for name in ("hip", "shoulder", "knee"))
    if hip and shoulder and knee:
        outline = psoas_outline(hip, shoulder, knee, facing)
        parts.append(f'<path class="body__psoas" d="{outline}"/>')
    joints = (points.get(f"{side}_{name}") for name in ("hip", "knee", "ankle"))
    parts += [
        f'<circle class="body__joint" cx="{spot[0]}" cy="{spot[1]}" r="3"/>'
        for spot in joints
        if spot
    ]
    return "".join(parts)


def _leg(points: Mapping[str, Point], side: str, kind: str) -> list[str]:
    toe = next((name for name in TOES if f"{side}_{name}" in points), TOES[0])
    chains = {
        "thigh": ("hip", "knee"),
        "shank": ("knee", "ankle"),
        "foot": ("ankle", "heel", toe, "ankle"),
    }
    return [
        _path(points, [f"{side}_{name}" for name in chain], f"body__{part} {kind} is-{side}")
        for part, chain in chains.items()
    ]


def _head(points: Mapping[str, Point], side: str) -> str:
    spot = points.get(f"{side}_ear") or points.get("nose")
    if spot is None:
        return ""
    return f'<circle class="body__head" cx="{spot[0]}" cy="{spot[1]}" r="15"/>'


def _path(points: Mapping[str, Point], names: Sequence[str], kind: str) -> str:
    seen = [points[name] for name in names if name in points]
    if len(seen) < 2:
        return ""
    return f'<path class="{kind}" d="M{"L".join(_pair(spot) for spot in seen)}"/>'


def _ground(wide: float) -> str:
    return f'<path class="body__ground" d="M{-wide} 5H{wide}"/>'


def _bend(start: Point, through: Point, end: Point) -> Point:
    return (
        2 * through[0] - (start[0] + end[0]) / 2,
        2 * through[1] - (start[1] + end[1]) / 2,
    )


def _pair(spot: Point) -> str:
    return f"{spot[0] + 0.0:.1f} {spot[1] + 0.0:.1f}"


def _all(points: Points) -> list[Point]:
    return [spot for name in points if (spot := place(points, name))]
