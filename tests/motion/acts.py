"""The movements of the guided tests, with angles that are known, and what each measure then is."""

import numpy as np

from psoascope.tables import entry, table
from tests.motion.actors import Pose
from tests.motion.walkers import SHANK, THIGH, TRUNK

FPS = 30.0


def act(name, person, rng):
    """A pose over time, and the truth of that capture: measure -> value of the tested (near) side.

    `person` is a seed: how somebody does the movement. From one repeat to the next it varies a
    little; the truth of a series is the median over its repeats.
    """
    return _ACTS[name](np.random.default_rng(person), rng)


def _nearly(own, rng, low, high, spread=1.5):
    """A person's own value, and how it comes out this time."""
    return own.uniform(low, high) + rng.normal(0, spread)


def _time(seconds):
    return np.arange(round(seconds * FPS)) / FPS


def _eased(time, start, length):
    """0 before, 1 after, smooth between."""
    share = np.clip((time - start) / length, 0, 1)
    return share * share * (3 - 2 * share)


def _bumps(time, starts, lengths):
    """Up and down again for each start; (T,) 0..1 and the number of the bump."""
    up = np.zeros_like(time)
    for start, length in zip(starts, lengths, strict=True):
        inside = (time >= start) & (time <= start + length)
        up[inside] = np.sin(np.pi * (time[inside] - start) / length) ** 2
    return up


def thomas(own, rng):
    """Lying at a table's end, one thigh hanging."""
    time = _time(rng.uniform(8, 12))
    hang, knee = _nearly(own, rng, -30, 25), _nearly(own, rng, 40, 90)
    thigh = np.stack([90 + hang + 0 * time, 200 + 0 * time], axis=1)
    bend = np.stack([knee + 0 * time, 125 + 0 * time], axis=1)
    trunk = -90.0 + 0 * time
    return Pose(time, trunk, thigh, bend, np.array([0.0, 0.8])), {
        "thomas_thigh": hang,
        "thomas_knee": knee,
    }


def half_kneeling(own, rng):
    """Sinking forward until the hip is stretched, and holding."""
    time = _time(rng.uniform(8, 12))
    end, lean = _nearly(own, rng, -30, 5), _nearly(own, rng, -5, 8)
    into = _eased(time, 0.5, 1.5)
    hip = 10 + (end - 10) * into
    trunk = lean * np.ones_like(time)
    thigh = np.stack([hip - trunk, 80 + 10 * into], axis=1)
    bend = np.stack([90 + 10 * into, 95 + 0 * time], axis=1)
    return Pose(time, trunk, thigh, bend, np.array([0.0, THIGH + 0.1])), {
        "half_kneeling_hip": end,
        "half_kneeling_lean": lean,
    }


def leg_raise(own, rng):
    """A straight leg raised and lowered, lying."""
    reps, peak = 5, own.uniform(35, 85)
    lengths = rng.uniform(2.5, 3.5, reps)
    starts = 1.0 + np.concatenate([[0], np.cumsum(lengths + 0.8)[:-1]])
    time = _time(starts[-1] + lengths[-1] + 1.0)
    heights = peak + rng.normal(0, 2, reps)
    up = sum(_bumps(time, [s], [n]) * h for s, n, h in zip(starts, lengths, heights, strict=True))
    trunk = -90.0 + 0 * time
    thigh = np.stack([90 + up, 90 + 0 * time], axis=1)
    return Pose(time, trunk, thigh, 3 + 0 * thigh, np.array([0.0, 0.15])), {
        "aslr_peak": heights,
        "aslr_knee": 3.0,
    }


def march(own, rng, seconds=20.0, sag=None):
    """Knees lifted in turn."""
    pace = own.uniform(0.8, 1.3)  # lifts of both legs a second
    height, drop = own.uniform(60, 95), own.uniform(0, 20) if sag is None else sag
    time = _time(seconds)
    starts = np.arange(1.0, seconds - 2 / pace - 0.5, 1 / pace)
    starts = starts + rng.normal(0, 0.02, len(starts))
    up = np.zeros((len(time), 2))
    peaks = ([], [])
    for number, start in enumerate(starts):
        leg = number % 2
        tall = height - drop * start / 60 + rng.normal(0, 2)
        up[:, leg] += tall * _bumps(time, [start], [0.95 / pace])
        peaks[leg].append((start + 0.475 / pace, tall))
    trunk = _nearly(own, rng, -3, 6) + 0 * time
    hip = up
    thigh = hip - trunk[:, None]
    right = np.array(peaks[0])
    fit = np.polyfit(right[:, 0] / 60, right[:, 1], 1)
    return Pose(time, trunk, thigh, 5 + 0.9 * up, np.array([0.0, THIGH + SHANK + 0.05])), {
        "march_height": right[:, 1],
        "march_cadence": 120 / float(np.median(np.diff(right[:, 0]))),
        "march_sag": fit[0],
        "march_count": len(right),
        "march_endurance_time": _span(time, hip[:, 0], entry("tests.march_endurance.fall")),
    }


