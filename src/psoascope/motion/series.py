"""A guided test over its repeats: medians, with bands from drawing all stated errors many times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from psoascope.arrays import Array, radians
from psoascope.motion.camera import unturned
from psoascope.motion.posing import ANGLES, SEGMENTS
from psoascope.motion.readings import Reading
from psoascope.motion.sagittal import SIDES
from psoascope.motion.trial import Neutral, Trial, movement_test
from psoascope.quantity import Kind, Quantity
from psoascope.tables import entry

KIND: Kind = "coverage"
_ENOUGH = 3  # units that tell their own spread
_SEED = 20  # any fixed number: the same captures give the same band
_TURNED = np.array([1.0, 1.0, -1.0])  # a tilted camera adds to thigh and shank, takes from trunk


def series(
    trials: Sequence[Trial], name: str, still: Neutral | None = None, plumbed: bool = False
) -> dict[str, dict[str, Quantity]]:
    """Result of a test's repeats.

    Parameters
    ----------
    trials : sequence of Trial
        At least one, of the same test, person and camera.
    name : str
        Entry of data/tests.toml.
    still : Neutral, optional
        Its segments count as 0, which takes away what is constant in a person and a camera.
    plumbed : bool
        A plumb line was read, so the camera's tilt is known.

    Returns
    -------
    dict of str to dict of str to Quantity
        By side, then by measure; a measure that no repeat shows is absent. Bands of kind
        `coverage`: spread of repetitions and repeats, and the errors of
        data/capture_errors.toml, all drawn independently.
    """
    test = movement_test(name)
    draws = _Draws.of(trials, still, plumbed)
    return {
        side: {
            key: found
            for key, measure in test["measure"].items()
            if (found := _measured(trials, side, key, measure, draws)) is not None
        }
        for side in trials[0].readings
    }


@dataclass(frozen=True)
class _Draws:
    """Errors of one series, drawn (D) times: the same for every measure."""

    rng: np.random.Generator
    count: int
    person: Array  # (D, 2, 3) rad: carried along by the body, two parts a quarter turn apart
    offset: Array  # (D, 3) rad: of the neutral stance, or of the camera's tilt
    calibrated: bool
    posture: Array  # (D, 2, 3) rad: of the posture measured, of the one it is measured against
    capture: Array  # (D, R, 3) rad
    yaw: Array  # (D, R) rad
    still: Array  # (2, 3) rad

    @classmethod
    def of(cls, trials: Sequence[Trial], still: Neutral | None, plumbed: bool) -> "_Draws":
        rng, count = np.random.default_rng(_SEED), int(entry("capture_errors.draws.value"))
        markers = trials[0].markers
        row = entry(f"capture_errors.segment{'_markers' if markers else ''}")
        whole = radians([row[segment] for segment in SEGMENTS])
        share = entry("capture_errors.share")

        def part(key: str, *shape: int) -> Array:
            spread: Array = whole * np.sqrt(share[key])
            return rng.normal(size=(count, *shape, 3)) * spread

        if still is None:
            roll = entry(f"capture_errors.roll_{'plumbed' if plumbed else 'unknown'}.value")
            offset = (0.0 if markers else radians(roll)) * rng.normal(size=(count, 1)) * _TURNED
            zero = np.zeros((2, 3))
        else:
            stance = radians(entry("capture_errors.stance.value"))
            offset = part("posture") + part("capture") + stance * rng.normal(size=(count, 3))
            # A leg that was hidden while standing takes the other one's.
            zero = np.where(np.isfinite(still.segments), still.segments, still.segments[::-1])
        seen = [trial.yaw for trial in trials] + ([still.yaw] if still else [])
        yaw = np.median(seen) + entry("capture_errors.yaw.value") * rng.normal(
            size=(count, len(trials))
        )
        turned = np.zeros_like(yaw) if markers else radians(np.clip(np.abs(yaw), 0, 45))
        return cls(
            rng=rng,
            count=count,
            person=part("person", 2),
            offset=offset,
            calibrated=still is not None,
            posture=part("posture", 2),
            capture=part("capture", len(trials)),
            yaw=turned,
            still=zero,
        )

    def carried(self, segments: Array) -> Array:
        """What the body carries along of a person's error in a posture (3,) rad, (D, 3)."""
        thigh, shank, trunk = segments
        turn = np.array([thigh + trunk, thigh - shank, 0.0])
        return np.asarray(self.person[:, 0] * np.cos(turn) + self.person[:, 1] * np.sin(turn))


