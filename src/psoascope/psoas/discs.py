"""How the lumbar discs lie, standing and in any posture."""

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, radians
from psoascope.psoas.names import LEVELS
from psoascope.psoas.rotations import turned_zxy


def disc_inclination() -> tuple[Array, Array, Array]:
    """How far each disc's middle plane tilts forward when a person stands.

    From the sacral slope upwards, each segment's lordosis is taken away; a disc's middle plane
    lies half its own wedge above the plate below it.

    Returns
    -------
    value, low, high : array (5,), rad
        L5/S1 first; positive where the front edge is the lower one. Low and high are those of
        the sacral slope: the spread between people.

    References
    ----------
    Figures, sources and marks: data/discs.toml. Left out: spread of the segments themselves.

    Examples
    --------
    >>> np.degrees(disc_inclination()[0]).round(1).tolist()
    [28.1, 8.4, -2.6, -10.1, -13.7]
    """
    table = tables.table("discs")
    lordosis = np.array([table["segment"][level]["lordosis"] for level in LEVELS])
    wedge = np.array([table["wedge"][level]["angle"] for level in LEVELS])
    below = np.cumsum(lordosis) - lordosis + wedge / 2
    slope = table["sacral_slope"]
    value, low, high = (radians(slope[name] - below) for name in ("value", "low", "high"))
    return value, low, high


def disc_axes(lumbar: Array, inclination: Array) -> Array:
    """Axes of each disc in the pelvis: forward, up (normal to the disc), to the right.

    A disc turns half of what its joint turns: it lies midway between its two vertebrae.

    Parameters
    ----------
    lumbar : array (..., 5, 3), rad
        Extension, bend to the right, rotation to the left of each level, L5/S1 first.
    inclination : array (5,), rad
        Standing; positive where the front edge is the lower one.

    Returns
    -------
    array (..., 5, 3, 3), 1
        Row 0 forward, row 1 up, row 2 to the right; NaN above a missing angle.

    Examples
    --------
    >>> axes = disc_axes(np.zeros((5, 3)), np.full(5, np.pi / 6))
    >>> axes[0, 0].round(3).tolist()
    [0.866, -0.5, 0.0]
    """
    whole, half = turned_zxy(lumbar)[0], turned_zxy(lumbar / 2)[0]
    frame = np.broadcast_to(np.eye(3), (*whole.shape[:-3], 3, 3))
    middles = []
    for level in range(len(LEVELS)):
        middles.append(frame @ half[..., level, :, :])
        frame = frame @ whole[..., level, :, :]
    cos, sin = np.cos(inclination), np.sin(inclination)
    zero, one = np.zeros_like(cos), np.ones_like(cos)
    rows = [
        np.stack(row, axis=-1) for row in ((cos, -sin, zero), (sin, cos, zero), (zero, zero, one))
    ]
    return np.asarray(np.stack(rows, axis=-2) @ np.swapaxes(np.stack(middles, axis=-3), -1, -2))
