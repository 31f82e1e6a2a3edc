"""Pelvic, hip and lumbar angles from markers: known angles in, the same angles out."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from psoascope.motion.joint_angles import (
    JointAngles,
    joint_angles,
    measured_neutral,
    turned_segment,
    typical_neutral,
)
from psoascope.motion.marker_sets import marker_set_of, markers_of
from psoascope.motion.pelvis import hip_centres, pelvis_of
from psoascope.motion.segments_3d import segments, segments_of
from psoascope.read.recording import Recording
from tests.motion.markered import (
    GIVEN,
    HIP,
    INNER,
    WANDS,
    Body,
    points,
    recorded,
    standing,
    upright,
    walking,
)

SETS = ("plug_in_gait", "helen_hayes", "rizzoli", "opencap", "opencap_laboratory")
EXACT = 1e-6  # deg; geometry alone, only rounding is left


def found_in(recording: Recording):
    """Angles between the axes of the markers, in deg: pelvis, right, left, lumbar."""
    angles = joint_angles(segments_of(recording))
    return np.degrees([angles.pelvis, angles.hip[:, 0], angles.hip[:, 1], angles.lumbar])


def put_in(body: Body):
    """The same of the body; its pelvis turns about the mean direction that it faces."""
    turn = np.radians(body.pelvis[:, 2])
    mean = np.degrees(np.arctan2(np.sin(turn).mean(), np.cos(turn).mean()))
    return np.array([body.pelvis - [0, 0, mean], body.right, body.left, body.lumbar])


@pytest.mark.parametrize(
    ("marker_set", "without"),
    [
        *((marker_set, []) for marker_set in SETS),
        *((marker_set, GIVEN) for marker_set in SETS),
        *((marker_set, [*GIVEN, *INNER]) for marker_set in ("plug_in_gait", "helen_hayes")),
    ],
)
def test_the_angles_put_in_come_out_of_every_marker_set(marker_set, without):
    wanted = put_in(walking())
    np.testing.assert_allclose(
        found_in(recorded(walking(), marker_set, without)), wanted, atol=EXACT
    )


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.floats(-35, 35), min_size=9, max_size=9),
    st.floats(-55, 115),
    st.floats(-180, 180),
    st.tuples(st.floats(-5, 5), st.floats(-5, 5), st.floats(-5, 5)),
)
def test_any_posture_facing_anywhere_in_the_room_gives_its_angles(angles, flexion, facing, place):
    one = np.ones((2, 1))
    tilt, obliquity, *rest = angles
    body = Body(
        pelvis=one * [tilt, obliquity, 0.0],
        right=one * [flexion, rest[0], rest[1]],
        left=one * [-flexion / 2, rest[2], rest[3]],
        lumbar=one * rest[4:7],
        place=place,
    )
    turn = Rotation.from_euler("Y", facing, degrees=True)
    np.testing.assert_allclose(
        found_in(recorded(body, without=GIVEN, turn=turn)), put_in(body), atol=EXACT
    )


def test_who_leans_back_on_the_left_leg_is_the_mirror_of_who_does_on_the_right():
    one = recorded(walking(), "rizzoli")
    other = replace(
        one,
        points=one.points * [1, 1, -1],
        names=tuple({"R": "L", "L": "R"}.get(n[0], n[0]) + n[1:] for n in one.names),
    )
    pelvis, right, left, lumbar = found_in(one)
    mirrored = found_in(other)
    across = [1, -1, -1]
    wanted = [pelvis * across, left, right, lumbar * across]
    np.testing.assert_allclose(mirrored, wanted, atol=EXACT)


@pytest.mark.parametrize("facing", [0, 90, 180, 271])
@pytest.mark.parametrize("marker_set", SETS)
def test_a_thigh_behind_the_pelvis_is_negative_in_every_set_and_direction(marker_set, facing):
    body = replace(walking(), right=walking().right * [0, 1, 1] - [17, 0, 0])
    turn = Rotation.from_euler("Y", facing, degrees=True)
    _, right, left, _ = found_in(recorded(body, marker_set, turn=turn))
    assert (right[:, 0] < 0).all()
    assert (left[:, 0] > 0).any()


def test_tilting_the_pelvis_forward_bends_both_hips_and_arches_the_back():
    upright, tilted = standing(tilt=5.0), standing(tilt=5.0)
    moved = {name: place.copy() for name, place in points(upright).items()}
    turn = Rotation.from_euler("Z", -12.0, degrees=True)
    middle = np.array(tilted.place)
    for name in ("right_asis", "left_asis", "right_psis", "left_psis", "sacrum"):
        moved[name] = middle + turn.apply(moved[name] - middle)
    before, after = (joint_angles(segments(marks)) for marks in (points(upright), moved))
    change = np.degrees(after.pelvis - before.pelvis)[0]
    np.testing.assert_allclose(change, [12.0, 0.0, 0.0], atol=EXACT)
    assert np.degrees(after.hip - before.hip)[0, :, 0] == pytest.approx([12.0, 12.0], abs=0.1)
    assert np.degrees(after.lumbar - before.lumbar)[0, 0] > 10.0


def test_lying_on_the_back_is_a_pelvis_tilted_back_by_a_right_angle():
    body = replace(standing(), pelvis=np.ones((50, 1)) * [-90.0, 0.0, 40.0])
    tilt, obliquity, _ = found_in(recorded(body))[0][7]
    assert (tilt, obliquity) == pytest.approx((-90.0, 0.0), abs=EXACT)


def test_hip_centres_follow_the_published_regressions():
    pelvis = pelvis_of({name: place[0] for name, place in points(standing()).items()})
    right, left = (pelvis.axes.T @ (one - pelvis.origin) for one in hip_centres(pelvis))
    np.testing.assert_allclose(right, HIP, atol=1e-12)
    np.testing.assert_allclose(left, HIP * [1, 1, -1], atol=1e-12)
    bell = pelvis.axes.T @ (hip_centres(pelvis, "bell")[0] - pelvis.origin)
    np.testing.assert_allclose(bell, np.array([-0.19, -0.30, 0.36]) * 0.24, atol=1e-12)


def test_without_inner_and_thigh_markers_rotation_is_unknown_and_the_rest_is_near():
    body = walking()
    _, right, left, _ = found_in(recorded(body, without=[*GIVEN, *INNER, *WANDS]))
    assert np.isnan(right[:, 2]).all()
    assert np.isnan(left[:, 2]).all()
    # Half a knee of 5.5 cm along the pelvis' axis instead of the thigh's, 10 degrees apart at
    # most: 5.5 * sin(10) = 1 cm over a thigh of 42 cm is 1.3 degrees.
    np.testing.assert_allclose(right[:, :2], body.right[:, :2], atol=1.5)
    np.testing.assert_allclose(left[:, :2], body.left[:, :2], atol=1.5)


def test_a_missing_marker_leaves_only_its_own_angles_out():
    recording = recorded(walking(seconds=0.5), without=GIVEN)
    recording.points[6, recording.names.index("LKNE")] = np.nan
    recording.points[9, recording.names.index("C7")] = np.nan
    recording.points[12, recording.names.index("RASI")] = np.nan
    pelvis, right, left, lumbar = found_in(recording)
    assert np.flatnonzero(np.isnan(left).any(axis=1)).tolist() == [6, 12]
    assert np.flatnonzero(np.isnan(lumbar).any(axis=1)).tolist() == [9, 12]
    assert np.flatnonzero(np.isnan(right).any(axis=1)).tolist() == [12]
    assert np.flatnonzero(np.isnan(pelvis).any(axis=1)).tolist() == [12]


def test_many_people_at_once_equal_one_by_one():
    people = [walking(seconds=0.4), replace(walking(seconds=0.4), place=(2.0, 0.9, -1.0))]
    away = np.array([3.0, -2.0, 70.0])
    people[1] = replace(people[1], right=people[1].left, pelvis=people[1].pelvis + away)
    each = [points(body) for body in people]
    together = joint_angles(
        segments({name: np.stack([one[name] for one in each]) for name in each[0]})
    )
    for number, one in enumerate(each):
        alone = joint_angles(segments(one))
        for part in ("pelvis", "hip", "lumbar"):
            np.testing.assert_array_equal(getattr(together, part)[number], getattr(alone, part))


def test_against_recorded_standing_all_joints_are_zero_there_and_move_by_as_much():
    body, still = walking(), standing(tilt=9.0, lumbar=6.0, hip=7.0)
    neutral = measured_neutral(segments_of(recorded(still)))
    at_rest = joint_angles(segments_of(recorded(still)), neutral)
    np.testing.assert_allclose(at_rest.hip, 0.0, atol=1e-9)
    np.testing.assert_allclose(at_rest.lumbar, 0.0, atol=1e-9)
    moving = joint_angles(segments_of(recorded(body)), neutral)
    # Standing here has 7 degrees of flexion, 2 of adduction and 4 of rotation; subtracting them
    # one by one is right to within the product of such angles with those of the walk.
    hip = np.degrees(moving.hip[:, 0])
    np.testing.assert_allclose(hip, body.right - still.right[0], atol=3.5)
    np.testing.assert_allclose(hip[:, 0], body.right[:, 0] - 7.0, atol=1.0)
    assert np.degrees(moving.pelvis[:, 0]) == pytest.approx(body.pelvis[:, 0], abs=EXACT)


def test_a_typical_standing_takes_the_tilt_of_the_spines_out_of_hip_and_back():
    angles = joint_angles(segments_of(recorded(upright())), typical_neutral())
    np.testing.assert_allclose(angles.hip, 0.0, atol=1e-9)
    np.testing.assert_allclose(angles.lumbar, 0.0, atol=1e-9)


def test_points_of_the_set_are_those_of_the_recording():
    recording = recorded(walking(seconds=0.2), "helen_hayes")
    found = markers_of(recording, marker_set_of(recording.names))
    np.testing.assert_array_equal(found["sacrum"], points(walking(seconds=0.2))["sacrum"])


@pytest.mark.parametrize(
    ("segment", "turn", "hips", "lumbar"),
    [
        # Pelvis front up, right side down, to the left; then thighs and trunk.
        ("pelvis", [5, 0, 0], [[-5, 0, 0], [-5, 0, 0]], [-5, 0, 0]),
        ("pelvis", [0, 4, 0], [[0, -4, 0], [0, 4, 0]], [0, -4, 0]),
        ("pelvis", [0, 0, 3], [[0, 0, -3], [0, 0, 3]], [0, 0, -3]),
        ("thigh", [6, 0, 0], [[6, 0, 0], [6, 0, 0]], [0, 0, 0]),
        ("thigh", [0, 2, 0], [[0, 2, 0], [0, 2, 0]], [0, 0, 0]),
        ("trunk", [7, 0, 0], [[0, 0, 0], [0, 0, 0]], [7, 0, 0]),
    ],
)
def test_an_error_of_the_pelvis_moves_hips_and_back_and_one_of_thigh_or_trunk_its_own(
    segment, turn, hips, lumbar
):
    straight = JointAngles(np.zeros(3), np.zeros((2, 3)), np.zeros(3))
    moved = turned_segment(straight, segment, np.radians(turn))
    np.testing.assert_allclose(np.degrees(moved.hip), hips, atol=1e-9)
    np.testing.assert_allclose(np.degrees(moved.lumbar), lumbar, atol=1e-9)
    np.testing.assert_array_equal(moved.pelvis, straight.pelvis)
