"""OpenSim's tables over time: .mot and .sto, in and out."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, check_increasing
from psoascope.errors import RangeError, ReadError, ShapeError
from psoascope.read.files import checked_file, written_aside

_SEEN = re.compile(r"^\s*(nRows|nColumns|datarows|datacolumns|inDegrees)\s*[=\s]\s*(\w+)\s*$", re.I)


@dataclass(frozen=True)
class Storage:
    """Columns of numbers over time.

    Parameters
    ----------
    name : str
        First line of the file, such as "Coordinates".
    time : array (T,), s
        Strictly increasing.
    names : tuple of str (C,)
        Columns without time.
    values : array (T, C)
        NaN where missing.
    in_degrees : bool
        True where angles are in degrees, False where they are in radians.

    Raises
    ------
    ShapeError
        The values do not fit time and names, or a name stands twice.
    RangeError
        Time does not strictly increase.

    Examples
    --------
    >>> table = Storage("demo", np.array([0.0, 0.5]), ("hip",), np.array([[1.0], [2.0]]), True)
    >>> table.values.shape
    (2, 1)
    """

    name: str
    time: Array
    names: tuple[str, ...]
    values: Array
    in_degrees: bool

    def __post_init__(self) -> None:
        check_increasing("time", self.time)
        wanted = (len(self.time), len(self.names))
        if np.shape(self.values) != wanted or len(set(self.names)) != len(self.names):
            raise ShapeError(
                f"values must have shape {wanted} and every name must be its own; got shape "
                f"{np.shape(self.values)} and names {self.names}."
            )


def read_storage(path: str | Path) -> Storage:
    """Reads an OpenSim .mot or .sto file.

    Parameters
    ----------
    path : str or Path
        Header lines in any order up to "endheader", a row of names that starts with time, then
        rows of numbers separated by tabs or spaces.

    Returns
    -------
    Storage
        NaN where the file says nan. Without an inDegrees line the values are radians, as in
        OpenSim itself.

    Raises
    ------
    ReadError
        Names the file and the line: no endheader, no time column, a row that is too short, a
        word that is not a number, other rows than announced, a name that stands twice, or time
        that does not strictly increase.
    """
    file = checked_file(path)
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    end = next((row for row, line in enumerate(lines) if line.strip().lower() == "endheader"), None)
    if end is None:
        raise tables.error(ReadError, "no_endheader", name=file.name, line=len(lines))
    facts = _header(lines[:end])
    first = next((row for row in range(end + 1, len(lines)) if lines[row].strip()), len(lines))
    names = lines[first].split() if first < len(lines) else []
    if not names or names[0].lower() != "time":
        raise tables.error(ReadError, "no_time_column", name=file.name, line=first + 1)
    numbers = _numbers(file.name, lines, first + 1, names)
    announced = facts.get("nrows", facts.get("datarows", str(len(numbers))))
    if announced != str(len(numbers)):
        raise tables.error(
            ReadError, "rows_missing", name=file.name, announced=announced, found=len(numbers)
        )
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise tables.error(ReadError, "column_twice", name=file.name, column=twice)
    try:
        check_increasing("time", numbers[:, 0])
    except RangeError as error:
        raise tables.error(ReadError, "time_goes_back", name=file.name) from error
    return Storage(
        name=lines[0].strip() if end and not _SEEN.match(lines[0]) else file.stem,
        time=numbers[:, 0],
        names=tuple(names[1:]),
        values=numbers[:, 1:],
        in_degrees=facts.get("indegrees", "no").lower() in ("yes", "true", "1"),
    )


def write_storage(path: str | Path, storage: Storage) -> None:
    """Writes an OpenSim .mot or .sto file, aside first and renamed when complete.

    Parameters
    ----------
    path : str or Path
    storage : Storage

    Raises
    ------
    WriteError
        The file cannot be written.
    """
    rows = np.column_stack([storage.time, storage.values])
    header = [
        storage.name,
        "version=1",
        f"nRows={rows.shape[0]}",
        f"nColumns={rows.shape[1]}",
        f"inDegrees={'yes' if storage.in_degrees else 'no'}",
        "endheader",
        "\t".join(["time", *storage.names]),
    ]
    with written_aside(path) as aside, aside.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("\n".join(header) + "\n")
        np.savetxt(stream, rows, fmt="%.10g", delimiter="\t")


def _header(lines: list[str]) -> dict[str, str]:
    found = [match.groups() for match in map(_SEEN.match, lines) if match]
    return {key.lower(): word for key, word in found}


def _numbers(name: str, lines: list[str], start: int, names: list[str]) -> Array:
    """Rows of numbers (T, C) from a line on; empty lines are passed over."""
    rows = []
    for number, line in enumerate(lines[start:], start=start + 1):
        words = line.split()
        if not words:
            continue
        if len(words) != len(names):
            raise tables.error(
                ReadError, "row_width", name=name, line=number, found=len(words), wanted=len(names)
            )
        try:
            rows.append([float(word) for word in words])
        except ValueError as error:
            raise not_a_number(name, number, names, words) from error
    return np.array(rows, dtype=np.float64).reshape(-1, len(names))


def not_a_number(name: str, line: int, names: list[str], words: list[str]) -> ReadError:
    """The error that names the first word of a row that is not a number.

    Parameters
    ----------
    name : str
        Of the file.
    line : int
        Counted from 1.
    names : list of str
        Columns.
    words : list of str
        The row, as many as names.

    Returns
    -------
    ReadError
        To be raised by the caller.

    Examples
    --------
    >>> str(not_a_number("a.csv", 3, ["hip"], ["x"]))
    "a.csv, line 3, column hip: 'x' is not a number. Write a number, or nan where it is missing."
    """
    pairs = zip(names, words, strict=True)
    column, word = next((column, word) for column, word in pairs if not _is_number(word))
    return tables.error(
        ReadError, "not_a_number", name=name, line=line, column=column, word=repr(word[:40])
    )


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
