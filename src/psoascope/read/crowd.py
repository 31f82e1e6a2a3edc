"""Several people in the picture: which of them walks, and how the pose model is led to them.

The pose model follows one person well and several badly. So a quick first look finds who walks;
if the model then holds on to somebody else, all but the walker is painted over until it lets go.
"""

from dataclasses import dataclass

import numpy as np

from psoascope.arrays import Array
from psoascope.read.frames import Picture
from psoascope.read.people import Track, tracks
from psoascope.tables import entry

_GREY = 128
_LOOKS = 4  # enough to tell how fast somebody walks


@dataclass(frozen=True)
class Presence:
    """Where one person is over time.

    Parameters
    ----------
    time : array (N,), s
    boxes : array (N, 4), pixel
        Left, top, right, bottom, with a margin.
    before, after : float, s
        How long before the first and after the last look the person may be there too; they are
        then taken to walk on as they did.
    """

    time: Array
    boxes: Array
    before: float
    after: float

    def at(self, time: float) -> Array | None:
        """The box (4,) at a time, or None while the person is not there."""
        first, last = self.time[0], self.time[-1]
        if not first - self.before <= time <= last + self.after:
            return None
        box = np.array([np.interp(time, self.time, edge) for edge in self.boxes.T])
        beyond = time - np.clip(time, first, last)
        moved = beyond * self._speed(start=bool(beyond < 0))
        # Where the person was not looked at, the box grows as it moves: they may be slower.
        return np.asarray(box + moved + np.abs(moved) * [-1.0, -1.0, 1.0, 1.0])

    def _speed(self, start: bool) -> Array:
        """Pixel per second of the box (4,) over the first or the last looks."""
        looks = slice(None, _LOOKS) if start else slice(-_LOOKS, None)
        time, boxes = self.time[looks], self.boxes[looks]
        if len(time) < _LOOKS:
            return np.zeros(4)
        middle = (boxes[-1] - boxes[0]) / (time[-1] - time[0])
        return np.tile((middle[:2] + middle[2:]) / 2, 2)

    def holds(self, point: Array, time: float) -> bool:
        """Whether a point (2,) lies in the box; a missing point does not."""
        box = self.at(time)
        return box is not None and bool(np.all(point >= box[:2]) and np.all(point <= box[2:]))


def walker(time: Array, people: list[Array], names: tuple[str, ...]) -> Presence | None:
    """The person who walks, from a quick look at a video.

    Parameters
    ----------
    time : array (T,), s
        Of each look.
    people : list (T) of array (P, K, 3)
        Everyone found: x, y in pixel, visibility.
    names : tuple of str (K,)

    Returns
    -------
    Presence or None
        The one seen longest, largest and travelling farthest; None where no two people were
        ever seen at once, so that nobody need be hidden.
    """
    found = tracks(time, people, names)
    frames = [frame for track in found for frame in track.frames]
    if len(frames) == len(set(frames)):  # never two at a time: nobody to be told apart
        return None
    return _presence(max(found, key=lambda track: track.score(time)), time, people)


def _presence(track: Track, time: Array, people: list[Array]) -> Presence:
    margin = entry("pose_models.look.margin") * float(np.median(track.sizes))
    points = [
        people[frame][slot, :, :2] for frame, slot in zip(track.frames, track.slots, strict=True)
    ]
    low, high = np.min(points, axis=1) - margin, np.max(points, axis=1) + margin
    # Who comes into the picture is found late, half hidden as they are; who leaves it is followed.
    before, after = entry("pose_models.people.patience"), 1 / entry("pose_models.look.per_second")
    return Presence(time[track.frames], np.concatenate([low, high], axis=1), before, after)


def only(picture: Picture, scale: float, box: Array) -> Picture:
    """A picture of which only a box is left, the rest being grey.

    Parameters
    ----------
    picture : array (H, W, 3)
    scale : float
        Pixels of this picture for one pixel of the box.
    box : array (4,), pixel
        Left, top, right, bottom.

    Returns
    -------
    array (H, W, 3)

    Examples
    --------
    >>> row = np.array([[[1], [2], [3]]], dtype=np.uint8)
    >>> only(row, 0.5, np.array([2, 0, 4, 2]))[0, :, 0].tolist()
    [128, 2, 128]
    """
    height, width = picture.shape[:2]
    left, right = (int(np.clip(round(edge * scale), 0, width)) for edge in (box[0], box[2]))
    top, bottom = (int(np.clip(round(edge * scale), 0, height)) for edge in (box[1], box[3]))
    left_over = np.full_like(picture, _GREY)
    left_over[top:bottom, left:right] = picture[top:bottom, left:right]
    return left_over


def whose(time: Array, points: Array, who: Presence | None, names: tuple[str, ...]) -> Array:
    """Whom the points of each frame belong to.

    Parameters
    ----------
    time : array (T,), s
    points : array (T, K, 3)
        The one person found in each frame; x, y in pixel, visibility; NaN for nobody.
    who : Presence or None
        The walker.
    names : tuple of str (K,)

    Returns
    -------
    array (T,)
        0 the walker, 1 and up somebody else, -1 nobody.
    """
    seen = np.asarray(np.isfinite(points[:, :, 0]).all(axis=1))
    person = np.where(seen, 0.0, -1.0)
    if who is None:
        return person
    hips = points[:, [names.index("left_hip"), names.index("right_hip")], :2].mean(axis=1)
    found = [points[[row]] if here else points[:0] for row, here in enumerate(seen)]
    strangers = 0
    for track in tracks(time, found, names):
        meant = [row for row in track.frames if who.at(time[row]) is not None]
        inside = sum(who.holds(hips[row], time[row]) for row in meant)
        if not meant or 2 * inside < len(meant):
            strangers += 1
            person[track.frames] = strangers
    return person
