"""Makes the sample walk of the package: the points of the heavy pose model on the test clip.

    python tools/make_sample_walk.py

Writes src/psoascope/data/sample/walk.npz. The pictures themselves are not kept.
"""

from pathlib import Path

import numpy as np

from fetch_clip import fetch
from psoascope.read.files import written_aside
from psoascope.read.recording import Recording
from psoascope.read.video import read_video

TARGET = Path(__file__).resolve().parents[1] / "src/psoascope/data/sample/walk.npz"


def write(recording: Recording, path: Path) -> None:
    """Writes a recording small: points to 0.06 pixel, visibility to 0.0005.

    Parameters
    ----------
    recording : Recording
    path : Path
    """
    assert recording.person is not None
    assert recording.frame_size is not None
    # Eighths of a pixel, so that float32 packs well and half floats are not too coarse.
    points = np.round(recording.points * 8) / 8
    with written_aside(path) as aside, aside.open("wb") as stream:
        np.savez_compressed(
            stream,
            time=recording.time,
            points=points.astype(np.float32),
            visibility=recording.visibility.astype(np.float16),
            person=recording.person.astype(np.int8),
            names=np.array(recording.names),
            frame_size=np.array(recording.frame_size, dtype=np.int32),
            model=np.array(recording.source.model),
        )


def main() -> int:
    """Makes the sample walk and prints its size.

    Returns
    -------
    int
        0 when it was written.
    """
    write(read_video(fetch(), model="heavy"), TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
