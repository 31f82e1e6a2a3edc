"""The bones of the moving picture are those of data/bones.npz, small enough for a phone."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial import cKDTree

from psoascope.read.bones import read_bones

FILE = Path(__file__).parents[1] / "frontend" / "src" / "viewer" / "bones.glb"
TYPES = {5120: np.int8, 5121: np.uint8, 5123: np.uint16}


@pytest.fixture(scope="module")
def glb():
    content = FILE.read_bytes()
    assert content[:4] == b"glTF"
    size = struct.unpack("<I", content[12:16])[0]
    return json.loads(content[20 : 20 + size]), content[28 + size :]


def rows(glb, number):
    """An accessor as an array, without the padding of its rows."""
    held, blob = glb
    accessor = held["accessors"][number]
    view = held["bufferViews"][accessor["bufferView"]]
    part = blob[view["byteOffset"] : view["byteOffset"] + view["byteLength"]]
    wide = {"SCALAR": 1, "VEC3": 3, "VEC4": 4}[accessor["type"]]
    array = np.frombuffer(part, TYPES[accessor["componentType"]])
    return array.reshape(accessor["count"], -1)[:, :wide]


def placed(glb, node):
    """Points of a node in its body, m, and its triangles."""
    mesh = glb[0]["meshes"][node["mesh"]]["primitives"][0]
    points = rows(glb, mesh["attributes"]["POSITION"]) / 65535 * node["scale"] + node["translation"]
    return points, rows(glb, mesh["indices"]).reshape(-1, 3).astype(int)


def bone_nodes(glb):
    return {node["name"]: node for node in glb[0]["nodes"] if "mesh" in node}


def test_the_file_is_small_enough_before_any_compression():
    assert FILE.stat().st_size <= 400_000


def test_every_bone_is_there_and_hangs_on_its_body(glb):
    nodes = glb[0]["nodes"]
    found = {
        nodes[child]["name"]: body["name"] for body in nodes for child in body.get("children", [])
    }
    assert found == {bone.name: f"body_{bone.body}" for bone in read_bones()}
    assert [nodes[root]["name"] for root in glb[0]["scenes"][0]["nodes"]] == list(
        dict.fromkeys(f"body_{bone.body}" for bone in read_bones())
    )


@pytest.mark.parametrize("bone", read_bones(), ids=lambda bone: bone.name)
def test_a_bone_keeps_its_shape_and_place(glb, bone):
    points, faces = placed(glb, bone_nodes(glb)[bone.name])
    finer = 1 if bone.name == "sacrum" else 4  # whose mesh is fine already
    assert len(faces) == finer * len(bone.faces), "run: python tools/make_bones_gltf.py"
    # The corners stay, the surface between them bulges a little.
    assert cKDTree(points).query(bone.points)[0].max() < 1e-4
    assert cKDTree(bone.points).query(points)[0].max() < 0.03
    assert np.abs(np.ptp(points, axis=0) - np.ptp(bone.points, axis=0)).max() < 0.002


def test_the_left_half_mirrors_the_right_one(glb):
    nodes = bone_nodes(glb)
    for name in ("pelvis", "femur"):
        right, left = placed(glb, nodes[f"{name}_r"])[0], placed(glb, nodes[f"{name}_l"])[0]
        np.testing.assert_allclose(left, right * [1, 1, -1], atol=1e-9)


def test_normals_point_out_of_the_bone_and_hollows_are_darker(glb):
    for node in bone_nodes(glb).values():
        mesh = glb[0]["meshes"][node["mesh"]]["primitives"][0]
        points, faces = placed(glb, node)
        normals = rows(glb, mesh["attributes"]["NORMAL"]) / 127
        size = np.linalg.norm(normals, axis=1)
        np.testing.assert_allclose(size, 1, atol=0.02)
        mirror = np.sign(node["scale"])
        corners = points[faces]
        across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        across *= np.prod(mirror)
        along = np.einsum("ij,ij->i", across, (normals * mirror)[faces[:, 0]])
        assert (along > 0).mean() > 0.97
        sky = rows(glb, mesh["attributes"]["COLOR_0"])[:, 0] / 255
        assert sky.max() > 0.9 > 0.75 > sky.min()


def test_discs_have_plates_to_lie_on(glb):
    for name, node in bone_nodes(glb).items():
        if not name.startswith(("lumbar", "thoracic")):
            continue
        points = placed(glb, node)[0]
        upper, lower = node["extras"]["upper_plate"], node["extras"]["lower_plate"]
        height = upper["centre"][1] - lower["centre"][1]
        assert 0.018 < height < 0.032, name  # of a vertebra's body
        for plate in (upper, lower):
            assert cKDTree(points).query(plate["centre"])[0] < 0.014, name
