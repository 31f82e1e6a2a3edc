"""The muscles that cross one hip: psoas fascicle by fascicle, iliacus and all the others."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array, checked, degrees, radians
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.architecture import Architecture, architecture
from psoascope.psoas.leg_path import leg_paths, limb, path_length
from psoascope.psoas.limits import check_hip
from psoascope.psoas.muscle import state
from psoascope.psoas.names import FASCICLES_OF_A_SIDE, SIDES
from psoascope.psoas.person import Person, scale_of

LEG_ANGLES = ("hip_flexion", "hip_adduction", "hip_rotation", "knee_flexion")
"""Positive: thigh forward and up, towards the midline, kneecap inwards, heel to the buttock."""

_FASCICLES = len(FASCICLES_OF_A_SIDE)


@dataclass(frozen=True)
class LegState:
    """The muscles of one hip in any number of postures.

    Parameters
    ----------
    length : array (..., 35), m
        In the order of leg_muscles().
    arm : array (..., 35, 4), m
        Moment arms in the order of LEG_ANGLES; -dL/dq: positive drives the angle up.
    """

    length: Array
    arm: Array


def leg_state(
    hip: ArrayLike,
    knee: ArrayLike,
    *,
    lumbar: ArrayLike | None = None,
    side: str = "right",
    person: Person | None = None,
) -> LegState:
    """Length and moment arms of every muscle of one hip.

    Parameters
    ----------
    hip : array (..., 3), rad
        Flexion, adduction, internal rotation; positive towards these on both sides.
    knee : array (...), rad
        Flexion; 0 straight.
    lumbar : array (..., 5, 3), rad, optional
        As in state; upright if not given. Only the psoas feels it.
    side : {"right", "left"}
        Whose hip it is; without lumbar angles both give the same numbers.
    person : Person, optional
        The reference person if not given. The others than psoas are scaled by height alone.

    Returns
    -------
    LegState
        NaN where a missing angle takes part.

    Raises
    ------
    ShapeError
        An array has the wrong last axes, or the leading axes do not fit one another.
    RangeError
        An angle lies beyond its limit, or there is no such side.

    References
    ----------
    Paths and their sources: data/leg_muscles.toml. Left out: pectineus and the short outward
    rotators but piriformis, muscle width.

    Examples
    --------
    >>> hip = np.radians([[0.0, 0.0, 0.0], [90.0, 0.0, 0.0]])
    >>> muscles = leg_state(hip, np.radians([0.0, 90.0]))
    >>> row = leg_muscles().index("rectus_femoris")
    >>> muscles.length.shape, muscles.arm[:, row, 0].round(3).tolist()
    ((2, 35), [0.034, 0.04])
    """
    check_side(side)
    angles, bend, back = _checked(hip, knee, lumbar)
    psoas = state(back, angles, angles, person=person)
    mine = slice(SIDES.index(side) * _FASCICLES, (SIDES.index(side) + 1) * _FASCICLES)
    shape = (*bend.shape, _FASCICLES, 3)
    hip_arm = np.broadcast_to(psoas.hip_arm[..., SIDES.index(side), None, :], shape)
    # No fascicle crosses the knee, so that a missing knee angle does not make the psoas missing.
    still = np.zeros((*bend.shape, _FASCICLES, 1))
    posture = limb(angles, bend)
    found = [path_length(path, posture) for path in leg_paths().values()]
    scale = scale_of(person)
    lengths = np.stack([length for length, _ in found], axis=-1) * scale
    arms = np.stack([arm for _, arm in found], axis=-2) * scale
    return LegState(
        length=np.concatenate([psoas.length[..., mine], lengths], axis=-1),
        arm=np.concatenate([np.concatenate([hip_arm, still], axis=-1), arms], axis=-2),
    )


@cache
def leg_muscles() -> tuple[str, ...]:
    """Names of the 35 muscles of a hip, in the order of every array of this module.

    Returns
    -------
    tuple of str (35,)
        11 psoas fascicles, iliacus, then the others in the order of data/leg_muscles.toml.

    Examples
    --------
    >>> leg_muscles()[10:14]
    ('psoas_L5_VB', 'iliacus', 'rectus_femoris', 'sartorius')
    """
    return (*(f"psoas_{name}" for name in FASCICLES_OF_A_SIDE), *leg_paths())


def leg_architecture(
    psoas: Architecture | None = None, *, side: str = "right", person: Person | None = None
) -> Architecture:
    """Force, fibre and tendon of the 35 muscles of a hip.

    Parameters
    ----------
    psoas : Architecture, optional
        Of the psoas, both sides, already scaled; the default one of this person if not given.
    side : {"right", "left"}
    person : Person, optional
        Scales fibre and tendon of the others by height; maximum force is not scaled.

    Returns
    -------
    Architecture
        Its arrays are (35,), in the order of leg_muscles().

    Raises
    ------
    RangeError
        There is no such side.

    Examples
    --------
    >>> muscle = leg_architecture()
    >>> muscle.max_force[:11].sum().round(0), muscle.max_force[11].round(0)
    (np.float64(1781.0), np.float64(1021.0))
    """
    check_side(side)
    fascicles = architecture(person=person) if psoas is None else psoas
    first = SIDES.index(side) * _FASCICLES
    rows = list(tables.entry("leg_muscles.muscle").values())
    scale = scale_of(person)

    def both(name: str, size: float) -> Array:
        mine = np.asarray(getattr(fascicles, name))[first : first + _FASCICLES]
        return np.concatenate([mine, np.array([row[name] for row in rows]) * size])

    return Architecture(
        name=fascicles.name,
        max_force=both("max_force", 1.0),
        optimal_fibre=both("optimal_fibre", scale),
        tendon_slack=both("tendon_slack", scale),
        pennation=both("pennation", 1.0),
    )


def muscle_group(name: str) -> str:
    """The group of a muscle: psoas, flexors, adductors, extensors, abductors or rotators.

    Parameters
    ----------
    name : str
        One of leg_muscles().

    Returns
    -------
    str

    Examples
    --------
    >>> muscle_group("psoas_L1_VB"), muscle_group("sartorius")
    ('psoas', 'flexors')
    """
    if name.startswith("psoas_"):
        return "psoas"
    return str(tables.entry(f"leg_muscles.muscle.{name}.group"))


def check_side(side: str) -> None:
    """Refuses a side that is neither right nor left.

    Parameters
    ----------
    side : str

    Raises
    ------
    RangeError
        There is no such side.
    """
    if side not in SIDES:
        raise RangeError(f"side must be one of {', '.join(SIDES)}; got {side!r}.")


def _checked(
    hip: ArrayLike, knee: ArrayLike, lumbar: ArrayLike | None
) -> tuple[Array, Array, Array]:
    """Hip (..., 3), knee (...) and lumbar (..., 5, 3) of one batch."""
    cure = "The last axis is one angle in rad each."
    angles = checked("hip", hip, (3,), cure)
    bend = checked("knee", knee, ())
    still = np.zeros((5, 3))
    back = still if lumbar is None else checked("lumbar", lumbar, (5, 3), cure)
    check_hip("hip", angles)
    _check_knee(bend)
    batches = angles.shape[:-1], bend.shape, back.shape[:-2]
    try:
        batch = np.broadcast_shapes(*batches)
    except ValueError as error:
        raise ShapeError(
            f"hip, knee and lumbar must have leading axes that fit; got {batches}. "
            "Give each the same number of postures, or a single one."
        ) from error
    return (
        np.broadcast_to(angles, (*batch, 3)),
        np.broadcast_to(bend, batch),
        np.broadcast_to(back, (*batch, 5, 3)),
    )


def _check_knee(bend: Array) -> None:
    high, low = (
        float(radians(tables.entry(f"leg_muscles.limit.knee_{way}.value")))
        for way in ("flexion", "extension")
    )
    # A thousandth above the limit is rounding of degrees, not a mistake.
    beyond = (bend > high * 1.001) | (bend < -low * 1.001)
    if beyond.any():
        row = int(np.argmax(beyond))
        angle = float(np.ravel(bend)[row])
        raise tables.error(
            RangeError,
            "angle_beyond_limit",
            name="knee",
            angle="flexion",
            degrees=f"{float(degrees(angle)):.1f}",
            row=row + 1,
            limit=f"{float(degrees(high if angle > 0 else -low)):.0f}",
        )
