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

import numpy as np

from psoascope import psoas, tables
from psoascope.pipeline import Options
from psoascope.read.frames import frames
from psoascope.read.opening import read_recording
from psoascope.read.pose import Poses
from psoascope.report.document import document
from psoascope.report.files import write_report

RUNS = 7
POSTURES = 10_000


def add_parser(verbs: Any) -> None:
    """Adds the verb and its options."""
    parser = verbs.add_parser(
        "bench",
        help="time per posture and per clip",
        description="Medians of several runs in one process, on one machine at one time.",
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
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measures, prints, returns 0."""
    found: dict[str, Any] = {"whole_psoas": whole_psoas(), "clip": None}
    if arguments.clip.is_file():
        found["clip"] = clip(arguments.clip, arguments.model, arguments.runs)
    if arguments.json:
        print(json.dumps(found))
        return 0
    for name, figures in found.items():
        if figures is None:
            print(f"{name}: no file {arguments.clip}; name one with --clip")
        for key, value in (figures or {}).items():
            print(f"{name:12} {key:22} {value if isinstance(value, str) else f'{value:.4g}':>10}")
    return 0


def whole_psoas() -> dict[str, float]:
    """Microseconds for a posture: in a batch, and in a call for it alone."""
    rng = np.random.default_rng(3)
    lumbar = rng.uniform(-0.1, 0.1, (POSTURES, 5, 3))
    right, left = rng.uniform(-0.3, 1.0, (2, POSTURES, 3))
    batch = _median(lambda: psoas.state(lumbar, right, left)) / POSTURES
    single = _median(lambda: psoas.state(lumbar[0], right[0], left[0]))
    return {"us_per_posture": 1e6 * batch, "numpy_us": 1e6 * batch, "single_call_us": 1e6 * single}


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


def _median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)
