"""Real videos of a guided test through a real browser, server and worker."""

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from psoascope import tables
from tests import clips
from tests.web.browsing import SIZES

pytestmark = pytest.mark.browser

ADDRESS = "/tests/walking/upload/"
ANALYSED_WITHIN = 120_000  # ms: the lite model needs about 8 s for both videos, alone on a core


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real walker twice, a grey wall, and half a second of the walker."""
    folder = tmp_path_factory.mktemp("films")
    pictures = {
        "first": clips.walker(first=70, last=180),
        "second": clips.walker(first=80, last=190),
        "wall": [np.full((240, 320, 3), 122, np.uint8)] * 100,
        "short": clips.walker(first=100, last=115),
    }
    return {name: clips.save(folder / f"{name}.mp4", shown) for name, shown in pictures.items()}


def choose(visit, films, *names):
    visit.page.set_input_files("input[name=videos]", [films[name] for name in names])
    if (consent := visit.page.locator("input[name=consent]")).count():
        consent.check()


def press(visit):
    visit.page.click("form.upload button.button--primary")


@SIZES
def test_real_videos_become_a_result_and_are_deleted_when_told(visit, films):
    page = visit.open("/tests/walking/")
    visit.check("test-ways")
    page.click(f"text={tables.say('upload_pages.way')}")
    visit.check("upload")
    choose(visit, films, "first", "second")
    page.set_input_files("input[name=standing]", films["wall"])
    page.check("input[name=keep]")
    press(visit)
    expect(page.locator("#job-status")).to_be_visible(timeout=30_000)
    visit.check("film-progress")
    # The page asks by itself and becomes the result.
    expect(page.locator(".measure").first).to_be_visible(timeout=ANALYSED_WITHIN)
    visit.check("film-result")
    found = page.locator("main")
    expect(found).to_contain_text("first.mp4")
    expect(found).to_contain_text("second.mp4")
    # A wall is no stance: left out, and said.
    expect(found).to_contain_text(tables.say("test_page.uncalibrated"))
    expect(found).to_contain_text(tables.say("gates.nobody_seen", field="cure"))
    page.click(f"text={tables.say('upload_pages.delete_kept')}")
    expect(page.locator("main")).to_contain_text(tables.say("upload_pages.deleted"))
    visit.open("/tests/")
    expect(page.locator("main")).to_contain_text(tables.say("measure_pages.results"))


BAD = [("wall", "gates.nobody_seen"), ("short", "tests_refusals.too_short_or_long")]


@pytest.mark.parametrize("visit", [{"locale": "de-DE", "color_scheme": "dark"}], indirect=True)
@pytest.mark.parametrize(("name", "key"), BAD)
def test_what_cannot_be_used_says_what_to_change_and_lets_try_again(visit, films, name, key):
    page = visit.open(ADDRESS)
    choose(visit, films, name)
    press(visit)
    expect(page.locator(".notice--error")).to_be_visible(timeout=ANALYSED_WITHIN)
    expect(page.locator("main")).to_contain_text(tables.say(key, "de", "cure"))
    visit.check(f"film-refused-{name}")
    page.click(f"text={tables.say('upload_pages.try_again', 'de')}")
    expect(page.locator("input[name=videos]")).to_be_visible()
    assert page.url.endswith(ADDRESS)


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_an_upload_works_without_scripts(visit, films):
    page = visit.open(ADDRESS)
    page.set_input_files("input[name=videos]", [films["first"]])
    # Without the consent the browser itself holds the form back.
    press(visit)
    assert page.url.endswith(ADDRESS)
    choose(visit, films, "first")
    press(visit)
    expect(page.locator(".measure").first).to_be_visible(timeout=ANALYSED_WITHIN)


def test_videos_that_are_too_large_together_are_not_even_sent(visit, films):
    page = visit.open(ADDRESS)
    limit = films["first"].stat().st_size + 1
    page.evaluate(f"document.querySelector('form.upload').dataset.maxBytes = '{limit}'")
    choose(visit, films, "first")
    expect(page.locator(".error-text[data-from-script]")).to_have_text("")
    choose(visit, films, "first", "second")
    expect(page.locator(".error-text[data-from-script]")).to_contain_text("larger than this server")
    press(visit)
    expect(page.locator("form.upload[aria-busy=true]")).to_have_count(0)
    assert page.url.endswith(ADDRESS)
