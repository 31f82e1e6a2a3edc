"""All times side by side, MuJoCo in a C loop among them. Writes docs/bench.json.

.venv/bin/python tools/bench_peers.py            as a table
.venv/bin/python tools/bench_peers.py --json     as JSON
"""

import argparse
import ctypes
import json
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from psoascope.arrays import Array
from psoascope.cli.bench import clip, show
from psoascope.cli.bench_engines import fairest, psoas_alone
from psoascope.cli.bench_lines import asks
from psoascope.cli.bench_muscle import Scope, muscle_times
from psoascope.cli.stopwatch import Work

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

SOURCE = ROOT / "tools" / "peers" / "mujoco_loop.c"
MODELS = {"mujoco_c_us": (psoas_alone, 276), "mujoco_fairest_us": (fairest, 216)}
"""By figure: its model, and how many numbers the model's Jacobian has."""


def built(folder: Path) -> Any:
    """The C loop as a library, its models read; None without MuJoCo or a C compiler.

    Parameters
    ----------
    folder : Path
        Where it is put.

    Returns
    -------
    ctypes.CDLL or None

    Raises
    ------
    subprocess.CalledProcessError
        The compiler refuses the source.
    """
    compiler, engine = shutil.which("gcc") or shutil.which("cc"), find_spec("mujoco")
    if compiler is None or engine is None or engine.origin is None:
        return None
    home = Path(engine.origin).parent
    library = next(iter(sorted(home.glob("libmujoco.so.*"))), None)
    if library is None:
        return None
    made = folder / "mujoco_loop.so"
    flags = ["-O3", "-march=native", "-shared", "-fPIC", f"-I{home / 'include'}"]
    link = [f"-L{home}", f"-l:{library.name}", f"-Wl,-rpath,{home}"]
    subprocess.run([compiler, *flags, str(SOURCE), "-o", str(made), *link], check=True)
    loop = ctypes.CDLL(str(made))
    for number, (name, (model, _)) in enumerate(MODELS.items()):
        file = folder / f"{name}.xml"
        file.write_text(model(), encoding="utf-8")
        if loop.open_peer(number, str(file).encode()):
            raise RuntimeError(f"MuJoCo cannot read the model of {name}.")
    return loop


def c_loop(loop: Any, figure: str, angles: Array) -> Work:
    """MuJoCo in a C loop.

    Parameters
    ----------
    loop : ctypes.CDLL
        From `built`.
    figure : str
        A key of MODELS.
    angles : array (N, 21), rad

    Returns
    -------
    Work
        `do` gives lengths (N, 22) and the Jacobian's numbers.
    """
    number, (_, numbers) = list(MODELS).index(figure), MODELS[figure]
    rows = np.ascontiguousarray(angles)
    length, arm = np.empty((len(rows), 22)), np.empty((len(rows), numbers))
    places = [ctypes.c_void_p(array.ctypes.data) for array in (rows, length, arm)]

    def do() -> tuple[Array, Array]:
        loop.run_peer(number, places[0], ctypes.c_long(len(rows)), *places[1:])
        return length, arm

    return Work(do, len(rows))


def measured(loop: Any, video: Path) -> dict[str, Any]:
    """All figures: of the muscle, of load sharing, and of a clip where there is one."""
    more: dict[str, Callable[[Array], Work | None]] = {}
    if loop is not None:
        more = {name: lambda angles, name=name: c_loop(loop, name, angles) for name in MODELS}
    found: dict[str, Any] = {**muscle_times(Scope.usual(), more), "clip": None}
    if video.is_file():
        found["clip"] = clip(video, "heavy", 3)
    return found


def setting() -> dict[str, str]:
    """What the figures hold for: processor and versions."""
    said = {"python": platform.python_version(), "processor": _processor()}
    for name in ("numpy", "numba", "mujoco", "opensim"):
        try:
            said[name] = version(name)
        except PackageNotFoundError:
            said[name] = "absent"
    return said


def main() -> int:
    """Measures, keeps, prints."""
    from tools import proof

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-clip", action="store_true", help="leave out the clip")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        loop = built(Path(folder))
        found = measured(loop, Path() if arguments.no_clip else proof.CLIP)
        if loop is not None:
            loop.close_peers()
    kept = {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": proof._commit(),
        "setting": setting(),
        **found,
        "asks": asks(found),
    }
    proof.BENCH.write_text(json.dumps(_shortened(kept, proof._short), indent=1) + "\n", "utf-8")
    show(found, as_json=arguments.json, language="en")
    return 0


def _shortened(value: Any, short: Callable[[Any], Any]) -> Any:
    """Every number with as many digits as in docs/proof.json."""
    if isinstance(value, dict):
        return {key: _shortened(one, short) for key, one in value.items()}
    if isinstance(value, list):
        return [_shortened(one, short) for one in value]
    return short(value)


def _processor() -> str:
    table = Path("/proc/cpuinfo")
    lines = table.read_text(encoding="utf-8").splitlines() if table.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return f"{names[0]}, {len(names)} cores" if names else platform.machine()


if __name__ == "__main__":
    sys.exit(main())
