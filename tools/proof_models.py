"""Proofs beyond our own tables: published models at the hip, and recorded muscle activity."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import spearmanr

from psoascope import psoas, tables
from psoascope.psoas import tasks
from psoascope.psoas.hip_sharing import HipSharing, hip_sharing, weightings
from psoascope.psoas.leg import leg_architecture

FOLDER = Path(__file__).parent
PSOAS = slice(0, 11)
ILIOPSOAS = slice(0, 12)


def read_rows(name: str) -> Mapping[str, Any]:
    """A table of this folder; every source must be known to data/sources.toml."""
    rows = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    for row in rows.values():
        for key in row["source"]:
            tables.entry(f"sources.{key}")
    return rows


def model_spread() -> dict[str, Any]:
    """Our hip flexion arm, and change of length from 0 degrees, beside three published models."""
    models = read_rows("hip_sweeps.toml")
    angles = sorted({angle for row in models.values() for angle in row["flexion"]})
    arm, change = _ours(angles)
    beside = []
    for place, angle in enumerate(angles):
        others = {row["say"]: _at(row, "arm", angle) for row in models.values()}
        known = [value for value in (arm[place], *others.values()) if value is not None]
        shown = {name: "" if value is None else round(value, 1) for name, value in others.items()}
        ends = {"lowest": round(min(known), 1), "highest": round(max(known), 1)}
        beside.append({"flexion deg": angle, "ours mm": round(arm[place], 1), **shown, **ends})
    return {
        "hip_flexion_arm": beside,
        "ours_against_each": [
            _gaps(row, dict(zip(angles, zip(arm, change, strict=True), strict=True)))
            for row in models.values()
        ],
    }


def _ours(angles: list[int]) -> tuple[list[float], list[float]]:
    """Arm in flexion and change of the whole length since 0 degrees, mm, at each angle."""
    hip = np.zeros((len(angles), 3))
    hip[:, 0] = np.radians(angles)
    still = np.zeros((5, 3))
    found = psoas.state(still, hip, hip)
    change = found.whole_length[:, 0] - psoas.state(still, np.zeros(3), np.zeros(3)).whole_length[0]
    return (1e3 * found.hip_arm[:, 0, 0]).tolist(), (1e3 * change).tolist()


def _at(row: Mapping[str, Any], name: str, angle: int) -> float | None:
    """A model's figure in mm at an angle, None where it has none."""
    if angle not in row["flexion"]:
        return None
    return 1e3 * float(row[name][row["flexion"].index(angle)])


def _gaps(row: Mapping[str, Any], ours: Mapping[int, tuple[float, float]]) -> dict[str, Any]:
    """Largest and mean difference of ours from one model over all its angles."""
    start = row["length"][row["flexion"].index(0)]
    arms = np.array([ours[angle][0] for angle in row["flexion"]]) - 1e3 * np.array(row["arm"])
    lengths = [1e3 * (length - start) for length in row["length"]]
    changes = np.array([ours[angle][1] for angle in row["flexion"]]) - lengths
    worst = int(np.abs(arms).argmax())
    return {
        "model": row["say"],
        "up to deg": max(row["flexion"]),
        "largest arm difference mm": round(float(arms[worst]), 1),
        "at deg": row["flexion"][worst],
        # Plus 0, or a small negative mean is shown as -0.0.
        "mean arm difference mm": round(float(arms.mean()), 1) + 0.0,
        "largest length change difference mm": round(float(changes[np.abs(changes).argmax()]), 1),
    }


