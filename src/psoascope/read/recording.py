"""What a video or a marker file becomes: points over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.arrays import Array, check_increasing, checked
from psoascope.errors import ShapeError


@dataclass(frozen=True)
class Remark:
    """Something that was detected or assumed in reading, and must be reported.

    Parameters
    ----------
    key : str
        Entry of data/remarks.toml.
    values : mapping
        What its wording names in braces.

    Examples
    --------
    >>> Remark("z_up").say("en")
    'The file has z pointing up; its points were turned so that y points up.'
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def say(self, language: str) -> str:
        """The remark in words.

        Parameters
        ----------
        language : str

        Returns
        -------
        str
        """
        return tables.say(f"remarks.{self.key}", language, **self.values)


@dataclass(frozen=True)
class Source:
    """Where a recording comes from.

    Parameters
    ----------
    name : str
        File name without its folder.
    sha256 : str
        Of the whole file, hexadecimal.
    frames : int
        Frames that the file holds.
    fps : float, 1/s
        Mean frame rate over the true time stamps.
    model : str
        Pose model that found the points ("heavy", "full", "lite"); "" for marker files.
    """

    name: str
    sha256: str
    frames: int
    fps: float
    model: str = ""


@dataclass(frozen=True)
class Recording:
    """Points of one person over time.

    Parameters
    ----------
    time : array (T,), s
        Strictly increasing; the true time stamps, not a nominal frame rate.
    points : array (T, K, 2) or (T, K, 3)
        Pixels: x to the right, y down, 2 coordinates. Metres: y up, 3 coordinates.
        NaN where a point was not seen.
    names : tuple of str (K,)
        Such as "left_hip"; data/landmarks.toml lists the names that motion asks for.
    visibility : array (T, K), 0..1
        How sure the source is; 1 for markers, NaN where a point was not seen.
    unit : {"pixel", "metre"}
    frame_size : (width, height) in pixel, or None for marker files
    source : Source
    person : array (T,), or None for one person throughout
        0 where the points belong to the person followed, 1 and up somebody else, -1 nobody.
    remarks : tuple of Remark
        What was detected or assumed in reading: axes, unit, a mirrored walker.

    Raises
    ------
    ShapeError
        The arrays do not fit one another.
    RangeError
        Time does not strictly increase.
    """

    time: Array
    points: Array
    names: tuple[str, ...]
    visibility: Array
    unit: Literal["pixel", "metre"]
    frame_size: tuple[int, int] | None
    source: Source
    person: Array | None = None
    remarks: tuple[Remark, ...] = ()

    def __post_init__(self) -> None:
        check_increasing("time", self.time)
        frames, names = len(self.time), len(self.names)
        checked("visibility", self.visibility, (frames, names))
        if self.person is not None:
            checked("person", self.person, (frames,))
        if np.shape(self.points) not in ((frames, names, 2), (frames, names, 3)):
            raise ShapeError(
                f"points must have shape ({frames}, {names}, 2 or 3); got "
                f"{np.shape(self.points)}. Give one point per time and name."
            )

    def named(self, names: Sequence[str]) -> Array:
        """Points of these names, in this order.

        Parameters
        ----------
        names : sequence of str (N,)

        Returns
        -------
        array (T, N, 2 or 3)
            NaN for a name that the recording does not hold.
        """
        return self.points_of(self.points, names)

    def seen(self, names: Sequence[str]) -> Array:
        """Visibility of these names, in this order.

        Parameters
        ----------
        names : sequence of str (N,)

        Returns
        -------
        array (T, N), 0..1
            NaN for a name that the recording does not hold.
        """
        return self.points_of(self.visibility, names)

    def points_of(self, values: NDArray[np.float64], names: Sequence[str]) -> Array:
        """Columns of an array (T, K, ...) by name; NaN for absent names.

        Parameters
        ----------
        values : array (T, K, ...)
        names : sequence of str (N,)

        Returns
        -------
        array (T, N, ...)
        """
        found = np.full((values.shape[0], len(names), *values.shape[2:]), np.nan)
        for column, name in enumerate(names):
            if name in self.names:
                found[:, column] = values[:, self.names.index(name)]
        return found
