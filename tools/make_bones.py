"""Makes data/bones.npz from the meshes in the wheel of myo-sim 0.2.4: WHEEL as only argument.

Each bone is moved into the frame of our body that carries it, at the size of the reference
person; coarse ones are smoothed by one step of Loop's subdivision. Checked when made: the head
of the thigh bone lies around the hip centre, the lesser trochanter at the path's last point, the
fascicles' origins on or near their vertebra (discs have no mesh).
"""

import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.names import FASCICLES_OF_A_SIDE
from psoascope.tables import entry

TARGET = Path(__file__).parent.parent / "src" / "psoascope" / "data" / "bones.npz"
MESHES = "myo_sim/models/meshes"


class Placement(NamedTuple):
    """Where a mesh goes: scaled, turned about z (rad), then moved (m); smooth: subdivided."""

    mesh: str
    body: str
    scale: float = 1.0
    turn: float = 0.0
    shift: tuple[float, float, float] = (0.0, 0.0, 0.0)
    smooth: bool = False


# The lumbar model draws its vertebrae at 0.93 of these meshes, and its sacrum moved by the shift
# below. The turns are those by which myo-sim itself stacks the same meshes along the lordosis.
# T12 has no joint here: it is drawn with L1, on the joint centre of the lumbar model.
PLACEMENTS = {
    "pelvis_r": Placement("r_pelvis", "pelvis", smooth=True),
    "pelvis_l": Placement("l_pelvis", "pelvis", smooth=True),
    "sacrum": Placement("sacrum", "pelvis", shift=(0.010, -0.017, 0.0), smooth=True),
    "lumbar5": Placement("lumbar5", "lumbar5", 0.93, -0.3),
    "lumbar4": Placement("lumbar4", "lumbar4", 0.93, -0.2),
    "lumbar3": Placement("lumbar3", "lumbar3", 0.93, -0.1),
    "lumbar2": Placement("lumbar2", "lumbar2", 0.93, 0.1),
    "lumbar1": Placement("lumbar1", "lumbar1", 0.93, 0.25),
    "thoracic12": Placement("thoracic12_s", "lumbar1", 0.93, 0.4, (-0.0125, 0.0275, 0.0)),
    "femur_r": Placement("r_femur", "femur_r"),
    "femur_l": Placement("l_femur", "femur_l"),
}


def triangles_of_stl(data):
    """Corners (F, 3, 3), m, of a binary STL."""
    count = int.from_bytes(data[80:84], "little")
    facet = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("rest", "<u2")])
    return np.frombuffer(data, facet, count, offset=84)["corners"].astype(np.float64)


def indexed(triangles):
    """Points (V, 3) and faces (F, 3) of triangles that share corners."""
    corners = triangles.reshape(-1, 3).round(7)
    points, where = np.unique(corners, axis=0, return_inverse=True)
    faces = where.reshape(-1, 3)
    flat = (faces == np.roll(faces, 1, axis=1)).any(axis=1)
    return points, faces[~flat]


def subdivided(points, faces):
    """One step of Loop's subdivision; open edges stay where they are."""
    edges = np.sort(faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    opposite = faces[:, [2, 0, 1]].reshape(-1)
    unique, where, count = np.unique(edges, axis=0, return_inverse=True, return_counts=True)
    where = where.reshape(-1)
    across = np.zeros((len(unique), 3))
    np.add.at(across, where, points[opposite])
    ends = points[unique].sum(axis=1)
    inner = (count == 2)[:, None]
    middles = np.where(inner, 0.375 * ends + 0.125 * across, 0.5 * ends)
    valence = np.bincount(unique.ravel(), minlength=len(points))[:, None]
    around = np.zeros_like(points)
    np.add.at(around, unique[:, 0], points[unique[:, 1]])
    np.add.at(around, unique[:, 1], points[unique[:, 0]])
    share = (0.625 - (0.375 + 0.25 * np.cos(2 * np.pi / valence)) ** 2) / valence
    moved = (1 - valence * share) * points + share * around
    rim = np.unique(unique[count != 2])
    moved[rim] = points[rim]
    middle = len(points) + where.reshape(-1, 3)
    a, b, c = faces.T
    ab, bc, ca = middle.T
    four = [(a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca)]
    return np.concatenate([moved, middles]), np.concatenate([np.stack(f, axis=1) for f in four])


def placed(data, placement):
    """Points (V, 3), m, in their body, and faces (F, 3)."""
    points, faces = indexed(triangles_of_stl(data))
    if placement.smooth:
        points, faces = subdivided(points, faces)
    cos, sin = np.cos(placement.turn), np.sin(placement.turn)
    turn = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
    return placement.scale * points @ turn.T + placement.shift, faces


def surface(points, faces):
    """Points spread over the triangles, about a millimetre apart."""
    steps = np.array([(i, j) for i in range(9) for j in range(9 - i)]) / 8
    corner = points[faces]
    sides = corner[:, 1:] - corner[:, :1]
    return (corner[:, None, 0] + steps @ sides).reshape(-1, 3)


def check(bones):
    """Prints how well the bones fit our points, and stops where they do not."""
    body = anatomy()
    points, faces = bones["femur_r"]
    head = points[(points[:, 1] > -0.005) & (points[:, 2] < 0.02)]
    ball = np.linalg.lstsq(np.c_[2 * head, np.ones(len(head))], (head**2).sum(1), rcond=None)[0]
    found = {"head of the thigh bone to hip centre": (np.linalg.norm(ball[:3]), 2)}
    near = cKDTree(surface(points, faces)).query(body.femur_point_2)[0]
    found["lesser trochanter to the path's last point"] = (near, 2)
    for row, name in enumerate(FASCICLES_OF_A_SIDE):
        near = cKDTree(surface(*bones[entry(f"anatomy.fascicle.{name}.body")]))
        found[f"origin {name} to its vertebra"] = (near.query(body.origin[row])[0], 5)
    for name, (distance, most) in found.items():
        print(f"{name}: {1000 * distance:.2f} mm")
        if 1000 * distance > most:
            sys.exit(f"{name} is more than {most} mm: the meshes do not fit.")


def main(wheel):
    with zipfile.ZipFile(wheel) as archive:
        bones = {
            name: placed(archive.read(f"{MESHES}/{placement.mesh}.stl"), placement)
            for name, placement in PLACEMENTS.items()
        }
    check(bones)
    bodies = [placement.body for placement in PLACEMENTS.values()]
    arrays = {"names": np.array(list(bones)), "bodies": np.array(bodies)}
    for name, (points, faces) in bones.items():
        arrays[f"{name}_points"] = points.astype(np.float32)
        arrays[f"{name}_faces"] = faces.astype(np.uint16)
    np.savez_compressed(TARGET, **arrays)
    corners = sum(len(points) for points, _ in bones.values())
    print(f"{TARGET.name}: {len(bones)} bones, {corners} points, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make_bones.py WHEEL, the wheel of myo-sim 0.2.4")
    main(sys.argv[1])
