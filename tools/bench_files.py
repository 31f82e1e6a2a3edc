"""Reading and writing .trc and .mot beside OpenSim, pandas (Pose2Sim's way) and kineticstoolkit.

.venv/bin/python tools/bench_files.py                    as a table
.venv/bin/python tools/bench_files.py --json             as JSON
.venv/bin/python tools/bench_files.py --decimals 17      numbers in full precision

kineticstoolkit has no text format of its own: its way is a pandas table turned into a TimeSeries.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from psoascope.arrays import Array
from psoascope.read.mocap import read_trc, write_trc
from psoascope.read.recording import Recording, Source
from psoascope.read.storage import Storage, read_storage, write_storage

MARKERS = 40
RATE = 100.0
SLOW = 5.0
SLOW_RUNS = 1
"""A work that takes longer than SLOW seconds is done SLOW_RUNS times, its first among them."""


@dataclass(frozen=True)
class Sample:
    """What is read and written: walking markers, by file and by value."""

    folder: Path
    time: Array
    points: Array
    names: tuple[str, ...]

    @property
    def flat(self) -> Array:
        """Coordinates (T, 3 K)."""
        return self.points.reshape(len(self.time), -1)

    @property
    def columns(self) -> list[str]:
        """Names of the coordinates."""
        return [f"{name}_{axis}" for name in self.names for axis in "xyz"]

    def file(self, name: str) -> str:
        """A path in the folder."""
        return str(self.folder / name)


Job = tuple[Callable[[], Any], Callable[[Any], Array]]
"""Does the work; makes an array (T, 3 K) of what it gave, outside the clock."""


def sample(folder: Path, frames: int, decimals: int) -> Sample:
    """Markers that swing about their places within a person's size, and both files of them."""
    rng = np.random.default_rng(7)
    time = np.arange(frames) / RATE
    places = rng.uniform((-0.3, 0.1, -0.3), (0.3, 1.8, 0.3), (MARKERS, 3))
    phase = rng.uniform(0, 6, (MARKERS, 3))
    points = places + 0.1 * np.sin(6.1 * time[:, None, None] + phase)
    points += rng.normal(0, 0.001, points.shape)
    names = tuple(f"marker{number}" for number in range(MARKERS))
    made = Sample(folder, time, points.round(decimals), names)
    write_trc(recording(made), made.file("in.trc"))
    write_storage(made.file("in.mot"), storage(made))
    return made


def recording(made: Sample) -> Recording:
    """The sample as our own record of markers."""
    seen = np.ones(made.points.shape[:2])
    source = Source("in.trc", "0" * 64, len(made.time), RATE)
    return Recording(made.time, made.points, made.names, seen, "metre", None, source)


def storage(made: Sample) -> Storage:
    """The sample as our own table over time."""
    return Storage("bench", made.time, tuple(made.columns), made.flat, True)


def ours(made: Sample) -> dict[str, Job]:
    """What psoascope does."""
    held, table = recording(made), storage(made)
    trc, mot = made.file("ours.trc"), made.file("ours.mot")
    return {
        "trc_read": (
            lambda: read_trc(made.file("in.trc")),
            lambda read: read.points.reshape(len(read.time), -1),
        ),
        "mot_read": (lambda: read_storage(made.file("in.mot")), lambda read: read.values),
        "trc_write": (
            lambda: write_trc(held, trc),
            lambda _: read_trc(trc).points.reshape(len(made.time), -1),
        ),
        "mot_write": (lambda: write_storage(mot, table), lambda _: read_storage(mot).values),
    }


def pandas_way(made: Sample) -> dict[str, Job]:
    """What Pose2Sim does: pandas for the numbers, plain lines for the header."""
    import pandas as pd

    table = pd.DataFrame(made.flat, columns=made.columns)
    table.insert(0, "time", made.time)

    def read(name: str, skipped: int) -> Any:
        return pd.read_csv(made.file(name), sep="\t", header=None, skiprows=skipped)

    def write(name: str, source: str, skipped: int, numbered: bool) -> None:
        with Path(made.file(source)).open() as lines, Path(made.file(name)).open("w") as out:
            out.writelines(next(lines) for _ in range(skipped))
            table.to_csv(out, sep="\t", index=numbered, header=False, lineterminator="\n")

    return {
        "trc_read": (lambda: read("in.trc", 5), lambda found: found.to_numpy()[:, 2:]),
        "mot_read": (lambda: read("in.mot", 7), lambda found: found.to_numpy()[:, 1:]),
        "trc_write": (
            lambda: write("pandas.trc", "in.trc", 5, True),
            lambda _: read("pandas.trc", 5).to_numpy()[:, 2:],
        ),
        "mot_write": (
            lambda: write("pandas.mot", "in.mot", 7, False),
            lambda _: read_storage(made.file("pandas.mot")).values,
        ),
    }


