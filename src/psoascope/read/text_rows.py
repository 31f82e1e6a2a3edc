"""Numbers as rows of text, each the shortest that reads back as the same number (Python's repr).

Why not a fixed number of digits: ten would lose the last third of a float, and seventeen would
write 0.1 as 0.10000000000000001. The shortest keep every bit and leave round figures short.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import WriteError

COMPILED_FROM = 300_000
"""Cells from which importing the compiled code is less than it saves."""
CHUNK = 1 << 16
"""Cells printed at a time."""


@dataclass(frozen=True)
class Style:
    """How rows are written.

    Parameters
    ----------
    name : str
        Of the file, for errors.
    delimiter : str
        One letter between cells.
    missing : str
        What stands for NaN.
    counted : bool
        Whether each row starts with its number, from 1.
    """

    name: str
    delimiter: str = "\t"
    missing: str = "nan"
    counted: bool = False


def write_rows(stream: BinaryIO, time: Array, values: Array, style: Style) -> None:
    """Writes a time and its numbers a line.

    Parameters
    ----------
    stream : binary stream
    time : array (T,), s
    values : array (T, C)
        NaN where missing.
    style : Style

    Raises
    ------
    WriteError
        A number is infinite: it could not be read back.
    """
    columns = values.shape[1] + 1
    shown = _compiled if len(time) * columns >= COMPILED_FROM else _plain
    step = max(1, CHUNK // columns)
    for first in range(0, len(time), step):
        rows = np.column_stack([time[first : first + step], values[first : first + step]])
        infinite = np.isinf(rows).any(axis=1)
        if infinite.any():
            row = first + int(np.argmax(infinite)) + 1
            raise tables.error(WriteError, "infinite_written", name=style.name, row=row)
        stream.write(shown(rows, first + 1, style))


def check_words(name: str, words: Sequence[str]) -> None:
    """Refuses names that could not be read back from a header.

    Parameters
    ----------
    name : str
        Of the file.
    words : sequence of str

    Raises
    ------
    WriteError
        Names the word.
    """
    for word in words:
        if not word.isprintable() or word.strip().lower() == "endheader":
            raise tables.error(WriteError, "word_not_written", name=name, word=repr(word[:40]))


def _plain(rows: Array, first: int, style: Style) -> bytes:
    lines = []
    for number, row in enumerate(rows.tolist(), start=first):
        cells = [style.missing if cell != cell else repr(cell) for cell in row]
        lines.append(style.delimiter.join([str(number), *cells] if style.counted else cells))
    return "".join(line + "\n" for line in lines).encode()


def _compiled(rows: Array, first: int, style: Style) -> bytes:
    printing = import_module("psoascope.read.text_printing")
    text = np.empty(rows.size * printing.LONGEST + 20 * len(rows), dtype=np.uint8)
    words = np.frombuffer((style.delimiter + style.missing).encode(), dtype=np.uint8)
    at = place = 0
    while True:
        at, place = printing.print_rows(
            rows, rows.view(np.uint64), at, first if style.counted else -1, words, text, place
        )
        if at == rows.size:
            return text[:place].tobytes()
        row, column = divmod(at, rows.shape[1])
        ending = "\n" if column + 1 == rows.shape[1] else style.delimiter
        cell = (repr(float(rows[row, column])) + ending).encode()
        text[place : place + len(cell)] = np.frombuffer(cell, dtype=np.uint8)
        place += len(cell)
        at += 1
