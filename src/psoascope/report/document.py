"""report.json: everything that an analysis found, as plain lists and numbers.

The schema is in docs/report-json.md; pages and plots are drawn from this document alone.
"""

from datetime import UTC, datetime
from typing import Any

import numpy as np

from psoascope import __version__, tables
from psoascope.arrays import Array
from psoascope.motion.pelvis_motion import PelvisMotion
from psoascope.motion.sagittal import SIDES
from psoascope.motion.walk_cycles import WalkCycles, walk_cycles
from psoascope.pipeline import Analysis, Leg, Options, analyse
from psoascope.quantity import Quantity, plain
from psoascope.read.recording import Recording

SCHEMA = "psoascope/report/1"
_DRAWN = (
    "nose",
    *(
        f"{s}_{p}"
        for s in SIDES
        for p in (
            "shoulder",
            "elbow",
            "wrist",
            "hip",
            "knee",
            "ankle",
            "heel",
            "foot_index",
            "ear",
        )
    ),
)
_WALKER_FPS = 15.0  # a drawing needs no more; keeps the document small
_FIGURES = 4


def document(
    recording: Recording, options: Options, command: str, made_at: datetime | None = None
) -> dict[str, Any]:
    """Everything that a recording says, ready for JSON.

    Parameters
    ----------
    recording : Recording
    options : Options
    command : str
        The exact command that gives this document again.
    made_at : datetime or None
        When; None is now.

    Returns
    -------
    dict
        Of the schema SCHEMA; None where a number is missing.

    Raises
    ------
    CaptureRefused
        The recording is too poor; says why and what to change.
    """
    analysis = analyse(recording, options)
    side = analysis.side
    sides = {name: _side(analysis.legs[name], analysis) for name in SIDES}
    for name, found in walk_cycles(recording, analysis.motion).items():
        sides[name]["cycles"] = _cycles(found)
    return {
        "schema": SCHEMA,
        "command": command,
        "made": {
            "psoascope": __version__,
            "at": (made_at or datetime.now(UTC)).isoformat(timespec="seconds"),
            "model": recording.source.model,
            "height_m": analysis.person.height,
            "height_given": options.height is not None,
        },
        "source": _source(recording),
        "side": side,
        "side_chosen": options.side,
        "frames_used": sides[side]["frames_used"],
        "gates": [
            *_cut_off(recording),
            *(report for gate in analysis.motion.gated if (report := gate.report(side))["frames"]),
        ],
        "quantities": sides[side]["quantities"],
        "curves": {"time_s": plain(recording.time, 4), **sides[side]["curves"]},
        "sides": sides,
        **_pelvis(analysis.pelvis),
        "sentences": {language: _sentences(analysis, language) for language in tables.LANGUAGES},
        **_pictures(analysis),
    }


def _cut_off(recording: Recording) -> list[dict[str, Any]]:
    """The word on a file that holds fewer frames than it promises, if it does."""
    read, promised = len(recording.time), recording.source.frames
    if promised - read <= tables.entry("gates.file_cut_off.threshold") * promised:
        return []
    values: dict[str, Any] = {"promised": promised, "read": read}
    return [
        {
            "gate": "file_cut_off",
            "side": None,
            "frames": promised - read,
            "ranges": [[read, promised - 1]],
            "message": tables.say("gates.file_cut_off", **values),
            "cure": tables.say("gates.file_cut_off", field="cure", **values),
            "values": values,
        }
    ]


def _source(recording: Recording) -> dict[str, Any]:
    source = recording.source
    return {
        "path": source.name,
        "sha256": source.sha256,
        "frames": source.frames,
        "fps": round(source.fps, 3),
        "duration_s": round(float(recording.time[-1] - recording.time[0]), 3),
        "unit": recording.unit,
        "frame_size": list(recording.frame_size) if recording.frame_size else None,
    }


def _cycles(found: WalkCycles) -> dict[str, Any]:
    """Grades of one leg's cycles, and the median of those that are not refused."""
    kept = [one.grade != "refused" for one in found.grades]
    curves = {"hip_flexion_deg": found.hip_flexion, "knee_flexion_deg": found.knee_flexion}
    return {
        "grades": [
            {
                "frames": [one.first, one.last],
                "grade": one.grade,
                "why": {language: one.say(language) for language in tables.LANGUAGES},
            }
            for one in found.grades
        ],
        "percent": list(range(101)),
        **{
            name: plain(np.degrees(np.median(curve[kept], axis=0)), 2) if any(kept) else None
            for name, curve in curves.items()
        },
    }


