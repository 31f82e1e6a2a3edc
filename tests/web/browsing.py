"""A real browser and a real server for tests: what goes wrong, and what goes out, is noted."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from psoascope import tables

ROOT = Path(__file__).parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "var" / "screenshots"
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # WebGL by software, which a machine without a screen has, and the same picture everywhere.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
ANSWERS = r"\b(422|404)\b|ERR_INTERNET_DISCONNECTED|error occurred when fetching the script"
"""A refused form, a missing page and a lost connection are no faults; Chromium logs them anyway."""
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
# What the pose model's engine says of itself although nothing is wrong.
CHATTER = re.compile(r"TensorFlow Lite XNNPACK|^[IW]\d{4} .*\.cc:\d+\]|Graph successfully")


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


def chromium() -> str:
    """Where Chromium is."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, "There is no Chromium on PATH. Install one: apt-get install chromium"
    return found


@pytest.fixture(scope="module")
def player() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@contextmanager
def launched(player: Playwright, *flags: str) -> Iterator[Browser]:
    """A browser with further flags."""
    running = player.chromium.launch(executable_path=chromium(), args=[*QUIET, *flags])
    yield running
    running.close()


@pytest.fixture(scope="module")
def browser(player: Playwright) -> Iterator[Browser]:
    with launched(player) as running:
        yield running


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

    def say(self, key: str, **values: object) -> str:
        """A wording in the language that the browser asks for."""
        return tables.say(key, self.page.evaluate("navigator.language")[:2], **values)

    def listen(self, message: Any) -> None:
        if CHATTER.search(message.text):
            return
        if message.type not in ("error", "warning") or CHATTER.search(message.text):
            return
        if not re.search(ANSWERS, message.text):
            self.complaints.append(message.text)

    def note(self, request: Any) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.hosts.add("/".join(request.url.split("/")[:3]))

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def check(self, name: str) -> None:
        """No axe violation at all, nothing wider than the screen; a picture is kept."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        width = self.page.viewport_size["width"]
        self.page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run()")["violations"]
        told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
        assert not found, json.dumps(told, indent=1)

    def send(self, file: Path | dict[str, Any], **fields: str) -> None:
        self.page.set_input_files("input[type=file]", file)
        for name, value in fields.items():
            self.page.fill(f"input[name={name}]", value)
        if (consent := self.page.locator("form.upload input[name=consent]")).count():
            consent.check()
        self.page.click("form.upload button.button--primary")


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit; at its end nothing may have been complained about or asked of other hosts."""
    wanted = {"viewport": DESKTOP, "locale": "en-GB"} | getattr(request, "param", {})
    context = browser.new_context(**wanted)
    made = Visit(context, address)
    yield made
    context.close()
    assert made.complaints == [], made.complaints
    assert made.hosts <= {address}


SIZES = pytest.mark.parametrize(
    "visit", [{"viewport": DESKTOP}, {"viewport": PHONE}], indirect=True, ids=["desktop", "phone"]
)
