"""Centres of knee and ankle from markers on the skin, and the axis across the knee."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.motion.rotations import unit


@dataclass(frozen=True)
class LegCentres:
    """Joints of one leg.

    Parameters
    ----------
    knee, ankle : array (..., 3), m
        NaN where no marker tells.
    across : array (..., 3)
        Along the axis of the knee, towards the person's right; any length.
    rotation_seen : bool
        Whether the axis was seen. Otherwise it is the pelvis', and hip rotation is unknown.
    """

    knee: Array
    ankle: Array
    across: Array
    rotation_seen: bool


def leg_centres(
    markers: Mapping[str, Array], side: str, hip: Array, pelvis_right: Array
) -> LegCentres:
    """Knee and ankle of one leg.

    The knee is, by what is there: its given centre; half-way between outer and inner marker;
    half a knee's width inwards from the outer marker, in its plane with hip and thigh marker;
    the same along the pelvis' axis to the right, and rotation of the hip is then unknown.

    Parameters
    ----------
    markers : mapping of str to array (..., 3), m
        As of marker_sets.markers_of.
    side : {"right", "left"}
    hip : array (..., 3), m
        Centre of the hip joint.
    pelvis_right : array (..., 3), 1
        Axis of the pelvis to the person's right.

    Returns
    -------
    LegCentres
        NaN where a marker is missing.

    References
    ----------
    wu2002 in data/sources.toml; widths from data/joint_centres.toml. Left out: inner markers that
    were worn in a standing trial alone, and a person's own width of knee and ankle.
    """
    outwards = 1.0 if side == "right" else -1.0
    leg = {name.removeprefix(f"{side}_"): one for name, one in markers.items()}
    nowhere = np.full(hip.shape, np.nan)
    outer = leg.get("knee_lateral", nowhere)
    rotation_seen = True
    if _seen(leg, "knee_lateral", "knee_centre"):
        knee = leg["knee_centre"]
    elif _seen(leg, "knee_lateral", "knee_medial"):
        knee = (outer + leg["knee_medial"]) / 2
    elif _seen(leg, "knee_lateral", "thigh"):
        knee = _square_to_thigh(outer, hip, leg["thigh"])
    else:
        rotation_seen = False
        inwards = _square(-outwards * pelvis_right, hip - outer)
        knee = leg.get("knee_centre", outer + _half_width("knee") * inwards)
    across = outwards * (outer - knee) if rotation_seen else pelvis_right
    return LegCentres(knee, _ankle(leg, outwards * unit(across)), across, rotation_seen)


def _ankle(leg: Mapping[str, Array], outwards: Array) -> Array:
    nowhere = np.full(outwards.shape, np.nan)
    if _seen(leg, "ankle_centre"):
        return leg["ankle_centre"]
    if _seen(leg, "ankle_lateral", "ankle_medial"):
        return np.asarray((leg["ankle_lateral"] + leg["ankle_medial"]) / 2)
    return np.asarray(leg.get("ankle_lateral", nowhere) - _half_width("ankle") * outwards)


def _square_to_thigh(outer: Array, hip: Array, thigh: Array) -> Array:
    """Point half a knee inwards of the outer marker, from which hip and marker stand square.

    The thigh marker must lie clearly off the line from hip to knee marker; its side is outwards.
    """
    half = _half_width("knee")
    along = unit(hip - outer)
    share = half / np.linalg.norm(hip - outer, axis=-1, keepdims=True)
    inwards = -_square(thigh - outer, along)
    return np.asarray(
        outer + half * (share * along + np.sqrt(np.maximum(1 - share**2, 0)) * inwards)
    )


def _square(vector: Array, line: Array) -> Array:
    """Direction of a vector without its part along a line."""
    along = unit(line)
    return unit(vector - np.sum(vector * along, axis=-1, keepdims=True) * along)


def _seen(leg: Mapping[str, Array], *points: str) -> bool:
    """Whether the points are there together in at least half of the frames of the first."""
    if not set(points) <= leg.keys():
        return False
    seen = [np.isfinite(leg[point]).all(axis=-1) for point in points]
    together = np.logical_and.reduce(seen)
    return bool(together.any() and 2 * together.sum() >= seen[0].sum())


def _half_width(joint: str) -> float:
    return float(tables.entry(f"joint_centres.{joint}_half_width.value"))
