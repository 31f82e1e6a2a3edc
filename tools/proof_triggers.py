"""Planted triggers in simulated diaries: how often they are found, and others."""

from concurrent.futures import ProcessPoolExecutor
from os import cpu_count
from typing import Any

from tests.care.diaries import Kind, diary, size_for

from psoascope.care.triggers import triggers

EACH = 1000
KINDS = {
    "120 days": Kind(),
    "70 days, few lost": Kind(70, lost=0.03),
    "a year": Kind(365, lost=0.05),
    "slow pain and habits": Kind(carry=0.7, habit=0.7),
    "strong weekday and drift": Kind(90, carry=0.3, habit=0.9, rhythm=2.0, trend=3.0),
    "independent days": Kind(90, carry=0.0, habit=0.0, lost=0.0),
}
LAGS = (0, 1, 2)
PLANTED = "driving"


def personal_triggers(each: int = EACH) -> dict[str, Any]:
    """Diaries without a trigger, and with one as strong as each diary says it can show.

    Parameters
    ----------
    each : int
        Diaries without a trigger of each kind; a third as many with one, at each lag.

    Returns
    -------
    dict
        By kind: share with any find where there is nothing, share found where one was planted by
        lag, share of diaries with enough days, mean correlation that was planted.
    """
    rows = []
    with ProcessPoolExecutor(cpu_count()) as pool:
        for place, (name, kind) in enumerate(KINDS.items()):
            none = [(kind, [61, place, number]) for number in range(each)]
            with_one = [
                (kind, [67, place, number], lag) for lag in LAGS for number in range(each // 3)
            ]
            finds = list(pool.map(_any_find, none, chunksize=10))
            hits = list(pool.map(planted_found, with_one, chunksize=10))
            rows.append({"diary": name, **_row(finds, hits, with_one)})
    return {"diaries without a trigger": each * len(KINDS), "kinds of diary": rows}


def planted_found(job: tuple[Kind, list[int], int]) -> tuple[bool, float] | None:
    """Whether a trigger of the stated strength was found, and that strength; None: too few days."""
    kind, seed, lag = job
    told = triggers(*diary(kind, seed))
    if not told.enough:
        return None
    size = size_for(told.detectable, kind, lag)
    found = triggers(*diary(kind, seed, PLANTED, lag, size)).found
    return any(one.exposure == PLANTED for one in found), told.detectable


def _any_find(job: tuple[Kind, list[int]]) -> bool:
    return bool(triggers(*diary(*job)).found)


def _row(finds: list[bool], hits: list[Any], jobs: list[Any]) -> dict[str, Any]:
    told = [(job[2], *hit) for job, hit in zip(jobs, hits, strict=True) if hit]
    by_lag = {
        f"found at lag {lag}": _share([hit for one, hit, _ in told if one == lag]) for lag in LAGS
    }
    return {
        "false finds": _share(finds),
        **by_lag,
        "enough days": _share([hit is not None for hit in hits]),
        "correlation": round(sum(one[2] for one in told) / max(len(told), 1), 3),
    }


def _share(values: list[bool]) -> float:
    return round(sum(values) / max(len(values), 1), 3)


if __name__ == "__main__":
    import json

    print(json.dumps(personal_triggers(), indent=1))