def _span(time, signal, rest):
    """From leaving rest for the first time to coming back for the last."""
    away = time[signal > rest]
    return away[-1] - away[0]


def squat(own, rng, bottom=(70, 110), reps=5, stand=0.0, pause=1.0):
    """Down and up."""
    lengths = rng.uniform(1.8, 2.6, reps)
    starts = 1.0 + np.concatenate([[0], np.cumsum(lengths + pause)[:-1]])
    time = _time(starts[-1] + lengths[-1] + 1.0)
    deep = own.uniform(*bottom) + rng.normal(0, 2, reps)
    lean, knee = own.uniform(20, 45), own.uniform(70, 115)
    one = sum(_bumps(time, [s], [n]) * h for s, n, h in zip(starts, lengths, deep, strict=True))
    share = one / deep.mean()
    trunk = stand + lean * share
    thigh = (one - lean * share)[:, None] * np.ones(2)
    bend = (knee * share)[:, None] * np.ones(2)
    shank = np.radians(thigh[:, 0] - bend[:, 0])
    height = THIGH * np.cos(np.radians(thigh[:, 0])) + SHANK * np.cos(shank) + 0.05
    back = -THIGH * np.sin(np.radians(thigh[:, 0])) - SHANK * np.sin(shank)
    return Pose(time, trunk, thigh, bend, np.stack([back, height], axis=1)), {
        "squat_hip": deep + stand,
        "squat_knee": knee * deep / deep.mean(),
        "squat_lean": lean * deep / deep.mean() + stand,
        "squat_count": reps,
    }


def sit_to_stand(own, rng):
    """Five times up from a chair, and down again."""
    reps, lean = 5, own.uniform(25, 45)
    length = own.uniform(2.2, 3.0)
    starts = 1.0 + np.arange(reps) * (length + 0.8) + rng.normal(0, 0.05, reps)
    time = _time(starts[-1] + length + 1.2)
    up = sum(_bumps(time, [s], [length]) for s in starts)
    # The trunk leans forward on the way up and on the way down.
    leans = lean + rng.normal(0, 2, reps)
    pairs = zip(starts, leans, strict=True)
    lent = sum(np.sin(np.pi * _bumps(time, [s], [length])) * a for s, a in pairs)
    thigh = (88 * (1 - up))[:, None] * np.ones(2)
    knee = (90 * (1 - up))[:, None] * np.ones(2)
    shank = np.radians(thigh[:, 0] - knee[:, 0])
    height = THIGH * np.cos(np.radians(thigh[:, 0])) + SHANK * np.cos(shank) + 0.05
    back = -THIGH * np.sin(np.radians(thigh[:, 0])) - SHANK * np.sin(shank)
    lift = (height - height[0]) / TRUNK
    return Pose(time, lent, thigh, knee, np.stack([back, height], axis=1)), {
        "sit_to_stand_time": _span(time, lift, entry("tests.sit_to_stand_5.fall")),
        "sit_to_stand_count": reps,
        "sit_to_stand_lean": leans,
    }


def sit_up(own, rng, most=(55, 85)):
    """From lying to sitting and back."""
    reps, top = 5, own.uniform(*most)
    lengths = rng.uniform(2.0, 3.0, reps)
    starts = 1.0 + np.concatenate([[0], np.cumsum(lengths + 1.0)[:-1]])
    time = _time(starts[-1] + lengths[-1] + 1.0)
    heights = top + rng.normal(0, 2, reps)
    up = sum(_bumps(time, [s], [n]) * h for s, n, h in zip(starts, lengths, heights, strict=True))
    trunk = -90.0 + up
    thigh = np.full((len(time), 2), 135.0)
    return Pose(time, trunk, thigh, 85.0 + 0 * thigh, np.array([0.0, 0.15])), {
        "situp_lean": heights,
        "situp_count": reps,
        "curlup_lean": heights,
        "curlup_count": reps,
    }


