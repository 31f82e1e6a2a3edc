"""Proofs on a trial filmed by four cameras: each alone against all of them.

There is no ground truth: all four together are a better witness than one, but they share the pose
model and its faults.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.motion.triangulation import Camera, in_space, like_filmed, read_cameras, triangulated
from tools.fetch_clip import fetch_calibration, fetch_cameras

from psoascope.motion.gates import Gated
from psoascope.motion.motion import motion
from psoascope.motion.sagittal import SIDES, sagittal
from psoascope.read.recording import Recording
from psoascope.read.video import read_video

Array = NDArray[np.float64]

ANGLES = {
    "trunk-thigh right": ("hip_flexion", 0),
    "trunk-thigh left": ("hip_flexion", 1),
    "knee right": ("knee_flexion", 0),
    "knee left": ("knee_flexion", 1),
    "trunk lean": ("trunk_lean", None),
}
HIPS = ("right_hip", "left_hip")
SAME_PERSON = 0.5  # trunk lengths between the hips of two readings of one picture


@dataclass(frozen=True)
class Trial:
    """One movement from several cameras.

    Parameters
    ----------
    cameras : list of Camera
    recordings : list of Recording
        One a camera, of equal frames.
    points : array (T, K, 3), m
        Of all cameras together, in the laboratory.
    """

    cameras: list[Camera]
    recordings: list[Recording]
    points: Array

    @property
    def space(self) -> Recording:
        """The movement in space, from all cameras."""
        return in_space(self.points, self.recordings[0])

    @property
    def rightward(self) -> Array:
        """From the left to the right hip (T, 3), m."""
        right, left = (self.points[:, self.recordings[0].names.index(name)] for name in HIPS)
        return np.asarray(right - left)


def cameras() -> dict[str, Any]:
    """Where the cameras stand, what is refused, and how far off each would have been."""
    trial = balancing()
    numbers = range(len(trial.cameras))
    return {
        **trial_figures(trial),
        "cameras_of_the_balancing_trial": [camera_row(trial, number) for number in numbers],
        "each_camera_against_all_four_if_it_were_not_refused": [
            row for number in numbers for row in angle_rows(trial, number)
        ],
        "the_same_trial_with_a_second_person": people_rows(trial.recordings),
    }


def balancing() -> Trial:
    """The balancing trial: each camera read as any video is, and all four triangulated."""
    cameras = read_cameras(fetch_calibration())
    recordings = [read_video(path) for path in fetch_cameras("balancing")]
    pixels = np.array([one.points for one in recordings])
    return Trial(cameras, recordings, triangulated(cameras, pixels))


def trial_figures(trial: Trial) -> dict[str, Any]:
    """How well the four cameras agree in space."""
    gaps = np.array(
        [
            np.linalg.norm(camera.filmed(trial.points) - one.points, axis=-1)
            for camera, one in zip(trial.cameras, trial.recordings, strict=True)
        ]
    )
    names = trial.recordings[0].names
    joints = [names.index(f"{s}_{j}") for s in SIDES for j in ("shoulder", "hip", "knee", "ankle")]
    thighs = [_length(trial, f"{side}_hip", f"{side}_knee") for side in SIDES]
    return {
        "trial_frames": len(trial.points),
        "point_seen_from_point_triangulated_median_pixel": float(np.median(gaps[..., joints])),
        "point_seen_from_point_triangulated_95_percent_pixel": float(
            np.percentile(gaps[..., joints], 95)
        ),
        "thigh_right_mm_median_and_deviation": _spread(thighs[0]),
        "thigh_left_mm_median_and_deviation": _spread(thighs[1]),
    }


def camera_row(trial: Trial, number: int) -> dict[str, Any]:
    """Where a camera stands, and which share of its frames every gate refuses, right / left."""
    camera, found = trial.cameras[number], motion(trial.recordings[number])
    yaw = np.round(np.percentile(camera.yaw(trial.rightward), [50, 0, 100])).astype(int)
    return {
        "camera": number + 1,
        "yaw deg": f"{yaw[0]} ({yaw[1]} to {yaw[2]})",
        "pitch deg": round(camera.pitch),
        "roll deg": round(camera.roll),
        "refused not side on %": _shares(found.gated, "not_side_on"),
        "low visibility %": _shares(found.gated, "low_visibility"),
        "legs swapped %": _shares(found.gated, "legs_swapped"),
        "frames used %": " / ".join(f"{share:.0f}" for share in 100 * found.used.mean(axis=0)),
        "yaw that is told deg": _told(found.gated),
    }


def angle_rows(trial: Trial, number: int) -> list[dict[str, Any]]:
    """A camera's angles, with no gate asked, against those of all four."""
    alone = motion(trial.recordings[number], gates=())
    seen = like_filmed(trial.points, trial.cameras[number], trial.recordings[number])
    ideal = motion(seen, gates=())
    space = motion(trial.space)
    rows = []
    for say, (name, side) in ANGLES.items():
        one, best, truth = (
            np.degrees(_curve(motion_.angles, name, side)) for motion_ in (alone, ideal, space)
        )
        error = one - truth
        rows.append(
            {
                "camera": number + 1,
                "angle": say,
                "bias deg": round(float(np.nanmean(error)), 1) + 0.0,
                "RMSE deg": round(_rms(error), 1),
                "RMSE without bias deg": round(float(np.nanstd(error)), 1),
                "correlation": _correlation(one, truth),
                "RMSE by the place of the camera alone deg": round(_rms(best - truth), 1),
            }
        )
    return rows


