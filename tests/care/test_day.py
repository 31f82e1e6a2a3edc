"""A day's ledger: what adds up, what stays unknown, and what no figure may change."""

import datetime
import math
import time
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoascope import tables
from psoascope.care.day import MEASURES, Day, Load, Span, ledger, longest_sit
from psoascope.care.diary import check_diary, exposures, merged, typed_day
from psoascope.care.triggers import triggers
from psoascope.care.what_if import against_reference, changed, changes, reference_day
from psoascope.errors import RangeError
from psoascope.quantity import Quantity

TODAY = datetime.date(2026, 11, 26)
KEYS = tuple(tables.table("activities"))


def made(short, long, pull, spine, spread=0.1):
    """A load of stated values, with a band of a tenth to either side."""

    def band(value, unit):
        return Quantity(value, value * (1 - spread), value * (1 + spread), unit, "range")

    return Load(band(short, "1"), band(long, "1"), band(pull, "1"), band(spine, "N"))


LOADS = {
    key: made(0.4 + 0.01 * at, 0.02 * at, 0.01 * (at + 1), 100.0 + 7 * at)
    for at, key in enumerate(KEYS)
} | {
    "sitting": made(1.0, 0.0, 0.07, 200.0),
    "driving": made(1.0, 0.0, 0.30, 900.0),
    "walking": made(0.1, 0.4, 0.03, 260.0),
}


def exactly(hours, longest=math.nan):
    return Span(hours, longest, hours, hours)


def test_hours_times_load_add_up():
    found = ledger(Day({"sitting": exactly(6.0), "walking": exactly(2.0)}), LOADS)
    assert found.hours_short.value == pytest.approx(6.0 * 1.0 + 2.0 * 0.1)
    assert found.hours_long.value == pytest.approx(2.0 * 0.4)
    assert found.load_minutes.value == pytest.approx(60 * (6.0 * 0.07 + 2.0 * 0.03))
    assert found.spine_load_minutes.value == pytest.approx(0.06 * (6.0 * 200 + 2.0 * 260))
    units = [found.measure(name).unit for name in MEASURES]
    assert units == ["h", "h", "min", "kN min"]


def test_bands_of_hours_and_of_the_model_multiply_and_add_in_full():
    found = ledger(Day({"sitting": Span(6.0, math.nan, 5.0, 8.0)}), LOADS).load_minutes
    assert found.low == pytest.approx(60 * 5.0 * 0.07 * 0.9)
    assert found.high == pytest.approx(60 * 8.0 * 0.07 * 1.1)


def test_a_typed_hour_is_less_sure_than_a_measured_one():
    typed, measured = (
        ledger(Day({"sitting": span}), LOADS).hours_short for span in (Span(6.0), exactly(6.0))
    )
    assert typed.low == pytest.approx(6.0 * 0.85 * 0.9)
    assert typed.high - typed.low > measured.high - measured.low


def test_hours_that_nobody_knows_make_the_sums_missing_not_smaller():
    day = Day({"sitting": Span(math.nan), "walking": Span(2.0)})
    found = ledger(day, LOADS)
    assert all(math.isnan(found.measure(name).value) for name in MEASURES)
    assert found.told == 2.0
    assert found.by_activity["walking"].hours.value == 2.0


def test_an_empty_day_is_missing_not_zero():
    assert math.isnan(ledger(Day({}), LOADS).load_minutes.value)


def test_what_is_left_out_of_half_a_day_is_unknown_and_of_a_whole_day_is_not_done():
    half, whole = Day({"sitting": Span(9.0)}), Day({"sitting": Span(16.0), "sleep_side": Span(7.5)})
    assert math.isnan(half.hours("running"))
    assert whole.hours("running") == 0.0
    assert (half.is_whole, whole.is_whole) == (False, True)


def test_a_day_with_something_that_is_in_no_table_is_never_whole():
    day = Day({"sitting": Span(16.0), "sleep_side": Span(8.0)}, not_modelled=("curling",))
    assert not day.is_whole


