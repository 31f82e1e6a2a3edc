"""Rows of numbers out of a text, each exactly what Python's float makes of it.

Small texts are read by Python itself; large ones by compiled code, on all cores, each taking a part
that ends with a line. Both give the same numbers and refuse the same cells.
"""

import math
import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read.text_file import Text, check_memory

COMPILED_FROM = 8_000_000
"""Bytes from which loading the compiled code (half a second, 60 MB) is less than it saves."""
PART = 2_000_000
"""Bytes that a core takes at least."""
LONGEST_CELL = 1000
"""Letters; Python's float would think long about more digits, and no program writes them."""

_NUMBER = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
# Windows writes nan(ind) for what a processor could not compute.
_MISSING = re.compile(rb"[+-]?nan(\(\w*\))?", re.IGNORECASE)
_WORD = re.compile(rb"[^ \t\r]+")
_PLAIN = b"0123456789+-.eE \t\r,"
_DOUBTS = 4096


@dataclass(frozen=True)
class Grid:
    """How rows are divided, and how a broken one is refused.

    Parameters
    ----------
    columns : tuple of str (C,)
        What an error calls each column.
    delimiter : str
        Tab or comma, or "" for any run of spaces and tabs. An empty cell is missing.
    row_error, cell_error : str
        Entries of data/errors.toml.
    """

    columns: tuple[str, ...]
    delimiter: str
    row_error: str = "row_width"
    cell_error: str = "not_a_number"


def numbers(text: Text, start: int, grid: Grid) -> Array:
    """Rows of numbers from a place on to the end of a text; empty lines are passed over.

    Parameters
    ----------
    text : Text
    start : int
        Where the first row starts.
    grid : Grid

    Returns
    -------
    array (R, C)
        NaN where a cell is empty or nan.

    Raises
    ------
    ReadError
        A row with other cells than columns, or a cell that is no finite number; names file, line,
        column and value. Or hardly a cell is filled.
    """
    compiled = text.size - start >= COMPILED_FROM
    cores = min(os.cpu_count() or 1, (text.size - start) // PART) if compiled else 1
    edges = _edges(text, start, cores)
    # The last line may have no end.
    lines = [text.count(first, stop) + (stop == text.size) for first, stop in pairwise(edges)]
    check_memory(text, sum(lines), len(grid.columns))
    values = np.empty((sum(lines), len(grid.columns)))
    rows = np.cumsum([0, *lines])
    parts = [values[first:stop] for first, stop in pairwise(rows)]
    read = _compiled if compiled else _plain
    with ThreadPoolExecutor(cores) as pool:
        jobs = [
            pool.submit(read, text, (first, stop), grid, part)
            for (first, stop), part in zip(pairwise(edges), parts, strict=True)
        ]
    filled = 0
    for job, part in zip(jobs, parts, strict=True):
        count = job.result()
        if not np.shares_memory(values[filled : filled + 1], part[:1]):
            values[filled : filled + count] = part[:count]
        filled += count
    return values[:filled]


def cell_value(word: bytes) -> float | None:
    """The number that a cell holds, by the same rules for every file.

    Parameters
    ----------
    word : bytes
        Without spaces around it.

    Returns
    -------
    float or None
        NaN for an empty cell and for nan; None for anything that is no finite decimal number, such
        as 1e999, inf, 0x1F or 1_000.

    Examples
    --------
    >>> cell_value(b"-2.5e1"), cell_value(b""), cell_value(b"1_000")
    (-25.0, nan, None)
    """
    if not word or _MISSING.fullmatch(word):
        return math.nan
    if len(word) > LONGEST_CELL or not _NUMBER.fullmatch(word):
        return None
    value = float(word)
    return value if math.isfinite(value) else None


def _edges(text: Text, start: int, count: int) -> list[int]:
    """Places that divide the rest of a text into parts that end with a line."""
    edges = [start]
    for part in range(1, count):
        place = max(edges[-1], start + part * (text.size - start) // count)
        edges.append(text.end_of_line(place) + 1)
    return [min(edge, text.size) for edge in edges] + [text.size]


def _compiled(text: Text, part: tuple[int, int], grid: Grid, values: Array) -> int:
    """Fills rows from a part of a text by compiled code; gives how many."""
    parsing = import_module("psoascope.read.text_parsing")
    letters = text.letters
    eights = np.ndarray((len(letters) - 8,), dtype=np.uint64, buffer=letters.data, strides=(1,))
    bits, delimiter = values.view(np.uint64), ord(grid.delimiter) if grid.delimiter else parsing.ANY
    doubts = np.empty((_DOUBTS + values.shape[1], 4), dtype=np.int64)
    (place, stop), row, well = part, 0, True
    while place < stop and well:
        place, row, count, well = parsing.parse(
            letters, eights, stop, place, delimiter, values, bits, row, doubts
        )
        for line, column, first, end in doubts[:count].tolist():
            word = text.part(first, end).strip(b" \t\r")
            values[line, column] = _checked(text, grid, first, column, word)
    if not well:
        raise _row_fault(text, grid, place)
    return int(row)


def _plain(text: Text, part: tuple[int, int], grid: Grid, values: Array) -> int:
    """Fills rows from a part of a text by Python alone; gives how many."""
    place, row = part[0], 0
    for line in text.part(*part).split(b"\n"):
        if line.strip(b" \t\r"):
            words = _words(line, grid)
            if len(words) != len(grid.columns):
                raise _row_fault(text, grid, place)
            values[row] = _row(text, grid, place, words)
            row += 1
        place += len(line) + 1
    return row


def _row(text: Text, grid: Grid, place: int, words: list[bytes]) -> list[float]:
    if not b"".join(words).translate(None, _PLAIN):
        try:
            found = [float(word) if word else math.nan for word in words]
        except ValueError:
            found = [math.inf]
        if not any(map(math.isinf, found)) and max(map(len, words)) <= LONGEST_CELL:
            return found
    return [_checked(text, grid, place, column, word) for column, word in enumerate(words)]


def _words(line: bytes, grid: Grid) -> list[bytes]:
    if not grid.delimiter:
        return _WORD.findall(line)
    words = [word.strip(b" \t\r") for word in line.split(grid.delimiter.encode())]
    # Empty cells beyond the last named one are a habit of spreadsheets.
    while grid.delimiter == "\t" and len(words) > len(grid.columns) and not words[-1]:
        words.pop()
    return words


def _checked(text: Text, grid: Grid, place: int, column: int, word: bytes) -> float:
    value = cell_value(word)
    if value is None:
        shown = word[:40].decode("utf-8", errors="replace")
        raise tables.error(
            ReadError,
            grid.cell_error,
            name=text.name,
            line=text.line(place),
            column=grid.columns[column],
            value=shown,
            word=repr(shown),
        )
    return value


def _row_fault(text: Text, grid: Grid, place: int) -> ReadError:
    line = text.part(place, text.end_of_line(place))
    return tables.error(
        ReadError,
        grid.row_error,
        name=text.name,
        line=text.line(place),
        found=len(_words(line, grid)),
        wanted=len(grid.columns),
    )
