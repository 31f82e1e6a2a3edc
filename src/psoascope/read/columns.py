"""A table of numbers with named columns: .csv, in and out."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError, ShapeError
from psoascope.read.files import checked_file, written_aside
from psoascope.read.storage import not_a_number


@dataclass(frozen=True)
class Columns:
    """Numbers by column name.

    Parameters
    ----------
    names : tuple of str (C,)
    values : array (N, C)
        NaN where missing.

    Raises
    ------
    ShapeError
        The values do not fit the names, or a name stands twice.

    Examples
    --------
    >>> Columns(("a", "b"), np.array([[1.0, 2.0]])).values.shape
    (1, 2)
    """

    names: tuple[str, ...]
    values: Array

    def __post_init__(self) -> None:
        shape = np.shape(self.values)
        if shape[1:] != (len(self.names),) or len(set(self.names)) != len(self.names):
            raise ShapeError(
                f"values must have shape (N, {len(self.names)}) and every name must be its own; "
                f"got shape {shape} and names {self.names}."
            )


def read_columns(path: str | Path) -> Columns:
    """Reads a CSV file: a row of names, then rows of numbers, separated by commas.

    Parameters
    ----------
    path : str or Path
        UTF-8. An empty cell or nan is missing.

    Returns
    -------
    Columns

    Raises
    ------
    ReadError
        Names the file, the line and the column: a cell that is not a number, a row that is too
        short or too long, a name that stands twice, or semicolons between the columns.
    """
    file = checked_file(path)
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            names = _names(file.name, next(reader, []))
            rows = [_row(file.name, reader.line_num, names, cells) for cells in reader if cells]
    except (UnicodeDecodeError, csv.Error) as error:
        raise tables.error(ReadError, "not_a_table", name=file.name) from error
    return Columns(tuple(names), np.array(rows, dtype=np.float64).reshape(-1, len(names)))


def write_columns(path: str | Path, columns: Columns) -> None:
    """Writes a CSV file, aside first and renamed when complete.

    Parameters
    ----------
    path : str or Path
    columns : Columns
        NaN is written as nan.

    Raises
    ------
    WriteError
        The file cannot be written.
    """
    with written_aside(path) as aside, aside.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerow(columns.names)
        np.savetxt(stream, columns.values, fmt="%.10g", delimiter=",")


def _names(file: str, cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    if len(names) == 1 and ";" in names[0]:
        raise tables.error(ReadError, "semicolons", name=file)
    if not any(names) or any("\0" in name for name in names):
        raise tables.error(ReadError, "not_a_table", name=file)
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise tables.error(ReadError, "column_twice", name=file, column=twice[0])
    return names


def _row(file: str, line: int, names: list[str], cells: list[str]) -> list[float]:
    if len(cells) != len(names):
        raise tables.error(
            ReadError, "row_width", name=file, line=line, found=len(cells), wanted=len(names)
        )
    words = [cell.strip() or "nan" for cell in cells]
    try:
        return [float(word) for word in words]
    except ValueError as error:
        raise not_a_number(file, line, names, words) from error
