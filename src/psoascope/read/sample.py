"""The sample walk that comes with psoascope: points only, no pictures."""

import hashlib
import io
from importlib import resources

import numpy as np

from psoascope.read.recording import Recording, Source

NAME = "sample walk"


def read_sample() -> Recording:
    """The sample walk.

    Returns
    -------
    Recording
        A woman walking past the camera, 33 points in pixels, 30 frames a second; see
        data/sample/credit.txt.

    Examples
    --------
    >>> walk = read_sample()
    >>> walk.source.name, walk.unit, walk.source.frames
    ('sample walk', 'pixel', 230)
    """
    content = (resources.files("psoascope") / "data" / "sample" / "walk.npz").read_bytes()
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        time = kept["time"].astype(np.float64)
        size = tuple(int(edge) for edge in kept["frame_size"])
        return Recording(
            time=time,
            points=kept["points"].astype(np.float64),
            names=tuple(str(name) for name in kept["names"]),
            visibility=kept["visibility"].astype(np.float64),
            unit="pixel",
            frame_size=(size[0], size[1]),
            source=Source(
                name=NAME,
                sha256=hashlib.sha256(content).hexdigest(),
                frames=len(time),
                fps=float((len(time) - 1) / (time[-1] - time[0])),
                model=str(kept["model"]),
            ),
            person=kept["person"].astype(np.float64),
        )
