"""The compiled kernel gives what the NumPy reference gives, however it is called."""

import subprocess
import sys

import numpy as np
import pytest

from psoascope import psoas
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.reference import reference
from psoascope.psoas.sized import sized

PEOPLE = [None, psoas.Person(1.87), psoas.Person(1.62, sex="female", pelvis_width=0.171)]


def some_postures(count, seed=17):
    """Lumbar, right and left hip over all that joints reach, not only over usual postures."""
    rng = np.random.default_rng(seed)
    lumbar = np.radians(rng.uniform(-39, 39, (count, 5, 3)))
    right, left = np.radians(rng.uniform([-60, -60, -70], [150, 60, 70], (2, count, 3)))
    return lumbar, right, left


def rates_of(count, seed=19):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(count, 5, 3)), rng.normal(size=(count, 3)), rng.normal(size=(count, 3))


@pytest.mark.parametrize("person", PEOPLE)
def test_the_compiled_sums_are_those_of_the_reference(person):
    lumbar, right, left = some_postures(3001)
    rates = rates_of(3001)
    found = psoas.state(lumbar, right, left, rates=rates, person=person)
    asked = reference(lumbar, np.stack([right, left], axis=1), sized(person))
    speed, iliacus = asked.velocity(rates[0], np.stack(rates[1:], axis=1), sized(person))
    pairs = {
        "length": (found.length, asked.length),
        "lumbar arm": (found.lumbar_arm_packed, asked.lumbar_arm),
        "hip arm": (found.hip_arm, asked.hip_arm),
        "iliacus length": (found.iliacus_length, asked.iliacus_length),
        "iliacus arm": (found.iliacus_arm, asked.iliacus_arm),
        "velocity": (found.velocity, speed),
        "iliacus velocity": (found.iliacus_velocity, iliacus),
    }
    for name, (ours, theirs) in pairs.items():
        # 1e-12 m: rounding alone; arms are steep where a path grazes the cylinder's axis.
        gap = np.abs(ours.reshape(3001, -1) - theirs.reshape(3001, -1)).max()
        assert gap < 1e-12, name


def test_the_velocity_is_the_change_of_length_in_time():
    lumbar, right, left = some_postures(41)
    rates = rates_of(41)
    step = 1e-6
    now, later = (
        psoas.state(lumbar + s * rates[0], right + s * rates[1], left + s * rates[2])
        for s in (-step, step)
    )
    moving = psoas.state(lumbar, right, left, rates=rates)
    # 1e-8 m/s: the central difference of lengths of 0.3 m over 2e-6 s.
    np.testing.assert_allclose(moving.velocity, (later.length - now.length) / (2 * step), atol=1e-8)
    np.testing.assert_allclose(
        moving.iliacus_velocity,
        (later.iliacus_length - now.iliacus_length) / (2 * step),
        atol=1e-8,
    )


def test_bending_the_hip_shortens_both_muscles_at_the_pace_of_their_levers():
    still = np.zeros((5, 3)), np.zeros(3), np.zeros(3)
    lifting = psoas.state(*still, rates=(still[0], np.array([2.0, 0.0, 0.0]), still[2]))
    # 1e-15 m/s: rounding alone.
    np.testing.assert_allclose(
        lifting.velocity, np.repeat([-2.0 * lifting.hip_arm[0, 0], 0.0], 11), atol=1e-15
    )
    assert lifting.iliacus_velocity[0] < 0 == lifting.iliacus_velocity[1]


def test_a_result_given_back_is_filled_again_and_nothing_is_made():
    lumbar, right, left = some_postures(130)
    room = psoas.state(lumbar, right, left)
    seen = room.length
    again = psoas.state(lumbar[::-1], right[::-1], left[::-1], out=room)
    assert again is room
    assert again.length is seen
    np.testing.assert_array_equal(seen, psoas.state(lumbar, right, left).length[::-1])


def test_room_for_another_batch_or_without_velocities_is_refused():
    lumbar, right, left = some_postures(5)
    room = psoas.state(lumbar, right, left)
    with pytest.raises(ShapeError, match=r"out was made for postures \(5,\); got \(4,\)"):
        psoas.state(lumbar[:4], right[:4], left[:4], out=room)
    with pytest.raises(ShapeError, match="out was made without rates"):
        psoas.state(lumbar, right, left, rates=rates_of(5), out=room)


@pytest.mark.parametrize("count", [1, 63, 64, 65, 4097])
def test_several_threads_give_what_one_gives(count):
    postures = some_postures(count)
    one = psoas.state(*postures, rates=rates_of(count))
    many = psoas.state(*postures, rates=rates_of(count), threads=3)
    assert np.array_equal(one.rows, many.rows)


def test_less_than_one_thread_is_refused():
    with pytest.raises(RangeError, match="threads must be 1 or more; got 0"):
        psoas.state(np.zeros((5, 3)), np.zeros(3), np.zeros(3), threads=0)


def test_half_the_memory_costs_seven_digits_and_no_more():
    postures = some_postures(200)
    whole, half = psoas.state(*postures), psoas.state(*postures, dtype=np.float32)
    assert half.rows.dtype == np.float32
    # One rounding to float32, which is 6e-8 of a number below 0.5 m.
    np.testing.assert_allclose(half.rows, whole.rows, atol=3e-8)


def test_one_posture_of_the_back_serves_many_of_the_hip():
    _, right, left = some_postures(6)
    back = np.full((5, 3), 0.02)
    spread = psoas.state(back, right, left)
    each = psoas.state(np.broadcast_to(back, (6, 5, 3)), right, left)
    assert np.array_equal(spread.rows, each.rows)


def test_every_batch_shape_sees_the_same_numbers():
    lumbar, right, left = some_postures(24)
    flat = psoas.state(lumbar, right, left)
    deep = psoas.state(
        lumbar.reshape(2, 3, 4, 5, 3), right.reshape(2, 3, 4, 3), left.reshape(2, 3, 4, 3)
    )
    assert deep.hip_arm.shape == (2, 3, 4, 2, 3)
    assert np.shares_memory(deep.length, deep.rows)
    assert np.array_equal(deep.length.reshape(24, 22), flat.length)
    assert np.array_equal(deep.iliacus_arm.reshape(24, 2, 3), flat.iliacus_arm)


def test_rates_must_be_three_and_fit():
    postures = some_postures(5)
    with pytest.raises(ShapeError, match="rates must be three arrays"):
        psoas.state(*postures, rates=rates_of(5)[:2])
    with pytest.raises(ShapeError, match="rates of lumbar must fit"):
        psoas.state(*postures, rates=rates_of(4))


def test_importing_the_library_compiles_nothing_and_leaves_numba_alone():
    asked = "import sys, psoascope.psoas; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
