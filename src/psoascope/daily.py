"""What the activities of a day ask of the psoas, by the muscle model: each one's load."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, radians
from psoascope.care.day import Load
from psoascope.psoas.architecture import Architecture, variants
from psoascope.psoas.force import muscle_force
from psoascope.psoas.hip_sharing import hip_sharing
from psoascope.psoas.leg_motion import LegMotion
from psoascope.psoas.muscle import state
from psoascope.psoas.names import FASCICLES_OF_A_SIDE, LEVELS, SIDES
from psoascope.psoas.person import Person
from psoascope.psoas.posture_angles import angle_rows, posture_grid, weakest_mark
from psoascope.psoas.spine_load import spine_load
from psoascope.psoas.tasks import sit_up, swing_leg
from psoascope.quantity import Quantity

MARKS = ("FOUND", "COMPUTED", "MEMORY", "ESTIMATE")
"""How well a figure is known, the best first."""
_FIELDS = ("short", "long", "pull", "spine")
_LOWEST = LEVELS.index("L5_S1")
_PSOAS = len(FASCICLES_OF_A_SIDE)
_FRAMES = 13  # of a swing: its moments bend once, from lifting to braking
_SHARING = tuple((power, cost) for cost in ("none", "volume") for power in (2.0, 3.0))


class _Part(NamedTuple):
    """Value, low and high (3,) of short, long and pull, 1, and of spine, N; and the mark."""

    short: Array
    long: Array
    pull: Array
    spine: Array
    mark: str


def loads(person: Person | None = None) -> Mapping[str, Load]:
    """The load of every activity of data/activities.toml.

    Parameters
    ----------
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    mapping of str to Load
        Bands of kind range: over joint angles, efforts, architectures of the muscle, the
        person's likely mass and sex, and ways of sharing a moment. Kept for the next call.

    References
    ----------
    data/activities.toml. Left out: what the standing leg does beyond the effort stated there, speed
    of the fibres, other muscles, weight, paddling and pedalling forces.

    Examples
    --------
    >>> found = loads()
    >>> found["sitting"].short.value, found["standing"].short.value
    (1.0, 0.0)
    >>> found["sit_ups"].pull.value > found["sitting"].pull.value > found["sleep_side"].pull.value
    True
    """
    return _loads(person)


def reference_loads() -> Mapping[str, Load]:
    """The loads of the reference person as kept in data/activity_loads.toml: at once, not in 3 s.

    Returns
    -------
    mapping of str to Load
        What loads() gives, rounded; tools/make_activity_loads.py writes them, and a test compares.

    Examples
    --------
    >>> reference_loads()["driving"].short.value
    1.0
    """
    return _reference_loads()


@cache
def _reference_loads() -> Mapping[str, Load]:
    return {key: _kept(row) for key, row in tables.table("activity_loads").items()}


def _kept(row: Mapping[str, Any]) -> Load:
    short, long, pull, spine = (_band(np.array(row[name]), row["unit"][name]) for name in _FIELDS)
    return Load(short, long, pull, spine, row["mark"])


@cache
def _loads(person: Person | None) -> Mapping[str, Load]:
    rows = tables.table("activities")
    parts = {key: _added(row, person) for key, row in rows.items() if "spell" in row}
    # A mixture may be made of another one.
    for _ in rows:
        for key, row in rows.items():
            if key not in parts and all(one in parts for one in row["mix"]):
                parts[key] = _mixed(row, parts)
    return {key: _load(parts[key]) for key in rows}


def _added(row: Mapping[str, Any], person: Person | None) -> _Part:
    """All spells of an activity, each with its share of the time."""
    spells = [(_spell(one, person), _shares(one)) for one in row["spell"]]
    sums = [sum(getattr(part, name) * shares for part, shares in spells) for name in _FIELDS]
    short, long = (np.minimum(total, 1.0) for total in sums[:2])
    return _Part(short, long, sums[2], sums[3], _weakest([part.mark for part, _ in spells]))


def _mixed(row: Mapping[str, Any], parts: Mapping[str, _Part]) -> _Part:
    """A mixture by its shares; with widest, its band reaches over all that it may be."""
    of = [(parts[key], share) for key, share in row["mix"].items()]
    found = {}
    for name in _FIELDS:
        every = np.stack([getattr(part, name) for part, _ in of])
        total = np.array([share for _, share in of]) @ every
        if row.get("widest", False):
            total = np.array([total[0], every[:, 1].min(), every[:, 2].max()])
        found[name] = total
    return _Part(**found, mark=_weakest([row["mix_mark"], *(part.mark for part, _ in of)]))


def _spell(row: Mapping[str, Any], person: Person | None) -> _Part:
    if "posture" in row:
        return _in_posture(row, person)
    motions = {"sit_up": _sit_up, "swing": _swing}
    return motions[row["task"]](row, person)


def _shares(row: Mapping[str, Any]) -> Array:
    return np.array([row["share"], *row.get("share_range", [row["share"], row["share"]])])


def _in_posture(row: Mapping[str, Any], person: Person | None) -> _Part:
    """A posture held with an effort, over the grid of its angles."""
    angles = posture_grid(row["posture"])
    muscle = state(*angles, person=person)
    columns = [SIDES.index(row["side"])] if "side" in row else list(range(len(SIDES)))
    effort = row["effort"]
    pulls, presses = [], []
    for each in variants(person):
        for activation in (effort["value"], effort["low"], effort["high"]):
            force = muscle_force(muscle.length, activation=activation, architecture=each)
            pulls.append(_share_of_greatest(force.active, each)[..., columns].mean(axis=-1))
            pressed = spine_load(*angles, force.tension, person=person).compression
            presses.append(pressed[..., _LOWEST])
    lengths = muscle.whole_length[..., columns]
    mark = _weakest([effort["mark"], weakest_mark(angle_rows(row["posture"]))])
    # An effort of 0 stands on the edge of the band, not in it.
    return _Part(*_length_shares(lengths, person), _edges(pulls), _edges(presses), mark)


def _length_shares(lengths: Array, person: Person | None) -> tuple[Array, Array]:
    """Shares short and long (3,) of lengths (N, ...), m, the posture first, then its grid."""
    still = np.zeros(3)
    upright = state(np.zeros((len(LEVELS), 3)), still, still, person=person).whole_length[0]
    change = ((lengths / upright - 1) * 100).reshape(len(lengths), -1)
    ends = change[0], change.min(axis=0), change.max(axis=0)
    shortest, longest = tables.entry("day.short.value"), tables.entry("day.long.value")
    short = [(ends[at] <= shortest).mean() for at in (0, 2, 1)]
    long = [(ends[at] >= longest).mean() for at in (0, 1, 2)]
    return np.array(short), np.array(long)


def _swing(row: Mapping[str, Any], person: Person | None) -> _Part:
    """A leg that swings from its first to its second hip angle, fast, as usual, and slow."""
    start, stop = radians(row["hip_deg"])
    turn = np.linspace(0.0, np.pi, _FRAMES)
    hip = _flexed(start + (stop - start) * (1 - np.cos(turn)) / 2)
    least, most = radians(row["knee_deg"])
    knee = least + (most - least) * np.sin(turn)
    moments = []
    for seconds in row["seconds"]:
        time = turn / np.pi * seconds
        asked = swing_leg(LegMotion(time, hip, knee, 0.0 * knee), person)
        moments += [asked.value, asked.low, asked.high]
    return _in_motion(row["mark"], hip, knee, np.stack(moments)[..., :1], person)


def _sit_up(row: Mapping[str, Any], person: Person | None) -> _Part:
    """A trunk held at several angles, one after another."""
    raised = radians(row["angle_deg"])
    hip = _flexed(radians(row["lying_hip_deg"]) + raised)
    asked = sit_up(raised, person).hip
    moments = np.stack([asked.value, asked.low, asked.high])[..., :1]
    knee = np.full(len(raised), float(radians(row["knee_deg"])))
    return _in_motion(row["mark"], hip, knee, moments, person)


def _in_motion(mark: str, hip: Array, knee: Array, moments: Array, person: Person | None) -> _Part:
    """Mean over the frames (T) of a motion whose moments (K, T, 1), N m, the first as usual."""
    lumbar = np.zeros((len(hip), len(LEVELS), 3))
    pulls, presses = [], []
    for each in variants(person):
        for power, cost in _SHARING:
            found = hip_sharing(
                hip,
                knee,
                moments,
                power=power,
                weighting=cost,
                coordinates=("flexion",),
                architecture=each,
                person=person,
            )
            pulls.append(_share_of_greatest(found.active[..., :_PSOAS], each).mean(axis=-2)[..., 0])
            one = found.tension[..., :_PSOAS]
            both = np.concatenate([one, one], axis=-1)
            pressed = spine_load(lumbar, hip, hip, both, person=person).compression
            presses.append(pressed[..., _LOWEST].mean(axis=-1))
    lengths = state(lumbar, hip, hip, person=person).whole_length[:, :1]
    short, long = (np.full(3, share) for share in _shares_over_time(lengths, person))
    return _Part(short, long, _edges(pulls), _edges(presses), _weakest([mark, "COMPUTED"]))


def _shares_over_time(lengths: Array, person: Person | None) -> tuple[float, float]:
    """Shares of the frames (T, 1) in which the muscle is short, and long."""
    each = [_length_shares(lengths[[at]], person) for at in range(len(lengths))]
    return tuple(float(np.mean([one[which][0] for one in each])) for which in (0, 1))  # type: ignore[return-value]


def _share_of_greatest(active: Array, muscle: Architecture) -> Array:
    """Active pull of fascicles (..., F), N, of each side as a share of its greatest, (..., S)."""
    by_side = active.reshape(*active.shape[:-1], -1, _PSOAS).sum(axis=-1)
    return np.asarray(by_side / muscle.max_force[:_PSOAS].sum())


def _edges(values: list[Array]) -> Array:
    """The first of all numbers, the least and the greatest, (3,)."""
    every = np.stack(values)
    return np.array([every.flat[0], every.min(), every.max()])


def _flexed(flexion: Array) -> Array:
    """Hip angles (..., 3) with nothing but flexion (...)."""
    return np.stack([flexion, 0 * flexion, 0 * flexion], axis=-1)


def _weakest(marks: list[str]) -> str:
    return max(marks, key=MARKS.index)


def _load(part: _Part) -> Load:
    short, long, pull = (_band(one, "1") for one in (part.short, part.long, part.pull))
    return Load(short, long, pull, _band(part.spine, "N"), part.mark)


def _band(edges: Array, unit: str) -> Quantity:
    value, low, high = edges.tolist()
    return Quantity(value, min(low, value), max(high, value), unit, "range")
