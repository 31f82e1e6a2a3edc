"""Values in landmark JSON: points, numbers and picture sizes, each checked where it stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeGuard

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read.recording import Remark


@dataclass(frozen=True)
class Filed:
    """Landmarks as filed, of everybody in each frame.

    Parameters
    ----------
    people : list (T) of lists of arrays (K, D + 1)
        Coordinates and how sure (0..1) of each point.
    names : tuple of str (K,)
    numbers : list of int (T,)
        Numbers of the frames, from 0.
    unit : {"pixel", "metre"}
    frame_size : (width, height) in pixel, or None where the file does not say
    fps : float or None, 1/s
    time : array (T,) or None, s
    remarks : tuple of Remark
    """

    people: list[list[Array]]
    names: tuple[str, ...]
    numbers: list[int]
    unit: Literal["pixel", "metre"] = "pixel"
    frame_size: tuple[int, int] | None = None
    fps: float | None = None
    time: Array | None = None
    remarks: tuple[Remark, ...] = field(default=())


def number_in(text: object) -> int:
    """The last number in a name, such as 12 in walk_000000000012_keypoints; 0 without one.

    Parameters
    ----------
    text : object
        A number stays what it is.

    Returns
    -------
    int

    Examples
    --------
    >>> number_in("walk2_000000000012_keypoints"), number_in(7)
    (12, 7)
    """
    found = re.findall(r"\d{1,15}", str(text)[:500])
    return int(found[-1]) if found else 0


def landmarks33(points: Any, axes: str, name: str, row: int) -> Array:
    """33 landmarks of a frame.

    Parameters
    ----------
    points : any
        Should be 33 dicts {x, y, z, visibility} or lists.
    axes : {"xy", "xyz"}
    name : str
    row : int
        Number of the frame, for messages.

    Returns
    -------
    array (33, D + 1)
        The last how sure (0..1).
    """
    wanted = len(tables.entry("keypoints.mediapipe33.names"))
    if not isinstance(points, list) or len(points) != wanted:
        raise bad_frame(name, row, "json_landmarks", points)
    fields = [*axes, "visibility"]
    rows = []
    for one in points:
        if isinstance(one, dict):
            rows.append(
                [one.get(field_, 1.0 if field_ == "visibility" else None) for field_ in fields]
            )
        elif isinstance(one, list) and len(one) >= len(axes):
            sure = one[3] if len(one) > 3 else one[-1] if len(axes) == 2 and len(one) == 3 else 1.0
            rows.append([*one[: len(axes)], sure])
        else:
            raise bad_frame(name, row, "json_landmarks", one)
    return _numbers([value for one in rows for value in one], name, row).reshape(wanted, -1)


def flat_numbers(values: Any, name: str, row: int) -> Array:
    """Numbers of one person.

    Parameters
    ----------
    values : any
        Should be a list of numbers.
    name : str
    row : int

    Returns
    -------
    array (N,)
    """
    if not isinstance(values, list):
        raise bad_frame(name, row, "json_landmarks", values)
    return _numbers(values, name, row)


def _numbers(values: list[Any], name: str, row: int) -> Array:
    """Numbers; null is missing."""
    wrong = [one for one in values if one is not None and type(one) not in (int, float)]
    if wrong:
        raise bad_frame(name, row, "json_number", wrong[0])
    try:
        return np.array([np.nan if one is None else one for one in values], dtype=np.float64)
    except OverflowError as error:
        raise bad_frame(name, row, "json_number", "10^308...") from error


def order_of(count: int, orders: Sequence[str], name: str, row: int) -> str:
    """Which order of keypoints has so many numbers.

    Parameters
    ----------
    count : int
        Three a point.
    orders : sequence of str
        Of data/keypoints.toml, the likeliest first.
    name : str
    row : int

    Returns
    -------
    str
    """
    for order in orders:
        if count == 3 * len(tables.entry(f"keypoints.{order}.names")):
            return order
    raise bad_frame(name, row, "json_landmarks", count)


def keypoints(flat: Array, order: str, name: str, row: int) -> Array:
    """Points of one person.

    Parameters
    ----------
    flat : array (3 K,)
    order : str
    name : str
    row : int

    Returns
    -------
    array (K, 3)
        x, y and how sure; NaN where it is not sure at all.
    """
    if len(flat) != 3 * len(tables.entry(f"keypoints.{order}.names")):
        raise bad_frame(name, row, "json_landmarks", len(flat))
    points = flat.reshape(-1, 3).copy()
    points[~(points[:, 2] > 0)] = np.nan
    return points


def picture_size(holder: Any, keys: tuple[str, str], name: str) -> tuple[int, int] | None:
    """Size of the picture.

    Parameters
    ----------
    holder : any
    keys : pair of str
    name : str

    Returns
    -------
    (width, height) in pixel, or None where it is not said
    """
    width, height = (holder.get(key) if isinstance(holder, dict) else None for key in keys)
    if width is None and height is None:
        return None
    limit = tables.entry("marker_files.largest_coordinate.value")
    edges = [int(edge) for edge in (width, height) if _number(edge) and 1 <= edge <= limit]
    if len(edges) != 2:
        shown = {"width": f"{width!s:.20}", "height": f"{height!s:.20}"}
        raise tables.error(ReadError, "json_size", name=name, **shown)
    return edges[0], edges[1]


def frame_rate(holder: Mapping[str, Any]) -> float | None:
    """Frame rate.

    Parameters
    ----------
    holder : mapping

    Returns
    -------
    float, 1/s, or None where it is not said
    """
    fps = holder.get("fps")
    return float(fps) if _number(fps) and 0 < fps < 1e5 else None


def _number(value: object) -> TypeGuard[float]:
    """A number of JSON; true and false are none."""
    return type(value) in (int, float)


def bad_frame(name: str, row: int, what: str, value: object) -> ReadError:
    """What is wrong in which frame.

    Parameters
    ----------
    name : str
    row : int
    what : str
        Word of data/words.toml.
    value : object

    Returns
    -------
    ReadError
    """
    shown = value if isinstance(value, str | int | float) else type(value).__name__
    values = {"frame": row, "what": f"words.{what}", "value": f"{shown!s:.30}"}
    return tables.error(ReadError, "json_frame", name=name, **values)
