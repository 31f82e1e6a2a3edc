"""What goes wrong in the hands of people, in a real browser: answered, and nothing is lost."""

import http.client
import json
import time
import zipfile

import pytest
from playwright.sync_api import expect

from psoascope import tables
from tests.web.browsing import PHONE
from tests.web.test_offline import ready
from tests.web.test_way import ADDRESS, PASSWORD, about, first_minutes, go_on, pain, the_rest

pytestmark = pytest.mark.browser

TWO_GB = 2 * 1024**3
LIMIT = "1 GB"


def rows(page, address, folder):
    """Everything that the server keeps of whoever the page belongs to."""
    page.goto(f"{address}/me/")
    with page.expect_download() as saved:
        page.click("a[download]")
    kept = folder / "everything.zip"
    saved.value.save_as(kept)
    with zipfile.ZipFile(kept) as files:
        return json.loads(files.read("record.json"))


def told(page, address, folder):
    """The answers of the one check-in there is."""
    (checkin,) = rows(page, address, folder)["checkins"]
    return checkin["answers"]


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True)
def test_a_double_press_makes_one_record(visit, tmp_path):
    page = visit.open("/checkin/goals/")
    sent = []
    page.on("request", lambda one: sent.append(one) if one.method == "POST" else None)
    page.fill("input[name=goal_0]", "walk uphill")
    page.dblclick("form.checkin .checkin__buttons button >> nth=0")
    page.wait_for_url("**/results/")
    assert len(sent) == 1
    assert told(page, visit.address, tmp_path)["goals"][0]["activity"] == "walk uphill"


def test_a_session_noted_with_a_double_press_is_noted_once(visit, tmp_path):
    page = visit.page
    first_minutes(page, visit.address)
    visit.open("/checkin/about/")
    about(page)
    pain(page)
    the_rest(page)
    visit.open("/plan/session/")
    onward = page.locator(f".practice__bar button:has-text('{tables.say('practice.next')}')")
    while onward.is_visible():
        onward.click()
        done = page.locator("[data-step]:visible input[value=done]")
        if done.count():
            done.check()
    page.dblclick(f"text={tables.say('practice.save')}")
    page.wait_for_url("**/plan/")
    expect(page.locator("main")).to_contain_text(tables.say("practice.noted"))
    sessions = rows(page, visit.address, tmp_path)["sessions"]
    assert len({one["ladder"] for one in sessions}) == len(sessions) >= 1


@pytest.mark.parametrize(
    "visit", [{}, {"java_script_enabled": False}], indirect=True, ids=["script", "no script"]
)
def test_back_after_sending_shows_what_was_sent_and_takes_a_change(visit, tmp_path):
    page = visit.open("/checkin/about/")
    page.fill("input[name=age]", "44")
    go_on(page)
    page.wait_for_url("**/checkin/pain/")
    page.go_back()
    page.wait_for_url("**/checkin/about/")
    expect(page.locator("input[name=age]")).to_have_value("44")
    assert page.locator(".draft:visible").count() == 0
    page.fill("input[name=age]", "45")
    go_on(page)
    page.wait_for_url("**/checkin/pain/")
    assert told(page, visit.address, tmp_path)["age"] == 45


@pytest.mark.parametrize(
    "visit",
    [{"viewport": PHONE}, {"java_script_enabled": False, "locale": "de-DE"}],
    indirect=True,
    ids=["phone", "no script, German"],
)
def test_an_ended_session_leads_back_to_the_same_place_with_the_text(visit, tmp_path):
    page = visit.open("/accounts/signup/")
    language = page.locator("html").get_attribute("lang")
    email = f"ended{language}{ADDRESS}"
    page.fill("input[name=email]", email)
    page.fill("input[name=password1]", PASSWORD)
    page.check("input[name=consent_keep]")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/me/")
    visit.open("/checkin/goals/")
    page.fill("input[name=goal_0]", "walk uphill")
    page.context.clear_cookies(name="sessionid")
    go_on(page)
    page.wait_for_url("**/me/ended/**")
    visit.check(f"ended-{language}") if language == "en" else None
    page.click(f"text={tables.say('account.ended_sign_in', language)}")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/checkin/goals/")
    expect(page.locator("input[name=goal_0]")).to_have_value("walk uphill")
    assert page.locator(".draft:visible").count() == 0
    go_on(page)
    page.wait_for_url("**/results/")
    goals = told(page, visit.address, tmp_path)["goals"]
    assert goals[0]["activity"] == "walk uphill"


