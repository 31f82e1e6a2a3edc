"""Known-answer captures: a body with exact angles, filmed by a pinhole camera with its faults.

Not the model that the bands assume: points are misplaced in the body's own axes by a constant of
heavy tails (what a pose model gets wrong in a person), by another for each film, and by noise that
is correlated in time; frames are lost in bursts; people do not stand neutrally, nor repeat a
movement exactly.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from psoascope.read.recording import Recording, Source
from tests.motion.walkers import FOOT, HIPS, NAMES, SHANK, SHOULDERS, THIGH, TRUNK

HEIGHT = 1.70
SIZE = (1920, 1080)
FOCAL = 1500.0  # px: a phone's wide lens in landscape, about 65 degrees across
PERSON_BIAS, FILM_BIAS = 0.014, 0.004  # of standing height, per point and axis


@dataclass(frozen=True)
class Pose:
    """Angles over time, deg, as the product defines them; sides right, left."""

    time: np.ndarray
    trunk: np.ndarray
    thigh: np.ndarray  # (T, 2) from straight down, + forward
    knee: np.ndarray  # (T, 2)
    pelvis: np.ndarray = field(default_factory=lambda: np.zeros(2))  # (2,) or (T, 2), m

    @property
    def hip(self):
        """Trunk-thigh angle (T, 2)."""
        return self.thigh + self.trunk[:, None]


@dataclass(frozen=True)
class Film:
    """How it is filmed."""

    yaw: float = 0.0  # deg, away from the side view
    roll: float = 0.0
    distance: float = 3.5  # m, from the near side
    camera_height: float = 1.0
    noise: float = 0.0  # root mean square distance from the true place, share of standing height
    lost: float = 0.0  # share of frames
    left_side: bool = False  # filmed from the left: the body faces the picture's left


def body_points(pose):
    """Points (T, 12, 3), m: x forward, y up, z to the right."""
    frames = len(pose.time)
    place = np.broadcast_to(pose.pelvis, (frames, 2))
    trunk = np.radians(pose.trunk)
    points = {}
    for number, side in enumerate(("right", "left")):
        across = 1.0 if side == "right" else -1.0
        thigh = np.radians(pose.thigh[:, number])
        shank = thigh - np.radians(pose.knee[:, number])
        hip = np.stack([place[:, 0], place[:, 1], np.full(frames, across * HIPS / 2)], axis=-1)
        wide = across * (SHOULDERS - HIPS) / 2
        up = np.stack([np.sin(trunk), np.cos(trunk), np.full(frames, wide / TRUNK)], axis=-1)
        knee = hip + THIGH * _hanging(thigh)
        ankle = knee + SHANK * _hanging(shank)
        sole = shank + np.pi / 2
        points |= {
            f"{side}_hip": hip,
            f"{side}_shoulder": hip + TRUNK * up,
            f"{side}_knee": knee,
            f"{side}_ankle": ankle,
            f"{side}_heel": ankle - 0.05 * _hanging(sole) + 0.05 * _hanging(shank),
            f"{side}_foot_index": ankle + FOOT * _hanging(sole) + 0.05 * _hanging(shank),
        }
    return np.stack([points[name] for name in NAMES], axis=1)


def filmed(pose, film, person, rng):
    """A recording of the pose; `person` (12, 2) is what the pose model gets wrong in this body."""
    points = body_points(pose)
    off = person + FILM_BIAS * HEIGHT * rng.normal(size=person.shape)
    points = points + _misplaced(pose, off)
    points = points + film.noise * HEIGHT / np.sqrt(2) * _wandering(pose.time, points.shape, rng)
    pixels = _projected(points, film)
    gone = _bursts(len(pose.time), film.lost, rng)
    pixels[gone] = np.nan
    return Recording(
        time=pose.time,
        points=pixels,
        names=NAMES,
        visibility=np.where(np.isnan(pixels).any(axis=-1), np.nan, 0.95),
        unit="pixel",
        frame_size=SIZE,
        source=Source("actor", "0" * 64, len(pose.time), 30.0),
    )


def person_bias(rng):
    """What a pose model gets wrong in one person, (12, 2), m: along and across the body part."""
    return PERSON_BIAS * HEIGHT / np.sqrt(2) * rng.laplace(size=(len(NAMES), 2))


def standing(rng, seconds=5.0, fps=30.0):
    """Somebody who stands nearly neutrally and sways a little."""
    time = np.arange(round(seconds * fps)) / fps
    thigh, knee, trunk = rng.normal(0, 1.5, 3)
    sway = 0.4 * np.sin(2 * np.pi * 0.3 * time + rng.uniform(0, 6))
    both = np.ones((len(time), 2))
    return Pose(time, trunk + sway, (thigh - sway)[:, None] * both, abs(knee) * both, _feet_down(0))


def mirrored(film):
    """The same film from the other side."""
    return replace(film, left_side=not film.left_side)


def _feet_down(_):
    return np.array([0.0, THIGH + SHANK + 0.05])


def _hanging(angle):
    return np.stack([np.sin(angle), -np.cos(angle), np.zeros_like(angle)], axis=-1)


def _misplaced(pose, off):
    """The constant error, carried along by trunk, thigh and shank, (T, 12, 3)."""
    moved = np.zeros((len(pose.time), len(NAMES), 3))
    for column, name in enumerate(NAMES):
        side = 0 if name.startswith("right") else 1
        thigh = np.radians(pose.thigh[:, side])
        angle = {
            "shoulder": np.radians(-pose.trunk),
            "hip": np.radians(-pose.trunk),
            "knee": thigh,
        }.get(name.split("_", 1)[1], thigh - np.radians(pose.knee[:, side]))
        along, across = off[column]
        moved[:, column] = along * _hanging(angle) + across * _hanging(angle + np.pi / 2)
    return moved


def _wandering(time, shape, rng):
    """Noise of unit variance whose memory lasts 0.1 to 0.4 s (Ornstein-Uhlenbeck)."""
    step = float(np.median(np.diff(time)))
    keep = np.exp(-step / rng.uniform(0.1, 0.4))
    fresh = rng.normal(size=shape)
    fresh[..., 2] = 0.0
    noise = np.empty(shape)
    noise[0] = fresh[0]
    for frame in range(1, len(time)):
        noise[frame] = keep * noise[frame - 1] + np.sqrt(1 - keep**2) * fresh[frame]
    return noise


def _bursts(frames, share, rng):
    """Frames in which nobody is found."""
    gone = np.zeros(frames, dtype=bool)
    while gone.mean() < share:
        start = rng.integers(frames)
        gone[start : start + rng.integers(1, 7)] = True
    return gone


def _projected(points, film):
    """Pixels (T, 12, 2) of a pinhole camera, square to the middle but for its faults."""
    x, y, z = np.moveaxis(points, -1, 0)
    if film.left_side:
        x, z = -x, -z
    yaw = np.radians(film.yaw)
    x, z = x * np.cos(yaw) + z * np.sin(yaw), z * np.cos(yaw) - x * np.sin(yaw)
    depth = film.distance - z
    across, up = FOCAL * x / depth, FOCAL * (y - film.camera_height) / depth
    roll = np.radians(film.roll)
    turned_x = across * np.cos(roll) - up * np.sin(roll)
    turned_y = up * np.cos(roll) + across * np.sin(roll)
    return np.stack([SIZE[0] / 2 + turned_x, SIZE[1] / 2 - turned_y], axis=-1)