def kineticstoolkit_way(made: Sample) -> dict[str, Job]:
    """What kineticstoolkit does: a pandas table becomes a TimeSeries."""
    import kineticstoolkit as ktk
    import pandas as pd

    def read(name: str, skipped: int, dropped: int, columns: list[str]) -> Any:
        table = pd.read_csv(made.file(name), sep="\t", header=None, skiprows=skipped)
        table.index = table.iloc[:, dropped]
        table = table.iloc[:, dropped + 1 :]
        table.columns = columns
        return ktk.TimeSeries.from_dataframe(table)

    vectors = [f"{name}[{axis}]" for name in made.names for axis in range(3)]
    series = read("in.mot", 7, 0, made.columns)

    def write(name: str) -> None:
        series.to_dataframe().to_csv(made.file(name), sep="\t", header=False)

    def joined(found: Any) -> Array:
        parts = [np.reshape(found.data[name], (len(made.time), -1)) for name in found.data]
        order = dict(zip(found.data, parts, strict=True))
        keys = made.names if set(order) == set(made.names) else made.columns
        return np.hstack([order[key] for key in keys])

    return {
        "trc_read": (lambda: read("in.trc", 5, 1, vectors), joined),
        "mot_read": (lambda: read("in.mot", 7, 0, made.columns), joined),
        "mot_write": (
            lambda: write("ktk.mot"),
            lambda _: pd.read_csv(made.file("ktk.mot"), sep="\t", header=None).to_numpy()[:, 1:],
        ),
    }


def opensim_way(made: Sample) -> dict[str, Job]:
    """What OpenSim does: a TimeSeriesTable, of vectors for markers."""
    import opensim

    opensim.Logger.removeFileSink()
    opensim.Logger.setLevelString("Off")
    markers = opensim.TimeSeriesTableVec3(made.file("in.trc"))
    table = opensim.TimeSeriesTable(made.file("in.mot"))

    def array(found: Any) -> Array:
        return np.asarray(found.getMatrix().to_numpy())

    return {
        "trc_read": (
            lambda: opensim.TimeSeriesTableVec3(made.file("in.trc")),
            lambda found: array(found.flatten()),
        ),
        "mot_read": (lambda: opensim.TimeSeriesTable(made.file("in.mot")), array),
        "trc_write": (
            lambda: opensim.TRCFileAdapter.write(markers, made.file("opensim.trc")),
            lambda _: read_trc(made.file("opensim.trc")).points.reshape(len(made.time), -1),
        ),
        "mot_write": (
            lambda: opensim.STOFileAdapter.write(table, made.file("opensim.mot")),
            lambda _: read_storage(made.file("opensim.mot")).values,
        ),
    }


PEERS = {"pandas": pandas_way, "kineticstoolkit": kineticstoolkit_way, "opensim": opensim_way}
WORKS = ("trc_read", "trc_write", "mot_read", "mot_write")


def timed(jobs: dict[str, Job], runs: int, truth: Array) -> dict[str, dict[str, Any]]:
    """Median seconds of each program at one work, in turn, and whether its values are equal."""
    found: dict[str, dict[str, Any]] = {}
    times: dict[str, list[float]] = {}
    for name, (do, array) in jobs.items():
        start = perf_counter()
        given = do()
        # The first time also compiles and imports; it counts only for what is slow anyway.
        once = perf_counter() - start
        found[name] = {"equal": bool(np.array_equal(array(given), truth))}
        times[name] = [once] if once > SLOW else []
    for run in range(runs):
        for name, (do, _) in jobs.items():
            if times[name][:1] > [SLOW] and run >= SLOW_RUNS - 1:
                continue
            start = perf_counter()
            do()
            times[name].append(perf_counter() - start)
    for name, row in found.items():
        row |= {"s": round(median(times[name]), 4), "runs": len(times[name])}
    return found


def measured(frames: int = 100_000, runs: int = 7, decimals: int = 6) -> dict[str, Any]:
    """All figures of one run; `against_fastest` is our time over that of the fastest other."""
    with tempfile.TemporaryDirectory() as folder:
        made = sample(Path(folder), frames, decimals)
        programs = {"psoascope": ours(made)}
        programs |= {name: way(made) for name, way in PEERS.items() if find_spec(name)}
        for do, _ in programs["psoascope"].values():
            do()  # compiles, which installing does for a user
        result: dict[str, Any] = {"frames": frames, "markers": MARKERS, "decimals": decimals}
        for work in WORKS:
            jobs = {name: way[work] for name, way in programs.items() if work in way}
            rows = timed(jobs, runs, made.flat)
            fastest = min(
                (row["s"] for name, row in rows.items() if name != "psoascope"), default=0
            )
            result[work] = rows
            result[work + "_against_fastest"] = (
                round(rows["psoascope"]["s"] / fastest, 3) if fastest else None
            )
        return result


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The figures as a table."""
    yield f"{found['frames']} frames x {found['markers']} markers, {found['decimals']} decimals"
    for work in WORKS:
        yield f"{work}: {found[work + '_against_fastest']} of the fastest other"
        for name, row in found[work].items():
            same = "equal" if row["equal"] else "NOT equal"
            yield f"    {name:<16}{row['s']:>9.3f} s   median of {row['runs']}, values {same}"


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--frames", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--decimals", type=int, default=6)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measured(asked.frames, asked.runs, asked.decimals)
    print(json.dumps(found, indent=1) if asked.json else "\n".join(lines(found)))


if __name__ == "__main__":
    main()
