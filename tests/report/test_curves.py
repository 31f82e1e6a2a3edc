"""Curves as still pictures."""

import re
from typing import Any

from psoascope.report.chart import Chart, Line, chart, runs, standing_length, ticks
from psoascope.report.curves import curve_svg


def paths(picture: str, name: str) -> list[str]:
    """The `d` of every path of a class."""
    return re.findall(rf'class="{name}[^"]*" d="([^"]*)"', picture)


def small_chart(value: list[float | None]) -> Chart:
    low = [None if one is None else one - 2 for one in value]
    high = [None if one is None else one + 3 for one in value]
    line = Line("left", True, value, low, high)
    return Chart("hip_flexion", [0.1 * place for place in range(len(value))], (line,), 0.0)


def test_a_gap_splits_the_line_and_nothing_is_drawn_across_it() -> None:
    picture = curve_svg(small_chart([11.0, 14.0, None, 19.0, 23.0]), "en")
    (line,) = paths(picture, "plot__line")
    assert line.count("M") == 2
    assert line.count("L") == 2


def test_a_single_frame_between_gaps_is_a_dot() -> None:
    (line,) = paths(curve_svg(small_chart([4.0, 5.0, None, 7.0, None]), "en"), "plot__line")
    assert line.endswith("h0")


def test_the_band_goes_along_its_upper_edge_and_back_along_its_lower_one() -> None:
    (band,) = paths(curve_svg(small_chart([10.0, 12.0, 13.0]), "en"), "plot__band")
    spots = [tuple(map(float, spot.split())) for spot in band[1:-1].split("L")]
    across = [spot[0] for spot in spots]
    assert across[:3] == sorted(across[:3])
    assert across[3:] == across[2::-1]
    # y grows downwards in a picture, so the upper edge has the smaller y.
    assert all(upper[1] < lower[1] for upper, lower in zip(spots[:3], spots[:2:-1], strict=True))


def test_the_near_leg_lies_on_top_and_each_leg_has_its_own_style(document: dict[str, Any]) -> None:
    picture = curve_svg(chart(document, "hip_flexion"), "en")
    far, near = picture.index("plot__line is-right is-far"), picture.index("plot__line is-left")
    assert far < near


def test_a_leg_without_any_value_is_left_out(document: dict[str, Any]) -> None:
    curves = document["sides"]["right"]["curves"]
    for name in curves:
        curves[name] = [None] * len(curves[name])
    assert "is-right" not in curve_svg(chart(document, "psoas_length"), "en")


def test_nothing_measured_gives_no_picture(document: dict[str, Any]) -> None:
    document["sides"] = {}
    assert curve_svg(chart(document, "hip_flexion"), "en") == ""


def test_lengths_are_in_centimetres_with_change_against_standing_beside_them(
    document: dict[str, Any],
) -> None:
    picture = curve_svg(chart(document, "psoas_length"), "de")
    assert re.search(r">2\d,\d\u00a0?\s?cm<", picture)
    assert re.search(r">\+\d\u202f?\u00a0? ?%<", picture)
    assert ">Stehen<" in picture


def test_the_standing_length_comes_back_from_length_and_change(document: dict[str, Any]) -> None:
    # The document's curves are rounded to 0.00001 m; the standing length of the example is 0.251 m.
    assert standing_length(document["curves"]) == 0.251
    assert standing_length({"psoas_length_m": [None], "psoas_change_percent": [3.0]}) is None


def test_the_description_gives_lowest_highest_and_missing_frames() -> None:
    picture = curve_svg(small_chart([-7.0, None, 21.0]), "de")
    (text,) = re.findall("<desc>(.*?)</desc>", picture)
    assert text == (
        "Kurve von 0,0 s bis 0,2 s. linkes Bein: kleinster Wert −7°, größter 21°, "
        "1 von 3 Bildern fehlen."
    )


def test_ticks_are_round_few_and_inside() -> None:
    assert ticks(23.4, 26.1) == [23.5, 24.0, 24.5, 25.0, 25.5, 26.0]
    assert ticks(-0.3, 612.0, 8) == [0.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0]


def test_a_whole_gap_has_no_run() -> None:
    assert runs([None, None]) == []


def test_a_ten_minute_recording_stays_a_small_picture() -> None:
    long: list[float | None] = [float(place % 37) for place in range(18_000)]
    # 1200 points of a line and two edges take about 12 letters each.
    assert len(curve_svg(small_chart(long), "en")) < 60_000
