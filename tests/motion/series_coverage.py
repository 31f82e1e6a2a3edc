"""Do the bands of the guided tests hold the truth? Series of known-answer captures, in strata."""

from dataclasses import dataclass, replace

import numpy as np

from psoascope.errors import CaptureRefused
from psoascope.motion.series import series
from psoascope.motion.trial import neutral, trial
from psoascope.tables import entry
from tests.motion import acts
from tests.motion.actors import Film, filmed, person_bias, standing

REPEATS = 3
YAWS = (0.0, 10.0, 20.0)
NOISES = (0.0, 0.01, 0.02, 0.03)


@dataclass(frozen=True)
class Answer:
    """One series: what was said, and what was true."""

    test: str
    yaw: float
    noise: float
    refused: str  # key of the refusal, or ""
    bands: dict  # measure -> (low, value, high, truth)


def answered(name, yaw, noise, seed, **film):
    """A series of a test: a neutral stance and three repeats of one person, one camera.

    More of Film may be set by name; what is not is drawn.
    """
    rng = np.random.default_rng(seed)
    nearest = 3.5 if entry(f"tests.{name}.kind") == "gait" else 2.5
    drawn = {
        "roll": float(rng.choice([0, 10, 20]) * rng.choice([-1, 1])),
        "distance": rng.uniform(nearest, 5.0),
        "lost": rng.uniform(0, 0.1),
    }
    film = Film(yaw=yaw * rng.choice([-1, 1]), noise=noise, **{**drawn, **film})
    person, own = person_bias(rng), int(rng.integers(2**31))
    truths, trials = [], []
    try:
        still = neutral(filmed(standing(rng), film, person, rng))
        for _ in range(REPEATS):
            pose, truth = acts.act(name, own, rng)
            truths.append(truth)
            low = 0.5 if entry(f"tests.{name}.position") == "supine" else 1.0
            shot = filmed(pose, replace(film, camera_height=low), person, rng)
            trials.append(trial(shot, name, side="right"))
        found = series(trials, name, still)["right"]
    except CaptureRefused as refusal:
        return Answer(name, yaw, noise, refusal.key, {})
    bands = {}
    for key, one in found.items():
        if key not in truths[0]:
            continue
        truth = float(np.median([acts.true_of(key, truth) for truth in truths]))
        bands[key] = (one.low, one.value, one.high, truth)
    return Answer(name, yaw, noise, "", bands)


def strata(names, each, seed, yaws=YAWS, noises=NOISES):
    """Answers of every stratum."""
    return [
        answered(name, yaw, noise, [seed, place, int(yaw), int(1000 * noise), number])
        for place, name in enumerate(names)
        for yaw in yaws
        for noise in noises
        for number in range(each)
    ]


def held(answers, measure):
    """Shares and widths of one measure: n, held, median width, and the oracle's width."""
    rows = np.array([a.bands[measure] for a in answers if measure in a.bands])
    if not len(rows):
        return None
    low, value, high, truth = rows.T
    inside = (low - 1e-9 <= truth) & (truth <= high + 1e-9)
    # An oracle that knows how large errors are: the width that holds 90 % of them.
    oracle = 2 * float(np.quantile(np.abs(value - truth), 0.9))
    return {
        "series": len(rows),
        "held": float(inside.mean()),
        "bias": float(np.median(value - truth)),
        "width": float(np.median(high - low)),
        "oracle": oracle,
    }
