"""Files of motion laboratories: .c3d, in and out."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read.axes import Axes, axes, metres
from psoascope.read.c3d_content import SIDES, Analog, C3d, Channel, Event, Plate
from psoascope.read.c3d_head import BLOCK, Head, read_head
from psoascope.read.c3d_parameters import floats, shorts
from psoascope.read.c3d_plates import plates
from psoascope.read.c3d_writing import write_c3d
from psoascope.read.files import checked_file, sha256_of
from psoascope.read.mocap import landmark_names
from psoascope.read.recording import Recording, Remark, Source

__all__ = ["Analog", "C3d", "Channel", "Event", "Plate", "read_c3d", "write_c3d"]


def read_c3d(
    path: str | Path, *, unit: str = "auto", up: str = "auto", forces: bool = False
) -> C3d:
    """Markers, computed courses, events, analog signals and force plates of a .c3d.

    Parameters
    ----------
    path : str or Path
    unit : str
        "auto" takes the file's own (or finds it by a person's size where it has none); else
        "m", "cm" or "mm".
    up : {"auto", "y", "z"}
        As in axes.axes.
    forces : bool
        True adds each plate's force, moment and centre of pressure, which ezc3d works out.

    Returns
    -------
    C3d
        A marker is NaN where its residual is below 0, where it is no number, and where it lies at
        0, 0, 0, which is how some software files a missing one (reported).

    Raises
    ------
    ReadError
        Not a .c3d, damaged, cut off, without markers, or of a size that no person has.
    ExtraError
        ``forces`` is asked for and ezc3d is not installed.

    References
    ----------
    c3d_guide in data/sources.toml. Left out: events in the head of files from before 1990, cameras
    that saw a marker, and ROTATION data.
    """
    file = checked_file(path)
    head = read_head(file)
    filed = _frames(file, head)
    head = replace(head, frames=len(filed))
    points, residuals, seen = _points(head, filed)
    labels = _labels(head)
    kinds = _kinds(head, labels)
    markers = [n for n, label in enumerate(labels) if label not in kinds and label[:1] != "*"]
    channels = {
        label: Channel(*kinds[label], np.where(seen[:, n, None], points[:, n], np.nan))
        for n, label in enumerate(labels)
        if label in kinds
    }
    recording, scale, turn = _recording(file, head, labels, (points, seen, markers), unit, up)
    return C3d(
        recording=recording,
        channels=channels,
        events=_events(head),
        analog=_analog(head, filed),
        plates=plates(file, head, scale, turn, forces),
        residuals=np.where(np.isnan(recording.visibility), np.nan, scale * residuals[:, markers]),
    )


def _recording(
    file: Path,
    head: Head,
    labels: list[str],
    found: tuple[Array, NDArray[np.bool_], list[int]],
    unit: str,
    up: str,
) -> tuple[Recording, float, Axes]:
    points, seen, markers = found
    remarks: list[Remark] = []
    if head.beyond:
        remarks.append(Remark("frames_beyond_head", {"frames": head.frames}))
    unnamed = sum(label[:1] == "*" for label in labels)
    if unnamed:
        remarks.append(Remark("unnamed_markers", {"count": unnamed}))
    if not markers:
        raise tables.error(ReadError, "c3d_no_points", name=file.name)
    # A copy only where columns are left out: a whole day's walking is large.
    if len(markers) < len(labels):
        points, seen = points[:, markers], seen[:, markers]
    zeros = seen & (points == 0).all(axis=2)
    if zeros.any():
        remarks.append(Remark("zeros_missing", {"count": int(zeros.sum())}))
        seen = seen & ~zeros
    if not seen.any():
        raise tables.error(ReadError, "no_point_seen", name=file.name)
    points[~seen] = np.nan
    filed_unit = " ".join(head.texts("POINT", "UNITS")[:1])
    scale, found_unit = metres(points, filed_unit if unit == "auto" else unit, file.name)
    names = landmark_names([labels[n].rsplit(":", 1)[-1] for n in markers])
    turn = axes(points, names, up)
    points *= scale
    recording = Recording(
        time=(head.first - 1 + np.arange(head.frames)) / head.rate,
        points=turn.applied(points),
        names=names,
        visibility=np.where(seen, 1.0, np.nan),
        unit="metre",
        frame_size=None,
        source=Source(file.name, sha256_of(file), head.frames, head.rate),
        remarks=(*remarks, *found_unit, *turn.remarks),
    )
    return recording, scale, turn


def _frames(file: Path, head: Head) -> NDArray[Any]:
    """Filed numbers (T, width), as float32 or int16."""
    size = 4 if head.scale < 0 else 2
    raw = np.fromfile(file, np.uint8, head.frames * head.width * size, offset=head.start)
    kind = floats if head.scale < 0 else shorts
    filed = kind(raw.data, head.processor).reshape(head.frames, head.width)
    # Where the file's size alone tells how many there are, its last block is filled with zeros.
    tail = filed[-(BLOCK // (size * head.width)) - 1 :] if head.beyond else filed[:0]
    blank = np.flatnonzero((tail != 0).any(axis=1)[::-1]) if len(tail) else np.zeros(1, int)
    return filed[: head.frames - int(blank[0]) if len(blank) else -len(tail)]


def _points(head: Head, filed: NDArray[Any]) -> tuple[Array, Array, NDArray[np.bool_]]:
    """Points (T, K, 3) and residuals (T, K) in the file's unit, and which are seen."""
    block = filed[:, : 4 * head.points].reshape(head.frames, head.points, 4)
    with np.errstate(invalid="ignore"):  # damaged bytes can be signalling NaN: missing, as others
        points = block[..., :3].astype(np.float64)
    if head.scale > 0:
        points *= head.scale
    # The fourth number: below 0 not seen; its low byte is the residual, its high byte the cameras
    # that saw the point, but the other way round in files that ezc3d wrote.
    fourth = block[..., 3]
    seen = (fourth >= 0) & np.isfinite(points).all(axis=2)
    word = np.where(seen, np.minimum(fourth, 32767), 0).astype(np.int32)
    steps = (word >> 8 if "EZC3D" in head.groups else word) & 255
    return points, np.asarray(steps * abs(head.scale), np.float64), np.asarray(seen)


