"""Thigh recordings as text: phone apps and exports, told apart by their column names."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read.recording import Remark
from psoascope.read.sensor_clock import Stamps, numbered, seconds_of
from psoascope.read.sensor_samples import Raw

_LOOK_LINES, _LOOK_BYTES = 200, 65_536
_AT_ONCE = 1 << 21
_CLOCK = re.compile(r"\d\d:\d\d")


@dataclass(frozen=True)
class Layout:
    """Where a text file keeps its samples.

    Parameters
    ----------
    name : str
        Of the file.
    app : str
        Key of [csv] in data/sensor.toml.
    skip : int
        Bytes before the first sample.
    line : int
        Number of the first sample's line, from 1.
    mark : str
        Between the cells.
    columns : tuple of int (4,)
        Time, x, y, z.
    comma : bool
        Decimals are written with a comma.
    text_time : bool
        The time is a date or clock, not a number.
    """

    name: str
    app: str
    skip: int
    line: int
    mark: str
    columns: tuple[int, ...]
    comma: bool
    text_time: bool


def read_csv(path: Path) -> Raw:
    """Acceleration of a text file with a time and three axes.

    Parameters
    ----------
    path : Path
        Commas, semicolons or tabs; decimal points or commas; lines before the names are passed
        over. Time in seconds, in s, ms, us or ns since 1970, or as date and clock.

    Returns
    -------
    Raw
        In the file's unit; an empty cell is missing.

    Raises
    ------
    ReadError
        No known columns, or a cell that is no number or time; names line and value.
    """
    with path.open("rb") as stream:
        layout, remarks = _layout(path.name, stream)
        stream.seek(layout.skip)
        times, values, cut_short = _samples(stream, layout)
    found = seconds_of(path.name, times)
    if found.start is None:
        remarks.append(Remark("sensor_no_clock"))
    elif found.utc:
        remarks.append(Remark("sensor_utc"))
    if cut_short:
        remarks.append(Remark("sensor_cut_short"))
    row = tables.entry(f"sensor.csv.{layout.app}")
    return Raw(found.time, values, found.start, row["say"]["en"], row["long"], tuple(remarks))


def _cells(line: str, mark: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in line.split(mark)]


def _mark(line: str) -> str:
    return "\t" if "\t" in line else ";" if ";" in line else ","


def _layout(name: str, stream: BinaryIO) -> tuple[Layout, list[Remark]]:
    """Finds the line of names, or, without one, the first line of numbers."""
    seen: list[str] = []
    skip = 0
    for number in range(1, _LOOK_LINES + 1):
        raw = stream.readline(_LOOK_BYTES)
        if not raw:
            break
        start, skip = skip, skip + len(raw)
        try:
            line = raw.decode("utf-8-sig").strip()
        except UnicodeDecodeError as error:
            raise tables.error(ReadError, "sensor_unknown", name=name) from error
        if "\0" in line:
            raise tables.error(ReadError, "sensor_unknown", name=name)
        mark = _mark(line)
        cells = _cells(line, mark)
        if _is_sample(cells[:4], mark):
            if seen:
                raise _no_columns(name, seen)
            return _nameless(name, start, number, mark, cells), [Remark("sensor_no_names")]
        app = _app(cells)
        if app is not None:
            first = _cells(stream.readline(_LOOK_BYTES).decode("utf-8", "replace"), mark)
            return _named(name, app, (skip, number + 1, mark), cells, first), []
        if len(cells) >= 4 and len(line) < 2000:
            seen = cells
    raise _no_columns(name, seen) if seen else tables.error(ReadError, "sensor_unknown", name=name)


def _no_columns(name: str, seen: list[str]) -> ReadError:
    shown = ", ".join(seen[:12])[:200]
    return tables.error(ReadError, "sensor_columns", name=name, found=shown)


def _app(cells: list[str]) -> str | None:
    names = [cell.lower() for cell in cells]
    for app, row in tables.entry("sensor.csv").items():
        has_time = any(time in names for time in row["time"])
        if has_time and set(row["axes"]) | set(row["needs"]) <= set(names):
            return str(app)
    return None


def _named(
    name: str, app: str, place: tuple[int, int, str], cells: list[str], first: list[str]
) -> Layout:
    names = [cell.lower() for cell in cells]
    row = tables.entry(f"sensor.csv.{app}")
    time = next(key for key in row["time"] if key in names)
    columns = tuple(names.index(key) for key in (time, *row["axes"]))
    skip, line, mark = place
    shown = [first[column] if column < len(first) else "" for column in columns]
    comma = mark != "," and any("," in cell for cell in shown[1:])
    return Layout(name, app, skip, line, mark, columns, comma, bool(_CLOCK.search(shown[0])))


def _nameless(name: str, skip: int, line: int, mark: str, cells: list[str]) -> Layout:
    comma = mark != "," and any("," in cell for cell in cells[1:4])
    return Layout(
        name, "plain", skip, line, mark, (0, 1, 2, 3), comma, bool(_CLOCK.search(cells[0]))
    )


def _is_sample(cells: list[str], mark: str) -> bool:
    if len(cells) < 4:
        return False
    words = [cell.replace(",", ".") if mark != "," else cell for cell in cells]
    return (numbered(words[0]) or bool(_CLOCK.search(words[0]))) and all(map(numbered, words[1:]))


def _samples(stream: BinaryIO, layout: Layout) -> tuple[Stamps, NDArray[np.float32], bool]:
    """All rows: stamps as filed, acceleration, and whether the last line is broken off."""
    stamps: list[Any] = []
    values: list[NDArray[np.float32]] = []
    zones: set[str] = set()
    line, cut_short = layout.line, False
    for block, is_last in _blocks(stream):
        rows, broken = _rows(block, layout, line, is_last)
        cut_short = cut_short or broken
        line += block.count(b"\n")
        if not len(rows):
            continue
        stamps.append(_compact(layout, rows["time"], zones, line))
        # What float32 cannot hold becomes infinite, and is then missing like all that is too large.
        with np.errstate(over="ignore"):
            values.append(np.stack([rows[axis] for axis in "xyz"], axis=1).astype(np.float32))
    if not values:
        raise tables.error(ReadError, "sensor_zero", name=layout.name, rows=0)
    joined = np.concatenate(values)
    values.clear()
    return Stamps(np.concatenate(stamps), layout.text_time, frozenset(zones)), joined, cut_short


def _compact(layout: Layout, words: NDArray[Any], zones: set[str], line: int) -> Array:
    """Stamps of one block as numbers; clocks become seconds since 1970."""
    if not layout.text_time:
        return words.astype(np.float64)
    return Stamps.read(layout.name, words, zones, line)


def _blocks(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Whole lines, a few megabytes at once."""
    rest = b""
    while True:
        block = stream.read(_AT_ONCE)
        if not block:
            if rest:
                yield rest, True
            return
        end = block.rfind(b"\n") + 1
        if end:
            yield rest + block[:end], False
            rest = block[end:]
        else:
            rest += block
            if len(rest) > 4 * _AT_ONCE:
                # A line of megabytes is no sample; what follows refuses it by its number.
                yield rest, True
                return


