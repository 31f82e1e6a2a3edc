"""OpenSim's tables over time: .mot and .sto, in and out."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, check_increasing
from psoascope.errors import ReadError, ShapeError
from psoascope.read.files import written_aside
from psoascope.read.text_file import LONGEST_HEADER, Text, check_once, read_text
from psoascope.read.text_numbers import Grid, numbers
from psoascope.read.text_rows import Style, check_words, write_rows

_FACT = re.compile(
    r"\s*(nRows|nColumns|datarows|datacolumns|inDegrees|version|DataType)\s*[=\s]\s*(\S+)\s*", re.I
)
_END = re.compile(rb"^[ \t]*endheader[ \t\r]*$", re.I | re.M)
_YES = ("yes", "true", "1")


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
        NaN where the file says nan. Without an inDegrees line the values are radians where the
        header gives a version, and degrees in older ones that count columns: as in OpenSim itself.

    Raises
    ------
    ReadError
        Names the file and the line: no endheader, no time column, a row that is too short, a
        word that is no finite number, other rows than announced, a name that stands twice, time
        that does not strictly increase, or columns of vectors.
    """
    text = read_text(path)
    lines, place = _header(text)
    facts = {match[1].lower(): match[2] for match in map(_FACT.fullmatch, lines) if match}
    kind = facts.get("datatype", "double")
    if kind.lower() != "double":
        raise tables.error(ReadError, "vector_columns", name=text.name, cells=kind[:30])
    names, start = _names(text, place)
    values = numbers(text, start, Grid(names, ""))
    announced = facts.get("nrows", facts.get("datarows", str(len(values))))
    if announced.removesuffix(".0") != str(len(values)):
        raise tables.error(
            ReadError, "rows_missing", name=text.name, announced=announced[:30], found=len(values)
        )
    text.check_time(values[:, 0], start, "time_goes_back")
    return Storage(
        name=(_name(lines[0]) if lines else "") or Path(text.name).stem,
        time=values[:, 0],
        names=names[1:],
        values=values[:, 1:],
        in_degrees=_in_degrees(facts),
    )


def write_storage(path: str | Path, storage: Storage) -> None:
    """Writes an OpenSim .mot or .sto file, aside first and renamed when complete.

    Parameters
    ----------
    path : str or Path
    storage : Storage
        Each number is written with the fewest digits that read back as the same number.

    Raises
    ------
    WriteError
        A number is infinite, a name does not fit a line, or the file cannot be written.
    """
    check_words(Path(path).name, (storage.name, *storage.names))
    header = [
        storage.name,
        "version=1",
        f"nRows={len(storage.time)}",
        f"nColumns={len(storage.names) + 1}",
        f"inDegrees={'yes' if storage.in_degrees else 'no'}",
        "endheader",
        "\t".join(["time", *storage.names]),
    ]
    with written_aside(path) as aside, aside.open("wb") as stream:
        stream.write(("\n".join(header) + "\n").encode())
        write_rows(stream, storage.time, storage.values, Style(Path(path).name))


def _header(text: Text) -> tuple[list[str], int]:
    """Lines before endheader, and where the line behind it starts."""
    end = _END.search(text.letters.data, text.start, min(text.size, LONGEST_HEADER))
    if end is None:
        lines = text.count(0, text.size) + (text.part(text.size - 1, text.size) != b"\n")
        raise tables.error(ReadError, "no_endheader", name=text.name, line=lines)
    words = text.part(text.start, end.start()).decode("utf-8", errors="replace")
    return words.splitlines(), min(end.end() + 1, text.size)


def _names(text: Text, place: int) -> tuple[tuple[str, ...], int]:
    """Names of the columns, time among them, and where the rows start."""
    line = b""
    start = place
    while not line.strip() and start < text.size:
        place = start
        end = text.end_of_line(place)
        line, start = text.part(place, end), end + 1
    words = line.decode("utf-8", errors="replace")
    # Between tabs a name may hold spaces.
    divided = [word.strip() for word in words.split("\t") if word.strip()]
    names = divided if len(divided) > 1 else words.split()
    if not names or names[0].lower() != "time":
        raise tables.error(ReadError, "no_time_column", name=text.name, line=text.line(place))
    check_once(text.name, names)
    return tuple(names), min(start, text.size)


def _name(line: str) -> str:
    """What the first line calls the table, if it does not say something else."""
    line = line.strip()
    return "" if "=" in line or _FACT.fullmatch(line) else line.removeprefix("name ").strip()


def _in_degrees(facts: dict[str, str]) -> bool:
    old = "version" not in facts and not facts.keys().isdisjoint(("ncolumns", "datacolumns"))
    return facts.get("indegrees", "yes" if old else "no").lower() in _YES
