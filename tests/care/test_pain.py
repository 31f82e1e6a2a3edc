"""Pain drawings as numbers: once is once, order does not matter, and left mirrors right."""

import math
import time
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoascope import tables
from psoascope.care.body_map import chart_size, patches, region_areas, regions
from psoascope.care.pain import overlap, painted, spread
from psoascope.care.pain_words import missed_words, overlap_words, spread_words
from psoascope.errors import RangeError

EXACT = 1e-9
THIGH = (85.0, 280.0)  # in the front of the right thigh


@dataclass(frozen=True)
class Place:
    region: str
    side: str
    now: float | None = None
    best: float | None = None
    worst: float | None = None


def stroke(points, chart="front", width=6.0, intensity=4.0):
    return {"chart": chart, "points": points, "width": width, "intensity": intensity}


def drawing(*strokes):
    return {"strokes": list(strokes)}


def flat(found):
    return {
        (region, side): (share, found.depth[region][side])
        for region, sides in found.area.items()
        for side, share in sides.items()
    }


def mirrored(one):
    chart = {"right": "left", "left": "right"}.get(one["chart"], one["chart"])
    points = [[chart_size()[0] - x, y] for x, y in one["points"]]
    return one | {"chart": chart, "points": points}


coordinates = st.tuples(st.floats(20, 200), st.floats(20, 450)).map(list)
strokes = st.builds(
    stroke,
    st.lists(coordinates, min_size=1, max_size=5),
    chart=st.sampled_from(["front", "back", "right", "left"]),
    width=st.floats(1, 30),
    intensity=st.sampled_from([0, 2, 5, 9, None]),
)
drawings = st.lists(strokes, min_size=1, max_size=4)


def close(found, other):
    left, right = flat(found), flat(other)
    shares = {key for key, (share, _) in (left | right).items() if share > 1e-6}
    for key in shares:
        assert left[key] == pytest.approx(right[key], abs=1e-7, nan_ok=True)
    assert found.total == pytest.approx(other.total, abs=EXACT)
    assert found.outside == pytest.approx(other.outside, abs=EXACT, nan_ok=True)


def test_a_dot_on_the_thigh_has_the_area_of_a_disc():
    found = painted(drawing(stroke([THIGH], width=10)))
    (thigh,) = {
        one.area
        for one in patches()
        if (one.chart, one.region, one.side) == ("front", "front_of_thigh", "right")
    }
    assert dict(found.area) == {"front_of_thigh": {"right": pytest.approx(25 * math.pi / thigh)}}
    assert found.area["front_of_thigh"]["right"] == pytest.approx(25 * math.pi / thigh, abs=EXACT)
    assert found.depth["front_of_thigh"]["right"] == 4.0
    assert found.outside == pytest.approx(0, abs=EXACT)
    assert found.missed == ()


@settings(max_examples=15, deadline=None)
@given(drawings)
def test_painting_twice_adds_nothing(drawn):
    assert flat(painted(drawing(*drawn, *drawn))) == flat(painted(drawing(*drawn)))


@settings(max_examples=15, deadline=None)
@given(drawings)
def test_the_order_of_strokes_does_not_matter(drawn):
    assert flat(painted(drawing(*drawn))) == flat(painted(drawing(*reversed(drawn))))


@settings(max_examples=10, deadline=None)
@given(drawings)
def test_the_direction_of_a_stroke_does_not_matter(drawn):
    turned = [one | {"points": one["points"][::-1]} for one in drawn]
    assert flat(painted(drawing(*drawn))) == flat(painted(drawing(*turned)))


@settings(max_examples=15, deadline=None)
@given(drawings)
def test_a_mirrored_drawing_gives_the_same_on_the_other_side(drawn):
    found = painted(drawing(*drawn))
    other = painted(drawing(*map(mirrored, drawn)))
    swapped = {"right": "left", "left": "right"}
    sides = {(region, swapped[side]): values for (region, side), values in flat(other).items()}
    for key, (share, depth) in flat(found).items():
        if share > 1e-6:
            assert sides[key] == pytest.approx((share, depth), abs=1e-7, nan_ok=True)
    assert found.total == pytest.approx(other.total, abs=EXACT)


@settings(max_examples=10, deadline=None)
@given(drawings, strokes)
def test_one_more_stroke_never_makes_an_area_smaller(drawn, one):
    before, after = painted(drawing(*drawn)), painted(drawing(*drawn, one))
    for (region, side), (share, _) in flat(before).items():
        assert after.area[region][side] >= share - EXACT
    assert after.total >= before.total - EXACT


