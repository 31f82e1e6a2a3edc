"""A body of rigid pelvis, trunk and legs with every angle known, and the markers on its skin."""

from dataclasses import dataclass, field

import numpy as np
from scipy.spatial.transform import Rotation

from psoascope import tables
from psoascope.read.recording import Recording, Source

WIDTH, DEPTH = 0.24, 0.15  # m, of the pelvis
# Written out here on purpose: the published regressions, not our table.
HIP = np.array([-0.24 * DEPTH - 0.0099, -0.30 * WIDTH - 0.0109, 0.33 * WIDTH + 0.0073])
LOWEST_JOINT = np.array([-0.3375 * WIDTH, 0.0085 * WIDTH, 0.0])
KNEE, ANKLE = 0.055, 0.042  # m, half widths with marker
THIGH, SHANK = 0.42, 0.41  # m

_PELVIS = {
    "right_asis": (0, 0, WIDTH / 2),
    "left_asis": (0, 0, -WIDTH / 2),
    "right_psis": (-DEPTH, 0, 0.047),
    "left_psis": (-DEPTH, 0, -0.047),
    "sacrum": (-DEPTH, 0, 0),
}
_TRUNK = {
    "c7": (-0.07, 0.42, 0),
    "clavicle": (0.07, 0.42, 0),
    "sternum": (0.11, 0.21, 0),
    "thorax_back": (-0.11, 0.21, 0),
    "neck": (0, 0.42, 0),
    "right_acromion": (0, 0.42, 0.18),
    "left_acromion": (0, 0.42, -0.18),
}

SIDES = ("right", "left")
GIVEN = [f"{side}_{joint}_centre" for side in SIDES for joint in ("hip", "knee", "ankle")]
INNER = [f"{side}_{joint}_medial" for side in SIDES for joint in ("knee", "ankle")]
WANDS = [f"{side}_thigh" for side in SIDES]


@dataclass(frozen=True)
class Body:
    """What the body does over time; arrays (T, 3) in deg.

    pelvis: tilt (front down), obliquity (right side down), turn to the left.
    hips by side: flexion, adduction, inward rotation. lumbar: extension, bend right, turn left.
    """

    pelvis: np.ndarray
    right: np.ndarray
    left: np.ndarray
    lumbar: np.ndarray
    knee: float = 20.0
    fps: float = 50.0
    place: tuple = (0.0, 1.0, 0.0)
    speed: float = field(default=0.0)

    @property
    def time(self):
        """Times of the frames, s."""
        return np.arange(len(self.pelvis)) / self.fps


def points(body):
    """All points (T, 3) by what they mark, y up, facing x where the pelvis is not turned."""
    tilt, obliquity, turn = body.pelvis.T
    pelvis = _matrix("YXZ", turn, obliquity, -tilt)
    trunk = pelvis @ _matrix("ZXY", *body.lumbar.T)
    place = np.array(body.place) + np.outer(body.time, [body.speed, 0.0, 0.0])
    found = {name: place + pelvis @ spot for name, spot in _PELVIS.items()}
    lowest = place + pelvis @ LOWEST_JOINT
    found |= {name: lowest + trunk @ spot for name, spot in _TRUNK.items()}
    for side, out in (("right", 1), ("left", -1)):
        flexion, adduction, inward = getattr(body, side).T
        thigh = pelvis @ _matrix("ZXY", flexion, out * adduction, out * inward)
        hip = place + pelvis @ (HIP * [1, 1, out])
        knee = hip + thigh @ np.array([0, -THIGH, 0])
        shank = thigh @ _matrix("Z", np.full(len(hip), -body.knee))
        ankle = knee + shank @ np.array([0, -SHANK, 0])
        found |= {
            f"{side}_hip_centre": hip,
            f"{side}_knee_centre": knee,
            f"{side}_ankle_centre": ankle,
            f"{side}_thigh": hip + thigh @ np.array([0, -0.20, 0.09 * out]),
            f"{side}_knee_lateral": knee + thigh @ np.array([0, 0, KNEE * out]),
            f"{side}_knee_medial": knee - thigh @ np.array([0, 0, KNEE * out]),
            f"{side}_ankle_lateral": ankle + thigh @ np.array([0, 0, ANKLE * out]),
            f"{side}_ankle_medial": ankle - thigh @ np.array([0, 0, ANKLE * out]),
            f"{side}_heel": ankle + shank @ np.array([-0.05, -0.05, 0]),
            f"{side}_toe": ankle + shank @ np.array([0.16, -0.06, 0]),
        }
    return found


def names_of(marker_set):
    """First name of each point of a set, by point."""
    entry = tables.entry(f"marker_sets.{marker_set}")
    letters = {"right": "R", "left": "L"}
    names = {
        f"{side}_{point}": aliases[0].format(S=letter)
        for point, aliases in entry["sided"].items()
        for side, letter in letters.items()
    }
    return names | {point: aliases[0] for point, aliases in entry["middle"].items()}


def recorded(body, marker_set="plug_in_gait", without=(), turn=None):
    """The markers of a set, as a recording; `turn` rotates the whole laboratory."""
    found = points(body)
    names = {point: name for point, name in names_of(marker_set).items() if point not in without}
    stacked = np.stack([found[point] for point in names], axis=1)
    if turn is not None:
        stacked = turn.apply(stacked.reshape(-1, 3)).reshape(stacked.shape)
    return recording(body.time, stacked, tuple(names.values()), body.fps)


def recording(time, stacked, names, fps=50.0):
    """A recording of these points in metres."""
    seen = np.where(np.isnan(stacked).any(axis=-1), np.nan, 1.0)
    source = Source("body.trc", "0" * 64, len(time), fps)
    return Recording(time, stacked, names, seen, "metre", None, source)


def walking(seconds=6.0, fps=50.0):
    """A walk with every angle moving and no two alike."""
    phase = 2 * np.pi * 0.9 * np.arange(round(seconds * fps)) / fps

    def curves(*rows):
        return np.stack([mean + half * np.sin(phase + shift) for mean, half, shift in rows], -1)

    return Body(
        pelvis=curves((14, 2, 0.3), (0, 4, 1.0), (0, 6, 0.2)),
        right=curves((22, 21, 0.0), (-1, 5, 0.4), (3, 6, 0.9)),
        left=curves((21, 20, np.pi), (-2, 4, 3.6), (4, 5, 4.1)),
        lumbar=curves((11, 3, 1.1), (1, 5, 2.2), (-1, 7, 0.5)),
        fps=fps,
        speed=1.1,
    )


def standing(frames=50, tilt=9.0, lumbar=6.0, hip=7.0):
    """Quiet standing, with an offset of its own in every joint."""
    still = np.ones((frames, 1))
    return Body(
        pelvis=still * [tilt, 0.0, 0.0],
        right=still * [hip, 2.0, 4.0],
        left=still * [hip, 1.0, 3.0],
        lumbar=still * [lumbar, -1.0, 0.5],
        knee=3.0,
    )


def upright():
    """Standing in which every segment is upright and the spines of the pelvis are 13 deg tilted."""
    one = np.ones((60, 1)) * [13.0, 0.0, 0.0]
    return Body(one, one, one, one, knee=0.0)


def _matrix(order, *angles):
    """Rotations (T, 3, 3) about axes that turn along, in deg."""
    return Rotation.from_euler(order, np.stack(angles, axis=-1), degrees=True).as_matrix()