def test_the_longest_sit_is_of_any_kind_of_sitting():
    day = Day(
        {"sitting": Span(6.0, 95.0), "driving": Span(2.0, 115.0), "walking": Span(3.0, 150.0)}
    )
    assert longest_sit(day) == 115.0
    assert math.isnan(longest_sit(Day({"walking": Span(3.0, 150.0)})))


@pytest.mark.parametrize(
    ("activities", "said"),
    [
        ({"sitting": Span(18.0), "sleep_side": Span(12.0)}, "add up to 30, but it has only 24"),
        ({"sitting": Span(30.0)}, "sitting: 30 hours cannot be"),
        ({"sitting": Span(-1.0)}, "sitting: -1 hours cannot be"),
        ({"sitting": Span(math.inf)}, "sitting: inf hours cannot be"),
        ({"sitting": Span(2.0, 180.0)}, "longest spell of 180 minutes does not fit into 2 hours"),
        ({"sitting": Span(2.0, -5.0)}, "longest spell of -5 minutes"),
        ({"siting": Span(2.0)}, "no activity siting. Use one of: .*sitting"),
    ],
)
def test_a_day_that_cannot_be_is_refused_by_name(activities, said):
    with pytest.raises(RangeError, match=said) as problem:
        Day(activities)
    assert tables.explain(problem.value, "de") != str(problem.value)


@pytest.mark.parametrize("beside", [{"stress": 11.0}, {"stress": -1.0}, {"breath_minutes": -2.0}])
def test_stress_and_breath_beyond_their_scale_are_refused(beside):
    with pytest.raises(RangeError):
        Day({}, **beside)


def test_25_hours_fit_into_the_day_on_which_the_clock_goes_back():
    spans = {"sitting": exactly(16.0), "sleep_side": exactly(9.0)}
    assert Day(spans, length=25.0).is_whole
    with pytest.raises(RangeError, match="add up to 25"):
        Day(spans)


def test_driving_stays_unsupported_however_many_load_minutes_it_gives():
    grades = set()
    for pull in (0.001, 0.3, 1.0):
        loads = {"driving": made(1.0, 0.0, pull, 4000.0)}
        grades.add(ledger(Day({"driving": Span(14.0)}), loads).by_activity["driving"].grade)
    assert grades == {"unsupported"}


def test_each_activity_has_the_grade_mark_and_source_of_its_claim():
    for key, row in tables.table("activities").items():
        assert row["review"] == {"en": "unsigned", "de": "unsigned"}, key
        if row["claim"]:
            claim = tables.entry(f"claims.claim.{row['claim']}")
            for field in ("grade", "mark", "source"):
                assert row[field] == claim[field], (key, field)
        else:
            assert row["grade"] == "not_found", key


def test_every_thing_of_the_handout_that_fills_a_day_is_an_activity():
    claims = {row["claim"] for row in tables.table("activities").values()}
    handout = [
        key for key in tables.entry("claims.claim") if key.startswith(("tight_", "overload_"))
    ]
    assert set(handout) <= claims
    assert {"care_standing_desk", "care_avoid_hills", "care_side_sleep"} <= claims


def test_the_reference_day_is_stated_whole_and_of_known_activities():
    day = reference_day()
    assert (day.told, day.is_whole) == (24.0, True)
    assert all(row["mark"] == "ESTIMATE" for row in tables.table("reference_day").values())


def test_the_reference_day_differs_from_itself_by_nothing():
    for name, gap in against_reference(ledger(reference_day(), LOADS), LOADS).items():
        assert (gap.value, gap.low, gap.high) == pytest.approx((0, 0, 0)), name


def test_one_more_hour_of_sitting_is_an_hour_more_short():
    spans = dict(reference_day().activities)
    spans["sitting"] = exactly(9.0)
    spans["standing"] = exactly(spans["standing"].hours - 1.0)
    gap = against_reference(ledger(Day(spans), LOADS), LOADS)["hours_short"]
    assert gap.value == pytest.approx(1.0 - LOADS["standing"].short.value)
    assert gap.low < gap.value < gap.high


