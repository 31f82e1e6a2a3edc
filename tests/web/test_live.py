"""The live camera's test in a real browser, with a real clip in place of the camera."""

import re
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect
from tools.fetch_clip import fetch_cameras

from psoascope import tables
from psoascope.read.pose import model_file
from tests.web.browsing import PHONE, Visit, launched
from tests.web.camera import ALLOWED, CAMERA, PATIENCE, arrived, clip, playing, walking

pytestmark = [pytest.mark.browser, pytest.mark.video]

SAY = ".live__say"


def words(key, language="en", **values):
    return tables.say(f"live_pages.{key}", language, **values)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return walking(tmp_path_factory.mktemp("film"))


@pytest.fixture(scope="module")
def browser(player, film):
    with launched(player, *playing(film)) as running:
        yield running


def opened(visit, test="walking"):
    page = visit.open(f"/tests/{test}/live/")
    page.click("[data-begin]")
    return page


@pytest.fixture
def visited(player, address):
    """Makes a visit in a browser with a camera of its own."""
    with ExitStack() as ended:

        def made(*flags, **more):
            running = ended.enter_context(launched(player, *flags))
            context = running.new_context(**{"viewport": PHONE, "locale": "en-GB"} | more)
            ended.callback(context.close)
            return Visit(context, address)

        yield made


def test_a_forbidden_camera_is_said_with_the_way_to_allow_it(visited):
    visit = visited(CAMERA)
    page = opened(visit)
    expect(page.locator("[data-problem]")).to_have_text(words("no_denied"))
    visit.check("live-denied")
    # Nothing is stuck: the button is there again, the other ways too.
    expect(page.locator("[data-begin]")).to_be_enabled()


def test_a_missing_camera_is_said(visited):
    visit = visited(ALLOWED)
    page = opened(visit)
    expect(page.locator("[data-problem]")).to_have_text(words("no_none"))


def test_a_camera_that_another_program_has_is_said(visit):
    # Only the browser's own answer can be arranged for: there is one camera, and nobody else here.
    visit.page.add_init_script(
        "navigator.mediaDevices.getUserMedia ="
        " () => Promise.reject(new DOMException('in use', 'NotReadableError'))"
    )
    page = opened(visit)
    expect(page.locator("[data-problem]")).to_have_text(words("no_taken"))
    visit.complaints.clear()


def capturing(page):
    stage = page.locator(".live__stage")
    expect(stage).to_have_attribute("data-phase", "capturing", timeout=PATIENCE)
    return stage


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True)
def test_a_page_out_of_sight_and_a_turned_phone_begin_the_repeat_anew(visit):
    page = opened(visit)
    capturing(page)
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'));"
        "delete document.hidden"
    )
    expect(page.locator(SAY)).to_have_text(words("hidden"))
    capturing(page)
    # As wide as it was high, as after a turn.
    page.evaluate(
        "document.querySelector('.live__stage video').srcObject.getVideoTracks()[0]"
        ".applyConstraints({width: 360, height: 640})"
    )
    expect(page.locator(SAY)).to_have_text(words("rotated"), timeout=PATIENCE)
    page.click(f"text={words('stop')}")
    expect(page.locator("[data-begin]")).to_be_focused()
    expect(page.locator(".live__stage")).to_have_count(0)


def test_a_dark_room_is_said(visited, tmp_path):
    film = walking(tmp_path, light=0.1)
    visit = visited(*playing(film))
    page = opened(visit)
    dark = tables.say("coach.too_dark")
    expect(page.locator(SAY)).to_contain_text(dark, timeout=PATIENCE)
    visit.check("live-dark")


def test_two_people_are_asked_to_be_one(visited, tmp_path):
    film = clip(tmp_path, fetch_cameras("two_people")[0])
    visit = visited(*playing(film))
    page = opened(visit, "squat")
    said = re.compile(tables.say("coach.more_than_one", people="[23]"))
    expect(page.locator(SAY)).to_contain_text(said, timeout=PATIENCE)


def test_a_slow_device_says_so_and_asks_less_of_itself(visited, film):
    visit = visited(*playing(film), service_workers="block")
    # The heavy model in place of both others makes any machine of today a slow phone.
    heavy = model_file("heavy")
    visit.page.route("**/pose/*.task", lambda route: route.fulfill(path=heavy))
    page = opened(visit, "squat")
    said = re.compile(words("slow", rate=r"\d+"))
    expect(page.locator(".live__rate")).to_have_text(said, timeout=PATIENCE)
    rate = (
        "document.querySelector('.live__stage video').srcObject.getVideoTracks()[0]"
        ".getConstraints().frameRate"
    )
    for _ in range(20):
        if page.evaluate(rate) in (15, {"ideal": 15}):
            break
        page.wait_for_timeout(250)
    assert page.evaluate(rate) in (15, {"ideal": 15})
    visit.check("live-slow")


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True)
def test_without_a_line_at_the_end_nothing_is_lost(visit):
    page = opened(visit)
    capturing(page)
    expect(page.locator(".live__count")).to_contain_text(re.compile("^1"), timeout=PATIENCE)
    page.context.set_offline(True)
    page.click(f"text={words('finish')}")
    expect(page.locator(SAY)).to_have_text(words("not_sent"))
    visit.complaints.clear()
    page.context.set_offline(False)
    page.click(f"text={words('send_again')}")
    arrived(page)


@pytest.mark.parametrize(
    "visit", [{"java_script_enabled": False, "locale": "de-DE"}], indirect=True
)
def test_without_scripts_the_page_says_what_else_there_is(visit):
    page = visit.open("/tests/walking/live/")
    expect(page.locator("main")).to_contain_text(words("no_script", "de"))
    expect(page.locator("[data-begin]")).to_be_hidden()
