"""Guided tests from captures and typed values to quantities, and whether something changed."""

import json

import numpy as np
import pytest

from psoascope.errors import CaptureRefused, RangeError
from psoascope.guided import Setting, assess, difference, typed
from psoascope.quantity import Quantity
from psoascope.report.assessment import assessment_document, sentence
from psoascope.report.assessment_page import assessment_page
from tests.motion import acts
from tests.motion.actors import Film, filmed, person_bias, standing

STRENGTH = {"force": [150.0, 160.0, 155.0], "lever_arm": [0.36], "body_mass": [70.0]}


@pytest.fixture(scope="module")
def repeats():
    """Three half-kneeling stretches of one person, and the person standing still."""
    rng = np.random.default_rng(12)
    person, film = person_bias(rng), Film()
    shots = [
        filmed(acts.act("half_kneeling_extension", 12, rng)[0], film, person, rng) for _ in range(3)
    ]
    return shots, filmed(standing(rng), film, person, rng)


@pytest.fixture(scope="module")
def found(repeats):
    return assess("half_kneeling_extension", *repeats)


def test_a_hip_that_is_stretched_back_makes_the_psoas_longer_than_standing(found):
    assert found.quantities["right"]["half_kneeling_hip"].value < 0
    change = found.psoas["half_kneeling_hip"]
    assert change.value > 0
    assert change.low <= change.value <= change.high


def test_a_repeat_that_is_refused_is_kept_as_its_refusal(repeats):
    shots, still = repeats
    rng = np.random.default_rng(1)
    turned = filmed(acts.act("squat", 1, rng)[0], Film(yaw=40), np.zeros((12, 2)), rng)
    found = assess("half_kneeling_extension", [turned, *shots], still)
    assert isinstance(found.captures[0], CaptureRefused)
    result = assessment_document(found, [turned, *shots], "psoascope test")
    assert result["captures"][0]["grade"] is None
    assert "side" in result["captures"][0]["refused"]["en"]


def test_when_every_repeat_is_refused_the_first_reason_is_given():
    rng = np.random.default_rng(1)
    turned = filmed(acts.act("squat", 1, rng)[0], Film(yaw=40), np.zeros((12, 2)), rng)
    with pytest.raises(CaptureRefused, match="away from a side view"):
        assess("squat", [turned, turned])


def test_a_capture_with_too_many_gaps_names_their_reasons():
    rng = np.random.default_rng(1)
    poor = filmed(acts.act("squat", 1, rng)[0], Film(lost=0.8), np.zeros((12, 2)), rng)
    with pytest.raises(CaptureRefused, match="pictures can be used") as refused:
        assess("squat", [poor])
    assert "nobody_seen" in {one["gate"] for one in refused.value.gates}


def test_without_a_capture_or_with_one_for_a_typed_test_the_cure_is_named(repeats):
    with pytest.raises(RangeError, match="at least one recording"):
        assess("squat", [])
    with pytest.raises(RangeError, match="force, lever_arm, body_mass"):
        assess("hip_flexion_strength", repeats[0])


def test_strength_is_force_times_lever_over_mass():
    strength = typed("hip_flexion_strength", STRENGTH, "left").quantities["left"]
    one = strength["strength_per_mass"]
    assert one.value == pytest.approx(155 * 0.36 / 70)
    assert one.low < one.value < one.high
    assert one.unit == "N m/kg"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"force": [4000.0]}, "force 4000 N lies outside 5 to 1500 N"),
        ({"force": []}, "force"),
        ({"force": [float("nan")]}, "force nan"),
        ({"body_mass": [-70.0]}, "body_mass -70 kg"),
        ({"kilos": [3.0]}, "no input kilos"),
    ],
)
def test_a_typed_value_out_of_range_is_refused_by_name(changed, message):
    with pytest.raises(RangeError, match=message):
        typed("hip_flexion_strength", {**STRENGTH, **changed}, "right")


def test_a_missing_typed_value_is_named():
    with pytest.raises(RangeError, match="needs lever_arm"):
        typed("hip_flexion_strength", {"force": [150.0], "body_mass": [70.0]}, "right")


def test_a_change_is_told_only_beyond_the_smallest_detectable_one():
    now = Quantity(21.0, 12.0, 30.0, "deg", "coverage")
    assert difference({"value": 3.5}, now, 18.0) == "not_shown"
    assert difference({"value": 2.5}, now, 18.0) == "changed"
    assert difference({"value": 40.0}, now, 18.0) == "changed"


def test_the_result_holds_sentences_bands_and_the_earlier_day(found, repeats):
    first = assessment_document(found, repeats[0], "psoascope test")
    again = assessment_document(found, repeats[0], "psoascope test", before=first)
    row = again["sides"]["right"]["half_kneeling_hip"]
    assert row["before"] == row["value"]
    assert row["changed"] == "not_shown"
    assert set(row["sentence"]) == {"en", "de"}
    assert json.loads(json.dumps(again)) == again


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_shows_each_sentence_the_limits_and_every_cure(found, repeats, language):
    pytest.importorskip("jinja2")
    result = assessment_document(found, repeats[0], "psoascope test x")
    page = assessment_page(result, language)
    for rows in result["sides"].values():
        for row in rows.values():
            assert row["sentence"][language] in page
    assert page.count("<h1>") == 1
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org", "")


def test_a_sentence_tells_as_many_places_as_its_band_leaves():
    wide = Quantity(-12.34, -22.0, -3.0, "deg", "coverage")
    assert "−12 degrees" in sentence("half_kneeling_hip", "right", wide, "en")


def test_a_height_out_of_range_is_refused(repeats):
    with pytest.raises(RangeError):
        assess("half_kneeling_extension", repeats[0], None, Setting(height=17.0))
