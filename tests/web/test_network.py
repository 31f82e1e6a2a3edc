"""What leaves the browser over a person's whole way and a while more, by Chromium's own log.

PSOASCOPE_QUIET_SECONDS is how long the last page is left open; `tools/proof.py network` sets 70.
"""

import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from psoascope import tables
from tests.web import netlog
from tests.web.browsing import PHONE, Visit
from tests.web.camera import PATIENCE, playing, walking
from tests.web.test_offline import ready
from tests.web.test_way import about, first_minutes, pain, session, the_rest

pytestmark = [pytest.mark.browser, pytest.mark.video]

QUIET = float(os.environ.get("PSOASCOPE_QUIET_SECONDS", "5"))
FIGURES = os.environ.get("PSOASCOPE_NETWORK_FIGURES")
PICTURES = re.compile(
    rb"\xff\xd8\xff[\xc0-\xfe]|\x89PNG\r\n\x1a\n|RIFF.{4}WEBP|GIF8[79]a|ftyp[a-z0-9]{4}|\x1a\x45\xdf\xa3"
    rb"|data(:|%3A)(image|video)|Content-Type: ?(image|video)/",
    re.DOTALL | re.IGNORECASE,
)
"""How a picture or a film begins, as bytes, as text, or by what it calls itself."""
FILM = bytes.fromhex("00000018") + b"ftypisom" + bytes(200)


def test_each_way_to_send_a_picture_would_be_noticed():
    for sent in (
        bytes.fromhex("ffd8ffe0") + b"JFIF",
        b"\x89PNG\r\n\x1a\n....",
        b"RIFF\x01\x02\x03\x04WEBPVP8 ",
        b"picture=data%3Aimage%2Fpng%3Bbase64%2CiVBOR",
        FILM,
    ):
        assert PICTURES.search(sent)
    assert not PICTURES.search(b"age=58&pain=%7B%22strokes%22%3A%5B%5D%7D&goal_0=ride+a+bike")


def test_on_the_whole_way_no_other_host_is_asked_and_no_picture_leaves(address, browser, tmp_path):
    kept = tmp_path / "net.json"
    camera = playing(walking(tmp_path))
    with netlog.logged(browser.browser_type, kept, *camera) as own:
        context = own.new_context(viewport=PHONE, locale="en-GB")
        visit = Visit(context, address)
        page = visit.open("/")
        ready(page)
        first_minutes(page, address)
        visit.open("/checkin/about/")
        about(page)
        pain(page)
        the_rest(page)
        visit.open("/plan/")
        session(visit, page)
        for path in ("/report/", "/tests/", "/tests/half_kneeling_extension/", "/me/"):
            visit.open(path)
        viewer(visit)
        live(visit)
        page.wait_for_timeout(1000 * QUIET)
        film(visit)
        context.close()
    log = netlog.read(kept)
    requests = [one for stream in log.sent for one in netlog.requests_in(stream)]
    pictures = [one.line for one in requests if PICTURES.search(one.body)]
    assert log.hosts == {address}
    assert f"{address}/sw.js" in log.urls
    assert len([one for one in requests if one.line.startswith("POST /checkin/")]) >= 5
    # The film that was chosen and sent on purpose, and nothing else: so the search does find them.
    assert pictures == ["POST /walks/new/ HTTP/1.1"]
    told(log, requests)


def viewer(visit):
    """The muscle in 3-D, moved."""
    page = visit.open("/muscle/")
    stage = page.locator("[data-viewer] canvas").first
    stage.scroll_into_view_if_needed()
    expect(stage).to_be_visible(timeout=30_000)
    stage.hover()
    page.mouse.down()
    page.mouse.move(100, 300, steps=5)
    page.mouse.up()


def live(visit):
    """The live camera is on, and its pictures are looked at."""
    page = visit.open("/tests/squat/live/")
    page.click("[data-begin]")
    page.wait_for_selector(".live__stage[data-rate]", timeout=PATIENCE)


def film(visit):
    """A file that somebody chooses; it is broken, which the server says."""
    page = visit.open("/walks/new/")
    visit.send({"name": "walk.mp4", "mimeType": "video/mp4", "buffer": FILM})
    expect(page.locator("main")).to_contain_text(tables.say("pages.another_walk"), timeout=60_000)


def told(log, requests):
    """The figures, for tools/proof.py."""
    figures = {
        "quiet_s": QUIET,
        "requests": len(log.urls),
        "other_hosts": len(log.hosts) - 1,
        "sent_bodies": sum(bool(one.body) for one in requests),
        "pictures_but_the_chosen": 0,
        "received_mb": round(log.received / 1e6, 2),
    }
    print(figures)
    if FIGURES:
        Path(FIGURES).write_text(json.dumps(figures), encoding="utf-8")
