"""Do the bands hold the truth? Walks of known angles, filmed by poor cameras, many times."""

import numpy as np

from psoascope.pipeline import analyse
from psoascope.psoas import Person, state
from psoascope.psoas.sharing import shared
from tests.motion.walkers import Walk, changed, filmed

OFFSET_DEG = 6.0  # root mean square of the constant part of the stated error of 6.5


def share_held(walks, seed):
    """Share of simulated captures in which the band holds the truth.

    Each capture has its own walk, noise of the points, camera yaw within 20 degrees, a constant
    offset of the trunk's direction (the pose model's bias, normal, so that the angle's error is
    as stated), and its own true split between hip and lumbar spine, anywhere in the stated range.

    Parameters
    ----------
    walks, seed : int

    Returns
    -------
    dict of str to float
        By quantity, 0..1.
    """
    rng = np.random.default_rng(seed)
    names = (
        "hip_flexion_max",
        "hip_flexion_min",
        "hip_flexion_range",
        "psoas_change_max",
        "psoas_change_min",
    )
    held = dict.fromkeys(names, 0)
    for number in range(walks):
        walk = Walk(
            seconds=6.0,
            speed=0.8,
            front=rng.uniform(15, 40),
            behind=-rng.uniform(0, 25),
            lean=rng.uniform(-4, 8),
            yaw=rng.uniform(-20, 20),
        )
        bias = rng.normal(0, OFFSET_DEG)
        film = filmed(walk, noise=rng.uniform(0.5, 2.0), seed=number)
        film = changed(film, points=_tilted_trunk(film, bias))
        found = analyse(film).legs["right"].quantities
        truth = _truth(walk, rng.uniform(0.0, 0.4))
        for name in names:
            held[name] += found[name].low <= truth[name] <= found[name].high
    return {name: count / walks for name, count in held.items()}


def _tilted_trunk(film, bias):
    """Shoulders turned about the hips, as a pose model with a bias places them."""
    points = film.points.copy()
    turn = np.radians(bias)
    for side in ("left", "right"):
        shoulder = film.names.index(f"{side}_shoulder")
        hip = film.names.index(f"{side}_hip")
        across, down = (points[:, shoulder] - points[:, hip]).T
        points[:, shoulder, 0] = points[:, hip, 0] + across * np.cos(turn) - down * np.sin(turn)
        points[:, shoulder, 1] = points[:, hip, 1] + across * np.sin(turn) + down * np.cos(turn)
    return points


def _truth(walk, share):
    front, behind = walk.front, walk.behind
    standing, *lengths = (_length(angle, share) for angle in (0.0, front, behind))
    return {
        "hip_flexion_max": front,
        "hip_flexion_min": behind,
        "hip_flexion_range": front - behind,
        "psoas_change_min": 100 * (lengths[0] / standing - 1),
        "psoas_change_max": 100 * (lengths[1] / standing - 1),
    }


def _length(angle_deg, share):
    """Whole psoas with a share of the angle in the lumbar spine."""
    angle = np.radians(angle_deg)
    lumbar = shared([-share * angle, 0.0, 0.0])
    hip = np.array([(1 - share) * angle, 0.0, 0.0])
    return float(state(lumbar, hip, hip, person=Person(1.70)).whole_length[0])
