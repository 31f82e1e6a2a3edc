"""Personal triggers in simulated diaries (diaries.py): planted ones are found, others seldom."""

import re

import numpy as np
import pytest
from scipy import stats

from psoascope import tables
from psoascope.care.triggers import triggers
from psoascope.errors import RangeError
from tests.care.diaries import NAMES, Kind, diary, size_for

# Short runs; the long ones are in tools/proof_triggers.py. Limits leave three standard errors.
NONE, PLANTED = 200, 40


def test_a_diary_without_a_trigger_shows_one_in_5_percent_at_most():
    kinds = [
        Kind(),
        Kind(70, lost=0.03),
        Kind(carry=0.8, habit=0.8),
        Kind(90, trend=3.0, rhythm=2.0),
    ]
    finds = [
        bool(triggers(*diary(kind, [3, place, number])).found)
        for place, kind in enumerate(kinds)
        for number in range(NONE // len(kinds))
    ]
    # 5 % of 200 and three standard errors of sqrt(200 * 0.05 * 0.95) = 3.1.
    assert sum(finds) <= 0.05 * NONE + 3 * 3.1


@pytest.mark.parametrize("lag", [0, 1, 2])
def test_a_planted_trigger_of_the_stated_strength_is_found_at_the_stated_power(lag):
    kind, hits, right = Kind(), [], []
    for number in range(PLANTED):
        seed = [5, lag, number]
        stated = triggers(*diary(kind, seed)).detectable
        found = triggers(*diary(kind, seed, "driving", lag, size_for(stated, kind, lag))).found
        hits.append(any(one.exposure == "driving" for one in found))
        right += [one.lag == lag for one in found if one.exposure == "driving"]
    power = tables.entry("triggers.power.value")
    spread = np.sqrt(power * (1 - power) / PLANTED)
    assert np.mean(hits) >= power - 3 * spread
    assert np.mean(right) > 0.9


def test_a_strong_trigger_is_found_with_its_lag_direction_and_size():
    kind = Kind(180, lost=0.05, rhythm=0.3, trend=0.3, noise=1.0)
    exposures, pain = diary(kind, 8, "running", 1, 0.9)
    found = triggers(exposures, pain)
    first = found.found[0]
    assert (first.exposure, first.lag) == ("running", 1)
    assert first.strength > 0
    assert first.chance < 0.005
    # 0.9 points of pain for each standard deviation, 1.0, of what is new.
    assert first.slope.low <= 0.9 <= first.slope.high
    assert first.slope.low > 0


def test_less_pain_after_more_of_something_is_told_as_less():
    exposures, pain = diary(Kind(150), 4, "running", 0, -1.2)
    first = triggers(exposures, pain).found[0]
    assert first.strength < 0
    assert "less pain" in first.say()
    assert "weniger Schmerz" in first.say("de")


def test_the_unit_of_an_exposure_changes_nothing_but_the_slope():
    exposures, pain = diary(Kind(120), 9, "sitting", 1, 1.0)
    hours = triggers(exposures, pain).found
    minutes = triggers({name: 60 * values for name, values in exposures.items()}, pain).found
    assert [(one.exposure, one.lag, one.chance) for one in hours] == [
        (one.exposure, one.lag, one.chance) for one in minutes
    ]
    assert minutes[0].slope.value == pytest.approx(hours[0].slope.value / 60)


def test_the_same_diary_gives_the_same_answer():
    given = diary(Kind(), 11, "stress", 0, 0.8)
    assert triggers(*given) == triggers(*given)


@pytest.mark.parametrize("days", [0, 1, 14, 41])
def test_too_few_days_say_so_and_find_nothing(days):
    exposures, pain = diary(Kind(60, lost=0.0), 2, "stress", 0, 3.0)
    found = triggers({name: values[:days] for name, values in exposures.items()}, pain[:days])
    assert (found.enough, found.found) == (False, ())
    assert "Not enough days" in found.say()[0]
    assert "Noch nicht genug Tage" in found.say("de")[0]
    assert found.needed >= 42


def test_days_lost_count_as_lost_not_as_days_without_pain():
    exposures, pain = diary(Kind(100, lost=0.0), 6)
    pain[::2] = np.nan
    found = triggers(exposures, pain)
    # Each second day missing: never two days in a row.
    assert (found.enough, found.days) == (False, 0)


def test_missing_values_are_left_out_and_not_filled():
    exposures, pain = diary(Kind(200, lost=0.0), 13, "driving", 1, 1.0)
    whole = triggers(exposures, pain)
    exposures["driving"][50:80] = np.nan
    some = triggers(exposures, pain)
    assert some.found[0].exposure == "driving"
    assert some.detectable > whole.detectable
    exposures["driving"][:] = np.nan
    none = triggers(exposures, pain)
    assert "driving" in none.left_out
    assert all(one.exposure != "driving" for one in none.found)


def test_a_habit_that_never_changes_is_left_out():
    exposures, pain = diary(Kind(), 3)
    exposures["sitting"] = np.where(np.isnan(exposures["sitting"]), np.nan, 8.0)
    found = triggers(exposures, pain)
    assert found.left_out == ("sitting",)
    assert set(found.tested) == set(NAMES) - {"sitting"}


def test_pain_that_never_changes_has_no_trigger():
    exposures, pain = diary(Kind(lost=0.0), 3)
    assert not triggers(exposures, np.full_like(pain, 4.0)).enough


def test_a_shared_weekday_rhythm_alone_is_no_trigger():
    days = np.arange(140)
    busy = (days % 7 < 5).astype(float)
    rng = np.random.default_rng(1)
    pain = np.round(2 + 3 * busy + rng.normal(0, 0.8, 140)).clip(0, 10)
    found = triggers({"sitting": 4 + 5 * busy + rng.normal(0, 0.5, 140)}, pain)
    assert (found.enough, found.found) == (True, ())
    assert "Nothing in your diary stands out" in found.say()[0]


def test_more_days_show_weaker_links():
    months = [triggers(*diary(Kind(days, lost=0.0), 7)).detectable for days in (80, 160, 320)]
    assert months == sorted(months, reverse=True)


CAUSAL = re.compile(
    r"\b(cause[sd]?|causing|because|due to|leads? to|trigger\w*|makes?|verursach\w*|führt|weil|"
    r"auslös\w*|wegen)\b",
    re.IGNORECASE,
)


def test_no_wording_speaks_of_causes():
    for language in ("en", "de"):
        for key in tables.entry("triggers.words"):
            if key != "review":
                text = tables.entry(f"triggers.words.{key}.say")[language]
                assert not CAUSAL.search(text), text
    exposures, pain = diary(Kind(), 2, "stress", 1, 1.5)
    for language, honest in (("en", "does not show"), ("de", "zeigt nicht")):
        (said, *_) = triggers(exposures, pain).say(language)
        assert honest in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pain": 11.0}, "Pain 11 lies outside"),
        ({"pain": -1.0}, "Pain -1 lies outside"),
        ({"exposure": np.inf}, "stress holds a value that is no number"),
    ],
)
def test_values_that_cannot_be_are_refused(change, said):
    exposures, pain = diary(Kind(60, lost=0.0), 2)
    if "pain" in change:
        pain[3] = change["pain"]
    else:
        exposures["stress"][3] = change["exposure"]
    with pytest.raises(RangeError, match=said):
        triggers(exposures, pain)


def test_other_days_than_those_of_pain_are_refused():
    with pytest.raises(RangeError, match="stress has 3 days, but pain has 4"):
        triggers({"stress": [1, 2, 3]}, [1, 2, 3, 4])


def test_the_limit_counts_what_weekday_trend_and_yesterday_take_of_the_days():
    rng = np.random.default_rng(3)
    pain = rng.integers(0, 11, 53).astype(float)
    shown = triggers({"stress": rng.normal(size=53)}, pain)
    # Three lags at 4 % in all, of 52 days less 10: the limit of a correlation by Student's t, and
    # 0.84 standard errors beyond it for a power of 80 %, on the 51 days told at lag 1 and 50 at 2.
    free = 52 - 10
    t = stats.t.ppf(1 - 0.04 / 6, free)
    limit = t / np.sqrt(free + t**2)
    meant = np.tanh(np.arctanh(limit) + 0.8416 / np.sqrt(50 - 10 - 3)) * np.sqrt(52 / 50)
    # Shuffling 2000 times leaves some 2 % at the edge.
    assert shown.detectable == pytest.approx(meant, rel=0.05)
