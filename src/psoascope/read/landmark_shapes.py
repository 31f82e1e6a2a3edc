"""Shapes of landmark JSON: COCO, OpenPose, MediaPipe, myogait, each brought to one."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read.landmark_values import (
    Filed,
    bad_frame,
    flat_numbers,
    frame_rate,
    keypoints,
    landmarks33,
    number_in,
    order_of,
    picture_size,
)
from psoascope.read.recording import Remark

KNOWN = "COCO keypoints, OpenPose people, MediaPipe frames of 33 landmarks, myogait"
_OPENPOSE, _COCO = ("body25", "openpose18", "halpe26"), ("coco17", "halpe26", "mediapipe33")


def filed(content: Any, name: str) -> Filed:
    """Landmarks of a JSON file, by the shape of what it holds.

    Parameters
    ----------
    content : any
        As json.loads gives it.
    name : str
        The file, for messages.

    Returns
    -------
    Filed

    Raises
    ------
    ReadError
        Of no known shape, or a frame that does not fit it.
    """
    top = content if isinstance(content, dict) else {}
    rows = content if isinstance(content, list) else []
    first = next((row for row in rows if row), None)
    if "people" in top:
        return openpose([top], name, [0])
    if isinstance(first, dict) and "people" in first:
        return openpose(rows, name, list(range(len(rows))))
    if "annotations" in top or (isinstance(first, dict) and "keypoints" in first):
        return coco(top, top.get("annotations", rows), name)
    if isinstance(top.get("frames"), list) and isinstance(top.get("meta"), dict):
        return myogait(top, name)
    if isinstance(top.get("frames"), list):
        return mediapipe(top, name)
    raise tables.error(ReadError, "json_kind", name=name, known=KNOWN)


def openpose(frames: Sequence[Any], name: str, numbers: list[int]) -> Filed:
    """OpenPose: one dict with people a frame.

    Parameters
    ----------
    frames : sequence (T) of dict
    name : str
    numbers : list of int (T,)

    Returns
    -------
    Filed
    """
    people: list[list[Array]] = []
    order = ""
    size = None
    for row, frame in enumerate(frames, start=1):
        shown = frame.get("people") if isinstance(frame, dict) else None
        if not isinstance(shown, list):
            raise bad_frame(name, row, "json_landmarks", frame)
        people.append([])
        for one in shown:
            points = one.get("pose_keypoints_2d") if isinstance(one, dict) else None
            flat = flat_numbers(points, name, row)
            order = order or order_of(len(flat), _OPENPOSE, name, row)
            people[-1].append(keypoints(flat, order, name, row))
        size = size or picture_size(frame, ("canvas_width", "canvas_height"), name)
    names = tuple(tables.entry(f"keypoints.{order or 'body25'}.names"))
    start = min(numbers, default=0)
    return Filed(people, names, [number - start for number in numbers], frame_size=size)


def coco(top: Mapping[str, Any], rows: Any, name: str) -> Filed:
    """COCO: annotations or results, each with image_id and keypoints.

    Parameters
    ----------
    top : mapping
        Empty for results.
    rows : any
        Should be a list.
    name : str

    Returns
    -------
    Filed
        Frames without anybody are left out where the file does not list its images.
    """
    images = top.get("images") if isinstance(top.get("images"), list) else []
    size = next(
        (
            picture_size(one, ("width", "height"), name)
            for one in images or []
            if isinstance(one, dict)
        ),
        None,
    )
    shown: dict[int, list[Array]] = {
        number_in(one.get("id", "")): [] for one in images or [] if isinstance(one, dict)
    }
    order = ""
    for row, one in enumerate(rows if isinstance(rows, list) else [], start=1):
        if not isinstance(one, dict) or "image_id" not in one:
            raise bad_frame(name, row, "json_landmarks", one)
        flat = flat_numbers(one.get("keypoints"), name, row)
        order = order or order_of(len(flat), _COCO, name, row)
        points = keypoints(flat, order, name, row)
        flags = points[:, 2]
        # Annotations say 0 not there, 1 hidden, 2 seen; results give a share of certainty.
        if np.isin(flags[np.isfinite(flags)], (0, 1, 2)).all() and "score" not in one:
            points[:, 2] = flags / 2
        shown.setdefault(number_in(one["image_id"]), []).append(points)
    if not shown or not order:
        raise tables.error(ReadError, "json_kind", name=name, known=KNOWN)
    numbers = sorted(shown)
    names = tuple(tables.entry(f"keypoints.{order}.names"))
    people = [shown[number] for number in numbers]
    return Filed(people, names, [number - numbers[0] for number in numbers], frame_size=size)


def mediapipe(top: Mapping[str, Any], name: str) -> Filed:
    """MediaPipe: frames of 33 landmarks, as shares of a picture or as world metres.

    Parameters
    ----------
    top : mapping
        frames: each a list of 33 landmarks, or a dict with landmarks or world_landmarks and time,
        or null; width and height in pixels; fps. A landmark is {x, y, z, visibility} or a list.
    name : str

    Returns
    -------
    Filed
    """
    rows: list[Any] = list(top["frames"])
    dicts = [row for row in rows if isinstance(row, dict)]
    world = bool(dicts) and not any("landmarks" in row for row in dicts)
    size = None if world else picture_size(top, ("width", "height"), name)
    if not world and size is None:
        raise tables.error(ReadError, "json_size", name=name, width="?", height="?")
    key, axes = ("world_landmarks", "xyz") if world else ("landmarks", "xy")
    scale = [1.0, 1.0, 1.0, 1.0] if world or size is None else [*size, 1.0]
    people = []
    for row, frame in enumerate(rows, start=1):
        points = frame.get(key) if isinstance(frame, dict) else frame
        nobody = points is None or points == []
        people.append([] if nobody else [_scaled(landmarks33(points, axes, name, row), scale)])
    times = [row.get("time", row.get("time_s")) for row in dicts]
    timed = len(dicts) == len(rows) and all(isinstance(one, int | float) for one in times)
    return Filed(
        people,
        tuple(tables.entry("keypoints.mediapipe33.names")),
        list(range(len(rows))),
        unit="metre" if world else "pixel",
        frame_size=size,
        fps=frame_rate(top),
        time=np.array(times, dtype=np.float64) if timed and rows else None,
    )


def myogait(top: Mapping[str, Any], name: str) -> Filed:
    """The pivot of myogait: meta, extraction and frames with landmarks by name, as shares.

    Parameters
    ----------
    top : mapping
    name : str

    Returns
    -------
    Filed
        Turned back where the program had mirrored the picture and swapped the sides.
    """
    meta = top["meta"]
    size = picture_size(meta, ("width", "height"), name)
    if size is None:
        raise tables.error(ReadError, "json_size", name=name, width="?", height="?")
    names = tuple(tables.entry("keypoints.mediapipe33.names"))
    people: list[list[Array]] = []
    times: list[Any] = []
    for row, frame in enumerate(top["frames"], start=1):
        shown = frame.get("landmarks") if isinstance(frame, dict) else None
        if not isinstance(shown, dict):
            raise bad_frame(name, row, "json_landmarks", frame)
        points = [shown.get(one.upper(), {"x": np.nan, "y": np.nan}) for one in names]
        one = landmarks33(points, "xy", name, row) if shown else None
        people.append([] if one is None else [_scaled(one, [*size, 1.0])])
        times.append(frame.get("time_s"))
    extraction = top.get("extraction") if isinstance(top.get("extraction"), dict) else {}
    remarks: list[Remark] = []
    if extraction and extraction.get("was_flipped") is True:
        people = [[_unflipped(one, names, size[0]) for one in frame] for frame in people]
        remarks.append(Remark("unflipped"))
    guessed = sum(frame.get("foot_landmarks_source") == "estimated" for frame in top["frames"])
    if guessed:
        remarks.append(Remark("feet_estimated", {"count": guessed}))
    timed = bool(times) and all(isinstance(one, int | float) for one in times)
    return Filed(
        people,
        names,
        list(range(len(people))),
        frame_size=size,
        fps=frame_rate(meta),
        time=np.array(times, dtype=np.float64) if timed else None,
        remarks=tuple(remarks),
    )


def _scaled(points: Array, scale: Sequence[float]) -> Array:
    """Shares of a picture in pixels; what is too large for a number is refused as other sizes."""
    with np.errstate(over="ignore"):
        return np.asarray(points * scale)


def _unflipped(points: Array, names: tuple[str, ...], width: float) -> Array:
    other = {"left": "right", "right": "left"}
    swapped = ["_".join(other.get(part, part) for part in one.split("_")) for one in names]
    turned = points[[names.index(one) for one in swapped]]
    turned[:, 0] = width - turned[:, 0]
    return turned
