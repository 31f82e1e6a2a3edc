"""A text file in memory, ready for its numbers: header lines, line numbers, and what is refused."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read.files import checked_file

LONGEST_HEADER = 1 << 24
"""Bytes: 500 000 markers with long names; nobody's header is longer."""
MOST_MEMORY = (9, 1 << 26)
"""Numbers may take so many times the file's bytes, and so many bytes more."""
SPARE = 40
"""Bytes behind the text: a line end, and letters that may be looked at but mean nothing."""
Letters = NDArray[np.uint8]
_BLOCK = 1 << 18
_END, _RETURN = 10, 13
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(frozen=True)
class Text:
    """The bytes of a text file, with line ends that are all of one kind.

    Parameters
    ----------
    name : str
        Of the file, without its folder.
    letters : array (size + SPARE,), bytes
        The file's bytes, a line end, and SPARE - 1 bytes that mean nothing.
    start : int
        Where the text starts: 3 behind a byte order mark, else 0.
    size : int
        Where it stops.
    digest : str
        Fingerprint of the file where its line ends were changed, else "".
    """

    name: str
    letters: Letters
    start: int
    size: int
    digest: str = ""

    def sha256(self) -> str:
        """Fingerprint of the whole file, hexadecimal.

        Returns
        -------
        str
        """
        return self.digest or _digest(self.letters, self.size)

    def line(self, place: int) -> int:
        """Number of the line that a place lies in.

        Parameters
        ----------
        place : int

        Returns
        -------
        int
            Counted from 1.
        """
        return self.count(0, place) + 1

    def count(self, first: int, stop: int) -> int:
        """Number of line ends between two places.

        Parameters
        ----------
        first, stop : int

        Returns
        -------
        int
        """
        blocks = range(first, stop, _BLOCK)
        return sum(self.part(at, min(at + _BLOCK, stop)).count(b"\n") for at in blocks)

    def part(self, first: int, stop: int) -> bytes:
        """The bytes between two places.

        Parameters
        ----------
        first, stop : int

        Returns
        -------
        bytes
        """
        return self.letters[first:stop].tobytes()

    def end_of_line(self, place: int) -> int:
        """Where the line that a place lies in ends.

        Parameters
        ----------
        place : int

        Returns
        -------
        int
            Of its line end; the text's stop for the last line without one.
        """
        for at in range(place, self.size, _BLOCK):
            found = self.part(at, min(at + _BLOCK, self.size)).find(b"\n")
            if found >= 0:
                return at + found
        return self.size

    def header(self, count: int) -> tuple[list[str], int]:
        """The first lines, without their ends, and where the next one starts.

        Parameters
        ----------
        count : int

        Returns
        -------
        (list of str, int)
            Fewer lines where the file has no more.

        Raises
        ------
        ReadError
            The lines are too long for a header.
        UnicodeDecodeError
            The lines are no UTF-8.
        """
        place = self.start
        lines: list[str] = []
        while len(lines) < count and place < self.size:
            end = self.end_of_line(place)
            if end > self.start + LONGEST_HEADER:
                raise tables.error(ReadError, "header_too_long", name=self.name)
            lines.append(self.part(place, end).decode("utf-8").rstrip("\r"))
            place = end + 1
        return lines, min(place, self.size)

    def line_of_row(self, start: int, row: int) -> int:
        """Number of the line that holds a row of numbers; empty lines hold none.

        Parameters
        ----------
        start : int
            Place of the first row.
        row : int
            Counted from 0.

        Returns
        -------
        int
        """
        filled = re.finditer(rb"(?m)^[ \t\r]*[^ \t\r\n]", self.letters[start : self.size].data)
        place = next(match.start() for number, match in enumerate(filled) if number == row)
        return self.line(start + place)

    def check_time(self, time: Array, start: int, key: str) -> None:
        """Refuses time that is missing or does not strictly increase.

        Parameters
        ----------
        time : array (T,), s
        start : int
            Place of the first row.
        key : str
            Entry of data/errors.toml, with name, line and value.

        Raises
        ------
        ReadError
        """
        bad = np.isnan(time)
        bad[1:] |= ~(time[1:] > time[:-1])
        if bad.any():
            row = int(np.argmax(bad))
            line, value = self.line_of_row(start, row), f"{float(time[row])!r}"
            raise tables.error(ReadError, key, name=self.name, line=line, value=value)


def read_text(path: str | Path) -> Text:
    """The whole text of a file.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Text

    Raises
    ------
    ReadError
        There is no such file, it may not be read, is empty, larger than memory, or UTF-16.
    """
    file = checked_file(path)
    size = file.stat().st_size
    try:
        letters = np.empty(size + SPARE, dtype=np.uint8)
    except (MemoryError, ValueError) as error:
        told = f"{size / 1e9:.1f}"
        raise tables.error(ReadError, "too_large", name=file.name, size=told) from error
    with file.open("rb", buffering=0) as stream:
        size = _filled(stream, letters[:size].data)
    letters[size:] = _END
    _check_narrow(file.name, letters, size)
    head = letters[: min(size, _BLOCK)].tobytes()
    digest = ""
    if b"\n" not in head and b"\r" in head:
        digest = _digest(letters, size)
        letters[letters == _RETURN] = _END
    return Text(file.name, letters, 3 if head.startswith(b"\xef\xbb\xbf") else 0, size, digest)


def _filled(stream: RawIOBase, view: memoryview) -> int:
    """Fills memory from a file; gives how far, less where the file was cut meanwhile."""
    place = 0
    while place < len(view) and (count := stream.readinto(view[place:])):
        place += count
    return place


def check_memory(text: Text, rows: int, columns: int) -> None:
    """Refuses a table that would take far more memory than its file.

    Parameters
    ----------
    text : Text
    rows, columns : int

    Raises
    ------
    ReadError
        Nearly all cells are empty.
    """
    times, more = MOST_MEMORY
    # 12 bytes a cell: its number, and what a Recording says about a marker's three.
    if 12 * rows * columns > times * text.size + more:
        raise tables.error(ReadError, "too_sparse", name=text.name, rows=rows, columns=columns)


def check_once(name: str, columns: Sequence[str]) -> None:
    """Refuses a name that stands twice.

    Parameters
    ----------
    name : str
        Of the file.
    columns : sequence of str

    Raises
    ------
    ReadError
        Names the column.
    """
    if len(set(columns)) == len(columns):
        return
    twice, _ = Counter(columns).most_common(1)[0]
    raise tables.error(ReadError, "column_twice", name=name, column=twice[:60])


def _digest(letters: Letters, size: int) -> str:
    return hashlib.sha256(letters[:size].data).hexdigest()


def _check_narrow(name: str, letters: Letters, size: int) -> None:
    """Refuses UTF-16 that holds plain words; anything else is left to the readers."""
    code = _WIDE.get(letters[:2].tobytes())
    if code is None or size < 6:
        return
    words = letters[2 : min(size, 202) // 2 * 2].tobytes().decode(code, errors="replace")
    if words.isascii():
        raise tables.error(ReadError, "wide_text", name=name)
