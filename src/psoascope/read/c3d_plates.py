"""Force plates of a .c3d: where they lie, and what stood on them."""

from pathlib import Path
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ExtraError, ReadError
from psoascope.read.axes import Axes
from psoascope.read.c3d_content import Plate
from psoascope.read.c3d_head import Head


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
    worked = _worked_out(file)[:count] if forces else [None] * count
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


def _worked_out(file: Path) -> list[Any]:
    try:
        import ezc3d  # type: ignore[import-untyped]
    except ImportError as error:
        raise tables.error(ExtraError, "missing_extra", extra="mocap") from error
    # Any complaint of the native reader is one about the file: its head was checked before.
    try:
        found: list[Any] = ezc3d.c3d(str(file), extract_forceplat_data=True)["data"]["platform"]
    except (RuntimeError, ValueError, IndexError, OSError) as error:
        raise tables.error(ReadError, "c3d_plates", name=file.name, reason=str(error)) from error
    return found


def _forces(one: Any, scale: float, turn: Axes) -> tuple[Array | None, ...]:
    if one is None:
        return None, None, None
    arm = 0.001 if one["unit_moment"].lower().endswith("mm") else 1.0
    parts = (("force", 1.0), ("moment", arm), ("center_of_pressure", scale))
    return tuple(turn.applied(size * np.asarray(one[name]).T) for name, size in parts)
