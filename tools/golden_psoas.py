"""Writes tests/golden/psoas.json and psoas_paths.json: postures that both languages give alike.

Run it only when the anatomy changes on purpose, then read the diff.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from psoascope import psoas
from psoascope.arrays import Array
from psoascope.psoas.bodies import bodies
from psoascope.psoas.names import FASCICLES_OF_A_SIDE
from psoascope.psoas.paths import paths

GOLDEN = Path(__file__).parents[1] / "tests" / "golden"

# Degrees: five levels of (extension, bending, rotation), then hip right and hip left of
# (flexion, adduction, rotation).
CASES = {
    "standing": ([(0, 0, 0)] * 5, (0, 0, 0), (0, 0, 0)),
    "sitting": (
        [(-3, 0, 0), (-5, 0, 0), (-4, 0, 0), (-3, 0, 0), (-2, 0, 0)],
        (71, -4, 2),
        (69, -6, 3),
    ),
    "march": (
        [(-1, 1, 0), (-2, 1, 0), (-2, 1, 0), (-1, 1, 0), (-1, 0, 0)],
        (92, 3, -5),
        (-2, 4, 1),
    ),
    "toe_off": (
        [(1, -1, 1), (1, -1, 1), (1, -1, 1), (1, 0, 1), (0, 0, 1)],
        (-13, 2, -3),
        (28, -1, 4),
    ),
    "far_extension": (
        [(5, 0, 0), (6, 0, 0), (4, 0, 0), (3, 0, 0), (2, 0, 0)],
        (-29, -8, 6),
        (-24, 7, -9),
    ),
    "lift_off_inside": ([(0, 0, 0)] * 5, (33.0, 0, 0), (34.0, 0, 0)),
    "deep_flexion": (
        [(-9, 0, 0), (-8, 0, 0), (-7, 0, 0), (-6, 0, 0), (-5, 0, 0)],
        (118, 11, 13),
        (121, -12, -14),
    ),
    "side_bend": (
        [(1, 5, 1), (2, 4, 2), (3, 6, 3), (2, 3, 1), (1, 2, 2)],
        (12, 14, 0),
        (8, -16, 0),
    ),
    "turned": (
        [(0, -2, 4), (1, -3, 3), (2, -1, 2), (3, -4, 1), (4, -5, 3)],
        (21, 0, 31),
        (17, 0, -33),
    ),
    "abducted": (
        [(-1, 2, -3), (-2, 3, -4), (-3, 1, -2), (-4, 2, -1), (-5, 4, -2)],
        (44, -29, 18),
        (51, -27, -22),
    ),
    "adducted": (
        [(2, -6, -1), (4, -5, -2), (6, -4, -3), (5, -3, -4), (3, -2, -1)],
        (-7, 18, 24),
        (3, 19, -26),
    ),
    "one_level": (
        [(0, 0, 0), (0, 0, 0), (11, 6, -4), (0, 0, 0), (0, 0, 0)],
        (61, 5, 9),
        (88, -9, -7),
    ),
}


def golden(cases: dict[str, tuple[object, object, object]]) -> dict[str, object]:
    """The golden record of postures given in degrees."""
    rows = []
    for name, angles in cases.items():
        lumbar, right, left = (
            np.radians(np.array(part, dtype=np.float64)).round(6) for part in angles
        )
        muscle = psoas.state(lumbar, right, left)
        rows.append(
            {
                "name": name,
                "lumbar": lumbar.tolist(),
                "hip_right": right.tolist(),
                "hip_left": left.tolist(),
                "length": muscle.length.round(12).tolist(),
                "whole_length": muscle.whole_length.round(12).tolist(),
                "hip_arm": muscle.hip_arm.round(12).tolist(),
                "lumbar_arm_packed": muscle.lumbar_arm_packed.round(12).tolist(),
            }
        )
    return {
        "schema": "psoascope.golden.psoas/1",
        "units": "angles rad, lengths and arms m; order as psoas.FASCICLES and psoas.LEVELS",
        "cases": rows,
    }


def golden_paths(cases: dict[str, tuple[object, object, object]]) -> dict[str, object]:
    """Courses, iliacus and places of bones in the same postures.

    All fascicles of a side share their points from the brim on; they stand once.
    """
    side, rows = len(FASCICLES_OF_A_SIDE), []
    for name, angles in cases.items():
        posture = tuple(np.radians(np.array(part, dtype=np.float64)).round(6) for part in angles)
        course, muscle = paths(*posture).points, psoas.state(*posture)
        places = {
            body: [*place.turn.T.round(7).tolist(), place.origin.round(7).tolist()]
            for body, place in bodies(*posture).items()
        }
        rows.append(
            {
                "name": name,
                "origins": _rounded(course[:22, 0]),
                "below_brim": _rounded(course[[0, side], 1:]),
                "iliacus": _rounded(course[22:]),
                "iliacus_length": _rounded(muscle.iliacus_length),
                "iliacus_arm": _rounded(muscle.iliacus_arm),
                "bodies": places,
            }
        )
    return {
        "schema": "psoascope.golden.psoas_paths/1",
        "units": "m, pelvis axes; postures as in psoas.json; a body: its axes x, y, z, its origin",
        "cases": rows,
    }


def _rounded(values: Array) -> Any:
    return values.round(7).tolist()


def lines(record: dict[str, Any]) -> str:
    """The record with one line a case."""
    head = {key: value for key, value in record.items() if key != "cases"}
    cases = ",\n".join(json.dumps(case, separators=(",", ":")) for case in record["cases"])
    return json.dumps(head, indent=1)[:-2] + f',\n "cases": [\n{cases}\n ]\n}}\n'


if __name__ == "__main__":
    whole = json.dumps(golden(CASES), indent=1) + "\n"
    (GOLDEN / "psoas.json").write_text(whole, encoding="utf-8")
    courses = lines(golden_paths(CASES))
    (GOLDEN / "psoas_paths.json").write_text(courses, encoding="utf-8")
