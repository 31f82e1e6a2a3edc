"""Writes tests/golden/coach.json: glimpses of a camera, and the advice that both languages give.

Run it as ``python -m tools.golden_coach`` when a rule changes on purpose, then read the diff.
"""

import json
from pathlib import Path

import numpy as np
from tests.motion.standers import glimpse

from psoascope.motion.coach import Advice, Glimpse, coach, ready
from psoascope.tables import LANGUAGES

TARGET = Path(__file__).parents[1] / "tests" / "golden" / "coach.json"

LEG = ("knee", "ankle", "heel", "foot_index")

# Name: position, and what is not in order (fields of tests.motion.standers.Scene).
CASES: dict[str, tuple[str, dict[str, object]]] = {
    "all is well": ("upright", {}),
    "all is well, facing left": ("upright", {"heading": 180.0, "noise": 2.0}),
    "all is well, upright phone": ("upright", {"frame_size": (720, 1280), "noise": 1.5}),
    "lying well": ("supine", {"lying": True, "noise": 1.0}),
    "lying well, head left": ("supine", {"lying": True, "head_left": True}),
    "too near": ("upright", {"distance": 1.7}),
    "far": ("upright", {"distance": 8.0}),
    "far too far": ("upright", {"distance": 14.0}),
    "chest half seen, facing right": ("upright", {"heading": 28.0}),
    "chest half seen, facing left": ("upright", {"heading": 152.0}),
    "back half seen, facing right": ("upright", {"heading": -47.0}),
    "back half seen, facing left": ("upright", {"heading": 224.0}),
    "from the front": ("upright", {"heading": 90.0}),
    "phone high": ("upright", {"height": 0.75, "distance": 5.5}),
    "phone low": ("upright", {"height": -0.7, "distance": 5.2}),
    "phone clockwise": ("upright", {"roll": 11.0}),
    "phone anticlockwise": ("upright", {"roll": -23.0, "distance": 4.3}),
    "lying, phone clockwise": ("supine", {"lying": True, "roll": 9.0}),
    "lying, from above": ("supine", {"lying": True, "above": 33.0}),
    "lying, from the feet": ("supine", {"lying": True, "heading": -39.0}),
    "too dark": ("upright", {"brightness": 41.0}),
    "much too dark": ("upright", {"brightness": 12.0}),
    "too bright": ("upright", {"brightness": 241.0}),
    "near leg hidden": ("upright", {"hidden": tuple(f"right_{part}" for part in LEG)}),
    "far leg hidden": ("upright", {"hidden": ("left_knee",)}),
    "head cut off": ("upright", {"height": -0.45}),
    "feet cut off": ("upright", {"height": 0.35}),
    "off to the right": ("upright", {"aside": 1.95, "heading": 152.0}),
    "two people": ("upright", {"persons": 2}),
    "walking": ("upright", {"walk": 0.9}),
    "nobody": ("upright", {"hidden": ("left_shoulder", "right_shoulder"), "brightness": 38.0}),
    "standing, asked to lie": ("supine", {}),
    "lying, asked to stand": ("upright", {"lying": True}),
    "one knee lifted, phone tilted": ("upright", {"knee_lift": 0.3, "roll": 9.0}),
    "a single frame": ("upright", {"seconds": 0.0}),
    "much at once": ("upright", {"walk": 1.1, "persons": 3, "heading": 50.0, "brightness": 30.0}),
}


def rounded(look: Glimpse) -> Glimpse:
    """The glimpse with as many digits as the file keeps."""
    return Glimpse(
        look.time.round(4),
        look.points.round(1),
        look.visibility.round(2),
        look.names,
        look.frame_size,
        look.brightness,
        look.persons,
    )


def spoken(advice: Advice) -> dict[str, object]:
    """An advice with its words."""
    words = {language: [advice.say(language), advice.cure(language)] for language in LANGUAGES}
    return {
        "key": advice.key,
        "value": round(advice.value, 6),
        "stops": advice.stops,
        "values": dict(advice.values),
        "words": words,
    }


def golden() -> dict[str, object]:
    """The golden record: what goes in, what comes out."""
    rows = []
    for name, (position, changes) in CASES.items():
        look = rounded(glimpse(**changes))
        advices = coach(look, position)
        rows.append(
            {
                "name": name,
                "position": position,
                "time": look.time.tolist(),
                "points": np.where(np.isnan(look.points), None, look.points).tolist(),
                "visibility": look.visibility.tolist(),
                "frame_size": list(look.frame_size),
                "brightness": look.brightness,
                "persons": look.persons,
                "advices": [spoken(advice) for advice in advices],
                "ready": ready(advices),
            }
        )
    return {
        "schema": "psoascope.golden.coach/1",
        "units": "time s, points pixel (x right, y down), visibility 0..1, brightness 0..255",
        "names": list(glimpse().names),
        "cases": rows,
    }


def text() -> str:
    """The file: one line a case, so that a diff can be read."""
    record = golden()
    cases = record.pop("cases")
    assert isinstance(cases, list)
    head = json.dumps(record, ensure_ascii=False, indent=1)[:-2]
    lines = ",\n".join(
        json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases
    )
    return f'{head},\n "cases": [\n{lines}\n ]\n}}\n'


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
