"""What keeps pages quick: few questions to the database, and parts that are written once."""

import gzip

import pytest
from django.template import engines
from django.utils.translation import override

from psoascope import tables
from psoascope.web.checkin.models import CheckIn
from tests.web.test_checkin import QUICK
from tests.web.test_practice import ABOUT, PAIN

pytestmark = pytest.mark.django_db

TOLD = (
    ("/checkin/quick/", QUICK),
    ("/checkin/about/", ABOUT),
    ("/checkin/pain/", PAIN),
)
"""What somebody tells before they look at the pages."""

PAGES = (
    *("/", "/about/", "/muscle/", "/muscle/handout/", "/tests/", "/tests/modified_thomas/"),
    *("/checkin/", "/checkin/quick/", "/checkin/quick/answer/", "/checkin/signs/"),
    *("/checkin/about/", "/checkin/pain/", "/checkin/day/", "/checkin/goals/"),
    *("/results/", "/results/three-sentences/", "/plan/", "/plan/session/", "/plan/progress/"),
    *("/report/", "/walks/new/", "/me/", "/me/delete/", "/accounts/email/"),
)
"""Every page that somebody who is signed in can look at."""


@pytest.fixture
def signed_in(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("ada@example.org"))
    for path, data in TOLD:
        assert client.post(path, data).status_code == 302, path
    return client


def written(page, **values):
    return engines["django"].from_string("{% load kept %}" + page).render(values)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_the_database_more_than_twelve_times(
    signed_in, path, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        assert signed_in.get(path).status_code == 200


def test_person_and_record_are_one_question(signed_in, django_assert_num_queries):
    # The session; the person with the record; the check-ins.
    with django_assert_num_queries(3):
        signed_in.get("/")


def test_a_kept_part_knows_only_what_it_is_told():
    page = "{% kept place=place %}{{ place }}/{{ name }}/{{ request.path }}{% endkept %}"
    assert written(page, place="hip", name="Ada") == "hip//"


def test_a_kept_part_is_written_anew_for_other_values_and_languages():
    page = engines["django"].from_string(
        '{% load kept %}{% kept row=row %}{{ row.side }} {% say "words.left" %}{% endkept %}'
    )
    assert page.render({"row": {"side": "a<b"}}) == "a&lt;b left"
    assert page.render({"row": {"side": "c"}}) == "c left"
    with override("de"):
        assert page.render({"row": {"side": "c"}}) == "c links"
    assert page.render({"row": {"side": "a<b"}}) == "a&lt;b left"


def test_nobodys_text_makes_a_gap():
    assert written("{% kept text=text %}{{ text }}{% endkept %}", text="a\0typed\x1fb\0") == (
        "atyped\x1fb"
    )


def test_what_one_person_ticked_is_not_ticked_for_another(signed_in, other_client):
    own = signed_in.get("/checkin/pain/").content.decode()
    assert 'name="pain_front_of_hip" value="left" checked' in own
    assert 'name="weeks" value="8"' in own
    other = other_client.get("/checkin/pain/").content.decode()
    assert " checked" not in other.replace('value="" checked', "")
    assert 'name="weeks" value=""' in other
    assert signed_in.get("/checkin/pain/").content.decode().count(" checked") == own.count(
        " checked"
    )


def test_a_refused_pain_step_shows_what_was_sent(client):
    sent = {
        "weeks": "-3",
        "pain_front_of_hip": ["right"],
        "score_front_of_hip": "2,5",
        "drawing": "{}",
    }
    page = client.post("/checkin/pain/", sent).content.decode()
    assert 'name="pain_front_of_hip" value="right" checked' in page
    assert (
        'name="score_front_of_hip" inputmode="decimal" size="3" placeholder="0–10" value="2,5"'
        in page
    )
    assert (
        'name="weeks" value="-3" id="id_weeks" inputmode="decimal" autocomplete="off" aria-i'
        in (page)
    )
    assert not CheckIn.objects.exists()


def test_an_age_goes_back_as_it_came_in_german(client):
    client.post("/checkin/quick/", QUICK)
    client.cookies["language"] = "de"
    assert 'name="age" value="41"' in client.get("/checkin/quick/").content.decode()


def test_a_plan_that_changes_is_shown_changed(signed_in):
    before = signed_in.get("/plan/").content.decode()
    checkin = CheckIn.objects.get()
    name = checkin.document["plan"]["exercises"][0]["say"]["en"]
    assert f"<h3>{name}</h3>" in before
    checkin.document["plan"]["exercises"][0]["say"]["en"] = "Something else"
    checkin.save()
    after = signed_in.get("/plan/").content.decode()
    assert "Something else" in after
    assert f"<h3>{name}</h3>" not in after


def test_a_stop_that_was_chosen_stays_chosen_when_a_session_is_refused(signed_in):
    exercise = CheckIn.objects.get().document["plan"]["exercises"][0]
    key, sign = exercise["key"], exercise["stop"][0]["key"]
    sent = {f"state_{key}": "done", f"pain_{key}": "44", f"stopped_{key}": sign}
    page = signed_in.post("/plan/session/", sent).content.decode()
    word = tables.say(f"progressions.stop_sign.{sign}")
    assert f'<option value="{sign}" selected>{word}' in page
    assert f'name="state_{key}" value="done" checked' in page


def test_pages_go_out_compressed_to_whoever_takes_that(client):
    plain = client.get("/muscle/")
    packed = client.get("/muscle/", headers={"accept-encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.content)[-50_000:] == plain.content[-50_000:]
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content) / 3


@pytest.mark.parametrize("asked", ["", "br", "gzip;q=0", "gzip; q=0.0, br"])
def test_nobody_is_sent_what_they_cannot_read(client, asked):
    answer = client.get("/muscle/", headers={"accept-encoding": asked})
    assert "Content-Encoding" not in answer.headers


def test_the_length_of_a_page_tells_nothing_about_what_is_secret_in_it(client):
    def length():
        return len(client.get("/about/", headers={"accept-encoding": "gzip"}).content)

    assert len({length() for _ in range(30)}) > 8


def test_a_report_that_is_packed_already_is_left_alone(signed_in):
    answer = signed_in.get("/me/export/", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Type"] == "application/zip"
    assert "Content-Encoding" not in answer.headers
