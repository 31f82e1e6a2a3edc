"""A walker made of sticks: every angle known, filmed as a camera would."""

from dataclasses import dataclass

import numpy as np

from psoascope.read.recording import Recording, Source

NAMES = tuple(
    f"{side}_{joint}"
    for side in ("left", "right")
    for joint in ("shoulder", "hip", "knee", "ankle", "heel", "foot_index")
)
TRUNK, THIGH, SHANK, FOOT = 0.50, 0.42, 0.41, 0.18  # m
SHOULDERS, HIPS = 0.38, 0.19  # m, breadth


@dataclass(frozen=True)
class Walk:
    """What the walker does; angles in deg."""

    seconds: float = 4.0
    fps: float = 30.0
    front: float = 30.0
    behind: float = -12.0
    knee: float = 55.0
    lean: float = 4.0
    speed: float = 1.2  # m/s, to the picture's right; negative walks left
    yaw: float = 0.0  # deg, away from the side view

    @property
    def time(self):
        """Times of the frames, s."""
        return np.arange(round(self.seconds * self.fps)) / self.fps

    def hip(self, side):
        """Trunk-thigh angle of a side (T,), deg."""
        phase = 2 * np.pi * 0.9 * self.time + (np.pi if side == "right" else 0)
        middle, swing = (self.front + self.behind) / 2, (self.front - self.behind) / 2
        return middle + swing * np.sin(phase)

    def bend(self, side):
        """Knee flexion of a side (T,), deg."""
        phase = 2 * np.pi * 0.9 * self.time + (np.pi if side == "right" else 0)
        return 5 + (self.knee - 5) * np.clip(np.cos(phase), 0, 1) ** 2


def body(walk):
    """Points (T, 12, 3) in metres: x the way they walk, y up, z to their right."""
    lean = np.radians(walk.lean)
    place = np.abs(walk.speed) * walk.time
    points = {}
    for side in ("left", "right"):
        across = 1.0 if side == "right" else -1.0
        thigh = np.radians(walk.hip(side)) - lean
        shank = thigh - np.radians(walk.bend(side))
        hip = _point(place, 0.90, across * HIPS / 2)
        points[f"{side}_hip"] = hip
        points[f"{side}_shoulder"] = hip + _point(
            np.full_like(place, TRUNK * np.sin(lean)),
            TRUNK * np.cos(lean),
            across * (SHOULDERS - HIPS) / 2,
        )
        knee = hip + THIGH * _point(np.sin(thigh), -np.cos(thigh), 0.0)
        ankle = knee + SHANK * _point(np.sin(shank), -np.cos(shank), 0.0)
        points[f"{side}_knee"], points[f"{side}_ankle"] = knee, ankle
        points[f"{side}_heel"] = ankle + _point(np.full_like(place, -0.05), -0.05, 0.0)
        points[f"{side}_foot_index"] = ankle + _point(np.full_like(place, FOOT), -0.05, 0.0)
    return np.stack([points[name] for name in NAMES], axis=1)


def filmed(walk, noise=0.0, seed=7):
    """The walk as a camera far away sees it, 1280 x 720 pixels, 200 pixels a metre."""
    points = body(walk)
    yaw = np.radians(walk.yaw)
    forward = points[..., 0] * np.cos(yaw) - points[..., 2] * np.sin(yaw)
    direction = 1.0 if walk.speed >= 0 else -1.0
    start = 150.0 if direction > 0 else 1130.0
    pixels = np.stack([start + direction * 200 * forward, 600 - 200 * points[..., 1]], axis=-1)
    pixels += np.random.default_rng(seed).normal(0, noise, pixels.shape)
    return recording(walk.time, pixels, "pixel", (1280, 720))


def recording(time, points, unit="pixel", frame_size=(1280, 720), visibility=None):
    """A recording of these points."""
    shown = np.where(np.isnan(points).any(axis=-1), np.nan, 0.95)
    return Recording(
        time=time,
        points=points,
        names=NAMES,
        visibility=shown if visibility is None else visibility,
        unit=unit,
        frame_size=frame_size,
        source=Source("sticks", "0" * 64, len(time), 30.0),
    )


def changed(original, **values):
    """The same recording with some fields replaced."""
    from dataclasses import replace

    return replace(original, **values)


def _point(x, y, z):
    x = np.asarray(x, dtype=float)
    return np.stack([x, np.broadcast_to(y, x.shape), np.broadcast_to(z, x.shape)], axis=-1)
