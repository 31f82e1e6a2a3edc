"""psoascope posture sitting: what the psoas does in a named posture, against standing."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from psoascope import tables
from psoascope.cli.posture_lines import detail_lines, table_lines
from psoascope.errors import RangeError, WriteError
from psoascope.psoas.architecture import architecture_names
from psoascope.psoas.names import SIDES
from psoascope.psoas.person import Person
from psoascope.psoas.posture_angles import angle_rows, posture_names, weakest_mark
from psoascope.psoas.postures import Posture, Side, posture
from psoascope.report.muscle_picture import picture

SCHEMA = "psoascope.posture/1"
_QUANTITIES = tuple(Side.__dataclass_fields__)


def add_parser(subparsers: Any) -> None:
    """Adds the verb and its options.

    Parameters
    ----------
    subparsers : argparse action
        What ArgumentParser.add_subparsers gave.
    """
    parser = subparsers.add_parser(
        "posture",
        help="the psoas in a named posture, against standing",
        description="Shows length, fibre length, pull by stretch and compression of L5/S1 of both "
        "psoas muscles, each with its band; with a name also the angles, their marks and sources.",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("name", nargs="?", help="one posture, such as sitting; all without")
    which.add_argument("--all", action="store_true", help="all postures")
    parser.add_argument("--height", type=float, help="standing height in metres, such as 1.70")
    parser.add_argument("--language", choices=tables.LANGUAGES, default="en")
    parser.add_argument("--json", action="store_true", help="numbers with bands as JSON")
    parser.add_argument("-o", "--output", help="picture of one posture: .svg, .png or .pdf")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints one posture, or all of them.

    Parameters
    ----------
    arguments : argparse.Namespace
        name, all, height, language, json, output.

    Returns
    -------
    int
        0.

    Raises
    ------
    RangeError
        There is no such posture, it is ambiguous, or the height is out of range.
    WriteError
        The picture is of no known kind, of several postures, or cannot be written.
    ExtraError
        A picture is asked for without the plot extra.
    """
    height = arguments.height
    if height is None:
        height = tables.entry("anatomy.reference_height.value")
    person, language = Person(height), arguments.language
    names = (full_name(arguments.name),) if arguments.name else posture_names()
    if arguments.output is not None:
        _draw(names, Path(arguments.output), person, language)
    found = [posture(name, person) for name in names]
    if arguments.json:
        print(json.dumps(as_json(found, height), ensure_ascii=False, indent=2))
    elif arguments.name:
        print("\n".join(detail_lines(found[0], height, language)))
    else:
        print("\n".join(table_lines(found, height, language)))
    return 0


def full_name(typed: str) -> str:
    """The posture that a typed name means.

    Parameters
    ----------
    typed : str
        Its key, its name in any language, one of its other names, or a part that fits only one.

    Returns
    -------
    str
        The typed name itself where none fits.

    Raises
    ------
    RangeError
        It is a part of several names.

    Examples
    --------
    >>> full_name("sitting"), full_name("half-kneeling"), full_name("Schneidersitz")
    ('chair_sitting', 'half_kneeling_stretch', 'cross_legged_sitting')
    """
    wanted = _plain(typed)
    called = {name: _names_of(name) for name in posture_names()}
    exact = [name for name, others in called.items() if wanted in others]
    parts = [name for name, others in called.items() if any(wanted in other for other in others)]
    fitting = exact or (parts if wanted else [])
    if len(fitting) > 1:
        near = ", ".join(fitting)
        raise tables.error(RangeError, "posture_ambiguous", name=typed, near=near)
    return fitting[0] if fitting else typed


def as_json(postures: Sequence[Posture], height: float) -> dict[str, Any]:
    """Numbers with bands, angles with marks, and the sources of postures.

    Parameters
    ----------
    postures : sequence of Posture
    height : float, m

    Returns
    -------
    dict
        schema, height_m, variants, postures by name, sources by key. A posture has say, why,
        mark, compression_l5_s1, right and left with each field of Side, and angles.

    Examples
    --------
    >>> found = as_json([posture("standing")], 1.7)["postures"]["standing"]
    >>> found["left"]["change"]["value"], found["angles"]["hip_left.flexion"]["mark"]
    (0.0, 'MEMORY')
    """
    shown = {each.name: _numbers(each) for each in postures}
    rows = [row for each in shown.values() for row in each["angles"].values()]
    cited = dict.fromkeys(key for row in rows for key in row["source"])
    return {
        "schema": SCHEMA,
        "height_m": height,
        "variants": list(architecture_names()),
        "postures": shown,
        "sources": {key: tables.entry(f"sources.{key}.cite") for key in cited},
    }


def _numbers(each: Posture) -> dict[str, Any]:
    entry, rows = tables.entry(f"postures.{each.name}"), angle_rows(each.name)
    sides = {side: getattr(each, side) for side in SIDES}
    return {
        "say": entry["say"],
        "why": entry["why"],
        "mark": weakest_mark(rows),
        "compression_l5_s1": each.compression_l5_s1.json(),
        **{
            side: {field: getattr(muscle, field).json() for field in _QUANTITIES}
            for side, muscle in sides.items()
        },
        "angles": {key: dict(row) for key, row in rows.items()},
    }


def _names_of(name: str) -> set[str]:
    """All that a posture is called, plainly spelt."""
    entry = tables.entry(f"postures.{name}")
    return {_plain(word) for word in (name, *entry["say"].values(), *entry.get("also", []))}


def _plain(words: str) -> str:
    return words.strip().casefold().replace("-", "_").replace(" ", "_")


def _draw(names: Sequence[str], target: Path, person: Person, language: str) -> None:
    if len(names) != 1:
        raise tables.error(WriteError, "picture_of_one", name=target.name)
    written = picture(names[0], target, person=person, language=language)
    print(f"psoascope: {written}", file=sys.stderr)