def test_a_middle_point_on_a_straight_stroke_changes_nothing():
    whole = painted(drawing(stroke([[80, 262], [90, 302]])))
    close(painted(drawing(stroke([[80, 262], [82.5, 272], [90, 302]]))), whole)


def test_a_stroke_that_crosses_itself_counts_the_crossing_once():
    eight = [[75, 265], [95, 300], [75, 300], [95, 265]]
    whole = painted(drawing(stroke(eight, width=5)))
    parts = [stroke(eight[row : row + 2], width=5) for row in range(3)]
    close(painted(drawing(*parts)), whole)
    single = sum(painted(drawing(part)).total for part in parts)
    assert whole.total < single


def test_where_strokes_overlap_the_stronger_one_counts():
    weak, strong = stroke([THIGH], width=12, intensity=2), stroke([THIGH], width=6, intensity=8)
    depth = painted(drawing(strong, weak)).depth["front_of_thigh"]["right"]
    assert depth == pytest.approx((8 * 9 + 2 * 27) / 36, abs=EXACT)


def test_a_stroke_without_intensity_has_an_area_and_no_depth():
    found = painted(drawing(stroke([THIGH], intensity=None)))
    assert math.isnan(found.depth["front_of_thigh"]["right"])
    both = painted(drawing(stroke([THIGH], intensity=None), stroke([THIGH], width=2, intensity=7)))
    assert both.area == found.area
    assert both.depth["front_of_thigh"]["right"] == pytest.approx(7.0)


def test_a_stroke_of_intensity_0_paints_nothing():
    found = painted(drawing(stroke([THIGH], intensity=0)))
    assert dict(found.area) == {}
    assert found.total == 0
    assert math.isnan(found.outside)


def test_an_empty_drawing_is_no_pain_and_no_error():
    found = painted(drawing())
    assert (dict(found.area), found.total, found.missed) == ({}, 0.0, ())


def test_a_stroke_beside_the_body_is_counted_out_and_named():
    found = painted(drawing(stroke([THIGH]), stroke([[5, 20], [12, 40]])))
    assert found.missed == (2,)
    assert set(found.area) == {"front_of_thigh"}
    inked = math.pi * 9
    beside = math.hypot(7, 20) * 6 + math.pi * 9
    assert found.outside == pytest.approx(beside / (inked + beside), abs=EXACT)
    assert missed_words(found, "de").startswith("Strich 2 ")


def test_a_stroke_that_slips_over_the_edge_keeps_what_lies_inside():
    inside = painted(drawing(stroke([[85, 280], [66, 280]])))
    further = painted(drawing(stroke([[85, 280], [40, 280]])))
    assert further.outside > inside.outside
    assert set(further.area) == {"front_of_thigh"}
    assert further.missed == ()


@pytest.mark.parametrize(
    ("strokes", "message"),
    [
        (None, "The drawing has no strokes"),
        ("front", "The drawing has no strokes"),
        ([{}], "Stroke 1 of the drawing is only half there: chart is missing"),
        ([stroke([THIGH]), {"chart": "front"}], "Stroke 2 .* points is missing"),
        ([stroke([THIGH], width=None)], "width is missing"),
        ([{"chart": "front", "points": [[1, 2]], "width": 3}], "intensity is missing"),
        ([stroke([])], r"Stroke 1 of the drawing: \[\] is no point"),
        ([stroke([[85, 280], [86]])], r"\[86\] is no point"),
        ([stroke([[85, math.nan]])], "nan. is no point"),
        ([stroke([[math.inf, 3]])], "inf, 3. is no point"),
        ([stroke([["85", 280]])], "is no point"),
        ([stroke([[True, 280]])], "is no point"),
        ([stroke([[85, 1e9]])], "stroke 1, place 1000000000.0"),
        ([stroke([THIGH], width=0)], "stroke 1, width 0 chart units lies outside 0.1 to 100"),
        ([stroke([THIGH], width=-4)], "width -4"),
        ([stroke([THIGH], width=math.nan)], "width nan"),
        ([stroke([THIGH], intensity=11)], "intensity 11 points lies outside 0 to 10"),
        ([stroke([THIGH], intensity=math.nan)], "intensity nan"),
        ([stroke([THIGH], chart="top")], "names top under stroke 1, chart"),
        ([stroke([THIGH]) | {"colour": "red"}], "names colour under stroke 1"),
        ([[85, 280]], r"\[85, 280\] for stroke 1"),
        ([stroke([THIGH] * 10_001)], "drawing, points 10001"),
    ],
)
def test_a_drawing_that_does_not_fit_is_refused_by_name(strokes, message):
    with pytest.raises(RangeError, match=message) as refusal:
        painted({"strokes": strokes})
    assert tables.explain(refusal.value, "de") != str(refusal.value)


