"""Where each rule of progression begins and ends: the day, the share, the rung."""

import pytest

from psoascope.care.flare import limit
from psoascope.care.history import Locks
from psoascope.care.ladders import ladders
from tests.care.test_progression import LADDER, after, good, session, why

TOP = len(ladders()[LADDER].rungs) - 1


def test_a_break_counts_from_the_stated_day_on():
    gap = int(limit("gap_regress"))
    assert why(after(session(gap - 1))) != "missed"
    step = after(session(gap))
    assert (step.decision, step.rung, why(step)) == ("regress", 1, "missed")


def test_after_a_break_the_lowest_rung_stays_the_lowest():
    step = after(session(int(limit("gap_regress")), rung=0))
    assert (step.decision, step.rung) == ("keep", 0)
    assert step.dose == ladders()[LADDER].rungs[0].dose


def test_a_week_on_the_rung_is_enough_and_a_day_less_is_not():
    days = int(limit("days_on_rung"))
    assert after(*good(days, 4, 1)).decision == "progress"
    assert why(after(*good(days - 1, 4, 1))) == "too_soon"


def test_only_the_sessions_on_this_rung_count():
    # Two good ones on the rung below, and two on this one: too few here.
    below = [session(12, rung=1), session(10, rung=1)]
    assert why(after(*below, *good(8, 1))) == "too_few"
    assert after(*below, *good(8, 4, 1)).decision == "progress"


def test_the_first_session_on_the_rung_sets_the_clock():
    assert why(after(session(20, rung=1), *good(6, 4, 1))) == "too_soon"


@pytest.mark.parametrize(("share", "said"), [(0.9, "progress"), (0.89, "keep")])
def test_nine_tenths_of_the_dose_count_as_done(share, said):
    amount = ladders()[LADDER].rungs[2].amount
    assert limit("done_share") == 0.9
    assert after(*good(8, 4, 1, done=share * amount)).decision == said


def test_what_was_done_must_be_known():
    assert why(after(*good(8, 4, 1, done=None))) == "not_done"


@pytest.mark.parametrize(("name", "field"), [("form_share", "form"), ("reserve", "reserve")])
def test_form_and_reserve_hinder_below_their_limit_and_not_at_it(name, field):
    at = limit(name)
    assert after(*good(8, 4, 1, **{field: at})).decision == "progress"
    assert after(*good(8, 4, 1, **{field: at - 0.1})).decision == "keep"
    assert after(*good(8, 4, 1, **{field: None})).decision == "progress"


def test_a_lock_lowers_and_says_so():
    step = after(*good(8, 4, 1), locks=Locks(most={LADDER: 1}))
    assert (step.decision, step.rung, why(step)) == ("regress", 1, "locked")
    assert step.dose == ladders()[LADDER].rungs[1].dose


def test_a_lock_at_the_rung_keeps_it():
    step = after(*good(8, 4, 1), locks=Locks(most={LADDER: 2}))
    assert (step.decision, step.rung, why(step)) == ("keep", 2, "locked")


def test_what_is_not_open_lowers_the_step_after_a_break_as_well():
    # A break takes it from 4 to 3; only 1 is open.
    step = after(session(int(limit("gap_regress")), rung=4), highest=1)
    assert (step.decision, step.rung) == ("regress", 1)
    assert [one.key for one in step.reasons] == ["missed", "not_open"]
    assert step.dose == ladders()[LADDER].rungs[1].dose


def test_a_rest_stays_a_rest_when_it_is_lowered():
    sore = session(0, rung=4, pain_next_day=5, pain_before=1)
    step = after(sore, highest=1)
    assert (step.decision, step.rung, step.dose) == ("rest", 1, None)


def test_a_break_on_an_open_rung_says_nothing_of_what_is_not_open():
    step = after(session(int(limit("gap_regress"))), highest=1)
    assert (step.rung, [one.key for one in step.reasons]) == (1, ["missed"])


def test_the_top_of_the_ladder_is_kept():
    step = after(*good(8, 4, 1, rung=TOP))
    assert (step.decision, step.rung, why(step)) == ("keep", TOP, "top")


def test_a_sign_that_calls_for_help_counts_for_two_weeks():
    days = int(limit("flare_days"))
    lately = [session(days - 1, stopped="numbness"), *good(4, 1)]
    assert after(*lately).decision == "ask_for_help"
    assert after(session(days, stopped="numbness"), *good(4, 1)).decision != "ask_for_help"


def test_strong_pain_the_day_after_calls_for_help_beyond_the_limit_and_not_at_it():
    high = limit("high_pain")
    assert after(session(1, pain_next_day=high + 0.5)).decision == "ask_for_help"
    assert after(session(1, pain_next_day=high)).decision != "ask_for_help"


def test_the_lowest_rung_rests_instead_of_going_lower():
    step = after(session(0, rung=0, pain_during=6))
    assert step.decision == "rest"
    assert [one.key for one in step.reasons] == ["red_during", "lowest"]


def test_after_the_rest_the_dose_is_lower_where_it_can_be():
    rest = int(limit("rest_days"))
    sore = {"pain_before": 1, "pain_next_day": 5}
    assert after(session(rest - 1, **sore)).decision == "rest"
    step = after(session(rest, **sore))
    assert (step.decision, step.rung) == ("regress", 1)
    assert after(session(rest, rung=0, **sore)).decision == "keep"
