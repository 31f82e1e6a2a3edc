"""The moments of a leg off the ground: against hand arithmetic and plain mechanics."""

import numpy as np
import pytest

from psoascope import tables
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.dynamics import leg_moments
from psoascope.psoas.leg_motion import LegMotion, Load, Pelvis
from psoascope.psoas.person import Person
from psoascope.psoas.rotations import turned_zxy
from psoascope.psoas.segments import foot_centre, gravity, segments
from psoascope.psoas.tasks import LYING

MAN = Person(1.741, "male", 73.0)
TIME = np.linspace(0.0, 0.58, 59)


def swing(seed, batch=()):
    """A swing with every angle moving, different in each of a batch."""
    rng = np.random.default_rng(seed)
    size = rng.uniform([0.3, 0.05, 0.05, 0.4, 0.1], [0.5, 0.1, 0.1, 0.7, 0.2], (*batch, 5))
    start = rng.uniform(0.0, 6.0, (*batch, 5))
    waves = size[..., None, :] * np.sin(2 * np.pi * TIME[:, None] / 1.2 + start[..., None, :])
    return waves + np.array([0.1, 0.0, 0.0, 0.8, 0.0])


def moving(angles, **more):
    return LegMotion(TIME, angles[..., :3], angles[..., 3], angles[..., 4], **more)


def everything(moments):
    return np.concatenate([moments.hip, moments.knee[..., None], moments.ankle[..., None]], axis=-1)


def test_a_straight_leg_just_off_the_floor_weighs_as_hand_arithmetic_says():
    moment = leg_moments(LegMotion(None, np.zeros(3), 0.0, 0.0, Pelvis(LYING)), MAN).hip
    thigh = 73.0 * 0.1416 * (0.4222 * 0.4095)
    shank = 73.0 * 0.0433 * (0.4222 + 0.4403 * 0.4395)
    foot = 73.0 * 0.0137 * (0.4222 + 0.4403 + 0.02 * 1.741)
    # 1e-9: the same sum in another order.
    np.testing.assert_allclose(moment, [9.80665 * (thigh + shank + foot), 0.0, 0.0], atol=1e-9)
    assert moment[0] == pytest.approx(45.41, abs=0.01)


def test_a_stiff_leg_that_swings_from_the_hip_is_a_pendulum():
    flexion = 0.4 * np.sin(6.0 * TIME)
    hip = np.stack([flexion, 0 * TIME, 0 * TIME], axis=-1)
    moment = leg_moments(LegMotion(TIME, hip, 0 * TIME, 0 * TIME), MAN).hip[:, 0]
    parts, inertia, first = segments(MAN), 0.0, np.zeros(2)
    tops = {"thigh": 0.0, "shank": parts["thigh"].length}
    tops["foot"] = tops["shank"] + parts["shank"].length
    for name, top in tops.items():
        centre = np.array([0.0, -parts[name].centre, 0.0])
        x, y, _ = foot_centre(MAN) if name == "foot" else centre
        inertia += parts[name].inertia[2] + parts[name].mass * (x**2 + (top - y) ** 2)
        first += parts[name].mass * np.array([x, top - y])
    weight = gravity() * (first[0] * np.cos(flexion) + first[1] * np.sin(flexion))
    expected = weight - 36.0 * flexion * inertia
    # 0.2 %: the derivative through five frames, 0.01 s apart, worst at the two ends.
    np.testing.assert_allclose(moment, expected, atol=2e-3 * np.abs(expected).max())


def energy(time, angles):
    """Energy (T,) of a leg below a still pelvis, J, from the places of its parts alone."""
    parts, up = segments(MAN), 0.0
    thigh = turned_zxy(angles[:, :3])[0]
    bend, raise_ = (np.zeros((len(time), 3)) for _ in range(2))
    bend[:, 0], raise_[:, 0] = -angles[:, 3], angles[:, 4]
    shank = thigh @ turned_zxy(bend)[0]
    foot = shank @ turned_zxy(raise_)[0]
    knee = thigh @ [0.0, -parts["thigh"].length, 0.0]
    ankle = knee + shank @ [0.0, -parts["shank"].length, 0.0]
    bodies = [("thigh", thigh, 0.0), ("shank", shank, knee), ("foot", foot, ankle)]
    for name, turn, top in bodies:
        part = parts[name]
        local = foot_centre(MAN) if name == "foot" else np.array([0.0, -part.centre, 0.0])
        place = top + turn @ local
        speed = np.gradient(place, time, axis=0)
        # Points one gyration radius out on a box carry the body's own turning.
        spread = np.sqrt(np.maximum((part.inertia.sum() / 2 - part.inertia) / part.mass, 0.0))
        for axis in range(3):
            run = np.gradient(turn[:, :, axis], time, axis=0) * spread[axis]
            up = up + part.mass * (run**2).sum(axis=1) / 2
        up = up + part.mass * ((speed**2).sum(axis=1) / 2 + gravity() * place[:, 1])
    return up


