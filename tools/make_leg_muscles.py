"""Makes data/leg_muscles.toml: the muscles that cross the hip, from a published model file.

    python tools/make_leg_muscles.py PATH_TO_OSIM

The file is Model_Pose2Sim_muscles_flex.osim of the package pose2sim 0.10.49. Needs OpenSim.
"""

import sys
from pathlib import Path

import numpy as np
import opensim

TARGET = Path(__file__).resolve().parents[1] / "src/psoascope/data/leg_muscles.toml"
# Hip centre of the table minus the hip centre that the pelvis points of the file belong to.
HIP_SHIFT = np.array([-0.014424, 0.01239, 0.00624])
COORDINATES = ("hip_flexion_r", "hip_adduction_r", "hip_rotation_r", "knee_angle_r")
# The knee is fitted over this range; both are compared with OpenSim over the next, in degrees.
KNEE_DEG = (-10, 150)
COMPARED_DEG = ((-20, 120), (-30, 20), (-30, 30), (0, 120))
COMPARED = 200
BODIES = ("pelvis", "femur_r", "tibia_r", "patella_r")
KNEE_DEGREE = 10

# Key, name in the file, group, English, German.
MUSCLES = (
    ("iliacus", "iliacus", "flexors", "iliacus", "Darmbeinmuskel (Iliacus)"),
    ("rectus_femoris", "recfem", "flexors", "rectus femoris", "gerader Schenkelmuskel"),
    ("sartorius", "sart", "flexors", "sartorius", "Schneidermuskel (Sartorius)"),
    (
        "tensor_fasciae_latae",
        "tfl",
        "flexors",
        "tensor fasciae latae",
        "Schenkelbindenspanner (Tensor fasciae latae)",
    ),
    (
        "adductor_longus",
        "addlong",
        "adductors",
        "adductor longus",
        "langer Schenkelanzieher (Adductor longus)",
    ),
    (
        "adductor_brevis",
        "addbrev",
        "adductors",
        "adductor brevis",
        "kurzer Schenkelanzieher (Adductor brevis)",
    ),
    (
        "adductor_magnus_proximal",
        "addmagProx",
        "adductors",
        "adductor magnus, upper part",
        "großer Schenkelanzieher (Adductor magnus), oberer Teil",
    ),
    (
        "adductor_magnus_middle",
        "addmagMid",
        "adductors",
        "adductor magnus, middle part",
        "großer Schenkelanzieher (Adductor magnus), mittlerer Teil",
    ),
    (
        "adductor_magnus_distal",
        "addmagDist",
        "adductors",
        "adductor magnus, lower part",
        "großer Schenkelanzieher (Adductor magnus), unterer Teil",
    ),
    (
        "adductor_magnus_ischial",
        "addmagIsch",
        "adductors",
        "adductor magnus, part from the sitting bone",
        "großer Schenkelanzieher (Adductor magnus), Teil vom Sitzbein",
    ),
    ("gracilis", "grac", "adductors", "gracilis", "schlanker Muskel (Gracilis)"),
    (
        "gluteus_maximus_upper",
        "glmax1",
        "extensors",
        "gluteus maximus, upper part",
        "großer Gesäßmuskel, oberer Teil",
    ),
    (
        "gluteus_maximus_middle",
        "glmax2",
        "extensors",
        "gluteus maximus, middle part",
        "großer Gesäßmuskel, mittlerer Teil",
    ),
    (
        "gluteus_maximus_lower",
        "glmax3",
        "extensors",
        "gluteus maximus, lower part",
        "großer Gesäßmuskel, unterer Teil",
    ),
    (
        "biceps_femoris_long",
        "bflh",
        "extensors",
        "biceps femoris, long head",
        "Schenkelbeuger (Biceps femoris), langer Kopf",
    ),
    ("semimembranosus", "semimem", "extensors", "semimembranosus", "Plattsehnenmuskel"),
    ("semitendinosus", "semiten", "extensors", "semitendinosus", "Halbsehnenmuskel"),
    (
        "gluteus_medius_front",
        "glmed1",
        "abductors",
        "gluteus medius, front part",
        "mittlerer Gesäßmuskel, vorderer Teil",
    ),
    (
        "gluteus_medius_middle",
        "glmed2",
        "abductors",
        "gluteus medius, middle part",
        "mittlerer Gesäßmuskel, mittlerer Teil",
    ),
    (
        "gluteus_medius_rear",
        "glmed3",
        "abductors",
        "gluteus medius, rear part",
        "mittlerer Gesäßmuskel, hinterer Teil",
    ),
    (
        "gluteus_minimus_front",
        "glmin1",
        "abductors",
        "gluteus minimus, front part",
        "kleiner Gesäßmuskel, vorderer Teil",
    ),
    (
        "gluteus_minimus_middle",
        "glmin2",
        "abductors",
        "gluteus minimus, middle part",
        "kleiner Gesäßmuskel, mittlerer Teil",
    ),
    (
        "gluteus_minimus_rear",
        "glmin3",
        "abductors",
        "gluteus minimus, rear part",
        "kleiner Gesäßmuskel, hinterer Teil",
    ),
    ("piriformis", "piri", "rotators", "piriformis", "birnenförmiger Muskel (Piriformis)"),
)
# Turn of each wrapped path about its cylinder's z, found by comparing both with OpenSim:
# tests/psoas/test_leg.py fails with the other one.
SENSE = {
    "adductor_longus": 1,
    "adductor_brevis": 1,
    "adductor_magnus_proximal": 1,
    "adductor_magnus_middle": 1,
    "adductor_magnus_distal": 1,
    "adductor_magnus_ischial": -1,
    "gracilis": -1,
    "gluteus_maximus_upper": 1,
    "gluteus_maximus_middle": 1,
    "gluteus_maximus_lower": 1,
    "semimembranosus": -1,
    "semitendinosus": -1,
}


