"""Column names of tables of postures and of muscle states, and the arrays behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from psoascope import tables
from psoascope.arrays import Array, degrees, radians
from psoascope.errors import ReadError
from psoascope.psoas.muscle import state
from psoascope.psoas.names import FASCICLES, HIP_ANGLES, LEVELS, LUMBAR_ANGLES
from psoascope.psoas.person import Person
from psoascope.psoas.sharing import shared, sharing_rules
from psoascope.psoas.state import State

LEVEL_COLUMNS = tuple(
    f"{level}_{angle}"
    for level in LEVELS
    for angle in ("Flex_Ext", "Lat_Bending", "axial_rotation")
)
TOTAL_COLUMNS = tuple(f"lumbar_{angle}" for angle in LUMBAR_ANGLES)
RIGHT_COLUMNS = tuple(f"hip_{angle}_r" for angle in HIP_ANGLES)
LEFT_COLUMNS = tuple(f"hip_{angle}_l" for angle in HIP_ANGLES)
HIP_COLUMNS = (*RIGHT_COLUMNS, *LEFT_COLUMNS)


@dataclass(frozen=True)
class Angles:
    """Postures read from a table.

    Parameters
    ----------
    lumbar : array (N, 5, 3), rad
    hip_right, hip_left : array (N, 3), rad
    total : array (N, 3), rad, or None
        Angles of the whole lumbar spine, where the table gives these and not the levels.
    absent : tuple of str
        Groups without any column, "lumbar", "hip_right", "hip_left"; their angles are 0.
    """

    lumbar: Array
    hip_right: Array
    hip_left: Array
    total: Array | None
    absent: tuple[str, ...]


def angles_of(file: str, names: Sequence[str], values: Array, in_degrees: bool) -> Angles:
    """Postures from the columns of a table.

    Parameters
    ----------
    file : str
        Name of the table, for messages.
    names : sequence of str (C,)
        A name that ends in _deg is in degrees whatever in_degrees says. Of an OpenSim path such
        as /jointset/hip_r/hip_flexion_r/value the last name counts.
    values : array (N, C), deg or rad
        NaN where missing.
    in_degrees : bool
        Unit of names without _deg.

    Returns
    -------
    Angles
        A total lumbar angle is shared over the levels by rhythm.

    Raises
    ------
    ReadError
        There is no angle at all, an angle stands twice, or a group lacks some of its columns.

    Examples
    --------
    >>> names = ["hip_flexion_r_deg", "hip_adduction_r_deg", "hip_rotation_r_deg"]
    >>> found = angles_of("a.csv", names, np.array([[90.0, 0.0, 0.0]]), True)
    >>> found.hip_right.round(4).tolist(), found.absent
    ([[1.5708, 0.0, 0.0]], ('hip_left', 'lumbar'))
    """
    columns = _known(file, names, values, in_degrees)
    by_level = any(name in columns for name in LEVEL_COLUMNS)
    right = _group(file, RIGHT_COLUMNS, columns)
    left = _group(file, LEFT_COLUMNS, columns)
    back = _group(file, LEVEL_COLUMNS if by_level else TOTAL_COLUMNS, columns)
    groups = {"hip_right": right, "hip_left": left, "lumbar": back}
    absent = tuple(group for group, angles in groups.items() if angles is None)
    if len(absent) == len(groups):
        raise tables.error(ReadError, "no_angles", name=file, example=RIGHT_COLUMNS[0])
    still = np.zeros((len(values), 3))
    if by_level and back is not None:
        lumbar, total = back.reshape(-1, len(LEVELS), 3), None
    else:
        lumbar, total = shared(still if back is None else back), back
    return Angles(
        lumbar,
        still if right is None else right,
        still if left is None else left,
        total,
        absent,
    )


def state_columns(angles: Angles, person: Person | None = None) -> tuple[tuple[str, ...], Array]:
    """The muscle of each posture as a table: angles, then each fascicle.

    Parameters
    ----------
    angles : Angles
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    names : tuple of str (C,)
        21 angles in deg; for each fascicle length_m, 15 lumbar and 3 hip moment arms in m. Where
        only a total lumbar angle was given, length_low_m and length_high_m follow each length:
        a band of kind range over the rules that share it over the levels.
    values : array (N, C)
        NaN where a missing angle takes part.

    Raises
    ------
    RangeError
        An angle lies beyond its limit.
    """
    muscle = state(angles.lumbar, angles.hip_right, angles.hip_left, person=person)
    hips = np.concatenate([angles.hip_right, angles.hip_left], axis=-1)
    blocks = [degrees(np.column_stack([_flat(angles.lumbar), hips]))]
    names = [f"{name}_deg" for name in (*LEVEL_COLUMNS, *HIP_COLUMNS)]
    band = None if angles.total is None else _band(angles, person)
    arms = muscle.lumbar_arm
    for row, fascicle in enumerate(FASCICLES):
        lengths = [muscle.length[:, row], *(() if band is None else band[:, :, row])]
        hip_arm = muscle.hip_arm[:, row * 2 // len(FASCICLES)]
        blocks.append(np.column_stack([*lengths, _flat(arms[:, row]), hip_arm]))
        names += _fascicle_names(fascicle, banded=band is not None)
    return tuple(names), np.concatenate(blocks, axis=1)


def _fascicle_names(fascicle: str, *, banded: bool) -> list[str]:
    lengths = ["length_m", *(["length_low_m", "length_high_m"] if banded else [])]
    hip = RIGHT_COLUMNS if fascicle.endswith("_r") else LEFT_COLUMNS
    arms = [f"ma_{name}_m" for name in (*LEVEL_COLUMNS, *hip)]
    return [f"Ps_{fascicle}_{name}" for name in (*lengths, *arms)]


def _band(angles: Angles, person: Person | None) -> Array:
    """Shortest and longest length (2, N, 22), m, over the sharing rules."""
    total = np.zeros((0, 3)) if angles.total is None else angles.total
    states: list[State] = [
        state(shared(total, rule), angles.hip_right, angles.hip_left, person=person)
        for rule in sharing_rules()
    ]
    lengths = np.stack([one.length for one in states])
    return np.stack([lengths.min(axis=0), lengths.max(axis=0)])


def _known(file: str, names: Sequence[str], values: Array, in_degrees: bool) -> dict[str, Array]:
    """Columns (N,), rad, by their name without folder and unit."""
    columns: dict[str, Array] = {}
    for row, name in enumerate(names):
        short = name.removesuffix("/value").rsplit("/", 1)[-1]
        known = short.removesuffix("_deg")
        if known in columns and known in (*LEVEL_COLUMNS, *TOTAL_COLUMNS, *HIP_COLUMNS):
            raise tables.error(ReadError, "column_twice", name=file, column=known)
        turned = in_degrees or short.endswith("_deg")
        columns[known] = radians(values[:, row]) if turned else values[:, row]
    return columns


def _group(file: str, wanted: Sequence[str], columns: dict[str, Array]) -> Array | None:
    """Columns (N, C), rad, of a group; None if all are absent."""
    missing = [name for name in wanted if name not in columns]
    if len(missing) == len(wanted):
        return None
    if missing:
        raise tables.error(
            ReadError,
            "group_in_part",
            name=file,
            present=next(name for name in wanted if name in columns),
            missing=", ".join(missing),
        )
    return np.column_stack([columns[name] for name in wanted])


def _flat(angles: Array) -> Array:
    return angles.reshape(len(angles), 3 * len(LEVELS))
