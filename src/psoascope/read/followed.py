"""One person out of several in each frame of a landmark file."""

from collections.abc import Sequence

import numpy as np

from psoascope import tables
from psoascope.arrays import Array


def followed(people: Sequence[Sequence[Array]]) -> tuple[Array, Array]:
    """Points of the person who is seen best, followed from frame to frame by nearness.

    Parameters
    ----------
    people : sequence (T) of sequences of arrays (K, D + 1)
        Points of each person in a frame, and how sure of each (0..1); NaN where missing.

    Returns
    -------
    points : array (T, K, D + 1)
        NaN in frames without that person.
    person : array (T,)
        0 where the person was found, -1 where nobody near enough was.

    Examples
    --------
    >>> near, far = np.array([[0.0, 0.0, 0.9], [0.0, 2.0, 0.9]]), np.array([[9.0, 0.0, 0.5]] * 2)
    >>> points, person = followed([[far, near], [near + [0.1, 0, 0], far], []])
    >>> points[:2, 0, 0].tolist(), person.tolist()
    ([0.0, 0.1], [0.0, 0.0, -1.0])
    """
    shape = next((one.shape for frame in people for one in frame), (0, 3))
    points = np.full((len(people), *shape), np.nan)
    person = np.full(len(people), -1.0)
    start = _best(people)
    if start is None:
        return points, person
    reach = tables.entry("marker_files.stride_of_a_person.value")
    # Each frame needs the one before: forwards from the best frame, then backwards.
    for way in (range(start[0], len(people)), range(start[0] - 1, -1, -1)):
        last = people[start[0]][start[1]]
        for frame in way:
            nearest = _nearest(people[frame], last)
            if nearest is not None and _apart(nearest, last) <= reach * _size(last):
                points[frame], person[frame] = nearest, 0.0
                last = nearest
    return points, person


def _best(people: Sequence[Sequence[Array]]) -> tuple[int, int] | None:
    """Frame and number of the person with the most certain points."""
    sure = [
        (float(np.nansum(one[:, -1])), -frame, -number)
        for frame, all_of_them in enumerate(people)
        for number, one in enumerate(all_of_them)
        if np.isfinite(one).all(axis=1).any()
    ]
    if not sure:
        return None
    _, frame, number = max(sure)
    return -frame, -number


def _nearest(people: Sequence[Array], last: Array) -> Array | None:
    seen = [one for one in people if np.isfinite(one).all(axis=1).any()]
    return min(seen, key=lambda one: _apart(one, last), default=None)


def _apart(one: Array, other: Array) -> float:
    """Mean distance of the points that both show, or of their middles."""
    both = np.isfinite(one).all(axis=1) & np.isfinite(other).all(axis=1)
    if both.any():
        return float(np.linalg.norm(one[both, :-1] - other[both, :-1], axis=1).mean())
    return float(np.linalg.norm(_middle(one) - _middle(other)))


def _middle(one: Array) -> Array:
    return np.asarray(one[np.isfinite(one).all(axis=1), :-1].mean(axis=0))


def _size(one: Array) -> float:
    kept = one[np.isfinite(one).all(axis=1), :-1]
    return float(np.linalg.norm(kept.max(axis=0) - kept.min(axis=0))) or np.inf