class Leg:
    """The right leg of the model file, alone and with its hip centre moved.

    Parameters
    ----------
    path : str
        The .osim file.
    """

    def __init__(self, path):
        opensim.Logger.setLevelString("Error")
        opensim.Logger.removeFileSink()
        self.model = opensim.Model(path)
        self.keep_only([f"{row[1]}_r" for row in MUSCLES])
        frame = self.model.getJointSet().get("hip_r").upd_frames(0)
        # Moving the joint back is the same as moving all pelvis points forward, but one line.
        place = frame.get_translation().to_numpy() - HIP_SHIFT
        frame.set_translation(opensim.Vec3(*place))
        self.model.finalizeFromProperties()
        self.model.finalizeConnections()
        self.state = self.model.initSystem()
        coordinates = self.model.getCoordinateSet()
        self.coordinates = [coordinates.get(name) for name in COORDINATES]
        self.patella = coordinates.get("knee_angle_r_beta")

    def keep_only(self, names):
        """Takes away all other forces, and all constraints but that of the kneecap."""
        for wanted, members in (
            (names, self.model.updForceSet()),
            (["patellofemoral_knee_angle_r_con"], self.model.updConstraintSet()),
        ):
            for row in reversed(range(members.getSize())):
                if members.get(row).getName() not in wanted:
                    members.remove(row)

    def pose(self, angles):
        """Takes four angles, rad, in the order of COORDINATES."""
        for coordinate, angle in zip(self.coordinates, angles, strict=True):
            coordinate.setValue(self.state, float(angle), False)
        self.patella.setValue(self.state, float(angles[3]), False)
        self.model.realizePosition(self.state)

    def muscle(self, name):
        return self.model.getMuscles().get(f"{name}_r")

    def place_in_femur(self, body):
        """Angles z, x, y, rad, and place, m, of a body in the thigh bone."""
        femur = self.model.getBodySet().get("femur_r")
        moved = self.model.getBodySet().get(body)
        corners = [
            moved.findStationLocationInAnotherFrame(
                self.state, opensim.Vec3(*point), femur
            ).to_numpy()
            for point in np.vstack([np.zeros(3), np.eye(3)])
        ]
        turn = np.stack([corner - corners[0] for corner in corners[1:]], axis=1)
        about_z = np.arctan2(-turn[0, 1], turn[1, 1])
        about_x = np.arcsin(turn[2, 1])
        about_y = np.arctan2(-turn[2, 0], turn[2, 2])
        return [about_z, about_x, about_y, *corners[0]]


