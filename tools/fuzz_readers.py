"""Coverage-guided fuzzing of every reader: only our own errors, little memory, no other file.

.venv/bin/python tools/fuzz_readers.py --seconds 600              every reader, two at a time
.venv/bin/python tools/fuzz_readers.py --seconds 60 --only trc    one of them

It needs atheris, which is no part of the locked environment:
.venv/bin/python -m pip install atheris

Files that broke something are put into var/fuzz/<reader>/found: mend the reader, then move the file
to tests/read/corpus/<reader>, where the tests read it for ever. What was learned stays in
var/fuzz/<reader>/corpus and is where the next run goes on.
"""

import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tools.fuzz_targets import targets  # noqa: E402

KEPT = ROOT / "var" / "fuzz"
AT_ONCE = 2  # readers side by side
HANG = 5  # s of computing for one file
WALL = 30  # s for one file by the clock, for what hangs without computing
SHORTEST = 3  # s that are worth another start
# One heap for all threads, and large pieces given back at once: else memory could not be measured.
QUIET = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
    "OPENBLAS_NUM_THREADS": "1",
}


def fuzz(name: str, seconds: float, kept: Path = KEPT) -> dict[str, Any]:
    """Fuzzes one reader in processes of its own; a process that dies is counted and started again.

    Gives reader, executions, edges and features seen, new corpus files, findings, and the largest
    memory that one file took, MB.
    """
    folder = kept / name
    for part in ("corpus", "found"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for old in (folder / "found").iterdir():
        old.unlink()
    (folder / "figures.json").unlink(missing_ok=True)
    totals = {"executions": 0, "edges": 0, "features": 0, "new corpus files": 0}
    end, deaths = time.monotonic() + seconds, 0
    with (folder / "log.txt").open("w", encoding="utf-8", errors="replace") as log:
        while (left := round(end - time.monotonic())) >= SHORTEST:
            asked = ["--child", name, "--seconds", str(left), "--kept", str(kept)]
            done = subprocess.run(
                [sys.executable, __file__, *asked],
                capture_output=True,
                env={**os.environ, **QUIET},
                check=False,
            )
            shown = done.stderr.decode("utf-8", "replace")
            log.write(shown)
            for key, value in _figures(shown).items():
                summed = key in ("executions", "new corpus files")
                totals[key] = totals[key] + value if summed else max(totals[key], value)
            if done.returncode == 0:
                break
            deaths += 1
            if not totals["executions"]:
                raise RuntimeError(f"{name} did not start:\n{shown[-2000:]}")
    own = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    found = sorted(path.name for path in (folder / "found").iterdir())
    return {
        "reader": name,
        **totals,
        "findings": max(len(found), deaths),
        "peak MB": own["most_mb"],
        "found": found,
    }


def fuzz_all(names: list[str], seconds: float, kept: Path = KEPT) -> list[dict[str, Any]]:
    """Fuzzes readers, two at a time on two cores."""
    if importlib.util.find_spec("atheris") is None:
        sys.exit("atheris is missing: .venv/bin/python -m pip install atheris")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda name: fuzz(name, seconds, kept), names))


def _figures(shown: str) -> dict[str, int]:
    """What libFuzzer says of a run, as numbers."""
    status = re.findall(r"#(\d+)\s+\S+\s+cov: (\d+) ft: (\d+)", shown)
    runs = re.findall(r"stat::number_of_executed_units:\s*(\d+)", shown)
    added = re.findall(r"stat::new_units_added:\s*(\d+)", shown)
    last = [int(value) for value in status[-1]] if status else [0, 0, 0]
    return {
        "executions": int(runs[-1]) if runs else last[0],
        "edges": last[1],
        "features": last[2],
        "new corpus files": int(added[-1]) if added else len(re.findall(r"\tNEW  ", shown)),
    }


def main() -> int:
    """Runs the readers asked for; the answer is 1 where something was found."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--only", nargs="*", choices=list(targets()), default=list(targets()))
    asked.add_argument("--kept", type=Path, default=KEPT)
    asked.add_argument("--child", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.child:
        from tools.fuzz_child import run

        run(given.child, round(given.seconds), given.kept / given.child)
        return 0
    rows = fuzz_all(given.only, given.seconds, given.kept)
    for row in rows:
        print(json.dumps(row))
    return int(any(row["findings"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
