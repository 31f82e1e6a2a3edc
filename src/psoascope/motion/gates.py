"""Which frames are too poor to be turned into numbers.

Each gate is an entry of data/gates.toml (threshold, message, cure) and one function here.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.ndimage import median_filter, uniform_filter1d

from psoascope.arrays import Mask
from psoascope.motion.sagittal import ANKLE, HIP, KNEE, SIDES, Sagittal
from psoascope.motion.smoothing import runs
from psoascope.motion.swaps import swapped
from psoascope.read.recording import Recording
from psoascope.tables import entry, say, table

Verdict = tuple[Mask, dict[str, Any]]


@dataclass(frozen=True)
class Gated:
    """Frames that one gate refuses.

    Parameters
    ----------
    gate : str
        Entry of data/gates.toml.
    mask : array (T, 2) of bool
        True where refused, sides right, left.
    values : dict
        What the wording names, beside the side.
    """

    gate: str
    mask: Mask
    values: dict[str, Any] = field(default_factory=dict)

    def report(self, side: str) -> dict[str, Any]:
        """What it refused on one side, in words; side is None where it refused both alike."""
        mask = self.mask[:, SIDES.index(side)]
        values: dict[str, Any] = {"side": f"words.{side}", **self.values}
        return {
            "gate": self.gate,
            "side": None if (self.mask[:, 0] == self.mask[:, 1]).all() else side,
            "frames": int(mask.sum()),
            "ranges": [list(run) for run in runs(mask)],
            "message": say(f"gates.{self.gate}", **values),
            "cure": say(f"gates.{self.gate}", field="cure", **values),
            "values": values,
        }


@dataclass(frozen=True)
class Scene:
    """What a gate looks at.

    Parameters
    ----------
    recording : Recording
    view : Sagittal
        Of the same recording.
    open : array (T, 2) of bool
        Frames that no earlier gate refused.
    """

    recording: Recording
    view: Sagittal
    open: Mask

    def nothing(self) -> Mask:
        """No frame refused, (T, 2)."""
        return np.zeros(self.open.shape, dtype=np.bool_)


def gated(
    recording: Recording, view: Sagittal, names: Collection[str] | None = None
) -> list[Gated]:
    """All frame gates that refuse at least one frame, in the order of the table.

    Parameters
    ----------
    recording : Recording
    view : Sagittal
        Of the same recording.
    names : collection of str, optional
        Gates that are asked; all if not given.

    Returns
    -------
    list of Gated
        A frame is counted by the first gate that refuses it.
    """
    still_open = np.ones((len(view.time), len(SIDES)), dtype=np.bool_)
    found = []
    for name, row in table("gates").items():
        if row["scope"] != "frame" or (names is not None and name not in names):
            continue
        mask, values = _GATES[name](Scene(recording, view, still_open))
        mask = np.logical_and(mask, still_open)
        if mask.any():
            found.append(Gated(name, mask, values))
            still_open = np.logical_and(still_open, ~mask)
    return found


def _nobody_seen(scene: Scene) -> Verdict:
    return np.any(np.isnan(scene.view.joints), axis=(2, 3)), {}


def _another_person(scene: Scene) -> Verdict:
    """Somebody the reader knows to be another, or a jump that no hip can make."""
    other = np.zeros(len(scene.view.time), dtype=np.bool_)
    if scene.recording.person is not None:
        other = scene.recording.person != 0
    strangers: Mask = other | _jumped(scene.view, np.any(scene.open, axis=1) & ~other)
    return _both(strangers), {}


def _legs_swapped(scene: Scene) -> Verdict:
    return _both(swapped(scene.view, np.all(scene.open, axis=1))), {}


def _cut_off(scene: Scene) -> Verdict:
    if scene.recording.frame_size is None:
        return scene.nothing(), {}
    width, height = scene.recording.frame_size
    margin = entry("gates.cut_off.threshold")
    across = scene.view.joints[..., 0] * scene.view.facing[:, None, None] / width
    down = -scene.view.joints[..., 1] / height
    outside = (across < margin) | (across > 1 - margin) | (down < margin) | (down > 1 - margin)
    return np.any(outside, axis=2), {}


def _low_visibility(scene: Scene) -> Verdict:
    hidden = scene.view.visibility < entry("gates.low_visibility.threshold")
    return np.any(hidden, axis=2), {}


def _not_side_on(scene: Scene) -> Verdict:
    """How broad shoulders and hips look; markers in space need no side view."""
    usable = np.flatnonzero(scene.open.any(axis=1))
    if scene.recording.unit == "metre" or not len(usable):
        return scene.nothing(), {"yaw": 0}
    rule, view = entry("gates.not_side_on"), scene.view
    lines = view.joints[:, 0, :2] - view.joints[:, 1, :2]
    # Their whole length, not only across the picture: who leans over, or a camera held askew,
    # tilts them; and never with a sign, which the pose model confuses when it sees a back.
    breadth = np.linalg.norm(lines, axis=-1).sum(axis=-1)
    share = breadth / view.trunk_length / rule["frontal_breadth"]
    yaw = np.degrees(np.arcsin(np.clip(share, 0, 1)))
    window = max(1, round(rule["window"] / float(np.median(np.diff(view.time))))) | 1
    steady = median_filter(yaw[usable], size=window, mode="nearest")
    turned = np.zeros(len(view.time), dtype=np.bool_)
    turned[usable] = steady > rule["threshold"]
    typical = float(np.median(steady[steady > rule["threshold"]])) if turned.any() else 0.0
    return _both(turned), {"yaw": round(typical)}


def _limb_length_jumps(scene: Scene) -> Verdict:
    """Thigh or shank, in trunk lengths, far from its own median."""
    most, view = entry("gates.limb_length_jumps.threshold"), scene.view
    known = np.flatnonzero(np.isfinite(view.trunk_length))
    if not len(known):
        return scene.nothing(), {"percent": round(100 * most)}
    filled = np.interp(np.arange(len(view.time)), known, view.trunk_length[known])
    trunk = uniform_filter1d(filled, 5, mode="nearest")
    bones = np.stack(
        [
            np.linalg.norm(view.joints[:, :, lower] - view.joints[:, :, upper], axis=-1)
            for upper, lower in ((HIP, KNEE), (KNEE, ANKLE))
        ],
        axis=-1,
    )
    relative = np.where(scene.open[..., None], bones / trunk[:, None, None], np.nan)
    usual = np.full(relative.shape[1:], np.nan)
    for side in np.flatnonzero(scene.open.any(axis=0)):
        usual[side] = np.nanmedian(relative[:, side], axis=0)
    jumps = (np.abs(relative / usual - 1) > most).any(axis=-1)
    return jumps, {"percent": round(100 * most)}


def _jumped(view: Sagittal, usable: Mask) -> Mask:
    """Frames outside the longest spell without a jump of place or size."""
    rule = entry("gates.another_person")
    seen = np.flatnonzero(usable)
    strangers = np.zeros(len(view.time), dtype=np.bool_)
    if len(seen) < 2:
        return strangers
    size = view.trunk_length[seen]
    step = np.linalg.norm(np.diff(view.centre[seen], axis=0), axis=-1)
    step = step / np.minimum(size[1:], size[:-1])
    speed = step / np.diff(view.time[seen])
    turned = view.facing[seen][1:] != view.facing[seen][:-1]
    jump = (speed > rule["threshold"]) & (step > rule["smallest_jump"]) & ~turned
    growth = size[1:] / size[:-1]
    jump |= np.maximum(growth, 1 / growth) > rule["size_change"]
    spell = np.concatenate([[0], np.cumsum(jump)])
    longest = np.argmax(np.bincount(spell))
    strangers[seen[spell != longest]] = True
    return strangers


def _both(mask: Mask) -> Mask:
    """The same frames on both sides."""
    return np.repeat(mask[:, None], len(SIDES), axis=1)


_GATES: dict[str, Callable[[Scene], Verdict]] = {
    "nobody_seen": _nobody_seen,
    "another_person": _another_person,
    "legs_swapped": _legs_swapped,
    "cut_off": _cut_off,
    "low_visibility": _low_visibility,
    "not_side_on": _not_side_on,
    "limb_length_jumps": _limb_length_jumps,
}
