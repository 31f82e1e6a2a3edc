"""Frames in which the pose model took the left leg for the right.

Legs swing smoothly past one another; a swap throws both onto the other's path at once. The
labelling is chosen, frame by frame, that asks for the least acceleration of knees and ankles,
with a price on each exchange, and a small one on each frame labelled otherwise than the model did.
"""

import numpy as np

from psoascope.arrays import Array, Mask
from psoascope.motion.sagittal import ANKLE, KNEE, Sagittal
from psoascope.motion.smoothing import runs
from psoascope.tables import entry


def swapped(view: Sagittal, usable: Mask) -> Mask:
    """Frames whose legs fit the frames around them only when exchanged.

    Parameters
    ----------
    view : Sagittal
    usable : array (T,) of bool
        Frames that no earlier gate refused; each unbroken spell is judged by itself.

    Returns
    -------
    array (T,) of bool
    """
    rule = entry("gates.legs_swapped")
    result = np.zeros(len(view.time), dtype=np.bool_)
    for first, last in runs(usable):
        if last - first < 2:
            continue
        frames = slice(first, last + 1)
        legs = view.joints[frames][:, :, [KNEE, ANKLE]] - view.centre[frames, None, None]
        size = float(np.median(view.trunk_length[frames]))
        result[frames] = exchanged(legs / size, rule["threshold"], rule["other_label"])
    return result


def exchanged(legs: Array, price: float, other_label: float) -> Mask:
    """The labelling of least acceleration: True where left and right are to be exchanged.

    Parameters
    ----------
    legs : array (T, 2, 2, 2), trunk lengths
        Sides, knee and ankle, forward and up, from the middle of the hips; T >= 3, no NaN.
    price : float, trunk lengths
        Of each change between the given and the exchanged labelling.
    other_label : float, trunk lengths
        Of each frame labelled otherwise than given.

    Returns
    -------
    array (T,) of bool

    Examples
    --------
    >>> swing = np.sin(np.linspace(0, 6, 40))
    >>> legs = np.stack([swing, -swing], axis=1)[:, :, None, None] * np.ones((1, 1, 2, 2))
    >>> legs[12] = legs[12, ::-1]
    >>> np.flatnonzero(exchanged(legs, 0.35, 0.01)).tolist()
    [12]
    """
    both = np.stack([legs, legs[:, ::-1]])  # as given, exchanged
    # jerk[t, a, b, c]: labels a, b, c of the frames t, t + 1, t + 2
    jerk = np.array(
        [
            [[_bend(both[a, :-2], both[b, 1:-1], both[c, 2:]) for c in (0, 1)] for b in (0, 1)]
            for a in (0, 1)
        ]
    ).transpose(3, 0, 1, 2)
    change = price * (1 - np.eye(2))
    own = np.array([0.0, other_label])
    best = own[:, None] + own[None, :] + change
    back = np.zeros((len(jerk), 2, 2), dtype=int)
    # A path through labels: each step needs the one before it, so this runs frame by frame.
    for step, bend in enumerate(jerk):
        ways = best[:, :, None] + bend + change[None] + own
        back[step] = ways.argmin(axis=0)
        best = ways.min(axis=0)
    one, two = np.unravel_index(int(best.argmin()), best.shape)
    labels = [int(two), int(one)]
    for step in back[::-1]:
        labels.append(int(step[labels[-1], labels[-2]]))
    return np.array(labels[::-1], dtype=np.bool_)


def _bend(before: Array, here: Array, after: Array) -> Array:
    """Sum over joints of both legs of the second difference's length, (T - 2,)."""
    return np.asarray(np.linalg.norm(after - 2 * here + before, axis=-1).sum(axis=(1, 2)))
