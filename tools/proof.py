"""The long runs: what a test of a few minutes cannot show. Writes docs/proof.json and its tables.

.venv/bin/python tools/proof.py            all of them
.venv/bin/python tools/proof.py bands      one of them
.venv/bin/python tools/proof.py page       none: draws the page from the figures that are kept
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PROOF = ROOT / "docs" / "proof.json"
BENCH = ROOT / "docs" / "bench.json"
PAGE = ROOT / "docs" / "validation.md"
CLIP = ROOT / "var" / "clips" / "sports2d_demo.mp4"
sys.path.insert(0, str(ROOT))


def bands() -> dict[str, float]:
    """Share of 1,000 simulated captures whose band holds the truth."""
    from tests.motion.coverage import share_held

    return {"captures": 1000, **share_held(1000, seed=90)}


def long_video() -> dict[str, float]:
    """Peak memory of reading ten minutes of 720p video, and one minute of it, MB."""
    from tests.clips import looped

    with tempfile.TemporaryDirectory() as folder:
        short = looped(CLIP, Path(folder) / "one.mp4", seconds=60)
        long = looped(CLIP, Path(folder) / "ten.mp4", seconds=600)
        figures = {name: _peak(path) for name, path in (("one", short), ("ten", long))}
    return {
        "one_minute_mb": figures["one"][0],
        "ten_minutes_mb": figures["ten"][0],
        "ten_minutes_s": figures["ten"][1],
    }


def killed_workers() -> dict[str, float]:
    """Jobs taken up again after kill -9 of their worker, of five."""
    done = 0
    for _ in range(5):
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-k", "kill", "tests/web/test_leases.py"],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        done += run.returncode == 0
    return {"runs": 5, "taken_up_again": done}


def clip_speed() -> dict[str, Any]:
    """From a video to its report against pose inference alone; medians of five pairs."""
    command = [sys.executable, "-m", "psoascope.cli", "bench", "--json", "--runs", "5"]
    shown = subprocess.run(
        [*command, "--clip", str(CLIP)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = json.loads(shown.stdout)
    return dict(found["clip"])


def mutation() -> dict[str, Any]:
    """Small faults in the rules of care/, and how many of them the tests notice."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.json"
        command = [sys.executable, str(ROOT / "tools" / "mutation.py"), "--json", str(found)]
        subprocess.run(command, cwd=ROOT, check=True)
        return dict(json.loads(found.read_text(encoding="utf-8")))


def proofs() -> dict[str, Callable[[], dict[str, Any]]]:
    """All runs by name, in the order of docs/validation.md."""
    from tools import (
        proof_clips,
        proof_files,
        proof_forces,
        proof_fuzz,
        proof_guided,
        proof_models,
        proof_muscle,
        proof_network,
        proof_triggers,
    )

    return {
        "mujoco": proof_muscle.mujoco,
        "opensim": proof_muscle.opensim,
        "force_curves": proof_forces.force_curves,
        "inverse_dynamics": proof_forces.inverse_dynamics,
        "load_sharing": proof_forces.load_sharing,
        "model_spread": proof_models.model_spread,
        "emg_ranking": proof_models.emg_ranking,
        "l5s1": proof_forces.l5s1,
        "bands": bands,
        "guided_tests": proof_guided.guided_tests,
        "clips": proof_clips.clips,
        "files": proof_files.files,
        "fuzzing": proof_fuzz.fuzzing,
        "personal_triggers": proof_triggers.personal_triggers,
        "mutation": mutation,
        "clip_speed": clip_speed,
        "long_video": long_video,
        "killed_workers": killed_workers,
        "network": proof_network.network,
    }


def main(names: list[str]) -> int:
    """Runs the proofs named, keeps the figures of the others, draws the page again."""
    known = proofs()
    unknown = set(names) - {*known, "page"}
    if unknown:
        print(f"no proof called {', '.join(unknown)}; known are {', '.join(known)}")
        return 2
    figures = json.loads(PROOF.read_text(encoding="utf-8")) if PROOF.exists() else {}
    for name in [one for one in names or known if one != "page"]:
        print(f"{name} ...", flush=True)
        start = time.perf_counter()
        found = known[name]()
        figures[name] = {
            "figures": {key: _short(value) for key, value in found.items()},
            "seconds": round(time.perf_counter() - start),
            "date": datetime.now(UTC).date().isoformat(),
            "commit": _commit(),
        }
        print("   ", json.dumps(figures[name]))
        PROOF.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    draw(figures)
    return 0


def draw(figures: dict[str, Any]) -> None:
    """Writes the tables of docs/validation.md between their marks."""
    parts = {name: _part(name, one) for name, one in figures.items()}
    parts["bench"] = _bench_part()
    text = PAGE.read_text(encoding="utf-8")
    for name, lines in parts.items():
        first, last = f"<!-- {name} -->", f"<!-- end {name} -->"
        before, rest = text.split(first)
        text = before + "\n".join([first, *lines, last]) + rest.split(last)[1]
    PAGE.write_text(text, encoding="utf-8")


def _part(name: str, one: dict[str, Any]) -> list[str]:
    head = f"Measured {one['date']} at commit {one['commit']}: `tools/proof.py {name}`."
    return [head, *_tables(one["figures"])]


def _bench_part() -> list[str]:
    """The figures that `make bench` has kept, or that there are none yet."""
    if not BENCH.exists():
        return ["Not measured yet: `make bench` writes docs/bench.json, and this table is its."]
    kept = json.loads(BENCH.read_text(encoding="utf-8"))
    groups = {name: one for name, one in kept.items() if isinstance(one, dict)}
    single = {f"{name} {key}": value for name, one in groups.items() for key, value in one.items()}
    head = f"Measured {kept.get('date')} at commit {kept.get('commit')}: `make bench`."
    return [head, *_tables({key: _short(value) for key, value in single.items()})]


def _tables(found: dict[str, Any]) -> list[str]:
    """Single figures in one table, then each list of rows in its own."""
    single = {key: value for key, value in found.items() if not isinstance(value, list)}
    rows = [{"figure": key.replace("_", " "), "value": value} for key, value in single.items()]
    lines = table_lines(rows) if rows else []
    for key, value in found.items():
        if isinstance(value, list):
            lines += ["", f"{key.replace('_', ' ').capitalize()}:", *table_lines(value)]
    return lines


def table_lines(rows: list[dict[str, Any]]) -> list[str]:
    """Rows of equal keys as a Markdown table, an empty line before it."""
    head = ["", f"| {' | '.join(rows[0])} |", "|---" * len(rows[0]) + "|"]
    return head + [f"| {' | '.join(str(value) for value in row.values())} |" for row in rows]


def _short(value: Any) -> Any:
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _peak(path: Path) -> tuple[float, float]:
    """Peak memory (MB) and time (s) of a process that reads a video with the lite model."""
    code = (
        "import resource, sys; from psoascope.read.opening import read_recording; "
        "read_recording(sys.argv[1], model='lite'); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    start = time.perf_counter()
    shown = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    return float(shown.stdout), time.perf_counter() - start


def _commit() -> str:
    shown = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return shown.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
