"""A walking video in, the points of the walker over time out."""

import threading
import time as clock
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read.container import Clip, clip
from psoascope.read.crowd import Presence, only, walker, whose
from psoascope.read.files import checked_file, sha256_of
from psoascope.read.frames import frames
from psoascope.read.pose import NAMES, Poses, model_file
from psoascope.read.recording import Recording, Source

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

_HIPS = [NAMES.index("left_hip"), NAMES.index("right_hip")]


@dataclass
class Timing:
    """How long reading took; filled in by read_video.

    Parameters
    ----------
    total_s : float, s
        From opening the file to the recording, without starting the pose engine.
    inference_s : float, s
        Time spent inside the pose models.
    """

    total_s: float = 0.0
    inference_s: float = 0.0


@dataclass(frozen=True)
class _Watch:
    """Tells the caller how far the reading is, and asks whether to go on."""

    clip: Clip
    progress: Progress | None
    should_stop: Stop | None

    def tell(self, done: float) -> None:
        if self.should_stop and self.should_stop():
            raise tables.error(ReadError, "stopped", name=self.clip.path.name)
        if self.progress:
            total = self.clip.frames
            self.progress(min(int(done), total) if total else int(done), total)


def read_video(
    path: str | Path,
    *,
    model: str = "heavy",
    progress: Progress | None = None,
    should_stop: Stop | None = None,
    timing: Timing | None = None,
) -> Recording:
    """Points of the person who walks in a video.

    Pictures are worked on one by one and never kept. Where several people are seen, the one seen
    longest, largest and travelling farthest is followed, and the others are hidden meanwhile.

    Parameters
    ----------
    path : str or Path
        mp4, mov, webm and other usual kinds; sound is ignored.
    model : str
        "heavy" (best), "full" or "lite" (fastest).
    progress : callable (done, total) or None
        Called with frames done and frames in all; 0 in all where the file does not say.
    should_stop : callable () -> bool or None
        Asked at each frame; True ends the reading with a ReadError.
    timing : Timing or None
        Filled in.

    Returns
    -------
    Recording
        33 points in pixels of the displayed picture; NaN where nobody was found. person is 0 for
        the walker, 1 and up for somebody else, -1 for nobody. source.frames is what the file
        promises where it holds fewer, so a video that was cut off can be told.

    Raises
    ------
    ReadError
        Not a usable video; says why and what to do.
    ExtraError
        The video part is not installed.

    References
    ----------
    mediapipe_pose in data/sources.toml.
    """
    timing = timing or Timing()
    file = checked_file(path)
    about = clip(file)
    model_file(model)
    watch = _Watch(about, progress, should_stop)
    given_up = threading.Event()
    # The first look runs beside the measuring, which seldom needs it: see decision 0004.
    with ThreadPoolExecutor(1, "look") as beside:
        look = beside.submit(_looked, about, given_up)
        start = clock.perf_counter()
        try:
            found = None
            while found is None:  # the second time, the look is done
                found = _followed(watch, model, look, timing)
        finally:
            given_up.set()
        timing.total_s += clock.perf_counter() - start
    return _recording(about, model, found, look.result())


def _looked(about: Clip, given_up: threading.Event) -> Presence | None:
    """Who is there: few, small pictures, several people, the fast model."""
    look = tables.entry("pose_models.look")
    times: list[float] = []
    people: list[Array] = []
    with Poses(look["model"], look["people"]) as poses:
        for frame in frames(about.path, look["longest_edge"], 1 / look["per_second"]):
            if given_up.is_set():
                break
            found = poses.found(frame.picture, frame.time)
            found[..., :2] *= frame.size
            times.append(frame.time)
            people.append(found)
    return walker(np.array(times), people, NAMES)


@dataclass
class _Found:
    """The one person followed, picture by picture; decoded counts repeated time stamps too."""

    times: list[float] = field(default_factory=list)
    points: list[Array] = field(default_factory=list)
    size: tuple[int, int] = (0, 0)
    decoded: int = 0

    def strayed(self, who: Presence | None) -> bool:
        """Whether the others should have been hidden in some picture."""
        pairs = zip(self.points, self.times[1:], strict=False)
        return any(_lost(who, before, time) is not None for before, time in pairs)


def _lost(who: Presence | None, before: Array, time: float) -> Array | None:
    """Where the walker is (4,), if they were not followed in the picture before."""
    box = who.at(time) if who else None
    return None if who is None or who.holds(_hip(before), time) else box


def _followed(
    watch: _Watch, model: str, look: "Future[Presence | None]", timing: Timing
) -> _Found | None:
    """The walker in every picture; None where the look shows that somebody else was followed."""
    edge = tables.entry("pose_models.longest_edge.value")
    found = _Found()
    known = look.done()
    with Poses(model) as poses:
        for frame in frames(watch.clip.path, edge):
            if not known and look.done():
                known = True
                if found.strayed(look.result()):
                    return None
            picture = frame.picture
            last = found.points[-1] if found.points else None
            box = _lost(look.result(), last, frame.time) if known and last is not None else None
            if box is not None:
                picture = only(picture, picture.shape[1] / frame.size[0], box)
            found.size = found.size if found.times else frame.size
            found.points.append(_one(poses.found(picture, frame.time), found.size))
            found.times.append(frame.time)
            found.decoded = frame.number + 1
            watch.tell(found.decoded)
        timing.inference_s += poses.seconds
    _check_pictures(watch.clip, len(found.times))
    return found if known or not found.strayed(look.result()) else None


def _recording(about: Clip, model: str, found: _Found, who: Presence | None) -> Recording:
    values = np.array(found.points, dtype=np.float64)
    stamps = np.array(found.times)
    return Recording(
        time=stamps,
        points=values[..., :2],
        names=NAMES,
        visibility=values[..., 2],
        unit="pixel",
        frame_size=found.size,
        source=_source(about, found.decoded, found.times, model),
        person=whose(stamps, values, who, NAMES),
    )


def _hip(points: Array) -> Array:
    """Middle of the hips (2,), pixel."""
    return np.asarray(points[_HIPS, :2].mean(axis=0))


def _one(found: Array, size: tuple[int, int]) -> Array:
    """The one person found (33, 3) in pixels; NaN for nobody."""
    if not len(found):
        return np.full((len(NAMES), 3), np.nan)
    return np.asarray(found[0] * (*size, 1.0))


def _check_pictures(about: Clip, pictures: int) -> None:
    name = about.path.name
    if pictures == 0:
        raise tables.error(ReadError, "no_pictures", name=name)
    if pictures == 1:
        raise tables.error(ReadError, "one_picture", name=name)


def _source(about: Clip, decoded: int, times: list[float], model: str) -> Source:
    return Source(
        name=about.path.name,
        sha256=sha256_of(about.path),
        frames=max(about.frames, decoded),
        fps=(len(times) - 1) / (times[-1] - times[0]),
        model=model,
    )
