"""Proofs on real clips: a walk, a balancing trial from four cameras, and the same with two people.

None of them comes with ground truth.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tools import proof_cameras
from tools.fetch_clip import fetch

from psoascope.motion.cycles import cycles, graded
from psoascope.motion.motion import Motion, motion
from psoascope.motion.sagittal import SIDES
from psoascope.motion.walk_cycles import walk_events
from psoascope.read.recording import Recording
from psoascope.read.video import read_video

WALKING = slice(58, 197)  # by eye, the frames in which the woman walks freely
AWAY_FROM_THE_ENDS = 8  # frames; a swap that begins with the walk cannot be told


def clips() -> dict[str, Any]:
    """What is found, and what refused, on the real clips."""
    walk = read_video(fetch())
    return {
        **walk_figures(walk),
        "walking_cycles": cycle_rows(walk),
        "legs_exchanged_by_us_in_the_walk": exchange_rows(walk),
        **proof_cameras.cameras(),
    }


def walk_figures(walk: Recording) -> dict[str, Any]:
    """Frames of the walking clip, and who they show."""
    found = motion(walk)
    refused = {one.gate: int(one.mask.any(axis=1).sum()) for one in found.gated}
    unnamed = motion(replace(walk, person=None))
    man = np.asarray(walk.person) > 0
    kept = found.used.any(axis=1)
    return {
        "walk_frames": len(walk.time),
        "walk_frames_in_which_she_walks_by_eye": WALKING.stop - WALKING.start,
        "of_these_used_for_right_leg": int(found.used[WALKING, 0].sum()),
        "of_these_used_for_left_leg": int(found.used[WALKING, 1].sum()),
        "walk_frames_of_somebody_else": int(man.sum()),
        "of_these_refused": int((man & ~kept).sum()),
        "of_these_refused_by_jumps_alone": int((man & ~unnamed.used.any(axis=1)).sum()),
        "walk_frames_with_legs_swapped_refused": refused.get("legs_swapped", 0),
    }


def cycle_rows(walk: Recording) -> list[dict[str, Any]]:
    """Each gait cycle with its grade."""
    found = motion(walk)
    events = walk_events(walk, found)
    rows = []
    for side, name in enumerate(SIDES):
        pairs = cycles(walk.time, events.contact[side])
        for grade in graded(walk.time, pairs, found.used[:, side]):
            seconds = walk.time[grade.last] - walk.time[grade.first]
            rows.append(
                {
                    "leg": name,
                    "frames": f"{grade.first} to {grade.last}",
                    "seconds": round(float(seconds), 2),
                    "grade": grade.grade,
                    "why": grade.reason.replace("_", " "),
                }
            )
    return rows


def exchange_rows(walk: Recording) -> list[dict[str, Any]]:
    """Right and left exchanged in spells of the real walk: how many of those frames are refused.

    Each spell begins at every second frame of the walk in turn.
    """
    rows = []
    whole = _swap_mask(motion(walk))
    first, last = WALKING.start + AWAY_FROM_THE_ENDS, WALKING.stop - AWAY_FROM_THE_ENDS
    for length in (1, 2, 4, 8, 15, 30):
        starts = range(first, last - length, 2)
        inside, outside = [], []
        for start in starts:
            spell = slice(start, start + length)
            refused = _swap_mask(motion(exchanged(walk, spell)))
            ours = np.zeros(len(walk.time), dtype=np.bool_)
            ours[spell] = True
            # What the model itself had swapped is right once it is exchanged.
            inside.append((refused & ours & ~whole).sum() / max(1, (ours & ~whole).sum()))
            outside.append((refused & ~ours & ~whole).sum())
        rows.append(
            {
                "frames exchanged": length,
                "tries": len(starts),
                "refused %": round(100 * float(np.mean(inside))),
                "tries found whole %": round(100 * float(np.mean(np.array(inside) == 1))),
                "others refused, frames a try": round(float(np.mean(outside)), 1),
            }
        )
    return rows


def exchanged(walk: Recording, spell: slice) -> Recording:
    """The same recording with right and left legs exchanged in some frames."""
    points, sure = walk.points.copy(), walk.visibility.copy()
    for joint in ("knee", "ankle", "heel", "foot_index"):
        right, left = (walk.names.index(f"{side}_{joint}") for side in SIDES)
        for values, kept in ((points, walk.points), (sure, walk.visibility)):
            values[spell, right], values[spell, left] = kept[spell, left], kept[spell, right]
    return replace(walk, points=points, visibility=sure)


def _swap_mask(found: Motion) -> NDArray[np.bool_]:
    none = np.zeros(len(found.view.time), dtype=np.bool_)
    return next((one.mask[:, 0] for one in found.gated if one.gate == "legs_swapped"), none)
