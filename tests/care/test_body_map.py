"""The body charts: regions fill the body, share their borders, and are the same on both sides."""

import math

import numpy as np
import pytest

from psoascope import tables
from psoascope.care import body_curves
from psoascope.care.body_map import (
    CHARTS,
    chart_edges,
    chart_size,
    details,
    patches,
    region_areas,
    regions,
)
from psoascope.care.deep_paint import deep_paint
from psoascope.care.polygons import edges_of, painted_areas, polygon_area
from psoascope.care.strokes import brush, distance
from psoascope.errors import TableError

EXACT = 1e-9  # the tolerance; what is left is rounding of float64
NEEDED = (
    "low_back", "side_of_spine", "sacroiliac", "buttock", "front_of_hip", "groin",
    "front_of_thigh", "outer_hip", "inner_thigh", "back_of_thigh", "knee", "lower_belly", "flank",
    "upper_back", "abdomen", "testicle_or_labia", "shin", "calf", "foot",
)  # fmt: skip


def on(chart, side=None):
    return [one for one in patches() if one.chart == chart and side in (None, one.side)]


def painted(lines, widths, polygons=()):
    paint = brush([np.array(line, dtype=float) for line in lines], widths)
    return painted_areas(paint, edges_of(polygons))


def square(x, y, size):
    return np.array([[x, y], [x + size, y], [x + size, y + size], [x, y + size]], dtype=float)


def test_every_region_that_other_rooms_ask_for_is_on_a_chart():
    assert set(NEEDED) <= set(regions())
    assert {one.region for one in patches()} == set(regions())


def test_every_region_is_on_both_sides():
    for region in regions():
        assert {one.side for one in patches() if one.region == region} == {"right", "left"}


@pytest.mark.parametrize("chart", CHARTS)
def test_regions_fill_the_body_without_gaps_or_overlaps(chart):
    """Painted over with one huge dot, the regions together are as large as their outer border."""
    size = chart_size()
    whole = sum(one.area for one in on(chart))
    inside, _ = painted([[(size[0] / 2, size[1] / 2)]], [900.0], [one.loops for one in on(chart)])
    # Parts of the border that no second region has: if there were a gap, its border would count.
    edges = {}
    for one in on(chart):
        for loop in one.loops:
            for start, end in zip(loop, np.roll(loop, -1, axis=0), strict=True):
                edges.setdefault(frozenset([tuple(start), tuple(end)]), []).append((start, end))
    alone = [pairs[0] for pairs in edges.values() if len(pairs) == 1]
    assert max(len(pairs) for pairs in edges.values()) == 2
    outline = edges_of([])
    rows = np.array([[*a, *b] if a[1] <= b[1] else [*b, *a] for a, b in alone])
    outline = type(outline)(rows[:, :2], rows[:, 2:], np.zeros(len(rows), dtype=np.int64), 1)
    paint = brush([np.array([[size[0] / 2, size[1] / 2]])], [900.0])
    (border,), _ = painted_areas(paint, outline)
    assert inside.sum() == pytest.approx(whole, abs=EXACT * whole)
    assert border == pytest.approx(whole, abs=EXACT * whole)


@pytest.mark.parametrize("region", regions())
def test_a_region_is_as_large_on_the_left_as_on_the_right(region):
    for charts in (("front", "front"), ("back", "back"), ("right", "left")):
        right = [one.area for one in on(charts[0], "right") if one.region == region]
        left = [one.area for one in on(charts[1], "left") if one.region == region]
        assert right == pytest.approx(left, rel=EXACT)


def test_a_region_counts_as_large_as_on_the_chart_that_shows_most_of_it():
    shown = {one.chart: one.area for one in patches() if (one.region, one.side) == ("knee", "left")}
    assert region_areas()["knee"] == max(shown.values()) > min(shown.values())


def test_the_persons_right_is_to_the_readers_left_on_the_front_chart_alone():
    middle = {
        (chart, side): np.mean([loop[:, 0].mean() for one in on(chart, side) for loop in one.loops])
        for chart in ("front", "back")
        for side in ("right", "left")
    }
    assert middle["front", "right"] < middle["front", "left"]
    assert middle["back", "right"] > middle["back", "left"]


def test_the_right_chart_looks_to_the_readers_right():
    (foot,) = (one for one in on("right") if one.region == "foot")
    (calf,) = (one for one in on("right") if one.region == "calf")
    assert foot.loops[0][:, 0].max() > calf.loops[0][:, 0].max()


def test_every_chart_lies_within_its_size():
    wide, high = chart_size()
    for one in patches():
        for loop in one.loops:
            assert loop.min() > 0
            assert (loop.max(axis=0) < (wide, high)).all()


