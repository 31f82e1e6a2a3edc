"""The joint angles of a named posture: their rows, their marks, and the grid they span."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, radians
from psoascope.errors import RangeError, TableError
from psoascope.psoas.names import HIP_ANGLES, LUMBAR_ANGLES, SIDES
from psoascope.psoas.sharing import shared

MARKS = ("FOUND", "MEMORY", "ESTIMATE")
"""Read in a source, recalled and unverified, clinical reasoning: the strongest first."""


class PostureAngles(NamedTuple):
    """One posture, or a grid of them, as psoas.state takes it.

    Parameters
    ----------
    lumbar : array (..., 5, 3), rad
    hip_right, hip_left : array (..., 3), rad
    """

    lumbar: Array
    hip_right: Array
    hip_left: Array


def posture_names() -> tuple[str, ...]:
    """Names of all postures, standing first.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> posture_names()[0], len(posture_names()) >= 24
    ('standing', True)
    """
    return tuple(tables.table("postures"))


def check_posture(name: str) -> None:
    """Refuses a name that is not in data/postures.toml.

    Parameters
    ----------
    name : str

    Raises
    ------
    RangeError
        There is no such posture; names those that are spelt alike, or else all.

    Examples
    --------
    >>> check_posture("chair_siting")
    Traceback (most recent call last):
    psoascope.errors.RangeError: There is no posture chair_siting. Did you mean chair_sitting, ...
    """
    if name in posture_names():
        return
    alike = get_close_matches(name, posture_names(), n=3)
    if alike:
        raise tables.error(RangeError, "posture_misspelt", name=name, near=", ".join(alike))
    known = ", ".join(posture_names())
    raise tables.error(RangeError, "unknown_posture", name=name, known=known)


def angle_rows(name: str) -> dict[str, Mapping[str, Any]]:
    """The rows of a posture's angles, with value, low, high, unit, mark, source and note.

    Parameters
    ----------
    name : str
        Entry of data/postures.toml.

    Returns
    -------
    dict
        Row by "lumbar_extension" or "hip_right.flexion"; a lumbar angle without a row is held
        at 0 and left out.

    Raises
    ------
    RangeError
        There is no such posture.
    TableError
        A row lies outside its own low and high, or has no mark or source.

    Examples
    --------
    >>> rows = angle_rows("chair_sitting")
    >>> list(rows)[:2], rows["lumbar_extension"]["mark"]
    (['lumbar_extension', 'hip_right.flexion'], 'FOUND')
    """
    check_posture(name)
    entry = tables.entry(f"postures.{name}")
    lumbar = {f"lumbar_{angle}": entry.get(f"lumbar_{angle}") for angle in LUMBAR_ANGLES}
    rows: dict[str, Mapping[str, Any]] = {key: row for key, row in lumbar.items() if row}
    for side in SIDES:
        rows |= {f"hip_{side}.{angle}": entry[f"hip_{side}"][angle] for angle in HIP_ANGLES}
    for key, row in rows.items():
        _check_row(f"data/postures.toml, [{name}.{key}]", row)
    return rows


def weakest_mark(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """The mark that says least of the rows of a posture.

    Parameters
    ----------
    rows : mapping
        As angle_rows gives it, all or some.

    Returns
    -------
    str
        One of MARKS.

    Examples
    --------
    >>> weakest_mark({"a": {"mark": "FOUND"}, "b": {"mark": "ESTIMATE"}})
    'ESTIMATE'
    """
    return str(max((row["mark"] for row in rows.values()), key=MARKS.index))


def posture_angles(name: str) -> PostureAngles:
    """The angles of a named posture, without their ranges.

    Parameters
    ----------
    name : str
        Entry of data/postures.toml.

    Returns
    -------
    PostureAngles
        lumbar (5, 3), hip_right (3,), hip_left (3,); ready for psoas.state.

    Raises
    ------
    RangeError
        There is no such posture.

    Examples
    --------
    >>> from psoascope.arrays import degrees
    >>> degrees(posture_angles("half_kneeling_stretch").hip_right).round(1).tolist()
    [-15.0, 0.0, 0.0]
    """
    return PostureAngles(*(part[0] for part in posture_grid(name)))


def posture_grid(name: str) -> PostureAngles:
    """The angles of a named posture over the grid of their low, value and high, each with each.

    Lumbar bending and rotation stand at low and high only, which keeps the grid small. The two
    hips move through their grid together: both at their low, both at their high.

    Parameters
    ----------
    name : str
        Entry of data/postures.toml.

    Returns
    -------
    PostureAngles
        N postures, the posture itself first, then 81 of the grid, twice as many for each
        lumbar bending or rotation that the posture has.

    Raises
    ------
    RangeError
        There is no such posture.

    Examples
    --------
    >>> posture_grid("standing").lumbar.shape
    (82, 5, 3)
    """
    rows = angle_rows(name)
    lumbar = [f"lumbar_{angle}" for angle in LUMBAR_ANGLES]
    right, left = (
        _grid(
            [rows.get(key) for key in (*lumbar, *(f"hip_{side}.{angle}" for angle in HIP_ANGLES))]
        )
        for side in SIDES
    )
    back = shared(right[:, : len(lumbar)])
    return PostureAngles(back, right[:, len(lumbar) :], left[:, len(lumbar) :])


def _grid(rows: Sequence[Mapping[str, Any] | None]) -> Array:
    """Angles (N, 6), rad, of three lumbar and three hip rows: their values, then the grid."""
    values = [row["value"] if row else 0.0 for row in rows]
    edges = [[row["low"], row["high"]] if row else [0.0] for row in rows]
    # The length hardly bends between the ends of lumbar bending and rotation, columns 1 and 2.
    choices = [
        edge if column in (1, 2) or not row else [row["value"], *edge]
        for column, (row, edge) in enumerate(zip(rows, edges, strict=True))
    ]
    mesh = np.meshgrid(*choices, indexing="ij")
    return radians(np.vstack([values, np.stack([axis.ravel() for axis in mesh], axis=-1)]))


def _check_row(where: str, row: Mapping[str, Any]) -> None:
    if row.get("mark") not in MARKS or not row.get("source"):
        raise TableError(f"{where} needs a mark, one of {', '.join(MARKS)}, and a source.")
    smallest, largest = row["range"]
    if not smallest <= row["low"] <= row["value"] <= row["high"] <= largest:
        raise TableError(
            f"{where}: low {row['low']}, value {row['value']}, high {row['high']} {row['unit']} "
            f"must rise and lie within {smallest} to {largest} {row['unit']}."
        )
