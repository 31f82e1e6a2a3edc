"""A table of numbers with named columns: .csv, in and out."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError, ShapeError
from psoascope.read.files import written_aside
from psoascope.read.text_file import Text, check_once, read_text
from psoascope.read.text_numbers import Grid, numbers


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
    text = read_text(path)
    (head, *_), start = _header(text)
    try:
        names = _names(text.name, next(csv.reader([head]), []))
    except csv.Error as error:
        raise tables.error(ReadError, "not_a_table", name=text.name) from error
    _clear_quotes(text, start)
    return Columns(tuple(names), numbers(text, start, Grid(tuple(names), ",")))


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


def _header(text: Text) -> tuple[list[str], int]:
    try:
        lines, start = text.header(1)
    except UnicodeDecodeError as error:
        raise tables.error(ReadError, "not_a_table", name=text.name) from error
    if not lines:
        raise tables.error(ReadError, "not_a_table", name=text.name)
    return lines, start


def _clear_quotes(text: Text, start: int) -> None:
    """Quotation marks become spaces: around a number they say nothing."""
    letters = text.letters[start:]
    letters[letters == ord('"')] = ord(" ")


def _names(file: str, cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    if len(names) == 1 and ";" in names[0]:
        raise tables.error(ReadError, "semicolons", name=file)
    if not any(names) or any("\0" in name for name in names):
        raise tables.error(ReadError, "not_a_table", name=file)
    check_once(file, names)
    return names