def knee_polynomials(leg, body):
    """Coefficients (6, KNEE_DEGREE + 1) of a body's place over knee flexion, and their error, m.

    Parameters
    ----------
    leg : Leg
    body : str

    Returns
    -------
    coefficients : array (6, KNEE_DEGREE + 1)
        Of the angles about z, x, y, then of place x, y, z; lowest power first.
    error : array (2,), rad and m
        Largest of angles and of place.
    """
    angles = np.radians(np.linspace(*KNEE_DEG, 161))
    places = []
    for angle in angles:
        leg.pose([0.0, 0.0, 0.0, angle])
        places.append(leg.place_in_femur(body))
    found = np.polynomial.polynomial.polyfit(angles, np.array(places), KNEE_DEGREE).T
    again = np.polynomial.polynomial.polyval(angles, found.T).T
    return found, np.abs(again - places).reshape(-1, 2, 3).max(axis=(0, 2))


def path_points(leg, muscle):
    """Bodies and points of a muscle's path; pelvis points moved by HIP_SHIFT."""
    points = muscle.getGeometryPath().getPathPointSet()
    bodies, places = [], []
    for row in range(points.getSize()):
        body = points.get(row).getBody().getName()
        place = points.get(row).getLocation(leg.state).to_numpy()
        bodies.append(body.removesuffix("_r"))
        places.append(place + HIP_SHIFT * (body == "pelvis"))
    return bodies, places


def wrap_of(leg, muscle):
    """The cylinder of a muscle's path, or None."""
    wraps = muscle.getGeometryPath().getWrapSet()
    if wraps.getSize() == 0:
        return None
    name = wraps.get(0).getWrapObjectName()
    for body in BODIES:
        objects = leg.model.getBodySet().get(body).getWrapObjectSet()
        for row in range(objects.getSize()):
            if objects.get(row).getName() == name:
                cylinder = opensim.WrapCylinder.safeDownCast(objects.get(row))
                shift = HIP_SHIFT * (body == "pelvis")
                return {
                    "body": body.removesuffix("_r"),
                    "centre": cylinder.get_translation().to_numpy() + shift,
                    "rotation": cylinder.get_xyz_body_rotation().to_numpy(),
                    "radius": cylinder.get_radius(),
                }
    raise LookupError(name)


def numbers(values, digits=8):
    return "[" + ", ".join(f"{round(float(value), digits) + 0.0:.10g}" for value in values) + "]"


HEADER = '''\
# Muscles that cross the right hip, psoas apart: paths, architecture, names. The left mirrors z.
# Made by tools/make_leg_muscles.py from Model_Pose2Sim_muscles_flex.osim of pose2sim 0.10.49.
# Points and cylinders in m and rad, each in the frame of the named body, axes as in anatomy.toml.

[origin]
source = ["pose2sim", "rajagopal2016"]
licence = "BSD-3-Clause, as pose2sim"
hip_shift = {shift}
unit = "m"
note = """
FOUND: all points of these muscles fit the pelvis of Rajagopal 2016, whose hip centre lies at
(-0.056276, -0.07849, 0.07726); points and cylinders of the pelvis are moved by hip_shift onto
the hip centre of anatomy.toml, so that every moment arm is that of the source. Left out:
pectineus, gemelli and quadratus femoris, which the source lacks; and the wrap of rectus femoris
over the end of the thigh bone, without which it is too short by 0.4 mm at 100, 1.6 at 110 and 8
at 140 deg of knee flexion."""

# A larger angle than this is a mistake, or the knee polynomials no longer hold.
[limit.knee_flexion]
value = 150
unit = "deg"
range = [90, 180]
source = ["pose2sim"]

[limit.knee_extension]
value = 10
unit = "deg"
range = [0, 30]
source = ["psoascope"]
note = "Past straight; the source lets no knee go past straight, its knee is carried on evenly."

[knee]
unit = "rad and m, over powers of knee flexion in rad"
source = ["pose2sim", "rajagopal2016"]
note = """
Shin and kneecap in the thigh bone: rotation = Rz Rx Ry of the first three, then place x, y, z;
lowest power first. Fits the source's knee to {turn_error:.2f} deg and {place_error:.2f} mm from
-10 to 150 deg."""
'''

