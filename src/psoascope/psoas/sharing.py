"""How a total lumbar angle is shared over the levels."""

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.arrays import Array, checked
from psoascope.errors import RangeError
from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.names import LEVELS


def shared(total: ArrayLike, rule: str = "rhythm") -> Array:
    """Angles of each level from the angles of the whole lumbar spine.

    Parameters
    ----------
    total : array (..., 3), rad
        Extension, bend to the right, rotation to the left of L1 against the pelvis.
    rule : str
        "rhythm", or a rule of [sharing] in data/anatomy.toml.

    Returns
    -------
    array (..., 5, 3), rad
        L5/S1 first; each angle adds up to its total. NaN stays NaN.

    Raises
    ------
    ShapeError
        The array does not end in 3 angles.
    RangeError
        There is no such rule.

    References
    ----------
    christophy2012 in data/sources.toml for "rhythm". Left out: coupling of bend and rotation.

    Examples
    --------
    >>> levels = shared([np.radians(-30.0), 0.0, 0.0])
    >>> np.degrees(levels[:, 0]).round(2).tolist()
    [-4.57, -8.48, -7.5, -5.22, -4.24]
    """
    whole = checked("total", total, (3,), "Give extension, bend and rotation.")
    return np.asarray(_share(rule)[:, None] * whole[..., None, :])


def sharing_rules() -> tuple[str, ...]:
    """Names of the rules over which the sharing is varied, "rhythm" first.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> sharing_rules()
    ('rhythm', 'equal', 'low', 'high')
    """
    return ("rhythm", *tables.entry("anatomy.sharing"))


def _share(rule: str) -> Array:
    if rule == "rhythm":
        return anatomy().rhythm_weight
    if rule not in sharing_rules():
        known = ", ".join(sharing_rules())
        raise RangeError(f"there is no sharing rule {rule!r}. Known are {known}.")
    weight = np.array(tables.entry(f"anatomy.sharing.{rule}.weight"), dtype=np.float64)
    if weight.shape != (len(LEVELS),) or weight.sum() <= 0:
        raise RangeError(f"sharing rule {rule!r} needs {len(LEVELS)} weights; got {weight}.")
    return np.asarray(weight / weight.sum())
