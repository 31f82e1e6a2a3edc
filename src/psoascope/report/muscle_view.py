"""One view of bones and muscles, flat: what is in front of what, and how light it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from psoascope.arrays import Array, Index, Mask
from psoascope.psoas.bodies import Place
from psoascope.read.bones import Bone

_LIGHT = np.array([-0.35, 0.55, 0.76])
_DARK_BONE = np.array([0.70, 0.66, 0.59])
_PALE_BONE = np.array([0.985, 0.97, 0.935])
# A face this far before an edge, in m, hides it; nearer ones may be its own neighbours.
_CLEARLY = 0.001


@dataclass(frozen=True)
class View:
    """From where the scene is looked at.

    Parameters
    ----------
    name : str
        Entry of data/pictures.toml.
    axes : array (3, 3), 1
        Columns are to the right in the picture, up, and towards the eye; pelvis axes.
    ghosts : tuple of str
        Bones before the muscle: drawn over it, and seen through.
    """

    name: str
    axes: Array
    ghosts: tuple[str, ...]


VIEWS = (
    View("side_view", np.eye(3), ("pelvis_r", "femur_r")),
    View("front_view", np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]]), ()),
)


@dataclass(frozen=True)
class Surface:
    """The side of a bone that faces the eye, as triangles.

    Parameters
    ----------
    name : str
        Of the bone.
    corners : array (F, 3, 3), m
        Right, up, towards the eye.
    colours : array (F, 4), 1
        Red, green, blue, and 0 where it has faded away.
    shown : array (F,), 1
        1 drawn in full, 0 faded away.
    outline : array (E, 2, 3), m
        Edges where the surface turns away from the eye; right, up, towards the eye.
    """

    name: str
    corners: Array
    colours: Array
    shown: Array
    outline: Array


def surface(bone: Bone, place: Place, view: View, fade: tuple[float, float]) -> Surface:
    """The side of a bone that faces the eye.

    Parameters
    ----------
    bone : Bone
    place : Place
        Of its body.
    view : View
    fade : tuple of float (2,), m
        How far below its body's origin a bone starts to fade and is gone.

    Returns
    -------
    Surface
    """
    points = place.of(bone.points) @ view.axes
    corners = points[bone.faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    facing = across[:, 2] > 0
    below = -bone.points[bone.faces][..., 1].mean(axis=1)
    thighs = bone.body.startswith("femur")
    shown = (
        np.clip((fade[1] - below) / (fade[1] - fade[0]), 0, 1) if thighs else np.ones(len(below))
    )
    kept = facing & (shown > 0)
    light = _smooth_light(across, bone.faces, len(points))[kept, None]
    bony = _DARK_BONE + light * (_PALE_BONE - _DARK_BONE)
    return Surface(
        name=bone.name,
        corners=corners[kept],
        colours=np.column_stack([bony, shown[kept]]),
        shown=shown[kept],
        outline=_outline(points, bone.faces, facing, shown > 0.5),
    )


def in_painters_order(surfaces: Sequence[Surface]) -> tuple[Array, Array]:
    """Triangles of several bones, the furthest first.

    Parameters
    ----------
    surfaces : sequence of Surface

    Returns
    -------
    corners : array (F, 3, 2), m
    colours : array (F, 4), 1
    """
    corners = np.concatenate([one.corners for one in surfaces])
    colours = np.concatenate([one.colours for one in surfaces])
    order = np.argsort(corners[:, :, 2].mean(axis=1), kind="stable")
    return corners[order][:, :, :2], colours[order]


def visible_outline(surfaces: Sequence[Surface]) -> Array:
    """Outlines of several bones, without what one of them hides.

    Parameters
    ----------
    surfaces : sequence of Surface

    Returns
    -------
    array (E, 2, 2), m
        Right, up.
    """
    outline = np.concatenate([one.outline for one in surfaces])
    corners = np.concatenate([one.corners for one in surfaces])
    middle = outline.mean(axis=1)
    flat, depth = corners[:, :, :2], corners[:, :, 2].min(axis=1)
    nearby = (flat.min(axis=1) < middle[:, None, :2]) & (middle[:, None, :2] < flat.max(axis=1))
    edge, face = np.nonzero(nearby.all(axis=-1) & (depth > middle[:, None, 2] + _CLEARLY))
    away = flat[face] - middle[edge, None, :2]
    after = np.roll(away, -1, axis=1)
    inside = (away[..., 0] * after[..., 1] - away[..., 1] * after[..., 0] > 0).all(axis=-1)
    seen = np.ones(len(outline), dtype=bool)
    seen[edge[inside]] = False
    return np.asarray(outline[seen][..., :2])


def _smooth_light(across: Array, faces: Index, count: int) -> Array:
    """Light (F,), 0 to 1, as on a smooth surface: normals are averaged at the corners."""
    corner = np.zeros((count, 3))
    for column in range(3):
        np.add.at(corner, faces[:, column], across)
    normal = corner[faces].sum(axis=1)
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    lit = (normal / np.where(length > 0, length, 1.0)) @ (_LIGHT / np.linalg.norm(_LIGHT))
    return np.asarray(np.clip(0.25 + 0.75 * lit, 0.0, 1.0))


def _outline(points: Array, faces: Index, facing: Mask, shown: Mask) -> Array:
    """Edges (E, 2, 3), m, between a face that is seen and one that is turned away."""
    edges = np.sort(faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    unique, where = np.unique(edges, axis=0, return_inverse=True)
    where = where.reshape(-1)
    seen = np.bincount(where, np.repeat(facing & shown, 3), len(unique))
    hidden = np.bincount(where, np.repeat(~facing & shown, 3), len(unique))
    return np.asarray(points[unique[(seen == 1) & (hidden == 1)]])
