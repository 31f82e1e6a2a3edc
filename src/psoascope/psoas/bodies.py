"""Where pelvis, vertebrae and thigh bones are in a posture: for pictures and viewers."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from psoascope.arrays import Array, checked
from psoascope.psoas.names import LEVELS, SIDES
from psoascope.psoas.person import Person, reference_person
from psoascope.psoas.rotations import turned_zxy
from psoascope.psoas.sized import sized

VERTEBRAE = ("lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1")


class Place(NamedTuple):
    """A body in the pelvis.

    Parameters
    ----------
    turn : array (..., 3, 3), 1
        Its columns are the body's axes.
    origin : array (..., 3), m
    size : float, 1
        Against the reference person's body.
    """

    turn: Array
    origin: Array
    size: float

    def of(self, points: Array) -> Array:
        """Points (N, 3), m, of the reference person's body, in the pelvis (..., N, 3), m."""
        turned = self.size * points @ np.swapaxes(self.turn, -1, -2)
        return np.asarray(turned + self.origin[..., None, :])


def bodies(
    lumbar: ArrayLike, hip_right: ArrayLike, hip_left: ArrayLike, person: Person | None = None
) -> dict[str, Place]:
    """Place of every body that carries a point of the psoas.

    Parameters
    ----------
    lumbar : array (..., 5, 3), rad
        As in psoas.state.
    hip_right, hip_left : array (..., 3), rad
        Flexion, adduction, internal rotation; positive towards these on both sides.
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    dict of str to Place
        pelvis, lumbar5 to lumbar1, femur_r, femur_l; NaN where a missing angle takes part.

    Raises
    ------
    ShapeError
        An array has the wrong last axes.

    Examples
    --------
    >>> found = bodies(np.zeros((5, 3)), np.zeros(3), np.zeros(3))
    >>> found["femur_l"].origin.round(4).tolist()
    [-0.0707, -0.0661, -0.0835]
    """
    body, scales = sized(person), (person or reference_person()).scales
    back = checked("lumbar", lumbar, (len(LEVELS), 3))
    frame, place = np.eye(3), np.zeros(3)
    found = {"pelvis": Place(frame, place, scales.pelvis)}
    turns, _ = turned_zxy(back)
    for level, name in enumerate(VERTEBRAE):
        centre = place + frame @ body.centre_below[level]
        frame = frame @ turns[..., level, :, :]
        place = centre - frame @ body.centre_above[level]
        found[name] = Place(frame, place, scales.lumbar)
    for side, hip in zip(SIDES, (hip_right, hip_left), strict=True):
        mirror = 1.0 if side == "right" else -1.0
        angles = checked(f"hip_{side}", hip, (3,)) * [1.0, mirror, mirror]
        turn, _ = turned_zxy(angles)
        found[f"femur_{side[0]}"] = Place(turn, body.hip_centre * [1.0, 1.0, mirror], scales.thigh)
    return found
