"""Landmarks as JSON: COCO, OpenPose, MediaPipe and myogait, by what the file holds.

What could be looked up is followed: OpenPose's documentation (one file a frame, people,
pose_keypoints_2d), COCO's annotations and results, and the source code of myogait 0.9. MediaPipe
defines no file of its own, so what people write themselves is taken: a list of frames of 33
landmarks with width and height. The order of BODY_25 and of the 26 Halpe points is from memory
(data/keypoints.toml marks each).
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read import landmark_shapes
from psoascope.read.axes import upright
from psoascope.read.files import checked_file, sha256_of
from psoascope.read.followed import followed
from psoascope.read.landmark_values import Filed, number_in
from psoascope.read.recording import Recording, Remark, Source

# Bytes that an empty list or dict, a number up to its place in an array, and a frame without
# anybody take; what any file may take is so many times its size, and so many bytes more.
_A_PART, _A_NUMBER, _A_GAP = 64, 50, 60
_MOST_MEMORY = (9, 60 * 2**20)
_COPIES = 2.5  # of all points at once, from following a person to the recording


def read_landmarks(path: str | Path, *, fps: float | None = None, up: str = "auto") -> Recording:
    """Landmarks of one person from a JSON file, or from OpenPose's folder of one file a frame.

    Parameters
    ----------
    path : str or Path
        Of several people the one who is seen best is followed from frame to frame.
    fps : float or None, 1/s
        Frame rate; None takes the file's own, or 30, which is then said in the remarks.
    up : {"auto", "y", "z"}
        For world landmarks in metres only.

    Returns
    -------
    Recording
        In pixels, y down; in metres, y up, where a file holds MediaPipe's world landmarks.
        Points at 0, 0 without confidence are missing, NaN.

    Raises
    ------
    ReadError
        Not JSON, of no known shape, a wrong number of points, a figure that no picture has,
        or nobody in it.
    """
    if fps is not None and not 0 < fps < 1e5:
        raise tables.error(ReadError, "frame_rate_range", fps=fps)
    source = Path(path)
    if source.is_dir():
        filed, digest = _folder(source), ""
        size = sum(file.stat().st_size for file in source.glob("*.json"))
    else:
        file = checked_file(source)
        filed, digest = landmark_shapes.filed(_json(file), file.name), sha256_of(file)
        size = file.stat().st_size
    return upright(_recording(filed, source.name, digest, size, fps), up)


def is_landmark_folder(path: Path) -> bool:
    """Whether a folder holds OpenPose's files of one frame each.

    Parameters
    ----------
    path : Path

    Returns
    -------
    bool
    """
    return path.is_dir() and any(path.glob("*.json"))


def _folder(folder: Path) -> Filed:
    """OpenPose's files in the order of the last number in their names."""
    files = sorted(
        (file for file in folder.glob("*.json") if file.is_file()),
        key=lambda file: (number_in(file.stem), file.name),
    )
    if not files:
        raise tables.error(ReadError, "no_landmark_files", name=folder.name)
    frames = [_json(checked_file(file)) for file in files]
    numbers = [number_in(file.stem) for file in files]
    return landmark_shapes.openpose(frames, folder.name, numbers)


def _json(file: Path) -> Any:
    raw = file.read_bytes()
    # Short numbers and empty parts take many times their text: refused before they are built.
    parts = ((b"[", _A_PART), (b"{", _A_PART), (b",", _A_NUMBER), (b"null", _A_GAP))
    _check_memory(file.name, len(raw), sum(size * raw.count(mark) for mark, size in parts))
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:60]
        raise tables.error(ReadError, "not_json", name=file.name, reason=reason) from error


def _check_memory(name: str, size: int, wanted: float) -> None:
    times, more = _MOST_MEMORY
    if wanted > times * size + more:
        values = {"size": f"{size / 1e6:.1f}", "memory": f"{wanted / 1e6:.0f}"}
        raise tables.error(ReadError, "json_memory", name=name, **values)


def _recording(filed: Filed, name: str, digest: str, size: int, fps: float | None) -> Recording:
    remarks = list(filed.remarks)
    rate = fps or filed.fps
    if rate is None:
        rate = float(tables.entry("marker_files.assumed_rate.value"))
        if filed.time is None:
            remarks.append(Remark("rate_assumed", {"fps": f"{rate:g}"}))
    _check_pixels(filed, name)
    figures = (4 if filed.unit == "metre" else 3) * len(filed.people) * len(filed.names)
    _check_memory(name, size, _COPIES * 8 * figures)
    points, person = followed(filed.people)
    most = max((len(people) for people in filed.people), default=0)
    if most > 1:
        remarks.append(Remark("several_people", {"count": most}))
    coordinates, visibility = points[..., :-1], points[..., -1]
    seen = np.asarray(np.isfinite(points).all(axis=2))
    if not seen.any():
        raise tables.error(ReadError, "no_point_seen", name=name)
    time = np.asarray(filed.numbers, dtype=np.float64) / rate if filed.time is None else filed.time
    _check_time(time, name)
    steps = time[-1] - time[0] if len(time) > 1 else 0.0
    return Recording(
        time=time,
        points=np.where(seen[..., None], coordinates, np.nan),
        names=filed.names,
        visibility=np.where(seen, np.clip(visibility, 0.0, 1.0), np.nan),
        unit=filed.unit,
        frame_size=filed.frame_size,
        source=Source(name, digest, len(time), (len(time) - 1) / steps if steps > 0 else rate),
        person=person,
        remarks=tuple(remarks),
    )


def _check_time(time: Array, name: str) -> None:
    bad = ~np.isfinite(time)
    bad[1:] |= ~(np.diff(time) > 0)
    if bad.any():
        row = int(np.argmax(bad))
        values = {"frame": row + 1, "what": "words.json_time", "value": f"{time[row]:g}"}
        raise tables.error(ReadError, "json_frame", name=name, **values)


def _check_pixels(filed: Filed, name: str) -> None:
    """Figures far beyond any picture are a mistake, and all within 0 to 1 are shares of it."""
    largest = np.zeros(len(filed.people))
    for row, shown in enumerate(filed.people):
        for one in shown:
            largest[row] = np.fmax.reduce(np.abs(one[:, :-1]), axis=None, initial=largest[row])
    limit = tables.entry("marker_files.largest_coordinate.value")
    if (largest > limit).any():
        row = int(np.argmax(largest > limit))
        values = {"frame": row + 1, "what": "words.json_number", "value": f"{largest[row]:g}"}
        raise tables.error(ReadError, "json_frame", name=name, **values)
    if filed.unit == "pixel" and 0 < largest.max(initial=0.0) <= tables.entry(
        "marker_files.largest_share.value"
    ):
        raise tables.error(ReadError, "json_shares", name=name)
