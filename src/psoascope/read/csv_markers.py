"""Points over time out of a .csv, by the names of its columns or by a map of them."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read.axes import metres, upright
from psoascope.read.columns import Columns, read_columns
from psoascope.read.files import checked_file, sha256_of
from psoascope.read.mocap import landmark_names
from psoascope.read.recording import Recording, Remark, Source

_AXIS = re.compile(r"(.+)[ _.]([xyz])", re.IGNORECASE)
_TIMES = ("time", "time_s", "time (s)", "timestamp", "t")
_PIXELS = ("pixel", "px")
_PER_METRE = 1000.0  # pixels a metre in a flat picture, as the remark flat_metres says

ColumnMap = Mapping[str, str] | str | Path


def read_csv_markers(
    path: str | Path,
    columns: ColumnMap | None = None,
    *,
    unit: str = "auto",
    up: str | None = None,
    rate: float | None = None,
) -> Recording:
    r"""Points of one person from a table: a row a frame, a column a coordinate.

    Parameters
    ----------
    path : str or Path
        Names in the first row; every cell a number, empty or nan where missing.
    columns : mapping, path of a TOML file with one, or None
        By point, the beginning of its columns ("LHIP" for LHIP_x, LHIP_y and, if there, LHIP_z) or
        the columns themselves ("LX, LY, LZ"); "time" names the column of time, in s. None takes
        every pair or triple of columns that end in _x, _y, _z.
    unit : str
        A word of data/marker_files.toml such as "mm", "pixel", or "auto": two coordinates are
        pixels, three are in the unit that gives the size of a person.
    up : {"auto", "y", "z"} or None
        As in psoascope.read.axes; None leaves the axes as filed.
    rate : float or None, 1/s
        Frames a second, where no column holds time.

    Returns
    -------
    Recording
        3 coordinates in metres; or 2 in pixels, y down. 2 coordinates in metres become a picture
        of 1 pixel a millimetre; remarks say so.

    Raises
    ------
    ReadError
        Not a table of numbers, no points, an absent column, an unknown unit or a size that no
        person has, no time, or time that does not increase.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "walk.csv"
    ...     _ = file.write_text("LHIP_x,LHIP_y\n310,420\n318,421\n")
    ...     read = read_csv_markers(file, {"left_hip": "LHIP"}, rate=50)
    >>> read.names, read.unit, read.time.tolist()
    (('left_hip',), 'pixel', [0.0, 0.02])
    """
    file = checked_file(path)
    table = read_columns(file)
    if not len(table.values):
        raise tables.error(ReadError, "rows_absent", name=file.name)
    chosen = _chosen(columns)
    time = _time(file.name, table, chosen.pop("time", None), rate)
    places = _mapped(file.name, table, chosen) if chosen else _named(table)
    points = _points(file.name, table, places)
    kind, points, remarks = _placed(file.name, points, unit)
    lost = np.isnan(points).any(axis=2)
    if lost.all():
        raise tables.error(ReadError, "no_marker_seen", name=file.name)
    points[lost] = np.nan
    with np.errstate(over="ignore"):
        fps = (len(time) - 1) / (time[-1] - time[0]) if len(time) > 1 else rate or 0.0
    if not np.isfinite(fps):
        # Times that lie closer together than any number can say how often.
        raise tables.error(ReadError, "frame_rate_range", fps=fps)
    recording = Recording(
        time=time,
        points=points,
        names=landmark_names(list(places)),
        visibility=np.where(lost, np.nan, 1.0),
        unit="pixel" if kind == "pixel" else "metre",
        frame_size=None,
        source=Source(file.name, sha256_of(file), len(time), float(fps)),
        remarks=remarks,
    )
    return recording if up is None else upright(recording, up)


def _chosen(columns: ColumnMap | None) -> dict[str, str]:
    """The map as a dict, read from its file where it is one."""
    name, found = "columns", columns
    if isinstance(columns, str | Path):
        name = checked_file(columns).name
        try:
            found = tomllib.loads(Path(columns).read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise tables.error(ReadError, "bad_map", name=name, reason=str(error)) from error
    given: dict[Any, Any] = dict(found) if isinstance(found, Mapping) else {}
    for key, value in given.items():
        if not isinstance(key, str) or not isinstance(value, str) or not value.strip():
            reason = f"{key} = {value!r:.40}"
            raise tables.error(ReadError, "bad_map", name=name, reason=reason)
    return given


def _time(name: str, table: Columns, column: str | None, rate: float | None) -> Array:
    if column is None:
        known = [filed for filed in table.names if filed.lower() in _TIMES]
        column = known[0] if known else None
    if column is None:
        if rate is None or not np.isfinite(rate) or rate <= 0:
            raise tables.error(ReadError, "no_time_or_rate", name=name)
        return np.arange(len(table.values)) / rate
    time = table.values[:, _column(name, table, column, "time")]
    bad = np.isnan(time)
    bad[1:] |= ~(time[1:] > time[:-1])
    if bad.any():
        row = int(np.argmax(bad))
        line, value = row + 2, repr(float(time[row]))
        raise tables.error(ReadError, "time_goes_back", name=name, line=line, value=value)
    return time


def _named(table: Columns) -> dict[str, list[int]]:
    """Places of the coordinates of each point that has an x and a y, by the columns' endings."""
    found: dict[str, dict[str, int]] = {}
    for place, name in enumerate(table.names):
        match = _AXIS.fullmatch(name)
        if match:
            found.setdefault(match[1], {})[match[2].lower()] = place
    return {
        point: [axes[axis] for axis in "xyz" if axis in axes]
        for point, axes in found.items()
        if {"x", "y"} <= set(axes)
    }


