"""psoascope state postures.csv -o out.csv: joint angles to the length and levers of the psoas."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import PsoascopeError, RangeError, ReadError, WriteError
from psoascope.psoas.columns import Angles, angles_of, state_columns
from psoascope.psoas.person import Person
from psoascope.read.columns import Columns, read_columns, write_columns
from psoascope.read.files import checked_file
from psoascope.read.storage import Storage, read_storage, write_storage

KINDS = (".csv", ".mot", ".sto")
SOME_FAILED = 1


@dataclass(frozen=True)
class Postures:
    """A table of postures as it was read.

    Parameters
    ----------
    angles : Angles
    time : array (N,), s, or None
    """

    angles: Angles
    time: Array | None


def add_parser(subparsers: Any) -> None:
    """Adds the verb and its options.

    Parameters
    ----------
    subparsers : argparse action
        What ArgumentParser.add_subparsers gave.
    """
    parser = subparsers.add_parser(
        "state",
        help="joint angles to length and moment arms of every fascicle",
        description="Reads joint angles (.csv with names in _deg, OpenSim .mot or .sto, or a "
        "folder of these) and writes length and moment arms of the 22 psoas fascicles.",
    )
    parser.add_argument("postures", help="the table, or a folder of tables")
    parser.add_argument("-o", "--output", required=True, help="out.csv, out.sto, or a folder")
    parser.add_argument("--height", type=float, help="standing height in metres, such as 1.70")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Converts one table, or each of a folder.

    Parameters
    ----------
    arguments : argparse.Namespace
        postures, output, height.

    Returns
    -------
    int
        0, or 1 if some files of a folder failed; each is named on standard error.

    Raises
    ------
    PsoascopeError
        A single table cannot be read or written.
    """
    person = None if arguments.height is None else Person(arguments.height)
    source, target = Path(arguments.postures), Path(arguments.output)
    if not source.is_dir():
        if target.is_dir() or target.suffix == "":
            target = target / source.name
        convert(source, target, person)
        return 0
    files = sorted(file for file in source.iterdir() if file.suffix.lower() in KINDS)
    if not files:
        raise tables.error(ReadError, "no_tables", name=source.name or str(source))
    failed = 0
    for file in files:
        try:
            convert(file, target / file.name, person)
        except PsoascopeError as problem:
            failed += 1
            _say(file.name, tables.explain(problem, "en"))
    return SOME_FAILED if failed else 0


def convert(source: Path, target: Path, person: Person | None) -> None:
    """Reads one table of postures and writes the muscle's state.

    Parameters
    ----------
    source : Path
    target : Path
        Its ending tells the format: .csv, .mot or .sto.
    person : Person or None

    Raises
    ------
    ReadError
        The table cannot be read, or lacks columns.
    RangeError
        An angle lies beyond its limit.
    WriteError
        The target is the source, of no known kind, or cannot be written.
    """
    if target.suffix.lower() not in KINDS:
        raise tables.error(WriteError, "unknown_format", name=target.name, known=", ".join(KINDS))
    if target.resolve() == source.resolve():
        raise tables.error(WriteError, "same_file", name=target.name)
    postures = read_postures(source)
    for group in postures.angles.absent:
        _say(source.name, tables.say(f"words.absent_{group}"))
    if postures.angles.total is not None:
        _say(source.name, tables.say("words.lumbar_shared"))
    try:
        names, values = state_columns(postures.angles, person)
    except RangeError as problem:
        if problem.key != "errors.angle_beyond_limit":
            raise
        told = {**problem.values, "name": f"{source.name}, {problem.values['name']}"}
        raise tables.error(RangeError, "angle_in_file", **told) from problem
    if target.suffix.lower() == ".csv":
        write_columns(target, _with_time(names, values, postures.time))
        return
    if postures.time is None:
        _say(source.name, tables.say("words.rows_as_time"))
    time = np.arange(len(values), dtype=np.float64) if postures.time is None else postures.time
    write_storage(target, Storage("psoas", time, names, values, in_degrees=True))


def read_postures(source: Path) -> Postures:
    """Reads joint angles, and time where the table has it.

    Parameters
    ----------
    source : Path
        .csv with names that end in _deg, OpenSim .mot or .sto.

    Returns
    -------
    Postures

    Raises
    ------
    ReadError
        The file is absent, of no known kind, broken, or lacks columns.
    """
    file = checked_file(source)
    if file.suffix.lower() not in KINDS:
        raise tables.error(ReadError, "unknown_format", name=file.name, known=", ".join(KINDS))
    if file.suffix.lower() != ".csv":
        table = read_storage(file)
        found = angles_of(file.name, table.names, table.values, table.in_degrees)
        return Postures(found, table.time)
    columns = read_columns(file)
    # Without _deg the unit of a CSV column is unknown: such a column is not an angle.
    wanted = [row for row, name in enumerate(columns.names) if name.endswith("_deg")]
    names = [columns.names[row] for row in wanted]
    stamps = [row for row, name in enumerate(columns.names) if name in ("time", "time_s")]
    time = columns.values[:, stamps[0]] if stamps else None
    return Postures(angles_of(file.name, names, columns.values[:, wanted], True), time)


def _with_time(names: tuple[str, ...], values: Array, time: Array | None) -> Columns:
    if time is None:
        return Columns(names, values)
    return Columns(("time_s", *names), np.column_stack([time, values]))


def _say(name: str, text: str) -> None:
    print(f"{name}: {text}", file=sys.stderr)
