"""Files of motion laboratories: .c3d, written."""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.errors import WriteError
from psoascope.read.c3d_content import C3d
from psoascope.read.c3d_head import BLOCK
from psoascope.read.files import written_aside
from psoascope.read.recording import Recording

_FULL = 65535  # the largest count that a head can say
_LIST = 255  # the longest list of names; more go to LABELS2, LABELS3...
_UNEVEN = 0.01  # of a frame; times further off a steady rate cannot be filed
_STEP = 1e-4  # m; residuals are filed in whole steps
Value = Sequence[str] | NDArray[np.int16] | NDArray[np.float32]


def write_c3d(path: str | Path, content: Recording | C3d) -> None:
    """Writes markers, and with them computed courses, events and analog signals, as .c3d.

    Parameters
    ----------
    path : str or Path
    content : Recording or C3d
        In metres, y up, at a steady frame rate. The format keeps numbers of 4 bytes: a marker
        comes back within 1e-7 of its distance from the origin. Of a C3d everything is written but
        the force plates; residuals are rounded to tenths of a millimetre.

    Raises
    ------
    WriteError
        The recording is in pixels, its frame rate is not steady, or the file cannot be written.
    """
    whole = content if isinstance(content, C3d) else C3d(content)
    recording, name = whole.recording, Path(path).name
    if recording.unit != "metre" or recording.points.shape[2] != 3:
        raise tables.error(WriteError, "pixels_as_c3d", name=name)
    clock = _clock(recording, name)
    frames = _frames(whole, clock[0], name)
    samples = 0 if whole.analog is None else len(whole.analog.values) // len(recording.time)
    groups = _groups(whole, clock, samples, name)
    start = 2 + -(-len(_parameters(groups, 0, name)) // BLOCK)
    if start > 255:
        raise tables.error(WriteError, "c3d_too_many_names", name=name)
    body = _parameters(groups, start, name)
    counts = (len(recording.names) + len(whole.channels), frames.shape[1], samples)
    head = _head(counts, clock, len(recording.time), start)
    with written_aside(path) as aside, aside.open("wb") as stream:
        stream.write(head)
        stream.write(body.ljust((start - 2) * BLOCK, b"\0"))
        frames.tofile(stream)
        stream.write(bytes(-stream.tell() % BLOCK))


def _clock(recording: Recording, name: str) -> tuple[float, int]:
    """Frame rate and number of the first frame, counted from 1."""
    time = recording.time
    count = len(time)
    steady = count > 1
    rate = (count - 1) / (time[-1] - time[0]) if steady else recording.source.fps
    rate = float(np.float32(rate if np.isfinite(rate) and rate > 0 else 1.0))
    even = time[0] + np.arange(count) / rate
    if np.abs(time - even).max() * rate > max(_UNEVEN, count * 1e-7) or time[0] < 0:
        raise tables.error(WriteError, "uneven_time", name=name)
    return rate, 1 + min(round(float(time[0]) * rate), _FULL - 1)


def _frames(whole: C3d, rate: float, name: str) -> NDArray[np.float32]:
    """All numbers of all frames, (T, width): points with residual, then analog samples."""
    recording, analog = whole.recording, whole.analog
    count, markers = recording.points.shape[:2]
    width = 4 * (markers + len(whole.channels))
    if analog is not None and (
        not count
        or len(analog.values) % count
        or not np.isclose(analog.rate * count, rate * len(analog.values), rtol=1e-5)
    ):
        raise tables.error(WriteError, "analog_rate", name=name, rate=analog.rate, frames=rate)
    sampled = 0 if analog is None else analog.values.size // count
    frames = np.zeros((count, width + sampled), dtype="<f4")
    # The same memory, seen as points: a reshaped slice would be a copy.
    strides = (frames.strides[0], 16, 4)
    places = np.ndarray((count, width // 4, 4), "<f4", frames.data, 0, strides)
    places[:, :markers, :3] = recording.points
    for n, channel in enumerate(whole.channels.values(), start=markers):
        places[:, n, :3] = channel.values
    missing = ~np.isfinite(places[..., :3]).all(axis=2)
    if whole.residuals is not None:
        steps = np.clip(np.rint(np.nan_to_num(whole.residuals) / _STEP), 0, 255)
        places[:, :markers, 3] = steps
    places[missing] = (0, 0, 0, -1)
    if analog is not None:
        frames[:, width:] = analog.values.reshape(count, -1)
    return frames


def _groups(
    whole: C3d, clock: tuple[float, int], samples: int, name: str
) -> dict[str, dict[str, Value]]:
    recording, (rate, first) = whole.recording, clock
    count = len(recording.time)
    labels = [*recording.names, *whole.channels]
    begin, end = (
        np.array([number % 65536, number // 65536], np.uint16).view(np.int16)
        for number in (first, first + count - 1)
    )
    point: dict[str, Value] = {
        "USED": _short(len(labels)),
        "SCALE": np.array(-_STEP, np.float32),
        "RATE": np.array(rate, np.float32),
        "DATA_START": _short(0),
        "FRAMES": _short(min(count, _FULL)),
        "LONG_FRAMES": np.array(count, np.float32),
        "UNITS": ["m"],
        "X_SCREEN": ["+X"],
        "Y_SCREEN": ["+Y"],
        **_lists("LABELS", labels),
        **_computed(whole, name),
    }
    groups: dict[str, dict[str, Value]] = {
        "POINT": point,
        "ANALOG": {"USED": _short(0)},
        "FORCE_PLATFORM": {"USED": _short(0)},
        "TRIAL": {"ACTUAL_START_FIELD": begin, "ACTUAL_END_FIELD": end},
    }
    if whole.analog is not None:
        channels = len(whole.analog.names)
        groups["ANALOG"] = {
            "USED": _short(channels),
            "RATE": np.array(rate * samples, np.float32),
            "GEN_SCALE": np.array(1, np.float32),
            "SCALE": np.ones(channels, np.float32),
            "OFFSET": np.zeros(channels, np.int16),
            "LABELS": list(whole.analog.names),
            "UNITS": list(whole.analog.units),
        }
    if whole.events:
        groups["EVENT"] = {
            "USED": _short(len(whole.events)),
            "CONTEXTS": [event.side.capitalize() for event in whole.events],
            "LABELS": [event.label for event in whole.events],
            "TIMES": np.array([divmod(event.time, 60.0) for event in whole.events], np.float32),
        }
    return groups


def _computed(whole: C3d, name: str) -> dict[str, Value]:
    """Lists of the computed courses by kind, each kind with its one unit."""
    found: dict[str, Value] = {}
    for kind, rule in tables.entry("marker_files.computed").items():
        listed = {label: one for label, one in whole.channels.items() if one.kind == kind}
        units = sorted({one.unit for one in listed.values()})
        if len(units) > 1:
            raise tables.error(WriteError, "c3d_units", name=name, units=", ".join(units))
        if listed:
            found |= {**_lists(rule["list"], list(listed)), rule["unit"]: units}
    return found


def _lists(name: str, texts: list[str]) -> dict[str, Value]:
    """A long list in pieces of 255: LABELS, LABELS2, LABELS3..."""
    pieces = [texts[at : at + _LIST] for at in range(0, len(texts), _LIST)]
    return {f"{name}{n}" if n > 1 else name: piece for n, piece in enumerate(pieces, start=1)}


def _short(value: int) -> NDArray[np.int16]:
    return np.array(value, np.uint16).view(np.int16)


def _parameters(groups: Mapping[str, Mapping[str, Value]], start: int, name: str) -> bytes:
    """The block of parameters, with the number of the block where the frames begin."""
    body = bytearray()
    for number, (title, values) in enumerate(groups.items(), start=1):
        body += struct.pack("<bb", len(title), -number) + title.encode() + b"\x03\0\0"
        for key, value in values.items():
            filed = _filed(_short(start) if key == "DATA_START" else value, name)
            body += struct.pack("<bb", len(key), number) + key.encode()
            body += struct.pack("<H", 2 + len(filed)) + filed
    blocks = -(-(len(body) + 6) // BLOCK)
    return bytes([1, 80, blocks & 255, 84]) + bytes(body) + b"\0\0"


def _filed(value: Value, name: str) -> bytes:
    """A value as type, dimensions, numbers and an empty description."""
    if isinstance(value, np.ndarray):
        kind, sizes, body = value.dtype.itemsize, value.shape[::-1], value.tobytes()
    else:
        texts = [text.encode() for text in value]
        length = max((len(text) for text in texts), default=0)
        kind, sizes = -1, (length, len(texts))
        body = b"".join(text.ljust(length) for text in texts)
    if max((0, *sizes)) > _LIST:
        raise tables.error(WriteError, "c3d_too_many_names", name=name)
    return struct.pack("<bB", kind, len(sizes)) + bytes(sizes) + body + b"\0"


def _head(counts: tuple[int, int, int], clock: tuple[float, int], frames: int, start: int) -> bytes:
    points, width, samples = counts
    rate, first = clock
    last = min(first + frames - 1, _FULL)
    words = struct.pack("<BBHHHHHf", 2, 80, points, width - 4 * points, first, last, 10, -_STEP)
    return (words + struct.pack("<HHf", start, samples, rate)).ljust(BLOCK, b"\0")
