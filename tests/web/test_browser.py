"""A real Chromium, a real server with its worker, a real clip: what a visitor goes through."""

import json
import subprocess
import sys
from pathlib import Path

import av
import pytest
from playwright.sync_api import expect

from psoascope import tables
from tests.web.browsing import ROOT, SIZES

pytestmark = pytest.mark.browser

CLIP = ROOT / "var" / "clips" / "sports2d_demo.mp4"
ANALYSED_WITHIN = 120_000  # ms: the lite model needs about 5 s for these frames, alone on a core


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 4.6 s of the demo clip, in which one woman walks past; copied, not re-encoded."""
    if not CLIP.exists():
        subprocess.run([sys.executable, str(ROOT / "tools" / "fetch_clip.py")], check=True)
    short = tmp_path_factory.mktemp("clip") / "walk.mp4"
    with av.open(str(CLIP)) as whole, av.open(str(short), "w") as cut:
        source = whole.streams.video[0]
        stream = cut.add_stream_from_template(source)
        for packet in whole.demux(source):
            if packet.pts is None or packet.pts * source.time_base > 4.6:
                break
            packet.stream = stream
            cut.mux(packet)
    return short


@pytest.fixture(scope="module")
def empty_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of a grey wall."""
    path = tmp_path_factory.mktemp("clip") / "wall.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("h264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for _ in range(75):
            frame = av.VideoFrame(320, 240, "rgb24")
            for plane in frame.planes:
                plane.update(bytes([122]) * plane.buffer_size)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


@SIZES
def test_a_real_clip_goes_from_the_first_page_to_its_report(visit, clip):
    visit.open("/")
    visit.check("home")
    page = visit.open("/walks/new/")
    visit.check("new")
    visit.send(clip, height="1.68")
    expect(page.locator("#job-status")).to_be_visible(timeout=30_000)
    visit.check("progress")
    # The page asks by itself and becomes the report.
    expect(page.locator(".report h1")).to_be_visible(timeout=ANALYSED_WITHIN)
    page.wait_for_load_state("networkidle")
    visit.check("report")
    assert page.locator("figure.curve").count() >= 2
    with page.expect_download() as saved:
        page.click("text=Save the numbers")
    report = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    assert report["source"]["path"] == "walk.mp4"
    assert report["made"]["height_m"] == 1.68
    # Of 137 frames; the lite model swaps the legs in many of them, which its gate takes out.
    assert report["frames_used"] > 30
    page.click("text=Delete now")
    expect(page.locator("main")).to_contain_text("cannot be brought back")
    visit.check("deleted")


@pytest.mark.parametrize(
    "visit", [{"java_script_enabled": False, "locale": "de-DE"}], indirect=True
)
def test_the_sample_walk_works_without_scripts_and_in_german(visit):
    page = visit.open("/walks/new/")
    page.click(f"text={tables.say('pages.sample_button', 'de')}")
    # The page loads itself anew every 3 seconds until the report is there.
    expect(page.locator(".report h1")).to_be_visible(timeout=30_000)
    expect(page.locator("html")).to_have_attribute("lang", "de")


@SIZES
def test_every_other_page_is_fit_for_everybody(visit):
    for path, name in (
        ("/about/", "about"),
        ("/nowhere/", "lost"),
        ("/checkin/", "checkin"),
        ("/checkin/quick/", "quick"),
        ("/checkin/about/", "checkin-about"),
        ("/checkin/day/", "checkin-day"),
        ("/checkin/goals/", "checkin-goals"),
        ("/muscle/handout/", "handout"),
        ("/tests/", "tests"),
        ("/tests/half_kneeling_extension/", "test"),
        ("/tests/hip_flexion_strength/", "test-typed"),
    ):
        visit.open(path)
        visit.check(name)


@pytest.mark.parametrize("visit", [{"color_scheme": "dark"}], indirect=True)
def test_dark_pages_can_be_read_as_well(visit):
    visit.open("/")
    visit.check("home-dark")
    page = visit.open("/walks/new/")
    page.click("text=Try the sample walk")
    expect(page.locator(".report h1")).to_be_visible(timeout=30_000)
    visit.check("report-dark")


BAD = [
    (b"", "empty_file"),
    (b"This is a letter, not a film. " * 40, "not_a_video"),
]


@pytest.mark.parametrize("visit", [{"locale": "de-DE"}], indirect=True)
@pytest.mark.parametrize(("content", "key"), BAD)
def test_a_file_that_is_no_video_is_refused_at_once_in_the_same_words(visit, content, key):
    page = visit.open("/walks/new/")
    visit.send({"name": "gang.mp4", "mimeType": "video/mp4", "buffer": content}, height="1,59")
    said = tables.say(f"errors.{key}", "de", name="gang.mp4")
    expect(page.locator("main")).to_contain_text(said)
    expect(page.locator("input[name=height]")).to_have_value("1,59")
    visit.check(f"refused-at-once-{key}")


def test_a_video_without_a_person_says_what_to_change(visit, empty_room):
    page = visit.open("/walks/new/")
    visit.send(empty_room)
    expect(page.locator(".notice--error")).to_be_visible(timeout=ANALYSED_WITHIN)
    expect(page.locator("main")).to_contain_text(tables.say("gates.nobody_seen", "en", "cure"))
    visit.check("refused")


def test_a_video_whose_end_is_missing_is_answered_in_words(visit, clip):
    page = visit.open("/walks/new/")
    half = clip.read_bytes()[: clip.stat().st_size // 2]
    visit.send({"name": "half.mp4", "mimeType": "video/mp4", "buffer": half})
    expect(page.locator(".notice--error, .report h1").first).to_be_visible(timeout=ANALYSED_WITHIN)
    assert "on our side" not in page.locator("main").inner_text()


def test_the_breathing_minute_works_at_once(visit):
    page = visit.open("/")
    breath = page.locator("[data-breath]")
    breath.get_by_role("button", name=tables.say("pages.breath_start")).click()
    expect(breath).to_contain_text(tables.say("pages.breath_in"))
    expect(breath).to_contain_text(tables.say("pages.breath_out"), timeout=7_000)
    visit.check("breath")
