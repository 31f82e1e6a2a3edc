"""Proofs of lengths and arms: against MuJoCo, OpenSim, their own slopes and the NumPy reference."""

from typing import Any

import numpy as np

from psoascope import psoas
from psoascope.psoas.anatomy import anatomy
from psoascope.psoas.hip import hip_crossing
from psoascope.psoas.layout import STATE_ROWS

POSTURES = 10_000
STEP = 1e-5
NEAR = 1e-4
"""Angle from lift-off, rad, within which a central difference sees two different curves."""


def mujoco() -> dict[str, Any]:
    """Largest differences over 10,000 random postures: from MuJoCo, from -dL/dq, from NumPy."""
    from tests.psoas.test_engines import mujoco_figures, our_figures, random_angles

    from psoascope.psoas.engines import mujoco_model

    angles = random_angles(POSTURES, seed=2024)
    length, arm = our_figures(angles)
    theirs, their_arms = mujoco_figures(mujoco_model(), angles)
    slope, counted = _slopes(angles)
    off = np.where(counted, np.abs(arm + slope), 0.0)
    return {
        "postures": POSTURES,
        "length_mm": _mm(length - theirs),
        "lumbar_arm_mm": _mm((arm - their_arms)[..., :15]),
        "hip_arm_mm": _mm((arm - their_arms)[..., 15:]),
        "arm_against_slope_mm": 1e3 * float(off.max()),
        "slopes_left_out_near_lift_off": int((~counted).any(axis=(1, 2)).sum()),
        "kernel_against_numpy_mm": _against_reference(angles),
        "left_against_mirrored_right_mm": _mirrored(angles),
        "batch_against_one_by_one_mm": _one_by_one(angles[:500]),
    }


def _parts(angles: Any) -> tuple[Any, Any, Any]:
    return angles[:, :15].reshape(-1, 5, 3), angles[:, 15:18], angles[:, 18:]


def _slopes(angles: Any) -> tuple[Any, Any]:
    """Central differences dL/dq (N, 24, 21), m, and which of them are away from lift-off."""
    slope = np.zeros((len(angles), 24, 21))
    for column in range(21):
        ends = []
        for sign in (1.0, -1.0):
            moved = angles.copy()
            moved[:, column] += sign * STEP
            found = psoas.state(*_parts(moved))
            ends.append(np.concatenate([found.length, found.iliacus_length], axis=1))
        slope[..., column] = (ends[0] - ends[1]) / (2 * STEP)
    counted = np.ones(slope.shape, dtype=bool)
    rows = [np.r_[0:11, 22], np.r_[11:22, 23]]
    for side in range(2):
        hip = angles[:, 15 + 3 * side : 18 + 3 * side]
        for row, crossing in ((rows[side][:-1], "psoas"), (rows[side][-1:], "iliacus")):
            close = _near_lift_off(hip, crossing)
            counted[np.ix_(close, row)] = False
    return slope, counted


def _near_lift_off(hip: Any, name: str) -> Any:
    """Rows (n,) of postures in which a small turn makes the muscle touch or leave the brim."""
    body = anatomy()

    def touching(turn: Any) -> Any:
        return hip_crossing(hip + turn, body, getattr(body, name)).wrap_angle > 0

    turns = NEAR * np.concatenate([np.eye(3), -np.eye(3)])
    return np.flatnonzero(np.any([touching(turn) != touching(0.0) for turn in turns], axis=0))


def _against_reference(angles: Any) -> float:
    """Largest difference of any length or arm between the kernel and the NumPy reference, mm."""
    from psoascope.psoas.reference import reference

    lumbar, right, left = _parts(angles)
    ours = psoas.state(lumbar, right, left).rows[:STATE_ROWS].T
    asked = reference(lumbar, np.stack([right, left], axis=1), anatomy())
    return _mm(ours - np.concatenate([part.reshape(len(angles), -1) for part in asked], axis=1))


def _mirrored(angles: Any) -> float:
    lumbar, right, left = _parts(angles)
    seen = psoas.state(lumbar, right, left)
    mirrored = psoas.state(lumbar * [1.0, -1.0, -1.0], left, right)
    lengths = _mm(mirrored.length[:, 11:] - seen.length[:, :11])
    return max(lengths, _mm(mirrored.hip_arm[:, 1] - seen.hip_arm[:, 0]))


def _one_by_one(angles: Any) -> float:
    many = psoas.state(*_parts(angles)).rows.T
    each = [psoas.state(*(part[0] for part in _parts(one[None]))).rows[:, 0] for one in angles]
    return _mm(many - np.array(each))


def opensim() -> dict[str, Any]:
    """Largest differences from OpenSim: 500 random postures, and -20 to 110 degrees of flexion."""
    from tests.psoas.opensim_model import compared

    ours, length, lumbar, hips = compared(500, seed=46)
    rows = np.arange(0, 22, 5)
    hip = 1e3 * np.abs(ours.hip_arm[:, rows // 11] - hips[:, rows]).max(axis=(0, 1))
    return {
        "postures": 500,
        "length_mm": _mm(ours.length - length),
        "lumbar_arm_mm": _mm(ours.lumbar_arm - lumbar),
        "hip_flexion_arm_mm": float(hip[0]),
        "hip_adduction_arm_mm": float(hip[1]),
        "hip_rotation_arm_mm": float(hip[2]),
        **_opensim_sweep(),
    }


def _opensim_sweep() -> dict[str, float]:
    """Both hips flexed together in steps of one degree, the rest as in standing."""
    from tests.psoas.opensim_model import Referee

    from psoascope.psoas.columns import LEFT_COLUMNS, RIGHT_COLUMNS

    judge = Referee()
    flexion = np.radians(np.arange(-20.0, 111.0))
    hip = np.stack([flexion, 0 * flexion, 0 * flexion], axis=-1)
    ours = psoas.state(np.zeros((5, 3)), hip, hip)
    length = np.zeros((len(hip), 22))
    arm = np.zeros((len(hip), 2, 3))
    for row, angle in enumerate(flexion):
        judge.pose({RIGHT_COLUMNS[0]: float(angle), LEFT_COLUMNS[0]: float(angle)})
        length[row] = [judge.length(number) for number in range(22)]
        for side, names in enumerate((RIGHT_COLUMNS, LEFT_COLUMNS)):
            arm[row, side] = [judge.arm(11 * side, name) for name in names]
    gap = 1e3 * np.abs(ours.hip_arm - arm).max(axis=(0, 1))
    return {
        "sweep_postures": len(hip),
        "sweep_length_mm": _mm(ours.length - length),
        "sweep_flexion_arm_mm": float(gap[0]),
        "sweep_adduction_arm_mm": float(gap[1]),
        "sweep_rotation_arm_mm": float(gap[2]),
    }


def _mm(gap: Any) -> float:
    return 1e3 * float(np.abs(gap).max())
