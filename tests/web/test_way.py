"""The whole way of a person, in a real browser: from what hurts to a plan, a session, and away."""

import zipfile

import pytest
from playwright.sync_api import expect

from psoascope import tables
from tests.web.browsing import DESKTOP, PHONE, launched
from tests.web.camera import playing, walk, walking

pytestmark = [pytest.mark.browser, pytest.mark.video]

ADDRESS, PASSWORD = "somebody@example.org", "a long phrase of 4 words"


@pytest.fixture(scope="module")
def browser(player, tmp_path_factory):
    with launched(player, *playing(walking(tmp_path_factory.mktemp("film")))) as running:
        yield running


def go_on(page):
    page.click("form.checkin .checkin__buttons button >> nth=0")


def first_minutes(page, address):
    page.goto(f"{address}/checkin/quick/")
    page.check("input[name=group_all][value=none]")
    page.check("input[name=place_front_of_hip][value=left]")
    page.locator("input[name=now][value='4']").check(force=True)
    page.check("input[name=day][value=desk]")
    page.fill("input[name=age]", "41")
    go_on(page)


def about(page):
    page.check("input[name=sex][value=female]")
    page.check("input[name=pregnant][value=no]")
    for name in ("conditions", "medicines", "recent"):
        page.check(f"input[name={name}][value=none]")
    go_on(page)


def pain(page):
    page.fill("input[name=weeks]", "8")
    for name in ("sudden", "injury", "wakes_at_night"):
        page.check(f"input[name={name}][value=no]")
    page.check("input[name=worse_with][value=sitting]")
    page.check("input[name=better_with][value=walking]")
    for name in ("group_hip", "group_rest"):
        page.check(f"input[name={name}][value=none]")
    go_on(page)


def the_rest(page):
    page.wait_for_url("**/checkin/day/")
    go_on(page)
    page.wait_for_url("**/checkin/goals/")
    page.fill("input[name=goal_0]", "walk uphill")
    page.fill("input[name=score_0]", "4")
    go_on(page)
    page.wait_for_url("**/results/")


@pytest.mark.parametrize(
    "visit",
    [{"viewport": PHONE}, {"viewport": DESKTOP, "locale": "de-DE"}],
    indirect=True,
    ids=["phone", "desktop-de"],
)
def test_a_guest_goes_all_the_way_and_takes_everything_along(visit, tmp_path):
    page = visit.open("/")
    page.click(f"text={visit.say('pages.home_begin')}")
    page.wait_for_url("**/checkin/quick/")
    visit.check("way-quick")
    first_minutes(page, visit.address)
    visit.check("way-first-answer")
    expect(page.locator("main")).to_contain_text(visit.say("checkin_pages.tonight"))
    page.click(f"text={visit.say('checkin_pages.deepen')}")
    about(page)
    visit.check("way-pain")
    pain(page)
    visit.check("way-day")
    the_rest(page)
    visit.check("way-results")
    # A part of a change alters the figure in proportion.
    whole = page.locator(".what-if__value").first.inner_text()
    page.locator(".what-if input").first.fill("0")
    assert page.locator(".what-if__value").first.inner_text() != whole
    page.click(f"text={visit.say('measure_pages.title')}")
    visit.check("way-tests")
    page.goto(f"{visit.address}/tests/walking/")
    visit.check("way-test")
    page.click(f"a:has-text('{visit.say('live_pages.way')}')")
    walk(visit, page)
    page.goto(f"{visit.address}/results/")
    page.click(f"text={visit.say('results.to_plan')}")
    visit.check("way-plan")
    session(visit, page)
    page.goto(f"{visit.address}/plan/progress/")
    visit.check("way-progress")
    account(visit, page, tmp_path)


def session(visit, page):
    """Today's session: the timer counts, the breath is paced, and it is noted."""
    page.click(f"text={visit.say('practice.start')}")
    visit.check("way-session")
    steps = page.locator("[data-step]")
    for number in range(steps.count()):
        step = steps.nth(number)
        expect(step).to_be_visible()
        timer = step.locator(".timer button").first
        if timer.count():
            timer.click()
            expect(step.locator(".timer__part")).to_have_text(visit.say("practice.ready"))
            # Skipping the time to get ready, then a movement: counted without waiting for it.
            for _ in range(3):
                step.locator(".timer button").nth(1).click()
            visit.check("way-timer")
            timer.click()
        breath = step.locator("[data-breath] button")
        if breath.count():
            breath.first.click()
            expect(step).to_contain_text(visit.say("pages.breath_in"))
        done = step.locator("input[value=done]")
        if done.count():
            done.check()
        if number + 1 < steps.count():
            page.click(f".practice__bar button:has-text('{visit.say('practice.next')}')")
    page.click(f"text={visit.say('practice.save')}")
    page.wait_for_url("**/plan/")
    expect(page.locator("main")).to_contain_text(visit.say("practice.noted"))
    visit.check("way-noted")


