"""Up, unit and mirror: whatever a laboratory chose, the same walk comes out, and it is said."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from psoascope.errors import ReadError
from psoascope.motion.motion import motion
from psoascope.read.axes import axes, metres, upright
from psoascope.read.opening import read_recording
from tests.motion.walkers import NAMES, Walk, body, recording
from tests.read import filed_walks
from tests.read.filed_walks import Lab

LABS = some.builds(
    Lab,
    unit=some.sampled_from(["m", "cm", "mm"]),
    up=some.sampled_from("yz"),
    heading=some.floats(0, 360),
    mirrored=some.booleans(),
    place=some.tuples(some.floats(-2, 2), some.floats(-2, 2)),
)
WALKS = some.builds(
    Walk,
    seconds=some.just(1.5),
    front=some.floats(20, 40),
    behind=some.floats(-25, -8),
    lean=some.floats(-5, 15),
)
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def keys(read):
    return {remark.key for remark in read.remarks}


@pytest.mark.parametrize("file", [filed_walks.trc, filed_walks.c3d])
@given(walk=WALKS, lab=LABS)
@FEW
def test_a_walk_has_the_same_angles_in_any_unit_axes_facing_and_mirror(tmp_path, file, walk, lab):
    ending = "trc" if file is filed_walks.trc else "c3d"
    read = read_recording(file(tmp_path / f"walk.{ending}", walk, lab))
    plain = motion(recording(walk.time, body(walk), "metre", None)).angles
    seen = motion(read).angles
    # A .c3d keeps 4 bytes: 1e-7 of some metres over a shank of 0.4 m.
    np.testing.assert_allclose(seen.hip_flexion, plain.hip_flexion, atol=2e-5)
    np.testing.assert_allclose(seen.knee_flexion, plain.knee_flexion, atol=2e-5)
    np.testing.assert_allclose(seen.trunk_lean, plain.trunk_lean, atol=2e-5)
    wanted = {"z_up"} if lab.up == "z" else set()
    assert keys(read) == wanted | ({"mirrored"} if lab.mirrored else set())


@pytest.mark.parametrize("heading", [0.0, 90.0, 137.0, 180.0, 270.0])
@pytest.mark.parametrize("up", ["y", "z"])
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("file", [filed_walks.trc, filed_walks.c3d])
def test_a_leg_behind_the_trunk_is_extended_in_every_reader_and_facing(
    tmp_path, heading, up, mirrored, file
):
    walk = Walk(front=31.0, behind=-19.0)
    ending = "trc" if file is filed_walks.trc else "c3d"
    lab = Lab("mm", up, heading, mirrored)
    seen = motion(read_recording(file(tmp_path / f"walk.{ending}", walk, lab))).angles.hip_flexion
    # Low-passing takes off a little of the peaks: 1 degree at 0.9 strides a second.
    assert np.degrees(np.nanmin(seen, axis=0)) == pytest.approx([-19.0, -19.0], abs=1.0)
    assert np.degrees(np.nanmax(seen, axis=0)) == pytest.approx([31.0, 31.0], abs=1.0)


def test_the_right_leg_stays_the_right_leg_in_a_mirrored_file():
    walk = Walk()
    filed = filed_walks.points(walk, Lab("m", mirrored=True, heading=40.0))
    read = upright(recording(walk.time, filed, "metre", None))
    plain = motion(recording(walk.time, body(walk), "metre", None)).angles
    np.testing.assert_allclose(motion(read).angles.hip_flexion, plain.hip_flexion, atol=1e-9)
    assert keys(read) == {"mirrored"}
    assert "mirrored" in read.remarks[0].say("en")


def test_a_file_with_y_pointing_down_is_turned_and_not_mirrored():
    filed = body(Walk()) * [1.0, -1.0, -1.0]
    found = axes(filed, NAMES)
    assert [remark.key for remark in found.remarks] == ["y_down"]
    np.testing.assert_allclose(found.applied(filed), body(Walk()), atol=1e-12)


@pytest.mark.parametrize("lying_along", ["x", "z"])
def test_somebody_lying_is_not_stood_up_and_the_assumption_is_said(lying_along):
    x, y, z = np.moveaxis(body(Walk(speed=0.0)), -1, 0)
    # On the back on a table of 0.7 m, feet 1.6 m from the corner of the room.
    flat = np.stack([3.1 - y, 0.7 + x, z], axis=-1)
    filed = (
        flat if lying_along == "x" else np.stack([-flat[..., 2], flat[..., 1], flat[..., 0]], -1)
    )
    found = axes(filed, NAMES)
    np.testing.assert_array_equal(found.turn, np.eye(3))
    assert [remark.key for remark in found.remarks] == ["up_assumed"]
    assert axes(filed, NAMES, "y").remarks == ()


def test_without_head_or_feet_y_is_assumed_and_said():
    found = axes(np.random.default_rng(3).normal(size=(5, 2, 3)), ("left_knee", "right_knee"))
    assert [remark.key for remark in found.remarks] == ["up_assumed"]


def test_without_toes_nothing_is_said_about_a_mirror():
    filed = filed_walks.points(Walk(), Lab("m", mirrored=True))
    keep = [n for n, name in enumerate(NAMES) if "heel" not in name and "foot" not in name]
    found = axes(filed[:, keep], [NAMES[n] for n in keep])
    assert found.remarks == ()


def test_declared_axes_are_believed():
    filed = filed_walks.points(Walk(), Lab("m", up="z"))
    np.testing.assert_allclose(axes(filed, NAMES, "z").applied(filed)[..., 1], body(Walk())[..., 1])
    np.testing.assert_array_equal(axes(filed, NAMES, "y").turn[0], [1, 0, 0])
    with pytest.raises(ReadError, match="up x is not known"):
        axes(filed, NAMES, "x")


def test_missing_points_stay_missing_when_turned():
    filed = filed_walks.points(Walk(), Lab("m", up="z", mirrored=True))
    filed[7, 3] = np.nan
    turned = axes(filed, NAMES).applied(filed)
    assert np.isnan(turned[7, 3]).all()
    assert np.isfinite(turned).sum() == turned.size - 3


@pytest.mark.parametrize(("unit", "scale"), [("m", 1.0), ("cm", 0.01), ("mm", 0.001)])
def test_a_file_without_a_unit_is_measured_by_the_size_of_a_person(unit, scale):
    filed = filed_walks.points(Walk(), Lab(unit))
    assert metres(filed, unit, "walk")[0] == scale
    found, remarks = metres(filed, "", "walk")
    assert (found, remarks[0].values) == (scale, {"unit": unit})
    assert unit in remarks[0].say("de")


@pytest.mark.parametrize("size", [1e-9, 31.0, 1e12, np.inf])
def test_a_size_that_nobody_has_is_refused(size):
    filed = np.array([[[0.0, 0.0, 0.0], [0.0, size, 0.0]]])
    with pytest.raises(ReadError, match=r"walk.*(unit|no unit)"):
        metres(filed, "", "walk")
    if np.isfinite(size):
        with pytest.raises(ReadError, match="a person's span"):
            metres(filed, "m", "walk")
