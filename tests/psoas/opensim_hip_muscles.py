"""OpenSim's answer for the muscles between pelvis and thigh bone, built from our own tables."""

import numpy as np
import opensim

from psoascope import tables
from psoascope.psoas.columns import RIGHT_COLUMNS
from psoascope.psoas.leg_path import leg_paths, limb, path_length
from tests.psoas.opensim_model import Referee


class LegReferee(Referee):
    """The referee of the psoas with the one-joint muscles of the right hip added.

    Parameters
    ----------
    names : sequence of str
        Muscles whose points all lie on pelvis or thigh bone.
    """

    def __init__(self, names):
        super().__init__()
        self.cylinders = []
        self.muscles = [self.add_muscle(name) for name in names]
        self.state = self.model.initSystem()
        self.coordinates = {name: self.model.getCoordinateSet().get(name) for name in RIGHT_COLUMNS}

    def add_muscle(self, name):
        row = tables.entry(f"leg_muscles.muscle.{name}")
        bodies = {"pelvis": self.bodies["pelvis"], "femur": self.bodies["femur_r"]}
        actuator = opensim.PathActuator()
        actuator.setName(name)
        for number, (body, point) in enumerate(zip(row["bodies"], row["points"], strict=True)):
            actuator.addNewPathPoint(f"p{number}", bodies[body], opensim.Vec3(*point))
        path = actuator.updGeometryPath()
        if "wrap" in row:
            cylinder = self.cylinder(name, row["wrap"])
            bodies[row["wrap"]["body"]].addWrapObject(cylinder)
            path.addPathWrap(cylinder)
        self.model.addForce(actuator)
        return path

    def cylinder(self, name, wrap):
        cylinder = opensim.WrapCylinder()
        cylinder.setName(f"{name}_wrap")
        cylinder.set_radius(wrap["radius"])
        cylinder.set_length(1.0)
        cylinder.set_translation(opensim.Vec3(*wrap["centre"]))
        cylinder.set_xyz_body_rotation(opensim.Vec3(*wrap["rotation"]))
        # Left to choose, OpenSim takes the upper gluteus around the wrong side in some postures.
        cylinder.set_quadrant("-x" if name == "gluteus_maximus_upper" else "all")
        self.cylinders.append(cylinder)
        return cylinder


def compared(count, seed):
    """Random postures of one hip, ours and OpenSim's.

    Parameters
    ----------
    count, seed : int

    Returns
    -------
    names : list of str (K,)
    ours, theirs : array (count, K, 4), m
        Length, then moment arms of flexion, adduction, rotation.
    """
    names = [
        name
        for name, path in leg_paths().items()
        if set(path.bodies) == {"pelvis", "femur"} and name != "iliacus"
    ]
    rng = np.random.default_rng(seed)
    hip = np.radians(rng.uniform([-20, -25, -20], [100, 15, 20], (count, 3)))
    posture = limb(hip, np.zeros(count))
    ours = np.zeros((count, len(names), 4))
    for row, name in enumerate(names):
        length, arm = path_length(leg_paths()[name], posture)
        ours[:, row] = np.column_stack([length, arm[:, :3]])
    judge = LegReferee(names)
    theirs = np.zeros_like(ours)
    for frame in range(count):
        judge.pose(dict(zip(RIGHT_COLUMNS, hip[frame], strict=True)))
        for row, path in enumerate(judge.muscles):
            arms = [
                path.computeMomentArm(judge.state, judge.coordinates[name])
                for name in RIGHT_COLUMNS
            ]
            theirs[frame, row] = [path.getLength(judge.state), *arms]
    return names, ours, theirs