def people_rows(alone: Sequence[Recording]) -> list[dict[str, Any]]:
    """Whom each camera follows when a woman stands near the man of the balancing trial.

    Her pictures are his with her put in, so his points in them are known from the other reading.
    """
    rows = []
    for number, path in enumerate(fetch_cameras("two_people")):
        both = read_video(path)
        away = np.linalg.norm(_hips(both) - _hips(alone[number]), axis=-1)
        man = away / sagittal(alone[number]).trunk_length < SAME_PERSON
        seen = np.isfinite(away)
        found = motion(both)
        taken = {one.gate: one.mask for one in found.gated}
        none = np.zeros((len(away), 2), dtype=np.bool_)
        same = seen & ~taken.get("another_person", none).all(axis=1)
        rows.append(
            {
                "camera": number + 1,
                "follows the man, frames": int((man & seen).sum()),
                "follows her": int((~man & seen).sum()),
                "take-overs": int((np.diff(man[seen].astype(int)) != 0).sum()),
                "left as one person: of him": int((man & same).sum()),
                "of her": int((~man & same).sum()),
                "used after all gates": int(found.used.any(axis=1).sum()),
            }
        )
    return rows


def _shares(gated: Sequence[Gated], gate: str) -> str:
    """Refused by a gate on the right and on the left, % of all frames."""
    mask = next((one.mask for one in gated if one.gate == gate), np.zeros((1, 2)))
    return " / ".join(f"{100 * share:.0f}" for share in mask.mean(axis=0))


def _told(gated: Sequence[Gated]) -> int | str:
    return next((one.values["yaw"] for one in gated if one.gate == "not_side_on"), "")


def _curve(angles: Any, name: str, side: int | None) -> Array:
    values = getattr(angles, name)
    return np.asarray(values if side is None else values[:, side])


def _hips(one: Recording) -> Array:
    return np.asarray(one.named(HIPS).mean(axis=1))


def _length(trial: Trial, one: str, other: str) -> Array:
    names = trial.recordings[0].names
    gap = trial.points[:, names.index(one)] - trial.points[:, names.index(other)]
    return np.asarray(1e3 * np.linalg.norm(gap, axis=-1))


def _spread(values: Array) -> str:
    return f"{np.median(values):.0f}, {np.std(values):.0f}"


def _rms(error: Array) -> float:
    return float(np.sqrt(np.nanmean(error**2)))


def _correlation(one: Array, other: Array) -> float:
    known = np.isfinite(one) & np.isfinite(other)
    return round(float(np.corrcoef(one[known], other[known])[0, 1]), 2)
