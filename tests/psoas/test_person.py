"""Who a person is: what height, sex and measured lengths change, and what is refused."""

import numpy as np
import pytest

from psoascope import tables
from psoascope.errors import RangeError
from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.person import Person, reference_widths, scale_of, share_of_height
from psoascope.psoas.spine import spine

REFUSED = [
    ({"height": 170.0}, "170 m"),
    ({"height": -1.7}, "-1.7 m"),
    ({"height": float("nan")}, "nan m"),
    ({"height": 1.72, "sex": "woman"}, "woman"),
    ({"height": 1.72, "mass": 3.1}, "3.1 kg"),
    ({"height": 1.72, "mass": float("nan")}, "nan kg"),
    ({"height": 1.72, "thigh": 41.0}, "41 m"),
    ({"height": 1.72, "thigh": 0.62}, "0.62 m"),
    ({"height": 1.72, "shank": float("nan")}, "nan m"),
    ({"height": 1.72, "pelvis_width": -0.16}, "-0.16 m"),
    ({"height": 1.72, "lumbar_length": 13.0}, "13 m"),
]


def test_the_reference_person_has_exactly_the_size_of_our_anatomy():
    assert Person(1.70).scales == (1.0, 1.0, 1.0)
    assert scale_of(None) == scale_of(Person(1.70)) == 1.0


def test_height_alone_scales_every_body_alike():
    # 1e-12: rounding of a division.
    assert Person(1.87).scales == pytest.approx((1.1, 1.1, 1.1), rel=1e-12)


def test_a_woman_has_a_shorter_thigh_than_a_man_of_the_same_height():
    woman, man = Person(1.72, sex="female"), Person(1.72, sex="male")
    assert woman.scales.thigh < Person(1.72).scales.thigh < man.scales.thigh
    # No table read gives the pelvis by sex.
    assert woman.scales.pelvis == man.scales.pelvis


@pytest.mark.parametrize(
    ("measured", "body"),
    [
        ({"thigh": 0.43}, "thigh"),
        ({"pelvis_width": 0.19}, "pelvis"),
        ({"lumbar_length": 0.15}, "lumbar"),
    ],
)
def test_a_measured_length_changes_its_own_body_only(measured, body):
    plain, own = Person(1.76, sex="female").scales, Person(1.76, "female", **measured).scales
    for name in ("lumbar", "pelvis", "thigh"):
        assert (getattr(plain, name) != getattr(own, name)) == (name == body)


def test_the_lengths_of_our_own_anatomy_give_back_its_own_size():
    width, chain = reference_widths()
    thigh = share_of_height("thigh", None) * 1.70
    own = Person(1.70, pelvis_width=width, lumbar_length=chain, thigh=thigh)
    # 1e-12: rounding of a division.
    assert own.scales == pytest.approx((1.0, 1.0, 1.0), rel=1e-12)


def test_the_lumbar_length_is_the_way_along_the_joint_centres_of_a_standing_spine():
    joints = spine(np.zeros((5, 3)), anatomy()).centre
    way = np.linalg.norm(np.diff(joints, axis=0), axis=1).sum()
    # 1e-12 m: the same numbers, added in another order.
    assert reference_widths()[1] == pytest.approx(way, abs=1e-12)


def test_mass_is_as_given_or_from_the_stated_index():
    assert Person(1.83, mass=64.5).body_mass == 64.5
    assert Person(1.83).body_mass == pytest.approx(23.0 * 1.83**2)


@pytest.mark.parametrize(("given", "value"), REFUSED)
def test_a_figure_that_no_person_has_is_refused_with_its_value(given, value):
    with pytest.raises(RangeError, match=value) as refusal:
        Person(**given)
    german = tables.explain(refusal.value, "de")
    assert value in german
    assert german != str(refusal.value)


def test_a_person_can_be_a_key():
    assert len({Person(1.70), Person(1.70), Person(1.70, "male")}) == 2
