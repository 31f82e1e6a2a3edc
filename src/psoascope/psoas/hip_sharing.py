"""Which muscles carry a moment of the hip, psoas and iliacus among them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array, Mask, checked
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.architecture import Architecture
from psoascope.psoas.fibre import fibre_of
from psoascope.psoas.leg import LegState, leg_architecture, leg_muscles, leg_state, muscle_group
from psoascope.psoas.load_sharing import share
from psoascope.psoas.names import HIP_ANGLES
from psoascope.psoas.person import Person

STRETCHED = ("psoas", "flexors")
"""Groups whose stretch counts unless told otherwise.

The source of the other muscles leaves out their stretch, and rightly: with its fibres and tendons
their pull alone would be 78 N m in sitting and 731 N m when the straight leg is raised by 80
degrees, several times what relaxed hips are known for.
"""


@dataclass(frozen=True)
class HipSharing:
    """What each muscle of a hip gives, in the order of leg_muscles().

    Parameters
    ----------
    activation : array (..., 35), 1
    active, passive : array (..., 35), N
        Along the tendon: from activation, and from stretch alone; 0 where stretch does not count.
    passive_moment : array (..., C), N m
        What the stretch that counts gives about each coordinate.
    residual : array (..., C), N m
        Moment asked for minus moment given.
    feasible : array (...), bool
        False where the muscles cannot give the moment, or an angle or moment is missing.
    """

    activation: Array
    active: Array
    passive: Array
    passive_moment: Array
    residual: Array
    feasible: Mask

    @property
    def tension(self) -> Array:
        """Active and passive force of each muscle (..., 35), N."""
        return self.active + self.passive

    def tension_of(self, name: str) -> Array:
        """Force of one muscle, or of a group together.

        Parameters
        ----------
        name : str
            One of leg_muscles(), or a group such as "psoas", "adductors".

        Returns
        -------
        array (...), N

        Raises
        ------
        RangeError
            There is no such muscle or group.
        """
        rows = [row for row, one in enumerate(leg_muscles()) if name in (one, muscle_group(one))]
        if not rows:
            known = ", ".join(dict.fromkeys(map(muscle_group, leg_muscles())))
            raise RangeError(f"there is no muscle or group {name!r}. Groups are {known}.")
        return np.asarray(self.tension[..., rows].sum(axis=-1))


def hip_sharing(  # noqa: PLR0913 - each is a choice of its own
    hip: ArrayLike,
    knee: ArrayLike,
    moment: ArrayLike,
    *,
    power: float = 2.0,
    weighting: str = "none",
    coordinates: tuple[str, ...] = HIP_ANGLES,
    passive: tuple[str, ...] = STRETCHED,
    architecture: Architecture | None = None,
    person: Person | None = None,
) -> HipSharing:
    """Shares a moment of one hip among the muscles that cross it.

    Muscles are held still at the length of the posture, on rigid tendons; what the stretch of
    the passive groups gives by itself is taken off the moment first.

    Parameters
    ----------
    hip : array (..., 3), rad
        Flexion, adduction, internal rotation; positive towards these on both sides.
    knee : array (...), rad
        Flexion; 0 straight.
    moment : array (..., C), N m
        That the muscles are to give, about each of coordinates; positive towards its angle. One
        that holds a lifted thigh against gravity is positive.
    power : float, 1
        Of the cost, 1.2 to 6.
    weighting : str
        One of weightings().
    coordinates : tuple of str (C,)
        Hip angles that take part; the moments about the others are left free.
    passive : tuple of str
        Groups whose stretch counts; see STRETCHED for why not all do.
    architecture : Architecture, optional
        Of the psoas; the default one of this person if not given.
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    HipSharing
        NaN where an angle or moment is missing.

    Raises
    ------
    ShapeError
        An array has the wrong last axes, or the leading axes do not fit one another.
    RangeError
        An angle lies beyond its limit, or there is no such weighting, coordinate or group.

    References
    ----------
    data/leg_muscles.toml, data/load_sharing.toml. Left out: the knee's own moment (rectus
    femoris, sartorius and hamstrings are free to load it), speed of the fibres, ligaments.

    Examples
    --------
    >>> lifted = hip_sharing(np.radians([60.0, 0.0, 0.0]), np.radians(90.0), [20.0, 0.0, 0.0])
    >>> bool(lifted.feasible), bool(lifted.tension_of("psoas") > lifted.tension_of("sartorius"))
    (True, True)
    """
    rows = _coordinates(coordinates)
    asked = checked("moment", moment, (len(rows),), "One moment for each of coordinates.")
    muscles = leg_architecture(architecture, person=person)
    posture = leg_state(hip, knee, person=person)
    _check_batch(posture, asked)
    capacity, stretch = _capacity(posture, muscles)
    pull = stretch * _counted(passive)
    arm = np.swapaxes(posture.arm[..., rows], -1, -2)
    by_stretch = (arm @ pull[..., None])[..., 0]
    weight = muscle_weight(weighting, muscles)
    found = share(arm, capacity, asked - by_stretch, power=power, weight=weight)
    batch = found.feasible.shape
    return HipSharing(
        activation=found.activation,
        active=found.force,
        passive=np.broadcast_to(pull, (*batch, pull.shape[-1])),
        passive_moment=np.broadcast_to(by_stretch, (*batch, len(rows))),
        residual=found.residual,
        feasible=found.feasible,
    )


def weightings() -> tuple[str, ...]:
    """Names of the weightings that can be used, "none" first.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> weightings()
    ('none', 'lines', 'volume')
    """
    rows = tables.entry("load_sharing.weighting")
    return tuple(name for name, row in rows.items() if row["of"] != "not_found")


def muscle_weight(weighting: str, muscles: Architecture) -> Array:
    """What each muscle of a hip counts in the cost.

    Parameters
    ----------
    weighting : str
        One of weightings().
    muscles : Architecture
        Of leg_architecture.

    Returns
    -------
    array (35,), 1

    Raises
    ------
    RangeError
        There is no such weighting, or its formula is not known.

    Examples
    --------
    >>> from psoascope.psoas.leg import leg_architecture
    >>> muscle_weight("none", leg_architecture())[:11].sum().round(6)
    np.float64(1.0)
    """
    rows = tables.entry("load_sharing.weighting")
    if weighting not in weightings():
        key = "weighting_not_found" if weighting in rows else "unknown_weighting"
        known = ", ".join(weightings())
        raise tables.error(RangeError, key, name=weighting, known=known)
    if rows[weighting]["of"] == "volume":
        volume = muscles.max_force * muscles.optimal_fibre
        return np.asarray(volume / volume.mean())
    weight = np.ones_like(muscles.max_force)
    if rows[weighting]["of"] == "muscle":
        psoas = [muscle_group(name) == "psoas" for name in leg_muscles()]
        weight[psoas] = muscles.max_force[psoas] / muscles.max_force[psoas].sum()
    return weight


def _capacity(posture: LegState, muscles: Architecture) -> tuple[Array, Array]:
    """Active force at full effort and passive force (..., 35), N, along the tendons."""
    still = np.zeros_like(muscles.max_force)
    fibre = fibre_of(posture.length, np.ones_like(still), still, muscles)
    along = muscles.max_force * fibre.cosine
    return along * fibre.active, along * fibre.passive


def _counted(groups: tuple[str, ...]) -> Array:
    """1 for each muscle (35,) of the groups, 0 for the others."""
    of = [muscle_group(name) for name in leg_muscles()]
    if any(group not in of for group in groups):
        known = ", ".join(dict.fromkeys(of))
        raise RangeError(f"passive must name groups of {known}; got {groups!r}.")
    return np.array([float(group in groups) for group in of])


def _coordinates(names: tuple[str, ...]) -> list[int]:
    if not names or any(name not in HIP_ANGLES for name in names):
        known = ", ".join(HIP_ANGLES)
        raise RangeError(f"coordinates must be some of {known}; got {names!r}.")
    return [HIP_ANGLES.index(name) for name in names]


def _check_batch(posture: LegState, asked: Array) -> None:
    batches = posture.length.shape[:-1], asked.shape[:-1]
    try:
        np.broadcast_shapes(*batches)
    except ValueError as error:
        raise ShapeError(
            f"hip, knee and moment must have leading axes that fit; got {batches}. "
            "Give each the same number of frames, or a single one."
        ) from error
