"""The check-in without JavaScript: what is told is kept, and leads to an answer."""

import pytest

from psoascope import tables
from psoascope.web.checkin.forms import FORMS
from psoascope.web.checkin.models import CheckIn
from psoascope.web.people.models import Record

pytestmark = pytest.mark.django_db

QUICK = {"group_all": "none", "place_front_of_hip": "left", "now": "4", "day": "desk", "age": "41"}
NO_SIGNS = {f"group_{key}": "none" for key in tables.entry("checkin_steps.signs.group")}


def told():
    return CheckIn.objects.get().answers


def test_looking_at_the_steps_keeps_nothing(client):
    for step in FORMS:
        assert client.get(f"/checkin/{step}/").status_code == 200
    assert not CheckIn.objects.exists()
    assert not Record.objects.exists()


def test_three_questions_give_one_answer(client):
    page = client.post("/checkin/quick/", QUICK, follow=True).content.decode()
    assert tables.say("checkin_pages.tonight") in page
    assert told()["pain"] == [{"region": "front_of_hip", "side": "left", "now": 4}]
    assert told()["day"]["sitting"] == {"hours": 8.0, "longest_minutes": 90.0}
    assert told()["signs"]["fever"] is False


def test_a_warning_sign_is_answered_at_once_and_without_exercise(client):
    page = client.post(
        "/checkin/quick/", QUICK | {"group_all": ["saddle_numbness", "none"]}, follow=True
    )
    text = page.content.decode()
    assert "triage--emergency" in text
    assert tables.say("checkin_pages.tonight") not in text
    assert "data-breath" not in text


def test_a_question_left_open_is_not_a_no(client):
    client.post("/checkin/signs/", {"group_nerves": ["both_legs"]})
    assert told()["signs"]["both_legs"] is True
    assert told()["signs"]["leg_weakness"] is None


def test_an_emergency_sign_ends_the_steps(client):
    answer = client.post(
        "/checkin/signs/", NO_SIGNS | {"group_nerves": ["saddle_numbness", "none"]}
    )
    assert answer.headers["Location"] == "/results/"


def test_each_step_leads_to_the_next_and_the_last_to_the_results(client):
    steps = list(FORMS)
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        answer = client.post(f"/checkin/{step}/", NO_SIGNS if step == "signs" else {})
        assert answer.headers["Location"] == (f"/checkin/{after}/" if after else "/results/")
    assert client.get("/results/").status_code == 200


def test_what_was_told_is_shown_again_and_stays(client):
    client.post("/checkin/about/", {"age": "53", "conditions": "diabetes", "medicines": "none"})
    client.post("/checkin/goals/", {"goal_0": "walk uphill", "score_0": "3"})
    page = client.get("/checkin/about/").content.decode()
    assert 'value="53"' in page
    assert told()["conditions"] == ["diabetes"]
    assert told()["medicines"] == []
    assert told()["recent"] is None
    assert told()["goals"] == [{"activity": "walk uphill", "score": 3.0}]


def test_a_wrong_number_is_shown_with_what_else_was_typed(client):
    answer = client.post("/checkin/goals/", {"goal_0": "cycle", "score_0": "11"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="cycle"' in page
    assert 'value="11"' in page
    assert not CheckIn.objects.exists() or "goals" not in told()


def test_more_than_a_days_hours_are_named_and_not_lost(client):
    answer = client.post("/checkin/day/", {"hours_sitting": "19", "hours_standing": "8"})
    assert answer.status_code == 422
    assert 'value="19"' in answer.content.decode()
    assert "27" in answer.content.decode()


def test_contradicting_answers_are_named_and_not_lost(client):
    answer = client.post("/checkin/about/", {"sex": "male", "pregnant": "yes", "age": "29"})
    assert answer.status_code == 422
    assert 'value="29"' in answer.content.decode()


def test_a_typical_day_fills_the_hours_and_leaves_the_rest(client):
    page = client.post("/checkin/day/", {"typical": "feet", "stress": "7"}).content.decode()
    assert 'name="hours_standing" value="6"' in page
    assert 'name="stress" value="7"' in page
    assert not CheckIn.objects.exists()


def test_going_back_keeps_what_was_typed(client):
    answer = client.post("/checkin/about/", {"age": "37", "back": "1"})
    assert answer.headers["Location"] == "/checkin/signs/"
    assert told()["age"] == 37


def test_sending_twice_makes_one_checkin(client):
    for _ in range(2):
        client.post("/checkin/quick/", QUICK)
    assert CheckIn.objects.count() == 1


def test_a_changed_answer_changes_the_results(client):
    client.post("/checkin/quick/", QUICK)
    assert CheckIn.objects.get().level != "emergency"
    client.post("/checkin/signs/", NO_SIGNS | {"group_nerves": ["saddle_numbness", "none"]})
    assert CheckIn.objects.get().level == "emergency"


def test_checking_in_again_asks_the_signs_anew_and_keeps_what_lasts(client):
    client.post("/checkin/quick/", QUICK)
    client.post("/checkin/again/")
    new = CheckIn.objects.get(finished=None)
    assert new.answers["age"] == 41
    assert "signs" not in new.answers


def test_another_browser_sees_nothing_of_it(client, other_client):
    client.post("/checkin/quick/", QUICK)
    assert other_client.get("/results/").status_code == 302
    assert 'value="41"' not in other_client.get("/checkin/about/").content.decode()


def test_the_pages_speak_german(client):
    client.cookies["language"] = "de"
    assert "Trifft etwas davon" in client.get("/checkin/quick/").content.decode()


def test_a_german_comma_is_a_comma(client):
    client.cookies["language"] = "de"
    client.post("/checkin/day/", {"hours_sitting": "7,5"})
    assert told()["day"]["sitting"]["hours"] == 7.5
    assert 'value="7,5"' in client.get("/checkin/day/").content.decode()


def test_signs_that_were_all_answered_are_not_asked_again(client):
    client.post("/checkin/quick/", QUICK | {"group_all": []})
    assert CheckIn.objects.get().steps == []
    client.post("/checkin/quick/", QUICK)
    assert CheckIn.objects.get().steps == ["signs"]