def test_what_the_joints_put_in_is_what_the_leg_gains():
    time = np.linspace(0.0, 0.6, 1201)
    waves = np.sin(np.outer(time, [5.0, 4.1, 6.2, 7.3, 3.3]) + np.array([0.3, 1.1, 2.0, 0.7, 1.9]))
    angles = waves * [0.5, 0.3, 0.4, 0.6, 0.3] + np.array([0.2, -0.1, 0.1, 0.8, 0.0])
    moments = leg_moments(LegMotion(time, angles[:, :3], angles[:, 3], angles[:, 4]), MAN)
    power = (everything(moments) * np.gradient(angles, time, axis=0)).sum(axis=1)
    gain = np.gradient(energy(time, angles), time)
    # 0.01 % of the peak: differences over 1 ms; two frames at each end are cruder.
    np.testing.assert_allclose(power[2:-2], gain[2:-2], atol=1e-4 * np.abs(power).max())


def test_in_free_fall_a_still_leg_needs_no_moment():
    falling = Pelvis(turned_zxy(np.array([0.3, -0.2, 0.5]))[0], [0.0, -gravity(), 0.0])
    bent = LegMotion(None, [0.9, -0.3, 0.2], 1.1, -0.2, falling)
    # 1e-12 N m: rounding.
    np.testing.assert_allclose(everything(leg_moments(bent, MAN)), 0.0, atol=1e-12)


def test_tilting_the_pelvis_or_bending_the_hip_is_the_same_to_a_still_leg_in_the_middle_plane():
    tilt, _ = turned_zxy(np.array([0.4, 0.0, 0.0]))
    tilted = leg_moments(LegMotion(None, [0.3, 0.0, 0.0], 0.8, 0.1, Pelvis(tilt)), MAN)
    bent = leg_moments(LegMotion(None, [0.7, 0.0, 0.0], 0.8, 0.1), MAN)
    np.testing.assert_allclose(everything(tilted), everything(bent), atol=1e-12)


def test_a_turning_pelvis_is_felt_as_a_bending_hip_is():
    # Turned about the hip centre itself, by moving the pelvis' origin against it.
    angle = 0.3 * np.sin(7.0 * TIME)
    turn, _ = turned_zxy(np.stack([angle, 0 * angle, 0 * angle], axis=-1))
    lever = turn @ [-0.0707 * MAN.scales.pelvis, -0.0661 * MAN.scales.pelvis, 0.0]
    rate, change = 2.1 * np.cos(7.0 * TIME), -14.7 * np.sin(7.0 * TIME)
    side = np.stack([-lever[:, 1], lever[:, 0], 0 * angle], axis=-1)
    origin = -(change[:, None] * side - rate[:, None] ** 2 * lever)
    still = np.zeros((len(TIME), 3))
    by_pelvis = leg_moments(LegMotion(TIME, still, 0.6, 0.0, Pelvis(turn, origin)), MAN)
    hip = np.stack([angle, 0 * angle, 0 * angle], axis=-1)
    by_hip = leg_moments(LegMotion(TIME, hip, 0.6, 0.0), MAN)
    # 0.02 N m of a peak of 60: one derivative is of a rotation, the other of an angle.
    np.testing.assert_allclose(by_pelvis.hip[2:-2], by_hip.hip[2:-2], atol=0.02)