def test_the_two_changes_are_those_that_alter_most_and_move_only_allowed_hours():
    day = Day({"sitting": Span(8.0), "driving": Span(3.0), "sleep_foetal": Span(8.0)})
    every = changes(day, LOADS, count=99)
    two = changes(day, LOADS)
    assert len(two) == 2
    assert two == every[:2]
    sure = [abs(one.share) for one in every if one.decided]
    assert sure == sorted(sure, reverse=True)
    rows = tables.table("day_changes")
    for one in every:
        row = rows[one.key]
        assert one.hours <= min(row["most"], row["share"] * day.activities[row["from"]].hours)


@pytest.mark.parametrize("key", tables.table("day_changes"))
def test_a_change_computed_is_the_ledger_of_the_changed_day(key):
    row = tables.table("day_changes")[key]
    day = Day({row["from"]: exactly(1.0)})
    (one,) = (each for each in changes(day, LOADS, 99) if each.key == key)
    before, after = ledger(day, LOADS), ledger(changed(day, key), LOADS)
    assert changed(day, key).told == pytest.approx(day.told)
    for name in MEASURES:
        by = after.measure(name).value - before.measure(name).value
        assert one.by[name].value == pytest.approx(by), name


def test_no_change_applies_to_a_day_without_what_it_takes_from():
    assert changes(Day({"walking": Span(2.0)}), LOADS) == ()
    assert changes(Day({"sitting": Span(math.nan)}), LOADS) == ()


def test_the_words_beside_the_figures_predict_no_pain():
    for language, word in (("en", "do not predict pain"), ("de", "sagen weder Schmerz")):
        assert word in tables.say("day.words.no_pain", language)


@dataclass
class Sport:
    activity: str
    hours_week: float | None
    hills: bool | None = None


def test_a_check_in_becomes_a_day():
    told = {"sitting": {"hours": 6, "longest_minutes": 90}, "driving": {"hours": None}}
    sport = [Sport("running", 3.5, True), Sport("curling", 2), Sport("driving", 7)]
    day = typed_day(told, ("foetal", 7.5), sport, stress=4)
    assert day.activities["sitting"].longest_minutes == 90
    assert math.isnan(day.activities["driving"].hours)
    assert day.activities["running_uphill"].hours == pytest.approx(0.5)
    assert day.activities["sleep_foetal"].hours == 7.5
    assert (day.not_modelled, day.stress) == (("curling",), 4.0)


def test_sleep_of_unknown_position_is_lying_and_nothing_told_is_nothing():
    assert typed_day(None, (None, 8.0)).activities["lying"].hours == 8.0
    assert typed_day(None).activities == {}
    with pytest.raises(RangeError, match="no activity hanging"):
        typed_day(None, ("hanging", 8.0))


def test_what_was_measured_takes_the_place_of_what_was_told():
    told = Day({"sitting": Span(9.0), "running": Span(2.0)}, date=TODAY)
    day = merged(told, Day({"running": exactly(0.5)}, not_modelled=("curling",)))
    assert day.activities["running"].hours == 0.5
    assert (day.date, day.not_modelled, day.activities["sitting"].hours) == (
        TODAY,
        ("curling",),
        9.0,
    )


def test_future_repeated_and_undated_days_are_refused():
    day = Day({}, date=TODAY)
    check_diary([day], TODAY)
    with pytest.raises(RangeError, match="2026-11-26 lies after today, 2026-11-25"):
        check_diary([day], TODAY - datetime.timedelta(days=1))
    with pytest.raises(RangeError, match="told twice"):
        check_diary([day, day], TODAY)
    with pytest.raises(RangeError, match="no date"):
        check_diary([Day({})], TODAY)