def _side(leg: Leg, analysis: Analysis) -> dict[str, Any]:
    """Quantities and curves of one side."""
    hip, length, change = leg.hip_flexion, leg.psoas_length, leg.psoas_change
    return {
        "frames_used": leg.frames_used,
        "quantities": {name: one.json() for name, one in leg.quantities.items()},
        "curves": {
            "hip_flexion_deg": plain(hip.value, 2),
            "hip_flexion_low_deg": plain(hip.low, 2),
            "hip_flexion_high_deg": plain(hip.high, 2),
            "knee_flexion_deg": plain(leg.knee_flexion.value, 2),
            "knee_flexion_low_deg": plain(leg.knee_flexion.low, 2),
            "knee_flexion_high_deg": plain(leg.knee_flexion.high, 2),
            "trunk_lean_deg": plain(analysis.trunk_lean.value, 2),
            "psoas_length_m": plain(length.value, 5),
            "psoas_length_low_m": plain(length.low, 5),
            "psoas_length_high_m": plain(length.high, 5),
            "psoas_change_percent": plain(change.value, 2),
            "psoas_change_low_percent": plain(change.low, 2),
            "psoas_change_high_percent": plain(change.high, 2),
        },
    }


def _sentences(analysis: Analysis, language: str) -> list[str]:
    named = analysis.legs[analysis.side].quantities
    side = f"words.{analysis.side}"
    hip_error = named["hip_flexion_max"].half_width
    return [
        tables.say(
            "sentences.hip",
            language,
            side=side,
            behind=round(-named["hip_flexion_min"].value),
            front=round(named["hip_flexion_max"].value),
            error=round(hip_error),
        ),
        tables.say(
            "sentences.psoas",
            language,
            side=side,
            **_rounded("longer", named["psoas_change_max"], 1),
            **_rounded("shorter", named["psoas_change_min"], -1),
        ),
        _pelvis_sentence(analysis.pelvis, language),
    ]


def _pelvis(seen: PelvisMotion | None) -> dict[str, Any]:
    """The field `pelvis`, where markers show it."""
    if seen is None:
        return {}
    hip = seen.hip
    groups = {
        "pelvic": (seen.pelvis, ("tilt", "obliquity", "rotation")),
        "lumbar": (seen.lumbar, ("extension", "bending", "rotation")),
    }
    for number, side in enumerate(SIDES):
        value, low, high = (part[:, number] for part in (hip.value, hip.low, hip.high))
        own = Quantity(value, low, high, hip.unit, hip.kind)
        groups[f"hip_{side}"] = (own, ("flexion", "adduction", "rotation"))
    return {
        "pelvis": {
            "marker_set": seen.marker_set.name,
            "missing": list(seen.marker_set.missing),
            "neutral": "measured" if seen.neutral_measured else "typical",
            "curves": {
                f"{group}_{angle}{edge}_deg": plain(values[:, column], 2)
                for group, (one, angles) in groups.items()
                for column, angle in enumerate(angles)
                for edge, values in (("", one.value), ("_low", one.low), ("_high", one.high))
            },
        }
    }


def _pelvis_sentence(seen: PelvisMotion | None, language: str) -> str:
    """What is known of the pelvis, or that a camera cannot see it."""
    if seen is None:
        return tables.say("sentences.unseen", language)
    tilt = seen.pelvis
    value, error = (float(np.nanmean(part[:, 0])) for part in (tilt.value, tilt.half_width))
    neutral = "standing" if seen.neutral_measured else "typical"
    return tables.say(
        f"sentences.pelvis_{neutral}",
        language,
        set=tables.say(f"marker_sets.{seen.marker_set.name}", language),
        tilt=round(value),
        error=round(error),
    )


def _rounded(name: str, one: Quantity, sign: int) -> dict[str, Any]:
    """Value and band as whole numbers for a sentence; sign -1 turns them round."""
    low, high = sorted((round(sign * one.low), round(sign * one.high)))
    return {name: round(sign * one.value), f"{name}_low": low, f"{name}_high": high}


def _pictures(analysis: Analysis) -> dict[str, Any]:
    """Where the limbs were, in frame heights: four instants, and a moving drawing."""
    drawn = _drawn(analysis)
    used = np.flatnonzero(analysis.motion.used[:, SIDES.index(analysis.side)])
    time = analysis.recording.time
    instants = used[np.linspace(0, len(used) - 1, _FIGURES + 2).round().astype(int)[1:-1]]
    wanted = np.arange(time[used[0]], time[used[-1]], 1 / _WALKER_FPS)
    steps = np.unique(np.searchsorted(time, wanted))
    steps = np.intersect1d(steps, used)
    return {
        "figures": [
            {
                "time_s": round(float(time[index]), 3),
                "points": {
                    name: plain(points[index], 4)
                    for name, points in drawn.items()
                    if np.isfinite(points[index]).all()
                },
            }
            for index in instants
        ],
        "walker": {
            "time_s": plain(time[steps], 3),
            "points": {
                name: [point if None not in point else None for point in plain(points[steps], 4)]
                for name, points in drawn.items()
            },
        },
    }


def _drawn(analysis: Analysis) -> dict[str, Array]:
    """Points to draw, x to the right, y up: in frame heights, or body heights for markers."""
    recording = analysis.recording
    points = recording.named(_DRAWN)
    if recording.frame_size:
        scaled = points[..., :2] * [1.0, -1.0] / recording.frame_size[1] + [0.0, 1.0]
    else:
        scaled = points[..., :2] / analysis.person.height
    kept = {name: scaled[:, column] for column, name in enumerate(_DRAWN)}
    return {name: one for name, one in kept.items() if np.isfinite(one).any()}
