"""Other engines at the same work: lengths and moment arms of the whole psoas, posture by posture.

None of them is needed to run psoascope: where one is not installed, there is no work.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

import numpy as np

from psoascope import psoas
from psoascope.arrays import Array
from psoascope.cli.stopwatch import Work
from psoascope.psoas.columns import LEFT_COLUMNS, LEVEL_COLUMNS, RIGHT_COLUMNS
from psoascope.psoas.engines import mujoco_model, opensim_model
from psoascope.psoas.names import SIDES

COORDINATES = (*LEVEL_COLUMNS, *RIGHT_COLUMNS, *LEFT_COLUMNS)
_BATCH = 500


def psoas_alone() -> str:
    """Our MuJoCo model without iliacus and without force.

    Returns
    -------
    str
        XML.

    Examples
    --------
    >>> psoas_alone().count("<spatial "), "iliacus" in psoas_alone()
    (22, False)
    """
    model = ElementTree.fromstring(mujoco_model())
    for parent in list(model.iter()):
        for child in list(parent):
            if child.get("name", "").startswith("iliacus") or child.tag == "actuator":
                parent.remove(child)
    return ElementTree.tostring(model, "unicode")


def fairest() -> str:
    """A MuJoCo model that wraps once a side: the fascicles share what lies below the brim.

    Returns
    -------
    str
        XML; 22 straight tendons from origin to brim, then crossing_right, crossing_left.

    Examples
    --------
    >>> fairest().count("<spatial "), fairest().count("sidesite=")
    (24, 2)
    """
    model = ElementTree.fromstring(psoas_alone())
    tendons = model.find("tendon")
    assert tendons is not None
    below = {}
    for path in list(tendons):
        below[path.get("name", "")[-1]] = list(path)[1:]
        for part in list(path)[2:]:
            path.remove(part)
    for side in SIDES:
        crossing = ElementTree.SubElement(tendons, "spatial", name=f"crossing_{side}")
        crossing.extend(below[side[0]])
    return ElementTree.tostring(model, "unicode")


def mujoco_loop(angles: Array) -> Work | None:
    """MuJoCo from Python, one posture after the other.

    Only the three stages that lengths and moment arms need; results are copied as they lie.

    Parameters
    ----------
    angles : array (N, 21), rad
        In the order of COORDINATES, which is that of the model.

    Returns
    -------
    Work or None
        `do` gives lengths (N, 22) and the Jacobian's numbers (N, 276); None without MuJoCo.
    """
    if find_spec("mujoco") is None:
        return None
    engine: Any = import_module("mujoco")
    model = engine.MjModel.from_xml_string(psoas_alone())
    data = engine.MjData(model)
    length, jacobian = np.empty((len(angles), model.ntendon)), np.empty((len(angles), model.nJten))

    def do() -> tuple[Array, Array]:
        place, lengths, arms = data.qpos, data.ten_length, data.ten_J
        stages = engine.mj_kinematics, engine.mj_comPos, engine.mj_tendon
        kinematics, centres, tendons = stages
        for row, posture in enumerate(angles):
            place[:] = posture
            kinematics(model, data)
            centres(model, data)
            tendons(model, data)
            length[row] = lengths
            jacobian[row] = arms
        return length, jacobian

    return Work(do, len(angles))


def mujoco_batch(angles: Array) -> Work | None:
    """MuJoCo's own batch on one thread, which knows no less than a whole forward step.

    Contacts, limits and sensors are switched off.

    Parameters
    ----------
    angles : array (N, 21), rad

    Returns
    -------
    Work or None
        As mujoco_loop; None without MuJoCo or where it has no batch.
    """
    if find_spec("mujoco") is None or find_spec("mujoco.batch") is None:
        return None
    engine: Any = import_module("mujoco")
    model = engine.MjModel.from_xml_string(psoas_alone())
    off = engine.mjtDisableBit
    for bit in (off.mjDSBL_CONTACT, off.mjDSBL_CONSTRAINT, off.mjDSBL_SENSOR):
        model.opt.disableflags |= int(bit)
    size = min(_BATCH, len(angles))
    batch = import_module("mujoco.batch").Batch(model, nsim=size, nthread=1)
    place, lengths, arms = (batch.bind(name) for name in ("qpos", "ten_length", "ten_J"))
    length, jacobian = np.empty((len(angles), model.ntendon)), np.empty((len(angles), model.nJten))

    def do() -> tuple[Array, Array]:
        for first in range(0, len(angles), size):
            span = slice(first, min(first + size, len(angles)))
            count = span.stop - first
            place[:count] = angles[span]
            batch.forward(range(count) if count < size else None)
            length[span], jacobian[span] = lengths[:count], arms[:count]
        return length, jacobian

    return Work(do, len(angles))


def opensim_solver(angles: Array) -> Work | None:
    """OpenSim from Python, posture by posture, all moment arms by one solver.

    Asking each muscle for its arms gives the same; it makes a solver each time and takes about
    a tenth longer.

    Parameters
    ----------
    angles : array (N, 21), rad
        In the order of COORDINATES.

    Returns
    -------
    Work or None
        `do` gives lengths (N, 22) and arms (N, 216); None without OpenSim.
    """
    if find_spec("opensim") is None:
        return None
    engine: Any = import_module("opensim")
    engine.Logger.removeFileSink()
    engine.Logger.setLevelString("Error")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "psoas.osim"
        file.write_text(opensim_model(), encoding="utf-8")
        model = engine.Model(str(file))
    state = model.initSystem()
    coordinates = [model.getCoordinateSet().get(name) for name in COORDINATES]
    muscles = [model.getMuscles().get(name) for name in psoas.FASCICLES]
    paths = [muscle.getGeometryPath() for muscle in muscles]
    pairs = [(coordinates[column], paths[row]) for row, column in _crossed()]
    solver = engine.MomentArmSolver(model)

    def do() -> tuple[Array, Array]:
        length, arm = np.empty((len(angles), 22)), np.empty((len(angles), len(pairs)))
        for row, posture in enumerate(angles.tolist()):
            for coordinate, angle in zip(coordinates, posture, strict=True):
                coordinate.setValue(state, angle, False)
            model.realizePosition(state)
            length[row] = [muscle.getLength(state) for muscle in muscles]
            arm[row] = [solver.solve(state, coordinate, path) for coordinate, path in pairs]
        return length, arm

    return Work(do, len(angles))


ENGINES: Mapping[str, Callable[[Array], Work | None]] = MappingProxyType(
    {
        "mujoco_us": mujoco_loop,
        "mujoco_batch_us": mujoco_batch,
        "opensim_us": opensim_solver,
    }
)
"""Work by the figure that it gives."""


def _crossed() -> Iterator[tuple[int, int]]:
    """Fascicle and column of all lumbar arms, then of the hip arms, once a side."""
    for row, name in enumerate(psoas.FASCICLES):
        for column in range(3 * (6 - int(name[1]))):
            yield row, column
    for side, angle in product(range(2), range(3)):
        yield 11 * side, 15 + 3 * side + angle