def _rows(block: bytes, layout: Layout, line: int, is_last: bool) -> tuple[NDArray[Any], bool]:
    kind = [("time", "U40" if layout.text_time else "f8"), ("x", "f8"), ("y", "f8"), ("z", "f8")]
    text = block.decode("utf-8", errors="replace")
    if layout.comma:
        text = text.replace(",", ".")
    if not text.strip():
        return np.zeros(0, dtype=kind), False
    try:
        rows = np.loadtxt(
            io.StringIO(text),
            dtype=kind,
            delimiter=layout.mark,
            usecols=layout.columns,
            comments=None,
            quotechar='"',
            ndmin=1,
        )
        return rows, False
    except ValueError:
        return _careful_rows(text, layout, line, is_last, kind)


def _careful_rows(
    text: str, layout: Layout, line: int, is_last: bool, kind: Any
) -> tuple[NDArray[Any], bool]:
    """Row by row, for a block with empty or wrong cells: the first wrong one is named."""
    rows: list[tuple[Any, ...]] = []
    lines = text.split("\n")
    for number, words in enumerate(lines, start=line):
        if not words.strip():
            continue
        cells = _cells(words, layout.mark)
        if len(cells) <= max(layout.columns):
            if is_last and number >= line + len(lines) - 2:
                return np.array(rows, dtype=kind), True
            raise _cell_error(layout.name, number, words[:40], "sensor_line")
        time, *axes = (cells[column] for column in layout.columns)
        if not layout.text_time and not numbered(time):
            raise _cell_error(layout.name, number, time[:40] or "-", "sensor_time")
        wrong = [cell for cell in axes if cell and not numbered(cell)]
        if wrong:
            raise _cell_error(layout.name, number, wrong[0][:40], "sensor_acceleration")
        stamp = time if layout.text_time else float(time)
        rows.append((stamp, *(float(cell or "nan") for cell in axes)))
    return np.array(rows, dtype=kind), False


def _cell_error(name: str, line: int, value: str, wanted: str) -> ReadError:
    return tables.error(
        ReadError, "sensor_cell", name=name, line=line, value=value, wanted=f"words.{wanted}"
    )
