"""Side views and spells that Python and TypeScript must both give."""

import json

import pytest
from tools import golden_motion


@pytest.fixture(scope="module")
def texts():
    return golden_motion.texts()


@pytest.mark.parametrize("name", ["sagittal.json", "spells.json"])
def test_the_golden_cases_are_those_of_the_code(texts, name):
    kept = (golden_motion.FOLDER / name).read_text(encoding="utf-8")
    assert kept == texts[name], "run: python -m tools.golden_motion"
    assert len(kept) < 100_000


def test_every_live_gate_refuses_something_in_some_golden_case(texts):
    refused = {
        one["gate"] for case in json.loads(texts["sagittal.json"])["cases"] for one in case["gated"]
    }
    assert refused == set(golden_motion.LIVE_GATES)


def test_the_golden_spells_hold_movements_that_are_whole_cut_and_joined(texts):
    cases = {case["name"]: case for case in json.loads(texts["spells.json"])["cases"]}
    whole = [one[3] for one in cases["lifts with gaps"]["repetitions"][0]["found"]]
    assert whole == [0, 0, 1, 1, 1]
    quick, slow, _ = (one["found"] for one in cases["lifts with stray frames"]["repetitions"])
    assert [68, 77, 78, 1] in quick
    assert [68, 80, 91, 1] in slow
