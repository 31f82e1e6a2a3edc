"""Force plates of a .c3d: where they lie, and what stood on them."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ExtraError, ReadError
from psoascope.read.axes import Axes
from psoascope.read.c3d_content import Plate
from psoascope.read.c3d_head import Head
from psoascope.read.c3d_native import PARTS

_PATIENCE = 600  # s for the native reader


def plates(file: Path, head: Head, scale: float, turn: Axes, forces: bool) -> tuple[Plate, ...]:
    """Force plates of a file.

    Parameters
    ----------
    file : Path
    head : Head
    scale : float, m
        Of one unit of the file.
    turn : Axes
    forces : bool
        True adds what ezc3d works out of the analog signals.

    Returns
    -------
    tuple of Plate

    Raises
    ------
    ReadError
        ezc3d finds the plates' figures at odds with one another.
    ExtraError
        ``forces`` is asked for and ezc3d is not installed.
    """
    counts = [_array(head, name) for name in ("USED", "TYPE", "ORIGIN", "CORNERS", "CHANNEL")]
    used, kinds, origins, corners, channels = counts
    count = int(used.flat[0]) if used.size else 0
    count = min(count, kinds.size, origins.size // 3, corners.size // 12)
    if count <= 0:
        return ()
    worked = _worked_out(file, count) if forces else [None] * count
    rows = channels.reshape(-1, channels.shape[-1]) if channels.ndim > 1 else np.empty((0, 0))
    return tuple(
        Plate(
            int(kinds.flat[n]),
            turn.applied(scale * corners.flat[12 * n : 12 * n + 12].reshape(4, 3)),
            scale * origins.flat[3 * n : 3 * n + 3],
            tuple(int(c) for c in rows[n] if c > 0) if n < len(rows) else (),
            *_forces(one, scale, turn),
        )
        for n, one in enumerate(worked)
    )


def _array(head: Head, name: str) -> Array:
    value = head.value("FORCE_PLATFORM", name)
    return np.nan_to_num(value) if isinstance(value, np.ndarray) else np.empty(0)


def _worked_out(file: Path, count: int) -> list[dict[str, Any] | None]:
    """What ezc3d makes of each plate, in a process of its own: it may crash on a damaged file."""
    if find_spec("ezc3d") is None:
        raise tables.error(ExtraError, "missing_extra", extra="mocap")
    # -P: what lies in the working folder is not ours to run.
    with TemporaryDirectory() as folder:
        target = Path(folder) / "plates.npz"
        command = [sys.executable, "-P", "-m", "psoascope.read.c3d_native", str(file), str(target)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE)
        except subprocess.TimeoutExpired as error:
            reason = f"no answer after {_PATIENCE:g} s"
            raise tables.error(ReadError, "c3d_plates", name=file.name, reason=reason) from error
        if done.returncode:
            reason = done.stderr.strip().rsplit("\n", 1)[-1][:90] or f"ezc3d {done.returncode}"
            raise tables.error(ReadError, "c3d_plates", name=file.name, reason=reason)
        with np.load(target) as found:
            return [
                {part: found[f"{part}{n}"] for part in (*PARTS, "unit_moment")}
                if f"force{n}" in found
                else None
                for n in range(count)
            ]


def _forces(one: dict[str, Any] | None, scale: float, turn: Axes) -> tuple[Array | None, ...]:
    if one is None:
        return None, None, None
    arm = 0.001 if str(one["unit_moment"]).lower().endswith("mm") else 1.0
    sizes = (1.0, arm, scale)
    return tuple(turn.applied(size * one[part]) for part, size in zip(PARTS, sizes, strict=True))
