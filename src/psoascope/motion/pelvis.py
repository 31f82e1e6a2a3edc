"""The pelvis from its markers: its axes, its tilt, and the joint centres that it carries."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.motion.rotations import angles_of, axes_along, transposed, unit


@dataclass(frozen=True)
class Pelvis:
    """Where the pelvis is and how it is turned.

    Parameters
    ----------
    origin : array (..., 3), m
        Half-way between both front spines.
    axes : array (..., 3, 3), 1
        Columns x forward, y up, z to the person's right.
    width : array (...), m
        Between both front spines.
    depth : array (...), m
        From the origin to the middle of the back spines, or to the sacrum.
    """

    origin: Array
    axes: Array
    width: Array
    depth: Array

    def place(self, entry: str, mirrored: bool = False) -> Array:
        """A point that data/joint_centres.toml gives in shares of width and depth.

        Parameters
        ----------
        entry : str
            Such as "lumbosacral".
        mirrored : bool
            On the left instead of on the right.

        Returns
        -------
        array (..., 3), m
            In the recording's axes.
        """
        rules = tables.entry(f"joint_centres.{entry}")
        own = [
            rule["width"] * self.width + rule["depth"] * self.depth + rule["constant"]
            for rule in (rules[axis] for axis in "xyz")
        ]
        if mirrored:
            own[2] = -own[2]
        return np.asarray(self.origin + (self.axes @ np.stack(own, axis=-1)[..., None])[..., 0])


def pelvis_of(markers: Mapping[str, Array]) -> Pelvis:
    """Axes of the pelvis after the ISB: z along the front spines, x in the plane to the back ones.

    Parameters
    ----------
    markers : mapping of str to array (..., 3), m
        right_asis, left_asis, and right_psis with left_psis or sacrum; y up.

    Returns
    -------
    Pelvis
        NaN where a marker is missing.

    References
    ----------
    wu2002 in data/sources.toml. The size is taken frame by frame, so that no frame depends on
    another. Left out: the thickness of markers and of the tissue below them.

    Examples
    --------
    >>> markers = {"right_asis": np.array([0.0, 1.0, 0.12]), "left_asis": np.array([0, 1, -0.12])}
    >>> pelvis = pelvis_of(markers | {"sacrum": np.array([-0.15, 1.0, 0.0])})
    >>> pelvis.axes.tolist(), round(float(pelvis.depth), 3)
    ([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], 0.15)
    """
    right, left = markers["right_asis"], markers["left_asis"]
    if {"right_psis", "left_psis"} <= markers.keys():
        back = (markers["right_psis"] + markers["left_psis"]) / 2
    else:
        back = markers["sacrum"]
    origin = (right + left) / 2
    rightward = right - left
    forward = origin - back
    upward = np.cross(rightward, forward)
    return Pelvis(
        origin,
        axes_along(upward, rightward),
        np.linalg.norm(rightward, axis=-1),
        np.linalg.norm(forward, axis=-1),
    )


def pelvic_angles(axes: Array) -> Array:
    """Tilt, obliquity and rotation of the pelvis in space.

    Taken in the order rotation, obliquity, tilt, so that tilt means the same whichever way the
    person faces.

    Parameters
    ----------
    axes : array (..., T, 3, 3), 1
        Of the pelvis over time; y up.

    Returns
    -------
    array (..., T, 3), rad
        Tilt: + front down, of the plane through front and back spines against the horizontal;
        some 13 degrees in neutral standing, since that plane is no anatomical zero.
        Obliquity: + right side down. Rotation: + turned to the left, against the mean direction
        that the pelvis faces in the recording.

    References
    ----------
    baker2001 in data/sources.toml. Left out: a person who turns round, whose mean direction says
    little.

    Examples
    --------
    >>> from psoascope.motion.rotations import turned
    >>> np.degrees(pelvic_angles(turned(np.radians([[-12.0, 0.0, 0.0]])))).round(6).tolist()
    [[12.0, 0.0, 0.0]]
    """
    # Ry Rx Rz is what comes of turning Rz Rx Ry back, with all angles the other way.
    back = -angles_of(transposed(axes))
    facing = back[..., 2]
    mean = np.arctan2(
        np.nansum(np.sin(facing), axis=-1, keepdims=True),
        np.nansum(np.cos(facing), axis=-1, keepdims=True),
    )
    rotation = (facing - mean + np.pi) % (2 * np.pi) - np.pi
    return np.stack([-back[..., 0], back[..., 1], rotation], axis=-1)


def hip_centres(pelvis: Pelvis, rule: str = "harrington") -> Array:
    """Centres of both hip joints from the size of the pelvis.

    Parameters
    ----------
    pelvis : Pelvis
    rule : {"harrington", "bell"}
        Entry hip_... of data/joint_centres.toml.

    Returns
    -------
    array (..., 2, 3), m
        Sides right, left.

    References
    ----------
    harrington2007 and bell1990 in data/sources.toml.

    Examples
    --------
    >>> markers = {"right_asis": np.array([0.0, 0.0, 0.12]), "left_asis": np.array([0, 0, -0.12])}
    >>> pelvis = pelvis_of(markers | {"sacrum": np.array([-0.15, 0.0, 0.0])})
    >>> hip_centres(pelvis)[0].round(4).tolist()
    [-0.0459, -0.0829, 0.0865]
    """
    entry = f"hip_{rule}"
    return np.stack([pelvis.place(entry), pelvis.place(entry, mirrored=True)], axis=-2)


def facing_of(axes: Array) -> Array:
    """Upright axes that face the way the pelvis faces.

    Parameters
    ----------
    axes : array (..., 3, 3), 1
        Of the pelvis; y up.

    Returns
    -------
    array (..., 3, 3), 1
        y straight up, z level, towards the person's right.
    """
    level = unit(axes[..., 2] * [1.0, 0.0, 1.0])
    return axes_along(np.broadcast_to([0.0, 1.0, 0.0], level.shape), level)
