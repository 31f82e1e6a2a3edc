"""What the fascicles are made of."""

import numpy as np
import pytest

from psoascope import psoas, tables
from psoascope.errors import RangeError
from psoascope.psoas.architecture import architecture, architecture_names, variants
from psoascope.psoas.names import FASCICLES_OF_A_SIDE

STILL = np.zeros((5, 3))
UPRIGHT = np.zeros(3)


def test_both_sides_are_built_alike():
    for muscle in variants():
        for part in (muscle.max_force, muscle.optimal_fibre, muscle.tendon_slack):
            assert part.shape == (22,)
            np.testing.assert_array_equal(part[:11], part[11:])


def test_the_default_is_the_first_and_has_the_tables_own_force():
    rows = [tables.entry(f"anatomy.fascicle.{name}") for name in FASCICLES_OF_A_SIDE]
    first = variants()[0]
    assert first.name == architecture_names()[0] == "lfb"
    # 1e-12: rounding alone.
    np.testing.assert_allclose(first.max_force[:11], [row["max_force"] for row in rows], rtol=1e-12)


def test_the_variants_reach_from_the_weakest_to_the_strongest_model():
    forces = [muscle.max_force.sum() / 2 for muscle in variants()]
    limits = tables.entry("anatomy.maximum_force_of_a_side")
    # 3e-5: the ends in the table are rounded to whole newtons.
    assert min(forces) == pytest.approx(limits["low"], rel=3e-5)
    assert max(forces) == pytest.approx(limits["high"], rel=3e-5)


def test_all_that_is_not_fibre_down_to_the_thigh_bone_is_tendon():
    muscle = architecture()
    length = psoas.state(STILL, UPRIGHT, UPRIGHT).length
    row = tables.entry("anatomy.fascicle.L3_TP")
    place = psoas.FASCICLES.index("L3_TP_r")
    by_hand = row["tendon_slack_to_brim"] + length[place] - row["length_to_brim"]
    # 1e-12 m: rounding alone.
    assert abs(muscle.tendon_slack[place] - by_hand) < 1e-12
    # The stretch of the fibre in standing is that of the model that ends at the brim.
    assert length[place] - muscle.tendon_slack[place] == pytest.approx(
        row["length_to_brim"] - row["tendon_slack_to_brim"], rel=1e-12
    )


def test_a_fascicle_is_equally_stretched_when_a_small_or_a_tall_person_stands():
    for height in (1.43, 1.97):
        person = psoas.Person(height)
        length = psoas.state(STILL, UPRIGHT, UPRIGHT, person=person).length
        own, usual = architecture(person=person), architecture()
        standing = psoas.state(STILL, UPRIGHT, UPRIGHT).length
        # 1e-12: rounding alone.
        np.testing.assert_allclose(
            length / own.optimal_fibre, standing / usual.optimal_fibre, rtol=1e-12
        )
        np.testing.assert_allclose(
            length / own.tendon_slack, standing / usual.tendon_slack, rtol=1e-12
        )
        np.testing.assert_array_equal(own.max_force, usual.max_force)


def test_an_unknown_architecture_is_refused_with_the_known_ones():
    with pytest.raises(RangeError, match=r"no muscle architecture ox\. Known are lfb, lfb_weak"):
        architecture("ox")
