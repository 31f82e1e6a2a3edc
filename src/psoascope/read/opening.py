"""Any recording: the file's ending says how it is read, its content whether that is true."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict, Unpack

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.read import landmark_json, mocap, sports2d
from psoascope.read.axes import upright
from psoascope.read.c3d import read_c3d
from psoascope.read.files import checked_file
from psoascope.read.recording import Recording
from psoascope.read.video import read_video

VIDEO = (".mp4", ".mov", ".webm", ".m4v", ".avi", ".mkv", ".3gp", ".mts", ".mpg", ".mpeg", ".wmv")
MARKERS = (".trc", ".c3d", ".csv")
LANDMARKS = (".json",)


class Declared(TypedDict, total=False):
    """What a caller may declare about a file.

    Parameters
    ----------
    unit : str
        "m", "cm" or "mm"; "auto" believes the file.
    up : {"auto", "y", "z"}
        Declare it for captures of somebody lying: up is found by a person who stands.
    fps : float or None, 1/s
        Frame rate of landmark files that do not name theirs.
    columns : mapping or None
        Which columns of a .csv hold what.
    """

    unit: str
    up: str
    fps: float | None
    columns: Any


@dataclass(frozen=True)
class _Declaration:
    unit: str = "auto"
    up: str = "auto"
    fps: float | None = None
    columns: Any = None


def read_recording(
    path: str | Path,
    *,
    model: str = "heavy",
    progress: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    **declared: Unpack[Declared],
) -> Recording:
    """Points over time from a video, a marker file, or a file of landmarks.

    Parameters
    ----------
    path : str or Path
        A name without a known ending is taken for a video if it opens as one. A folder is taken
        for OpenPose's, of one .json a frame.
    model : str
        Pose model for videos: "heavy", "full" or "lite".
    progress : callable (done, total) or None
        For videos: frames done and frames in all.
    should_stop : callable () -> bool or None
        For videos: True ends the reading with a ReadError.
    **declared : Declared
        unit, up, fps, columns: what the file does not say, or says wrongly.

    Returns
    -------
    Recording
        Markers in metres, y up, the right side to the right; what was turned to get there stands
        in its remarks.

    Raises
    ------
    ReadError
        The file cannot be read, or is of no known kind.
    ExtraError
        A video is given, but the video part is not installed.
    """
    said = _Declaration(**declared)
    if landmark_json.is_landmark_folder(Path(path)):
        return landmark_json.read_landmarks(path, fps=said.fps, up=said.up)
    file = checked_file(path)
    ending = file.suffix.lower()
    if ending in LANDMARKS:
        return landmark_json.read_landmarks(file, fps=said.fps, up=said.up)
    if ending in MARKERS:
        return _markers(file, ending, said)
    try:
        return read_video(file, model=model, progress=progress, should_stop=should_stop)
    except ReadError as error:
        if ending in VIDEO or error.key != "errors.not_a_video":
            raise
        known = ", ".join((*VIDEO[:3], *MARKERS, *LANDMARKS))
        raise tables.error(ReadError, "unknown_format", name=file.name, known=known) from error


def _markers(file: Path, ending: str, said: _Declaration) -> Recording:
    if ending == ".c3d":
        return sports2d.as_picture(read_c3d(file, unit=said.unit, up=said.up).recording)
    if ending == ".csv":
        # By name: the reader of .csv is wanted by few, and found only when it is.
        csv = importlib.import_module("psoascope.read.csv_markers")
        table: Recording = csv.read_csv_markers(
            file, said.columns, unit=said.unit, up=said.up, rate=said.fps
        )
        return table
    if said.unit != "auto":
        raise tables.error(ReadError, "unit_is_filed", name=file.name, unit=said.unit)
    if sports2d.is_pixels(file):
        return sports2d.read_pixel_trc(file)
    return sports2d.as_picture(upright(mocap.read_trc(file), said.up))
