"""psoascope posture sitting: what the psoas does in a named posture, against standing."""

import argparse
import json
from typing import Any

from psoascope import psoas, tables
from psoascope.quantity import Quantity

SCHEMA = "psoascope.posture/1"


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
        description="Shows length, change against standing and lever of both psoas muscles.",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("name", nargs="?", help="one posture, such as chair_sitting; all without")
    which.add_argument("--all", action="store_true", help="all postures")
    parser.add_argument("--height", type=float, help="standing height in metres, such as 1.70")
    parser.add_argument("--language", choices=tables.LANGUAGES, default="en")
    parser.add_argument("--json", action="store_true", help="numbers with bands as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints one posture, or all of them.

    Parameters
    ----------
    arguments : argparse.Namespace
        name, all, height, language, json.

    Returns
    -------
    int
        0.

    Raises
    ------
    RangeError
        There is no such posture, or the height is out of range.
    """
    height = arguments.height
    if height is None:
        height = tables.entry("anatomy.reference_height.value")
    person = psoas.Person(height)
    names = [full_name(arguments.name)] if arguments.name else psoas.posture_names()
    found = [psoas.posture(name, person) for name in names]
    if arguments.json:
        print(json.dumps(as_json(found, height), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_lines(found, height, arguments.language)))
    return 0


def full_name(typed: str) -> str:
    """The posture that a typed name means: its key, or the only key that contains it.

    Parameters
    ----------
    typed : str

    Returns
    -------
    str
        The typed name itself where none or several fit.

    Examples
    --------
    >>> full_name("sitting"), full_name("half-kneeling")
    ('chair_sitting', 'half_kneeling_stretch')
    """
    plain = typed.strip().lower().replace("-", "_").replace(" ", "_")
    fitting = [name for name in psoas.posture_names() if plain in name]
    return fitting[0] if len(fitting) == 1 else typed


def as_json(postures: list[psoas.Posture], height: float) -> dict[str, Any]:
    """Numbers with bands of postures.

    Parameters
    ----------
    postures : list of Posture
    height : float, m

    Returns
    -------
    dict
        schema, height_m, postures by name; each side has length, change, hip_flexion_arm.

    Examples
    --------
    >>> as_json([psoas.posture("standing")], 1.7)["postures"]["standing"]["left"]["change"]["value"]
    0.0
    """
    sides = {posture.name: {"right": posture.right, "left": posture.left} for posture in postures}
    return {
        "schema": SCHEMA,
        "height_m": height,
        "postures": {
            name: {
                "say": tables.entry(f"postures.{name}.say"),
                **{side: _numbers(muscle) for side, muscle in both.items()},
            }
            for name, both in sides.items()
        },
    }


def as_lines(postures: list[psoas.Posture], height: float, language: str) -> list[str]:
    """A table for people.

    Parameters
    ----------
    postures : list of Posture
    height : float, m
    language : str

    Returns
    -------
    list of str
        Lines of text; lengths and levers in cm, change in %.

    Examples
    --------
    >>> print(as_lines([psoas.posture("standing")], 1.7, "de")[0])
    Stehen
    """
    lines = []
    for posture in postures:
        key = f"postures.{posture.name}"
        lines.append(tables.say(key, language))
        lines.append(f"  {tables.say(key, language, field='why')}")
        for side, muscle in (("right", posture.right), ("left", posture.left)):
            figures = [
                (tables.say("words.length", language), _banded(muscle.length, 100, "cm", "")),
                (
                    tables.say("words.against_standing", language),
                    _banded(muscle.change, 1, "%", "+"),
                ),
                (
                    tables.say("words.hip_flexion_arm", language),
                    _banded(muscle.hip_flexion_arm, 100, "cm", ""),
                ),
            ]
            text = ", ".join(f"{name} {figure}" for name, figure in figures)
            lines.append(f"  {tables.say(f'words.{side}', language):7} {text}")
        lines.append("")
    return [*lines, tables.say("words.posture_band", language, height=height)]


def _banded(quantity: Quantity, factor: float, unit: str, sign: str) -> str:
    value, low, high = (
        f"{part * factor + 0.0:{sign}.1f}" for part in (quantity.value, quantity.low, quantity.high)
    )
    return f"{value} {unit} [{low} .. {high}]"


def _numbers(muscle: psoas.Side) -> dict[str, Any]:
    return {
        "length": muscle.length.json(),
        "change": muscle.change.json(),
        "hip_flexion_arm": muscle.hip_flexion_arm.json(),
    }
