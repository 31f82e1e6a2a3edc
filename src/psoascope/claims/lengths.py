"""What the model computes for claims about length: how postures stretch and shorten the psoas.

Each function takes an entry of [figure] in data/claims.toml and a person, and gives quantities by
name; bands of kind range. Changes of length are against standing.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from psoascope.arrays import radians
from psoascope.claims.sweeps import Figures, spread, swept, swept_state
from psoascope.psoas.person import Person
from psoascope.psoas.postures import posture
from psoascope.psoas.sharing import sharing_rules
from psoascope.quantity import Quantity, combined


def one_posture(entry: Mapping[str, Any], person: Person | None) -> Figures:
    """Length and slack of the psoas in a named posture, against standing.

    Parameters
    ----------
    entry : mapping
        posture, side; angle_deg, optional: by how much the muscle is longer or shorter when the
        hip extends or bends by that angle, about standing.
    person : Person or None

    Returns
    -------
    dict
        change, %; relaxed, relaxed_standing, N: pull by stretch alone; per_angle, %, positive.
    """
    muscle, standing = (
        getattr(posture(name, person), entry["side"]) for name in (entry["posture"], "standing")
    )
    found = {
        "change": muscle.change,
        "relaxed": muscle.passive_tension,
        "relaxed_standing": standing.passive_tension,
    }
    if "angle_deg" in entry:
        found["per_angle"] = _length_of_angle(entry["angle_deg"], person)
    return found


def two_postures(entry: Mapping[str, Any], person: Person | None) -> Figures:
    """Change of length in two postures against standing, and from the second to the first.

    Parameters
    ----------
    entry : mapping
        first, second: names of postures; side.
    person : Person or None

    Returns
    -------
    dict
        first, second, difference, %. The ranges of both add in full in the difference.
    """
    first, second = (
        getattr(posture(entry[which], person), entry["side"]).change
        for which in ("first", "second")
    )
    gap = first.value - second.value
    parts = [
        Quantity(gap, first.low - second.value, first.high - second.value, "%", "range"),
        Quantity(gap, first.value - second.high, first.value - second.low, "%", "range"),
    ]
    return {"first": first, "second": second, "difference": combined(gap, parts, "%")}


def tuck(entry: Mapping[str, Any], person: Person | None) -> Figures:
    """Two postures, and what tucking the pelvis alone does with trunk and thigh held.

    Parameters
    ----------
    entry : mapping
        first, second, side; angle_deg; hip_flexion_deg, lumbar_extension_deg as in pelvic_tilt.
    person : Person or None

    Returns
    -------
    dict
        As two_postures, and alone, %: change of length by the tuck, the band over hip, spine and
        sharing.
    """
    angle = float(radians(entry["angle_deg"]))
    changes = []
    for rule in sharing_rules():
        hip, back = swept(entry)
        before, after = (
            swept_state(hip - turn, back - turn, person, rule).whole_length[..., 0]
            for turn in (0.0, angle)
        )
        changes.append((after / before - 1) * 100)
    return two_postures(entry, person) | {"alone": spread(np.stack(changes), "%")}


def _length_of_angle(angle: float, person: Person | None) -> Quantity:
    """Change of length, %, by hip extension through an angle in deg that ends or begins at 0."""
    turn = float(radians(angle))
    lengths = swept_state(np.array([-turn, -turn / 2, 0.0, turn / 2, turn]), np.zeros(5), person)
    by = lengths.whole_length[..., 0] / lengths.whole_length[2, 0] * 100
    return spread(np.array([by[1] - by[3], by[0] - by[2], by[2] - by[4]]), "%")
