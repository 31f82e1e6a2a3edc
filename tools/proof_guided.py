"""The guided tests on captures of known answers: bias, coverage and refusals, test by test."""

from concurrent.futures import ProcessPoolExecutor
from os import cpu_count
from typing import Any

import numpy as np
from tests.motion.acts import acted
from tests.motion.series_coverage import NOISES, YAWS, Answer, answered, held

EACH = 40
FEWEST = 10  # series in a stratum, to be judged
BEYOND = {
    "camera turned by 30 deg": {"yaw": 30.0},
    "camera tilted by 30 deg, told by a neutral stance": {"roll": 30.0},
    "points off by 8 % of height": {"noise": 0.08},
    "seven frames of ten lost": {"lost": 0.7},
    "camera 1 m away": {"distance": 1.0},
}
_EACH_BEYOND = 16


def guided_tests(each: int = EACH) -> dict[str, Any]:
    """Series of a neutral stance and three repeats, in strata of test, yaw and noise.

    Parameters
    ----------
    each : int
        Series in each stratum.

    Returns
    -------
    dict
        Counts; rows by measure, by yaw and by noise; and how captures beyond the limits fare.
    """
    names = acted()
    jobs = [
        (name, yaw, noise, [631, place, int(yaw), int(1000 * noise), number])
        for place, name in enumerate(names)
        for yaw in YAWS
        for noise in NOISES
        for number in range(each)
    ]
    far = [
        (kind, name, [637, row, place, number])
        for row, kind in enumerate(BEYOND)
        for place, name in enumerate(names)
        for number in range(_EACH_BEYOND)
    ]
    with ProcessPoolExecutor(cpu_count()) as pool:
        answers = list(pool.map(_answer, jobs, chunksize=20))
        refused = list(pool.map(_refused, far, chunksize=20))
    told = [one for one in answers if not one.refused]
    return {
        "series": len(answers),
        "not refused": len(told),
        "coverage": _rows(told),
        "bias by the camera's turn": _bias(told),
        "refused within the limits": _within(answers),
        "refused beyond the limits": _beyond(far, refused),
    }


def _answer(job: tuple[str, float, float, list[int]]) -> Answer:
    return answered(*job)


def _refused(job: tuple[str, str, list[int]]) -> bool:
    kind, name, seed = job
    film = {"noise": 0.01, "yaw": 0.0, "roll": 0.0, **BEYOND[kind]}
    yaw, noise = film.pop("yaw"), film.pop("noise")
    return bool(answered(name, yaw, noise, seed, **film).refused)


def _rows(told: list[Answer]) -> list[dict[str, Any]]:
    rows = []
    for name in acted():
        mine = [one for one in told if one.test == name]
        for measure in sorted({key for one in mine for key in one.bands}):
            found = held(mine, measure)
            assert found is not None
            strata = [
                held([one for one in mine if (one.yaw, one.noise) == (yaw, noise)], measure)
                for yaw in YAWS
                for noise in NOISES
            ]
            shares = [one["held"] for one in strata if one and one["series"] >= FEWEST]
            wide = found["width"] / found["oracle"] if found["oracle"] > 1e-9 else None
            rows.append(
                {
                    "test": name,
                    "measure": measure,
                    "series": found["series"],
                    "held %": round(100 * found["held"], 1),
                    "worst stratum %": round(100 * min(shares)) if shares else "",
                    "strata judged": len(shares),
                    "bias": round(found["bias"], 2),
                    "width": round(found["width"], 2),
                    "oracle's width": round(found["oracle"], 2),
                    "ratio": "" if wide is None else round(wide, 2),
                }
            )
    return rows


def _bias(told: list[Answer]) -> list[dict[str, Any]]:
    """Median error of each angle for each yaw, and by noise at yaw 0."""
    rows = []
    for name in acted():
        mine = [one for one in told if one.test == name]
        for measure in sorted({key for one in mine for key in one.bands}):
            if "count" in measure:
                continue
            row: dict[str, Any] = {"test": name, "measure": measure}
            for yaw in YAWS:
                row[f"yaw {yaw:.0f}"] = _error([one for one in mine if one.yaw == yaw], measure)
            for noise in NOISES[1:]:
                few = [one for one in mine if one.yaw == 0 and one.noise == noise]
                row[f"yaw 0, noise {100 * noise:.0f} %"] = _error(few, measure)
            rows.append(row)
    return rows


def _error(answers: list[Answer], measure: str) -> float | str:
    found = held(answers, measure)
    return "" if found is None else round(found["bias"], 2)


def _within(answers: list[Answer]) -> list[dict[str, Any]]:
    rows = []
    for name in acted():
        row: dict[str, Any] = {"test": name}
        for yaw in YAWS:
            for noise in NOISES:
                few = [a for a in answers if (a.test, a.yaw, a.noise) == (name, yaw, noise)]
                share = np.mean([bool(one.refused) for one in few])
                row[f"{yaw:.0f} deg, {100 * noise:.0f} %"] = round(100 * float(share))
        rows.append(row)
    return rows


def _beyond(jobs: list[tuple[str, str, list[int]]], refused: list[bool]) -> list[dict[str, Any]]:
    rows = []
    for kind in BEYOND:
        mine = [one for job, one in zip(jobs, refused, strict=True) if job[0] == kind]
        rows.append(
            {"capture": kind, "series": len(mine), "refused %": round(100 * float(np.mean(mine)))}
        )
    rows.append(
        {
            "capture": "all of these",
            "series": len(refused),
            "refused %": round(100 * float(np.mean(refused))),
        }
    )
    return rows
