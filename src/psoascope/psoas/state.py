"""What the kernel gives for any number of postures: one block of numbers, seen as arrays."""

from dataclasses import dataclass, field
from math import prod
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike

from psoascope.arrays import Array
from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.layout import (
    HIP_ARM,
    ILIACUS_ARM,
    ILIACUS_LENGTH,
    LENGTH,
    LUMBAR_ARM,
    MOVING_ROWS,
    STATE_ROWS,
    VELOCITY,
)
from psoascope.psoas.names import FASCICLES, FASCICLES_OF_A_SIDE, LEVELS

_CACHE_LINE = 64


def aligned(shape: tuple[int, ...], dtype: DTypeLike = np.float64) -> Any:
    """Memory that begins where a line of the processor's cache does, which it works on faster.

    Parameters
    ----------
    shape : tuple of int
    dtype : float64 or float32

    Returns
    -------
    array
        Not yet filled.

    Examples
    --------
    >>> aligned((3, 4)).ctypes.data % 64
    0
    """
    size = np.dtype(dtype).itemsize * prod(shape)
    block = np.empty(size + _CACHE_LINE, dtype=np.uint8)
    first = -block.ctypes.data % _CACHE_LINE
    return block[first : first + size].view(dtype).reshape(shape)


@dataclass(frozen=True, eq=False)
class State:
    """The psoas of both sides, and both iliacus, in any number of postures.

    Every array is a view of one block in which the numbers of one kind lie side by side for all
    postures; arrays are therefore not contiguous along their last axis.

    Parameters
    ----------
    length : array (..., 22), m
        Origin to lesser trochanter, in the order of FASCICLES.
    lumbar_arm_packed : array (..., 210), m
        Moment arms about the lumbar joints that a fascicle crosses: fascicle by fascicle, level
        by level from L5/S1, extension, bend, rotation; -dL/dq.
    hip_arm : array (..., 2, 3), m
        Right and left; flexion, adduction, internal rotation; -dL/dq. The same for all
        fascicles of a side.
    iliacus_length : array (..., 2), m
        Right and left.
    iliacus_arm : array (..., 2, 3), m
        As hip_arm.
    velocity : array (..., 22), m/s, or None
        Rate of length, positive while it lengthens; None where no rates were given.
    iliacus_velocity : array (..., 2), m/s, or None
    """

    length: Array
    lumbar_arm_packed: Array
    hip_arm: Array
    iliacus_length: Array
    iliacus_arm: Array
    velocity: Array | None
    iliacus_velocity: Array | None
    rows: Any = field(repr=False)
    batch: tuple[int, ...] = field(repr=False)

    @property
    def moving(self) -> bool:
        """Whether velocities are part of it."""
        return self.velocity is not None

    @classmethod
    def empty(
        cls, batch: tuple[int, ...], count: int = STATE_ROWS, dtype: DTypeLike = np.float64
    ) -> Self:
        """Room for the results of a batch, not yet filled.

        Parameters
        ----------
        batch : tuple of int
            Leading axes of the postures.
        count : int
            STATE_ROWS, or MOVING_ROWS with velocities.
        dtype : float64 or float32

        Returns
        -------
        State
        """
        rows = aligned((count, prod(batch)), dtype)

        def seen(first: int, *shape: int) -> Any:
            part = rows[first : first + prod(shape)]
            return part.T.reshape(*batch, *shape)

        moving = count == MOVING_ROWS
        return cls(
            length=seen(LENGTH, 22),
            lumbar_arm_packed=seen(LUMBAR_ARM, 210),
            hip_arm=seen(HIP_ARM, 2, 3),
            iliacus_length=seen(ILIACUS_LENGTH, 2),
            iliacus_arm=seen(ILIACUS_ARM, 2, 3),
            velocity=seen(VELOCITY, 22) if moving else None,
            iliacus_velocity=seen(VELOCITY + 22, 2) if moving else None,
            rows=rows,
            batch=batch,
        )

    @property
    def lumbar_arm(self) -> Array:
        """Moment arms (..., 22, 5, 3), m; 0 where the joint is not crossed."""
        rows, levels = anatomy().crossings
        arms = np.zeros((*self.batch, 2, len(FASCICLES_OF_A_SIDE), len(LEVELS), 3))
        packed = self.lumbar_arm_packed.reshape(*self.batch, 2, len(rows), 3)
        arms[..., rows, levels, :] = packed
        return arms.reshape(*self.batch, len(FASCICLES), len(LEVELS), 3)

    @property
    def whole_length(self) -> Array:
        """Length of the right and left muscle (..., 2), m: mean weighted by maximum force."""
        weight = anatomy().max_force
        sides = self.length.reshape(*self.batch, 2, len(weight))
        return np.asarray(sides @ (weight / weight.sum()))