def bridge(own, rng):
    """Hips lifted, held, lowered: shoulders on the floor, shanks nearly upright."""
    time = _time(_nearly(own, rng, 12, 16, 0.5))
    up = _eased(time, 1.5, 1.2) * (1 - _eased(time, time[-1] - 2.5, 1.2))
    lift = up * _nearly(own, rng, 18, 34)
    shank = np.radians(own.uniform(-12, 12))
    height = 0.05 + TRUNK * np.sin(np.radians(lift))
    thigh = np.degrees(np.arccos((height - 0.05 - SHANK * np.cos(shank)) / THIGH))
    trunk = -90.0 - lift
    both = np.ones((len(time), 2))
    knee = (thigh - np.degrees(shank))[:, None] * both
    return Pose(time, trunk, thigh[:, None] * both, knee, np.stack([0 * time, height], axis=1)), {
        "bridge_hip": float((thigh + trunk)[np.argmax(up)]),
        "bridge_hold": _span(time, (height - height[0]) / TRUNK, entry("tests.bridge.fall")),
    }


def gait(own, rng, running=False):
    """Strides: walks go through the picture or stay on a treadmill, runs stay on one."""
    rate, front, behind = _RUN if running else _WALK
    stride = _nearly(own, rng, *rate, 0.01)
    time = _time(4.0)
    phase = 2 * np.pi * stride * time + rng.uniform(0, 6)
    high, low = _nearly(own, rng, *front), _nearly(own, rng, *behind)
    wave = np.stack([np.sin(phase), np.sin(phase + np.pi)], axis=1)
    hip = (high + low) / 2 + (high - low) / 2 * wave
    trunk = _nearly(own, rng, 0, 8) + 0 * time
    swing = np.stack([np.cos(phase), np.cos(phase + np.pi)], axis=1)
    bend = 5 + 55 * np.clip(swing, 0, 1) ** 2
    treadmill = running or own.uniform() < 0.5
    ahead = (0.0 if treadmill else own.uniform(1.0, 1.5)) * (time - time[-1] / 2)
    place = np.stack([ahead, THIGH + SHANK + 0.03 + 0 * time], axis=1)
    return Pose(time, trunk, hip - trunk[:, None], bend, place), {
        "hip_flexion_max": high,
        "hip_flexion_min": low,
        "hip_flexion_range": high - low,
        "walking_cadence": 120 * stride,
        "running_cadence": 120 * stride,
        "walking_stride_time": 1 / stride,
    }


_WALK = (0.8, 1.05), (20, 38), (-22, 2)  # strides a second, most in front, most behind
_RUN = (1.3, 1.5), (30, 60), (-25, -5)


def sitting(own, rng):
    """Minutes on a chair, shifting now and then (here a minute)."""
    time = _time(125.0)
    lean = _nearly(own, rng, -25, 20)
    shift = sum(rng.normal(0, 3) * _eased(time, start, 1.0) for start in np.arange(20, 120, 31.0))
    trunk = lean + shift
    thigh = np.full((len(time), 2), _nearly(own, rng, 80, 95))
    return Pose(time, trunk, thigh, 90 + 0 * thigh, np.array([0.0, 0.5])), {
        "sitting_lean": float(trunk.mean()),
        "sitting_hip": float((trunk + thigh[:, 0]).mean()),
    }


_ACTS = {
    "modified_thomas": thomas,
    "half_kneeling_extension": half_kneeling,
    "active_straight_leg_raise": leg_raise,
    "standing_march": march,
    "march_endurance": lambda own, rng: march(own, rng, seconds=30.0),
    "bridge": bridge,
    "sit_to_stand_5": sit_to_stand,
    "sit_up": sit_up,
    "curl_up": lambda own, rng: sit_up(own, rng, most=(25, 40)),
    "squat": squat,
    "walking": gait,
    "running": lambda own, rng: gait(own, rng, running=True),
    "sitting_posture": sitting,
}


def acted():
    """Tests that are filmed."""
    return [name for name, row in table("tests").items() if row["entry"] == "capture"]


def true_of(measure, truth):
    """The truth of a measure in one capture, from what the act says of itself."""
    return float(np.median(truth[measure]))
