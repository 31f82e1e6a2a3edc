"""Points seen by several calibrated cameras, put together in space."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from psoascope.read.recording import Recording

Array = NDArray[np.float64]

UNITS_A_PIXEL = 64  # the file gives lengths on the sensor in 1/64 pixel
# Along the camera's axes the file has x to the right, y up, z backwards; pictures have y down.
_TO_PICTURE = np.diag([1.0, -1.0, -1.0])
# The laboratory has z up; a recording has y up.
_Y_UP = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])


@dataclass(frozen=True)
class Camera:
    """Where a camera stands and how it draws.

    Lens (3, 3) in pixel; distortion k1, k2, p1, p2; rotation (3, 3) from the laboratory, z up, to
    right, down and away from the camera; place (3,) in m.
    """

    name: str
    lens: Array
    distortion: Array
    rotation: Array
    place: Array

    @property
    def shift(self):
        """The laboratory's origin as the camera has it (3,), m."""
        return -self.rotation @ self.place

    @property
    def pitch(self):
        """How far it looks up, deg."""
        return float(np.degrees(np.arcsin(self.rotation[2, 2])))

    @property
    def roll(self):
        """How far the vertical leans to the right in its picture, deg."""
        right, down = self.rotation[:2, 2]
        return float(np.degrees(np.arctan2(right, -down)))

    def undistorted(self, pixels):
        """Points (..., 2) on a picture at unit distance, without what the lens bends."""
        import cv2

        flat = np.ascontiguousarray(pixels, dtype=np.float64).reshape(-1, 1, 2)
        return cv2.undistortPoints(flat, self.lens, self.distortion).reshape(pixels.shape)

    def filmed(self, points):
        """Pixels (..., 2) of points (..., 3) in the laboratory, m."""
        import cv2

        turn = cv2.Rodrigues(self.rotation)[0]
        flat = np.ascontiguousarray(points, dtype=np.float64).reshape(-1, 3)
        seen, _ = cv2.projectPoints(flat, turn, self.shift, self.lens, self.distortion)
        return seen.reshape(*points.shape[:-1], 2)

    def yaw(self, rightward):
        """Angle of the optical axis from a person's right-to-left line (T, 3), deg, 0..90.

        Both in the horizontal plane: 0 is a side view, 90 a view from the front or the back.
        """
        axis, line = self.rotation[2, :2], rightward[..., :2]
        cosine = np.abs(line @ axis) / np.linalg.norm(line, axis=-1) / np.linalg.norm(axis)
        return np.degrees(np.arccos(np.clip(cosine, 0, 1)))


def read_cameras(path: Path) -> list[Camera]:
    """The cameras of a Qualisys calibration file (.qca.txt), in its order."""
    return [_camera(one) for one in ElementTree.parse(path).getroot().iter("camera")]


def _camera(one) -> Camera:
    lens, stand = one.find("intrinsic"), one.find("transform")

    def lengths(*names):
        return [float(lens.get(name)) / UNITS_A_PIXEL for name in names]

    wide, high, across, down = lengths(
        "focalLengthU", "focalLengthV", "centerPointU", "centerPointV"
    )
    bends = ("radialDistortion1", "radialDistortion2", "tangentalDistortion1")
    axes = [[float(stand.get(f"r{row}{column}")) for column in (1, 2, 3)] for row in (1, 2, 3)]
    return Camera(
        one.get("serial"),
        np.array([[wide, 0.0, across], [0.0, high, down], [0.0, 0.0, 1.0]]),
        np.array([float(lens.get(name)) for name in (*bends, "tangentalDistortion2")]),
        _TO_PICTURE @ np.array(axes),
        np.array([float(stand.get(name)) for name in "xyz"]) / 1000,
    )


def triangulated(cameras: Sequence[Camera], pixels: Array) -> Array:
    """Points (T, K, 3) in the laboratory, m, from pixels (C, T, K, 2) of each camera.

    The direct linear transformation: two equations a camera, least squares by the smallest singular
    vector. NaN where any camera misses the point.
    """
    rows = []
    for camera, seen in zip(cameras, pixels, strict=True):
        onto = np.concatenate([camera.rotation, camera.shift[:, None]], axis=1)
        flat = camera.undistorted(seen)
        rows += [flat[..., [axis]] * onto[2] - onto[axis] for axis in (0, 1)]
    equations = np.stack(rows, axis=-2)
    known = np.isfinite(equations).all(axis=(-2, -1))
    points = np.full((*known.shape, 3), np.nan)
    smallest = np.linalg.svd(equations[known])[2][:, -1]
    points[known] = smallest[:, :3] / smallest[:, 3:]
    return points


def in_space(points: Array, like: Recording) -> Recording:
    """A recording in metres, y up, of points (T, K, 3) in the laboratory, named like another."""
    turned = points @ _Y_UP.T
    shown = np.where(np.isnan(turned).any(axis=-1), np.nan, 1.0)
    return Recording(like.time, turned, like.names, shown, "metre", None, like.source)


def like_filmed(points: Array, camera: Camera, like: Recording) -> Recording:
    """What a camera would have seen of points (T, K, 3), in pixels: no error but its place."""
    seen = camera.filmed(points)
    sure = np.ones(seen.shape[:2])
    return Recording(like.time, seen, like.names, sure, "pixel", like.frame_size, like.source)