def test_a_step_that_could_not_be_reached_on_sending_is_sent_later(visit):
    """The device believes it is connected, and the server does not answer."""
    page = visit.open("/checkin/goals/")
    ready(page)
    page.fill("input[name=goal_0]", "walk uphill")
    page.context.set_offline(True)
    # As on a train: the browser has not noticed yet.
    page.evaluate("Object.defineProperty(Navigator.prototype, 'onLine', { get: () => true })")
    go_on(page)
    expect(page.locator("[data-kept=sent]")).to_contain_text(tables.say("checkin_steps.goals"))
    page.context.set_offline(False)
    page.wait_for_url("**/results/")
    visit.open("/checkin/goals/")
    expect(page.locator("input[name=goal_0]")).to_have_value("walk uphill")


@pytest.fixture(scope="module")
def huge(tmp_path_factory):
    """2 GB that take no room on the disk."""
    path = tmp_path_factory.mktemp("huge") / "walk.mp4"
    with path.open("wb") as file:
        file.write(bytes(4) + b"ftypisom")
        file.truncate(TWO_GB)
    return path


@pytest.mark.parametrize("language", ["en", "de"])
def test_two_gigabytes_are_refused_before_sending_with_limit_and_cure(visit, huge, language):
    page = visit.open("/walks/new/")
    if language == "de":
        page.click("button[lang=de]")
    sent = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    page.fill("input[name=height]", "1.64")
    page.set_input_files("input[type=file]", huge)
    said = tables.say("errors.upload_too_large", language, limit=LIMIT)
    assert LIMIT in said
    expect(page.locator(".error-text[role=alert]")).to_have_text(said)
    page.click("form.upload button.button--primary")
    expect(page.locator("input[type=file]")).to_be_focused()
    expect(page.locator("input[name=height]")).to_have_value("1.64")
    assert sent == []
    visit.check(f"too-large-{language}")


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_a_script_the_server_refuses_two_gigabytes_in_words(visit, huge):
    page = visit.open("/walks/new/")
    page.set_input_files("input[type=file]", huge)
    page.check("input[name=consent]")
    start = time.monotonic()
    page.click("form.upload button.button--primary")
    said = tables.say("errors.upload_too_large", limit=LIMIT)
    expect(page.locator("main")).to_contain_text(said)
    assert time.monotonic() - start < 5
    visit.complaints = [one for one in visit.complaints if "413" not in one]


@pytest.mark.parametrize(("language", "cookie"), [("en", ""), ("de", ""), ("de", "language=de")])
def test_the_server_refuses_by_the_length_alone(address, language, cookie):
    asking = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    asking.putrequest("POST", "/walks/new/")
    asking.putheader("Content-Type", "multipart/form-data; boundary=x")
    asking.putheader("Content-Length", str(TWO_GB))
    asking.putheader("Accept-Language", "en" if cookie else language)
    asking.putheader("Cookie", cookie)
    asking.endheaders()
    # Not a byte of the body was sent.
    answer = asking.getresponse()
    assert answer.status == 413
    page = answer.read().decode()
    assert tables.say("errors.upload_too_large", language, limit=LIMIT) in page
    assert answer.getheader("Connection") == "close"


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True)
def test_a_letter_that_calls_itself_a_video_is_refused_and_the_form_keeps_the_rest(visit, tmp_path):
    letter = tmp_path / "letter.mp4"
    letter.write_text("Dear physiotherapist, my hip is sore. " * 50)
    page = visit.open("/walks/new/")
    page.select_option("select[name=side]", "left")
    visit.send(letter, height="1.64")
    said = tables.say("errors.not_a_video", name="letter.mp4")
    expect(page.locator(".error-text").first).to_contain_text(said)
    expect(page.locator("input[name=height]")).to_have_value("1.64")
    expect(page.locator("select[name=side]")).to_have_value("left")
    visit.check("no-video")
