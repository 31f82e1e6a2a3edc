"""How quick the pages are: bytes and paint in a browser four times slowed down, server time a page.

.venv/bin/python tools/bench_web.py      writes docs/bench_web.json and prints it
"""

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
KEPT = ROOT / "docs" / "bench_web.json"
BLOCKS, ROUNDS = 5, 60
FRAME = "/frame/"
"""Nothing but home/base.html, for the same person; this address is the bench's own."""


def server() -> list[dict[str, Any]]:
    """Server time of each page for the same signed-in person, beside the bare frame; queries.

    Each round asks every page and the frame once, in an order of its own, as a server is asked by
    many; p95 is taken of a block of rounds, and the median of the blocks is told, so that another
    program's burst does not count.
    """
    ask = asking()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from tests.web.test_speed import PAGES

    every = [FRAME, *PAGES]
    for path in every * 3:
        ask(path)
    dice = random.Random(2026)
    blocks = [_block(ask, every, dice) for _ in range(BLOCKS)]
    rows = []
    for path in PAGES:
        with CaptureQueriesContext(connection) as queries:
            kilobytes = ask(path)[1] / 1000
        rows.append(
            {
                "page": path,
                "median ms": round(_middle(block[path][0] for block in blocks), 2),
                "p95 ms": round(_middle(block[path][1] for block in blocks), 2),
                "frame p95 ms": round(_middle(block[FRAME][1] for block in blocks), 2),
                "ratio": round(_middle(block[path][1] / block[FRAME][1] for block in blocks), 2),
                "median ratio": round(
                    _middle(block[path][0] / block[FRAME][0] for block in blocks), 2
                ),
                "queries": len(queries),
                "kB": round(kilobytes, 1),
            }
        )
    return rows


