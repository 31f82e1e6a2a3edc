"""The plan of the week and what is noted of a session."""

import datetime

import pytest
from django.utils import timezone

from psoascope import tables
from psoascope.web.checkin.models import CheckIn
from psoascope.web.practice.models import Session
from tests.web.test_checkin import NO_SIGNS, QUICK

pytestmark = pytest.mark.django_db

ABOUT = {
    "age": "41",
    "sex": "female",
    "pregnant": "no",
    "conditions": "none",
    "medicines": "none",
    "recent": "none",
}
TODAY = datetime.date(2026, 11, 26)


PAIN = {
    "weeks": "8",
    "sudden": "no",
    "injury": "no",
    "wakes_at_night": "no",
    "pain_front_of_hip": "left",
    "score_front_of_hip": "4",
    "worse_with": "sitting",
    "better_with": "walking",
    "group_hip": "none",
    "group_rest": "none",
}


@pytest.fixture
def planned(client):
    """A browser whose check-in has led to a plan with exercises."""
    client.post("/checkin/quick/", QUICK)
    client.post("/checkin/about/", ABOUT)
    client.post("/checkin/pain/", PAIN)
    return client


def exercises():
    return CheckIn.objects.get().document["plan"]["exercises"]


def noted(client, **fields):
    answer = client.post("/plan/session/", fields)
    assert answer.status_code == 302, answer.content.decode()
    return Session.objects.all()


def test_without_a_checkin_the_plan_says_where_it_comes_from(client):
    page = client.get("/plan/").content.decode()
    assert tables.say("practice.none") in page
    assert client.get("/plan/session/").headers["Location"] == "/plan/"


def test_the_plan_shows_each_exercise_with_dose_stop_rules_and_grade(planned):
    page = planned.get("/plan/").content.decode().replace("&#x27;", "'")
    assert exercises()
    for one in exercises():
        assert one["say"]["en"] in page
        assert one["dose"]["say"]["en"] in page
        for sign in one["stop"]:
            assert sign["say"]["en"] in page


def test_a_warning_sign_leaves_no_exercise_and_no_session(planned):
    planned.post("/checkin/signs/", NO_SIGNS | {"group_nerves": ["saddle_numbness", "none"]})
    assert "data-step" not in planned.get("/plan/session/", follow=True).content.decode()
    assert tables.say("practice.start") not in planned.get("/plan/").content.decode()


def test_a_session_is_noted_exercise_by_exercise(planned):
    first, second = exercises()[:2]
    rows = noted(
        planned,
        pain_before="3",
        **{
            f"state_{first['key']}": "done",
            f"done_{first['key']}": "5",
            f"pain_{first['key']}": "2",
        },
        **{f"state_{second['key']}": "missed"},
    )
    done, missed = rows.get(ladder=first["ladder"]), rows.get(ladder=second["ladder"])
    assert (done.done, done.pain_during, done.pain_before, done.missed) == (5, 2, 3, False)
    assert (missed.done, missed.missed) == (None, True)
    assert rows.count() == 2
    assert tables.say("practice.noted") in planned.get("/plan/").content.decode()


def test_sending_a_session_twice_notes_it_once_and_it_can_be_taken_back(planned):
    key = exercises()[0]["key"]
    for pain in ("2", "3"):
        noted(planned, **{f"state_{key}": "done", f"pain_{key}": pain})
    assert Session.objects.get().pain_during == 3
    planned.post("/plan/undo/")
    assert not Session.objects.exists()


def test_a_number_out_of_range_is_named_and_the_rest_stays(planned):
    key = exercises()[0]["key"]
    answer = planned.post(
        "/plan/session/", {f"state_{key}": "done", f"pain_{key}": "14", "pain_before": "6"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'name="pain_before" value="6" checked' in page
    assert 'value="done" checked' in page
    assert not Session.objects.exists()


def test_the_day_after_is_asked_once(planned):
    key = exercises()[0]["key"]
    noted(planned, **{f"state_{key}": "done", f"pain_{key}": "1"})
    assert tables.say("practice.next_day") not in planned.get("/plan/").content.decode()
    Session.objects.update(date=timezone.localdate() - datetime.timedelta(days=1))
    assert tables.say("practice.next_day") in planned.get("/plan/").content.decode()
    planned.post("/plan/next-day/", {"pain": "4"})
    assert Session.objects.get().pain_next_day == 4
    assert tables.say("practice.next_day") not in planned.get("/plan/").content.decode()


def test_much_pain_in_a_session_changes_the_plan(planned):
    before = {one["ladder"]: one["rung"] for one in exercises()}
    one = next(one for one in exercises() if one["rung"] > 0 and one["ladder"] != "breath")
    noted(planned, **{f"state_{one['key']}": "done", f"pain_{one['key']}": "8"})
    after = {each["ladder"]: each["rung"] for each in exercises()}
    assert after.get(one["ladder"], -1) < before[one["ladder"]]


@pytest.mark.usefixtures("planned")
def test_another_browser_has_no_plan_of_mine(other_client):
    assert tables.say("practice.none") in other_client.get("/plan/").content.decode()


def test_the_plan_of_a_new_day_is_worked_out_anew(planned):
    CheckIn.objects.update(
        worked_out=timezone.localdate() - datetime.timedelta(days=1), document={}
    )
    assert planned.get("/plan/").status_code == 200
    assert CheckIn.objects.get().document["plan"]


def test_progress_without_anything_says_so(client):
    assert tables.say("progress_page.none") in client.get("/plan/progress/").content.decode()


def test_progress_shows_pain_practice_and_what_has_changed(planned):
    planned.post("/checkin/goals/", {"goal_0": "walk uphill", "score_0": "3"})
    key = exercises()[0]["key"]
    noted(planned, **{f"state_{key}": "done", f"pain_{key}": "2"})
    page = planned.get("/plan/progress/").content.decode()
    assert "pain__dot" in page
    assert tables.say("progress_page.one_checkin") in page
    planned.post("/checkin/again/")
    planned.post("/checkin/quick/", QUICK)
    planned.post("/checkin/goals/", {"goal_0": "Walk uphill", "score_0": "7"})
    page = planned.get("/plan/progress/").content.decode()
    assert "Walk uphill" in page or "walk uphill" in page
    assert tables.say("outcomes.verdict.better") in page
    assert "is-done" in page


def test_small_changes_are_not_called_better(planned):
    planned.post("/checkin/goals/", {"goal_0": "walk uphill", "score_0": "5"})
    planned.post("/checkin/again/")
    planned.post("/checkin/quick/", QUICK)
    planned.post("/checkin/goals/", {"goal_0": "walk uphill", "score_0": "6"})
    page = planned.get("/plan/progress/").content.decode()
    assert tables.say("outcomes.verdict.no_clear_change") in page
