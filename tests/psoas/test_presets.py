"""What the moving picture says of its postures, relaxed and at work."""

import pytest

from psoascope import tables
from psoascope.daily import reference_loads
from psoascope.psoas.postures import posture
from psoascope.psoas.presets import FIGURES, kept_presets, preset, preset_names

# The table keeps one decimal.
ROUNDED = 0.051


@pytest.fixture(scope="module")
def computed():
    return {name: preset(name) for name in preset_names()}


def test_the_kept_presets_are_those_of_the_model(computed):
    kept = kept_presets()
    assert list(kept) == list(computed), "run: python tools/make_preset_loads.py"
    for name, now in computed.items():
        assert (kept[name].mark, kept[name].work_mark) == (now.mark, now.work_mark)
        for whose in ("right", "left", "both"):
            old, new = getattr(kept[name], whose), getattr(now, whose)
            assert set(old) == set(new)
            for figure, one in new.items():
                for edge in ("value", "low", "high"):
                    wanted = pytest.approx(getattr(one, edge), abs=ROUNDED)
                    assert getattr(old[figure], edge) == wanted, (name, whose, figure, edge)


def test_at_rest_a_preset_says_what_its_posture_says():
    for name, found in kept_presets().items():
        side = posture(tables.entry(f"presets.{name}.posture")).left
        assert found.left["rest_tension"].high == pytest.approx(
            side.passive_tension.high, abs=ROUNDED
        )


def test_at_work_a_preset_says_what_the_day_says_of_the_same_activity():
    for name, found in kept_presets().items():
        activity = tables.entry(f"presets.{name}.work").get("effort")
        if activity is None or activity == "cycling":  # a day's cycling goes round the pedal
            continue
        day = reference_loads()[activity].spine
        assert found.both["work_spine"].value == pytest.approx(day.value, abs=0.11)
        assert found.both["work_spine"].high == pytest.approx(day.high, abs=0.11)


def test_work_never_pulls_less_than_stretch_alone_in_the_same_posture(computed):
    for name, found in computed.items():
        if found.work_mark and name not in ("march", "sit_up"):
            assert found.right["work_tension"].value >= found.right["rest_tension"].value - 1e-9


def test_the_lifted_leg_of_a_march_works_and_the_standing_one_only_stretches(computed):
    march = computed["march"]
    assert march.right["change"].high < -5
    assert march.right["work_tension"].value > 10 * march.right["rest_tension"].value
    left = march.left
    for edge in ("value", "low", "high"):
        resting = pytest.approx(getattr(left["rest_tension"], edge), rel=1e-9)
        assert getattr(left["work_tension"], edge) == resting


def test_a_bridge_says_nothing_of_work_for_nothing_is_known(computed):
    assert computed["bridge"].work_mark == ""
    assert set(computed["bridge"].right) == set(FIGURES[:3])


def test_the_sit_up_presses_the_lowest_disc_more_than_sitting(computed):
    spine = {name: one.both["work_spine"].value for name, one in computed.items() if one.work_mark}
    assert spine["sit_up"] > spine["sitting"] > spine["foetal"]
