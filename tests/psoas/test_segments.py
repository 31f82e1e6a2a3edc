"""The parts of the body: they add up to a whole person."""

import numpy as np
import pytest

from psoascope import tables
from psoascope.psoas.person import Person
from psoascope.psoas.segments import likely_people, segments

PAIRED = ("upper_arm", "forearm", "hand", "thigh", "shank", "foot")
THIRDS = ("upper_trunk", "middle_trunk", "lower_trunk")
PEOPLE = [Person(1.735, "female", 61.9), Person(1.741, "male", 73.0), Person(1.70)]


@pytest.mark.parametrize("person", PEOPLE)
def test_the_parts_weigh_as_much_as_the_whole(person):
    parts = segments(person)
    whole = sum(parts[name].mass * (2 if name in PAIRED else 1) for name in parts)
    # 0.02 %: the source rounds each share to 0.01 % of the body's mass.
    assert whole - parts["trunk"].mass == pytest.approx(person.body_mass, rel=2e-4)


@pytest.mark.parametrize("person", PEOPLE[:2])
def test_the_three_parts_of_the_trunk_make_the_trunk(person):
    parts = segments(person)
    trunk, thirds = parts["trunk"], [parts[name] for name in THIRDS]
    # 0.2 mm: lengths are rounded to 0.1 mm.
    assert sum(part.length for part in thirds) == pytest.approx(trunk.length, abs=2e-4)
    tops = np.cumsum([0.0, thirds[0].length, thirds[1].length])
    moment = sum(part.mass * (top + part.centre) for part, top in zip(thirds, tops, strict=True))
    # 4 mm: in men the source's parts lie 3.0 mm lower than its whole; in women 0.1 mm.
    assert moment / trunk.mass == pytest.approx(trunk.centre, abs=4e-3)


def test_a_limb_turns_most_easily_about_its_own_length():
    parts = segments(Person(1.66, "female"))
    for name in ("upper_arm", "forearm", "thigh", "shank"):
        assert parts[name].inertia.argmin() == 1
    assert parts["foot"].inertia.argmin() == 0


def test_the_trunk_is_wider_than_deep():
    # So tipping it sideways takes more than bending it.
    for person in PEOPLE:
        sideways, _, bending = segments(person)["trunk"].inertia
        assert sideways > bending


def test_a_measured_thigh_is_that_long_and_no_heavier():
    plain, own = (
        segments(Person(1.78, "male", 71.0)),
        segments(Person(1.78, "male", 71.0, thigh=0.46)),
    )
    assert own["thigh"].length == 0.46
    assert own["thigh"].mass == plain["thigh"].mass
    assert own["shank"].length == plain["shank"].length


def test_the_mean_person_lies_between_woman_and_man():
    woman, man, mean = (segments(Person(1.70, sex, 66.0)) for sex in ("female", "male", None))
    for name in mean:
        ends = sorted([woman[name].mass, man[name].mass])
        assert ends[0] < mean[name].mass < ends[1]


def test_what_is_known_of_a_person_is_not_varied():
    for other in likely_people(Person(1.81, "male", thigh=0.44)):
        assert (other.height, other.sex, other.thigh) == (1.81, "male", 0.44)
    assert len({other.mass for other in likely_people(Person(1.81, "male"))}) == 3


def test_every_segment_says_where_its_length_comes_from():
    rows = tables.entry("segments.segment")
    names = list(segments())
    assert len(names) == 11
    for name in names:
        assert rows[name]["length_mark"] in ("FOUND", "MEMORY", "ESTIMATE")
