"""Writes docs/way.md and its pictures from the screenshots that the browser tests take.

    python -m pytest tests/web/test_way.py && python tools/way_page.py

Run it when pages change on purpose, then look at the pictures.
"""

from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
SHOTS = ROOT / "var" / "screenshots"
IMAGES = ROOT / "docs" / "images" / "way"
WIDTH, TALLEST = 360, 1100  # pixels; what is longer is cut

STEPS = {
    "quick": "Begin here: warning signs first, where it hurts, one tap for the typical day.",
    "first-answer": "The first answer: a finding, one thing for tonight, one minute.",
    "pain": "The check-in goes on: pain drawn with finger, mouse, keyboard, or from a list.",
    "day": "The day: what one does, and for how long.",
    "results": "Results: what was told, findings with their reasons, the psoas through the day.",
    "tests": "Movement tests, each with its set-up. Results and plan come without them, too.",
    "test": "One test: how, with which camera, what it can and cannot say; three ways to do it.",
    "live": "With the live camera: what happens to the pictures, before anything starts.",
    "live-walking": "In front of the camera: large figures, one sentence, the psoas moves along.",
    "live-result": "The result: quantities with bands, the repeats, what cannot be said.",
    "plan": "The plan of the week, today first.",
    "session": "Today's session, a step at a time.",
    "timer": "Holds and repetitions are timed.",
    "noted": "Noted: the plan follows what was done and how it felt.",
    "progress": "Progress: changed, or not yet, beyond the smallest change that can be told.",
    "sign-up": "An account, if one wants to keep it.",
    "me": "Everything about oneself: consents, take along, delete.",
    "delete": "Deleting is immediate and real.",
}


def main() -> None:
    """Pictures and page."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    lines = [
        "# A person's way",
        "",
        "On a phone, from the first press to taking everything along.",
        "",
    ]
    for name, text in STEPS.items():
        picture = Image.open(SHOTS / f"way-{name}-{WIDTH}.png").convert("RGB")
        cut = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
        cut.save(IMAGES / f"{name}.webp", quality=60, method=6)
        lines += [f"## {text}", "", f"![{text}](images/way/{name}.webp)", ""]
    (ROOT / "docs" / "way.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
