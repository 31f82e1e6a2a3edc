"""Marker files of one camera, as Sports2D writes them: pixels under a header that says metres.

Sports2D writes name_px_person00.trc (pixels of the picture, y down) and name_m_person00.trc
(metres, y up). Its header says "m" in both (source sports2d_trc in data/sources.toml), so the
file name and the points tell: a third coordinate of 0 and a person many metres long are pixels.
"""

import re
from pathlib import Path

import numpy as np

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.read.files import checked_file
from psoascope.read.mocap import landmark_names
from psoascope.read.recording import Recording, Remark, Source
from psoascope.read.text_file import read_text
from psoascope.read.text_numbers import Grid, numbers

_HEADER_LINES = 5
_MILLIMETRES = 1000.0  # pixels a metre in a picture made of a flat recording
_MARGIN = 1000.0  # pixels around the person in it


def is_pixels(path: str | Path) -> bool:
    """Whether a .trc holds pixels: by its name, its unit, or a person too long for metres.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    bool
    """
    file = checked_file(path)
    if re.search(r"_px_person\d+$", file.stem):
        return True
    with file.open(encoding="utf-8", errors="replace") as stream:
        lines = [stream.readline(2**20) for _ in range(_HEADER_LINES + 2)]
    unit = (lines[2].split("\t") + [""] * 5)[4].strip().lower()
    if unit in ("px", "pixel", "pixels"):
        return True
    cells = next((line.split("\t")[2:] for line in lines[5:] if line.strip()), [])
    numbers = np.array([_number(cell) for cell in cells[: 3 * (len(cells) // 3)]]).reshape(-1, 3)
    numbers = numbers[np.isfinite(numbers).all(axis=1)]
    if unit != "m" or not len(numbers) or (numbers[:, 2] != 0).any():
        return False
    across = float(np.linalg.norm(np.ptp(numbers, axis=0)))
    return bool(across > 4 * tables.entry("marker_files.largest_person.value"))


def read_pixel_trc(path: str | Path) -> Recording:
    """Points of a .trc that holds pixels.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Recording
        In pixels, y down; certainty is not filed, so it is 1 where a point was seen.

    Raises
    ------
    ReadError
        Not a .trc, a wrong number of cells, a cell that is no number, time that does not increase,
        or nobody seen.
    """
    text = read_text(path)
    try:
        lines, start = text.header(_HEADER_LINES)
    except UnicodeDecodeError as error:
        raise tables.error(ReadError, "not_a_trc", name=text.name) from error
    if len(lines) < _HEADER_LINES or not lines[0].startswith("PathFileType"):
        raise tables.error(ReadError, "not_a_trc", name=text.name)
    markers = [cell.strip() for cell in lines[3].split("\t")[2:] if cell.strip()]
    columns = tuple(str(column) for column in range(1, 3 + 3 * len(markers)))
    rows = numbers(text, start, Grid(columns, "\t", "trc_row", "trc_cell"))
    time = rows[:, 1]
    text.check_time(time, start, "trc_time")
    points = rows[:, 2:].reshape(len(rows), len(markers), 3)[..., :2]
    seen = np.asarray(np.isfinite(points).all(axis=2))
    if not seen.any():
        raise tables.error(ReadError, "no_point_seen", name=text.name)
    steps = time[-1] - time[0]
    return Recording(
        time=time,
        points=np.where(seen[..., None], points, np.nan),
        names=landmark_names(markers),
        visibility=np.where(seen, 1.0, np.nan),
        unit="pixel",
        frame_size=None,
        source=Source(
            text.name, text.sha256(), len(time), float((len(time) - 1) / steps) if steps else 0.0
        ),
        remarks=(Remark("pixels_as_metres"),),
    )


def as_picture(recording: Recording) -> Recording:
    """A flat recording in metres as the picture that it was: 1 pixel per millimetre.

    Parameters
    ----------
    recording : Recording

    Returns
    -------
    Recording
        Unchanged where the points are in pixels or not in one plane: without breadth, right and
        left cannot tell which way is forward, but the toes in a picture can.
    """
    if recording.unit != "metre" or recording.points.shape[2] != 3:
        return recording
    depth = recording.points[..., 2]
    # fmin and fmax pass over NaN without a copy of what may be a whole day.
    low, high = (each.reduce(depth, axis=None, initial=np.nan) for each in (np.fmin, np.fmax))
    if not high - low <= tables.entry("marker_files.flat.value"):
        return recording
    points = recording.points[..., :2] * [_MILLIMETRES, -_MILLIMETRES]
    points -= np.fmin.reduce(points, axis=(0, 1)) - _MARGIN
    width, height = np.fmax.reduce(points, axis=(0, 1)) + _MARGIN
    return Recording(
        time=recording.time,
        points=points,
        names=recording.names,
        visibility=recording.visibility,
        unit="pixel",
        frame_size=(int(width), int(height)),
        source=recording.source,
        person=recording.person,
        remarks=(*recording.remarks, Remark("flat_metres")),
    )


def _number(cell: str) -> float:
    """A cell as a number; NaN where it is none, as in a gap."""
    try:
        return float(cell)
    except ValueError:
        return np.nan
