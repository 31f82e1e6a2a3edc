"""Video files at the door: opened safely, and refused with the reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psoascope import tables
from psoascope.errors import ExtraError, ReadError


@dataclass(frozen=True)
class Clip:
    """What a video file says about itself.

    Parameters
    ----------
    path : Path
    frames : int
        Pictures that it promises; 0 where it does not say.
    seconds : float, s
        Length that it promises; 0 where it does not say.
    """

    path: Path
    frames: int
    seconds: float


def clip(path: Path) -> Clip:
    """What a video file says about itself.

    Parameters
    ----------
    path : Path
        As checked by files.checked_file.

    Returns
    -------
    Clip

    Raises
    ------
    ReadError
        Not a video, cut off, without pictures, of an unsupported kind, too long or too large.
    ExtraError
        The video part is not installed.
    """
    with opened(path) as (container, stream):
        seconds = (container.duration or 0) / 1e6
        check_length(path, seconds)
        longest = tables.entry("pose_models.largest_picture.value")
        if max(stream.width, stream.height) > longest:
            raise tables.error(
                ReadError,
                "picture_too_large",
                name=path.name,
                width=stream.width,
                height=stream.height,
                limit=longest,
            )
        return Clip(path, stream.frames or 0, seconds)


@contextmanager
def opened(path: Path) -> Iterator[tuple[Any, Any]]:
    """A video file and its first stream of pictures.

    Parameters
    ----------
    path : Path

    Yields
    ------
    container, stream
        Of PyAV. Only this one file is read: play lists and network addresses are refused.

    Raises
    ------
    ReadError
        Not a video, cut off, without pictures, or of an unsupported kind.
    ExtraError
        The video part is not installed.
    """
    try:
        import av
    except ImportError as error:
        raise tables.error(ExtraError, "missing_extra", extra="video") from error
    only = {
        "format_whitelist": ",".join(tables.entry("pose_models.containers.names")),
        "protocol_whitelist": "file",
    }
    try:
        container = av.open(f"file:{path.absolute()}", options=only)
    except (av.FFmpegError, UnicodeDecodeError) as error:
        raise tables.error(ReadError, _why_closed(path), name=path.name) from error
    with container:
        streams = [
            stream for stream in container.streams.video if not stream.disposition & _attached()
        ]
        if not streams:
            raise tables.error(ReadError, "no_video_stream", name=path.name)
        if streams[0].codec_context is None:
            raise tables.error(ReadError, "unsupported_codec", name=path.name)
        streams[0].thread_type = "AUTO"
        # Pictures may be larger than the container says.
        longest = tables.entry("pose_models.largest_picture.value")
        streams[0].codec_context.options = {"max_pixels": str(longest**2)}
        yield container, streams[0]


def _attached() -> Any:
    """Cover pictures of a sound file are no video."""
    from av.stream import Disposition

    return Disposition.attached_pic


def _why_closed(path: Path) -> str:
    """A file that begins like a video was cut off; another was never one."""
    with path.open("rb") as stream:
        start = stream.read(12)
    marks = (start[4:8] == b"ftyp", start[:4] == b"\x1aE\xdf\xa3", start[:4] == b"RIFF")
    return "video_cut_off" if any(marks) else "not_a_video"


def check_length(path: Path, seconds: float) -> None:
    """Refuses a video that is too long.

    Parameters
    ----------
    path : Path
    seconds : float, s

    Raises
    ------
    ReadError
    """
    limit = tables.entry("pose_models.longest_video.value")
    if seconds > 60 * limit:
        raise tables.error(
            ReadError,
            "video_too_long",
            name=path.name,
            minutes=round(seconds / 60),
            limit=limit,
        )
