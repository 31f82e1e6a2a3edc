"""The long runs: what a test of a few minutes cannot show. Writes docs/proof.json and its tables.

.venv/bin/python tools/proof.py            all of them
.venv/bin/python tools/proof.py bands      one of them
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
PAGE = ROOT / "docs" / "validation.md"
CLIP = ROOT / "var" / "clips" / "sports2d_demo.mp4"
sys.path.insert(0, str(ROOT))


def opensim() -> dict[str, float]:
    """Largest differences from OpenSim over 500 random postures, mm."""
    import numpy as np
    from tests.psoas.opensim_model import compared

    ours, length, lumbar, hips = compared(500, seed=46)
    rows = np.arange(0, 22, 5)
    hip = np.abs(ours.hip_arm[:, rows // 11] - hips[:, rows]).max(axis=(0, 1))
    return {
        "postures": 500,
        "length_mm": 1e3 * float(np.abs(ours.length - length).max()),
        "lumbar_arm_mm": 1e3 * float(np.abs(ours.lumbar_arm - lumbar).max()),
        "hip_flexion_arm_mm": 1e3 * float(hip[0]),
        "hip_adduction_arm_mm": 1e3 * float(hip[1]),
        "hip_rotation_arm_mm": 1e3 * float(hip[2]),
    }


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
    return {**found["clip"], **found["whole_psoas"]}


PROOFS: dict[str, Callable[[], dict[str, Any]]] = {
    "opensim": opensim,
    "bands": bands,
    "clip_speed": clip_speed,
    "long_video": long_video,
    "killed_workers": killed_workers,
}


def main(names: list[str]) -> int:
    """Runs the proofs named, keeps the figures of the others, draws the page again."""
    unknown = set(names) - set(PROOFS)
    if unknown:
        print(f"no proof called {', '.join(unknown)}; known are {', '.join(PROOFS)}")
        return 2
    figures = json.loads(PROOF.read_text(encoding="utf-8")) if PROOF.exists() else {}
    for name in names or PROOFS:
        print(f"{name} ...", flush=True)
        start = time.perf_counter()
        found = PROOFS[name]()
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
    text = PAGE.read_text(encoding="utf-8")
    for name, one in figures.items():
        rows = [f"| {key.replace('_', ' ')} | {value} |" for key, value in one["figures"].items()]
        head = [
            f"Measured {one['date']} at commit {one['commit']}: `tools/proof.py {name}`.",
            "",
            "| figure | value |",
            "|---|---|",
        ]
        first, last = f"<!-- {name} -->", f"<!-- end {name} -->"
        before, rest = text.split(first)
        text = before + "\n".join([first, *head, *rows, last]) + rest.split(last)[1]
    PAGE.write_text(text, encoding="utf-8")


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
