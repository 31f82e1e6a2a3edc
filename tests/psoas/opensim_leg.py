"""Inverse dynamics of a swinging leg by OpenSim, on a model built from our own segments."""

import numpy as np
import opensim
from opensim import Vec3

from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.segments import foot_centre, gravity, segments

# OpenSim would leave a log file in the folder where the tests are run.
opensim.Logger.removeFileSink()

PELVIS = ("tilt", "list", "turn", "forward", "up", "right")
LEG = ("hip_flexion", "hip_adduction", "hip_rotation", "knee", "ankle")
Z_X_Y = Vec3(0, 0, 1), Vec3(1, 0, 0), Vec3(0, 1, 0)
X_Y_Z = Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)


def moments_by_opensim(folder, time, angles, person):
    """Generalised forces of one right leg below a moving pelvis.

    Parameters
    ----------
    folder : Path
        Where the tool's files go.
    time : array (T,), s
    angles : dict of array (T,), rad and m
        Of PELVIS and LEG.
    person : Person

    Returns
    -------
    array (T, 5), N m
        In the order of LEG.
    """
    model = swinging_leg(person)
    model.printToXML(str(folder / "leg.osim"))
    write_motion(folder / "leg.mot", time, angles)
    tool = opensim.InverseDynamicsTool()
    tool.setModelFileName(str(folder / "leg.osim"))
    tool.setCoordinatesFileName(str(folder / "leg.mot"))
    tool.setStartTime(float(time[0]))
    # A hair later, or rounding loses the last frame.
    tool.setEndTime(float(time[-1]) + 1e-6)
    tool.setResultsDir(str(folder))
    tool.setOutputGenForceFileName("leg.sto")
    tool.run()
    table = opensim.TimeSeriesTable(str(folder / "leg.sto"))
    assert table.getNumRows() == len(time)
    return np.column_stack([table.getDependentColumn(f"{name}_moment").to_numpy() for name in LEG])


def swinging_leg(person):
    """The model: pelvis without mass to speak of, thigh, shank, foot."""
    parts = segments(person)
    model = opensim.Model()
    model.setGravity(Vec3(0, -gravity(), 0))
    hip_centre = Vec3(*(anatomy().hip_centre * person.scales.pelvis))
    down = {name: Vec3(0, -parts[name].length, 0) for name in ("thigh", "shank")}
    pelvis = body(model, "pelvis", 1.0, np.zeros(3), np.full(3, 0.01))
    thigh, shank = (
        body(model, name, parts[name].mass, [0, -parts[name].centre, 0], parts[name].inertia)
        for name in ("thigh", "shank")
    )
    foot = body(model, "foot", parts["foot"].mass, foot_centre(person), parts["foot"].inertia)
    free = transform(PELVIS[:3], Z_X_Y, PELVIS[3:])
    joint(model, "ground_pelvis", (model.getGround(), Vec3(0)), pelvis, free)
    joint(model, "hip", (pelvis, hip_centre), thigh, transform(LEG[:3], Z_X_Y))
    # Turned half round about x, so that flexion turns backwards about z.
    hinge(model, "knee", (thigh, down["thigh"]), shank, Vec3(np.pi, 0, 0))
    hinge(model, "ankle", (shank, down["shank"]), foot, Vec3(0))
    model.finalizeConnections()
    return model


def body(model, name, mass, centre, inertia):
    made = opensim.Body(
        name, mass, Vec3(*map(float, centre)), opensim.Inertia(*map(float, inertia))
    )
    model.addBody(made)
    return made


def joint(model, name, parent, child, motion):
    frames = parent[0], parent[1], Vec3(0), child, Vec3(0), Vec3(0)
    model.addJoint(opensim.CustomJoint(name, *frames, motion))


def hinge(model, name, parent, child, turned):
    frames = parent[0], parent[1], turned, child, Vec3(0), turned
    made = opensim.PinJoint(f"{name}_joint", *frames)
    made.updCoordinate().setName(name)
    model.addJoint(made)


def transform(turns, axes, slides=()):
    """Rotations about the axes in turn, then slides along x, y, z."""
    made = opensim.SpatialTransform()
    rows = [*enumerate(zip(turns, axes, strict=True))]
    rows += [*enumerate(zip(slides, X_Y_Z[: len(slides)], strict=True), start=3)]
    for row, (name, axis) in rows:
        part = made.updTransformAxis(row)
        part.setCoordinateNames(opensim.ArrayStr(name, 1))
        part.setAxis(axis)
        part.set_function(opensim.LinearFunction(1.0, 0.0))
    return made


def write_motion(path, time, angles):
    names = (*PELVIS, *LEG)
    lines = [
        "motion", "version=1", f"nRows={len(time)}", f"nColumns={len(names) + 1}",
        "inDegrees=no", "endheader", "\t".join(["time", *names]),
    ]  # fmt: skip
    rows = np.column_stack([time, *(angles[name] for name in names)])
    lines += ["\t".join(f"{value:.12g}" for value in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