def test_head_above_chest_above_knee_above_foot():
    for chart in ("front", "right"):
        heights = [
            np.mean([one.loops[0][:, 1].mean() for one in on(chart) if one.region == region])
            for region in ("head", "chest", "lower_belly", "front_of_thigh", "knee", "shin", "foot")
        ]
        assert heights == sorted(heights)


def test_every_region_is_named_in_plain_words_and_as_a_part_of_the_body():
    for region in regions():
        for language in tables.LANGUAGES:
            assert tables.say(f"body_regions.{region}", language)
            assert tables.say(f"body_regions.{region}.part", language)


def test_details_are_drawn_on_both_sides():
    names = [name for name, _ in details("front")]
    assert names.count("kneecap") == 2
    assert [name for name, _ in details("left")].count("ear") == 1


def test_an_outline_with_a_typo_is_refused_by_name():
    with pytest.raises(TableError, match=r"\[groin\]: there is no curve 'flnk'"):
        body_curves.loop("front", "groin", ["flnk"])
    with pytest.raises(TableError, match=r"curve trunk has no point 'rib'. Known are start, end"):
        body_curves.loop("front", "groin", ["trunk rib crest"])
    with pytest.raises(TableError, match="does not go on from the curve before it"):
        body_curves.loop("front", "groin", ["trunk ribs crest", "collar"])
    with pytest.raises(TableError, match="does not close"):
        body_curves.loop("front", "groin", ["trunk ribs crest", "navel start flank"])


def test_a_smooth_curve_keeps_its_given_points():
    given = np.array([[0.0, 0.0], [3.0, 1.0], [4.0, 7.0], [9.0, 7.5]])
    found = body_curves.smooth(given)
    assert np.array_equal(found[::4], given)


# Areas of known shapes.


@pytest.mark.parametrize(
    ("lines", "widths", "area"),
    [
        ([[(3, 4)]], [2], math.pi),
        ([[(0, 0), (10, 0)]], [3], 30 + 2.25 * math.pi),
        ([[(0, 0), (0, 10)]], [3], 30 + 2.25 * math.pi),
        ([[(1, 2), (4, 6)]], [2], 10 + math.pi),
        ([[(-7, 5), (5, -7)]], [1], 12 * math.sqrt(2) + math.pi / 4),
        # a right angle: two arms less the corner that both have
        ([[(0, 0), (10, 0), (10, 7)]], [2], 34 + math.pi - 1 + math.pi / 4),
        # a cross: the square in the middle counts once
        ([[(0, 0), (10, 0)], [(5, -6), (5, 6)]], [2, 2], 44 + 2 * math.pi - 4),
        # two discs: the lens counts once
        ([[(0, 0)], [(1, 0)]], [2, 2], 2 * math.pi - 2 * math.pi / 3 + math.sqrt(3) / 2),
        # a disc in a disc, two that touch, and two that are apart
        ([[(0, 0)], [(1, 0)]], [9, 2], 20.25 * math.pi),
        ([[(0, 0)], [(3, 0)]], [4, 2], 5 * math.pi),
        ([[(0, 0)], [(30, 0)]], [4, 2], 5 * math.pi),
        # there and back again, and a pause on the way
        ([[(0, 0), (10, 0), (4, 0), (4, 0), (12, 0)]], [2], 24 + math.pi),
        # a square ring, walked round: its hole stays free
        ([[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]], [2], 121 + 0 - 64 - 4 + math.pi + 23),
    ],
)
def test_the_area_of_a_known_shape_is_exact(lines, widths, area):
    assert painted(lines, widths)[1] == pytest.approx(area, abs=EXACT)


def test_a_stroke_inside_a_square_counts_only_there():
    inside, whole = painted([[(-5, 1), (5, 1)]], [1], [[square(0, 0, 2)], [square(2, 0, 2)]])
    assert inside == pytest.approx([2.0, 2.0], abs=EXACT)
    assert whole == pytest.approx(10 + math.pi / 4, abs=EXACT)


def test_a_disc_on_a_corner_gives_a_quarter_to_each_square():
    squares = [[square(x, y, 3)] for x in (-3, 0) for y in (-3, 0)]
    assert painted([[(0, 0)]], [4], squares)[0] == pytest.approx([math.pi] * 4, abs=EXACT)


def test_a_disc_cut_by_a_slanted_line_gives_its_segment():
    far = math.sqrt(2) / 2  # the line x + y = 1 lies this far from the middle of the disc
    triangle = np.array([[1, 0], [0, 1], [50, 50]], dtype=float)
    wide = np.array([[51, -50], [-50, 51], [50, 50]], dtype=float)
    half = 4 * math.acos(far / 2) - far * math.sqrt(4 - far**2)
    assert painted([[(0, 0)]], [4], [[wide]])[0][0] == pytest.approx(half, abs=EXACT)
    assert painted([[(0, 0)]], [4], [[triangle]])[0][0] < half


