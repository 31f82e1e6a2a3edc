"""Writes frontend/src/tables/<name>.json: what the TypeScript twins need of data/*.toml, no more.

The Makefile runs it before the front end is checked, tested or built; git does not keep the files.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from psoascope.psoas.anatomy import Crossing, anatomy
from psoascope.psoas.architecture import architecture
from psoascope.psoas.limits import limits
from psoascope.psoas.names import FASCICLES_OF_A_SIDE, HIP_ANGLES, LEVELS, LUMBAR_ANGLES
from psoascope.psoas.posture_angles import posture_angles
from psoascope.psoas.presets import kept_presets
from psoascope.quantity import Quantity
from psoascope.tables import entry, table

TARGET = Path(__file__).parents[1] / "frontend" / "src" / "tables"

VIEWER_ANGLES = ("lumbar_extension", *HIP_ANGLES)

Table = dict[str, Any]


def anatomy_table() -> Table:
    """The right side of the reference person; m, rad, N."""
    body = anatomy()
    low, high = (edge.round(9).tolist() for edge in limits())
    return {
        "levels": list(LEVELS),
        "lumbar_angles": list(LUMBAR_ANGLES),
        "hip_angles": list(HIP_ANGLES),
        "fascicles": list(FASCICLES_OF_A_SIDE),
        "centre_below": body.centre_below.tolist(),
        "centre_above": body.centre_above.tolist(),
        "rhythm_weight": body.rhythm_weight.tolist(),
        "origin": body.origin.tolist(),
        "crossed": list(body.crossed),
        "max_force": body.max_force.tolist(),
        "hip_centre": body.hip_centre.tolist(),
        "psoas": _crossing(body.psoas),
        "iliacus": _crossing(body.iliacus),
        "iliacus_origin": body.iliacus_origin.tolist(),
        "limits": {"lumbar": [low[:3], high[:3]], "hip": [low[15:18], high[15:18]]},
    }


def _crossing(crossing: Crossing) -> Table:
    post = crossing.cylinder
    return {
        "brim_point": crossing.brim_point.tolist(),
        "femur_point_1": crossing.femur_point_1.tolist(),
        "femur_point_2": crossing.femur_point_2.tolist(),
        "cylinder": {
            "centre": post.centre.tolist(),
            "axes": post.axes.tolist(),
            "radius": post.radius,
            "sense": post.sense,
        },
    }


def presets_table() -> Table:
    """Postures that the moving picture offers, with their figures; rad, % and N."""
    return {"presets": [_preset(name) for name in kept_presets()]}


def _preset(name: str) -> Table:
    kept, row = kept_presets()[name], entry(f"presets.{name}")
    lumbar, right, left = posture_angles(row["posture"])
    return {
        "name": name,
        "say": row["say"],
        "why": entry(f"postures.{row['posture']}.why"),
        "lumbar": lumbar.round(5).tolist(),
        "hip_right": right.round(5).tolist(),
        "hip_left": left.round(5).tolist(),
        "right": _figures(kept.right),
        "left": _figures(kept.left),
        "both": _figures(kept.both),
        "mark": kept.mark,
        "work_mark": kept.work_mark,
    }


def _figures(figures: Mapping[str, Quantity]) -> Table:
    return {name: [one.value, one.low, one.high] for name, one in figures.items()}


def viewer_table() -> Table:
    """How the moving picture of the muscle is drawn and moved; m, % and degrees."""
    rows = table("viewer")
    places = [rows["place"][name] for name in FASCICLES_OF_A_SIDE]
    return {
        "belly_area": 1e-6 * rows["belly"]["area"],
        "iliacus_area": 1e-6 * rows["iliacus"]["area"],
        "place": places,
        "fan": rows["iliacus"]["fan"],
        "tendon": architecture().tendon_slack[: len(places)].round(6).tolist(),
        "colours": {end: rows["colours"][end] for end in ("shortest", "longest")},
        "spread": {angle: rows["spread"][angle] for angle in VIEWER_ANGLES},
        "slider": {angle: rows["slider"][angle] for angle in (*VIEWER_ANGLES, "step")},
        "lean": rows["standing"]["lean"],
        "pull": {step: rows["pull"][step] for step in ("light", "taut", "strong")},
        "spine": {step: rows["spine"][step] for step in ("some", "like", "more")},
        "preset": {name: rows["preset"][name] for name in kept_presets()},
    }


def motion_table() -> Table:
    """Thresholds of gates, coach, holds and repetitions, and what is live of the guided tests."""
    coached, gates, steady = table("coach"), table("gates"), entry("tests_rules.steady")
    return {
        "bridge": entry("measurement.bridge.value"),
        "segmentation": {
            key: entry(f"segmentation.{key}.value") for key in ("rest_level", "dip", "outlier")
        },
        "gates": {
            key: {name: row[name] for name in _GATE_NUMBERS if name in row}
            for key, row in gates.items()
            if key in LIVE_GATES and "threshold" in row
        },
        "coach": {
            **{key: row["value"] for key, row in coached.items() if "value" in row},
            "nobody": entry("coach.nobody.threshold"),
            "advice": {
                key: {name: row[name] for name in ("rank", "stops", "threshold")}
                for key, row in coached.items()
                if "rank" in row
            },
        },
        "steady": {
            "seconds": steady["value"],
            **{key: steady[key] for key in ("angle", "height", "calmed")},
        },
        "shortest_repetition": entry("tests_rules.shortest_repetition.value"),
        "lumbar_share": entry("anatomy.lumbar_share.value"),
        "live": {key: value for key, value in entry("live.rules").items() if _is_number(value)},
        "tests": {key: _test(key, row) for key, row in table("tests").items() if "signal" in row},
    }


def _test(key: str, row: Mapping[str, Any]) -> Table:
    kept = {name: row[name] for name in ("kind", "position", "signal", "side", "seconds")}
    gates = [name for name in row["gates"] if name in LIVE_GATES]
    led = entry(f"live.{key}")
    live = {name: led[name] for name in ("ends", "until", "captures")}
    live |= {"rate": led.get("rate"), "stance": led.get("stance", False)}
    return kept | {"rise": row.get("rise"), "fall": row.get("fall"), "gates": gates, "live": live}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def motion_words_table() -> Table:
    """Wording of the coach's advices and of the live gates, in each language."""
    rows = {"coach": table("coach"), "gates": {key: entry(f"gates.{key}") for key in LIVE_GATES}}
    said = {
        name: {
            key: {"say": row["say"], "cure": row["cure"]}
            for key, row in entries.items()
            if "say" in row
        }
        for name, entries in rows.items()
    }
    return said | {"words": {key: entry(f"words.{key}.say") for key in _WORDS}}


LIVE_GATES = (
    "nobody_seen",
    "another_person",
    "cut_off",
    "low_visibility",
    "not_side_on",
    "limb_length_jumps",
)
"""Gates that a few seconds are enough for; exchanged legs need the whole recording."""

_GATE_NUMBERS = ("threshold", "smallest_jump", "size_change", "frontal_breadth", "window")
_WORDS = (
    *("right", "left", "one_step", "two_steps"),
    *("edge_top", "edge_bottom", "edge_left", "edge_right"),
)

TABLES: dict[str, Callable[[], Table]] = {
    "anatomy": anatomy_table,
    "presets": presets_table,
    "motion": motion_table,
    "motion_words": motion_words_table,
    "viewer": viewer_table,
}
"""Each file's name and what stands in it."""


def text(name: str) -> str:
    """The content of one file."""
    return json.dumps(TABLES[name](), ensure_ascii=False, separators=(",", ":")) + "\n"


def write_tables(folder: Path = TARGET) -> None:
    """Writes the files that differ, and removes those that are no table any more."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        if old.stem not in TABLES:
            old.unlink()
    for name in TABLES:
        path, content = folder / f"{name}.json", text(name)
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    write_tables()
