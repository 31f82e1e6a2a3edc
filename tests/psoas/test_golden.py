"""Postures whose muscle every implementation must give."""

import json
from pathlib import Path

import numpy as np
import pytest

from psoascope import psoas

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "psoas.json").read_text("utf-8"))


def test_there_are_twelve_golden_postures():
    assert len({case["name"] for case in GOLDEN["cases"]}) == 12


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["name"])
def test_the_muscle_of_a_golden_posture_is_as_recorded(case):
    found = psoas.state(case["lumbar"], case["hip_right"], case["hip_left"])
    for name in ("length", "whole_length", "hip_arm", "lumbar_arm_packed"):
        # 1e-11 m: the record keeps 12 decimals.
        np.testing.assert_allclose(getattr(found, name), case[name], rtol=0, atol=1e-11)
