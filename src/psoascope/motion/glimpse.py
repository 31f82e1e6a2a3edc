"""The body in the first seconds of a camera: where it is, how large, which way it faces."""

from dataclasses import dataclass

import numpy as np

from psoascope.arrays import Array, Mask, check_increasing, checked
from psoascope.motion.sagittal import SIDES, middle
from psoascope.tables import entry

PARTS = ("shoulder", "hip", "knee", "ankle", "heel", "foot_index")
SHOULDER, HIP, KNEE, ANKLE, HEEL, TOE = range(6)
_HEAD = ("nose", "right_ear", "left_ear")


@dataclass(frozen=True)
class Glimpse:
    """The last second or so of a camera's landmarks.

    Parameters
    ----------
    time : array (T,), s
        Strictly increasing.
    points : array (T, K, 2), pixel
        x to the right, y down, in a picture that is not mirrored; NaN where not seen. They may
        lie outside the picture, where the pose model guesses.
    visibility : array (T, K), 0..1
        NaN where not seen.
    names : tuple of str (K,)
        As in data/landmarks.toml.
    frame_size : (width, height), pixel
    brightness : float, 0..255, or None
        Mean over the picture; None where not known.
    persons : int, or None
        People found in the picture; None where not known.

    Raises
    ------
    RangeError
        Time does not strictly increase.
    ShapeError
        The arrays do not fit one another.
    """

    time: Array
    points: Array
    visibility: Array
    names: tuple[str, ...]
    frame_size: tuple[int, int]
    brightness: float | None = None
    persons: int | None = None

    def __post_init__(self) -> None:
        stamps = check_increasing("time", self.time)
        shape = (len(stamps), len(self.names))
        cure = "Give one point per time and name."
        object.__setattr__(self, "time", stamps)
        object.__setattr__(self, "points", checked("points", self.points, (*shape, 2), cure))
        object.__setattr__(self, "visibility", checked("visibility", self.visibility, shape, cure))

    def named(self, names: tuple[str, ...]) -> tuple[Array, Array]:
        """Points with y up, and how well they are seen, by name.

        Parameters
        ----------
        names : tuple of str (N,)

        Returns
        -------
        points : array (T, N, 2), pixel
            NaN for a name that is absent.
        visibility : array (T, N), 0..1
            0 for a name that is absent or a point that is not seen.
        """
        points = np.full((len(self.time), len(names), 2), np.nan)
        visibility = np.zeros((len(self.time), len(names)))
        for column, name in enumerate(names):
            if name in self.names:
                place = self.names.index(name)
                points[:, column] = self.points[:, place] * [1.0, -1.0]
                seen = np.isfinite(points[:, column]).all(axis=-1)
                visibility[:, column] = np.where(
                    seen, np.nan_to_num(self.visibility[:, place]), 0.0
                )
        return points, visibility


