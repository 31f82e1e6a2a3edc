"""Makes frontend/src/viewer/bones.glb from data/bones.npz: the bones for the 3-D viewer.

Each bone is subdivided once more, so that no corner is seen, and gets smooth normals and the
share of open sky over each point as its colour. Left halves mirror the right ones and share their
mesh. Positions have 16 bits, normals and colours 8 (KHR_mesh_quantization). Nodes of vertebrae and
sacrum carry the plates that discs lie on: centre, half the depth forward and half the width to the
right, m, in the frame of the body. The same npz gives the same file.
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np

from make_bones import PLACEMENTS, subdivided
from open_sky import open_sky
from psoascope.read.bones import Bone, read_bones

TARGET = Path(__file__).parent.parent / "frontend" / "src" / "viewer" / "bones.glb"
MOST = 400_000
ENOUGH = 1200  # triangles of a bone, for its size in the picture
DEPTH, SACRAL_DEPTH, HALF_WIDTH = 0.034, 0.045, 0.025  # m: the body of a vertebra, from its front
DARKEST = 0.25  # of a colour where no sky is seen
ARRAY_BUFFER, ELEMENT_BUFFER = 34962, 34963
BYTE, UNSIGNED_BYTE, UNSIGNED_SHORT = 5120, 5121, 5123


def normals_of(points, faces):
    """Unit normals (V, 3), each face weighted by its angle at the corner."""
    corners = points[faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    across /= np.linalg.norm(across, axis=1, keepdims=True) + 1e-30
    found = np.zeros_like(points)
    for here in range(3):
        one = corners[:, (here + 1) % 3] - corners[:, here]
        other = corners[:, (here + 2) % 3] - corners[:, here]
        cosine = np.einsum("ij,ij->i", one, other)
        angle = np.arctan2(np.linalg.norm(np.cross(one, other), axis=1), cosine)
        np.add.at(found, faces[:, here], across * angle[:, None])
    return found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-30)


def in_order(points, faces):
    """The same mesh with its points in the order of their first use: it compresses better."""
    order = np.lexsort((faces.min(axis=1), points[faces].mean(axis=1)[:, 1].round(3)))
    faces = faces[order]
    _, first = np.unique(faces, return_index=True)
    used = faces.ravel()[np.sort(first)]
    place = np.empty(len(points), np.int64)
    place[used] = np.arange(len(used))
    return points[used], place[faces]


class Glb:
    """A binary glTF while it is being written."""

    def __init__(self):
        self.blob = b""
        self.views, self.accessors, self.meshes, self.nodes = [], [], [], []

    def accessor(self, array, kind, component, target, **more):
        """Number of a new accessor on its own view."""
        view = {"buffer": 0, "byteOffset": len(self.blob), "byteLength": array.nbytes}
        if target == ARRAY_BUFFER:
            view["byteStride"] = array.strides[0]
        self.views.append(view | {"target": target})
        self.blob += array.tobytes() + bytes(-array.nbytes % 4)
        count = array.size if kind == "SCALAR" else len(array)
        made = {"bufferView": len(self.views) - 1, "componentType": component, "count": count}
        self.accessors.append(made | {"type": kind} | more)
        return len(self.accessors) - 1

    def mesh(self, name, bone, sky):
        """Number of a new mesh, and the corner and the size (3,) that its positions lie in."""
        points, faces, normals = bone
        low, size = points.min(axis=0), np.ptp(points, axis=0)
        steps = np.zeros((len(points), 4), np.uint16)
        steps[:, :3] = ((points - low) / size * 65535).round()
        where = {"min": steps[:, :3].min(0).tolist(), "max": steps[:, :3].max(0).tolist()}
        way = np.zeros((len(points), 4), np.int8)
        way[:, :3] = (normals * 127).round()
        colour = np.full((len(points), 4), 255, np.uint8)
        colour[:, :3] = (sky[:, None] * 255).round()
        whole = {"normalized": True}
        attributes = {
            "POSITION": self.accessor(
                steps, "VEC3", UNSIGNED_SHORT, ARRAY_BUFFER, **whole, **where
            ),
            "NORMAL": self.accessor(way, "VEC3", BYTE, ARRAY_BUFFER, **whole),
            "COLOR_0": self.accessor(colour, "VEC4", UNSIGNED_BYTE, ARRAY_BUFFER, **whole),
        }
        order = self.accessor(faces.astype(np.uint16), "SCALAR", UNSIGNED_SHORT, ELEMENT_BUFFER)
        self.meshes.append(
            {"name": name, "primitives": [{"attributes": attributes, "indices": order}]}
        )
        return len(self.meshes) - 1, low, size

    def written(self, roots):
        """The file's content."""
        held = {
            "asset": {
                "version": "2.0",
                "generator": "psoascope tools/make_bones_gltf.py",
                "copyright": "myo-sim 0.2.4, Apache-2.0; changed, see NOTICE of psoascope",
            },
            "extensionsUsed": ["KHR_mesh_quantization"],
            "extensionsRequired": ["KHR_mesh_quantization"],
            "scene": 0,
            "scenes": [{"nodes": roots}],
            "nodes": self.nodes,
            "meshes": self.meshes,
            "accessors": self.accessors,
            "bufferViews": self.views,
            "buffers": [{"byteLength": len(self.blob)}],
        }
        text = json.dumps(held, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        length = 12 + 8 + len(text) + 8 + len(self.blob)
        parts = [struct.pack("<4sII", b"glTF", 2, length), struct.pack("<I4s", len(text), b"JSON")]
        parts += [text, struct.pack("<I4s", len(self.blob), b"BIN\0"), self.blob]
        return b"".join(parts)


def plates(bone: Bone):
    """Upper and lower plate of a vertebra's body, or the upper one of the sacrum; else none."""
    placement = PLACEMENTS[bone.name]
    cos, sin = np.cos(placement.turn), np.sin(placement.turn)
    turn = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
    corners = (bone.points @ turn)[bone.faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.linalg.norm(across, axis=1)
    steep = across[:, 1] / (area + 1e-30)
    middle = corners.mean(axis=1)
    centrum = np.abs(middle[:, 2]) < HALF_WIDTH
    depth = SACRAL_DEPTH if bone.name == "sacrum" else DEPTH
    centrum &= middle[:, 0] > corners[..., 0].max() - depth
    found = {}
    for name, sign in (("upper_plate", 1), ("lower_plate", -1)):
        if bone.name == "sacrum" and sign < 0:
            continue
        flat = centrum & (sign * steep > 0.8)
        flat &= sign * middle[:, 1] > (sign * middle[flat, 1]).max() - 0.006
        spots = corners[flat].reshape(-1, 3)
        slope = np.linalg.lstsq(np.c_[spots[:, :2:2], np.ones(len(spots))], spots[:, 1], rcond=None)
        half = np.ptp(spots[:, [0, 2]], axis=0) / 2
        at = spots.min(axis=0)[0] + half[0]
        centre = np.array([at, slope[0] @ [at, 1.0], 0.0])
        forward = np.array([1.0, slope[0][0], 0.0])
        found[name] = {
            "centre": (turn @ centre).round(5).tolist(),
            "forward": (turn @ forward * half[0]).round(5).tolist(),
            "right": [0.0, 0.0, half[1].round(5).item()],
        }
    return found


def through_corners(points, faces):
    """One more step of subdivision whose surface goes through the corners it had.

    A step alone draws corners inwards, processes of vertebrae by up to 5 mm; so it is taken from
    corners that are moved outwards until they come to lie where they were.
    """
    moved = points.copy()
    for _ in range(12):
        moved += 0.8 * (points - subdivided(moved, faces)[0][: len(points)])
    return subdivided(moved, faces)


def smooth(bone: Bone):
    """Points, faces and normals of a bone; four times as many triangles unless it has enough."""
    fine = len(bone.faces) > ENOUGH
    mesh = (bone.points, bone.faces) if fine else through_corners(bone.points, bone.faces)
    points, faces = in_order(*mesh)
    return points, faces, normals_of(points, faces)


def glb_of(bones):
    """Content of the file for the bones of psoascope."""
    smoothed = {bone.name: smooth(bone) for bone in bones}
    made = Glb()
    meshes, bodies = {}, {}
    for bone in bones:
        own = bone.name.replace("_l", "_r")
        if own not in meshes:
            sky = open_sky(*smoothed[own])
            meshes[own] = made.mesh(own, smoothed[own], DARKEST + (1 - DARKEST) * sky)
        mesh, low, size = meshes[own]
        mirror = np.array([1.0, 1.0, -1.0 if own != bone.name else 1.0])
        place = {"translation": (low * mirror).tolist(), "scale": (size * mirror).tolist()}
        node = {"name": bone.name, "mesh": mesh} | place
        if bone.name.startswith(("lumbar", "thoracic", "sacrum")):
            node["extras"] = plates(bone)
        made.nodes.append(node)
        bodies.setdefault(bone.body, []).append(len(made.nodes) - 1)
    roots = []
    for body, children in bodies.items():
        made.nodes.append({"name": f"body_{body}", "children": children})
        roots.append(len(made.nodes) - 1)
    return made.written(roots)


def main():
    content = glb_of(read_bones())
    if len(content) > MOST:
        sys.exit(f"{TARGET.name} has {len(content)} bytes; more than {MOST} are too many.")
    TARGET.write_bytes(content)
    print(f"{TARGET.name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
