"""Marker files: .trc in and out."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError, WriteError
from psoascope.read.files import written_aside
from psoascope.read.recording import Recording, Source
from psoascope.read.text_file import Text, check_once, read_text
from psoascope.read.text_numbers import Grid, numbers
from psoascope.read.text_rows import Style, check_words, write_rows

_HEADER_LINES = 5  # the three of the header, the names, the coordinate labels
_FRAMES_FOR_SIZE = 1000
_KEYS = (
    *("DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units"),
    *("OrigDataRate", "OrigDataStartFrame", "OrigNumFrames"),
)


@dataclass(frozen=True)
class _Header:
    """First lines of a .trc: values by name, and the markers' names as filed."""

    name: str
    values: dict[str, str]
    markers: tuple[str, ...]


def read_trc(path: str | Path) -> Recording:
    """Markers of a .trc file, in metres, y up as filed.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Recording
        3 coordinates in metres; NaN where a cell is empty. Known names become those of
        data/landmarks.toml, others stay.

    Raises
    ------
    ReadError
        Not a .trc, an unknown unit or implausible size, a wrong number of cells or rows, a cell
        that is no number, time that does not increase. Names file, line, column and value.
    """
    text = read_text(path)
    header, start = _header(text)
    scale = _metres(header)
    columns = tuple(str(column) for column in range(1, 3 + 3 * len(header.markers)))
    with ThreadPoolExecutor(1) as pool:
        fingerprint = pool.submit(text.sha256)
        rows = numbers(text, start, Grid(columns, "\t", "trc_row", "trc_cell"))
    _check_count(text.name, "NumFrames", header.values["NumFrames"], len(rows))
    time = rows[:, 1]
    text.check_time(time, start, "trc_time")
    points = rows[:, 2:].reshape(len(rows), len(header.markers), 3)
    if scale != 1.0:
        points *= scale
    lost = np.isnan(points[..., 0]) | np.isnan(points[..., 1]) | np.isnan(points[..., 2])
    if lost.all():
        raise tables.error(ReadError, "no_marker_seen", name=text.name)
    if lost.any():
        points[lost] = np.nan
    _check_person(header, points)
    lasts = float(time[-1]) - float(time[0])
    fps = (len(time) - 1) / lasts if len(time) > 1 else 0.0
    return Recording(
        time=time,
        points=points,
        names=landmark_names(header.markers),
        visibility=np.where(lost, np.nan, 1.0),
        unit="metre",
        frame_size=None,
        source=Source(text.name, fingerprint.result(), len(time), fps),
    )


def write_trc(recording: Recording, path: str | Path) -> None:
    """Writes markers as .trc, in metres; missing ones as empty cells.

    Parameters
    ----------
    recording : Recording
        In metres, 3 coordinates. Numbers are written in full, so that reading gives them back.
    path : str or Path

    Raises
    ------
    WriteError
        The recording is in pixels, or the file cannot be written.
    """
    if recording.unit != "metre" or recording.points.shape[2] != 3:
        raise tables.error(WriteError, "pixels_as_trc", name=Path(path).name)
    rate = f"{recording.source.fps:.6g}"
    count, markers = len(recording.time), len(recording.names)
    axes = [f"{axis}{number}" for number in range(1, markers + 1) for axis in "XYZ"]
    check_words(Path(path).name, recording.names)
    rows = [
        ["PathFileType", "4", "(X/Y/Z)", Path(path).name],
        [*_KEYS],
        [rate, rate, str(count), str(markers), "m", rate, "1", str(count)],
        ["Frame#", "Time", *(cell for name in recording.names for cell in (name, "", ""))],
        ["", "", *axes],
    ]
    points = recording.points.reshape(count, 3 * markers)
    with written_aside(path) as aside, aside.open("wb") as stream:
        stream.write("".join("\t".join(row) + "\n" for row in rows).encode())
        write_rows(stream, recording.time, points, Style(Path(path).name, missing="", counted=True))


def _header(text: Text) -> tuple[_Header, int]:
    """The header, and where the rows start."""
    try:
        lines, start = text.header(_HEADER_LINES)
    except UnicodeDecodeError as error:
        raise tables.error(ReadError, "not_a_trc", name=text.name) from error
    if len(lines) < _HEADER_LINES or not lines[0].startswith("PathFileType"):
        raise tables.error(ReadError, "not_a_trc", name=text.name)
    keys, values = lines[1].split("\t"), lines[2].split("\t")
    stated = {
        key.strip(): value.strip() for key, value in zip(keys, values, strict=False) if key.strip()
    }
    markers = tuple(cell.strip() for cell in lines[3].split("\t")[2:] if cell.strip())
    if not markers or not {"Units", "NumMarkers", "NumFrames"} <= set(stated):
        raise tables.error(ReadError, "not_a_trc", name=text.name)
    _check_count(text.name, "NumMarkers", stated["NumMarkers"], len(markers))
    check_once(text.name, markers)
    return _Header(text.name, stated, markers), start


def _metres(header: _Header) -> float:
    units = tables.entry("marker_files.units")
    unit = header.values["Units"]
    scale = units.get(unit.lower())
    if not isinstance(scale, float):
        known = ", ".join(key for key, value in units.items() if isinstance(value, float))
        raise tables.error(ReadError, "trc_unit", name=header.name, unit=unit[:30], known=known)
    return scale


def _check_count(name: str, what: str, said: str, found: int) -> None:
    if said.removesuffix(".0") != str(found) or found == 0:
        raise tables.error(
            ReadError, "trc_count", name=name, what=what, said=said[:30], found=found
        )


def _check_person(header: _Header, points: Array) -> None:
    """A size no person has betrays a wrong unit."""
    some = points[:: max(1, len(points) // _FRAMES_FOR_SIZE)]
    seen = some[np.isfinite(some).all(axis=2).sum(axis=1) >= 2]
    if not len(seen):
        return
    with np.errstate(over="ignore"):
        spans = np.linalg.norm(np.nanmax(seen, axis=1) - np.nanmin(seen, axis=1), axis=1)
        size = float(np.median(spans))
    low = tables.entry("marker_files.smallest_person.value")
    high = tables.entry("marker_files.largest_person.value")
    if not low <= size <= high:
        raise tables.error(
            ReadError,
            "trc_size",
            name=header.name,
            size=f"{size:.3g}",
            low=low,
            high=high,
            unit=header.values["Units"],
        )


@cache
def _aliases() -> dict[str, str]:
    return {
        _bare(alias): name
        for name, row in tables.table("landmarks").items()
        for alias in (name, *row["aliases"])
    }


def _bare(name: str) -> str:
    return re.sub(r"[\s_.\-]", "", name).lower()


def landmark_names(markers: Sequence[str]) -> tuple[str, ...]:
    """Names as motion asks for them; a landmark is given once, the first marker takes it.

    Parameters
    ----------
    markers : sequence of str (K,)
        As filed.

    Returns
    -------
    tuple of str (K,)
        Of data/landmarks.toml where known, else as filed.

    Examples
    --------
    >>> landmark_names(["R_HJC", "Hat"])
    ('right_hip', 'Hat')
    """
    names: list[str] = []
    for marker in markers:
        known = _aliases().get(_bare(marker), marker)
        names.append(marker if known in names else known)
    return tuple(names)


_landmark_names = landmark_names