@dataclass(frozen=True)
class Body:
    """Where a body is in the picture; pixels with y up, medians over the glimpse.

    Parameters
    ----------
    path : array (T, 2, 6, 2), pixel
        Every frame of the joints below.
    joints : array (2, 6, 2), pixel
        Sides right, left; shoulder, hip, knee, ankle, heel, toe.
    shown : array (2, 6), 0..1
        How well each is seen.
    head : array (3, 2), pixel
        Nose, right ear, left ear.
    trunk : array (2,), pixel
        From the middle of the hips to the middle of the shoulders.
    """

    path: Array
    joints: Array
    shown: Array
    head: Array
    trunk: Array

    def midway(self, part: int) -> Array:
        """Middle between the right and the left one, (2,), pixel.

        Parameters
        ----------
        part : int
            Place in PARTS.

        Returns
        -------
        array (2,)
        """
        return middle(self.joints[0, part], self.joints[1, part])

    @property
    def size(self) -> float:
        """Length of the trunk, pixel."""
        return float(np.hypot(*self.trunk))

    @property
    def up(self) -> Array:
        """Along the trunk, towards the head, (2,)."""
        return np.asarray(self.trunk / self.size)

    @property
    def ahead(self) -> Array:
        """Square to the trunk, a quarter clockwise from up, (2,)."""
        return np.array([self.up[1], -self.up[0]])

    @property
    def restlessness(self) -> float:
        """How far the most restless joint strays, nine tenths of the time, trunk lengths."""
        clear = self.shown[:, :HEEL] >= entry("gates.low_visibility.threshold")
        away = np.linalg.norm(self.path[:, :, :HEEL] - self.joints[:, :HEEL], axis=-1) / self.size
        paths = [path[np.isfinite(path)] for path in away[:, clear].T]
        return max((float(np.quantile(path, 0.9)) for path in paths if len(path)), default=0.0)

    @property
    def is_straight(self) -> bool:
        """No hip and no knee that is seen is bent by much."""
        bones = -np.diff(self.joints[:, [SHOULDER, HIP, KNEE, ANKLE]], axis=1)
        slopes = np.degrees(np.arctan2(bones[..., 0], bones[..., 1]))
        bends = np.abs((np.diff(slopes, axis=1) + 180) % 360 - 180)
        least = entry("coach.straight.value")
        return bool(np.isfinite(bends).any() and np.nanmax(bends) < least)

    @property
    def facing(self) -> int:
        """+1 where nose and toes point ahead, -1 where against it, 0 where that cannot be told."""
        ears = middle(self.head[1], self.head[2])
        hints = np.array([*(self.joints[:, TOE] - self.joints[:, HEEL]), self.head[0] - ears])
        along = hints @ self.ahead / self.size
        along = along[np.isfinite(along)]
        least = entry("coach.facing.value")
        if not len(along) or abs(along.mean()) < least:
            return 0
        return 1 if along.mean() > 0 else -1

    @property
    def breadth(self) -> Array:
        """How far the left shoulder and hip lie from the right ones, ahead and up, (2,).

        Sum of both, in trunk lengths over the breadth of a body seen from the front. Ahead is
        positive where the chest is seen, negative where the back is.
        """
        across = (self.joints[1, :2] - self.joints[0, :2]).sum(axis=0)
        full = self.size * float(entry("gates.not_side_on.frontal_breadth"))
        return np.array([across @ self.ahead, across @ self.up]) / full

    @property
    def crown(self) -> Array:
        """Top of the head, (2,), pixel."""
        ears = middle(self.head[1], self.head[2])
        ears = np.where(np.isnan(ears), self.head[0], ears)
        return np.asarray(ears + entry("coach.crown.value") * self.trunk)


def body(look: Glimpse) -> Body | None:
    """The body in a glimpse; None where nobody is seen for long enough.

    Parameters
    ----------
    look : Glimpse

    Returns
    -------
    Body or None

    Examples
    --------
    >>> empty = Glimpse(np.arange(3) / 30, np.zeros((3, 0, 2)), np.zeros((3, 0)), (), (640, 480))
    >>> body(empty) is None
    True
    """
    names = tuple(f"{side}_{part}" for side in SIDES for part in PARTS)
    shape = (len(look.time), len(SIDES), len(PARTS))
    points, visibility = look.named(names)
    path, shown = points.reshape(*shape, 2), visibility.reshape(shape)
    enough = shown[:, :, [SHOULDER, HIP]] >= entry("gates.low_visibility.threshold")
    there: Mask = np.all(np.any(enough, axis=1), axis=-1)
    if not len(there) or there.mean() < entry("coach.nobody.threshold"):
        return None
    joints = typical(path[there])
    head, _ = look.named(_HEAD)
    trunk = middle(joints[0, SHOULDER], joints[1, SHOULDER]) - middle(
        joints[0, HIP], joints[1, HIP]
    )
    if not np.hypot(*trunk) > 0:
        return None
    return Body(path, joints, typical(shown), typical(head[there]), trunk)


def typical(values: Array) -> Array:
    """Median over the first axis of what is seen.

    Parameters
    ----------
    values : array (T, ...)
        NaN where missing.

    Returns
    -------
    array (...)
        NaN only where nothing is seen.

    Examples
    --------
    >>> typical(np.array([[1.0, np.nan], [3.0, np.nan], [np.nan, np.nan]])).tolist()
    [2.0, nan]
    """
    found = np.full(values.shape[1:], np.nan)
    seen = np.isfinite(values).any(axis=0)
    found[seen] = np.nanmedian(values[:, seen], axis=0)
    return found
