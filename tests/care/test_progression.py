"""When an exercise grows, stays, shrinks, rests, or calls for help."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoascope import tables
from psoascope.care.flare import flared, limit
from psoascope.care.history import History, Locks, Session
from psoascope.care.history_json import history_of, locks_of, treated_of
from psoascope.care.ladders import Rung, check_rungs, entries_of, ladders
from psoascope.care.progression import next_step
from psoascope.errors import RangeError, TableError

DAY = datetime.date(2026, 11, 26)
LADDER = "hip_extension"
TRAFFIC = sorted(entries_of("progressions.traffic"))
PAIN = st.one_of(st.none(), st.integers(0, 10))


def session(back, rung=2, ladder=LADDER, **noted):
    """A good session some days before DAY."""
    told = {"pain_before": 1, "pain_during": 1, "pain_next_day": 1} | noted
    told.setdefault("done", ladders()[ladder].rungs[rung].amount)
    return Session(DAY - datetime.timedelta(days=back), ladder, rung, **told)


def good(*backs, **noted):
    return [session(back, **noted) for back in sorted(backs, reverse=True)]


def after(*sessions, locks=None, highest=None):
    return next_step(History(DAY, tuple(sessions)), LADDER, locks, highest)


def why(step):
    return step.reasons[0].key


def test_a_good_week_takes_the_next_step():
    step = after(*good(8, 6, 4, 1))
    assert step.decision == "progress"
    assert step.rung == 3
    assert step.dose["sets"] == 3
    assert step.dose["reps"] == 10


def test_less_than_a_week_on_a_rung_is_too_soon():
    step = after(*good(6, 4, 1))
    assert (step.decision, why(step)) == ("keep", "too_soon")


def test_two_good_sessions_are_too_few():
    assert why(after(*good(9, 1))) == "too_few"


def test_some_pain_that_settles_keeps_the_dose():
    step = after(*good(8, 6, 4), session(1, pain_before=4, pain_during=4, pain_next_day=4))
    assert (step.decision, why(step), step.rung) == ("keep", "amber", 2)


def test_pain_over_five_while_doing_it_goes_one_step_back():
    step = after(*good(8, 6, 4), session(1, pain_during=6))
    assert (step.decision, why(step), step.rung) == ("regress", "red_during", 1)


def test_pain_that_did_not_settle_rests_and_then_starts_lower():
    flare = session(1, pain_next_day=4)
    step = after(*good(8, 6, 4), flare)
    assert (step.decision, why(step), step.dose) == ("rest", "not_settled", None)
    assert step.until == DAY + datetime.timedelta(days=1)
    assert "2 days" in step.said("en")[0]
    later = next_step(History(DAY + datetime.timedelta(days=1), (*good(8, 6, 4), flare)))
    assert (later.decision, later.rung) == ("regress", 1)


def test_on_the_lowest_rung_red_pain_rests_and_comes_back_to_it():
    sore = session(1, rung=0, pain_during=7)
    step = after(sore)
    assert (step.decision, step.rung) == ("rest", 0)
    assert [one.key for one in step.reasons] == ["red_during", "lowest"]


def test_two_flares_in_two_weeks_call_for_help():
    step = after(session(12, pain_during=6), *good(8, 6), session(2, pain_during=8))
    assert (step.decision, why(step), step.dose) == ("ask_for_help", "several_flares", None)
    assert step.said("en")[1] == "It flared up 2 times in two weeks."


def test_pain_over_seven_on_the_next_day_calls_for_help():
    assert why(after(session(3, pain_next_day=8))) == "high_pain"


@pytest.mark.parametrize("sign", ["numbness", "giving_way", "limp", "night_pain", "sharp_pain"])
def test_a_serious_stop_sign_calls_for_help_until_a_clinician_has_looked(sign):
    told = [session(6, stopped=sign), *good(4, 2)]
    assert after(*told).decision == "ask_for_help"
    cleared = Locks(cleared=DAY - datetime.timedelta(days=5))
    assert after(*told, locks=cleared).decision == "keep"


def test_a_stop_sign_is_said_in_the_readers_language():
    step = after(session(2, stopped="numbness"))
    assert step.said("de")[1] == "Du musstest aufhören: Taubheit oder Kribbeln."


def test_dizziness_rests_and_a_pinch_goes_back():
    assert after(session(1, stopped="dizzy")).decision == "rest"
    assert after(session(1, stopped="groin_pinch")).decision == "regress"
    assert after(*good(9, 7, 5), session(1, stopped="cramp")).decision == "keep"


def test_a_break_of_two_weeks_goes_one_step_back_and_of_six_to_the_start():
    assert (after(*good(15)).decision, after(*good(15)).rung) == ("regress", 1)
    assert (after(*good(13)).decision, after(*good(13)).rung) == ("keep", 2)
    assert (after(*good(42)).rung, why(after(*good(42)))) == (0, "missed")


def test_no_gain_after_six_weeks_calls_for_help():
    usual = {"pain_before": 4, "pain_during": 4, "pain_next_day": 4}
    told = good(43, 41, 39, 10, 5, 1, **usual)
    assert why(after(*told)) == "no_better"
    better = [*told[:3], *(replace(one, pain_before=2) for one in told[3:])]
    assert why(after(*better)) != "no_better"


def test_a_dose_half_done_or_untidy_or_hard_stays():
    assert why(after(*good(8, 6, 4), session(1, done=12))) == "not_done"
    assert why(after(*good(8, 6, 4), session(1, done=None))) == "not_done"
    assert why(after(*good(8, 6, 4), session(1, form=0.5))) == "form"
    assert why(after(*good(8, 6, 4), session(1, reserve=1))) == "effort"
    assert after(*good(8, 6, 4), session(1, form=0.9, reserve=4)).decision == "progress"


def test_pain_that_was_not_noted_never_progresses():
    assert why(after(*good(8, 6, 4), session(1, pain_next_day=None))) == "pain_unknown"
    assert why(after(*good(8, 6, 4), session(1, pain_during=None))) == "pain_unknown"


def test_a_flare_of_another_exercise_holds_this_one():
    other = session(3, ladder="trunk", pain_next_day=5)
    told = sorted([*good(8, 6, 4, 1), other], key=lambda one: one.date)
    assert why(after(*told)) == "recent_flare"


def test_locks_and_missing_equipment_hold_or_lower():
    told = good(8, 6, 4, 1)
    assert why(after(*told, locks=Locks(hold=frozenset([LADDER])))) == "locked"
    assert why(after(*told, locks=Locks(most={LADDER: 2}))) == "locked"
    lowered = after(*told, highest=1)
    assert (lowered.decision, lowered.rung, why(lowered)) == ("regress", 1, "not_open")
    top = len(ladders()[LADDER].rungs) - 1
    assert why(after(*good(8, 6, 4, 1, rung=top))) == "top"


def test_a_wider_traffic_light_lets_more_pain_pass_but_not_grow():
    told = (*good(8, 6, 4), session(1, pain_before=6, pain_during=6, pain_next_day=6))
    assert after(*told).decision in ("rest", "regress")
    assert after(*told, locks=Locks(traffic="wide")).decision == "keep"


def test_a_new_ladder_begins_at_its_start_and_an_unnamed_one_is_asked_for():
    assert why(after()) == "no_sessions"
    with pytest.raises(RangeError, match="hip_extension, trunk"):
        next_step(History(DAY, (session(2), session(1, ladder="trunk"))))


@st.composite
def histories(draw, most=8):
    """Sessions of one ladder with any pain, one to four days apart."""
    told, date, rung = [], DAY - datetime.timedelta(days=draw(st.integers(0, 20))), 2
    for _ in range(draw(st.integers(1, most))):
        pains = [draw(PAIN) for _ in range(3)]
        done = ladders()[LADDER].rungs[rung].amount
        told.append(Session(date, LADDER, rung, *pains, done=done))
        date -= datetime.timedelta(days=draw(st.integers(1, 4)))
    return tuple(reversed(told))


@st.composite
def nearly_good(draw):
    """Mostly little pain, so that growing is often near."""
    told = []
    for back in sorted(draw(st.sets(st.integers(0, 20), min_size=3, max_size=9)), reverse=True):
        pains = [draw(st.sampled_from([0, 1, 1, 2, 2, 3, 5])) for _ in range(3)]
        told.append(
            session(
                back,
                **dict(zip(("pain_before", "pain_during", "pain_next_day"), pains, strict=True)),
            )
        )
    return tuple(told)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(histories(), nearly_good()),
    st.data(),
    st.sampled_from(TRAFFIC),
    st.sampled_from(["pain_before", "pain_during", "pain_next_day"]),
)
def test_adding_pain_anywhere_never_progresses(told, data, traffic, field):
    locks = Locks(traffic=traffic)
    before = next_step(History(DAY, told), LADDER, locks)
    place = data.draw(st.integers(0, len(told) - 1))
    pain = getattr(told[place], field)
    more = data.draw(st.integers(int(pain or 0), 10))
    sore = list(told)
    if pain is not None:
        sore[place] = replace(told[place], **{field: more})
    step = next_step(History(DAY, tuple(sore)), LADDER, locks)
    if before.decision != "progress":
        assert step.decision != "progress"


@settings(max_examples=200, deadline=None)
@given(st.one_of(histories(), nearly_good()), st.sampled_from(TRAFFIC))
def test_never_progress_within_a_week_of_a_flare(told, traffic):
    history = History(DAY, told)
    step = next_step(history, LADDER, Locks(traffic=traffic))
    lately = history.within(limit("quiet_days"))
    if flared(told[-1], traffic) or any(flared(one, traffic) for one in lately):
        assert step.decision != "progress"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(ladders())), st.lists(st.integers(0, 3), min_size=30, max_size=60))
def test_the_change_within_a_week_is_bounded_whatever_happens(ladder, pains):
    """One follows every step for weeks, with sessions every other day."""
    told, day = [], DAY
    for pain in pains:
        step = next_step(History(day, tuple(told)), ladder)
        if step.dose is not None:
            amount = step.exercise.amount
            told.append(Session(day, ladder, step.rung, pain, pain, pain, amount))
        day += datetime.timedelta(days=2)
    most = limit("most_weekly_rise")
    for late in told:
        week = [one for one in told if 0 <= (late.date - one.date).days < 7]
        lowest = min(week, key=lambda one: one.rung)
        assert late.rung - lowest.rung <= 1 or late.rung <= lowest.rung
        if late.step.exercise == lowest.step.exercise:
            assert late.step.week_seconds <= most * max(lowest.step.week_seconds, 1)


@settings(max_examples=40, deadline=None)
@given(histories())
def test_the_same_history_gives_the_same_step(told):
    assert next_step(History(DAY, told)) == next_step(
        History(DAY, tuple(replace(one) for one in told))
    )


def test_every_ladder_grows_by_half_at_most_and_starts_on_one_of_its_rungs():
    assert limit("settled") < limit("flare_rise")
    assert len(ladders()) >= 8
    for ladder in ladders().values():
        for low, high in zip(ladder.rungs, ladder.rungs[1:], strict=False):
            assert high.week_seconds <= 1.5 * low.week_seconds


def test_a_rung_that_asks_for_too_much_is_refused_with_its_numbers():
    low, high = ladders()["breath"].rungs[0], ladders()["breath"].rungs[2]
    with pytest.raises(TableError, match="rung 2: work grows from 420 to 840 s a week"):
        check_rungs("demo", (low, high), ())
    heavy = Rung("loop_march", {**ladders()["hip_flexors"].rungs[5].dose, "load": "heavy"})
    with pytest.raises(TableError, match="the load skips a step"):
        check_rungs(
            "demo", (ladders()["hip_flexors"].rungs[5], heavy), ("light", "medium", "heavy")
        )


def test_every_stop_sign_of_an_exercise_leads_to_a_decision():
    signs = entries_of("progressions.stop_sign")
    decisions = set(entries_of("progressions.decision"))
    for key, row in tables.table("exercises").items():
        for stop in row["stop"]:
            assert signs[stop["key"]]["leads_to"] in decisions, key


def test_history_is_read_and_sorted_and_refuses_what_cannot_be():
    rows = [
        {"date": "2026-11-24", "ladder": "trunk", "rung": 1, "pain_during": 2},
        {"date": "2026-11-20", "ladder": "trunk", "rung": 0, "stopped": "cramp"},
    ]
    read = history_of({"sessions": rows}, DAY)
    assert [one.rung for one in read.sessions] == [0, 1]
    for wrong in (
        {"date": "2026-11-27"}, {"rung": 99}, {"rung": True}, {"pain_during": 11},
        {"pain_during": "3"}, {"ladder": "trunck"}, {"stopped": "tired"}, {"pane": 2},
        {"form": float("nan")},
    ):  # fmt: skip
        with pytest.raises(RangeError):
            history_of({"sessions": [{**rows[0], **wrong}]}, DAY)
    with pytest.raises(RangeError):
        history_of({"sessions": {}}, DAY)


def test_locks_are_read_and_refuse_unknown_names():
    read = locks_of({"keep": ["trunk"], "most": {"running": 2}, "traffic": "wide"}, DAY)
    assert (read.keep, read.most, read.traffic) == (frozenset(["trunk"]), {"running": 2}, "wide")
    assert locks_of({"cleared": "2026-11-20"}, DAY).cleared == datetime.date(2026, 11, 20)
    assert locks_of(None, DAY) == Locks()
    for wrong in ({"keep": ["trunc"]}, {"most": {"running": 40}}, {"traffic": "blue"}):
        with pytest.raises(RangeError):
            locks_of(wrong, DAY)


def test_a_treatment_is_recorded_only_with_consent_all_cautions_and_never_by_oneself():
    asked = [one["key"] for one in tables.entry("treatments.dry_needling_hip.cautions")]
    told = {
        "date": "2026-11-20", "treatment": "dry_needling_hip", "by": "clinician 4",
        "consent": True, "asked": asked,
    }  # fmt: skip
    assert treated_of(told, DAY).asked == frozenset(asked)
    with pytest.raises(RangeError, match="without consent"):
        treated_of({**told, "consent": None}, DAY)
    with pytest.raises(RangeError, match="not asked about anticoagulant"):
        treated_of({**told, "asked": [one for one in asked if one != "anticoagulant"]}, DAY)
    for oneself in ("self", "", None, "Selbst"):
        with pytest.raises(RangeError, match="never done to oneself"):
            treated_of({**told, "by": oneself}, DAY)
