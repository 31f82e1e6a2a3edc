"""Any recording: the file's ending says how it is read, its content whether that is true."""

from collections.abc import Callable
from pathlib import Path

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.read.files import checked_file
from psoascope.read.mocap import read_trc
from psoascope.read.recording import Recording
from psoascope.read.video import read_video

VIDEO = (".mp4", ".mov", ".webm", ".m4v", ".avi", ".mkv", ".3gp", ".mts", ".mpg", ".mpeg", ".wmv")
MARKERS = (".trc",)


def read_recording(
    path: str | Path,
    *,
    model: str = "heavy",
    progress: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Recording:
    """Points over time from a video or a marker file.

    Parameters
    ----------
    path : str or Path
        A name without a known ending is taken for a video if it opens as one.
    model : str
        Pose model for videos: "heavy", "full" or "lite".
    progress : callable (done, total) or None
        For videos: frames done and frames in all.
    should_stop : callable () -> bool or None
        For videos: True ends the reading with a ReadError.

    Returns
    -------
    Recording

    Raises
    ------
    ReadError
        The file cannot be read, or is of no known kind.
    ExtraError
        A video is given, but the video part is not installed.
    """
    file = checked_file(path)
    ending = file.suffix.lower()
    if ending in MARKERS:
        return read_trc(file)
    try:
        return read_video(file, model=model, progress=progress, should_stop=should_stop)
    except ReadError as error:
        if ending in VIDEO or error.key != "errors.not_a_video":
            raise
        known = ", ".join((*VIDEO[:3], *MARKERS))
        raise tables.error(ReadError, "unknown_format", name=file.name, known=known) from error
