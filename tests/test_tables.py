"""Tables are checked when they are read, and a bad entry is refused by name."""

from importlib import resources

import pytest

from psoascope import tables
from psoascope.errors import CaptureRefused, ReadError, TableError

NAMES = sorted(
    path.name.removesuffix(".toml")
    for path in (resources.files("psoascope") / "data").iterdir()
    if path.name.endswith(".toml")
)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_passes_its_checks(name):
    assert tables.table(name)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"say": {"en": "hip"}}, "must give all of en, de"),
        ({"say": {"en": "hip", "de": ""}}, "must give all of en, de"),
        ({"say": {"en": "{a} hip", "de": "Hüfte"}}, "names different values in braces"),
        ({"value": 3}, "needs a unit and a range"),
        ({"threshold": 61, "unit": "min", "range": [0, 60]}, "61 min lies outside its range 0 to"),
        ({"grade": "true"}, "grade 'true' is none of"),
        ({"source": ["nobody1999"]}, "'nobody1999' is not in data/sources.toml"),
        ({"low": {"value": -5, "unit": "m", "range": [0, 1]}}, r"\[sit.low\]: value -5 m lies"),
    ],
)
def test_a_bad_entry_is_refused_by_name(entry, message):
    with pytest.raises(TableError, match=message) as refusal:
        tables.check_entry("demo", "sit", entry)
    assert "data/demo.toml, [sit" in str(refusal.value)


def test_an_unknown_language_falls_back_to_english():
    assert tables.say("words.left", "fr") == "left"
    assert tables.say("words.left", "de-at") == "links"


def test_a_word_given_as_a_value_is_said_in_the_same_language():
    said = tables.say("gates.low_visibility", "de", side="words.right")
    assert said.endswith("rechts waren nicht gut genug zu sehen.")


def test_an_absent_key_or_value_is_named():
    with pytest.raises(TableError, match=r"data/words.toml has no entry 'words.up.say'"):
        tables.say("words.up")
    with pytest.raises(TableError, match="needs the value 'name'"):
        tables.say("errors.no_such_file")
    with pytest.raises(TableError, match=r"no table data/nothing\.toml"):
        tables.table("nothing")


def test_an_error_says_its_cure_in_both_languages():
    refusal = tables.error(CaptureRefused, "gates.frame_rate_too_low", fps=12.0, threshold=20)
    assert str(refusal).endswith("Set the camera to 30 frames per second or more.")
    assert "30 Bilder pro Sekunde" in tables.explain(refusal, "de")
    assert tables.explain(ReadError("plain words"), "de") == "plain words"


def test_the_default_fills_in_what_an_entry_leaves_out_and_nothing_else():
    assert "default" not in tables.table("postures")
    stretch = tables.entry("postures.half_kneeling_stretch.hip_right")
    assert stretch["rotation"] == tables.entry("postures.standing.hip_right.rotation")
    foetal = tables.entry("postures.foetal_side_lying.hip_right.rotation")
    assert (foetal["value"], foetal["low"], foetal["mark"]) == (0.0, -15.0, "ESTIMATE")
