"""The gait cycles of a recording: graded one by one, and their curves from 0 to 100 per cent."""

from dataclasses import dataclass

import numpy as np

from psoascope.arrays import Array
from psoascope.motion.cycles import Grade, cycles, graded, normalised
from psoascope.motion.gait import Events, gait_events
from psoascope.motion.motion import Motion
from psoascope.motion.sagittal import ANKLE, HIP, KNEE, SIDES
from psoascope.read.recording import Recording

ENDS = ("heel", "foot_index")


@dataclass(frozen=True)
class WalkCycles:
    """One leg's cycles, from its contact to its next.

    Parameters
    ----------
    grades : tuple of Grade
    hip_flexion, knee_flexion : array (N, 101), rad
        One row a cycle, 0 to 100 per cent of its time; NaN in gaps, and all of a refused cycle.
    """

    grades: tuple[Grade, ...]
    hip_flexion: Array
    knee_flexion: Array


def walk_events(recording: Recording, moved: Motion) -> Events:
    """Contacts and toe-offs, from the frames that no gate refused.

    Parameters
    ----------
    recording : Recording
    moved : Motion
        Of the same recording.

    Returns
    -------
    Events
        Empty where heels or toes are not part of the recording.
    """
    view = moved.view
    names = [f"{side}_{end}" for side in SIDES for end in ENDS]
    points = recording.named(names)
    if recording.unit == "metre":
        forward = _along_path(recording, points)
    else:
        forward = points[..., 0] * view.facing[:, None] - view.centre[:, :1]
    feet = forward.reshape(len(view.time), len(SIDES), len(ENDS))
    return gait_events(view.time, np.where(moved.used[..., None], feet, np.nan))


def walk_cycles(recording: Recording, moved: Motion) -> dict[str, WalkCycles]:
    """Graded cycles of both legs.

    Parameters
    ----------
    recording : Recording
    moved : Motion
        Of the same recording.

    Returns
    -------
    dict of str to WalkCycles
        By side; without cycles where none is whole.
    """
    time, events = moved.view.time, walk_events(recording, moved)
    found = {}
    for number, side in enumerate(SIDES):
        pairs = cycles(time, events.contact[number])
        limbs = np.stack([_length(moved, number, *ends) for ends in ((HIP, KNEE), (KNEE, ANKLE))])
        grades = graded(time, pairs, moved.used[:, number], limbs.T)
        kept = np.array([one.grade != "refused" for one in grades], dtype=np.bool_)
        hip, knee = (
            np.where(kept[:, None], normalised(time, curve[:, number], pairs), np.nan)
            for curve in (moved.angles.hip_flexion, moved.angles.knee_flexion)
        )
        found[side] = WalkCycles(tuple(grades), hip, knee)
    return found


def _length(moved: Motion, side: int, upper: int, lower: int) -> Array:
    joints = moved.view.joints[:, side]
    length: Array = np.linalg.norm(joints[:, lower] - joints[:, upper], axis=-1)
    return np.where(moved.used[:, side], length, np.nan)


def _along_path(recording: Recording, points: Array) -> Array:
    """Way of points (T, N, 3) ahead of the hips, square to the line between them, (T, N)."""
    hips = recording.named(["right_hip", "left_hip"])
    right = hips[:, 0, [0, 2]] - hips[:, 1, [0, 2]]
    right = right / np.linalg.norm(right, axis=-1, keepdims=True)
    # forward = up x right, with y up: (right_z, 0, -right_x)
    forward = np.stack([right[:, 1], -right[:, 0]], axis=-1)
    away = points[..., [0, 2]] - hips.mean(axis=1)[:, None, [0, 2]]
    return np.asarray(np.einsum("tnk,tk->tn", away, forward))