def test_left_mirrors_right():
    angles = swing(3)
    turn, _ = turned_zxy(swing(4)[:, :3] / 4)
    mirror = np.array([1.0, 1.0, -1.0])
    pull = np.stack([np.sin(5 * TIME), np.cos(4 * TIME), 0.6 * np.sin(3 * TIME)], axis=-1)
    push, point = np.array([11.0, -7.0, 5.0]), np.array([0.02, -0.31, 0.04])
    right = leg_moments(
        moving(angles, pelvis=Pelvis(turn, pull)), MAN, loads=[Load("thigh", point, push)]
    )
    pelvis = Pelvis(mirror[:, None] * turn * mirror, pull * mirror)
    load = Load("thigh", point * mirror, push * mirror)
    left = leg_moments(moving(angles, pelvis=pelvis, side="left"), MAN, loads=[load])
    np.testing.assert_allclose(everything(left), everything(right), atol=1e-12)


def test_many_legs_at_once_equal_one_by_one():
    angles = swing(5, (2, 3))
    together = everything(leg_moments(moving(angles), MAN))
    for row in np.ndindex(2, 3):
        alone = everything(leg_moments(moving(angles[row]), MAN))
        np.testing.assert_allclose(together[row], alone, rtol=0, atol=1e-12)


def test_a_missing_frame_stays_missing_and_takes_only_its_neighbours():
    angles = swing(6)
    whole = everything(leg_moments(moving(angles), MAN))
    angles[23, 3] = np.nan
    holed = everything(leg_moments(moving(angles), MAN))
    gone = np.isnan(holed).all(axis=-1)
    assert np.flatnonzero(gone).tolist() == [21, 22, 23, 24, 25]
    np.testing.assert_array_equal(holed[~gone], whole[~gone])


def test_a_shoe_weighs_what_its_weight_pulls():
    point = [0.06, -0.05, 0.01]
    pose = LegMotion(None, [0.6, -0.1, 0.1], 0.4, 0.1)
    shoe = leg_moments(pose, MAN, loads=[Load("foot", point, mass=0.43)])
    pull = leg_moments(pose, MAN, loads=[Load("foot", point, force=[0, -0.43 * gravity(), 0])])
    np.testing.assert_allclose(everything(shoe), everything(pull), atol=1e-12)
    assert shoe.hip[0] > leg_moments(pose, MAN).hip[0]


def test_pulling_the_knee_back_asks_more_of_the_hip():
    pose = LegMotion(None, np.zeros(3), 0.0, 0.0)
    pulled = leg_moments(pose, MAN, loads=[Load("thigh", [0.0, -0.40, 0.0], [-25.0, 0.0, 0.0])])
    # 25 N at 0.40 m; the resting leg itself needs a trifle, since the foot points forward.
    assert pulled.hip[0] - leg_moments(pose, MAN).hip[0] == pytest.approx(10.0)
    assert pulled.knee == leg_moments(pose, MAN).knee


def test_frames_on_the_ground_are_missing_and_say_why():
    standing = TIME < 0.2
    moments = leg_moments(moving(swing(8), on_ground=standing), MAN)
    assert np.isnan(moments.hip[standing]).all()
    assert np.isfinite(moments.hip[~standing]).all()
    assert "ground" in moments.why_missing()
    assert "Boden" in moments.why_missing("de")
    assert leg_moments(moving(swing(8)), MAN).why_missing() == ""


def test_a_leg_that_only_stands_is_refused_with_the_reason():
    with pytest.raises(RangeError, match="force of the ground is then unknown") as refusal:
        leg_moments(moving(swing(9), on_ground=True), MAN)
    assert "Kraft des Bodens" in tables.explain(refusal.value, "de")


@pytest.mark.parametrize(
    ("hip", "knee", "ankle", "name"),
    [
        ([30.0, 0.0, 0.0], 0.0, 0.0, "hip"),
        (np.zeros(3), 60.0, 0.0, "knee"),
        (np.zeros(3), 0.0, 15.0, "ankle"),
    ],
)
def test_degrees_are_refused_with_the_cure(hip, knee, ankle, name):
    with pytest.raises(RangeError, match=f"{name}.*radians"):
        leg_moments(LegMotion(None, hip, knee, ankle), MAN)


def test_axes_that_do_not_fit_are_refused():
    with pytest.raises(ShapeError, match=r"axes that fit.*\(59, 3\)"):
        leg_moments(LegMotion(TIME, np.zeros((59, 3)), np.zeros(58), 0.0), MAN)


def test_an_empty_batch_gives_an_empty_answer():
    assert leg_moments(moving(np.zeros((0, 59, 5))), MAN).hip.shape == (0, 59, 3)