def test_a_drawing_of_another_kind_is_refused_by_name():
    with pytest.raises(RangeError, match="names lines under drawing"):
        painted({"lines": []})
    with pytest.raises(RangeError, match="psoascope/drawing/1"):
        painted({"schema": "other/3", "strokes": []})


# The same in words.


def test_a_region_in_a_list_is_marked_as_a_whole():
    found = painted([Place("groin", "left", now=6)])
    assert flat(found) == {("groin", "left"): (1.0, 6.0)}
    body = 2 * sum(region_areas().values())
    assert found.total == pytest.approx(region_areas()["groin"] / body, abs=EXACT)
    assert found.outside == 0.0


def test_painting_a_whole_region_gives_the_same_as_naming_it():
    (patch,) = (one for one in patches() if (one.region, one.side) == ("groin", "left"))
    x, y = patch.loops[0].mean(axis=0).tolist()
    drawn = painted(drawing(stroke([[x, y]], width=90, intensity=6)))
    listed = painted([Place("groin", "left", now=6)])
    assert drawn.area["groin"]["left"] == pytest.approx(listed.area["groin"]["left"], abs=EXACT)
    assert drawn.depth["groin"]["left"] == pytest.approx(listed.depth["groin"]["left"])


def test_both_sides_and_the_middle_mark_both_halves():
    for side in ("both", "middle"):
        assert dict(painted([Place("low_back", side, now=3)]).area["low_back"]) == {
            "right": 1.0,
            "left": 1.0,
        }


def test_a_knee_has_no_middle():
    with pytest.raises(RangeError, match="knee lies on the right or left, not in the middle"):
        painted([Place("knee", "middle", now=3)])


def test_pain_that_is_0_throughout_marks_nothing_but_pain_that_is_away_now_does():
    assert dict(painted([Place("groin", "left", now=0, worst=0)]).area) == {}
    away = painted([Place("groin", "left", now=0, worst=7)])
    assert flat(away) == {("groin", "left"): (1.0, 0.0)}
    assert flat(painted([Place("groin", "left", now=1, worst=1)])) == {("groin", "left"): (1, 1)}
    unknown = painted([Place("groin", "left")])
    assert math.isnan(unknown.depth["groin"]["left"])


def test_a_list_with_an_unknown_region_side_or_number_is_refused_by_name():
    with pytest.raises(RangeError, match="names hip under region"):
        painted([Place("hip", "left", now=3)])
    with pytest.raises(RangeError, match="names up under side"):
        painted([Place("groin", "up", now=3)])
    with pytest.raises(RangeError, match="groin, intensity 12"):
        painted([Place("groin", "left", now=12)])


# Patterns.


def test_the_whole_psoas_pattern_of_one_side_is_covered_and_nothing_lies_outside():
    within = tables.entry("pain_patterns.psoas.regions")
    found = overlap([Place(region, "left", now=4) for region in within], "psoas")
    assert (found.share, found.outside, found.side) == (1.0, 0.0, "left")
    assert found.covered == pytest.approx(1.0, abs=EXACT)


def test_shares_are_shares_of_area():
    sizes = region_areas()
    found = overlap([Place("buttock", "right", 4), Place("calf", "right", 4)], "psoas")
    marked = sizes["buttock"] + sizes["calf"]
    pattern = sum(sizes[one] for one in tables.entry("pain_patterns.psoas.regions"))
    assert found.share == pytest.approx(sizes["buttock"] / marked, abs=EXACT)
    assert found.outside == pytest.approx(sizes["calf"] / marked, abs=EXACT)
    assert found.covered == pytest.approx(sizes["buttock"] / pattern, abs=EXACT)


def test_one_side_can_be_asked_for_alone():
    places = [Place("buttock", "right", 4), Place("calf", "left", 4)]
    assert overlap(places, "psoas", "right").share == 1.0
    assert overlap(places, "psoas", "left").share == 0.0
    assert overlap(places, "psoas").side == "right"
    assert overlap([Place("buttock", "both", 4)], "psoas").side == "both"
    assert overlap([Place("calf", "both", 4)], "psoas").side == ""


