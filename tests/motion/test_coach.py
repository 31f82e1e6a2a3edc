"""The set-up coach says what is wrong with the phone's place, and nothing where all is well."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools import golden_coach

from psoascope import tables
from psoascope.errors import RangeError, ShapeError
from psoascope.motion.coach import Glimpse, coach, ready
from tests.motion.standers import NAMES, glimpse


def keys(position="upright", **changes):
    """What is said, in order."""
    return [advice.key for advice in coach(glimpse(**changes), position)]


def said(key, position="upright", **changes):
    """The advice of this key."""
    (one,) = [advice for advice in coach(glimpse(**changes), position) if advice.key == key]
    return one


@pytest.mark.parametrize("heading", [0.0, 180.0, 12.0, -9.0])
@pytest.mark.parametrize("noise", [0.0, 3.0])
@pytest.mark.parametrize("frame_size", [(1280, 720), (1920, 1080), (720, 1280)])
def test_a_good_place_is_ready_and_nothing_is_said(heading, noise, frame_size):
    look = glimpse(heading=heading, noise=noise, frame_size=frame_size)
    assert coach(look) == []
    assert ready(coach(look))


@pytest.mark.parametrize("head_left", [True, False])
def test_a_good_place_beside_somebody_lying_is_ready(head_left):
    assert keys("supine", lying=True, head_left=head_left, noise=2.0) == []


def test_too_near_comes_before_anything_that_is_cut_off():
    assert keys(distance=1.8) == ["too_near"]
    assert "two steps" in said("too_near", distance=1.8).cure()
    assert "einen Schritt" in said("too_near", distance=3.0).cure("de")


def test_too_far_is_advised_first_and_stops_only_when_hopeless():
    assert not said("too_far", distance=8.0).stops
    assert said("too_far", distance=14.0).stops


@pytest.mark.parametrize(
    ("heading", "way"),
    [
        (30.0, "left"),  # faces right, chest seen: away from the camera is to the left
        (150.0, "right"),  # faces left, chest seen
        (-30.0, "right"),  # faces right, back seen
        (210.0, "left"),  # faces left, back seen
    ],
)
@pytest.mark.parametrize("noise", [0.0, 2.0])
def test_the_way_to_turn_is_told_from_where_the_toes_point_and_whether_the_chest_is_seen(
    heading, way, noise
):
    advice = said(f"turn_{way}", heading=heading, noise=noise)
    # The breadth of an average body stands for this one's: within five degrees, told in fives.
    assert advice.value == pytest.approx(30, abs=5)
    assert advice.values["degrees"] in (25, 30, 35)
    assert f"to your {way}" in advice.cure()


def test_turning_as_told_leads_to_a_side_view():
    for heading in (35.0, 140.0, -33.0, 222.0):
        (advice,) = [one for one in coach(glimpse(heading=heading)) if "turn" in one.key]
        # Seen from above, headings grow from the picture's right towards the camera: clockwise.
        turn = -advice.values["degrees"] if advice.key == "turn_left" else advice.values["degrees"]
        assert abs(np.sin(np.radians(heading + turn))) < np.sin(np.radians(8))


def test_from_the_front_no_way_is_made_up():
    advice = said("turn", heading=90.0)
    assert advice.stops
    assert "left" not in advice.cure() + advice.cure("de")
    assert "one shoulder covers the other" in advice.cure()


def test_a_slight_turn_is_advice_and_a_large_one_stops():
    assert not said("turn_left", heading=27.0).stops
    assert said("turn_left", heading=48.0).stops


@pytest.mark.parametrize(("height", "key"), [(0.8, "lower_phone"), (-0.8, "raise_phone")])
def test_the_phone_is_to_be_moved_to_the_height_of_the_hip(height, key):
    advice = said(key, height=height, distance=4.5, frame_size=(1280, 960))
    assert advice.values["centimetres"] == 80
    assert not advice.stops


@pytest.mark.parametrize("lying", [False, True])
@pytest.mark.parametrize("roll", [12.0, -12.0])
def test_a_tilted_phone_is_told_with_the_way_to_turn_it(roll, lying):
    position = "supine" if lying else "upright"
    key = "phone_leans_right" if roll > 0 else "phone_leans_left"
    advice = said(key, position, roll=roll, lying=lying, distance=4.2)
    assert advice.value == pytest.approx(12, abs=0.5)
    assert ("anticlockwise" in advice.cure()) == (roll > 0)


def test_bent_legs_say_nothing_about_the_tilt_of_the_phone():
    assert keys(knee_lift=0.3, roll=9.0, distance=4.0) == []


def test_more_light_and_less_light():
    assert keys(brightness=50.0) == ["too_dark"]
    assert keys(brightness=240.0) == ["too_bright"]
    assert ready(coach(glimpse(brightness=50.0)))
    assert not ready(coach(glimpse(brightness=11.0)))
    assert keys(brightness=None) == []


@pytest.mark.parametrize(("heading", "near", "far"), [(0, "right", "left"), (180, "left", "right")])
def test_a_hidden_leg_stops_only_where_it_is_the_near_one(heading, near, far):
    hidden = said("near_leg_hidden", heading=heading, hidden=(f"{near}_knee",))
    assert hidden.stops
    assert hidden.values["side"] == f"words.{near}"
    assert f"The {near} leg" in hidden.say()
    assert not said("far_leg_hidden", heading=heading, hidden=(f"{far}_ankle",)).stops


@pytest.mark.parametrize(("head_left", "near"), [(True, "right"), (False, "left")])
def test_lying_with_the_head_on_the_left_shows_the_right_leg(head_left, near):
    hidden = (f"{near}_knee",)
    assert keys("supine", lying=True, head_left=head_left, hidden=hidden) == ["near_leg_hidden"]


def test_head_and_feet_cut_off_name_the_edge():
    head = said("head_cut_off", height=-0.5)
    feet = said("feet_cut_off", height=0.5)
    assert "at the top" in head.cure()
    assert "unten" in feet.cure("de")


def test_lying_with_the_feet_outside_names_the_side():
    feet = said("feet_cut_off", "supine", lying=True, head_left=True, aside=1.2)
    assert "on the right" in feet.cure()


def test_half_out_of_the_picture():
    assert said("body_cut_off", aside=2.02, heading=151.0).values == {"edge": "words.edge_right"}
    assert "body_cut_off" in keys("supine", lying=True, height=1.15)


def test_two_people_stop():
    assert said("more_than_one", persons=2).stops
    assert keys(persons=None) == []


@pytest.mark.parametrize("walk", [0.6, -1.3])
def test_somebody_who_walks_is_asked_to_keep_still(walk):
    assert "moving" in keys(walk=walk)


def test_noise_of_the_points_is_not_movement():
    assert keys(noise=4.0) == []


def test_nobody_is_told_alone_or_with_the_light():
    empty = glimpse()
    lost = Glimpse(
        empty.time, empty.points * np.nan, empty.visibility * np.nan, NAMES, empty.frame_size
    )
    assert [one.key for one in coach(lost)] == ["nobody"]
    hidden = ("left_hip", "right_hip")
    assert keys(hidden=hidden, brightness=30.0) == ["nobody", "too_dark"]


def test_standing_where_lying_is_asked_and_the_other_way_round():
    assert keys("supine") == ["not_lying"]
    assert keys("upright", lying=True) == ["not_upright"]


def test_a_camera_over_somebody_lying_is_to_be_lowered():
    advice = said("looks_down", "supine", lying=True, above=33.0)
    assert advice.value == pytest.approx(33, abs=5)


def test_a_camera_at_the_feet_of_somebody_lying_is_to_be_moved():
    assert said("not_square", "supine", lying=True, heading=-40.0).value == pytest.approx(40, abs=5)


def test_a_single_frame_is_not_enough():
    assert keys(seconds=0.0) == ["wait"]


def test_at_most_two_are_said_and_what_stops_comes_first():
    for changes in (
        {"walk": 1.0, "persons": 2, "brightness": 30.0},
        {"heading": 28.0, "roll": 25.0, "brightness": 50.0, "distance": 4.6},
    ):
        advices = coach(glimpse(**changes))
        assert len(advices) == 2
        assert advices[0].stops
        assert not ready(advices)


def test_every_advice_has_rank_threshold_and_words_in_each_language():
    values = {
        "degrees": 25,
        "side": "words.left",
        "edge": "words.edge_top",
        "steps": "words.one_step",
        "people": 3,
        "centimetres": 40,
    }
    advices = {key: row for key, row in tables.table("coach").items() if "rank" in row}
    assert len(advices) == 24
    for key, row in advices.items():
        assert {"stops", "threshold", "unit", "range", "say", "cure"} <= set(row)
        for language in tables.LANGUAGES:
            assert "{" not in tables.say(f"coach.{key}", language, **values)
            assert "{" not in tables.say(f"coach.{key}", language, field="cure", **values)


def test_every_advice_is_given_in_some_golden_case():
    record = json.loads(golden_coach.TARGET.read_text(encoding="utf-8"))
    given_ = {advice["key"] for case in record["cases"] for advice in case["advices"]}
    assert given_ == {key for key, row in tables.table("coach").items() if "rank" in row}


def test_the_golden_cases_are_those_of_the_code():
    assert golden_coach.TARGET.read_text(encoding="utf-8") == golden_coach.text(), (
        "run: python -m tools.golden_coach"
    )


def test_a_third_position_is_refused():
    with pytest.raises(RangeError, match="'prone' is none of upright, supine"):
        coach(glimpse(), "prone")


def test_points_that_do_not_fit_their_names_are_refused():
    good = glimpse()
    with pytest.raises(ShapeError, match="one point per time and name"):
        Glimpse(good.time, good.points, good.visibility, NAMES[:3], good.frame_size)


def mirrored(look):
    """The picture in a mirror, left and right names exchanged."""
    points = look.points.copy()
    points[..., 0] = look.frame_size[0] - points[..., 0]
    other = [
        name.replace("left", "*").replace("right", "left").replace("*", "right") for name in NAMES
    ]
    order = [NAMES.index(name) for name in other]
    return Glimpse(
        look.time,
        points[:, order],
        look.visibility[:, order],
        NAMES,
        look.frame_size,
        look.brightness,
        look.persons,
    )


MIRROR = {
    "turn_left": "turn_right",
    "turn_right": "turn_left",
    "phone_leans_left": "phone_leans_right",
    "phone_leans_right": "phone_leans_left",
}


@settings(max_examples=60, deadline=None)
@given(
    heading=st.floats(-180, 180),
    roll=st.floats(-30, 30),
    distance=st.floats(1.5, 12),
    height=st.floats(-1, 1),
    scale=st.floats(0.25, 3),
)
def test_a_mirrored_or_larger_picture_gets_the_same_advice(heading, roll, distance, height, scale):
    look = glimpse(heading=heading, roll=roll, distance=distance, height=height)
    one = coach(look)
    other = coach(mirrored(look))
    assert [MIRROR.get(advice.key, advice.key) for advice in one] == [a.key for a in other]
    large = Glimpse(
        look.time,
        look.points * scale,
        look.visibility,
        NAMES,
        (look.frame_size[0] * scale, look.frame_size[1] * scale),
        look.brightness,
        look.persons,
    )
    assert [advice.key for advice in coach(large)] == [advice.key for advice in one]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 9999),
    missing=st.floats(0, 1),
    position=st.sampled_from(["upright", "supine"]),
)
def test_any_points_at_all_are_met_with_advice_and_no_crash(seed, missing, position):
    rng = np.random.default_rng(seed)
    points = rng.uniform(-2000, 3000, (9, len(NAMES), 2))
    points[rng.uniform(size=(9, len(NAMES))) < missing] = np.nan
    visibility = np.where(np.isnan(points[..., 0]), np.nan, rng.uniform(size=(9, len(NAMES))))
    look = Glimpse(np.arange(9) / 10, points, visibility, NAMES, (640, 480))
    for advice in coach(look, position):
        assert np.isfinite(advice.value)
        assert advice.say("de")
        assert advice.cure("en")
