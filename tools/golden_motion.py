"""Writes tests/golden/sagittal.json and spells.json: side views, and signals cut into spells.

Run it as ``python -m tools.golden_motion`` when a rule changes on purpose, then read the diff.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from tests.motion import acts
from tests.motion.actors import SIZE, Film, Pose, filmed
from tools.tables_json import LIVE_GATES

from psoascope.arrays import Array, degrees
from psoascope.motion.angles import angles
from psoascope.motion.camera import camera_yaw
from psoascope.motion.gates import gated
from psoascope.motion.holds import holds, steady_spell
from psoascope.motion.motion import Motion
from psoascope.motion.phases import slowly
from psoascope.motion.posing import ANGLES, HEIGHTS, posing
from psoascope.motion.repetitions import repetitions, rest_level
from psoascope.motion.sagittal import near_side, sagittal
from psoascope.read.recording import Recording

FOLDER = Path(__file__).parents[1] / "tests" / "golden"

# At ten frames a second nothing is low-passed, so that the angles are those of the frames.
_EVERY = 3
_FRAMES = 18

# Name: the movement, from which second of it, how it is filmed, and what is wrong.
VIEWS: dict[str, tuple[str, float, Film, str]] = {
    "march, from the right": ("standing_march", 1.0, Film(noise=0.004), ""),
    "march, from the left": ("standing_march", 1.4, Film(noise=0.004, left_side=True), ""),
    "march, turned by 25 degrees": ("standing_march", 2.0, Film(yaw=25.0), ""),
    "march, turned by 55 degrees": ("standing_march", 2.0, Film(yaw=55.0), ""),
    "squat, camera askew": ("deep_squat", 1.0, Film(roll=7.0, noise=0.006), ""),
    "leg raise, lying": ("active_straight_leg_raise", 1.0, Film(noise=0.003), "lying"),
    "bridge, lying, head left": ("bridge_hold", 0.5, Film(left_side=True), "lying"),
    "half kneeling": ("half_kneeling", 1.5, Film(noise=0.003), ""),
    "kneeling, toes to the back": ("kneeling", 0.0, Film(noise=0.002), ""),
    "nobody for a while": ("standing_march", 1.0, Film(noise=0.003), "gone"),
    "near leg hidden": ("standing_march", 1.0, Film(noise=0.003), "hidden"),
    "feet out of the picture": ("standing_march", 1.0, Film(camera_height=2.1), ""),
    "somebody else": ("standing_march", 1.0, Film(noise=0.003), "jump"),
    "somebody larger": ("standing_march", 1.0, Film(noise=0.003), "grown"),
    "a knee misplaced": ("standing_march", 1.0, Film(noise=0.003), "misplaced"),
    "shoulders too low for a frame": ("standing_march", 1.0, Film(noise=0.003), "shrunk"),
}


def view_record(name: str) -> dict[str, Any]:
    """One recording: what goes in, what comes out."""
    movement, start, film, fault = VIEWS[name]
    position = "supine" if fault == "lying" else "upright"
    recording = _faulty(_recorded(movement, start, film), fault)
    view = sagittal(recording, position)
    found, all_used = angles(view), np.ones((len(view.time), 2), dtype=bool)
    posed = posing(Motion(view, found, [], all_used))
    return {
        "name": name,
        "position": position,
        "time": recording.time.tolist(),
        "points": _listed(recording.points, 1),
        "visibility": _listed(recording.visibility, 2),
        "facing": view.facing.astype(int).tolist(),
        "near": near_side(view).astype(int).tolist(),
        "hip_flexion": _listed(degrees(found.hip_flexion), 4),
        "knee_flexion": _listed(degrees(found.knee_flexion), 4),
        "trunk_lean": _listed(degrees(found.trunk_lean), 4),
        # Of one frame each: they are sums of the angles, or straight from the points.
        "signals": {
            key: [_listed(posed.signal(key, side)[[4, 17]], 4) for side in (0, 1)]
            for key in (*ANGLES, *HEIGHTS)
        },
        "yaw": round(camera_yaw(view, all_used[:, 0]), 4),
        "gated": [
            {"gate": one.gate, "mask": one.mask.astype(int).T.tolist(), "values": one.values}
            for one in gated(recording, view, LIVE_GATES)
        ],
    }


def _recorded(movement: str, start: float, film: Film) -> Recording:
    rng = np.random.default_rng(31)
    pose, _ = _MOVEMENTS[movement](np.random.default_rng(7), rng)
    first = round(start * acts.FPS)
    kept = slice(first, first + _EVERY * _FRAMES, _EVERY)
    pelvis = pose.pelvis[kept] if pose.pelvis.ndim > 1 else pose.pelvis
    part = Pose(pose.time[kept], pose.trunk[kept], pose.thigh[kept], pose.knee[kept], pelvis)
    recording = filmed(part, film, np.zeros((12, 2)), rng)
    return replace(
        recording,
        time=(recording.time - recording.time[0]).round(4),
        points=recording.points.round(1),
    )


def _faulty(recording: Recording, fault: str) -> Recording:
    """The recording with a fault in its second half."""
    points, visibility = recording.points.copy(), recording.visibility.copy()
    column = recording.names.index("right_knee")
    if fault == "gone":
        points[9:12], visibility[9:12] = np.nan, np.nan
    elif fault == "hidden":
        visibility[8:15, column] = 0.31
    elif fault == "jump":
        points[13:, :, 0] += 640.0
    elif fault == "grown":
        points[13:] = points[13:].mean(axis=1, keepdims=True) * -0.7 + points[13:] * 1.7
    elif fault == "misplaced":
        points[[6, 14], column] += [90.0, -170.0]
    elif fault == "shrunk":
        # The trunk, against which bones are measured, is calmed: no bone changed its length.
        points[7, [0, 6], 1] += 0.31 * (points[7, [1, 7], 1] - points[7, [0, 6], 1])
    return replace(recording, points=points.round(1), visibility=visibility)


def _kneeling(_: object, __: object) -> tuple[Pose, None]:
    """On both knees: only their bend tells which way the body faces."""
    time = np.arange(60) / acts.FPS
    sway = 4 * np.sin(2 * time)
    thigh, knee = np.stack([sway, sway + 3], axis=1), np.stack([100 + sway, 104 - sway], axis=1)
    return Pose(time, 2 + sway, thigh, knee, np.array([0.0, 0.5])), None


_MOVEMENTS = {
    "standing_march": acts.march,
    "deep_squat": acts.squat,
    "active_straight_leg_raise": acts.leg_raise,
    "bridge_hold": acts.bridge,
    "half_kneeling": acts.half_kneeling,
    "kneeling": _kneeling,
}


def signals() -> dict[str, tuple[Array, Array]]:
    """Time, s, and signal of each case: clean, trembling, with gaps, with stray frames."""
    rng = np.random.default_rng(12)
    time = (np.arange(150) / 15).round(4)
    lifts = 45 - 45 * np.cos(2 * np.pi * 0.55 * np.maximum(time - 0.7, 0.0))
    trembling = lifts + rng.normal(0, 6, len(time))
    gaps, stray = trembling.copy(), lifts + rng.normal(0, 1, len(time))
    gaps[[20, 21, 47, 48, 49, 50, 90]] = np.nan
    gaps[:3] = np.nan
    stray[rng.choice(len(time), 9, replace=False)] -= 100.0
    uneven = np.cumsum(rng.choice([0.02, 0.03, 0.05, 0.11], len(time))).round(4)
    begun = lifts[14:].copy()
    sinking = 60 * np.exp(-time / 0.8) + 10 + rng.normal(0, 0.8, len(time))
    sinking[[60, 61, 118, 119, 120]] = np.nan
    sinking[90] += 40.0
    return {
        "clean lifts": (time, lifts),
        "trembling lifts": (time, trembling),
        "lifts with gaps": (time, gaps),
        "lifts with stray frames": (time, stray),
        "uneven frames": (uneven, trembling),
        "under way at both ends": (time[:105], begun[:105]),
        "sinking and kept": (time, sinking),
        "never moving": (time, rng.normal(2, 0.6, len(time))),
        "nothing seen": (time[:9], np.full(9, np.nan)),
    }


def spell_record(name: str, time: Array, signal: Array) -> dict[str, Any]:
    """One signal: what goes in, and the spells that it is cut into."""
    signal = signal.round(2)
    rules = [(30.0, 15.0, 0.4, 2.0), (35.0, 12.0, 0.8, None), (60.0, 40.0, 0.4, 0.0)]
    repeated = []
    for rise, fall, shortest, rest in rules:
        found = repetitions(time, signal, rise, fall, shortest=shortest, rest=rest)
        repeated.append(
            {
                "rule": {"rise": rise, "fall": fall, "shortest": shortest},
                "rest": rest,
                "found": [[one.first, one.peak, one.last, int(one.whole)] for one in found],
            }
        )
    kept = []
    for above, leave, shortest in ((50.0, 40.0, 0.3), (70.0, 20.0, 0.6), (0.0, -3.0, 1.0)):
        rule = {"above": above, "leave": leave, "shortest": shortest}
        kept.append(
            {"rule": rule, "found": holds(time, signal, above, leave=leave, shortest=shortest)}
        )
    steady = []
    for still, shortest in ((5.0, 1.0), (2.0, 0.5), (40.0, 2.0)):
        spell = steady_spell(time, signal, still=still, shortest=shortest)
        steady.append({"rule": {"still": still, "shortest": shortest}, "found": spell})
    return {
        "name": name,
        "time": time.tolist(),
        "signal": _listed(signal, 2),
        "rest_level": _listed(np.array(rest_level(time, signal)), 4),
        "slowly": _listed(slowly(time, signal, 1.0)[::7], 4),
        "repetitions": repeated,
        "holds": kept,
        "steady": steady,
    }


def _listed(values: Array, digits: int) -> Any:
    """Rounded numbers as lists, None where missing."""
    # Adding 0 turns -0.0 into 0.0.
    shown = values.round(digits) + 0.0
    return np.where(np.isnan(shown), None, shown).tolist()


def texts() -> dict[str, str]:
    """Content of each file: one line a case, so that a diff can be read."""
    views = {
        "schema": "psoascope.golden.sagittal/1",
        "units": "time s, points pixel (x right, y down), angles deg, heights trunk lengths",
        "names": list(filmed_names()),
        "frame_size": list(SIZE),
        "cases": [view_record(name) for name in VIEWS],
    }
    spells = {
        "schema": "psoascope.golden.spells/1",
        "units": "time s, signal deg; frames from 0, both ends of a spell included",
        "cases": [spell_record(name, *case) for name, case in signals().items()],
    }
    return {"sagittal.json": _lines(views), "spells.json": _lines(spells)}


def filmed_names() -> tuple[str, ...]:
    """Names of the points of every recording here."""
    return _recorded("standing_march", 1.0, Film()).names


def _lines(record: dict[str, Any]) -> str:
    head = json.dumps({key: part for key, part in record.items() if key != "cases"}, indent=1)
    cases = ",\n".join(json.dumps(case, separators=(",", ":")) for case in record["cases"])
    return f'{head[:-2]},\n "cases": [\n{cases}\n ]\n}}\n'


if __name__ == "__main__":
    for name, content in texts().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
