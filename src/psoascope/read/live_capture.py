"""Points that a browser found in its live camera: a letter of captures in, recordings out."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read.pose import MODELS
from psoascope.read.recording import Recording, Source


@dataclass(frozen=True)
class LiveCaptures:
    """What a live test sends.

    Parameters
    ----------
    captures : tuple of Recording
        At least one; in pixels, y down.
    standing : Recording or None
        The person standing still before them.
    """

    captures: tuple[Recording, ...]
    standing: Recording | None


def live_captures(raw: bytes, limit: int = 10) -> LiveCaptures:
    """The captures of a live test from the JSON that the page sends.

    Parameters
    ----------
    raw : bytes
        names, model, standing and captures; each with size, time (s), points (x and y of each
        name in turn, pixels, null where not seen) and visibility (0..1).
    limit : int
        Most captures.

    Returns
    -------
    LiveCaptures

    Raises
    ------
    ReadError
        Not JSON, or a part of it is absent or not as it should be; names the part.

    Examples
    --------
    >>> one = {"size": [640, 360], "time": [0, 0.1], "points": [[3, 4], [3, None]]}
    >>> letter = {"names": ["left_hip"], "model": "full", "standing": None}
    >>> letter["captures"] = [one | {"visibility": [[1], [0.5]]}]
    >>> live_captures(json.dumps(letter).encode()).captures[0].points.tolist()
    [[[3.0, 4.0]], [[nan, nan]]]
    """
    try:
        letter = json.loads(raw)
    except (ValueError, RecursionError) as problem:
        raise _bad("letter") from problem
    if not isinstance(letter, Mapping):
        raise _bad("letter")
    names, model = letter.get("names"), letter.get("model")
    captures, standing = letter.get("captures"), letter.get("standing")
    if not _is_list(names) or not set(names) <= set(tables.table("landmarks")):
        raise _bad("names")
    if len(set(names)) < len(names) or model not in MODELS:
        raise _bad("names" if model in MODELS else "model")
    if not _is_list(captures) or not 0 < len(captures) <= limit:
        raise _bad("captures")
    digest = hashlib.sha256(raw).hexdigest()

    def read(told: Any, name: str) -> Recording:
        return _recording(told, tuple(names), Source(name, digest, 0, 0.0, str(model)))

    return LiveCaptures(
        tuple(read(one, f"live {number}") for number, one in enumerate(captures, 1)),
        None if standing is None else read(standing, "standing"),
    )


def _recording(told: Any, names: tuple[str, ...], source: Source) -> Recording:
    if not isinstance(told, Mapping):
        raise _bad("captures")
    size = _numbers(told.get("size"), "size", (2,))
    times = told.get("time")
    frames = len(times) if _is_list(times) else 0
    time = _numbers(times, "time", (frames,))
    if frames < 2 or not np.isfinite(time).all() or not (np.diff(time) > 0).all():
        raise _bad("time")
    if not (np.isfinite(size).all() and (size >= 1).all() and (size < 1e5).all()):
        raise _bad("size")
    flat = _numbers(told.get("points"), "points", (frames, 2 * len(names)))
    points = flat.reshape(frames, len(names), 2)
    visibility = _numbers(told.get("visibility"), "visibility", (frames, len(names)))
    if np.nanmax(np.abs(points), initial=0.0) > 1e6:
        raise _bad("points")
    seen = np.isfinite(points).all(axis=2) & np.isfinite(visibility)
    rate = (frames - 1) / float(time[-1] - time[0])
    return Recording(
        time=time - time[0],
        points=np.where(seen[..., None], points, np.nan),
        names=names,
        visibility=np.where(seen, np.clip(visibility, 0.0, 1.0), np.nan),
        unit="pixel",
        frame_size=(int(size[0]), int(size[1])),
        source=Source(source.name, source.sha256, frames, rate, source.model),
    )


def _numbers(told: Any, part: str, shape: tuple[int, ...]) -> Array:
    """Numbers and nulls in lists of a shape; NaN for null."""
    try:
        found = np.array(told, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as problem:
        raise _bad(part) from problem
    if found.shape != shape:
        raise _bad(part)
    return found


def _is_list(value: Any) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _bad(part: str) -> ReadError:
    return tables.error(ReadError, "live_letter", part=part)
