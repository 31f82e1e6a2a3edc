"""From points to the psoas, in one call."""

import numpy as np
import pytest

from psoascope.errors import CaptureRefused, RangeError
from psoascope.pipeline import Options, analyse
from tests.motion.walkers import Walk, filmed


def test_the_band_holds_the_true_peaks():
    walk = Walk(seconds=8.0, speed=0.6, front=29.0, behind=-13.0)
    leg = analyse(filmed(walk, noise=3.0)).legs["right"].quantities
    assert leg["hip_flexion_max"].low < 29.0 < leg["hip_flexion_max"].high
    assert leg["hip_flexion_min"].low < -13.0 < leg["hip_flexion_min"].high
    assert leg["hip_flexion_range"].low < 42.0 < leg["hip_flexion_range"].high
    assert leg["trunk_lean_mean"].value == pytest.approx(4.0, abs=0.5)


def test_the_psoas_is_longest_with_the_thigh_behind_and_shortest_in_front():
    leg = analyse(filmed(Walk(seconds=8.0, speed=0.6))).legs["right"]
    assert leg.quantities["psoas_change_max"].value > 0 > leg.quantities["psoas_change_min"].value
    length, hip = leg.psoas_length.value, leg.hip_flexion.value
    assert np.corrcoef(length, hip)[0, 1] < -0.95


def test_a_taller_person_has_a_longer_psoas_and_the_same_change():
    short, tall = (analyse(filmed(Walk()), Options(height=h)).legs["left"] for h in (1.55, 1.86))
    ratio = tall.quantities["psoas_length_max"].value / short.quantities["psoas_length_max"].value
    assert ratio == pytest.approx(1.86 / 1.55)
    assert tall.quantities["psoas_change_max"].value == pytest.approx(
        short.quantities["psoas_change_max"].value
    )


def test_every_curve_has_its_gaps_where_frames_were_refused():
    film = filmed(Walk())
    film.visibility[60:80] = 0.1
    leg = analyse(film, Options(side="right")).legs["right"]
    for curve in (leg.hip_flexion, leg.psoas_length, leg.psoas_change):
        assert np.isnan(curve.value[62:78]).all()
        assert np.isnan(curve.low[62:78]).all()


def test_the_asked_side_is_reported():
    assert analyse(filmed(Walk(speed=-1.0)), Options(side="right")).side == "right"
    assert analyse(filmed(Walk(speed=-1.0))).side == "left"


def test_a_height_in_centimetres_is_refused():
    with pytest.raises(RangeError, match="170"):
        analyse(filmed(Walk()), Options(height=170.0))


def test_a_recording_of_nobody_is_refused_with_the_cure():
    film = filmed(Walk())
    film.points[:] = np.nan
    film.visibility[:] = np.nan
    with pytest.raises(CaptureRefused, match=r"Nobody was found. Film one person"):
        analyse(film)
