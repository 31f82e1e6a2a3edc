"""The bones fit the muscle that is drawn on them."""

import numpy as np
import pytest

from psoascope.read.bones import read_bones
from psoascope.tables import entry


@pytest.fixture(scope="module")
def bones():
    return {bone.name: bone for bone in read_bones()}


def nearest(bone, point):
    """Distance, m, of a point to the triangles of a bone, to about half a millimetre."""
    steps = np.array([(i, j) for i in range(9) for j in range(9 - i)]) / 8
    corner = bone.points[bone.faces]
    surface = corner[:, :1] + steps @ (corner[:, 1:] - corner[:, :1])
    return np.linalg.norm(surface - point, axis=-1).min()


def test_the_head_of_the_thigh_bone_lies_around_the_hip_centre(bones):
    for side, mirror in (("r", 1), ("l", -1)):
        points = bones[f"femur_{side}"].points
        head = points[(points[:, 1] > -0.005) & (points[:, 2] * mirror < 0.02)]
        equations = np.column_stack([2 * head, np.ones(len(head))])
        centre = np.linalg.lstsq(equations, (head**2).sum(axis=1), rcond=None)[0][:3]
        # 1 mm: the ball is a coarse mesh of 23 mm.
        assert len(head) > 20
        assert np.linalg.norm(centre) < 1e-3


def test_the_muscle_ends_on_the_lesser_trochanter(bones):
    point = np.array(entry("anatomy.crossing.psoas.femur_point_2"))
    # 1 mm: the width of a pencil line.
    assert nearest(bones["femur_r"], point) < 1e-3
    assert nearest(bones["femur_l"], point * [1, 1, -1]) < 1e-3


def test_every_fascicle_starts_on_its_vertebra_or_the_disc_below_it(bones):
    for name, row in entry("anatomy.fascicle").items():
        if "body" in row:
            # 5 mm: discs, 3 to 4 mm away, have no mesh; processes differ from spine to spine.
            assert nearest(bones[row["body"]], np.array(row["origin"])) < 5e-3, name


def test_bones_are_closed_and_turned_outwards(bones):
    for bone in bones.values():
        corner = bone.points[bone.faces]
        volume = (corner[:, 0] * np.cross(corner[:, 1], corner[:, 2])).sum() / 6
        assert volume > 2e-5, bone.name
        assert bone.faces.max() == len(bone.points) - 1


def test_left_bones_mirror_the_right_ones(bones):
    for name in ("pelvis", "femur"):
        right, left = bones[f"{name}_r"].points, bones[f"{name}_l"].points * [1, 1, -1]
        assert sorted(map(tuple, right.round(5))) == sorted(map(tuple, left.round(5)))


def test_bones_lie_between_one_another_as_in_a_standing_person(bones):
    assert list(bones)[3:9] == [*(f"lumbar{n}" for n in range(5, 0, -1)), "thoracic12"]
    assert bones["thoracic12"].body == "lumbar1"
    assert {bone.body for bone in bones.values()} >= {"pelvis", "femur_r", "femur_l"}
