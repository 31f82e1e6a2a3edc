"""Without a connection: what can be read, what is kept of what was typed, what is never kept."""

import re

import pytest
from playwright.sync_api import expect

from psoascope import tables
from tests.web import netlog
from tests.web.browsing import PHONE
from tests.web.test_way import ADDRESS, PASSWORD, first_minutes, go_on

pytestmark = pytest.mark.browser

FIRST_VISIT = 100_000
"""Bytes on the wire, whoever asked for them."""
ANSWER = "a very private sentence"
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const one of await cache.keys())
      found[new URL(one.url).pathname] = await (await cache.match(one)).text();
  }
  return found;
}"""


def ready(page):
    """Waits until the service worker answers for the page, and has kept what it keeps at once."""
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


@pytest.mark.parametrize("visit", [{"viewport": PHONE, "locale": "de-DE"}], indirect=True)
def test_public_pages_can_be_read_without_a_connection_and_no_other(visit):
    page = visit.open("/")
    ready(page)
    visit.open("/muscle/handout/")
    page.wait_for_function(
        "() => caches.match('/muscle/handout/').then(found => !!found)", polling=100
    )
    page.context.set_offline(True)
    visit.open("/muscle/handout/")
    expect(page.locator("h1")).to_have_text(re.compile("."))
    expect(page.locator("[data-offline]")).to_have_count(0)
    visit.open("/results/")
    expect(page.locator("h1")).to_have_text(tables.say("offline.title", "de"))
    visit.check("offline-page")


def test_nothing_that_a_person_told_is_kept_by_the_service_worker(visit):
    page = visit.open("/")
    ready(page)
    first_minutes(page, visit.address)
    visit.open("/checkin/goals/")
    page.fill("input[name=goal_0]", ANSWER)
    go_on(page)
    page.wait_for_url("**/results/")
    for path in ("/", "/plan/", "/me/", "/muscle/", "/report/"):
        visit.open(path)
    expect(page.locator("main")).to_be_visible()
    page.wait_for_load_state("networkidle")
    kept = page.evaluate(KEPT)
    pages = {path for path in kept if not path.startswith("/static/")}
    assert {"/offline/", "/", "/muscle/"} >= pages >= {"/offline/"}
    assert [path for path, text in kept.items() if ANSWER in text] == []
    # As a stranger would see it, not as somebody who has results.
    assert tables.say("checkin_pages.to_results") not in kept["/"]
    assert tables.say("pages.home_begin") in kept["/"]


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True)
def test_a_step_that_is_reloaded_without_a_connection_says_what_is_kept_and_is_sent_later(visit):
    page = visit.open("/checkin/about/")
    ready(page)
    page.context.set_offline(True)
    page.fill("input[name=age]", "58")
    go_on(page)
    expect(page.locator(".draft")).to_contain_text(tables.say("draft.offline"))
    page.reload()
    expect(page.locator("h1")).to_have_text(tables.say("offline.title"))
    kept = page.locator("[data-kept=sent]")
    expect(kept).to_contain_text(tables.say("offline.kept"))
    expect(kept).to_contain_text(tables.say("checkin_steps.about"))
    expect(page.locator("[data-kept=typed]")).to_be_hidden()
    visit.check("offline-kept")
    page.context.set_offline(False)
    # By itself: back to the step, sent, and on to the next one.
    page.wait_for_url("**/checkin/pain/")
    visit.open("/checkin/about/")
    expect(page.locator("input[name=age]")).to_have_value("58")
    expect(page.locator(".draft")).to_be_hidden()


def test_what_was_begun_and_not_sent_waits_and_is_not_sent(visit):
    page = visit.open("/checkin/about/")
    ready(page)
    page.fill("input[name=age]", "58")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-kept=typed]")).to_contain_text(tables.say("offline.begun"))
    page.context.set_offline(False)
    expect(page.locator("input[name=age]")).to_have_value("58")
    expect(page.locator(".draft")).to_contain_text(tables.say("draft.restored"))


def test_what_could_not_be_sent_is_sent_from_whatever_page_is_opened_next(visit):
    page = visit.open("/checkin/goals/")
    ready(page)
    page.context.set_offline(True)
    page.fill("input[name=goal_0]", ANSWER)
    go_on(page)
    expect(page.locator(".draft")).to_contain_text(tables.say("draft.offline"))
    visit.page = page.context.new_page()
    page.close()
    visit.page.context.set_offline(False)
    page = visit.open("/about/")
    page.wait_for_function("() => localStorage.length === 0")
    visit.open("/checkin/goals/")
    expect(page.locator("input[name=goal_0]")).to_have_value(ANSWER)
    expect(page.locator(".draft")).to_be_hidden()


def test_deleting_everything_empties_the_device_too(visit):
    page = visit.open("/")
    ready(page)
    first_minutes(page, visit.address)
    visit.open("/checkin/goals/")
    page.fill("input[name=goal_0]", ANSWER)
    visit.open("/me/delete/")
    assert ANSWER in page.evaluate("JSON.stringify(localStorage)")
    page.check("input[name=sure]")
    page.click(f"text={tables.say('account.delete_now')}")
    page.wait_for_url("**/me/gone/")
    page.wait_for_function("() => localStorage.length === 0")
    assert ANSWER not in str(page.evaluate(KEPT))


def test_signing_out_takes_what_was_typed_from_the_device(visit):
    page = visit.open("/accounts/signup/")
    page.fill("input[name=email]", f"out{ADDRESS}")
    page.fill("input[name=password1]", PASSWORD)
    page.check("input[name=consent_keep]")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/me/")
    visit.open("/checkin/goals/")
    page.fill("input[name=goal_0]", ANSWER)
    visit.open("/me/")
    page.click(f"text={tables.say('account.sign_out')}")
    page.wait_for_load_state()
    assert ANSWER not in page.evaluate("JSON.stringify(localStorage)")


def test_a_new_release_leaves_nothing_of_the_old_one_but_what_it_still_has(visit):
    page = visit.open("/ready")  # no script, so no worker yet
    names = page.evaluate(
        """async () => {
          const cache = await caches.open("psoascope-of-yesterday");
          const code = await (await fetch("/sw.js")).text();
          const files = JSON.parse(/FILES=(\\[.*?\\])/.exec(code)[1]);
          const still = files.find(one => one.includes("bones-"));
          await cache.put(still, new Response("bones"));
          const build = "/static/build/";
          for (const gone of [`${build}viewer-00000000.js`, "/results/", `${build}psoascope.css`])
            await cache.put(gone, new Response("old"));
          return still;
        }"""
    )
    visit.open("/")
    ready(page)
    page.wait_for_function("() => caches.keys().then(found => found.length === 1)", polling=100)
    kept = page.evaluate(KEPT)
    assert kept[names] == "bones"
    assert "old" not in kept.values()
    assert not {"/static/build/viewer-00000000.js", "/results/"} & set(kept)


def test_a_first_visit_stays_small_with_the_service_worker(address, browser, tmp_path):
    kept = tmp_path / "net.json"
    with netlog.logged(browser.browser_type, kept) as own:
        page = own.new_page(viewport=PHONE)
        page.goto(f"{address}/")
        ready(page)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1000)
    log = netlog.read(kept)
    assert f"{address}/sw.js" in log.urls
    assert log.hosts == {address}
    assert log.received <= FIRST_VISIT, sorted(log.urls)
    print("bytes of a first visit:", log.received)
