"""Marker files: .trc in and out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError, WriteError
from psoascope.read.files import checked_file, sha256_of, written_aside
from psoascope.read.recording import Recording, Source

_HEADER_LINES = 5  # the three of the header, the names, the coordinate labels
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
    file = checked_file(path)
    lines = _lines(file)
    header = _header(file.name, lines)
    scale = _metres(header)
    rows = _rows(header, lines)
    _check_count(file.name, "NumFrames", header.values["NumFrames"], len(rows))
    time = rows[:, 1]
    points = scale * rows[:, 2:].reshape(len(rows), len(header.markers), 3)
    _check_person(header, points)
    names = _landmark_names(header.markers)
    seen = np.isfinite(points).all(axis=2)
    points[~seen] = np.nan
    fps = (len(time) - 1) / (time[-1] - time[0]) if len(time) > 1 else 0.0
    return Recording(
        time=time,
        points=points,
        names=names,
        visibility=np.where(seen, 1.0, np.nan),
        unit="metre",
        frame_size=None,
        source=Source(file.name, sha256_of(file), len(time), float(fps)),
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
    rows = [
        ["PathFileType", "4", "(X/Y/Z)", Path(path).name],
        [*_KEYS],
        [rate, rate, str(count), str(markers), "m", rate, "1", str(count)],
        ["Frame#", "Time", *(cell for name in recording.names for cell in (name, "", ""))],
        ["", "", *axes],
    ]
    for number, (time, points) in enumerate(
        zip(recording.time, recording.points.reshape(count, -1), strict=True), start=1
    ):
        cells = ["" if np.isnan(value) else repr(float(value)) for value in points]
        rows.append([str(number), repr(float(time)), *cells])
    with written_aside(path) as aside:
        aside.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise tables.error(ReadError, "not_a_trc", name=file.name) from error
    return text.splitlines()


def _header(name: str, lines: Sequence[str]) -> _Header:
    if len(lines) < _HEADER_LINES or not lines[0].startswith("PathFileType"):
        raise tables.error(ReadError, "not_a_trc", name=name)
    keys, values = lines[1].split("\t"), lines[2].split("\t")
    stated = {
        key.strip(): value.strip() for key, value in zip(keys, values, strict=False) if key.strip()
    }
    markers = tuple(cell.strip() for cell in lines[3].split("\t")[2:] if cell.strip())
    if not markers or not {"Units", "NumMarkers", "NumFrames"} <= set(stated):
        raise tables.error(ReadError, "not_a_trc", name=name)
    _check_count(name, "NumMarkers", stated["NumMarkers"], len(markers))
    return _Header(name, stated, markers)


def _metres(header: _Header) -> float:
    units = tables.entry("marker_files.units")
    unit = header.values["Units"]
    scale = units.get(unit.lower())
    if not isinstance(scale, float):
        known = ", ".join(key for key, value in units.items() if isinstance(value, float))
        raise tables.error(ReadError, "trc_unit", name=header.name, unit=unit, known=known)
    return scale


def _rows(header: _Header, lines: Sequence[str]) -> Array:
    """Frame number, time and coordinates (T, 2 + 3 K), as filed."""
    wanted = 2 + 3 * len(header.markers)
    rows: list[list[float]] = []
    for line, text in enumerate(lines[_HEADER_LINES:], start=_HEADER_LINES + 1):
        if not text.strip():
            continue
        cells = text.split("\t")
        while len(cells) > wanted and not cells[-1].strip():
            cells.pop()
        # A short row is refused: which marker is missing in it cannot be known.
        if len(cells) != wanted:
            raise tables.error(
                ReadError, "trc_row", name=header.name, line=line, found=len(cells), wanted=wanted
            )
        row = [_number(header, line, column, cell) for column, cell in enumerate(cells, start=1)]
        if not np.isfinite(row[1]) or (rows and row[1] <= rows[-1][1]):
            raise tables.error(
                ReadError, "trc_time", name=header.name, line=line, value=cells[1].strip()
            )
        rows.append(row)
    return np.array(rows, dtype=np.float64).reshape(-1, wanted)


def _number(header: _Header, line: int, column: int, cell: str) -> float:
    text = cell.strip()
    if not text or text.lower() == "nan":
        return np.nan
    try:
        value = float(text)
    except ValueError:
        value = np.inf
    if not np.isfinite(value) or "_" in text:
        raise tables.error(
            ReadError, "trc_cell", name=header.name, line=line, column=column, value=text[:30]
        )
    return value


def _check_count(name: str, what: str, said: str, found: int) -> None:
    if said.removesuffix(".0") != str(found) or found == 0:
        raise tables.error(ReadError, "trc_count", name=name, what=what, said=said, found=found)


def _check_person(header: _Header, points: Array) -> None:
    """A size no person has betrays a wrong unit."""
    seen = points[np.isfinite(points).all(axis=2).sum(axis=1) >= 2]
    if not len(seen):
        return
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


def _landmark_names(markers: Sequence[str]) -> tuple[str, ...]:
    """Names as motion asks for them; a landmark is given once, the first marker takes it."""
    names: list[str] = []
    for marker in markers:
        known = _aliases().get(_bare(marker), marker)
        names.append(marker if known in names else known)
    return tuple(names)