def emg_ranking() -> dict[str, Any]:
    """Modelled activation beside recorded activity, and the rank correlation of the two."""
    rows = read_rows("emg_tasks.toml")
    ranked = {key: row for key, row in rows.items() if "found" in row}
    middle = [float(np.mean(row["found"])) for row in ranked.values()]
    costs = [(power, name) for power in (2.0, 3.0) for name in weightings()]
    modelled = {cost: [activity(row, *cost)[1] for row in ranked.values()] for cost in costs}
    beside = []
    for number, row in enumerate(ranked.values()):
        low, value, high = activity(row, 2.0, "none")
        beside.append(
            {
                "task": row["say"],
                "muscle": row["muscle"],
                "recorded %": _span(*row["found"]),
                "middle %": middle[number],
                "modelled %": f"{value:.0f} ({low:.0f} to {high:.0f})",
                "by volume %": round(modelled[2.0, "volume"][number]),
                "source": ", ".join(row["source"]),
            }
        )
    correlations = [
        {
            "cost": f"activation^{power:g}, {name}",
            "all five": _ranks(middle, modelled[power, name]),
            "without maximal effort": _ranks(middle[:-1], modelled[power, name][:-1]),
            "straight leg at 30, 45, 60 deg": ", ".join(
                f"{value:.0f}" for value in _each(rows["raise_order"], power, name)
            ),
        }
        for power, name in costs
    ]
    return {"ranked": beside, "rank_correlation": correlations, "not_ranked": _others(rows)}


def activity(row: Mapping[str, Any], power: float, weighting: str) -> tuple[float, float, float]:
    """Lowest, modelled and highest activation of a task, % of full effort, mean over its angles.

    The band is that of the moment asked for: mass and sex of the person, knee, place of bending.
    """
    if row["task"] == "maximal":
        return 100.0, 100.0, 100.0
    asked = np.radians(np.array(row["angle"]))
    hip = np.zeros((len(asked), 3))
    hip[:, 0] = np.radians(row["hip"]) if "hip" in row else asked
    knee = np.full(len(asked), np.radians(row.get("knee", 0.0)))
    moments = _moments(row["task"], asked)
    low, value, high = (
        float(_effort(hip_sharing(hip, knee, one, power=power, weighting=weighting), row).mean())
        for one in moments
    )
    return min(low, value), value, max(high, value)


def _each(row: Mapping[str, Any], power: float, weighting: str) -> list[float]:
    return [activity({**row, "angle": [angle]}, power, weighting)[1] for angle in row["angle"]]


def _moments(task: str, angle: Any) -> tuple[Any, Any, Any]:
    """Lowest, usual and highest hip moment (n, 3), N m."""
    if task == "no_moment":
        return (np.zeros((len(angle), 3)),) * 3
    if task == "straight_leg_raise":
        found = tasks.straight_leg_raise(angle)
    else:
        found = {"sit_up": tasks.sit_up, "curl_up": tasks.curl_up}[task](angle).hip
    return found.low, found.value, found.high


def _effort(shared: HipSharing, row: Mapping[str, Any]) -> Any:
    """Mean activation (n,), %, of the lines of a muscle by maximum force; an error if unmet."""
    if not shared.feasible.all():
        raise ValueError(f"{row['say']}: the muscles cannot give the moment asked for")
    lines = PSOAS if row["muscle"] == "psoas" else ILIOPSOAS
    force = leg_architecture().max_force[lines]
    return 100 * shared.activation[:, lines] @ (force / force.sum())


def _others(rows: Mapping[str, Any]) -> list[dict[str, str]]:
    """What was recorded without a figure, or cannot be computed, and what can be said."""
    found = []
    for row in rows.values():
        if "found" in row:
            continue
        if "not_computed" in row:
            answer = f"not computed: {row['not_computed']}"
        else:
            values = " / ".join(f"{value:.0f} %" for value in _each(row, 2.0, "none"))
            answer = f"{values}. {row.get('note', '')}".strip()
        found.append(
            {"recorded": row["say"], "the model": answer, "source": ", ".join(row["source"])}
        )
    return found


def _ranks(recorded: list[float], modelled: list[float]) -> float:
    return round(float(spearmanr(recorded, modelled).statistic), 2)


def _span(low: float, high: float) -> str:
    return f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"