def asking() -> Callable[[str], tuple[float, int]]:
    """Signs somebody up who told everything; gives milliseconds and bytes of a page for them.

    Asked through the application that a server runs, without a client's own time in it.
    """
    os.environ["PSOASCOPE_DATA"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "psoascope.web.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.shortcuts import render
    from django.test import Client
    from django.urls import path as route
    from tests.web.test_account import SIGN_UP
    from tests.web.test_speed import TOLD

    from psoascope.web.urls import urlpatterns
    from psoascope.web.wsgi import application

    urlpatterns.append(route(FRAME[1:], lambda request: render(request, "home/base.html")))
    call_command("migrate", verbosity=0)
    client = Client(HTTP_HOST="localhost")
    for path, data in (*TOLD, ("/accounts/signup/", SIGN_UP)):
        assert client.post(path, data).status_code == 302, path
    cookies = "; ".join(f"{name}={kept.value}" for name, kept in client.cookies.items())
    headers = {"HTTP_COOKIE": cookies, "HTTP_HOST": "localhost", "HTTP_ACCEPT_ENCODING": "gzip"}

    def ask(path: str) -> tuple[float, int]:
        told: list[str] = []
        request = client._base_environ(PATH_INFO=path, **headers)
        start = time.perf_counter()
        answer = application(request, lambda status, _: told.append(status))
        size = sum(len(part) for part in answer)
        answer.close()
        spent = 1000 * (time.perf_counter() - start)
        assert told == ["200 OK"], (path, told)
        return spent, size

    return ask


def _block(
    ask: Callable[[str], tuple[float, int]], every: list[str], dice: random.Random
) -> dict[str, tuple[float, float]]:
    """Median and p95 of each page, ms."""
    spent: dict[str, list[float]] = {path: [] for path in every}
    for _ in range(ROUNDS):
        for path in dice.sample(every, len(every)):
            spent[path].append(ask(path)[0])
    return {
        path: (statistics.median(each), statistics.quantiles(each, n=20)[-1])
        for path, each in spent.items()
    }


def _middle(values: Iterable[float]) -> float:
    return statistics.median(values)


@contextmanager
def served(*flags: str) -> Iterator[tuple[Any, str]]:
    """A Chromium with further flags, and the address of a server of its own."""
    from playwright.sync_api import sync_playwright
    from tests.web.browsing import QUIET

    with tempfile.TemporaryDirectory() as data, sync_playwright() as player:
        command = [sys.executable, "-m", "psoascope.cli", "serve", "--port", "0", "--data", data]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        address = running.stdout.readline().split()[-1].rstrip("/")
        path = shutil.which("chromium")
        chromium = player.chromium.launch(executable_path=path, args=[*QUIET, *flags])
        yield chromium, address
        chromium.close()
        running.terminate()
        running.wait(20)


def browser() -> dict[str, Any]:
    """First visit in Chromium, the processor slowed down four times."""
    with served() as (chromium, address):
        found = [_visit(chromium, address) for _ in range(5)]
    return {key: round(statistics.median(one[key] for one in found), 1) for key in found[0]}


def camera(seconds: int = 20) -> dict[str, Any]:
    """The live camera's loop beside what its pose model alone would manage; no graphics here.

    Parameters
    ----------
    seconds : int
        For which pictures are counted.

    Returns
    -------
    dict
        Pictures a second of the model (from the median of its own time) and of the loop.
    """
    from tests.web.camera import playing, walking

    counted = "document.querySelector('.live__stage').dataset"
    with tempfile.TemporaryDirectory() as folder:
        film = walking(Path(folder), rate=30)
        with served(*playing(film)) as (chromium, address):
            page = chromium.new_page(viewport={"width": 360, "height": 740})
            page.goto(address + "/tests/squat/live/")
            page.click("[data-begin]")
            page.wait_for_selector(".live__stage[data-rate]", timeout=120_000)
            page.wait_for_timeout(8000)
            before, start = int(page.evaluate(f"{counted}.pictures")), time.perf_counter()
            rates = []
            while time.perf_counter() - start < seconds:
                page.wait_for_timeout(1000)
                rates.append(float(page.evaluate(f"{counted}.rate")))
            loop = (int(page.evaluate(f"{counted}.pictures")) - before) / (
                time.perf_counter() - start
            )
    model = min(statistics.median(rates), 30.0)
    return {
        "model pictures/s": round(model, 1),
        "loop pictures/s": round(loop, 1),
        "loop of model %": round(100 * loop / model, 1),
    }


def _visit(chromium: Any, address: str) -> dict[str, float]:
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    talk = page.context.new_cdp_session(page)
    talk.send("Network.enable")
    talk.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    taken: list[float] = []
    talk.on("Network.loadingFinished", lambda event: taken.append(event["encodedDataLength"]))
    page.add_init_script(
        "window.__largest = 0; new PerformanceObserver(list => { for (const one of "
        "list.getEntries()) window.__largest = one.startTime; })"
        ".observe({ type: 'largest-contentful-paint', buffered: true });"
    )
    page.goto(address + "/")
    page.wait_for_load_state("networkidle")
    largest = page.evaluate("window.__largest")
    kilobytes = sum(taken) / 1000
    page.goto(address + "/checkin/quick/")
    press = (
        "() => new Promise(done => { const box = document.querySelector('input[value=desk]'); "
        "const start = performance.now(); box.click(); requestAnimationFrame(() => "
        "requestAnimationFrame(() => done(performance.now() - start))); })"
    )
    answer = page.evaluate(press)
    page.close()
    return {"first visit kB": kilobytes, "largest paint ms": largest, "press to paint ms": answer}


def main() -> int:
    """Measures, prints, keeps."""
    found = {
        "date": datetime.now(UTC).date().isoformat(),
        "programs that wanted a processor": round(os.getloadavg()[0], 1),
        "browser, 4x slowed": browser(),
        "live camera": camera(),
        "pages": server(),
    }
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found["browser, 4x slowed"]))
    print(json.dumps(found["live camera"]))
    for row in found["pages"]:
        print(json.dumps(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
