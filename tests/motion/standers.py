"""A body made of sticks before a phone: where the phone stands is known, and so what is wrong."""

from dataclasses import dataclass, replace

import numpy as np

from psoascope.motion.glimpse import Glimpse

# Forward, up from the hips, to the right; m. The right side; the left one is mirrored.
MIDDLE = {"nose": (0.11, 0.66, 0.0)}
SIDE = {
    "ear": (0.0, 0.67, 0.07),
    "shoulder": (0.0, 0.50, 0.18),
    "hip": (0.0, 0.0, 0.09),
    "knee": (0.01, -0.42, 0.09),
    "ankle": (0.0, -0.83, 0.09),
    "heel": (-0.05, -0.88, 0.09),
    "foot_index": (0.17, -0.90, 0.11),
}
NAMES = ("nose", *(f"{side}_{part}" for side in ("left", "right") for part in SIDE))


@dataclass(frozen=True)
class Scene:
    """How the phone sees the body; everything in order by default."""

    seconds: float = 0.8
    fps: float = 10.0
    lying: bool = False
    head_left: bool = False  # lying with the head on the picture's left
    heading: float = 0.0  # deg: 0 faces the picture's right, 90 the camera, 180 the left
    distance: float = 3.6  # m
    height: float = 0.0  # m, phone over the hips
    aside: float = 0.0  # m, body to the picture's right
    roll: float = 0.0  # deg, phone clockwise as seen from behind it
    above: float = 0.0  # deg, the phone looks down
    walk: float = 0.0  # m/s, to the picture's right
    knee_lift: float = 0.0  # m, the right knee forward and up
    noise: float = 0.0  # pixel
    frame_size: tuple[int, int] = (1280, 720)
    hidden: tuple[str, ...] = ()
    brightness: float | None = 120.0
    persons: int | None = 1


def glimpse(scene=None, **changes):
    """What the phone sees, Glimpse."""
    scene = replace(scene or Scene(), **changes)
    time = np.arange(round(scene.seconds * scene.fps) + 1) / scene.fps
    body = _body(scene) @ _posture(scene)
    seen = body @ _about_x(scene.above).T + [scene.aside, -scene.height, 0.0]
    seen = seen[None] + time[:, None, None] * [scene.walk, 0.0, 0.0]
    width, height = scene.frame_size
    focal = 0.9 * max(width, height)
    flat = focal * seen[..., :2] / (scene.distance - seen[..., 2:])
    # The phone turned clockwise turns the picture anticlockwise.
    turn = np.radians(scene.roll)
    flat = flat @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    pixels = np.stack([width / 2 + flat[..., 0], height / 2 - flat[..., 1]], axis=-1)
    pixels += np.random.default_rng(5).normal(0, 1, pixels.shape) * scene.noise
    visibility = np.full(pixels.shape[:2], 0.95)
    for name in scene.hidden:
        visibility[:, NAMES.index(name)] = 0.2
    return Glimpse(
        time, pixels, visibility, NAMES, scene.frame_size, scene.brightness, scene.persons
    )


def _body(scene):
    """Points (15, 3): forward, up, right."""
    points = [MIDDLE["nose"]]
    for across in (-1.0, 1.0):
        points += [(x, y, across * z) for x, y, z in SIDE.values()]
    body = np.array(points)
    for part in ("knee", "ankle", "heel", "foot_index"):
        body[NAMES.index(f"right_{part}")] += [scene.knee_lift, scene.knee_lift, 0.0]
    return body


def _posture(scene):
    """Rows: where the body's forward, up and right lie; picture right, up, towards the camera."""
    turn = np.radians(scene.heading)
    if scene.lying:
        side = -1.0 if scene.head_left else 1.0
        up = np.array([side * np.cos(turn), 0.0, np.sin(turn)])
        forward = np.array([0.0, 1.0, 0.0])
    else:
        up = np.array([0.0, 1.0, 0.0])
        forward = np.array([np.cos(turn), 0.0, np.sin(turn)])
    return np.array([forward, up, np.cross(forward, up)])


def _about_x(angle):
    """Turns the upper side towards the camera, as seen from above."""
    turn = np.radians(angle)
    return np.array([[1, 0, 0], [0, np.cos(turn), -np.sin(turn)], [0, np.sin(turn), np.cos(turn)]])
