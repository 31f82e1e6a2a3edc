"""The open question of L5/S1: flexion moment of the psoas, reckoned in several ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array, checked
from psoascope.errors import RangeError
from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.discs import disc_axes, disc_inclination
from psoascope.psoas.limits import check_lumbar
from psoascope.psoas.names import FASCICLES, FASCICLES_OF_A_SIDE, LEVELS
from psoascope.psoas.spine import spine
from psoascope.quantity import Quantity

_MIRROR = np.array([[1.0, 1.0, 1.0], [1.0, -1.0, -1.0]])


@dataclass(frozen=True)
class Reckoning:
    """Flexion moments of both psoas at full effort, standing, in one way of reckoning.

    Parameters
    ----------
    name : str
        Entry of [variant] in data/discs.toml.
    force_of_a_side : float, N
        Sum of the maximum forces, all fascicles at their optimal length.
    moment : Quantity (5,), N m
        L5/S1 first; positive bends forward. The band is that of the variant alone.
    arm : array (5,), m
        Moment over the force that crosses the joint; positive in front of it.
    """

    name: str
    force_of_a_side: float
    moment: Quantity
    arm: Array


def reckoning_names() -> tuple[str, ...]:
    """Names of the ways of reckoning, the tables' own first.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> reckoning_names()[:2]
    ('tables', 'mid_disc')
    """
    rows = tables.entry("discs.variant")
    return tuple(name for name, row in rows.items() if isinstance(row, Mapping) and "say" in row)


def flexion_moment(lumbar: ArrayLike, tension: ArrayLike, reckoning: str = "tables") -> Quantity:
    """Flexion moment of the psoas at each lumbar joint of the reference person.

    Parameters
    ----------
    lumbar : array (..., 5, 3), rad
        Levels L5/S1 to L1/L2; extension, bend to the right, rotation to the left.
    tension : array (..., 22), N
    reckoning : str
        Entry of [variant] in data/discs.toml; its force is not used, the tension counts.

    Returns
    -------
    Quantity (..., 5), N m
        Positive bends forward; band of kind range over the variant's own arms, if it has any.

    Raises
    ------
    ShapeError
        An array has the wrong last axes.
    RangeError
        There is no such variant, or an angle lies beyond its limit.

    References
    ----------
    Variants, sources and marks: data/discs.toml. docs/l5s1.md tells what they come to.

    Examples
    --------
    >>> pull = np.full(22, 100.0)
    >>> flexion_moment(np.zeros((5, 3)), pull).value.round(1).tolist()
    [39.9, 4.8, -6.8, -6.2, -4.3]
    """
    if reckoning not in reckoning_names():
        known = ", ".join(reckoning_names())
        raise tables.error(RangeError, "unknown_reckoning", name=reckoning, known=known)
    back = checked("lumbar", lumbar, (len(LEVELS), 3), "One angle in rad each.")
    check_lumbar("lumbar", back)
    pull = checked("tension", tension, (len(FASCICLES),), "Give muscle_force(...).tension.")
    row = tables.entry(f"discs.variant.{reckoning}")
    moment, down = _moment_and_pull(back, pull, row)
    value, low, high = (moment.copy() for _ in range(3))
    for level, arms in row.get("arm_forward", {}).items():
        place = LEVELS.index(level)
        for result, arm in zip((value, low, high), arms, strict=True):
            result[..., place] = arm * down[..., place]
    return Quantity(value, low, high, "N m", "range")


def l5s1_comparison() -> tuple[Reckoning, ...]:
    """Flexion moments of both psoas at full effort in standing, in all ways of reckoning.

    Returns
    -------
    tuple of Reckoning
        As in reckoning_names; every fascicle pulls with its maximum force.

    Examples
    --------
    >>> first = l5s1_comparison()[0]
    >>> first.name, first.moment.value.round(0).tolist()
    ('tables', [61.0, 5.0, -11.0, -11.0, -5.0])
    """
    body = anatomy()
    crossed = np.array(body.crossed)[:, None] > np.arange(len(LEVELS))
    found = []
    for name in reckoning_names():
        force_of_a_side = float(tables.entry(f"discs.variant.{name}.force_of_a_side"))
        force = body.max_force * (force_of_a_side / body.max_force.sum())
        both = np.concatenate([force, force])
        moment = flexion_moment(np.zeros((len(LEVELS), 3)), both, name)
        arm = moment.value / (2 * force @ crossed)
        found.append(Reckoning(name, force_of_a_side, moment, arm))
    return tuple(found)


def _moment_and_pull(back: Array, tension: Array, row: Mapping[str, Any]) -> tuple[Array, Array]:
    """Flexion moment (..., 5), N m, and pull down the pelvis' y axis (..., 5), N."""
    body = anatomy()
    turned = back[..., None, :, :] * _MIRROR[:, None, :]
    pose = spine(turned, body)
    forward = disc_axes(turned, disc_inclination()[0])[..., 0, :]
    centre = pose.centre + np.array(row["joint_forward"])[:, None] * forward
    brim = body.psoas.brim_point + np.array([row["brim_forward"], 0.0, 0.0])
    away = brim - pose.origin
    away = away / np.sqrt((away**2).sum(axis=-1, keepdims=True))
    sides = tension.reshape(*tension.shape[:-1], 2, len(FASCICLES_OF_A_SIDE))
    pull = away * sides[..., None]
    moments, downs = [], []
    for level in range(len(LEVELS)):
        rows = [place for place, count in enumerate(body.crossed) if count > level]
        lever = pose.origin[..., rows, :] - centre[..., level, None, :]
        turn = np.cross(lever, pull[..., rows, :]).sum(axis=-2)
        moments.append(-(turn * pose.axes[..., level, 0, :]).sum(axis=(-2, -1)))
        downs.append(-pull[..., rows, 1].sum(axis=(-2, -1)))
    return np.stack(moments, axis=-1), np.stack(downs, axis=-1)
