"""How a thigh sensor was worn, told by walking: the axis along the thigh, and which way up."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.arrays import Array
from psoascope.read.recording import Remark

# Each turn takes the axis of that number to the place of x, along the thigh; z stays on the skin
# where it can. All are proper rotations: a mirrored sensor would make left of right.
_TURNS = (
    ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    ((0, 1, 0), (-1, 0, 0), (0, 0, 1)),
    ((0, 0, 1), (0, 1, 0), (-1, 0, 0)),
)


@dataclass(frozen=True)
class Worn:
    """How the sensor was worn.

    Parameters
    ----------
    turn : array (3, 3)
        Turns the sensor's axes (as columns on its right) to x along the thigh, z into the skin.
    remarks : tuple of Remark
    """

    turn: Array
    remarks: tuple[Remark, ...]


def worn(means: Array, spreads: Array, long_axis: int) -> Worn:
    """The turn that brings the axis along the thigh to x.

    Whoever walks has the thigh upright: the axis along it then carries most of gravity. Which way
    round the sensor faces is left to the classifier, wear by wear; only upside down is remarked.

    Parameters
    ----------
    means : array (S, 3), g
        Mean acceleration of each second; NaN where missing.
    spreads : array (S,), g
        Standard deviation of the acceleration's size within each second.
    long_axis : {0, 1, 2}
        The axis along the thigh where walking does not tell.

    Returns
    -------
    Worn

    Examples
    --------
    >>> found = worn(np.tile([0.1, -0.95, 0.2], (30, 1)), np.full(30, 0.3), 0)
    >>> (found.turn @ [0.1, -0.95, 0.2]).tolist(), [remark.key for remark in found.remarks]
    ([-0.95, -0.1, 0.2], ['sensor_axes_turned', 'sensor_upside_down'])
    """
    steps, axis = tables.entry("sensor.steps"), tables.entry("sensor.axis")
    walking = (spreads > steps["value"]) & (spreads < steps["high"])
    upright: NDArray[np.bool_] = walking[:, None] & (np.abs(means) > axis["value"])
    seconds = upright.sum(axis=0)
    best = int(np.argmax(seconds))
    if seconds[best] < axis["seconds"] or seconds[best] < 2 * np.sort(seconds)[-2]:
        remark = Remark("sensor_axes_assumed", {"axis": "xyz"[long_axis]})
        return Worn(np.array(_TURNS[long_axis], dtype=np.float64), (remark,))
    remarks = []
    if best != long_axis:
        remarks.append(Remark("sensor_axes_turned", {"axis": "xyz"[best]}))
    if best == 2:
        remarks.append(Remark("sensor_on_edge"))
    if np.median(means[upright[:, best], best]) < 0:
        remarks.append(Remark("sensor_upside_down"))
    return Worn(np.array(_TURNS[best], dtype=np.float64), tuple(remarks))
