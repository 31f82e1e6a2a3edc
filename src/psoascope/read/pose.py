"""The pose model: pictures in, 33 points of each person out."""

import os
import sys
import tempfile
import threading
import time as clock
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from functools import cache
from importlib import resources
from pathlib import Path
from typing import IO, Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ExtraError, ReadError
from psoascope.read.files import sha256_of
from psoascope.read.frames import Picture

MODELS = ("heavy", "full", "lite")

NAMES = (
    "nose",
    *("left_eye_inner", "left_eye", "left_eye_outer"),
    *("right_eye_inner", "right_eye", "right_eye_outer"),
    *("left_ear", "right_ear", "mouth_left", "mouth_right"),
    *("left_shoulder", "right_shoulder", "left_elbow", "right_elbow"),
    *("left_wrist", "right_wrist", "left_pinky", "right_pinky"),
    *("left_index", "right_index", "left_thumb", "right_thumb"),
    *("left_hip", "right_hip", "left_knee", "right_knee"),
    *("left_ankle", "right_ankle", "left_heel", "right_heel"),
    *("left_foot_index", "right_foot_index"),
)

# What the engine writes to standard error although nothing is wrong.
_NOISE = (
    b"Created TensorFlow Lite XNNPACK delegate",
    b"absl::InitializeLog",
    b"inference_feedback_manager.cc",
    b"landmark_projection_calculator.cc",
)


class Poses:
    """A pose model at work on the pictures of one video, in order.

    Parameters
    ----------
    model : str
        "heavy", "full" or "lite".
    people : int
        Most people looked for. With 1 the points are tracked and smoothed by the model; with
        more they are found anew, which is good enough to see who is there, not to measure.

    Attributes
    ----------
    seconds : float, s
        Time spent in the model so far.
    """

    def __init__(self, model: str, people: int = 1) -> None:
        self.seconds = 0.0
        self._last = -1
        self._settled = False
        # The engine works in a thread of its own, so that Ctrl-C meets it between two pictures.
        self._thread = ThreadPoolExecutor(1, "pose")
        self._started = self._thread.submit(_started, model_file(model), people)
        try:
            self._landmarker, self._image = self._started.result()
        except BaseException:
            self._close()
            raise

    def __enter__(self) -> "Poses":
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        self._thread.shutdown(wait=True)
        if not self._started.exception():
            self._started.result()[0].close()

    def found(self, picture: Picture, time: float) -> Array:
        """The people in the next picture.

        Parameters
        ----------
        picture : array (H, W, 3)
        time : float, s
            Later than the one before.

        Returns
        -------
        array (P, 33, 3)
            x and y as shares of width and height, y down; visibility 0..1. P is 0 for nobody.
        """
        self._last = max(self._last + 1, round(1000 * time))
        return self._thread.submit(self._found, picture, self._last).result()

    def _found(self, picture: Picture, milliseconds: int) -> Array:
        with nullcontext() if self._settled else QUIET:
            # Decoders may end rows with filling, which the engine would read as picture.
            image = self._image(np.ascontiguousarray(picture))
            start = clock.perf_counter()
            poses = self._landmarker.detect_for_video(image, milliseconds).pose_landmarks
            self.seconds += clock.perf_counter() - start
        self._settled = self._settled or bool(poses)
        rows = [[(point.x, point.y, point.visibility) for point in pose] for pose in poses]
        return np.array(rows, dtype=np.float64).reshape(-1, len(NAMES), 3)


def _started(file: Path, people: int) -> tuple[Any, Callable[[Picture], Any]]:
    """The engine with a model, and what makes its kind of picture."""
    with QUIET:
        try:
            import mediapipe
            from mediapipe.tasks.python import BaseOptions, vision
        except ImportError as error:
            raise tables.error(ExtraError, "missing_extra", extra="video") from error
        options = vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(file)),
            running_mode=vision.RunningMode.VIDEO,
            num_poses=people,
        )
        landmarker = vision.PoseLandmarker.create_from_options(options)
    return landmarker, lambda picture: mediapipe.Image(mediapipe.ImageFormat.SRGB, picture)


@cache
def model_file(model: str) -> Path:
    """The checked file of a pose model; each is checked once in a process.

    Parameters
    ----------
    model : str
        "heavy", "full" or "lite".

    Returns
    -------
    Path

    Raises
    ------
    ReadError
        No such model, its file is absent, or is not the pinned one.
    """
    if model not in MODELS:
        known = ", ".join(MODELS)
        raise tables.error(ReadError, "unknown_model", model=model, known=known)
    pinned = tables.entry(f"pose_models.{model}")
    file = Path(str(resources.files("psoascope") / "data" / "pose" / pinned["file"]))
    if not file.is_file():
        raise tables.error(ReadError, "no_pose_model", name=file.name)
    if sha256_of(file) != pinned["sha256"]:
        raise tables.error(ReadError, "wrong_pose_model", name=file.name)
    return file


class Quiet:
    """Keeps the engine's chatter off standard error; everything else is passed on afterwards.

    The engine writes to the file descriptor itself, past Python, so only the descriptor can be
    turned aside. All threads share it: the first to enter turns it aside, the last to leave back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._kept = -1
        self._aside: IO[bytes] | None = None

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside > 1:
                return
            sys.stderr.flush()
            with suppress(OSError):  # a program without standard error has nothing to turn aside
                self._kept = os.dup(2)
                self._aside = tempfile.TemporaryFile()
                os.dup2(self._aside.fileno(), 2)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside or self._aside is None:
                return
            os.dup2(self._kept, 2)
            os.close(self._kept)
            with self._aside as aside:
                aside.seek(0)
                for line in aside:
                    if not any(noise in line for noise in _NOISE):
                        os.write(2, line)
            self._aside = None


QUIET = Quiet()
