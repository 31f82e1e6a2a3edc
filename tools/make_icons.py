"""Draws the application's icons: static/app/icon.svg from the tables' colours, and its PNG sizes.

.venv/bin/python tools/make_icons.py      needs Chromium, which `make test` fetches
"""

import re
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "src" / "psoascope" / "web" / "static" / "app"
TOKENS = ROOT / "src" / "psoascope" / "report" / "templates" / "tokens.css"
SPINE = (150, 18), (127, 228)
"""Where the first and the last fascicle leave the spine, in the picture of the first page."""
FASCICLES = 5
PNG = (("icon-180", 180, False), ("icon-192", 192, False), ("icon-512", 512, False),
       ("icon-maskable-512", 512, True))  # fmt: skip


def token(name: str) -> str:
    """A colour token of the light page."""
    found = re.search(rf"--{name}: (#[0-9a-f]{{6}});", TOKENS.read_text(encoding="utf-8"))
    assert found, name
    return found[1]


def svg(*, square: bool = False) -> str:
    """Fascicles from the spine over the brim to the thigh, on the accent colour."""
    lines = []
    for number in range(FASCICLES):
        part = number / (FASCICLES - 1)
        x, y = (a + part * (b - a) for a, b in zip(*SPINE, strict=True))
        brim = 186 + 24 * part
        lines.append(
            f"M{x:.0f} {y:.0f}C{x + 10:.0f} {y + 110:.0f} {brim:.0f} {250 + 34 * part:.0f} "
            f"{brim:.0f} {322 + 14 * part:.0f}S{165 + 5 * part:.0f} 396 {148 + 6 * part:.0f} 452"
        )
    # A launcher may cut a maskable icon to its middle four fifths.
    scale, edge = (0.72, 0) if square else (0.86, 112)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">'
        f'<rect width="512" height="512" rx="{edge}" fill="{token("accent")}"/>'
        f'<g transform="translate(256 256) scale({1.5 * scale:.3f} {scale}) '
        f'translate(-168 -235)" fill="none" stroke="{token("paper")}" stroke-width="13" '
        'stroke-linecap="round">'
        f'<path d="{"".join(lines)}"/></g></svg>\n'
    )


def main() -> None:
    """Writes the SVG and its PNG sizes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "icon.svg").write_text(svg(), encoding="utf-8")
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, edge, square in PNG:
            page = browser.new_page(viewport={"width": edge, "height": edge})
            picture = svg(square=square or name == "icon-180")
            page.set_content(f"<body style='margin:0'>{picture}</body>")
            page.screenshot(path=FOLDER / f"{name}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
