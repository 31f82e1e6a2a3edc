"""How few frames a second guided tests manage with: filmed known answers, thinned."""

from dataclasses import replace

import numpy as np
import pytest

from psoascope import tables
from psoascope.errors import CaptureRefused
from psoascope.motion.motion import motion
from tests.motion import series_coverage as known
from tests.motion.actors import Film, filmed, standing

STEP = 3  # of 30 frames a second


@pytest.fixture
def thinned(monkeypatch):
    def film(*given, **more):
        one = filmed(*given, **more)
        shown = {name: getattr(one, name)[::STEP] for name in ("time", "points", "visibility")}
        return replace(one, **shown)

    monkeypatch.setattr(known, "filmed", film)


@pytest.mark.usefixtures("thinned")
@pytest.mark.parametrize("name", ["walking", "squat", "standing_march"])
def test_bands_hold_at_the_least_rate(name):
    assert tables.entry("tests_rules.least_rate")[tables.entry(f"tests.{name}.kind")] == 30 / STEP
    answers = [known.answered(name, 10.0, 0.01, [11, number]) for number in range(6)]
    bands = [one for answer in answers for one in answer.bands.values()]
    held = [low - 1e-9 <= truth <= high + 1e-9 for low, _, high, truth in bands]
    assert len(bands) >= 12
    assert sum(held) >= 0.88 * len(held)


def test_fewer_are_refused_with_what_is_needed():
    generator = np.random.default_rng(3)
    one = filmed(standing(generator), Film(), np.zeros((12, 2)), generator)
    slow = replace(one, time=one.time[::4], points=one.points[::4], visibility=one.visibility[::4])
    with pytest.raises(CaptureRefused, match="at least 10"):
        motion(slow, least_rate=10)
    assert motion(slow, least_rate=5).used.any()
