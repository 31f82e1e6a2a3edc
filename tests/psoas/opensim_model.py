"""An OpenSim model of the whole psoas, built from our own tables: the referee of the tests."""

import numpy as np
import opensim
from opensim import Vec3

from psoascope import psoas, tables
from psoascope.psoas.columns import LEFT_COLUMNS, LEVEL_COLUMNS, RIGHT_COLUMNS
from psoascope.psoas.names import FASCICLES_OF_A_SIDE, LEVELS

# OpenSim would leave a log file in the folder where the tests are run.
opensim.Logger.removeFileSink()


class Referee:
    """A model that answers lengths and moment arms of one posture at a time.

    Every body has a little mass, since OpenSim asks for it; no number here depends on it.
    """

    def __init__(self):
        self.model = opensim.Model()
        self.bodies = {"pelvis": self.body("pelvis")}
        self.model.addJoint(
            opensim.WeldJoint("ground_pelvis", self.model.getGround(), self.bodies["pelvis"])
        )
        for row, level in enumerate(LEVELS):
            self.add_lumbar_joint(level, LEVEL_COLUMNS[3 * row : 3 * row + 3])
        self.add_hip("r", RIGHT_COLUMNS, 1.0)
        self.add_hip("l", LEFT_COLUMNS, -1.0)
        self.paths = [
            self.add_fascicle(name, side) for side in ("r", "l") for name in FASCICLES_OF_A_SIDE
        ]
        self.state = self.model.initSystem()
        self.coordinates = {
            name: self.model.getCoordinateSet().get(name)
            for name in (*LEVEL_COLUMNS, *RIGHT_COLUMNS, *LEFT_COLUMNS)
        }

    def pose(self, angles):
        """Takes a posture: angle in rad by name."""
        for name, angle in angles.items():
            self.coordinates[name].setValue(self.state, angle, False)
        self.model.realizePosition(self.state)

    def length(self, row):
        """Length of a fascicle, m."""
        return self.paths[row].getLength(self.state)

    def arm(self, row, name):
        """Moment arm of a fascicle about a coordinate, m."""
        return self.paths[row].computeMomentArm(self.state, self.coordinates[name])

    def body(self, name):
        body = opensim.Body(name, 1.0, Vec3(0), opensim.Inertia(0.01, 0.01, 0.01))
        self.model.addBody(body)
        return body

    def add_lumbar_joint(self, level, names):
        row = tables.entry(f"anatomy.lumbar.{level}")
        self.bodies[row["child"]] = self.body(row["child"])
        self.add_joint(
            level,
            (self.bodies[row["parent"]], Vec3(*row["centre_in_parent"])),
            (self.bodies[row["child"]], Vec3(*row["centre_in_child"])),
            spatial_transform(names, 1.0),
        )

    def add_hip(self, side, names, mirror):
        femur = self.bodies[f"femur_{side}"] = self.body(f"femur_{side}")
        centre = mirrored(tables.entry("anatomy.hip.centre"), mirror)
        parts = (self.bodies["pelvis"], centre), (femur, Vec3(0))
        self.add_joint(f"hip_{side}", *parts, spatial_transform(names, mirror))
        row = tables.entry("anatomy.crossing.psoas.cylinder")
        cylinder = opensim.WrapCylinder()
        cylinder.setName(f"brim_{side}")
        cylinder.set_radius(row["radius"])
        cylinder.set_length(0.3)
        cylinder.set_translation(mirrored(row["centre"], mirror))
        x, y, z = row["rotation"]
        cylinder.set_xyz_body_rotation(Vec3(mirror * x, mirror * y, z))
        cylinder.set_quadrant("-y")
        self.bodies["pelvis"].addWrapObject(cylinder)
        self.keep = [*getattr(self, "keep", []), cylinder]

    def add_joint(self, name, parent, child, transform):
        frames = parent[0], parent[1], Vec3(0), child[0], child[1], Vec3(0)
        self.model.addJoint(opensim.CustomJoint(name, *frames, transform))

    def add_fascicle(self, name, side):
        mirror = 1.0 if side == "r" else -1.0
        row = tables.entry(f"anatomy.fascicle.{name}")
        crossing = tables.entry("anatomy.crossing.psoas")
        points = [
            (row["body"], row["origin"]),
            ("pelvis", crossing["brim_point"]),
            (f"femur_{side}", crossing["femur_point_1"]),
            (f"femur_{side}", crossing["femur_point_2"]),
        ]
        actuator = opensim.PathActuator()
        actuator.setName(f"{name}_{side}")
        for number, (body, point) in enumerate(points, start=1):
            actuator.addNewPathPoint(f"p{number}", self.bodies[body], mirrored(point, mirror))
        path = actuator.updGeometryPath()
        path.addPathWrap(self.keep[0 if side == "r" else 1])
        wrap = path.getWrapSet().get(0)
        # Only the second to the third point may wrap.
        wrap.set_range(0, 2)
        wrap.set_range(1, 3)
        self.model.addForce(actuator)
        return path


def spatial_transform(names, mirror):
    """Rotations about z, x, y; the left side turns the other way about x and y."""
    transform = opensim.SpatialTransform()
    axes = Vec3(0, 0, 1), Vec3(mirror, 0, 0), Vec3(0, mirror, 0)
    for number, (name, axis) in enumerate(zip(names, axes, strict=True)):
        turn = transform.updTransformAxis(number)
        turn.setCoordinateNames(opensim.ArrayStr(name, 1))
        turn.setAxis(axis)
        turn.set_function(opensim.LinearFunction(1.0, 0.0))
    return transform


def mirrored(point, mirror):
    x, y, z = point
    return Vec3(x, y, mirror * z)


def compared(count, seed):
    """Random postures, ours and OpenSim's.

    Parameters
    ----------
    count, seed : int

    Returns
    -------
    state : psoas.State
        Ours.
    length : array (count, 22), m
    lumbar_arm : array (count, 22, 5, 3), m
    hip_arm : array (count, 22, 3), m
        OpenSim's; the hip is crossed alike by all fascicles of a side, so every fifth stands
        for its side and the other rows are 0.
    """
    rng = np.random.default_rng(seed)
    lumbar = np.radians(rng.uniform([-15, -6, -4], [15, 6, 4], (count, 5, 3)))
    right, left = np.radians(rng.uniform([-20, -30, -35], [110, 20, 35], (2, count, 3)))
    names = (*LEVEL_COLUMNS, *RIGHT_COLUMNS, *LEFT_COLUMNS)
    values = np.concatenate([lumbar.reshape(count, 15), right, left], axis=1)
    judge = Referee()
    length = np.zeros((count, 22))
    arms = np.zeros((count, 22, 5, 3))
    hips = np.zeros((count, 22, 3))
    for posture in range(count):
        judge.pose(dict(zip(names, values[posture], strict=True)))
        for row, fascicle in enumerate(psoas.FASCICLES):
            length[posture, row] = judge.length(row)
            crossed = LEVEL_COLUMNS[: 3 * (6 - int(fascicle[1]))]
            found = [judge.arm(row, name) for name in crossed]
            arms[posture, row, : len(found) // 3] = np.reshape(found, (-1, 3))
            if row % 5 == 0:
                own = RIGHT_COLUMNS if row < 11 else LEFT_COLUMNS
                hips[posture, row] = [judge.arm(row, name) for name in own]
    return psoas.state(lumbar, right, left), length, arms, hips
