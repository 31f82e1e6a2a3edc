"""The traffic light of pain: where each colour ends, and what is taken for missing."""

import datetime

import pytest

from psoascope.care.flare import flared, light, limit, no_better, quiet, red, unsettled
from psoascope.care.history import Session

DAY = datetime.date(2026, 11, 20)
AMBER, GREEN = light("usual", "amber"), light("usual", "green")


def session(before=None, during=None, after=None):
    return Session(DAY, "breath", 0, before, during, after)


@pytest.mark.parametrize("part", ["during", "after"])
def test_red_begins_beyond_amber_and_not_at_it(part):
    assert not red(session(before=AMBER, **{part: AMBER}))
    assert red(session(before=AMBER, **{part: AMBER + 0.5}))


def test_pain_before_alone_is_no_flare():
    assert not red(session(before=9.0))
    assert not flared(session(before=9.0))


def test_nothing_noted_is_neither_red_nor_unsettled_but_quiet():
    assert not red(session())
    assert not unsettled(session())
    assert quiet(session())


def test_the_next_day_is_unsettled_from_the_stated_rise_on():
    rise = limit("flare_rise")
    assert unsettled(session(before=1.0, after=1.0 + rise))
    assert not unsettled(session(before=1.0, after=0.5 + rise))
    # Pain before that was not told is taken as none.
    assert unsettled(session(after=rise))
    assert not unsettled(session(after=rise - 0.5))


def test_the_next_day_is_unsettled_beyond_amber_whatever_was_before():
    assert unsettled(session(before=9.0, after=AMBER + 0.5))
    assert not unsettled(session(before=9.0, after=AMBER))


def test_a_day_after_that_was_not_told_is_not_called_unsettled():
    assert unsettled(session(before=0.0, during=9.0)) is False


@pytest.mark.parametrize("part", ["before", "during"])
def test_quiet_ends_beyond_green(part):
    assert quiet(session(**{part: GREEN}))
    assert not quiet(session(**{part: GREEN + 0.5}))


def test_quiet_needs_a_settled_next_day():
    assert quiet(session(after=limit("settled")))
    assert not quiet(session(after=limit("settled") + 0.5))


def test_a_wider_light_calls_less_red():
    hurt = session(before=1.0, during=AMBER + 0.5)
    assert red(hurt, "usual")
    assert not red(hurt, "widest")
    assert light("widest", "amber") > AMBER


def told(*before):
    return [session(before=pain) for pain in before]


def test_no_better_needs_six_sessions_and_pain_told_in_the_first_and_last_three():
    assert no_better(told(5, 5, 5, 5, 5, 5))
    assert not no_better(told(5, 5, 5, 5, 5))
    assert not no_better(told(5, None, 5, 5, 5, 5))
    assert not no_better(told(5, 5, 5, None, 5, 5))
    # Between them nothing need be told.
    assert no_better(told(5, 5, 5, None, None, 5, 5, 5))


def test_no_better_looks_at_the_median_of_three():
    assert no_better(told(9, 5, 5, 5, 5, 0))
    assert not no_better(told(9, 9, 5, 5, 5, 9))


def test_better_by_just_enough_is_better():
    enough = limit("better_by")
    assert not no_better(told(*[4 + enough] * 3, *[4.0] * 3))
    assert no_better(told(*[4 + enough - 0.5] * 3, *[4.0] * 3))


def test_little_pain_now_is_no_reason_to_ask():
    assert not no_better(told(*[GREEN] * 6))
    assert no_better(told(*[GREEN + 0.5] * 6))