def account(visit, page, folder):
    """Signing up keeps it, one file holds it, and deleting leaves nothing."""
    page.goto(f"{visit.address}/accounts/signup/")
    visit.check("way-sign-up")
    page.fill("input[name=email]", f"{page.viewport_size['width']}{ADDRESS}")
    page.fill("input[name=password1]", PASSWORD)
    page.check("input[name=consent_keep]")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/me/")
    visit.check("way-me")
    with page.expect_download() as saved:
        page.click(f"text={visit.say('account.export')}")
    kept = folder / "everything.zip"
    saved.value.save_as(kept)
    with zipfile.ZipFile(kept) as files:
        names = files.namelist()
    assert {"record.json", "checkins.csv", "sessions.csv"} <= set(names)
    page.goto(f"{visit.address}/accounts/2fa/")
    visit.check("way-passkeys")
    page.goto(f"{visit.address}/me/delete/")
    visit.check("way-delete")
    page.check("input[name=sure]")
    page.click(f"text={visit.say('account.delete_now')}")
    expect(page.locator("main")).to_contain_text(visit.say("account.gone_text"))
    page.goto(f"{visit.address}/plan/")
    expect(page.locator("main")).to_contain_text(visit.say("practice.none"))


@pytest.mark.parametrize(
    "visit",
    [{"java_script_enabled": False, "locale": "de-DE", "viewport": PHONE}],
    indirect=True,
)
def test_checkin_results_and_plan_work_without_scripts_and_in_german(visit):
    page = visit.open("/")
    first_minutes(page, visit.address)
    page.click(f"text={tables.say('checkin_pages.deepen', 'de')}")
    about(page)
    pain(page)
    the_rest(page)
    expect(page.locator("h1")).to_be_visible()
    page.click(f"text={tables.say('results.to_plan', 'de')}")
    expect(page.locator("main")).to_contain_text(tables.say("practice.today", "de"))
    page.click(f"text={tables.say('practice.start', 'de')}")
    page.locator("input[value=done]").first.check()
    page.click(f"text={tables.say('practice.save', 'de')}")
    expect(page.locator("main")).to_contain_text(tables.say("practice.noted", "de"))


@pytest.mark.parametrize("visit", [{"color_scheme": "dark", "locale": "de-DE"}], indirect=True)
def test_the_pages_of_results_and_plan_can_be_read_in_the_dark(visit):
    page = visit.page
    first_minutes(page, visit.address)
    visit.check("dark-first-answer")
    for path, name in (("/results/", "dark-results"), ("/plan/", "dark-plan"), ("/me/", "dark-me")):
        visit.open(path)
        visit.check(name)


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True)
def test_an_emergency_leads_nowhere_but_to_help(visit):
    page = visit.open("/checkin/quick/")
    page.check("input[name=group_all][value=saddle_numbness]")
    page.check("input[name=group_all][value=none]")
    go_on(page)
    expect(page.locator(".triage--emergency")).to_be_visible()
    visit.check("emergency")
    page.goto(f"{visit.address}/plan/")
    expect(page.locator("main")).to_contain_text(tables.say("practice.urgent"))
    visit.check("emergency-plan")


def test_the_keyboard_alone_gets_through_the_first_minutes(visit):
    page = visit.open("/checkin/quick/")
    names = []
    for _ in range(120):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || document.activeElement.className")
        names.append(name)
        value = page.evaluate("document.activeElement.value")
        if (name, value) in (("group_all", "none"), ("place_front_of_hip", "left")):
            page.keyboard.press("Space")
        if name == "day":
            page.keyboard.press("Space")
        if "button--primary" in str(name):
            page.keyboard.press("Enter")
            break
    page.wait_for_url("**/quick/answer/")
    assert "skip-link" in names[0]


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True)
def test_what_was_typed_is_kept_without_a_connection_and_sent_when_there_is_one(visit):
    page = visit.open("/checkin/about/")
    page.context.set_offline(True)
    page.fill("input[name=age]", "58")
    go_on(page)
    expect(page.locator(".draft")).to_contain_text(tables.say("draft.offline"))
    visit.check("offline")
    page.context.set_offline(False)
    page.wait_for_url("**/checkin/pain/")
    page.goto(f"{visit.address}/checkin/about/")
    expect(page.locator("input[name=age]")).to_have_value("58")
    expect(page.locator(".draft")).to_be_hidden()


def test_what_was_typed_is_there_again_after_the_page_was_closed(visit):
    page = visit.open("/checkin/goals/")
    page.fill("input[name=goal_0]", "carry my bag")
    page = visit.open("/checkin/goals/")
    expect(page.locator("input[name=goal_0]")).to_have_value("carry my bag")
    expect(page.locator(".draft")).to_contain_text(tables.say("draft.restored"))
    page.click(f"text={tables.say('draft.discard')}")
    expect(page.locator("input[name=goal_0]")).to_have_value("")
    page = visit.open("/checkin/goals/")
    expect(page.locator(".draft")).to_be_hidden()
