"""What to change before a recording begins, from the camera's first second.

Each advice is an entry of data/coach.toml (threshold, rank, message, cure). A picture has no depth:
which shoulder is nearer cannot be measured. What can be told is which way nose and toes point, and
whether chest or back is seen, from the order of left and right: together, the way to turn.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import RangeError
from psoascope.motion.glimpse import ANKLE, HIP, Body, Glimpse, body
from psoascope.motion.sagittal import SIDES
from psoascope.tables import entry

__all__ = ["POSITIONS", "Advice", "Glimpse", "coach", "ready"]

POSITIONS = ("upright", "supine")
_EDGES = (("left", "right"), ("top", "bottom"))
_FAR_TOO_NEAR = 1.15  # picture sizes; two steps back then, not one


@dataclass(frozen=True)
class Advice:
    """One thing to change.

    Parameters
    ----------
    key : str
        Entry of data/coach.toml.
    value : float
        What was measured, in the unit of the entry's threshold.
    stops : bool
        Nothing can be recorded before it is changed.
    values : mapping
        What the wording names in braces.

    Examples
    --------
    >>> Advice("more_than_one", 2, True, {"people": 2}).say("de")
    'Es sind 2 Personen im Bild.'
    """

    key: str
    value: float
    stops: bool
    values: Mapping[str, Any] = field(default_factory=dict)

    def say(self, language: str = "en") -> str:
        """What is wrong, in words.

        Parameters
        ----------
        language : str

        Returns
        -------
        str
        """
        return tables.say(f"coach.{self.key}", language, **self.values)

    def cure(self, language: str = "en") -> str:
        """What to do, in words.

        Parameters
        ----------
        language : str

        Returns
        -------
        str
        """
        return tables.say(f"coach.{self.key}", language, field="cure", **self.values)


def coach(window: Glimpse, position: str = "upright") -> list[Advice]:
    """What to change now, the most urgent first; empty where all is well.

    Parameters
    ----------
    window : Glimpse
        The last second or so.
    position : {"upright", "supine"}
        How the body is to lie in the picture at the start.

    Returns
    -------
    list of Advice
        At most `coach.at_most`: what stops a recording first, then by rank.

    Raises
    ------
    RangeError
        The position is neither.

    References
    ----------
    Thresholds in data/coach.toml; most are choices, none is validated on people.

    Examples
    --------
    >>> empty = Glimpse(np.arange(15) / 30, np.zeros((15, 0, 2)), np.zeros((15, 0)), (), (640, 480))
    >>> [advice.cure() for advice in coach(empty)]
    ['Step into the picture, whole body, in front of a plain background.']
    """
    if position not in POSITIONS:
        raise RangeError(f"position {position!r} is none of {', '.join(POSITIONS)}.")
    found = [one for check in _OF_THE_PICTURE if (one := check(window))]
    seen = body(window)
    if seen is None:
        found.append(_advice("nobody", 0.0))
    elif (askew := _posture(seen, position)) is not None:
        found.append(askew)
    else:
        found += [one for check in _OF_THE_BODY if (one := check(seen, window, position))]
    found.sort(key=lambda one: (not one.stops, entry(f"coach.{one.key}.rank")))
    return found[: entry("coach.at_most.value")]


def ready(advices: list[Advice]) -> bool:
    """Whether a recording may begin: nothing that stops it is among the advices.

    Parameters
    ----------
    advices : list of Advice
        As `coach` gives them.

    Returns
    -------
    bool

    Examples
    --------
    >>> ready([Advice("lower_phone", 0.3, False, {"centimetres": 40})])
    True
    """
    return not any(advice.stops for advice in advices)


def _advice(key: str, value: float, **values: Any) -> Advice:
    """An advice that is given; it stops from its second threshold on, where it has one."""
    rule = entry(f"coach.{key}")
    stops = rule["stops"]
    if not isinstance(stops, bool):
        grows = stops > rule["threshold"]
        stops = value >= stops if grows else value <= stops
    return Advice(key, float(value), bool(stops), values)


def _over(key: str, value: float, **values: Any) -> Advice | None:
    return _advice(key, value, **values) if value > entry(f"coach.{key}.threshold") else None


def _under(key: str, value: float, **values: Any) -> Advice | None:
    return _advice(key, value, **values) if value < entry(f"coach.{key}.threshold") else None


def _light(window: Glimpse) -> Advice | None:
    if window.brightness is None:
        return None
    dark = _under("too_dark", window.brightness)
    return dark or _over("too_bright", window.brightness)


def _people(window: Glimpse) -> Advice | None:
    many = window.persons or 0
    return _over("more_than_one", many, people=many)


def _long_enough(window: Glimpse) -> Advice | None:
    return _under("wait", float(window.time[-1] - window.time[0]) if len(window.time) else 0.0)


def _posture(seen: Body, position: str) -> Advice | None:
    slope = float(np.degrees(np.arctan2(abs(seen.trunk[0]), seen.trunk[1])))
    if position == "upright":
        return _over("not_upright", slope)
    return _over("not_lying", abs(90 - slope))


def _fit(seen: Body, window: Glimpse, _: str) -> Advice | None:
    """Too near, or cut off at an edge: head and feet at the ends of the body, the rest anywhere."""
    head = _shares(np.array([seen.crown, *seen.head]), window)
    feet = _shares(seen.joints[:, ANKLE:].reshape(-1, 2), window)
    whole = np.concatenate([head, feet, _shares(seen.joints[:, :ANKLE].reshape(-1, 2), window)])
    extent = float((np.nanmax(whole, axis=0) - np.nanmin(whole, axis=0)).max())
    steps = "words.one_step" if extent < _FAR_TOO_NEAR else "words.two_steps"
    lengthwise = int(np.argmax(np.abs(seen.trunk)))
    return (
        _over("too_near", extent, steps=steps)
        or _cut("head_cut_off", head, [lengthwise])
        or _cut("feet_cut_off", feet, [lengthwise])
        or _cut("body_cut_off", whole, [0, 1])
    )


def _cut(key: str, points: Array, axes: list[int]) -> Advice | None:
    """The edge that the points (N, 2) come nearest to or pass, across or down the picture."""
    if not np.isfinite(points).any():
        return None
    low, high = np.nanmin(points, axis=0), 1 - np.nanmax(points, axis=0)
    room = {_EDGES[axis][end]: (low, high)[end][axis] for axis in axes for end in (0, 1)}
    edge = min(room, key=lambda name: room[name])
    return _under(key, float(room[edge]), edge=f"words.edge_{edge}")


def _near_leg(seen: Body, _: Glimpse, __: str) -> Advice | None:
    """Facing ahead shows the right side; where that is not known, either leg counts."""
    shown = seen.shown[:, HIP : ANKLE + 1].min(axis=-1)
    near = {1: 0, -1: 1, 0: int(np.argmin(shown))}[seen.facing]
    return _under("near_leg_hidden", float(shown[near]), side=f"words.{SIDES[near]}")


def _far_leg(seen: Body, _: Glimpse, __: str) -> Advice | None:
    if seen.facing == 0:
        return None
    far = 1 if seen.facing > 0 else 0
    shown = float(seen.shown[far, HIP : ANKLE + 1].min())
    return _under("far_leg_hidden", shown, side=f"words.{SIDES[far]}")


def _moving(seen: Body, _: Glimpse, __: str) -> Advice | None:
    return _over("moving", seen.restlessness)


def _turn(seen: Body, _: Glimpse, position: str) -> Advice | None:
    """How broad shoulders and hips look, against a body seen from the front."""
    ahead, up = seen.breadth
    if not np.isfinite(ahead):
        return None
    degrees = float(np.degrees(np.arcsin(min(1.0, abs(ahead)))))
    if position == "upright":
        way = seen.facing * np.sign(ahead)
        key = {1: "turn_left", -1: "turn_right", 0: "turn"}[int(way)]
        return _over(key, degrees, degrees=_rounded(degrees))
    above = _over("looks_down", degrees, degrees=_rounded(degrees)) if ahead > 0 else None
    slant = float(np.degrees(np.arctan(abs(up))))
    return above or _over("not_square", slant, degrees=_rounded(slant))


def _too_far(seen: Body, window: Glimpse, _: str) -> Advice | None:
    return _under("too_far", seen.size / min(window.frame_size))


def _tilt(seen: Body, _: Glimpse, position: str) -> Advice | None:
    """Slope of a straight body: the picture turns against the phone."""
    if position == "supine":
        head = 1.0 if seen.trunk[0] > 0 else -1.0
        left = float(np.degrees(np.arctan2(head * seen.trunk[1], head * seen.trunk[0])))
    elif seen.is_straight:
        axis = seen.trunk + seen.midway(HIP) - seen.midway(ANKLE)
        left = float(np.degrees(np.arctan2(-axis[0], axis[1])))
    else:
        return None
    key = "phone_leans_right" if left > 0 else "phone_leans_left"
    return _over(key, abs(left), degrees=_rounded(abs(left)))


def _height(seen: Body, window: Glimpse, _: str) -> Advice | None:
    """Hips under the middle of the picture: a level phone stands higher than they do."""
    under = float(_shares(seen.midway(HIP)[None], window)[0, 1]) - 0.5
    metres = abs(under) * window.frame_size[1] / seen.size * entry("coach.trunk_metres.value")
    key = "lower_phone" if under > 0 else "raise_phone"
    return _over(key, abs(under), centimetres=_rounded(100 * metres))


def _shares(points: Array, window: Glimpse) -> Array:
    """Points (N, 2) with y up as shares of the picture's width and height, from the top left."""
    return np.asarray(points * [1.0, -1.0] / np.array(window.frame_size, dtype=np.float64))


def _rounded(value: float) -> int:
    """To the nearest five: more would pretend to be exact."""
    return int(np.floor(value / 5 + 0.5)) * 5


_OF_THE_PICTURE: tuple[Callable[[Glimpse], Advice | None], ...] = (_light, _people, _long_enough)
_OF_THE_BODY: tuple[Callable[[Body, Glimpse, str], Advice | None], ...] = (
    _fit,
    _near_leg,
    _moving,
    _turn,
    _too_far,
    _tilt,
    _height,
    _far_leg,
)
