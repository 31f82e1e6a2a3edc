"""Postures whose muscle every implementation must give."""

import json
from pathlib import Path

import numpy as np
import pytest

from psoascope import psoas
from psoascope.psoas.bodies import bodies
from psoascope.psoas.names import FASCICLES_OF_A_SIDE
from psoascope.psoas.paths import paths

FOLDER = Path(__file__).parents[1] / "golden"
GOLDEN = json.loads((FOLDER / "psoas.json").read_text("utf-8"))
PATHS = json.loads((FOLDER / "psoas_paths.json").read_text("utf-8"))
BOTH = list(zip(GOLDEN["cases"], PATHS["cases"], strict=True))
# 6e-8 m: the record keeps 7 decimals.
ROUNDED = {"rtol": 0, "atol": 6e-8}


def test_there_are_twelve_golden_postures():
    assert len({case["name"] for case in GOLDEN["cases"]}) == 12


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["name"])
def test_the_muscle_of_a_golden_posture_is_as_recorded(case):
    found = psoas.state(case["lumbar"], case["hip_right"], case["hip_left"])
    for name in ("length", "whole_length", "hip_arm", "lumbar_arm_packed"):
        # 1e-11 m: the record keeps 12 decimals.
        np.testing.assert_allclose(getattr(found, name), case[name], rtol=0, atol=1e-11)


@pytest.mark.parametrize(("posture", "case"), BOTH, ids=lambda case: case["name"])
def test_the_courses_of_a_golden_posture_are_as_recorded(posture, case):
    assert posture["name"] == case["name"]
    angles = posture["lumbar"], posture["hip_right"], posture["hip_left"]
    course, muscle = paths(*angles).points, psoas.state(*angles)
    left = len(FASCICLES_OF_A_SIDE)
    np.testing.assert_allclose(course[:22, 0], case["origins"], **ROUNDED)
    np.testing.assert_allclose(course[[0, left], 1:], case["below_brim"], **ROUNDED)
    np.testing.assert_allclose(course[22:], case["iliacus"], **ROUNDED)
    np.testing.assert_allclose(muscle.iliacus_length, case["iliacus_length"], **ROUNDED)
    np.testing.assert_allclose(muscle.iliacus_arm, case["iliacus_arm"], **ROUNDED)


@pytest.mark.parametrize(("posture", "case"), BOTH, ids=lambda case: case["name"])
def test_the_bones_of_a_golden_posture_stand_as_recorded(posture, case):
    found = bodies(posture["lumbar"], posture["hip_right"], posture["hip_left"])
    assert set(found) == set(case["bodies"])
    for body, place in found.items():
        here = [*np.swapaxes(place.turn, -1, -2), place.origin]
        np.testing.assert_allclose(here, case["bodies"][body], err_msg=body, **ROUNDED)