def test_an_overlap_of_nothing_is_missing_and_not_0():
    found = overlap([], "psoas")
    assert math.isnan(found.share)
    assert found.covered == 0
    assert overlap_words(found, "en").startswith("Nothing is marked")


def test_an_unknown_pattern_is_refused_by_name():
    with pytest.raises(RangeError, match="names piriformis under pattern"):
        overlap([], "piriformis")


def test_a_described_pattern_is_told_from_its_look_alikes_by_where_it_lies():
    places = [Place("flank", "left", 8), Place("testicle_or_labia", "left", 8)]
    shares = {name: overlap(places, name).share for name in tables.table("pain_patterns")}
    assert shares["kidney_or_ureter"] == 1.0
    assert max(share for name, share in shares.items() if name != "kidney_or_ureter") == 0.0


def test_every_pattern_names_regions_what_speaks_for_and_against_and_its_source():
    assert set(tables.table("pain_patterns")) == {
        "psoas", "hip_joint", "root_l2_l4", "sacroiliac_joint", "kidney_or_ureter", "facet_joints",
    }  # fmt: skip
    for entry in tables.table("pain_patterns").values():
        assert set(entry["regions"]) <= set(regions())
        assert entry["source"]
        assert entry["review"] == {"en": "unsigned", "de": "unsigned"}
        for part in (*entry["speaks_for"], *entry["speaks_against"]):
            assert part["source"]
            assert part["mark"] in ("FOUND", "MEMORY")


def test_the_psoas_pattern_is_the_one_that_the_handout_describes():
    within = set(tables.entry("pain_patterns.psoas.regions"))
    assert within >= {"side_of_spine", "sacroiliac", "buttock", "front_of_hip"}


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_no_wording_speaks_of_a_probability_or_a_diagnosis(language):
    said = [
        overlap_words(overlap([Place("buttock", "right", 4)], name), language)
        for name in tables.table("pain_patterns")
    ]
    text = " ".join(said).lower()
    for word in ("probab", "likel", "chance", "risk", "diagnos", "wahrschein", "risiko", "befund"):
        assert word not in text
    assert "100" in said[0]


# Two drawings.


def test_the_spread_between_two_drawings_is_exact():
    small, large = stroke([THIGH], width=6), stroke([THIGH], width=10)
    found = spread(drawing(small), drawing(large))
    assert (found.kept, found.new, found.gone) == pytest.approx((0.36, 0.64, 0.0), abs=EXACT)
    back = spread(drawing(large), drawing(small))
    assert (back.kept, back.new, back.gone) == pytest.approx((0.36, 0.0, 0.64), abs=EXACT)
    assert found.before.total < found.after.total


def test_pain_that_moves_is_new_in_one_place_and_gone_from_the_other():
    found = spread(drawing(stroke([THIGH])), drawing(stroke([[135, 280]])))
    assert (found.kept, found.new, found.gone) == pytest.approx((0.0, 0.5, 0.5), abs=EXACT)
    assert spread_words(found, "en") == (
        "Of all that was marked on either day, 0% is the same, 50% is new and 50% is gone."
    )


def test_the_same_drawing_twice_is_all_kept_and_nothing_twice_is_missing():
    same = drawing(stroke([[80, 262], [90, 302]]))
    assert spread(same, same).kept == pytest.approx(1.0, abs=EXACT)
    assert math.isnan(spread(drawing(), drawing()).kept)
    assert "Nothing was marked" in spread_words(spread(drawing(), drawing()), "en")


def test_a_drawing_can_be_compared_with_a_list():
    dot = stroke([THIGH], width=10)
    found = spread(drawing(dot), [Place("front_of_thigh", "right", 4)])
    assert found.gone == pytest.approx(0.0, abs=EXACT)
    assert 0 < found.kept < found.new


def test_a_drawing_of_some_hundred_points_is_read_at_once():
    rng = np.random.default_rng(3)
    drawn = drawing(
        *(
            stroke(
                (
                    rng.uniform([70, 170], [150, 300]) + np.cumsum(rng.normal(0, 2, (40, 2)), 0)
                ).tolist(),
                chart=chart,
                width=7.0,
                intensity=float(level),
            )
            for level, chart in enumerate(("front", "back", "front", "back"), start=3)
        )
    )
    painted(drawn)
    start = time.process_time()
    painted(drawn)
    # Time of the processor, since machines are shared; about 0.05 s.
    assert time.process_time() - start < 0.5
