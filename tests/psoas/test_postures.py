"""Named postures: a physiotherapist's expectations."""

import pytest

from psoascope import psoas, tables
from psoascope.errors import RangeError
from psoascope.psoas.names import HIP_ANGLES


def change(name, side="right"):
    return getattr(psoas.posture(name), side).change.value


def test_standing_is_what_the_others_are_compared_with():
    assert psoas.posture_names()[0] == "standing"
    assert change("standing") == 0.0


def test_sitting_shortens_the_psoas_and_curling_up_shortens_it_more():
    assert change("foetal_side_lying") < change("chair_sitting") < -5


def test_the_rear_leg_of_the_stretch_lengthens_and_the_front_leg_shortens():
    assert change("half_kneeling_stretch") > 0
    assert change("half_kneeling_stretch", "left") < -10


def test_the_leg_behind_in_walking_is_longer_than_standing_and_the_leg_in_front_shorter():
    assert change("walking_toe_off", "left") < 0 < change("walking_toe_off")


def test_marching_shortens_the_lifted_side_only():
    assert change("march_90") < -10
    # 1 %: the pelvis follows a little.
    assert abs(change("march_90", "left")) < 1


@pytest.mark.parametrize("name", psoas.posture_names())
def test_every_posture_has_a_band_of_kind_range_on_both_sides(name):
    found = psoas.posture(name)
    for muscle in (found.right, found.left):
        for quantity in (muscle.length, muscle.change, muscle.hip_flexion_arm):
            assert quantity.low < quantity.value < quantity.high
            assert quantity.kind == "range"


@pytest.mark.parametrize("name", psoas.posture_names())
def test_every_angle_says_where_it_comes_from(name):
    entry = tables.entry(f"postures.{name}")
    hips = [entry[f"hip_{side}"][angle] for side in ("right", "left") for angle in HIP_ANGLES]
    for number in [entry["lumbar_extension"], *hips]:
        assert number["low"] <= number["value"] <= number["high"]
        assert number["mark"] in ("FOUND", "MEMORY", "ESTIMATE")
        assert number["source"]
        assert number["unit"] == "deg"


def test_a_taller_person_has_a_longer_muscle_and_the_same_change():
    tall = psoas.posture("chair_sitting", psoas.Person(1.87)).right
    usual = psoas.posture("chair_sitting").right
    assert tall.length.value == pytest.approx(1.1 * usual.length.value, rel=1e-12)
    assert tall.change.value == pytest.approx(usual.change.value, rel=1e-9)


def test_an_unknown_posture_is_refused_with_the_known_ones():
    with pytest.raises(RangeError, match=r"There is no posture handstand\. Known are standing"):
        psoas.posture("handstand")