DIFFERENCE = """\
# How far these paths are at most from OpenSim's, mm, in 95 of 100 random postures: length, then
# moment arms of hip flexion, adduction, rotation, and knee flexion. Hip -20..120, -30..20, -30..30,
# knee 0..120 deg.
# Wraps: OpenSim's are inexact and jump to the other side in some postures; ours do neither.
[opensim_difference_95]
unit = "mm"
source = ["psoascope"]"""


def written(leg):
    """The text of the table.

    Parameters
    ----------
    leg : Leg

    Returns
    -------
    str
    """
    knee, errors = [], []
    for body in ("tibia", "patella"):
        rows, error = knee_polynomials(leg, f"{body}_r")
        errors.append(error)
        knee.append(f"{body} = [\n" + "".join(f"  {numbers(row)},\n" for row in rows) + "]")
    head = HEADER.format(
        shift=numbers(HIP_SHIFT),
        turn_error=np.rad2deg(max(error[0] for error in errors)),
        place_error=max(error[1] for error in errors) * 1000,
    )
    leg.pose([0.0, 0.0, 0.0, 0.0])
    return "\n".join([head + "\n".join(knee), "", *(muscle_text(leg, row) for row in MUSCLES)])


def muscle_text(leg, row):
    """One muscle of the table."""
    key, name, group, english, german = row
    muscle = leg.muscle(name)
    lines = [
        f"[muscle.{key}]",
        f'say = {{ en = "{english}", de = "{german}" }}',
        f'group = "{group}"',
        f"max_force = {muscle.get_max_isometric_force():.7g}",
        f"optimal_fibre = {muscle.get_optimal_fiber_length():.7g}",
        f"tendon_slack = {muscle.get_tendon_slack_length():.7g}",
        f"pennation = {muscle.get_pennation_angle_at_optimal():.7g}",
    ]
    if key != "iliacus":
        bodies, places = path_points(leg, muscle)
        lines.append("bodies = [" + ", ".join(f'"{body}"' for body in bodies) + "]")
        lines.append("points = [" + ", ".join(numbers(place) for place in places) + "]")
        wrap = wrap_of(leg, muscle) if key in SENSE else None
        if wrap:
            lines.append(
                f'wrap = {{ body = "{wrap["body"]}", centre = {numbers(wrap["centre"])}, '
                f"rotation = {numbers(wrap['rotation'])}, radius = {wrap['radius']:g}, "
                f"sense = {SENSE[key]} }}"
            )
    return "\n".join([*lines, ""])


def difference_text(leg):
    """How far the paths of the table are from OpenSim's.

    Parameters
    ----------
    leg : Leg

    Returns
    -------
    str
        A section of the table.
    """
    from psoascope.psoas.leg_path import leg_paths, limb, path_length

    rng = np.random.default_rng(2016)
    angles = np.radians(rng.uniform(*np.array(COMPARED_DEG).T, (COMPARED, 4)))
    posture = limb(angles[:, :3], angles[:, 3])
    names = {row[0]: row[1] for row in MUSCLES}
    found = np.zeros((COMPARED, len(MUSCLES), 5))
    for frame, angle in enumerate(angles):
        leg.pose(angle)
        for row, name in enumerate(names.values()):
            path = leg.muscle(name).getGeometryPath()
            arms = [path.computeMomentArm(leg.state, one) for one in leg.coordinates]
            found[frame, row] = [path.getLength(leg.state), *arms]
    lines = [DIFFERENCE]
    for row, key in enumerate(names):
        length, arm = path_length(leg_paths()[key], posture)
        ours = np.concatenate([length[:, None], arm], axis=1)
        apart = np.quantile(np.abs(ours - found[:, row]), 0.95, axis=0) * 1000
        lines.append(f"{key} = {numbers(apart, 2)}")
    return "\n".join(lines) + "\n"


def main():
    """Writes the table.

    Returns
    -------
    int
        0 when it was written.
    """
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    leg = Leg(sys.argv[1])
    text = written(leg)
    # The comparison reads the table, so it is written twice.
    TARGET.write_text(text, encoding="utf-8")
    TARGET.write_text(text + difference_text(leg), encoding="utf-8")
    print(f"{TARGET.name}: {len(MUSCLES)} muscles")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
