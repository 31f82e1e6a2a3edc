"""How hard the fascicles pull: what a physiotherapist expects, and OpenSim's own answer."""

import numpy as np
import pytest

from psoascope import psoas
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas import curves
from psoascope.psoas.architecture import architecture, variants
from psoascope.psoas.force import muscle_force

STILL = np.zeros((5, 3))


def lengths(*flexion_deg):
    """Lengths (N, 22), m, with both hips bent by these angles, spine as in standing."""
    hip = np.zeros((len(flexion_deg), 3))
    hip[:, 0] = np.radians(flexion_deg)
    return psoas.state(STILL, hip, hip).length


def some_lengths(count, seed=31):
    rng = np.random.default_rng(seed)
    muscle = architecture()
    stretch = rng.uniform(0.45, 1.55, (count, 22))
    speed = rng.uniform(-6.0, 6.0, (count, 22)) * muscle.optimal_fibre
    effort = rng.uniform(0.03, 0.97, (count, 22))
    return muscle.tendon_slack + stretch * muscle.optimal_fibre, speed, effort


def test_a_stretched_muscle_pulls_without_being_active():
    relaxed = muscle_force(lengths(-17.0))
    assert np.all(relaxed.active == 0)
    assert np.all(relaxed.passive > 0)
    np.testing.assert_array_equal(relaxed.tension, relaxed.passive)


def test_the_passive_pull_grows_when_the_hip_goes_back_and_fades_when_it_bends():
    pull = muscle_force(lengths(-21.0, -9.0, 0.0, 37.0, 93.0)).tension
    assert np.all(np.diff(pull, axis=0) < 0)


@pytest.mark.parametrize("muscle", variants(), ids=lambda muscle: muscle.name)
def test_more_effort_pulls_harder_in_every_architecture(muscle):
    tension = [
        muscle_force(lengths(13.0), activation=effort, architecture=muscle).tension
        for effort in (0.0, 0.27, 0.64, 1.0)
    ]
    assert np.all(np.diff(np.stack(tension), axis=0) > 0)


def test_a_longer_fibre_set_carries_the_stretch_more_softly():
    by_name = {muscle.name: muscle for muscle in variants()}
    long, short = by_name["lfb_strong"], by_name["thoracolumbar"]
    # At the upper lumbar origins the first set has the longer fibres, and the muscles as wholes
    # are equally strong.
    upper = slice(0, 4)
    assert np.all(long.optimal_fibre[upper] > short.optimal_fibre[upper])
    pulled = [
        np.diff(muscle_force(lengths(0.0, -19.0)[::-1], architecture=muscle).fibre_length, axis=0)
        for muscle in (long, short)
    ]
    assert np.all(np.abs(pulled[0][0, upper]) < np.abs(pulled[1][0, upper]))


def test_a_muscle_that_shortens_fast_pulls_less_than_one_that_holds():
    path = lengths(24.0)
    held, fast, yielding = (
        muscle_force(path, np.full(22, speed), 0.71).tension for speed in (0.0, -0.23, 0.19)
    )
    assert np.all(fast < held)
    assert np.all(held < yielding)


def test_a_path_shorter_than_its_tendon_has_no_pull():
    slack = 0.93 * architecture().tendon_slack
    for tendon in ("rigid", "elastic"):
        # 1e-9 N: an elastic tendon at rest length is found by search.
        assert np.all(muscle_force(slack, activation=1.0, tendon=tendon).tension < 1e-9)


def test_an_elastic_tendon_pulls_exactly_as_hard_as_its_fibres():
    path, speed, effort = some_lengths(41)
    muscle = architecture()
    force = muscle_force(path, speed, effort, tendon="elastic")
    cosine = np.sqrt(1 - (np.sin(muscle.pennation) / force.fibre_length) ** 2)
    tendon = path - force.fibre_length * cosine * muscle.optimal_fibre
    carried = muscle.max_force * curves.tendon_by_length(tendon / muscle.tendon_slack)
    # 1e-9 of maximum force: the search ends at 1e-12, the tendon is 40 times as steep.
    assert np.abs((carried - force.tension) / muscle.max_force).max() < 1e-9


def test_an_elastic_tendon_leaves_the_fibre_shorter():
    path, _, effort = some_lengths(17)
    rigid = muscle_force(path, None, effort)
    elastic = muscle_force(path, None, effort, tendon="elastic")
    assert np.all(elastic.fibre_length < rigid.fibre_length)


def test_many_postures_at_once_equal_one_by_one():
    path, speed, effort = some_lengths(9)
    for tendon in ("rigid", "elastic"):
        batch = muscle_force(path.reshape(3, 3, 22), speed.reshape(3, 3, 22), 0.58, tendon=tendon)
        assert batch.tension.shape == (3, 3, 22)
        for row in range(9):
            one = muscle_force(path[row], speed[row], 0.58, tendon=tendon).tension
            # 1e-8 N: the search of a whole batch ends with its slowest member.
            np.testing.assert_allclose(batch.tension.reshape(9, 22)[row], one, atol=1e-8)
    alone = muscle_force(path, None, effort[:, 0])
    assert alone.tension[4, 7] == muscle_force(path[4], None, effort[4, 0]).tension[7]


def test_a_missing_length_or_effort_stays_missing():
    path = lengths(5.0, 29.0)
    path[0, 3] = np.nan
    effort = np.full((2, 22), 0.4)
    effort[1, 8] = np.nan
    for tendon in ("rigid", "elastic"):
        force = muscle_force(path, None, effort, tendon=tendon)
        for part in (force.active, force.passive, force.tension):
            assert np.argwhere(np.isnan(part)).tolist() == [[0, 3], [1, 8]]


def test_no_postures_give_no_forces():
    assert muscle_force(np.zeros((0, 22)), tendon="elastic").tension.shape == (0, 22)


@pytest.mark.parametrize("effort", [-0.02, 1.3, 55.0])
def test_an_effort_outside_none_to_full_is_refused(effort):
    with pytest.raises(RangeError, match=f"activation {effort:g} lies outside 0 to 1"):
        muscle_force(lengths(0.0), activation=effort)


@pytest.mark.parametrize("length", [0.0, -0.21, np.inf])
def test_a_length_that_no_path_has_is_refused_by_its_fascicle(length):
    path = lengths(0.0)
    path[0, 12] = length
    with pytest.raises(RangeError, match="m of L1_TP_l is not above 0"):
        muscle_force(path)


def test_a_wrong_shape_is_refused_by_name():
    with pytest.raises(ShapeError, match=r"length must have shape \(\.\.\., 22\)"):
        muscle_force(np.ones(11))
    with pytest.raises(ShapeError, match="velocity must have shape"):
        muscle_force(lengths(0.0), np.ones(3))
    with pytest.raises(ShapeError, match="leading axes that fit"):
        muscle_force(lengths(0.0, 1.0), activation=np.array([0.1, 0.2, 0.3]))


def test_an_unknown_tendon_is_refused_with_the_known_ones():
    with pytest.raises(RangeError, match=r"no tendon 'rubber'\. Known are rigid, elastic"):
        muscle_force(lengths(0.0), tendon="rubber")