def _mapped(name: str, table: Columns, chosen: Mapping[str, str]) -> dict[str, list[int]]:
    """Places of the coordinates of each point of a map."""
    by_ending = _named(table)
    places = {}
    for point, said in chosen.items():
        words = [word.strip() for word in said.split(",")]
        if len(words) == 1 and words[0] in by_ending:
            places[point] = by_ending[words[0]]
        elif len(words) == 1:
            places[point] = [_column(name, table, f"{words[0]}_{axis}", point) for axis in "xyz"]
        else:
            places[point] = [_column(name, table, word, point) for word in words]
    return places


def _column(name: str, table: Columns, column: str, point: str) -> int:
    if column not in table.names:
        known = ", ".join(table.names)[:200]
        raise tables.error(
            ReadError, "column_absent", name=name, column=column[:60], point=point[:60], known=known
        )
    return table.names.index(column)


def _points(name: str, table: Columns, places: Mapping[str, Sequence[int]]) -> Array:
    """Coordinates (T, K, 2 or 3), as filed."""
    if not places:
        raise tables.error(ReadError, "no_point_columns", name=name)
    wanted = len(next(iter(places.values())))
    for point, axes in places.items():
        if len(axes) != wanted or wanted not in (2, 3):
            raise tables.error(
                ReadError, "uneven_points", name=name, point=point, found=len(axes), wanted=wanted
            )
    columns = [place for axes in places.values() for place in axes]
    return table.values[:, columns].reshape(len(table.values), len(places), wanted)


def _placed(name: str, points: Array, unit: str) -> tuple[str, Array, tuple[Remark, ...]]:
    """What kind of points these are, in pixels or metres, and what was assumed for it."""
    flat = points.shape[2] == 2
    if unit.lower() in _PIXELS or (unit == "auto" and flat):
        return "pixel", points[..., :2].copy(), ()
    deep = np.concatenate([points, np.zeros((*points.shape[:2], 1))], axis=2) if flat else points
    scale, remarks = metres(deep, "" if unit == "auto" else unit, name)
    if not flat:
        return "metre", points * scale, remarks
    # A picture's y runs down, a plane's up.
    picture = points * (_PER_METRE * scale) * [1.0, -1.0]
    return "pixel", picture, (*remarks, Remark("flat_metres"))
