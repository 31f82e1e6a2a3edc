"""What has changed between two check-ins, against what the measure can tell."""

import datetime

import pytest

from psoascope.care.answers import Answers, Goal, Pain
from psoascope.care.history import History, Session
from psoascope.care.progress import adherence, measured_change, outcome_change, progress
from psoascope.quantity import symmetric

DAY = datetime.date(2026, 11, 26)


def march(value, half=4.0):
    return symmetric(value, half, "deg", "coverage")


@pytest.mark.parametrize(
    ("before", "after", "verdict", "size"),
    [
        (6.0, 4.0, "better", "small"),
        (6.0, 3.0, "better", "medium"),
        (8.0, 3.0, "better", "large"),
        (6.0, 5.0, "no_clear_change", ""),
        (3.0, 6.0, "worse", "medium"),
        (None, 6.0, "unknown", ""),
        (3.0, None, "unknown", ""),
    ],
)
def test_pain_counts_as_changed_from_two_points_on(before, after, verdict, size):
    change = outcome_change("pain", "groin.right", before, after)
    assert (change.verdict, change.size, change.smallest) == (verdict, size, 2.0)


def test_an_activity_counts_from_one_point_three_on_and_more_is_better():
    change = outcome_change("activity", "walk", 3.0, 4.3)
    assert (change.verdict, change.size) == ("better", "small")
    assert outcome_change("activity", "walk", 3.0, 4.2).verdict == "no_clear_change"
    assert outcome_change("activity", "walk", 5.0, 3.0).verdict == "worse"


def test_a_march_eighteen_degrees_higher_is_more_and_seventeen_is_no_clear_change():
    more = measured_change("standing_march", "right", "march_height", march(70.0), march(88.0))
    same = measured_change("standing_march", "right", "march_height", march(70.0), march(87.0))
    less = measured_change("standing_march", "right", "march_height", march(88.0), march(69.0))
    assert (more.verdict, same.verdict, less.verdict) == ("more", "no_clear_change", "less")
    assert more.smallest == 18.0
    assert more.unit == "deg"


def test_bands_wider_than_the_smallest_change_hide_it():
    wide = measured_change(
        "standing_march", "left", "march_height", march(60.0, 15.0), march(80.0, 16.0)
    )
    assert wide.verdict == "no_clear_change"


def test_a_measure_without_a_known_smallest_change_is_unknown():
    change = measured_change("standing_march", "left", "no_such", march(60.0), march(80.0))
    assert (change.verdict, change.smallest) == ("unknown", None)
    gone = measured_change("standing_march", "left", "march_height", None, march(81.0))
    assert (gone.verdict, gone.before, gone.after) == ("unknown", None, 81.0)


def test_two_check_ins_are_compared_place_by_place():
    first = Answers(
        "en", DAY - datetime.timedelta(days=28),
        pains=(Pain("groin", "right", 3.0, 1.0, 6.0), Pain("low_back", "left", 2.0, 0.0, 4.0)),
        goals=(Goal("Walk 30 minutes", 4.0),),
        tests={"standing_march": {"right": {"march_height": march(66.0)}}},
    )  # fmt: skip
    last = Answers(
        "en", DAY,
        pains=(Pain("groin", "right", 1.0, 0.0, 2.0),),
        goals=(Goal("walk 30 minutes", 7.0), Goal("kick a ball", 5.0)),
        tests={"standing_march": {"right": {"march_height": march(91.0)}}},
    )  # fmt: skip
    found = {(one.kind, one.measure): one.verdict for one in progress(first, last).changes}
    assert found == {
        ("activity", "Walk 30 minutes"): "better",
        ("activity", "kick a ball"): "unknown",
        ("pain", "groin.right"): "better",
        ("pain", "low_back.left"): "unknown",
        ("test", "standing_march.right.march_height"): "more",
    }


def test_adherence_is_days_done_over_days_asked_for():
    dates = [DAY - datetime.timedelta(days=back) for back in (13, 11, 8, 4, 4, 1)]
    history = History(DAY, tuple(Session(date, "hip_extension", 0) for date in dates))
    found = adherence(history, DAY - datetime.timedelta(days=20))
    # 14 days at 4 days a week: 8 asked for, 5 different days done.
    assert (found.done, found.planned, found.share) == (5, 8.0, 0.625)
    assert adherence(history, DAY).planned == 0
    assert adherence(history, DAY).share != adherence(history, DAY).share
