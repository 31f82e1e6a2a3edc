"""Pelvis, trunk and thighs in space from the markers of a recording."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import CaptureRefused
from psoascope.motion.leg_centres import leg_centres
from psoascope.motion.marker_sets import marker_set_of, markers_of
from psoascope.motion.pelvis import Pelvis, hip_centres, pelvis_of
from psoascope.motion.rotations import axes_along
from psoascope.motion.sagittal import SIDES
from psoascope.read.recording import Recording


@dataclass(frozen=True)
class Segments:
    """How the segments are turned, and their joints; sides right, left.

    Parameters
    ----------
    pelvis, trunk : array (..., T, 3, 3), 1
        Axes as columns: x forward, y up, z to the person's right, in the recording's axes.
    thighs : array (..., T, 2, 3, 3), 1
        y from knee to hip, z along the axis of the knee to the person's right.
    joints : array (..., T, 2, 4, 3), m
        Shoulder, hip, knee, ankle, as of sagittal.JOINTS.
    rotation_seen : bool
        Whether markers show how the thighs are turned about their length.
    """

    pelvis: Array
    trunk: Array
    thighs: Array
    joints: Array
    rotation_seen: bool


def segments_of(recording: Recording) -> Segments | None:
    """Segments of a recording whose markers show the pelvis.

    Parameters
    ----------
    recording : Recording

    Returns
    -------
    Segments or None
        None for pictures, and where no known marker set shows the pelvis.

    Raises
    ------
    CaptureRefused
        The pelvis is seen, the trunk is not.
    """
    found = marker_set_of(recording.names)
    if recording.unit != "metre" or found is None or not found.sees_pelvis:
        return None
    if not found.sees_trunk:
        raise tables.error(
            CaptureRefused, "no_trunk_markers", set=tables.say(f"marker_sets.{found.name}")
        )
    return segments(markers_of(recording, found))


def segments(markers: Mapping[str, Array]) -> Segments:
    """Segments from points named as in data/marker_sets.toml.

    Parameters
    ----------
    markers : mapping of str to array (..., T, 3), m
        y up. Hip centres that are given are taken; others come from the size of the pelvis.

    Returns
    -------
    Segments
        NaN where a marker that takes part is missing.

    References
    ----------
    wu2002, wu2005 and harrington2007 in data/sources.toml. Left out: fitting rigid bodies to more
    markers than are needed.
    """
    pelvis = pelvis_of(markers)
    estimated = hip_centres(pelvis)
    hips = [
        markers.get(f"{side}_hip_centre", estimated[..., number, :])
        for number, side in enumerate(SIDES)
    ]
    rightward = pelvis.axes[..., 2]
    legs = [
        leg_centres(markers, side, hips[number], rightward) for number, side in enumerate(SIDES)
    ]
    thighs = [axes_along(hip - leg.knee, leg.across) for hip, leg in zip(hips, legs, strict=True)]
    shoulders = _shoulders(markers)
    joints = [
        np.stack([shoulder, hip, leg.knee, leg.ankle], axis=-2)
        for shoulder, hip, leg in zip(shoulders, hips, legs, strict=True)
    ]
    return Segments(
        pelvis.axes,
        _trunk(markers, pelvis),
        np.stack(thighs, axis=-3),
        np.stack(joints, axis=-3),
        all(leg.rotation_seen for leg in legs),
    )


def with_joints(recording: Recording, body: Segments) -> Recording:
    """The recording with the joint centres under the names that motion asks for.

    Parameters
    ----------
    recording : Recording
        In metres.
    body : Segments
        Of the same recording.

    Returns
    -------
    Recording
        Shoulders, hips, knees, ankles as of `body`; heels and toes where markers show them.
        A marker that had such a name gives it up.
    """
    found = marker_set_of(recording.names)
    named = {} if found is None else markers_of(recording, found)
    points: dict[str, Array] = {}
    for number, side in enumerate(SIDES):
        for place, joint in enumerate(("shoulder", "hip", "knee", "ankle")):
            points[f"{side}_{joint}"] = body.joints[:, number, place]
        for end, landmark in (("heel", "heel"), ("toe", "foot_index")):
            if f"{side}_{end}" in named:
                points[f"{side}_{landmark}"] = named[f"{side}_{end}"]
    kept = [column for column, name in enumerate(recording.names) if name not in points]
    new = np.stack(list(points.values()), axis=1)
    seen = np.where(np.isfinite(new).all(axis=-1), 1.0, np.nan)
    return replace(
        recording,
        names=(*(recording.names[column] for column in kept), *points),
        points=np.concatenate([recording.points[:, kept], new], axis=1),
        visibility=np.concatenate([recording.visibility[:, kept], seen], axis=1),
    )


def _trunk(markers: Mapping[str, Array], pelvis: Pelvis) -> Array:
    """Rib cage after the ISB where its markers are there, else the line from the lowest joint."""
    thorax = {"sternum", "thorax_back"} <= markers.keys()
    if thorax:
        bottom = (markers["sternum"] + markers["thorax_back"]) / 2
    else:
        bottom = pelvis.place("lumbosacral")
    if {"c7", "clavicle"} <= markers.keys():
        up = (markers["c7"] + markers["clavicle"]) / 2 - bottom
        return axes_along(up, np.cross(markers["clavicle"] - markers["c7"], up))
    right, left = markers["right_acromion"], markers["left_acromion"]
    return axes_along((right + left) / 2 - bottom, right - left)


def _shoulders(markers: Mapping[str, Array]) -> list[Array]:
    if {"right_acromion", "left_acromion"} <= markers.keys():
        return [markers[f"{side}_acromion"] for side in SIDES]
    middle = (markers["c7"] + markers["clavicle"]) / 2
    return [middle for _ in SIDES]
