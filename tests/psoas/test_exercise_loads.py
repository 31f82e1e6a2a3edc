"""What exercises ask of the muscle, and that the kept figures are those that are computed."""

import pytest
from tools.make_exercise_loads import TABLE, text

from psoascope import tables
from psoascope.psoas.exercise_loads import FIGURES, exercise_load, kept_exercise_loads


@pytest.fixture(scope="module")
def loads():
    found = {name: exercise_load(name) for name in tables.table("exercises")}
    return {name: load for name, load in found.items() if load is not None}


def test_the_kept_figures_are_those_that_are_computed():
    assert TABLE.read_text(encoding="utf-8") == text()


def test_every_exercise_but_breathing_has_a_load_and_each_figure_its_band(loads):
    assert set(tables.table("exercises")) - set(loads) == {"diaphragm_breathing"}
    assert set(kept_exercise_loads()) == set(loads)
    for load in loads.values():
        for figure in FIGURES:
            one = getattr(load, figure)
            assert one.low <= one.value <= one.high
            assert one.low < one.high


def test_a_stretch_lengthens_the_muscle_and_lifting_the_knee_shortens_it(loads):
    assert loads["psoas_stretch"].change.value > 0 > loads["supine_march"].change.value


def test_a_band_makes_the_march_harder_for_the_muscle(loads):
    assert loads["loop_march"].pull.value > 2 * loads["supine_march"].pull.value


def test_a_curl_up_asks_less_of_the_psoas_than_the_march_with_a_band(loads):
    assert loads["curl_up"].pull.value < loads["loop_march"].pull.value


def test_both_legs_press_more_on_the_spine_than_one_does(loads):
    # The standing or lying leg still pulls by stretch; at the far end both legs are bent.
    both, one = loads["dead_bug_hold"], loads["supine_march"]
    assert both.pull.value == pytest.approx(one.pull.value)
    assert both.spine.high > one.spine.high


def test_what_nobody_knows_is_not_said_to_be_asked(loads):
    assert not loads["bridge"].asked
    assert loads["supine_march"].asked
    assert all(load.mark == "ESTIMATE" for load in loads.values())