def test_days_without_an_entry_stay_missing_in_a_diary():
    whole = {"sitting": Span(9.0, 60.0), "sleep_side": Span(8.0), "walking": Span(7.0)}
    days = [
        Day(whole, TODAY, stress=3.0),
        Day({"sitting": Span(5.0)}, TODAY - datetime.timedelta(days=3)),
    ]
    found = exposures(days, LOADS)
    assert found["sitting"][[0, 3]].tolist() == [5.0, 9.0]
    assert np.isnan(found["sitting"][1:3]).all()
    assert found["running"][3] == 0.0
    assert math.isnan(found["running"][0])
    # Half a day's load would only tell how much was told.
    assert math.isnan(found["load_minutes"][0])
    assert found["load_minutes"][3] > 0
    assert found["stress"][3] == 3.0
    assert set(found) == set(tables.table("exposures"))


def test_a_years_ledger_with_triggers_takes_a_second_at_most():
    rng = np.random.default_rng(5)
    first = TODAY - datetime.timedelta(days=364)
    days = []
    for at in range(365):
        sat, run, drove = rng.uniform(5, 10), rng.uniform(0, 1.5), rng.uniform(0, 2)
        spans = {"sitting": Span(sat, 60.0), "running": Span(run), "driving": Span(drove)}
        spans |= {"sleep_side": Span(7.0), "standing": Span(17.0 - sat - run - drove)}
        date = first + datetime.timedelta(days=at)
        days.append(Day(spans, date, stress=float(rng.integers(0, 11))))
    pain = rng.integers(0, 8, 365).astype(float)
    spent = []
    for _ in range(2):
        start = time.process_time()
        check_diary(days, TODAY)
        shown = triggers(exposures(days, LOADS), pain)
        spent.append(time.process_time() - start)
    assert shown.enough
    assert min(spent) < 1.0


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), st.floats(0, 1.1), min_size=1, max_size=8))
def test_a_band_always_holds_its_value_and_more_hours_never_make_less(hours):
    day = Day({key: Span(value) for key, value in hours.items()})
    longer = Day({key: Span(2 * value) for key, value in hours.items()})
    for name in MEASURES:
        one, two = (ledger(each, LOADS).measure(name) for each in (day, longer))
        assert one.low <= one.value <= one.high
        assert two.value >= one.value


def test_an_activity_without_a_load_is_named():
    with pytest.raises(RangeError, match="Nothing was computed for the activity walking"):
        ledger(Day({"walking": Span(1.0)}), {"sitting": LOADS["sitting"]})


def test_records_with_more_fields_are_taken_as_sport():
    one = SimpleNamespace(activity="cycling", hours_week=7.0, hills=None, more=1)
    assert typed_day(None, sport=[one]).activities["cycling"].hours == 1.0


def test_a_changes_band_takes_the_ranges_of_both_activities_in_full():
    day = Day({"sitting": exactly(2.0)})
    (desk,) = (one for one in changes(day, LOADS, 99) if one.key == "desk")
    sitting, standing = LOADS["sitting"].pull, LOADS["standing_desk"].pull
    by = desk.by["load_minutes"]
    assert desk.hours == 1.0
    assert by.low == pytest.approx(60 * (standing.low - sitting.high))
    assert by.high == pytest.approx(60 * (standing.high - sitting.low))


def test_a_change_whose_band_spans_zero_is_not_decided():
    unsure = {
        **LOADS,
        "sleep_foetal": made(0.5, 0.2, 0.1, 100.0, 0.9),
        "sleep_side_pillow": made(0.6, 0.3, 0.12, 110.0, 0.9),
    }
    (sleep,) = changes(Day({"sleep_foetal": Span(8.0)}), unsure)
    assert not sleep.decided
    assert sleep.by[sleep.most].low < 0 < sleep.by[sleep.most].high


def test_a_change_is_decided_where_its_band_lies_on_one_side_of_nothing():
    found = changes(reference_day(), LOADS)
    assert found
    for one in found:
        band = one.by[one.most]
        assert one.decided is bool(band.low > 0 or band.high < 0)
