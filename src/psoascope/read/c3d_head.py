"""The head of a .c3d: where the numbers lie, and the parameters by name.

Everything that a head says is checked against the file's size before a number is read. Layout as
published in the C3D format user guide (source c3d_guide in data/sources.toml).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.read.c3d_parameters import (
    DEC,
    INTEL,
    MIPS,
    Groups,
    damaged,
    floats,
    parameters,
    shorts,
)

BLOCK = 512  # bytes; the format counts in these
_MAGIC = 80
_FULL = 65535  # the largest count that a head can say


@dataclass(frozen=True)
class Head:
    """What the head of a .c3d says.

    Parameters
    ----------
    name : str
        File name, for messages.
    processor : int
        84 Intel, 85 DEC, 86 MIPS: how numbers are stored.
    points, channels, samples : int
        Points a frame, analog channels, analog samples a frame.
    first : int
        Number of the first frame, counted from 1.
    frames : int
        Frames that are filed.
    rate : float, 1/s
        Frames a second.
    scale : float
        Below 0: numbers are filed as floats; else one step of the filed integers, in the file's
        unit.
    start : int
        Byte where the frames begin.
    beyond : bool
        True where more frames are filed than the head can say.
    groups : mapping
        Parameters by group and name; text as list of str, numbers as array with the axes turned
        round (the last axis of the file first).
    """

    name: str
    processor: int
    points: int
    channels: int
    samples: int
    first: int
    frames: int
    rate: float
    scale: float
    start: int
    beyond: bool
    groups: Groups

    @property
    def width(self) -> int:
        """Filed numbers in one frame."""
        return 4 * self.points + self.channels * self.samples

    def value(self, group: str, name: str) -> Any:
        """A parameter, or None where it is absent.

        Parameters
        ----------
        group, name : str

        Returns
        -------
        list of str, array or None
        """
        return self.groups.get(group, {}).get(name)

    def texts(self, group: str, name: str) -> list[str]:
        """A text parameter with its continuations (LABELS, LABELS2, LABELS3...), blanks cut.

        Parameters
        ----------
        group, name : str

        Returns
        -------
        list of str
        """
        found: list[str] = []
        number = 1
        while isinstance(part := self.value(group, name), list):
            found += part
            number += 1
            name = f"{name.rstrip('0123456789')}{number}"
        return found


def read_head(file: Path) -> Head:
    """The head of a .c3d, checked against the file's size.

    Parameters
    ----------
    file : Path
        As checked by files.checked_file.

    Returns
    -------
    Head

    Raises
    ------
    ReadError
        Not a .c3d, damaged, cut off, or without points.
    """
    size = file.stat().st_size
    with file.open("rb") as stream:
        begin = stream.read(BLOCK)
        if len(begin) < BLOCK or begin[1] != _MAGIC:
            raise tables.error(ReadError, "not_a_c3d", name=file.name)
        place = BLOCK * (begin[0] - 1)
        if not BLOCK <= place < size - 4:
            raise damaged(file.name, "parameter_block", begin[0])
        stream.seek(place)
        # 255 blocks are the most that the format knows; more would be no parameters.
        raw = stream.read(255 * BLOCK)
    processor = raw[3] if raw[3] in (INTEL, DEC, MIPS) else 0
    if not processor:
        raise damaged(file.name, "processor", raw[3])
    return _head(file.name, size, begin, processor, parameters(file.name, raw, processor))


def _head(name: str, size: int, begin: bytes, processor: int, groups: Groups) -> Head:
    words = [int(word) for word in shorts(begin[:24], processor, signed=False)]
    points, analogs, first, last, start, samples = (words[i] for i in (1, 2, 3, 4, 8, 9))
    scale, rate = (float(floats(begin[at : at + 4], processor)[0]) for at in (12, 20))
    filed_rate = _number(groups, "POINT", "RATE")
    rate = filed_rate if np.isfinite(filed_rate) and filed_rate > 0 else rate
    if analogs and (not samples or analogs % samples):
        raise damaged(name, "samples", samples)
    if points == 0:
        raise tables.error(ReadError, "c3d_no_points", name=name)
    if not np.isfinite(rate) or not 0 < rate < 1e6:
        raise damaged(name, "rate", f"{rate:g}")
    if not np.isfinite(scale) or scale == 0 or abs(scale) > 1e6:
        raise damaged(name, "scale", f"{scale:g}")
    start = BLOCK * ((start or int(np.nan_to_num(_number(groups, "POINT", "DATA_START")))) - 1)
    if not 2 * BLOCK <= start <= size:
        raise damaged(name, "frame_block", start // BLOCK + 1)
    stride = (4 if scale < 0 else 2) * (4 * points + analogs)
    fits = (size - start) // stride
    frames, beyond = _frames(groups, first, last, fits)
    if not 0 < frames <= fits:
        raise tables.error(
            ReadError, "c3d_cut_off", name=name, announced=max(frames, 0), found=fits
        )
    channels = analogs // samples if samples else 0
    counts = (points, channels, samples if channels else 0)
    return Head(name, processor, *counts, first, frames, rate, scale, start, beyond, groups)


def _frames(groups: Groups, first: int, last: int, fits: int) -> tuple[int, bool]:
    """Frames filed; a count that is full says 65535 whatever there is, so others are asked.

    The head's first and last frame are those of the raw pictures: asked only without POINT:FRAMES.
    """
    filed = _number(groups, "POINT", "FRAMES")
    least = int(filed % 65536 if filed < 0 else filed) if abs(filed) < 2**31 else 0
    least = least or last - first + 1
    if least != _FULL and (filed > 0 or last != _FULL):
        return least, False
    begin, end = (_double_word(groups, f"ACTUAL_{part}_FIELD") for part in ("START", "END"))
    long = _number(groups, "POINT", "LONG_FRAMES")
    for count in (end - begin + 1, long):
        if np.isfinite(count) and least <= count <= fits:
            return int(count), int(count) > least
    bound = _number(groups, "ROTATION", "USED")
    if np.isfinite(bound) and bound > 0:
        return least, False
    return max(fits, least), fits > least


def _double_word(groups: Groups, name: str) -> float:
    value = groups.get("TRIAL", {}).get(name)
    if not isinstance(value, np.ndarray) or value.size != 2:
        return float("nan")
    low, high = (float(part) % 65536 for part in value.ravel())
    return low + 65536 * high


def _number(groups: Groups, group: str, name: str) -> float:
    value = groups.get(group, {}).get(name)
    if not isinstance(value, np.ndarray) or not value.size:
        return float("nan")
    return float(value.flat[0])
