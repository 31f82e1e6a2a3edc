"""The moving picture of the muscle in a real browser: what it shows, says, asks for and bears."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from psoascope import tables
from psoascope.psoas.presets import kept_presets
from psoascope.web.learn.selectors import viewer
from tests.web.browsing import PHONE, QUIET, ROOT, SIZES

PICTURE = Path(__file__).parent / "pictures" / "viewer_sitting.png"
STILL = {"reduced_motion": "reduce"}
MOST_DIFFERING = 0.02  # share of pixels; another posture or view differs in more than 0.1
CLEARLY = 24  # of 255 in any channel: edges that are smoothed otherwise are not a difference


def say(name: str, language: str = "en", **values: str) -> str:
    return tables.entry(f"muscle_page.viewer.{name}.say.{language}").format(**values)


def opened(visit, path: str = "/muscle/") -> Page:
    page = visit.open(path)
    page.wait_for_selector(".viewer.is-live", timeout=60_000)
    return page


def chosen(page: Page, preset: str) -> None:
    page.locator(f".viewer__stage .pill:has(input[value={preset}])").click()


def drawn(page: Page, path: Path) -> np.ndarray:
    """The canvas in a box that no page changes, small: (height, width, 3)."""
    page.evaluate(
        "Object.assign(document.querySelector('.viewer__box').style,"
        "{ blockSize: '596px', inlineSize: '520px' })"
    )
    page.wait_for_timeout(300)
    page.locator(".viewer__box canvas").screenshot(path=path)
    with Image.open(path) as whole:
        small = whole.convert("RGB").resize((260, 298), Image.Resampling.BOX)
    small.save(path)
    return np.asarray(small).astype(int)


def differing(one: np.ndarray, other: np.ndarray) -> float:
    assert one.shape == other.shape
    return float((np.abs(one - other).max(axis=-1) > CLEARLY).mean())


@pytest.mark.browser
@pytest.mark.parametrize("visit", [STILL], indirect=True)
def test_sitting_looks_as_it_did_and_other_postures_and_views_do_not(visit, tmp_path):
    page = opened(visit)
    chosen(page, "sitting")
    found = drawn(page, tmp_path / "sitting.png")
    with Image.open(PICTURE) as kept:
        wanted = np.asarray(kept.convert("RGB")).astype(int)
    share = differing(found, wanted)
    assert share < MOST_DIFFERING, f"{share:.1%} of the picture differ; found: {tmp_path}"
    chosen(page, "foetal")
    assert differing(drawn(page, tmp_path / "foetal.png"), wanted) > 3 * MOST_DIFFERING
    chosen(page, "sitting")
    page.get_by_text(say("back")).click()
    assert differing(drawn(page, tmp_path / "back.png"), wanted) > 3 * MOST_DIFFERING


@pytest.mark.browser
@SIZES
def test_every_preset_says_what_the_library_says(visit):
    page = opened(visit)
    for name, preset in kept_presets().items():
        chosen(page, name)
        change = preset.right["change"]
        card = page.locator(".viewer__card.is-right")
        expect(card).to_contain_text(f"{abs(change.low):.0f}")
        shorter = tables.say("muscle_page.viewer.shorter", percent=f"{abs(change.value):.0f}")
        if change.value < -10:
            expect(card).to_contain_text(shorter)
        worked = preset.both.get("work_spine")
        rows = page.locator(".viewer__rows")
        if worked:
            expect(rows).to_contain_text(f"{worked.value:.0f} N")
        else:
            expect(page.locator(".viewer__spine")).to_contain_text(say("spine_work_unknown"))
    page.locator(".viewer__numbers summary").click()
    page.locator(".viewer__layers summary").click()
    for layer in ("names", "diaphragm", "ache"):
        page.get_by_label(say(f"layer_{layer}")).check()
    visit.check("viewer")


@pytest.mark.browser
@pytest.mark.parametrize(
    "visit", [STILL | {"color_scheme": "dark", "locale": "de-DE", "viewport": PHONE}], indirect=True
)
def test_dark_and_german_on_a_phone(visit):
    page = opened(visit)
    chosen(page, "stretch")
    expect(page.locator(".viewer")).to_contain_text(tables.say("presets.stretch", "de"))
    expect(page.locator(".viewer__card.is-right")).to_contain_text("30,8 cm")
    visit.check("viewer-dark")


@pytest.mark.browser
@pytest.mark.parametrize("visit", [STILL], indirect=True)
def test_everything_can_be_done_with_the_keyboard(visit, tmp_path):
    page = opened(visit)
    page.locator("input[value=standing]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".viewer__card.is-right")).to_contain_text("26.7 cm")
    before = drawn(page, tmp_path / "before.png")
    page.locator(".viewer__box").focus()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "+"):
        page.keyboard.press(key)
    assert differing(drawn(page, tmp_path / "after.png"), before) > MOST_DIFFERING
    assert not page.locator("input[value=side]").is_checked()
    hip = page.get_by_label(say("slider_right"))
    hip.focus()
    hip.press("Home")
    expect(hip).to_have_attribute("aria-valuetext", say("stretched", angle="30"))
    expect(page.locator(".viewer__why")).to_have_text(say("own_why"))
    assert page.locator("input[name^=viewer-choice]:checked").count() == 2  # sides, what is held


@pytest.mark.browser
@pytest.mark.parametrize("visit", [STILL], indirect=True)
def test_the_page_is_told_of_a_posture_once_it_is_left_alone(visit):
    page = opened(visit)
    told = page.locator(".viewer [aria-live]")
    expect(told).to_have_text("")
    page.evaluate(
        "window.heard = 0; new MutationObserver(() => { window.heard += 1; })"
        ".observe(document.querySelector('.viewer [aria-live]'), {childList: true})"
    )
    for name in ("sitting", "foetal", "stretch", "march"):
        chosen(page, name)
    expect(told).to_contain_text(tables.say("presets.march"), timeout=5_000)
    assert page.evaluate("window.heard") == 1


@pytest.mark.browser
@pytest.mark.parametrize("visit", [STILL], indirect=True)
def test_the_held_end_stays_on_the_screen_and_the_other_moves(visit, tmp_path):
    page = opened(visit)
    chosen(page, "standing")
    page.get_by_text(say("side")).click()
    pictures = {}
    for held in ("trunk", "thigh"):
        chosen(page, "standing")
        page.locator(f".pill:has(input[value={held}])").click()
        upright = drawn(page, tmp_path / "upright.png")
        page.get_by_label(say("slider_right")).fill("40")
        page.get_by_label(say("slider_left")).fill("40")
        moved = np.abs(drawn(page, tmp_path / f"{held}.png") - upright).max(axis=-1) > CLEARLY
        pictures[held] = moved
    # The uppermost vertebrae lie in the top fifth; held, only the muscle's colour changes there.
    fifth = len(pictures["trunk"]) // 5
    top = {held: moved[:fifth].mean() for held, moved in pictures.items()}
    assert top["trunk"] < 0.2 * top["thigh"], top


@pytest.mark.browser
@pytest.mark.parametrize("visit", [STILL], indirect=True)
def test_a_live_posture_moves_the_picture_and_one_with_a_gap_leaves_it(visit, tmp_path):
    page = opened(visit)
    upright = drawn(page, tmp_path / "upright.png")
    send = """hip => document.querySelector('[data-viewer]').dispatchEvent(
      new CustomEvent('psoascope:posture', { detail: {
        lumbar: Array.from({ length: 5 }, () => [0, 0, 0]),
        hipRight: hip, hipLeft: [0, 0, 0] } }))"""
    page.evaluate(send, [1.2, 0, None])
    assert differing(drawn(page, tmp_path / "gap.png"), upright) < MOST_DIFFERING
    page.evaluate(send, [1.2, 0, 0])
    assert differing(drawn(page, tmp_path / "bent.png"), upright) > MOST_DIFFERING
    expect(page.locator(".viewer__card.is-right")).to_contain_text(re.compile(r"1\d % shorter"))
    expect(page.get_by_label(say("slider_right"))).to_have_value("69")


@pytest.mark.browser
def test_the_picture_is_loaded_only_when_it_is_nearly_seen(browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 300})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => {"
        "const gap = document.createElement('div'); gap.style.height = '3000px';"
        "document.querySelector('h1').after(gap); });"
    )
    page.goto(f"{address}/muscle/")
    page.wait_for_timeout(1500)
    assert not [url for url in asked if re.search(r"viewer-|\.glb", url)]
    page.locator(".viewer__still").scroll_into_view_if_needed()
    page.wait_for_selector(".viewer.is-live", timeout=60_000)
    loaded = [url for url in asked if re.search(r"viewer-|\.glb", url)]
    assert len(loaded) == 2
    sent = {
        name: context.request.get(url, headers={"Accept-Encoding": "gzip"}).headers
        for url in loaded
        for name in [url.rsplit("/", 1)[1]]
    }
    assert all("immutable" in headers["cache-control"] for headers in sent.values())
    size = sum(int(headers["content-length"]) for headers in sent.values())
    assert size < 1000 * viewer("en").kilobytes
    glb = next(headers for name, headers in sent.items() if name.endswith(".glb"))
    assert int(glb["content-length"]) < 400_000
    context.close()


@pytest.mark.browser
def test_on_a_slow_line_the_picture_waits_to_be_asked_for(browser, address):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"
    )
    page.goto(f"{address}/muscle/")
    button = page.get_by_role("button", name=say("show"))
    expect(button).to_be_visible()
    expect(page.locator(".viewer__wait")).to_contain_text(f"{viewer('en').kilobytes} kB")
    assert page.locator(".viewer__still").is_visible()
    button.click()
    page.wait_for_selector(".viewer.is-live", timeout=60_000)
    assert page.locator(".viewer__still").count() == 0
    context.close()


@pytest.mark.browser
def test_bones_that_do_not_arrive_are_asked_for_again(browser, address):
    # What the service worker asks for, a route of the page does not see.
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.route("**/*.glb", lambda route: route.abort())
    page.goto(f"{address}/muscle/")
    again = page.get_by_role("button", name=say("again"))
    expect(again).to_be_visible(timeout=60_000)
    expect(page.locator(".viewer__wait")).to_contain_text(say("failed"))
    assert page.locator(".viewer__still").is_visible()
    page.unroute("**/*.glb")
    again.click()
    page.wait_for_selector(".viewer.is-live", timeout=60_000)
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("visit", [STILL], indirect=True)
def test_a_lost_picture_says_so_and_comes_back(visit, tmp_path):
    page = opened(visit)
    before = drawn(page, tmp_path / "before.png")
    page.evaluate(
        "window.taken = document.querySelector('.viewer__box canvas').getContext('webgl2')"
        ".getExtension('WEBGL_lose_context'); window.taken.loseContext()"
    )
    expect(page.locator(".viewer__lost")).to_have_text(say("lost"))
    page.evaluate("window.taken.restoreContext()")
    expect(page.locator(".viewer__lost")).to_have_count(0)
    assert differing(drawn(page, tmp_path / "after.png"), before) < MOST_DIFFERING
    visit.complaints[:] = [one for one in visit.complaints if "Context" not in one]


@pytest.mark.browser
def test_without_webgl_drawing_and_table_stay(browser, address):
    flags = [flag for flag in QUIET if "swiftshader" not in flag]
    running = browser.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=[*flags, "--disable-gpu", "--disable-3d-apis"],
    )
    page = running.new_page()
    page.goto(f"{address}/muscle/")
    expect(page.locator(".viewer__wait")).to_have_text(say("no_webgl"))
    expect(page.locator(".viewer__still")).to_be_visible()
    expect(page.locator(".viewer__table tbody tr")).to_have_count(len(kept_presets()))
    expect(page.locator(".viewer__table tbody tr").first).to_be_visible()
    assert page.locator(".viewer__box").count() == 0
    running.close()


NO_SCRIPT = {"java_script_enabled": False, "locale": "de-DE"}


@pytest.mark.browser
@pytest.mark.parametrize("visit", [NO_SCRIPT], indirect=True)
def test_without_scripts_drawing_and_table_are_there(visit):
    page = visit.open("/muscle/")
    still = page.locator(".viewer__still")
    expect(still).to_be_visible()
    expect(still).to_have_attribute("alt", tables.say("muscle_page.viewer_still", "de"))
    for number, row in enumerate(viewer("de").rows):
        shown = page.locator(".viewer__table tbody tr").nth(number)
        for text in (row.name, row.change, row.pull, row.spine, row.spine_work):
            expect(shown).to_contain_text(text)


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_the_script_gets_all_of_its_words_and_no_other_language(client, language):
    page = client.get("/muscle/", headers={"accept-language": language}).content.decode()
    assert f'lang="{language}"' in page
    words = json.loads(viewer(language).words)
    asked = set()
    for source in (ROOT / "frontend" / "src" / "viewer").glob("*.ts"):
        if not source.name.endswith(".test.ts"):
            asked |= set(re.findall(r'say\("(\w+)"', source.read_text(encoding="utf-8")))
    assert asked - set(words) == set()
    assert all(words.values())


def test_the_page_asks_the_database_for_nothing(client):
    viewer.cache_clear()
    # A test without the mark django_db may not touch the database.
    assert client.get("/muscle/").status_code == 200
