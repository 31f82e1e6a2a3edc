"""Where the joints of the figure in a set-up picture lie, from the angles of its posture."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psoascope import tables

Point = tuple[float, float]

SIDES = ("right", "left")
_REST = (0.0, 12.0)  # deg: an arm that hangs loosely
_FOOT = 75.0  # deg between shank and foot where the table says nothing


@dataclass(frozen=True)
class Pose:
    """A figure seen from its right side, looking to the right.

    Parameters
    ----------
    points : dict of str to (x, y)
        Body heights from the right hip; x forward, y up: hip, shoulder, head, and for each side
        knee, ankle, heel, toes, elbow, hand.
    lean : float, deg
        Of the trunk: 0 upright, + forward.
    thigh, shank : dict of str to float, deg
        By side, from straight down, + forward.
    """

    points: Mapping[str, Point]
    lean: float
    thigh: Mapping[str, float]
    shank: Mapping[str, float]

    def shifted(self, name: str, to: Point) -> "Pose":
        """The same figure with one of its points elsewhere.

        Parameters
        ----------
        name : str
        to : (x, y), body heights

        Returns
        -------
        Pose
        """
        here = self.points[name]
        by = (to[0] - here[0], to[1] - here[1])
        moved = {key: (x + by[0], y + by[1]) for key, (x, y) in self.points.items()}
        return Pose(moved, self.lean, self.thigh, self.shank)


def pose(picture: Mapping[str, Any]) -> Pose:
    """The figure of a posture.

    Parameters
    ----------
    picture : mapping
        Of a test in data/tests.toml: hip_right, hip_left (trunk-thigh angle), knee_right,
        knee_left, trunk_lean, deg; and where given head (against the trunk, + forward), arms and
        arms_far ([shoulder, elbow], + forward), foot_right and foot_left (from straight down, 90
        flat) and held (the side whose shin the hands hold).

    Returns
    -------
    Pose

    References
    ----------
    Lengths: winter2009, in data/setup_pictures.toml.

    Examples
    --------
    >>> standing = dict.fromkeys(("hip_right", "hip_left", "knee_right", "knee_left"), 0.0)
    >>> figure = pose(standing | {"trunk_lean": 0.0})
    >>> figure.points["knee_left"], figure.points["shoulder"]
    ((0.0, -0.245), (0.0, 0.288))
    """
    size = tables.entry("setup_pictures.body")
    lean = float(picture["trunk_lean"])
    points = {"hip": (0.0, 0.0), "shoulder": along((0.0, 0.0), 180.0 - lean, size["trunk"])}
    bent = lean + picture.get("head", 0.0)
    points["head"] = along(points["shoulder"], 180.0 - bent, size["neck"])
    thigh = {side: picture[f"hip_{side}"] - lean for side in SIDES}
    shank = {side: thigh[side] - picture[f"knee_{side}"] for side in SIDES}
    for side in SIDES:
        knee = along(points["hip"], thigh[side], size["thigh"])
        ankle = along(knee, shank[side], size["shank"])
        foot = picture.get(f"foot_{side}", shank[side] + _FOOT)
        points |= {f"knee_{side}": knee, f"ankle_{side}": ankle} | _foot(ankle, foot, side, size)
    return Pose(points | _arms(picture, points, shank, lean), lean, thigh, shank)


def along(start: Point, angle: float, length: float) -> Point:
    """A point at some distance in some direction.

    Parameters
    ----------
    start : (x, y)
    angle : float, deg
        From straight down, + forward.
    length : float

    Returns
    -------
    (x, y)
        Unit of `start`.

    Examples
    --------
    >>> along((1.0, 1.0), 90.0, 2.0)
    (3.0, 1.0)
    """
    turn = math.radians(angle)
    x, y = start[0] + length * math.sin(turn), start[1] - length * math.cos(turn)
    return round(x, 6) + 0.0, round(y, 6) + 0.0


def _foot(ankle: Point, angle: float, side: str, size: Mapping[str, float]) -> dict[str, Point]:
    sole = along(ankle, angle - 90.0, size["heel"])
    heel = along(sole, angle + 180.0, size["heel"])
    return {f"heel_{side}": heel, f"toes_{side}": along(sole, angle, size["toes"])}


def _arms(
    picture: Mapping[str, Any], points: Mapping[str, Point], shank: Mapping[str, float], lean: float
) -> dict[str, Point]:
    size = tables.entry("setup_pictures.body")
    shoulder = points["shoulder"]
    found: dict[str, Point] = {}
    near = picture.get("arms", _REST)
    for side, (raised, bent) in zip(SIDES, (near, picture.get("arms_far", near)), strict=True):
        elbow = along(shoulder, raised - lean, size["upper_arm"])
        hand = along(elbow, raised - lean + bent, size["forearm"])
        if "held" in picture:
            hand = along(points[f"knee_{picture['held']}"], shank[picture["held"]], 0.07)
            elbow = _elbow(shoulder, hand, size["upper_arm"], size["forearm"])
        found |= {f"elbow_{side}": elbow, f"hand_{side}": hand}
    return found


def _elbow(shoulder: Point, hand: Point, upper: float, lower: float) -> Point:
    """Where two bones meet that reach from shoulder to hand, elbow towards the feet."""
    reach = min(math.dist(shoulder, hand), upper + lower)
    ahead = math.degrees(math.atan2(hand[0] - shoulder[0], shoulder[1] - hand[1]))
    share = (upper**2 + reach**2 - lower**2) / (2 * upper * reach)
    return along(shoulder, ahead - math.degrees(math.acos(max(-1.0, min(1.0, share)))), upper)
