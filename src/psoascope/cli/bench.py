"""psoascope bench: how long a posture, a frame and a clip take, here and now."""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from psoascope import psoas, tables
from psoascope.pipeline import Options
from psoascope.read.frames import Frame
from psoascope.read.opening import read_recording
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

    Both are medians, taken in turn, once the engine has been started: that is timed apart.
    """
    from psoascope.read.frames import frames
    from psoascope.read.pose import Poses

    start = time.perf_counter()
    with Poses(model):
        engine = time.perf_counter() - start
    held = list(frames(path, tables.entry("pose_models.longest_edge.value")))
    totals, alone = [], []
    for _ in range(runs):
        alone.append(_inference(held, model))
        totals.append(_end_to_end(path, model))
    return {
        "model": model,
        "frames": float(len(held)),
        "runs": float(runs),
        "engine_start_s": engine,
        "total_s": median(totals),
        "inference_s": median(alone),
        "total_over_inference": median(
            one / other for one, other in zip(totals, alone, strict=True)
        ),
    }


def _end_to_end(path: Path, model: str) -> float:
    start = time.perf_counter()
    recording = read_recording(path, model=model)
    with tempfile.TemporaryDirectory() as folder:
        write_report(document(recording, Options(), "psoascope bench"), folder)
    return time.perf_counter() - start


def _inference(held: list[Frame], model: str) -> float:
    from psoascope.read.pose import Poses

    with Poses(model) as poses:
        for frame in held:
            poses.found(frame.picture, frame.time)
        return poses.seconds


def _median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)