def _labels(head: Head) -> list[str]:
    """One name for each point, no two alike; "*" and a number where the file has none."""
    filed = head.texts("POINT", "LABELS")[: head.points]
    filed += [""] * (head.points - len(filed))
    labels: dict[str, None] = {}
    for number, label in enumerate(filed, start=1):
        name = label or f"*{number}"
        labels[f"{name}_{number}" if name in labels else name] = None
    return list(labels)


def _kinds(head: Head, labels: list[str]) -> dict[str, tuple[str, str]]:
    """Kind and unit of the labels that are computed courses, and no markers."""
    kinds: dict[str, tuple[str, str]] = {}
    for kind, rule in tables.entry("marker_files.computed").items():
        unit = " ".join(head.texts("POINT", rule["unit"])[:1])
        listed = {name for name in head.texts("POINT", rule["list"]) if name}
        for label in labels:
            bare = label.rsplit(":", 1)[-1]
            named = bare.endswith(tuple(rule["endings"]))
            if label in listed or bare in listed or (named and label not in kinds):
                kinds[label] = (kind, unit)
    return kinds


def _events(head: Head) -> tuple[Event, ...]:
    times = head.value("EVENT", "TIMES")
    if not isinstance(times, np.ndarray) or times.size % 2:
        return ()
    labels, contexts = (head.texts("EVENT", name) for name in ("LABELS", "CONTEXTS"))
    found = []
    for n, (minutes, seconds) in enumerate(times.reshape(-1, 2)):
        side = contexts[n].lower() if n < len(contexts) else ""
        label = labels[n] if n < len(labels) else ""
        if np.isfinite(minutes + seconds):
            side = side if side in SIDES else "general"
            found.append(Event(float(60 * minutes + seconds), label, side))
    return tuple(sorted(found, key=lambda event: event.time))


def _analog(head: Head, filed: NDArray[Any]) -> Analog | None:
    if not head.channels:
        return None
    raw = filed[:, 4 * head.points :].reshape(-1, head.channels)
    if head.scale > 0 and head.texts("ANALOG", "FORMAT")[:1] == ["UNSIGNED"]:
        raw = raw.view(raw.dtype.str.replace("i", "u"))

    def each(name: str, absent: float) -> Array:
        value = head.value("ANALOG", name)
        known = isinstance(value, np.ndarray) and value.size >= head.channels
        return value.ravel()[: head.channels] if known else np.full(head.channels, absent)

    general = head.value("ANALOG", "GEN_SCALE")
    general = float(general.flat[0]) if isinstance(general, np.ndarray) and general.size else 1.0
    with np.errstate(all="ignore"):  # as above
        values = (raw.astype(np.float64) - each("OFFSET", 0.0)) * each("SCALE", 1.0) * general
    names, units = (
        tuple((head.texts("ANALOG", name) + [""] * head.channels)[: head.channels])
        for name in ("LABELS", "UNITS")
    )
    return Analog(head.rate * head.samples, names, units, values)
