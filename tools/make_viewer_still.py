"""Makes web/static/learn/psoas.webp: what stands for the moving picture until it is there.

.venv/bin/python tools/make_viewer_still.py ADDRESS

ADDRESS is that of a running server, such as http://127.0.0.1:8000. The picture is the viewer's own
in standing, from the front and from the right, on nothing: it lies on light and dark pages alike.
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

TARGET = Path(__file__).parents[1] / "src" / "psoascope" / "web" / "static" / "learn" / "psoas.webp"
WIDE, HIGH = 520, 720
BARE = """
html, body, .card, .viewer__box { background: none !important; border: 0; box-shadow: none; }
.viewer__names { display: none; }
.viewer__box { block-size: %dpx !important; inline-size: %dpx; position: fixed !important;
  inset: 0 auto auto 0; z-index: 99; }
body > :not(main), main > :not(.viewer), .viewer > :not(.viewer__main),
.viewer__stage > :not(.viewer__box), .viewer__side { visibility: hidden; }
"""


def seen(page: Page, view: str) -> Image.Image:
    """The picture from one side."""
    page.evaluate(f"document.querySelector('input[value={view}]').click()")
    page.wait_for_timeout(1000)
    clip = {"x": 0, "y": 0, "width": WIDE, "height": HIGH}
    return Image.open(io.BytesIO(page.screenshot(clip=clip, omit_background=True)))


def main(address: str) -> None:
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
        )
        page = browser.new_page(
            viewport={"width": 1280, "height": 900},
            reduced_motion="reduce",
            color_scheme="light",
            bypass_csp=True,  # for the style that takes the page away
        )
        page.goto(f"{address.rstrip('/')}/muscle/")
        page.wait_for_selector(".viewer.is-live")
        page.add_style_tag(content=BARE % (HIGH, WIDE))
        both = Image.new("RGBA", (2 * WIDE, HIGH))
        both.paste(seen(page, "front"), (0, 0))
        both.paste(seen(page, "side"), (WIDE, 0))
        browser.close()
    TARGET.parent.mkdir(exist_ok=True)
    both.save(TARGET, quality=78, alpha_quality=70, method=6)
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make_viewer_still.py ADDRESS of a running server")
    main(sys.argv[1])
