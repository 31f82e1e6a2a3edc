"""Makes small video files out of the real walking clip, each odd in one way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tools.fetch_clip import fetch

Pictures = Sequence[NDArray[np.uint8]]
TICK = Fraction(1, 90000)  # s; the usual clock of video files


@dataclass(frozen=True)
class Style:
    """How a clip is stored."""

    codec: str = "libx264"
    pixels: str = "yuv420p"
    rotation: int | None = None
    options: dict[str, str] = field(default_factory=dict)


@cache
def walker(first: int = 84, last: int = 120, width: int = 640) -> tuple[NDArray[np.uint8], ...]:
    """Pictures of the real clip, cut out so that only the walking woman is in them."""
    import av

    pictures = []
    with av.open(str(fetch())) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number >= last:
                break
            if number >= first:
                cut = frame.to_ndarray(format="rgb24")[450:986, 700:1500]
                height = width * cut.shape[0] // cut.shape[1] // 2 * 2
                small = av.VideoFrame.from_ndarray(np.ascontiguousarray(cut), format="rgb24")
                pictures.append(small.to_ndarray(format="rgb24", width=width, height=height))
    return tuple(pictures)


def save(
    path: Path, pictures: Pictures, style: Style | None = None, times: Sequence[float] | None = None
) -> Path:
    """Writes pictures as a video; times in s, by default 30 pictures a second."""
    import av

    style = style or Style()
    times = times if times is not None else [number / 30 for number in range(len(pictures))]
    with av.open(str(path), "w", options=style.options) as container:
        stream = container.add_stream(style.codec, rate=30)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = style.pixels
        stream.codec_context.time_base = TICK
        if style.rotation is not None:
            stream.set_display_rotation(style.rotation)
        for picture, time in zip(pictures, times, strict=True):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame.pts, frame.time_base = round(time / TICK), TICK
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def save_sound(path: Path) -> Path:
    """Writes a second of silence: a file without pictures."""
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        frame = av.AudioFrame.from_ndarray(
            np.zeros((1, 44100), dtype=np.float32), format="fltp", layout="mono"
        )
        frame.sample_rate = 44100
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def looped(source: Path, path: Path, seconds: float) -> Path:
    """The packets of a video over and over until it is so long; nothing is encoded again."""
    import av

    with av.open(str(source)) as read, av.open(str(path), "w") as written:
        packets = [packet for packet in read.demux(video=0) if packet.dts is not None]
        stream = written.add_stream_from_template(read.streams.video[0])
        length = max(packet.pts + packet.duration for packet in packets)
        tick = read.streams.video[0].time_base
        for round_ in range(int(seconds / float(length * tick)) + 1):
            for packet in packets:
                again = av.Packet(bytes(packet))
                again.pts = packet.pts + round_ * length
                again.dts = packet.dts + round_ * length
                again.duration, again.time_base = packet.duration, tick
                again.is_keyframe, again.stream = packet.is_keyframe, stream
                written.mux(again)
    return path
