"""What is told of a leg's motion: its angles, how the pelvis moves, what hangs on it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array, Mask, checked, degrees
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.limits import check_hip

Part = Literal["thigh", "shank", "foot"]
PARTS: tuple[Part, Part, Part] = ("thigh", "shank", "foot")
MIRROR = np.array([1.0, 1.0, -1.0])
"""What mirroring does to a point or a force."""


@dataclass(frozen=True)
class Pelvis:
    """How the pelvis lies and moves; upright and still if not given.

    Parameters
    ----------
    rotation : array (..., 3, 3), 1, optional
        Its columns are the pelvis axes (forward, up, right) in the ground, whose y points up. In
        a motion time is the axis before: (..., T, 3, 3).
    acceleration : array (..., 3), m/s2, optional
        Of the origin of the pelvis axes, in the ground; without gravity.
    """

    rotation: ArrayLike | None = None
    acceleration: ArrayLike | None = None


@dataclass(frozen=True)
class LegMotion:
    """The motion of one leg, or postures of it that are held still.

    Parameters
    ----------
    time : array (T,), s, or None
        None: every posture is held still, and leading axes are any batch.
    hip : array (..., T, 3), rad
        Flexion, adduction, internal rotation; positive towards these on both sides.
    knee : array (..., T), rad
        Flexion is positive.
    ankle : array (..., T), rad
        Dorsiflexion is positive.
    pelvis : Pelvis
    on_ground : array (..., T) of bool, optional
        Where the foot stands; nowhere if not given.
    side : {"right", "left"}
    """

    time: ArrayLike | None
    hip: ArrayLike
    knee: ArrayLike
    ankle: ArrayLike
    pelvis: Pelvis = Pelvis()
    on_ground: ArrayLike | None = None
    side: Literal["right", "left"] = "right"


@dataclass(frozen=True)
class Load:
    """Something that hangs on a leg or pulls at it: a shoe, a weight, a band.

    Parameters
    ----------
    part : {"thigh", "shank", "foot"}
    point : array (3,), m
        From the part's upper joint; x forward, y up, z right, the leg straight down.
    force : array (..., 3), N, optional
        On the leg, in the ground.
    mass : float, kg
        Carried at the point.
    """

    part: Part
    point: ArrayLike
    force: ArrayLike | None = None
    mass: float = 0.0


def checked_angles(motion: LegMotion) -> tuple[Array, Mask]:
    """Angles of hip, knee and ankle, and the frames on the ground, of one batch.

    Parameters
    ----------
    motion : LegMotion

    Returns
    -------
    angles : array (..., T, 5), rad
        Three of the hip, knee, ankle.
    on_ground : array (..., T) of bool

    Raises
    ------
    ShapeError
        Axes do not fit one another.
    RangeError
        An angle lies beyond its limit; most often it is in degrees.
    """
    hip = checked("hip", motion.hip, (3,), "The last axis is flexion, adduction, rotation.")
    knee, ankle = checked("knee", motion.knee, ()), checked("ankle", motion.ankle, ())
    check_hip("hip", hip)
    check_hinge("knee_flexion", knee)
    check_hinge("ankle_dorsiflexion", ankle)
    ground = np.zeros(()) if motion.on_ground is None else np.asarray(motion.on_ground)
    try:
        batch = np.broadcast_shapes(hip.shape[:-1], knee.shape, ankle.shape, ground.shape)
    except ValueError as error:
        raise ShapeError(
            f"hip, knee, ankle and on_ground must have axes that fit; got {hip.shape}, "
            f"{knee.shape}, {ankle.shape}, {ground.shape}. Give each the same frames."
        ) from error
    parts = [hip, knee[..., None], ankle[..., None]]
    wide = [np.broadcast_to(part, (*batch, part.shape[-1])) for part in parts]
    return np.concatenate(wide, axis=-1), np.broadcast_to(ground.astype(bool), batch)


def check_hinge(name: str, angle: Array) -> None:
    """Refuses angles of knee or ankle beyond the limits of data/segments.toml.

    Parameters
    ----------
    name : str
        knee_flexion or ankle_dorsiflexion.
    angle : array (...), rad
        NaN is allowed.

    Raises
    ------
    RangeError
        Names the first angle beyond its limit; most often it is in degrees.

    Examples
    --------
    >>> check_hinge("knee_flexion", np.array([0.3, 40.0]))
    Traceback (most recent call last):
    psoascope.errors.RangeError: knee: flexion 2291.8 deg in row 2 lies beyond 165 deg. ...
    """
    limit = tables.entry(f"segments.limit.{name}")
    flat = degrees(angle).reshape(-1)
    beyond = (flat < limit["low"]) | (flat > limit["high"])
    if beyond.any():
        row = int(np.argmax(beyond))
        joint, turn = name.split("_")
        raise tables.error(
            RangeError,
            "angle_beyond_limit",
            name=joint,
            angle=turn,
            degrees=f"{flat[row]:.1f}",
            row=row + 1,
            limit=f"{limit['high' if flat[row] > 0 else 'low']:.0f}",
        )


def mirrored_load(load: Load) -> Load:
    """The same load on the other leg.

    Parameters
    ----------
    load : Load

    Returns
    -------
    Load
        z of point and force with the other sign.
    """
    force = None if load.force is None else np.asarray(load.force, dtype=np.float64) * MIRROR
    return Load(load.part, np.asarray(load.point, dtype=np.float64) * MIRROR, force, load.mass)
