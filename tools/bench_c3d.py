"""Reading and writing .c3d beside ezc3d and kineticstoolkit, in one run.

    python tools/bench_c3d.py [--frames 100000] [--runs 7]

Each program reads the file that psoascope wrote, and its markers are compared bit for bit; each
writes the same markers, and psoascope reads what it wrote, compared as well. `frames` tells how
many frames each gives of psoascope's file. (Of its own ezc3d 1.7.2 gives no more than 65 535.)
"""

import argparse
import json
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from psoascope.read.c3d import read_c3d, write_c3d
from psoascope.read.recording import Recording, Source

MARKERS = 40
RATE = 100.0
ALLOWED = 1.2  # times the fastest


def measured(frames: int = 100_000, runs: int = 7) -> dict[str, Any]:
    """Medians of reading and writing, in seconds, and the ratio to the fastest of the others.

    Parameters
    ----------
    frames : int
    runs : int
        Of each, in turns, so that a slow spell of the machine meets all.

    Returns
    -------
    dict
        read, write: {program: s}; ratio: {read, write}; frames: frames that each gives back;
        equal: True, since anything else is an error.

    Raises
    ------
    RuntimeError
        A program gives other numbers.
    """
    recording = markers(frames)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "walk.c3d"
        write_c3d(file, recording)
        truth = read_c3d(file, up="y").recording.points
        readers = {"psoascope": ours, "ezc3d": native, "kineticstoolkit": toolkit}
        given = {name: reader(file) for name, reader in readers.items()}
        for name, points in given.items():
            check_equal(name, points, truth)
        writers = written(recording, Path(folder))
        for name, write in writers.items():
            write()
            check_equal(f"{name}, written", ours(Path(folder) / f"{name}.c3d"), truth)
        counts = {name: len(points) for name, points in given.items()}
        del given, truth
        reads = {name: lambda read=read: read(file) for name, read in readers.items()}
        result = {"read": medians(reads, runs), "write": medians(writers, runs)}
    ratio = {
        way: times["psoascope"] / min(times[name] for name in ("ezc3d", "kineticstoolkit"))
        for way, times in result.items()
    }
    return {**result, "ratio": ratio, "frames": counts, "equal": True}


def markers(frames: int) -> Recording:
    """Forty markers within a person's size, with gaps.

    Parameters
    ----------
    frames : int

    Returns
    -------
    Recording
    """
    rng = np.random.default_rng(17)
    points = rng.uniform(0.05, 1.05, (frames, MARKERS, 3)).astype(np.float32).astype(np.float64)
    points[100:200, 7] = np.nan
    seen = np.where(np.isnan(points[..., 0]), np.nan, 1.0)
    names = tuple(f"M{number:02d}" for number in range(MARKERS))
    source = Source("walk", "", frames, RATE)
    return Recording(np.arange(frames) / RATE, points, names, seen, "metre", None, source)


def ours(file: Path) -> Any:
    """Points (T, K, 3) by psoascope."""
    return read_c3d(file, up="y").recording.points


def native(file: Path) -> Any:
    """Points (T, K, 3) by ezc3d alone."""
    import ezc3d

    return ezc3d.c3d(str(file))["data"]["points"][:3].transpose(2, 1, 0)


def toolkit(file: Path) -> Any:
    """Points (T, K, 3) by kineticstoolkit."""
    import kineticstoolkit as ktk

    points = ktk.read_c3d(str(file), convert_point_unit=False)["Points"]
    return np.stack([values[:, :3] for values in points.data.values()], axis=1)


def written(recording: Recording, folder: Path) -> dict[str, Callable[[], object]]:
    """One way of writing the recording for each program.

    Parameters
    ----------
    recording : Recording
    folder : Path

    Returns
    -------
    dict
    """
    import ezc3d
    import kineticstoolkit as ktk

    def by_ezc3d() -> None:
        content = ezc3d.c3d()
        ones = np.ones((1, MARKERS, len(recording.time)))
        points = np.concatenate([recording.points.transpose(2, 1, 0), ones])
        content["data"]["points"] = points
        point = content["parameters"]["POINT"]
        point["LABELS"]["value"] = tuple(recording.names)
        point["RATE"]["value"] = [RATE]
        point["UNITS"]["value"] = ["m"]
        content.write(str(folder / "ezc3d.c3d"))

    series = ktk.TimeSeries(time=recording.time)
    ones = np.ones((len(recording.time), 1))
    for column, name in enumerate(recording.names):
        series.data[name] = np.concatenate([recording.points[:, column], ones], axis=1)
    return {
        "psoascope": lambda: write_c3d(folder / "psoascope.c3d", recording),
        "ezc3d": by_ezc3d,
        "kineticstoolkit": lambda: ktk.write_c3d(str(folder / "kineticstoolkit.c3d"), series),
    }


def check_equal(name: str, points: Any, truth: Any) -> None:
    """Refuses points that are not the same, over the frames that are given.

    Parameters
    ----------
    name : str
    points, truth : array (T, K, 3)

    Raises
    ------
    RuntimeError
    """
    count = min(len(points), len(truth))
    if not count or not np.array_equal(points[:count], truth[:count], equal_nan=True):
        raise RuntimeError(f"{name}: other numbers than psoascope's.")


def medians(ways: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Median time of each, taken in turns.

    Parameters
    ----------
    ways : dict
    runs : int

    Returns
    -------
    dict of float, s
    """
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            taken[name].append(time.perf_counter() - start)
    return {name: round(statistics.median(times), 4) for name, times in taken.items()}


def main() -> None:
    """Prints the figures as JSON; fails where psoascope is slower than allowed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=7)
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    found = measured(args.frames, args.runs)
    print(json.dumps(found, indent=2))
    if max(found["ratio"].values()) > ALLOWED:
        raise SystemExit(f"slower than {ALLOWED} times the fastest")


if __name__ == "__main__":
    main()
