"""psoascope analyse walk.mp4 -o out/: from a recording to the psoas."""

import argparse
import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from psoascope import tables
from psoascope.pipeline import Options
from psoascope.read.files import check_folder
from psoascope.read.opening import read_recording
from psoascope.read.recording import Recording
from psoascope.read.sample import read_sample
from psoascope.report.document import document
from psoascope.report.files import write_report

Progress = Callable[[int, int], None]
SAMPLE = "sample"


def add_parser(verbs: Any) -> None:
    """Adds the verb and its options."""
    parser = verbs.add_parser(
        "analyse",
        help="a video or marker file to angles, psoas length and a report",
        description="Reads a video (.mp4 .mov .webm) or marker file (.trc), filmed exactly from "
        "the side, and writes report.html, report.json, angles.mot and psoas.sto.",
    )
    parser.add_argument("recording", help="the video or marker file; or: sample")
    parser.add_argument("-o", "--output", default="out", help="folder for the results (out)")
    parser.add_argument("--side", choices=("auto", "left", "right"), default="auto")
    parser.add_argument("--height", type=float, help="standing height in metres, such as 1.70")
    parser.add_argument("--standing", help="marker file of the person standing still and upright")
    parser.add_argument(
        "--model",
        choices=("heavy", "full", "lite"),
        default="heavy",
        help="pose model; heavy swaps the legs far less, lite is quickest",
    )
    parser.add_argument("--language", choices=tables.LANGUAGES, default="en")
    parser.add_argument("--json", action="store_true", help="print report.json as well")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads, computes, writes; returns 0."""
    check_folder(arguments.output)
    recording = _recording(arguments)
    standing = read_recording(arguments.standing) if arguments.standing else None
    options = Options(side=arguments.side, height=arguments.height, standing=standing)
    found = document(recording, options, command_line(arguments))
    paths = write_report(found, arguments.output, arguments.language)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    print(*found["sentences"][arguments.language], sep="\n")
    for gate in found["gates"]:
        said = tables.say(f"gates.{gate['gate']}", arguments.language, **gate["values"])
        print(f"- {gate['frames']}: {said}")
    print(f"{found['frames_used']} of {found['source']['frames']} frames used. Open {paths[1]}")
    return 0


def _recording(arguments: argparse.Namespace) -> Recording:
    if arguments.recording == SAMPLE and not Path(SAMPLE).exists():
        return read_sample()
    with progress_bar(Path(arguments.recording).name) as progress:
        return read_recording(arguments.recording, model=arguments.model, progress=progress)


def command_line(arguments: argparse.Namespace) -> str:
    """The command that gives the same report again."""
    words = ["psoascope", "analyse", arguments.recording, "-o", arguments.output]
    if arguments.side != "auto":
        words += ["--side", arguments.side]
    if arguments.height is not None:
        words += ["--height", f"{arguments.height:g}"]
    if arguments.standing:
        words += ["--standing", arguments.standing]
    if arguments.model != "heavy":
        words += ["--model", arguments.model]
    return shlex.join(words)


class progress_bar:  # noqa: N801 - used like a function
    """A bar with the time left on standard error; quiet where that is no terminal."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.bar: Any = None

    def __enter__(self) -> Progress:
        return self.step

    def step(self, done: int, total: int) -> None:
        """Shows how many frames are done."""
        if not sys.stderr.isatty():
            return
        if self.bar is None:
            from tqdm import tqdm

            self.bar = tqdm(total=total or None, desc=self.name, unit=" frames", leave=False)
        self.bar.update(done - self.bar.n)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()
