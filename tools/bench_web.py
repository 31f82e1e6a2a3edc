"""How quick the pages are: bytes and paint in a browser four times slowed down, server time a page.

.venv/bin/python tools/bench_web.py      writes docs/bench_web.json and prints it
"""

import gzip
import json
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
KEPT = ROOT / "docs" / "bench_web.json"
RUNS = 60
PAGES = (
    "/", "/muscle/", "/checkin/", "/checkin/quick/", "/checkin/signs/", "/checkin/pain/",
    "/checkin/day/", "/results/", "/plan/", "/plan/session/", "/plan/progress/", "/report/", "/me/",
)  # fmt: skip
BASE = "/me/gone/"
"""A page with nothing on it but the frame and a sentence."""


def server() -> list[dict[str, Any]]:
    """Time of each page for the same signed-in person, beside the bare frame, in turn; queries."""
    os.environ["PSOASCOPE_DATA"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "psoascope.web.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from tests.web.test_account import SIGN_UP
    from tests.web.test_checkin import QUICK
    from tests.web.test_practice import ABOUT, PAIN

    call_command("migrate", verbosity=0)
    client = Client(HTTP_HOST="localhost")
    for path, data in (
        ("/checkin/quick/", QUICK),
        ("/checkin/about/", ABOUT),
        ("/checkin/pain/", PAIN),
        ("/accounts/signup/", SIGN_UP),
    ):
        assert client.post(path, data).status_code == 302, path

    def spent(path: str) -> float:
        start = time.perf_counter()
        assert client.get(path).status_code == 200, path
        return 1000 * (time.perf_counter() - start)

    rows = []
    for path in PAGES:
        spent(path), spent(BASE)
        # In turn, so that both meet the same machine.
        both = [(spent(path), spent(BASE)) for _ in range(RUNS)]
        page, base = (statistics.quantiles(part, n=20)[-1] for part in zip(*both, strict=True))
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        rows.append(
            {
                "page": path,
                "p95 ms": round(page, 1),
                "frame p95 ms": round(base, 1),
                "ratio": round(page / base, 2),
                "queries": len(queries),
                "kB": round(len(gzip.compress(client.get(path).content)) / 1000, 1),
            }
        )
    return rows


def browser() -> dict[str, Any]:
    """First visit in Chromium, the processor slowed down four times."""
    import shutil

    from playwright.sync_api import sync_playwright
    from tests.web.browsing import QUIET

    with tempfile.TemporaryDirectory() as data, sync_playwright() as player:
        import subprocess

        command = [sys.executable, "-m", "psoascope.cli", "serve", "--port", "0", "--data", data]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        address = running.stdout.readline().split()[-1].rstrip("/")
        chromium = player.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        found = [_visit(chromium, address) for _ in range(5)]
        chromium.close()
        running.terminate()
        running.wait(20)
    return {key: round(statistics.median(one[key] for one in found), 1) for key in found[0]}


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
        "browser, 4x slowed": browser(),
        "pages": server(),
    }
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found["browser, 4x slowed"]))
    for row in found["pages"]:
        print(json.dumps(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
