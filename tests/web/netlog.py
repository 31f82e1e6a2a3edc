"""The network log that Chromium itself writes: every request, whoever made it, and its bytes."""

import base64
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserType

from tests.web.browsing import QUIET, chromium


@dataclass
class Log:
    """What a browser has asked and sent.

    urls: every address that pages and workers asked for. sent: the bytes of each connection, one
    after the other. received: count of bytes that came back.
    """

    urls: list[str]
    sent: list[bytes]
    received: int

    @property
    def hosts(self) -> set[str]:
        """Scheme, host and port of all that was asked for."""
        parts = map(urlsplit, self.urls)
        return {f"{one.scheme}://{one.netloc}" for one in parts if one.scheme not in LOCAL}


NOBODY = "not an origin"
LOCAL = ("data", "blob", "chrome", "about", "chrome-extension", "devtools")


@contextmanager
def logged(kind: BrowserType, path: Path, *flags: str) -> Iterator[Browser]:
    """A browser that writes its network log to a file, whole once it is closed."""
    more = [
        *flags,
        f"--log-net-log={path}",
        "--net-log-capture-mode=Everything",
        # Else Chrome asks its maker what kind of fields a form has.
        "--disable-features=AutofillServerCommunication",
        # The browser's own questions (updates, accounts) find nobody, and do not count.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    running = kind.launch(executable_path=chromium(), args=[*QUIET, *more])
    yield running
    running.close()


def read(path: Path) -> Log:
    """The log of a browser that was closed."""
    told = json.loads(path.read_text(encoding="utf-8"))
    types = told["constants"]["logEventTypes"]
    starts, sends, gets = (
        types[name]
        for name in ("URL_REQUEST_START_JOB", "SOCKET_BYTES_SENT", "SOCKET_BYTES_RECEIVED")
    )
    urls, sockets, received = [], {}, 0
    for event in told["events"]:
        values = event.get("params", {})
        if event["type"] == starts and "url" in values and not _browsers_own(values):
            urls.append(values["url"])
        elif event["type"] == sends:
            sockets.setdefault(event["source"]["id"], []).append(base64.b64decode(values["bytes"]))
        elif event["type"] == gets:
            received += values["byte_count"]
    return Log(urls, [b"".join(parts) for parts in sockets.values()], received)


def _browsers_own(values: dict[str, str]) -> bool:
    """Asked by no page, and for none: an update of the browser itself."""
    return (
        values.get("initiator") == NOBODY and "//127.0.0.1" not in values["network_isolation_key"]
    )


@dataclass
class Sent:
    """One request as it went over the wire: its first line, its head, its body."""

    line: str
    head: str
    body: bytes


def requests_in(stream: bytes) -> list[Sent]:
    """The requests of a connection, one after the other.

    Raises ValueError where what is left is no request: then something unknown was sent.
    """
    found = []
    while stream:
        head, gap, rest = stream.partition(b"\r\n\r\n")
        line, _, fields = head.decode("latin-1").partition("\r\n")
        if not gap or not line.endswith(("HTTP/1.1", "HTTP/1.0")):
            raise ValueError(f"This is no request: {stream[:80]!r}")
        length = re.search(r"^content-length: *(\d+)", fields, re.IGNORECASE | re.MULTILINE)
        size = int(length[1]) if length else 0
        found.append(Sent(line, fields, rest[:size]))
        stream = rest[size:]
    return found
