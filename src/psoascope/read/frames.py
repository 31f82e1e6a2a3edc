"""Pictures of a video file, one after the other, upright and with true time stamps."""

import math
import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from psoascope.read.container import check_length, opened

Picture = NDArray[np.uint8]

_AHEAD = 3  # pictures decoded while the pose model works; more would only cost memory
_ROUNDING = 1e-3  # s; time stamps are often whole milliseconds


@dataclass(frozen=True)
class Frame:
    """One picture of a video.

    Parameters
    ----------
    number : int
        How many pictures were decoded before it.
    time : float, s
        Since the first picture.
    picture : array (H, W, 3), 0..255
        Red, green, blue; upright; scaled down where larger than asked.
    size : (width, height) in pixel
        As displayed, before scaling.
    """

    number: int
    time: float
    picture: Picture
    size: tuple[int, int]


def frames(path: Path, longest_edge: int, spacing: float = 0.0) -> Iterator[Frame]:
    """Pictures of a video, decoded while the caller works on the ones before.

    Parameters
    ----------
    path : Path
    longest_edge : int, pixel
        Larger pictures are scaled down to this.
    spacing : float, s
        Least time between two pictures; 0 gives all of them.

    Yields
    ------
    Frame
        Time strictly increases; pictures with a repeated time stamp are left out.

    Raises
    ------
    ReadError
        As for clip, or longer than it said.
    """
    handed: queue.Queue[Frame | BaseException | None] = queue.Queue(_AHEAD)
    given_up = threading.Event()

    def decode() -> None:
        end: BaseException | None = None
        try:
            for frame in _decoded(path, longest_edge, spacing):
                if not _put(handed, frame, given_up):
                    return
        except BaseException as error:  # noqa: BLE001 - handed over and raised by the reader
            end = error
        _put(handed, end, given_up)

    worker = threading.Thread(target=decode, name="decode", daemon=True)
    worker.start()
    try:
        while isinstance(item := handed.get(), Frame):
            yield item
        if item is not None:
            raise item
    finally:
        given_up.set()
        worker.join()


def _put(
    handed: "queue.Queue[Frame | BaseException | None]",
    item: "Frame | BaseException | None",
    given_up: threading.Event,
) -> bool:
    while not given_up.is_set():
        with suppress(queue.Full):
            handed.put(item, timeout=0.1)
            return True
    return False


def _decoded(path: Path, longest_edge: int, spacing: float) -> Iterator[Frame]:
    with opened(path) as (container, stream):
        first: float | None = None
        last = taken = -math.inf
        wide = float(stream.sample_aspect_ratio or 1)  # how much wider than high a pixel is
        for number, image in enumerate(_images(container, stream)):
            stamp = _time(image, number, stream)
            first = stamp if first is None else first
            if stamp <= last:
                continue
            last = stamp
            time = stamp - first
            check_length(path, time)
            if time < taken + spacing - _ROUNDING:
                continue
            try:
                frame = _frame(number, time, image, longest_edge, wide)
            except OSError:
                # A damaged header may promise colours or a size that nothing can turn into RGB.
                continue
            taken = time
            yield frame


def _images(container: Any, stream: Any) -> Iterator[Any]:
    """Decoded images; damaged pieces are left out, as every player does."""
    import av

    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except IndexError:
            # A stream that begins late is unknown to the list that PyAV keeps: read on.
            packets = container.demux(stream)
            continue
        except av.FFmpegError:
            return
        if packet is None:
            return
        with suppress(av.FFmpegError):
            yield from packet.decode()


def _time(image: Any, number: int, stream: Any) -> float:
    stamp = image.pts if image.pts is not None else image.dts
    if stamp is None:
        return number / float(stream.average_rate or 30)
    return float(stamp * image.time_base)


def _frame(number: int, time: float, image: Any, longest_edge: int, wide: float) -> Frame:
    width, height = image.width * wide, float(image.height)
    scale = min(1.0, longest_edge / max(width, height))
    small = image.reformat(
        width=max(1, round(width * scale)),
        height=max(1, round(height * scale)),
        format="rgb24",
        interpolation="AREA" if scale < 0.5 else "FAST_BILINEAR",
    )
    picture, turned = upright(small.to_ndarray(), _matrix(image))
    size = (round(height), round(width)) if turned else (round(width), round(height))
    return Frame(number, time, picture, size)


def _matrix(image: Any) -> tuple[int, int, int, int] | None:
    """How the file wants its pictures turned or mirrored: x' = a x + c y, y' = b x + d y."""
    for side in image.side_data:
        if side.type.name == "DISPLAYMATRIX":
            a, b, _, c, d = np.frombuffer(bytes(side)[:20], dtype=np.int32)
            return int(a), int(b), int(c), int(d)
    return None


def upright(picture: Picture, matrix: tuple[int, int, int, int] | None) -> tuple[Picture, bool]:
    """A picture turned and mirrored as its file asks, in quarter turns.

    Parameters
    ----------
    picture : array (H, W, 3)
    matrix : (a, b, c, d) or None
        Displayed x' = a x + c y and y' = b x + d y, y down; only signs and sizes count.

    Returns
    -------
    picture : array (H, W, 3) or (W, H, 3)
    turned : bool
        Width and height are exchanged.

    Examples
    --------
    >>> row = np.array([[[1], [2]]], dtype=np.uint8)
    >>> upright(row, (0, 1, -1, 0))[0][..., 0].tolist()
    [[1], [2]]
    >>> upright(row, (-1, 0, 0, -1))[0][..., 0].tolist()
    [[2, 1]]
    """
    if matrix is None:
        return picture, False
    a, b, c, d = matrix
    turned = abs(b) + abs(c) > abs(a) + abs(d)
    across, down = (c, b) if turned else (a, d)
    shown = picture.swapaxes(0, 1) if turned else picture
    shown = shown[:: -1 if down < 0 else 1, :: -1 if across < 0 else 1]
    return np.ascontiguousarray(shown), turned
