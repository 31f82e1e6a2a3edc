"""A day by the thigh: known courses come out in minutes, and what is not known stays open."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from psoascope import tables
from psoascope.errors import CaptureRefused
from psoascope.motion.sitting import gaps, sitting_bouts, sitting_breaks
from psoascope.motion.thigh_axes import worn
from psoascope.motion.thigh_day import by_day, day_of_labels, minutes, thigh_day
from psoascope.motion.thigh_labels import activity_names
from psoascope.read.recording import Source
from psoascope.read.sensor_samples import Acceleration
from tests.read.sensor_files import START, course

pytest.importorskip("actimotus", reason="the bare library run does not have the sensor part")

NAMES = activity_names()
SOURCE = Source("day.cwa", "0" * 64, 1, 50.0, "test")
PLAN = [
    *(("stand", 97), ("walk", 240), ("sit", 601), ("walk", 61), ("stairs", 67), ("walk", 71)),
    *(("cycle", 127), ("stand", 73), ("run", 64), ("sit", 307), ("stand", 59)),
]
MEANT = {
    "stand": "standing",
    "walk": "walking",
    "sit": "sitting",
    "stairs": "stairs",
    "cycle": "cycling",
    "run": "running",
    "lie": "lying",
}


def recording(values, rate=50.0, *, time=None, start=START, long_axis=0):
    time = np.arange(len(values)) / rate if time is None else time
    return Acceleration(time, values.astype(np.float32), start, rate, long_axis, SOURCE)


def labels_of(*parts):
    """Labels by the second of (activity, seconds)."""
    return np.concatenate(
        [np.full(seconds, NAMES.index(name), dtype=np.int8) for name, seconds in parts]
    )


def keys(day):
    return [remark.key for remark in day.remarks if remark.say("de")]


# The classifier works with windows of some seconds: two edges of each spell are off by up to 3 s.
EDGES = 6


@pytest.mark.parametrize("rate", [12.5, 25.0, 50.0, 100.0])
def test_a_known_course_comes_out_in_minutes(rate):
    day = thigh_day(recording(course(PLAN, rate), rate))
    for kind in {kind for kind, _ in PLAN}:
        spells = [seconds for one, seconds in PLAN if one == kind]
        found = day.minutes[MEANT[kind]]
        assert 60 * found.value == pytest.approx(sum(spells), abs=EDGES * len(spells)), kind
        assert found.low <= found.value <= found.high
    assert [round(bout.minutes) for bout in day.bouts] == [10, 5]
    assert day.bouts[0].start == pytest.approx(337, abs=3)
    assert day.longest_sit.value == pytest.approx(601 / 60, abs=0.1)
    assert day.breaks.value == 1
    assert day.not_known < 0.05
    assert day.start == START


def test_lying_is_told_by_rolling_over():
    plan = [("walk", 60), ("lie", 600), ("walk", 60)]
    day = thigh_day(recording(course(plan, 50.0)))
    assert day.minutes["lying"].value == pytest.approx(10, abs=0.1)
    assert day.bouts == ()


# Each is a way to stick the sensor on, as a turn of its axes, and what must be remarked.
TURNS = {
    "as meant": (np.eye(3), []),
    "upside down": (np.diag([-1.0, -1.0, 1.0]), ["sensor_upside_down"]),
    "inside out": (np.diag([1.0, -1.0, -1.0]), []),
    "along y": (np.array([[0, -1, 0], [1, 0, 0], [0, 0, 1.0]]), ["sensor_axes_turned"]),
    "on edge": (
        np.array([[0, 0, -1], [0, 1, 0], [1, 0, 0.0]]),
        ["sensor_axes_turned", "sensor_on_edge"],
    ),
}


@pytest.mark.parametrize("way", TURNS)
def test_however_the_sensor_is_stuck_on_the_day_is_the_same(way):
    turn, remarks = TURNS[way]
    values = course(PLAN, 50.0)
    meant = thigh_day(recording(values))
    day = thigh_day(recording(values @ turn.T))
    for name, found in day.minutes.items():
        assert found.value == pytest.approx(meant.minutes[name].value, abs=0.1), name
    assert keys(day) == remarks


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_no_turn_mirrors_the_sensor(axis):
    means = np.tile(np.eye(3)[axis], (40, 1))
    turn = worn(means, np.full(40, 0.3), 0).turn
    assert np.linalg.det(turn) == pytest.approx(1)
    np.testing.assert_allclose(turn @ means[0], [1, 0, 0])


def test_a_phone_that_only_sat_has_its_axes_assumed():
    values = course([("sit", 200), ("stand", 3), ("run", 3), ("sit", 200)], 50.0)
    turned = values @ TURNS["along y"][0].T
    day = thigh_day(recording(turned, long_axis=1))
    assert keys(day) == ["sensor_axes_assumed"]
    assert day.minutes["sitting"].value == pytest.approx(400 / 60, abs=0.3)


def test_a_gap_stays_not_known_and_is_never_lying_or_sitting():
    values = course([("walk", 120), ("sit", 600), ("walk", 120)], 50.0)
    time = np.arange(len(values)) / 50.0
    keep = (time < 300) | (time >= 420)
    with_gap = thigh_day(recording(values[keep], time=time[keep]))
    assert with_gap.not_known == pytest.approx(2, abs=0.05)
    assert with_gap.minutes["sitting"].value == pytest.approx(8, abs=0.1)
    assert with_gap.minutes["lying"].value == 0
    assert [bout.cut for bout in with_gap.bouts] == [True, True]
    assert with_gap.breaks.value == 0
    missing = values.copy()
    missing[~keep] = np.nan
    as_nan = thigh_day(recording(missing))
    np.testing.assert_array_equal(as_nan.label, with_gap.label)


def test_a_night_on_the_table_is_not_worn():
    plan = [("walk", 120), ("sit", 900), ("table", 6000), ("walk", 120), ("sit", 300)]
    day = thigh_day(recording(course(plan, 25.0), 25.0))
    assert day.not_worn == pytest.approx(100, abs=0.5)
    assert day.minutes["sitting"].value == pytest.approx(20, abs=0.3)
    assert [name for _, _, name in day.gaps if name == "not_worn"] == ["not_worn"]


def test_seconds_are_those_of_the_clock():
    values = course(PLAN, 50.0)
    late = START + timedelta(milliseconds=400)
    assert thigh_day(recording(values, start=late)).start == START + timedelta(seconds=1)


def test_an_uneven_clock_does_not_change_the_day():
    values = course(PLAN, 50.0)
    rng = np.random.default_rng(3)
    even = np.arange(len(values)) / 50.0
    # A fifth of a step: a phone's own jitter.
    day = thigh_day(recording(values, time=even + rng.uniform(0, 0.004, len(even))))
    assert day.minutes["sitting"].value == pytest.approx(908 / 60, abs=0.2)
    assert day.minutes["walking"].value == pytest.approx(372 / 60, abs=0.3)


@pytest.mark.parametrize(
    ("values", "rate", "key"),
    [
        (course([("walk", 120)], 8.0), 8.0, "sensor_slow"),
        (course([("walk", 40)], 50.0), 50.0, "sensor_few_samples"),
        (course([("table", 400)], 50.0), 50.0, "sensor_still"),
        (course([("lie", 400)], 50.0), 50.0, "sensor_still"),
    ],
)
def test_what_says_nothing_of_a_day_is_refused_with_its_cure(values, rate, key):
    with pytest.raises(CaptureRefused) as caught:
        thigh_day(recording(values, rate))
    assert caught.value.key == f"errors.{key}"
    assert tables.explain(caught.value, "de")


def test_a_sensor_that_is_never_level_is_not_on_a_thigh():
    with pytest.raises(CaptureRefused, match=r"In 7\.0 worn hours the sensor was never level"):
        day_of_labels(labels_of(("standing", 6 * 3600), ("walking", 3600)), START, SOURCE)
    with pytest.raises(CaptureRefused, match="not worn at any time"):
        day_of_labels(labels_of(("not_worn", 7200), ("not_known", 61)), START, SOURCE)


def test_a_short_rise_does_not_end_a_sit_and_a_longer_one_does():
    short = labels_of(("sitting", 611), ("standing", 9), ("sitting", 307))
    assert [bout.minutes for bout in sitting_bouts(short, 10)] == [927 / 60]
    longer = labels_of(("sitting", 611), ("standing", 10), ("sitting", 307))
    assert [bout.minutes for bout in sitting_bouts(longer, 10)] == [611 / 60, 307 / 60]
    assert (sitting_breaks(short, 10), sitting_breaks(longer, 10)) == (0, 1)


def test_a_gap_ends_a_sit_however_short_and_is_no_break():
    label = labels_of(("sitting", 611), ("not_known", 2), ("sitting", 307), ("standing", 60))
    bouts = sitting_bouts(label, 10)
    assert [(bout.minutes, bout.cut) for bout in bouts] == [(611 / 60, True), (307 / 60, True)]
    assert sitting_breaks(label, 10) == 0
    assert gaps(label) == ((611.0, 2 / 60, "not_known"),)


def test_the_band_of_the_longest_sit_spans_the_rules_of_a_break():
    label = labels_of(("sitting", 600), ("standing", 30), ("sitting", 900), ("walking", 300))
    day = day_of_labels(label, START, SOURCE)
    longest = day.longest_sit
    assert (longest.low, longest.value, longest.high) == (15.0, 15.0, 25.5)
    assert (day.breaks.low, day.breaks.value, day.breaks.high) == (0.0, 1.0, 1.0)


def test_a_very_long_sit_may_be_lying_and_is_said():
    day = day_of_labels(labels_of(("walking", 60), ("sitting", 5 * 3600)), START, SOURCE)
    assert keys(day) == ["sensor_long_sit"]


def test_minutes_hold_the_truth_of_a_classifier_that_errs_as_stated():
    rule = tables.entry("sensor.sensitivity.sitting")
    truth, worn = 431.0, 907.0
    for found, specific in ((rule["found"], 1.0), (1.0, rule["specific"]), (0.99, 0.96)):
        shown = round(60 * (found * truth + (1 - specific) * (worn - truth)))
        rest = round(60 * worn) - shown
        band = minutes(labels_of(("sitting", shown), ("standing", rest)))["sitting"]
        # Labels are whole seconds.
        assert band.low - 0.02 <= truth <= band.high + 0.02


def test_nothing_worn_has_no_minutes_rather_than_none():
    assert np.isnan(minutes(labels_of(("not_known", 60)))["sitting"].value)


def test_days_begin_at_midnight_and_their_minutes_add_up():
    start = datetime(2026, 3, 2, 22, 0, 0)
    label = labels_of(("sitting", 7200 + 1800), ("walking", 600), ("lying", 26 * 3600))
    day = day_of_labels(label, start, SOURCE)
    days = by_day(day)
    assert [part.start.isoformat() for part in days] == [
        "2026-03-02T22:00:00",
        "2026-03-03T00:00:00",
        "2026-03-04T00:00:00",
    ]
    assert [part.minutes["sitting"].value for part in days] == [120.0, 30.0, 0.0]
    for name, found in day.minutes.items():
        assert sum(part.minutes[name].value for part in days) == pytest.approx(found.value)
    assert len(by_day(day_of_labels(label, None, SOURCE))) == 2
