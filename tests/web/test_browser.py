"""A real Chromium, a real server with its worker, a real clip: what a visitor goes through."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from psoascope import tables

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CLIP = ROOT / "var" / "clips" / "sports2d_demo.mp4"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "var" / "screenshots"
ANALYSED_WITHIN = 120_000  # ms: the lite model needs about 5 s for these frames, alone on a core
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, with the quick pose model."""
    data = tmp_path_factory.mktemp("data")
    environment = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    with (data / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "psoascope.cli", "serve", "--port", "0", "--data", str(data)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**environment, "PSOASCOPE_MODEL": "lite"},
        )
        line = server.stdout.readline()
        assert "ready" in line, line + (data / "server.log").read_text()
        yield line.split()[-1].rstrip("/")
        server.terminate()
        server.wait(20)
    left = [path for path in (data / "uploads").rglob("*") if path.is_file()]
    assert left == [], "videos were left behind"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next((found for name in names if (found := shutil.which(name))), None)
    assert chromium, "There is no Chromium on PATH. Install one: apt-get install chromium"
    with sync_playwright() as player:
        running = player.chromium.launch(executable_path=chromium, args=QUIET)
        yield running
        running.close()


class Visit:
    """A page in a browser of its own, with everything that went wrong and went out."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self.listen)
        self.page.on("request", self.note)

    def listen(self, message: Any) -> None:
        # A refused form and a missing page are answers, not faults; Chromium logs them anyway.
        if message.type in ("error", "warning") and not re.search(r"\b(422|404)\b", message.text):
            self.complaints.append(message.text)

    def note(self, request: Any) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.hosts.add("/".join(request.url.split("/")[:3]))

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def check(self, name: str) -> None:
        """No serious axe violation, nothing wider than the screen; a picture is kept."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        width = self.page.viewport_size["width"]
        self.page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run()")["violations"]
        serious = [one for one in found if one["impact"] in ("serious", "critical")]
        told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in serious]
        assert not serious, json.dumps(told, indent=1)

    def send(self, file: Path | dict[str, Any], **fields: str) -> None:
        self.page.set_input_files("input[type=file]", file)
        for name, value in fields.items():
            self.page.fill(f"input[name={name}]", value)
        self.page.click("form.upload button.button--primary")


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit; at its end nothing may have been complained about or asked of other hosts."""
    wanted = {"viewport": DESKTOP, "locale": "en-GB"} | getattr(request, "param", {})
    context = browser.new_context(**wanted)
    made = Visit(context, address)
    yield made
    context.close()
    assert made.complaints == []
    assert made.hosts <= {address}


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


SIZES = pytest.mark.parametrize(
    "visit", [{"viewport": DESKTOP}, {"viewport": PHONE}], indirect=True, ids=["desktop", "phone"]
)


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
