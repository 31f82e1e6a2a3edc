"""A camera for tests: real clips as Chromium's own camera of make-believe plays them."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tools.fetch_clip import fetch

CAMERA = "--use-fake-device-for-media-stream"
ALLOWED = "--use-fake-ui-for-media-stream"
SIZE = (640, 360)
# Half as quick as she walked, so that a machine without graphics sees as much of each stride.
RATE = 15
PASS = 138  # frames until she has left the picture
EMPTY = 30

Pictures = list[NDArray[np.uint8]]


def playing(file: Path) -> tuple[str, str, str]:
    """Flags with which a browser has this clip as its camera, and may use it."""
    return CAMERA, ALLOWED, f"--use-file-for-fake-video-capture={file}"


def walking(folder: Path, light: float = 1.0) -> Path:
    """A woman walks through, then the path is empty, again and again."""
    pictures = _pictures(fetch(), PASS)
    empty = np.median(np.stack(pictures[::6]), axis=0).astype(np.uint8)
    return _written(folder / "walking.y4m", [*pictures, *[empty] * EMPTY], light)


def clip(folder: Path, source: Path, frames: int = 60) -> Path:
    """The beginning of another clip."""
    return _written(folder / f"{source.stem}.y4m", _pictures(source, frames), 1.0)


def _pictures(source: Path, frames: int) -> Pictures:
    """Planes of brightness and colour, one below the other."""
    import av

    found: Pictures = []
    with av.open(str(source)) as container:
        for picture in container.decode(video=0):
            if len(found) == frames:
                break
            found.append(picture.reformat(*SIZE, "yuv420p").to_ndarray())
    return found


def _written(file: Path, pictures: Pictures, light: float) -> Path:
    width, height = SIZE
    with file.open("wb") as out:
        out.write(f"YUV4MPEG2 W{width} H{height} F{RATE}:1 Ip A1:1 C420mpeg2\n".encode())
        for picture in pictures:
            shown = picture.copy()
            shown[:height] = (shown[:height] * light).astype(np.uint8)
            out.write(b"FRAME\n" + shown.tobytes())
    return file
