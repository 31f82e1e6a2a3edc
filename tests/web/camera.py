"""A camera for tests: real clips as Chromium's own camera of make-believe plays them."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, TimeoutError, expect
from tools.fetch_clip import fetch

from tests.web.browsing import Visit

CAMERA = "--use-fake-device-for-media-stream"
ALLOWED = "--use-fake-ui-for-media-stream"
SIZE = (640, 360)
# Half as quick as she walked, so that a machine without graphics sees as much of each stride.
RATE = 15
PASS = 138  # frames until she has left the picture
EMPTY = 30

PATIENCE = 120_000  # ms

Pictures = list[NDArray[np.uint8]]


def playing(file: Path) -> tuple[str, str, str]:
    """Flags with which a browser has this clip as its camera, and may use it."""
    return CAMERA, ALLOWED, f"--use-file-for-fake-video-capture={file}"


def walking(folder: Path, light: float = 1.0, rate: int = RATE) -> Path:
    """A woman walks through, then the path is empty, again and again."""
    pictures = _pictures(fetch(), PASS)
    empty = np.median(np.stack(pictures[::6]), axis=0).astype(np.uint8)
    return _written(folder / "walking.y4m", [*pictures, *[empty] * EMPTY], light, rate)


def clip(folder: Path, source: Path, frames: int = 60) -> Path:
    """The beginning of another clip."""
    return _written(folder / f"{source.stem}.y4m", _pictures(source, frames))


def _pictures(source: Path, frames: int) -> Pictures:
    """Planes of brightness and colour, one below the other."""
    import av

    found: Pictures = []
    with av.open(str(source)) as container:
        for picture in container.decode(video=0):
            if len(found) == frames:
                break
            found.append(picture.reformat(*SIZE, "yuv420p").to_ndarray())
    return found


def _written(file: Path, pictures: Pictures, light: float = 1.0, rate: int = RATE) -> Path:
    width, height = SIZE
    with file.open("wb") as out:
        out.write(f"YUV4MPEG2 W{width} H{height} F{rate}:1 Ip A1:1 C420mpeg2\n".encode())
        for picture in pictures:
            shown = picture.copy()
            shown[:height] = (shown[:height] * light).astype(np.uint8)
            out.write(b"FRAME\n" + shown.tobytes())
    return file


def arrived(page: Page) -> None:
    """At a result; where there is none, what the page says is told."""
    try:
        page.wait_for_url("**/tests/results/*/", timeout=PATIENCE)
    except TimeoutError:
        pytest.fail(
            f"{page.locator('.live__say').inner_text()} {page.locator('.live__rate').inner_text()}"
        )


def walk(visit: Visit, page: Page) -> None:
    """The walking test with the live camera, from its page to its result."""
    sent = []
    page.on("request", lambda one: sent.append(one) if one.method == "POST" else None)
    visit.check("way-live")
    page.evaluate(
        "document.querySelector('[data-viewer]').addEventListener('psoascope:posture',"
        " (event) => { window.moved = [...(window.moved ?? []), event.detail.hipRight[0]] })"
    )
    page.click("[data-begin]")
    stage = page.locator(".live__stage")
    expect(stage).to_have_attribute("data-phase", "capturing", timeout=PATIENCE)
    expect(page.locator(".live__count")).to_contain_text(re.compile("^[12]"), timeout=PATIENCE)
    expect(page.locator(".live__figure")).to_have_text(re.compile("^[1-9]"), timeout=PATIENCE)
    visit.check("way-live-walking")
    # The psoas moved with her.
    moved = page.evaluate("window.moved")
    assert max(moved) - min(moved) > 0.1
    arrived(page)
    expect(page.locator("main")).to_contain_text(visit.say("quantities.hip_flexion_range"))
    visit.check("way-live-result")
    (letter,) = [one for one in sent if one.url.endswith("/live/")]
    told = json.loads(letter.post_data)
    assert len(told["captures"]) == 3
    assert len(told["names"]) == 15
    # Numbers and nulls alone: nothing that could be a picture.
    parts = [[one["time"], one["points"], one["visibility"]] for one in told["captures"]]
    assert not re.search(r"[^\d.,\-\[\] nul]", json.dumps(parts))
