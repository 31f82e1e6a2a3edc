"""psoascope model -o psoas.osim: the whole psoas as a model for OpenSim or MuJoCo."""

import argparse
from pathlib import Path
from typing import Any

from psoascope import psoas, tables
from psoascope.errors import WriteError
from psoascope.psoas.engines import MODELS
from psoascope.psoas.person import reference_person
from psoascope.read.files import written_aside


def add_parser(subparsers: Any) -> None:
    """Adds the verb and its options.

    Parameters
    ----------
    subparsers : argparse action
        What ArgumentParser.add_subparsers gave.
    """
    parser = subparsers.add_parser(
        "model",
        help="the whole psoas as a model for OpenSim or MuJoCo",
        description="Writes psoas and iliacus, from vertebra to femur, in a person's size.",
    )
    parser.add_argument(
        "-o", "--output", required=True, help="psoas.osim for OpenSim, psoas.xml for MuJoCo"
    )
    parser.add_argument("--height", type=float, help="standing height in metres, such as 1.70")
    parser.add_argument("--sex", choices=("female", "male"), help="proportions of the segments")
    parser.add_argument("--language", choices=tables.LANGUAGES, default="en")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the model and says so in one line.

    Parameters
    ----------
    arguments : argparse.Namespace
        output, height, sex, language.

    Returns
    -------
    int
        0.

    Raises
    ------
    WriteError
        The name has another ending, or the file cannot be written.
    RangeError
        The height is out of range.
    """
    target = Path(arguments.output)
    kind = target.suffix.lower()
    if kind not in MODELS:
        known = ", ".join(MODELS)
        raise tables.error(WriteError, "model_kind", name=target.name, known=known)
    height = reference_person().height if arguments.height is None else arguments.height
    person = psoas.Person(height, sex=arguments.sex)
    text = MODELS[kind](person)
    with written_aside(target) as aside:
        aside.write_text(text, encoding="utf-8")
    engine = tables.entry(f"engines.engine.{kind.removeprefix('.')}")
    said = {"name": str(target), "engine": engine, "height": f"{height:g}"}
    print(tables.say("engines.written", arguments.language, **said))
    return 0
