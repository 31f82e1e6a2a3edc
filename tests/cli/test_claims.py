"""psoascope claims: the handout's items on the command line."""

import argparse
import json

import pytest

from psoascope import tables
from psoascope.cli import claims
from psoascope.errors import RangeError


def shown(capsys, *words):
    parser = argparse.ArgumentParser()
    claims.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["claims", *words])
    assert arguments.run(arguments) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("words", [(), ("--section", "pain"), ("tight_sitting",)])
def test_warning_signs_come_before_anything_else(capsys, words):
    assert shown(capsys, *words).startswith("Warning signs come first.")


def test_every_claim_is_shown_with_grade_mark_and_sources(capsys):
    text = shown(capsys)
    for name, entry in tables.entry("claims.claim").items():
        assert f"\n{name}: " in text
        assert f"({entry['mark']}: " in " ".join(text.split())
    assert text.count("Sources: ") == len(tables.entry("claims.claim"))


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_no_line_is_wider_than_a_terminal(capsys, language):
    lines = shown(capsys, "--language", language).splitlines()
    assert max(map(len, lines)) <= 80


def test_one_claim_has_its_figure_with_bands_and_its_sources_in_full(capsys):
    text = shown(capsys, "tight-sitting")
    assert "Model (joint angles ESTIMATE): On a chair" in text
    assert "[-17.4 to -7.7]" in " ".join(text.split())
    assert "doi:10.1016/j.msksp.2020.102282" in text


def test_german_is_german(capsys):
    text = shown(capsys, "breath_diaphragm_link", "--language", "de")
    assert "aus dem Gedächtnis, nicht geprüft" in " ".join(text.split())
    assert "Für dich" in text
    assert "supported" not in text


def test_a_section_is_found_by_its_name(capsys):
    text = shown(capsys, "--section", "self-care")
    assert "care_heat_abdomen" in text
    assert "tight_sitting" not in text


def test_json_has_words_in_both_languages_grade_sources_and_bands(capsys):
    found = json.loads(shown(capsys, "--json"))
    assert found["schema"] == "psoascope.claims/1"
    assert list(found)[1] == "warning_signs"
    assert len(found["claims"]) == 53
    tilt = found["claims"]["role_tilts_pelvis_back"]
    assert (tilt["grade"], tilt["mark"]) == ("contested", "FOUND")
    assert set(tilt["why"]) == {"en", "de"}
    moment = tilt["figure"]["quantities"]["moment"]
    assert 0 < moment["low"] < moment["value"] < moment["high"]
    assert moment["unit"] == "N m"
    assert found["claims"]["care_cruise_control"]["figure"] is None


def test_an_unknown_claim_is_refused(capsys):
    with pytest.raises(RangeError, match="no claim handstand"):
        shown(capsys, "handstand")