def _measured(
    trials: Sequence[Trial], side: str, key: str, measure: Mapping[str, Any], draws: _Draws
) -> Quantity | None:
    still = draws.still[SIDES.index(side)]
    readings = [trial.readings[side][key] for trial in trials if side in trial.readings]
    kept = [(number, one) for number, one in enumerate(readings) if one.found]
    if not kept:
        return None
    weights = np.array(ANGLES.get(measure["signal"], (0.0, 0.0, 0.0)))
    many = np.stack([_resampled(one, n, draws, still, weights) for n, one in kept], axis=1)
    best = [_best(one, n, draws, still, weights) for n, one in kept]
    many = many + _between(np.array(best), many, draws)
    many = many + np.stack([_errors(one, n, draws, still, weights) for n, one in kept], axis=1)
    sign, offset = measure.get("sign", 1), measure.get("offset", 0.0)
    value = sign * float(np.median(best)) + offset
    tail = 50 * (1 - entry("capture_errors.draws.holds"))
    low, high = np.percentile(sign * np.median(many, axis=1) + offset, [tail, 100 - tail])
    unsure = max(one.unsure for _, one in kept)
    unit = entry(f"quantities.{key}.unit")
    return Quantity(value, min(float(low), value) - unsure, max(float(high), value), unit, KIND)


def _between(best: Array, many: Array, draws: _Draws) -> Array:
    """How captures differ beyond what their own units tell, (D, R)."""
    if len(best) < 2:
        return np.zeros_like(many)
    more = max(0.0, float(np.var(best, ddof=1)) - float(np.mean(np.var(many, axis=0))))
    return np.asarray(np.sqrt(more) * draws.rng.normal(size=many.shape))


def _best(one: Reading, number: int, draws: _Draws, still: Array, weights: Array) -> float:
    if one.postures is None:
        return float(np.median(one.values))
    yaw = np.array(np.median(draws.yaw[:, number]))
    return float(np.median(_angle(one.postures, yaw, still, weights)))


def _angle(postures: Array, yaw: Array, still: Array, weights: Array) -> Array:
    """Signal (..., U), deg, of postures (U, 2, 3) seen from a yaw, against a neutral stance."""
    turned = unturned(postures - still, yaw)
    return np.asarray(np.degrees((turned[..., 0, :] - _reference(turned, postures)) @ weights))


def _reference(turned: Array, postures: Array) -> Array:
    """The posture measured against; zeros there mean none, not segments that hang straight."""
    none = ~np.any(postures[:, 1], axis=-1)
    return np.where(none[:, None], 0.0, turned[..., 1, :])


def _errors(one: Reading, number: int, draws: _Draws, still: Array, weights: Array) -> Array:
    """Error of a value in each draw (D,); between two postures what is constant cancels."""
    if one.postures is None:
        return one.noise * draws.rng.normal(size=draws.count)
    there, before = np.median(one.postures, axis=0)
    error = draws.posture[:, 0] + draws.carried(there - still)
    if np.any(before):
        error = error - draws.posture[:, 1] - draws.carried(before - still)
    else:
        error = error + draws.offset + draws.capture[:, number]
        if draws.calibrated:
            error = error - draws.person[:, 0]
    return np.degrees(error @ weights)


def _resampled(one: Reading, number: int, draws: _Draws, still: Array, weights: Array) -> Array:
    """Median of a capture's units in each draw (D,), units drawn anew each time."""
    if one.postures is None:
        units = np.broadcast_to(one.values, (draws.count, len(one.values)))
    else:
        yaw = draws.yaw[:, number, None, None, None]
        units = _angle(one.postures, yaw, still, weights)
    count = units.shape[1]
    chosen = draws.rng.integers(count, size=units.shape)
    middle: Array = np.median(np.take_along_axis(units, chosen, axis=1), axis=1)
    if count > 1:
        # Few units drawn anew spread less than new ones would.
        centre = np.median(middle)
        middle = centre + (middle - centre) * np.sqrt(count / (count - 1))
    if one.postures is not None and count < _ENOUGH:
        spread = entry("capture_errors.unit_spread.value") / np.sqrt(count)
        middle = middle + spread * draws.rng.normal(size=draws.count)
    return middle
