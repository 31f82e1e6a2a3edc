"""psoascope bench: how long a posture, a frame and a clip take, here and now."""

import argparse
import json
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from psoascope import tables
from psoascope.cli.bench_lines import asks, bench_lines
from psoascope.cli.bench_muscle import Scope, muscle_times
from psoascope.pipeline import Options
from psoascope.read.frames import frames
from psoascope.read.opening import read_recording
from psoascope.read.pose import Poses
from psoascope.report.document import document
from psoascope.report.files import write_report


def add_parser(verbs: Any) -> None:
    """Adds the verb and its options."""
    parser = verbs.add_parser(
        "bench",
        help="time per posture, per frame and per clip",
        description="Medians of several runs in turn, in one process, on one machine at one "
        "time; other engines beside ours where they are installed.",
    )
    parser.add_argument(
        "--clip",
        type=Path,
        default=Path("var/clips/sports2d_demo.mp4"),
        help="video to read from end to end; left out where there is none",
    )
    parser.add_argument("--model", choices=("heavy", "full", "lite"), default="heavy")
    parser.add_argument("--runs", type=int, default=3, help="of the clip, each way (3)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--language", choices=tables.LANGUAGES, default="en")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measures, prints, returns 0.

    Parameters
    ----------
    arguments : argparse.Namespace

    Returns
    -------
    int
    """
    found: dict[str, Any] = {**muscle_times(Scope.usual()), "clip": None}
    if arguments.clip.is_file():
        found["clip"] = clip(arguments.clip, arguments.model, arguments.runs)
    show(found, as_json=arguments.json, language=arguments.language)
    return 0


def show(found: dict[str, Any], *, as_json: bool, language: str) -> None:
    """Prints what was measured, and what is asked of it.

    Parameters
    ----------
    found : dict
        whole_psoas, sharing, clip; None where not measured.
    as_json : bool
    language : str
    """
    if as_json:
        print(json.dumps({**found, "asks": asks(found)}))
    else:
        print("\n".join(bench_lines(found, language)))


def clip(path: Path, model: str, runs: int) -> dict[str, float | str]:
    """Seconds from a video to its report, and of pose inference alone on the same pictures.

    Taken in turn, each in a process of its own: a second engine in one process is slower than
    the first. Both include starting the engine; the pictures for inference alone are decoded
    before its clock starts.
    """
    pairs = [
        (_apart(_inference, path, model), _apart(_end_to_end, path, model)) for _ in range(runs)
    ]
    return {
        "model": model,
        "runs": float(runs),
        "engine_start_s": median(alone[0] for alone, _ in pairs),
        "inference_s": median(alone[1] for alone, _ in pairs),
        "total_s": median(total for _, total in pairs),
        "total_over_inference": median(total / alone[1] for alone, total in pairs),
    }


def _apart(work: Callable[[Path, str], Any], path: Path, model: str) -> Any:
    """The result of work done in a fresh process."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(work, path, model).result()


def _end_to_end(path: Path, model: str) -> float:
    start = time.perf_counter()
    recording = read_recording(path, model=model)
    with tempfile.TemporaryDirectory() as folder:
        write_report(document(recording, Options(), "psoascope bench"), folder)
    return time.perf_counter() - start


def _inference(path: Path, model: str) -> tuple[float, float]:
    """Starting the engine, and that plus the time inside it, s."""
    held = list(frames(path, tables.entry("pose_models.longest_edge.value")))
    start = time.perf_counter()
    with Poses(model) as poses:
        started = time.perf_counter() - start
        for frame in held:
            poses.found(frame.picture, frame.time)
        return started, started + poses.seconds
