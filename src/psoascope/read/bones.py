"""The bones that come with psoascope: triangle meshes, each in the frame of its body."""

import io
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from psoascope.arrays import Array, Index


@dataclass(frozen=True)
class Bone:
    """A bone of the reference person.

    Parameters
    ----------
    name, body : str
        The body is the one of data/anatomy.toml that carries the bone.
    points : array (V, 3), m
        In the frame of its body; x forward, y up, z to the person's right.
    faces : array (F, 3), int
        Corners of each triangle, anticlockwise from outside.
    """

    name: str
    body: str
    points: Array
    faces: Index


@cache
def read_bones() -> tuple[Bone, ...]:
    """The bones from T12 to the thighs.

    Returns
    -------
    tuple of Bone
        Half pelves, sacrum, L5 to L1, T12, thigh bones.

    References
    ----------
    myo_sim in data/sources.toml; placed and smoothed by tools/make_bones.py. Left out: ribs,
    discs, cartilage, and whose bones they are.

    Examples
    --------
    >>> [bone.name for bone in read_bones()][:3]
    ['pelvis_r', 'pelvis_l', 'sacrum']
    """
    content = (resources.files("psoascope") / "data" / "bones.npz").read_bytes()
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        return tuple(
            Bone(
                name=str(name),
                body=str(body),
                points=kept[f"{name}_points"].astype(np.float64),
                faces=kept[f"{name}_faces"].astype(np.int64),
            )
            for name, body in zip(kept["names"], kept["bodies"], strict=True)
        )
