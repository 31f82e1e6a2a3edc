"""The course of the muscle as points: they lie where the length is measured."""

import numpy as np
import pytest

from psoascope import psoas
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.bodies import bodies
from psoascope.psoas.paths import MUSCLES, paths
from psoascope.psoas.posture_angles import posture_angles
from psoascope.psoas.sized import sized
from psoascope.tables import entry


def random_postures(count, seed):
    rng = np.random.default_rng(seed)
    lumbar = np.radians(rng.uniform([-15, -6, -4], [15, 6, 4], (count, 5, 3)))
    right, left = np.radians(rng.uniform([-20, -30, -35], [110, 20, 35], (2, count, 3)))
    return lumbar, right, left


def walked(points):
    return np.linalg.norm(np.diff(points, axis=-2), axis=-1).sum(axis=-1)


def test_walking_along_the_points_gives_the_length_of_each_fascicle():
    postures = random_postures(300, seed=37)
    off = psoas.state(*postures).length - walked(paths(*postures).points[:, :22])
    # 9 points replace an arc of at most 95 degrees on 50 mm by chords: at most 0.08 mm short.
    assert off.max() < 0.1e-3
    assert off.min() > -1e-12


def test_the_points_on_the_brim_lie_on_its_cylinder_or_outside():
    points = paths(*random_postures(200, seed=53)).points
    for muscle, row in (("psoas", 4), ("iliacus", 22)):
        post = getattr(sized(), muscle).cylinder
        local = (points[:, row, 2:11] - post.centre) @ post.axes
        distance = np.hypot(local[..., 0], local[..., 1])
        # 1e-12 m: rounding. An arc lies on the surface, a straight line outside of it.
        assert distance.min() > post.radius - 1e-12
        assert np.isclose(distance, post.radius, atol=1e-12).all(axis=1).any()


def test_the_path_meets_the_cylinder_without_a_kink():
    points = paths(*random_postures(200, seed=29)).points[:, 0]
    post = sized().psoas.cylinder
    local = (points - post.centre) @ post.axes
    wraps = np.isclose(np.hypot(local[:, 2, 0], local[:, 2, 1]), post.radius, atol=1e-9)
    for straight, touch in ((1, 2), (11, 10)):
        along = (local[:, straight] - local[:, touch])[wraps, :2]
        outward = local[wraps, touch, :2]
        # 1e-12 m2: a tangent stands at a right angle to the radius, to rounding.
        assert np.abs((along * outward).sum(axis=-1)).max() < 1e-12


def test_the_left_side_of_a_mirrored_posture_mirrors_the_right_one():
    lumbar, right, left = random_postures(20, seed=11)
    turned = lumbar * [1, -1, -1]
    there, back = paths(lumbar, right, left).points, paths(turned, left, right).points
    rows = [*range(11, 22), *range(11), 23, 22]
    # 1e-15 m: the same sums in the same order.
    assert np.abs(there[:, rows] * [1, 1, -1] - back).max() < 1e-15


def test_the_ends_lie_on_the_bodies_that_carry_them():
    lumbar, right, left = (part[0] for part in random_postures(1, seed=83))
    person = psoas.Person(1.58)
    points = paths(lumbar, right, left, person).points
    places = bodies(lumbar, right, left, person)
    for row, name, mirror in ((0, "L1_VB", 1), (13, "L1_L2_IVD", -1), (9, "L5_TP", 1)):
        fascicle = entry(f"anatomy.fascicle.{name}")
        origin = np.array([fascicle["origin"]]) * [1, 1, mirror]
        # 1e-12 m: rounding.
        assert np.allclose(places[fascicle["body"]].of(origin)[0], points[row, 0], atol=1e-12)
    bone = np.array([entry("anatomy.crossing.iliacus.femur_point_2")])
    assert np.allclose(places["femur_l"].of(bone * [1, 1, -1])[0], points[23, -1], atol=1e-12)


def test_a_missing_hip_angle_leaves_only_the_points_below_the_brim_missing():
    lumbar, right, left = posture_angles("chair_sitting")
    right = right * [1.0, np.nan, 1.0]
    missing = np.isnan(paths(lumbar, right, left).points).any(axis=-1)
    assert missing[:11, 2:].all()
    assert missing[MUSCLES.index("iliacus_r"), 2:].all()
    assert not missing[:, :2].any()
    assert not missing[11:22].any()


def test_many_postures_at_once_equal_one_by_one():
    lumbar, right, left = random_postures(6, seed=61)
    grid = paths(lumbar.reshape(2, 3, 5, 3), right.reshape(2, 3, 3), left.reshape(2, 3, 3)).points
    assert grid.shape == (2, 3, 24, 13, 3)
    one = paths(lumbar[4], right[4], left[4]).points
    assert np.abs(grid[1, 1] - one).max() < 1e-15


def test_wrong_shapes_and_degrees_are_refused():
    with pytest.raises(ShapeError, match=r"hip_left must have shape \(\.\.\., 3\)"):
        paths(np.zeros((5, 3)), np.zeros(3), np.zeros(2))
    with pytest.raises(RangeError, match="hip_right"):
        paths(np.zeros((5, 3)), [45.0, 0.0, 0.0], np.zeros(3))
