"""The long runs' own tables, and the pages that they fill."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from tools import proof
from tools.proof_models import activity, model_spread, read_rows

from psoascope.psoas.limits import limit_of

ROOT = Path(__file__).parent.parent
WAYS = ("flexion", "extension", "adduction", "rotation")


def test_every_proof_has_its_place_on_the_page_once():
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    for name in (*proof.proofs(), "bench"):
        assert page.count(f"<!-- {name} -->") == page.count(f"<!-- end {name} -->") == 1


def test_the_page_shows_the_figures_that_were_kept(tmp_path, monkeypatch):
    page = ROOT / "docs" / "validation.md"
    copy = tmp_path / "validation.md"
    copy.write_text(page.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(proof, "PAGE", copy)
    proof.draw(json.loads(proof.PROOF.read_text(encoding="utf-8")))
    # The table of the benchmark follows another file, which is made at other times.
    drawn, kept = (
        re.sub(
            "<!-- bench -->.*<!-- end bench -->", "", one.read_text(encoding="utf-8"), flags=re.S
        )
        for one in (copy, page)
    )
    assert drawn == kept


@pytest.mark.parametrize("name", ["hip_sweeps.toml", "emg_tasks.toml"])
def test_every_compared_figure_names_a_source_that_is_known(name):
    rows = read_rows(name)
    assert all(row["source"] for row in rows.values())


def test_at_the_hip_our_muscle_is_rajagopals_and_others_differ_by_more_than_a_centimetre():
    gaps = {row["model"]: row for row in model_spread()["ours_against_each"]}
    # 0.1 mm: OpenSim's own wrap, and rounding of the table to 0.01 mm.
    assert abs(gaps["Rajagopal 2016"]["largest arm difference mm"]) <= 0.1
    assert gaps["gait2392"]["largest arm difference mm"] < -10
    assert gaps["LFB in Pose2Sim"]["largest arm difference mm"] > 10


def test_a_curl_up_asks_less_of_the_psoas_than_a_sit_up():
    rows = read_rows("emg_tasks.toml")
    curl, sit = (activity(rows[name], 2.0, "none") for name in ("curl_up", "sit_ups"))
    assert curl[2] < sit[0]


def test_the_page_of_conventions_has_the_limits_that_are_kept():
    page = (ROOT / "docs" / "conventions.md").read_text(encoding="utf-8")
    shown = [
        (float(low), float(high))
        for low, high in re.findall(
            r"^\| (?:hip|lumbar)[^|]*\|[^|]*\| (-\d+) to (\d+) deg", page, re.M
        )
    ]
    forward, back, side, turn, level = (
        round(float(np.degrees(limit_of(name))), 6)
        for name in (*(f"hip_{way}" for way in WAYS), "lumbar_level")
    )
    hip = [(-back, forward), (-side, side), (-turn, turn)]
    assert shown == hip + [(-level, level)] * 3
