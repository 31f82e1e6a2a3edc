"""A small document as the report room receives it: a person walks to the left for four seconds."""

import math
from typing import Any

import pytest

from psoascope import tables

FRAMES, FPS = 120, 30.0
GAP = range(52, 61)
UNITS = {
    "hip_flexion_max": "deg",
    "hip_flexion_min": "deg",
    "hip_flexion_range": "deg",
    "knee_flexion_max": "deg",
    "trunk_lean_mean": "deg",
    "psoas_length_min": "m",
    "psoas_length_max": "m",
    "psoas_change_min": "%",
    "psoas_change_max": "%",
}


def angles(time: float, shift: float) -> tuple[float, float]:
    """Hip and knee flexion of one leg, in degrees; one step takes 1.1 s."""
    turn = 2 * math.pi * time / 1.1 + shift
    return 11 + 20 * math.cos(turn), 30 + 24 * math.cos(turn + 1.1) + 6 * math.cos(2 * turn)


def leg(hip: tuple[float, float], hip_deg: float, knee_deg: float) -> list[list[float]]:
    """Hip, knee, ankle, heel and toe of a leg that walks to the left, in frame heights."""
    spots = [list(hip)]
    for turn, size in ((hip_deg, 0.17), (hip_deg - knee_deg, 0.17)):
        way = math.radians(turn)
        x, y = spots[-1]
        spots.append([x - size * math.sin(way), y - size * math.cos(way)])
    way = math.radians(hip_deg - knee_deg)
    for ahead, down in ((-0.03, 0.03), (0.07, 0.035)):
        x, y = spots[2]
        spots.append(
            [
                x - ahead * math.cos(way) - down * math.sin(way),
                y + ahead * math.sin(way) - down * math.cos(way),
            ]
        )
    return [[round(part, 4) for part in spot] for spot in spots]


def posture(time: float) -> dict[str, list[float] | None]:
    """All points at one time."""
    hip = (1.5 - 0.22 * time, 0.52 + 0.008 * math.cos(4 * math.pi * time / 1.1))
    points: dict[str, list[float] | None] = {}
    for side, shift in (("left", 0.0), ("right", math.pi)):
        spots = leg(hip, *angles(time, shift))
        parts = ("hip", "knee", "ankle", "heel", "foot_index")
        points |= {f"{side}_{part}": spot for part, spot in zip(parts, spots, strict=True)}
        points[f"{side}_shoulder"] = [round(hip[0] - 0.012, 4), round(hip[1] + 0.2, 4)]
        points[f"{side}_ear"] = [round(hip[0] - 0.02, 4), round(hip[1] + 0.285, 4)]
    points["nose"] = [round(hip[0] - 0.06, 4), round(hip[1] + 0.275, 4)]
    return points


def curves(shift: float, gap: range) -> dict[str, list[float | None]]:
    """Curves of one leg, missing in the gap."""
    held: dict[str, list[float | None]] = {}
    for place in range(FRAMES):
        hip, knee = angles(place / FPS, shift)
        change = -0.16 * hip
        length = 0.251 * (1 + change / 100)
        row = {
            "hip_flexion_deg": hip,
            "hip_flexion_low_deg": hip - 9.9,
            "hip_flexion_high_deg": hip + 9.9,
            "knee_flexion_deg": knee,
            "trunk_lean_deg": 3.4,
            "psoas_length_m": length,
            "psoas_length_low_m": length - 0.006,
            "psoas_length_high_m": length + 0.005,
            "psoas_change_percent": change,
            "psoas_change_low_percent": change - 2.4,
            "psoas_change_high_percent": change + 2.0,
        }
        for name, value in row.items():
            held.setdefault(name, []).append(None if place in gap else round(value, 5))
    return held


def quantities(first: float) -> dict[str, dict[str, Any]]:
    """Every quantity, each with another number."""
    found = {}
    for row, (name, unit) in enumerate(UNITS.items()):
        value = (first + 3.1 * row) * (0.004 if unit == "m" else 1)
        wide = 0.004 if unit == "m" else 7.3
        band = {"value": value, "low": value - wide, "high": value + wide}
        found[name] = band | {"unit": unit, "kind": "coverage"}
    found["psoas_length_min"]["kind"] = "range"
    return found


@pytest.fixture
def document() -> dict[str, Any]:
    """A report.json with a gap, a refused stretch and a far leg that is partly missing."""
    time = [round(place / FPS, 4) for place in range(FRAMES)]
    left, right = curves(0.0, GAP), curves(math.pi, range(20, 90))
    gate = "another_person"
    return {
        "schema": "psoascope/report/1",
        "command": "psoascope analyse walk.mp4 -o out/",
        "made": {
            "psoascope": "0.1.0",
            "at": "2026-11-22T21:00:00+00:00",
            "model": "heavy",
            "height_m": 1.7,
            "height_given": False,
        },
        "source": {
            "path": "walk.mp4",
            "sha256": "3f8a61c0" * 8,
            "frames": FRAMES,
            "fps": FPS,
            "duration_s": 4.0,
            "unit": "pixel",
            "frame_size": [1768, 994],
        },
        "side": "left",
        "side_chosen": "auto",
        "frames_used": FRAMES - len(GAP),
        "gates": [
            {
                "gate": gate,
                "frames": len(GAP),
                "ranges": [[GAP[0], GAP[-1]]],
                "side": "left",
                "message": tables.say(f"gates.{gate}", "en", frames=len(GAP)),
                "cure": tables.say(f"gates.{gate}", "en", "cure"),
                "values": {"frames": len(GAP)},
            }
        ],
        "quantities": quantities(21.0),
        "curves": {"time_s": time, **left},
        "sides": {
            "left": {"frames_used": 111, "quantities": quantities(21.0), "curves": left},
            "right": {"frames_used": 50, "quantities": quantities(17.5), "curves": right},
        },
        "sentences": {
            "en": [
                "The left hip bent to 31 degrees and stretched to 9 degrees behind the trunk.",
                "The left psoas was longest when the leg was behind the body, 1.4% longer than in "
                "standing.",
                "Nine frames were left out because another person was followed.",
            ],
            "de": [
                "Die linke Hüfte beugte sich bis 31 Grad und streckte sich bis 9 Grad.",
                "Der linke Psoas war am längsten, als das Bein hinter dem Körper war: 1,4 % länger "
                "als im Stehen.",
                "Neun Bilder wurden weggelassen, weil eine andere Person verfolgt wurde.",
            ],
        },
        "figures": [{"time_s": when, "points": posture(when)} for when in (0.0, 0.4, 0.8, 1.1)],
        "walker": walker(),
    }


def walker() -> dict[str, Any]:
    """The moving drawing, 15 instants a second, with one missing knee."""
    times = [round(place / 15, 4) for place in range(60)]
    postures = [posture(when) for when in times]
    points = {name: [one[name] for one in postures] for name in postures[0]}
    points["left_knee"][30] = None
    return {"time_s": times, "points": points}