def test_a_hole_in_a_region_is_not_painted():
    ring = [square(0, 0, 10), square(4, 4, 2)]
    assert painted([[(5, 5)]], [30], [ring])[0][0] == pytest.approx(96, abs=EXACT)


def test_a_stroke_along_a_border_gives_half_to_each_side():
    squares = [[square(0, 0, 10)], [square(0, -10, 10)]]
    inside, _ = painted([[(2, 0), (8, 0)]], [3], squares)
    assert inside == pytest.approx([9 + 1.125 * math.pi] * 2, abs=EXACT)


def test_a_side_that_lies_on_a_border_does_not_spill():
    inside, _ = painted([[(-20, 1), (20, 1)]], [2], [[square(0, 0, 10)], [square(0, -10, 10)]])
    assert inside == pytest.approx([20, 0], abs=EXACT)


@pytest.mark.parametrize("points", [14, 150])
def test_turning_and_moving_everything_changes_no_area(points):
    """The dense one is mostly paint over paint, where edges are hidden."""
    rng = np.random.default_rng(5)
    line = rng.normal(0, 6, (points, 2))
    shape = square(-4, -3, 9)
    inside, whole = painted([line], [3.0], [[shape]])
    for angle in (0.3, math.pi / 2, 2.2):
        turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
        again = painted([line @ turn.T + (50, 70)], [3.0], [[shape @ turn.T + (50, 70)]])
        assert again[0] == pytest.approx(inside, abs=EXACT * 10)
        assert again[1] == pytest.approx(whole, abs=EXACT * 10)


def test_shapes_on_whole_numbers_whose_edges_coincide_are_exact_as_well():
    """Turned by an odd angle nothing coincides any more; the area must not notice."""
    rng = np.random.default_rng(2)
    turn = np.array([[0.8, -0.6], [0.6, 0.8]])
    for _ in range(25):
        lines = [rng.integers(0, 12, (4, 2)).astype(float) for _ in range(3)]
        widths = rng.choice([2.0, 4.0], 3).tolist()
        squares = [square(x, y, 4) for x in (0, 4, 8) for y in (0, 4, 8)]
        inside, whole = painted(lines, widths, [[one] for one in squares])
        again = painted(
            [one @ turn.T for one in lines], widths, [[one @ turn.T] for one in squares]
        )
        # Where edges just touch, the place where they do is known to 1e-7 only.
        assert again[0] == pytest.approx(inside, abs=1e-8)
        assert again[1] == pytest.approx(whole, abs=1e-8)


def test_the_edge_of_a_dot_in_a_blot_is_hidden_and_that_of_a_dot_beside_it_is_not():
    paint = brush(
        [np.array([[0.0, 0.0]]), np.array([[3.0, 1.0]]), np.array([[14.0, 0.0]])], [20.0, 2.0, 2.0]
    )
    deep = deep_paint(paint)
    assert dict(zip(paint.radius.tolist(), deep.bare.tolist(), strict=True))[10.0]
    assert deep.bare.tolist().count(False) == 1
    assert deep.holds(np.array([[0.0, 0.0], [9.99, 0.0], [50.0, 50.0]])).tolist() == [
        True, False, False,
    ]  # fmt: skip


def test_a_scribble_agrees_with_counting_dots():
    rng = np.random.default_rng(8)
    paint = brush([np.cumsum(rng.normal(0, 4, (30, 2)), axis=0)], [5.0])
    low, high = paint.low.min(axis=0), paint.high.max(axis=0)
    dots = rng.uniform(low, high, (60_000, 2))
    hit = np.zeros(len(dots), dtype=bool)
    for row in range(len(paint.radius)):
        piece = paint.taken(np.full(len(dots), row))
        hit |= distance(dots, piece) <= paint.radius[row]
    counted = hit.mean() * np.prod(high - low)
    # 60 000 dots know a share to about 0.2 %; 4 of these
    assert painted_areas(paint, edges_of([]))[1] == pytest.approx(counted, rel=0.02)


def test_the_area_of_a_polygon_does_not_depend_on_where_it_starts_or_which_way_it_runs():
    shape = np.array([[100.0, 7], [103, 7], [103, 11]])
    assert polygon_area(shape) == polygon_area(shape[::-1]) == polygon_area(np.roll(shape, 1, 0))
    assert polygon_area(shape) == 6.0


def test_no_stroke_paints_nothing():
    inside, whole = painted_areas(brush([], []), chart_edges("front")[1])
    assert (inside.sum(), whole) == (0.0, 0.0)
