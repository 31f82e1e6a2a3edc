"""Who is who: links the people found in each frame into tracks."""

from dataclasses import dataclass, field

import numpy as np

from psoascope.arrays import Array
from psoascope.tables import entry


@dataclass
class Track:
    """One person over the frames in which they were found.

    Parameters
    ----------
    frames : list of int
        Frame numbers, increasing.
    slots : list of int
        Which of the frame's people it was.
    centres : list of array (2,)
        Middle of the hips, in pixel.
    sizes : list of float
        Trunk length, in pixel.
    """

    frames: list[int] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    centres: list[Array] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)

    def expected(self, time: Array, frame: int) -> Array:
        """Where the hips should be in a frame if they keep their speed."""
        last = self.centres[-1]
        if len(self.frames) < 2:
            return last
        back = max(-len(self.frames), -4)
        spell = time[self.frames[-1]] - time[self.frames[back]]
        speed = (last - self.centres[back]) / spell
        return np.asarray(last + speed * (time[frame] - time[self.frames[-1]]))

    def score(self, time: Array) -> float:
        """How much this looks like the person who was filmed: long, large, and moving along."""
        seconds = float(time[self.frames[-1]] - time[self.frames[0]])
        size = float(np.median(self.sizes))
        centres = np.array(self.centres)
        travel = float(np.linalg.norm(np.ptp(centres, axis=0))) / size
        return seconds * size * (1 + travel)


def tracks(time: Array, people: list[Array], names: tuple[str, ...]) -> list[Track]:
    """People linked from frame to frame.

    Parameters
    ----------
    time : array (T,), s
    people : list (T) of array (P, K, 3)
        Everyone found in each frame: x, y in pixel and visibility; P may be 0.
    names : tuple of str (K,)

    Returns
    -------
    list of Track
        In the order of their first frame.
    """
    rule = entry("pose_models.people")
    hips = [names.index("left_hip"), names.index("right_hip")]
    shoulders = [names.index("left_shoulder"), names.index("right_shoulder")]
    linked: list[Track] = []
    for frame, found in enumerate(people):
        if not len(found):
            continue
        centres = found[:, hips, :2].mean(axis=1)
        sizes = np.linalg.norm(found[:, shoulders, :2].mean(axis=1) - centres, axis=-1)
        open_tracks = [t for t in linked if time[frame] - time[t.frames[-1]] <= rule["patience"]]
        free = _distinct(centres, sizes, rule["duplicate"])
        for slot, track in _matches(time, frame, (centres, sizes), free, open_tracks):
            if track is None:
                linked.append(track := Track())
            track.frames.append(frame)
            track.slots.append(slot)
            track.centres.append(centres[slot])
            track.sizes.append(float(sizes[slot]))
    return linked


def _distinct(centres: Array, sizes: Array, nearest: float) -> list[int]:
    """Slots of different people: the pose model may find the same person twice."""
    kept: list[int] = []
    for slot in np.argsort(-sizes):
        gaps = [np.linalg.norm(centres[slot] - centres[k]) / sizes[k] for k in kept]
        if all(gap > nearest for gap in gaps):
            kept.append(int(slot))
    return kept


def _matches(
    time: Array,
    frame: int,
    found: tuple[Array, Array],
    free: list[int],
    open_tracks: list[Track],
) -> list[tuple[int, Track | None]]:
    """Each slot with the track that it continues best; None starts a new one."""
    rule = entry("pose_models.people")
    centres, sizes = found
    offers = sorted(
        (
            float(np.linalg.norm(centres[slot] - track.expected(time, frame)) / track.sizes[-1])
            / (rule["reach"] + rule["drift"] * (time[frame] - time[track.frames[-1]])),
            slot,
            number,
        )
        for slot in free
        for number, track in enumerate(open_tracks)
        if 1 / rule["size_change"] < sizes[slot] / track.sizes[-1] < rule["size_change"]
    )
    given: dict[int, Track] = {}
    taken: set[int] = set()
    for share, slot, number in offers:
        if share <= 1 and slot not in given and number not in taken:
            given[slot] = open_tracks[number]
            taken.add(number)
    return [(slot, given.get(slot)) for slot in free]
