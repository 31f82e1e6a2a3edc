"""The open question of L5/S1: what each way of reckoning makes of it."""

from pathlib import Path

import numpy as np
import pytest

from psoascope import tables
from psoascope.errors import RangeError
from psoascope.psoas.lumbosacral import flexion_moment, l5s1_comparison, reckoning_names
from psoascope.psoas.names import LEVELS
from psoascope.psoas.spine_load import spine_load

STILL = np.zeros((5, 3))
EVEN = np.full(22, 83.0)
PAGE = Path(__file__).parents[2] / "docs" / "l5s1.md"


def test_the_psoas_extends_high_up_and_flexes_low_down_as_bogduk_found():
    moment = l5s1_comparison()[0].moment.value
    assert np.all(moment[:2] > 0)
    assert np.all(moment[2:] < 0)


def test_the_tables_own_reckoning_is_the_load_of_the_spine():
    rng = np.random.default_rng(5)
    lumbar = np.radians(rng.uniform([-14, -6, -4], [14, 6, 4], (5, 5, 3)))
    pull = rng.uniform(7.0, 241.0, (5, 22))
    load = spine_load(lumbar, np.zeros(3), np.zeros(3), pull)
    # 1e-9 N m: the same anatomy on another way.
    np.testing.assert_allclose(flexion_moment(lumbar, pull).value, -load.moment[..., 0], atol=1e-9)


def test_each_cause_alone_makes_the_moment_at_l5s1_smaller():
    first, *others = l5s1_comparison()
    assert [found.name for found in (first, *others)] == list(reckoning_names())
    assert all(found.moment.value[0] < 0.85 * first.moment.value[0] for found in others)
    assert all(found.moment.low[0] > 0 for found in others)


def test_an_unknown_reckoning_is_refused_with_the_known_ones():
    with pytest.raises(RangeError, match=r"named guess\. Known are tables, mid_disc"):
        flexion_moment(STILL, EVEN, "guess")


@pytest.mark.parametrize("name", reckoning_names())
def test_every_reckoning_says_what_it_rests_on(name):
    row = tables.entry(f"discs.variant.{name}")
    assert row["source"]
    assert row["mark"] in ("FOUND", "ESTIMATE")
    assert len(row["joint_forward"]) == len(LEVELS)


def test_a_muscle_further_forward_flexes_more():
    moment = flexion_moment(STILL, EVEN, "imaging_centroid")
    assert moment.low[0] < moment.value[0] < moment.high[0]
    # Above L4/L5 the variant has no arm of its own.
    np.testing.assert_array_equal(moment.low[2:], moment.high[2:])


def test_a_missing_angle_or_pull_stays_missing():
    lumbar, pull = np.tile(STILL, (2, 1, 1)), np.tile(EVEN, (2, 1))
    lumbar[0, 3, 0] = np.nan
    pull[1, 20] = np.nan
    moment = flexion_moment(lumbar, pull, "imaging_centroid").value
    assert np.isnan(moment[:, 0]).tolist() == [True, True]
    assert np.isnan(moment[1, 1:]).tolist() == [False, False, False, False]


def test_the_page_shows_what_the_program_computes():
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for found in l5s1_comparison():
        row = next(line for line in lines if line.startswith(f"| {found.name} |"))
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        moments = [float(cell.split()[0]) for cell in cells[2:7]]
        # 0.05 N m: the page rounds to one place.
        np.testing.assert_allclose(moments, found.moment.value, atol=0.0501)
