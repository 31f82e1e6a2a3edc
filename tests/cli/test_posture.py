"""psoascope posture: the psoas in a named posture."""

import argparse
import json

import pytest

from psoascope import psoas
from psoascope.cli import posture
from psoascope.errors import RangeError


def shown(capsys, *words):
    parser = argparse.ArgumentParser()
    posture.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["posture", *words])
    assert arguments.run(arguments) == 0
    return capsys.readouterr().out


def test_a_posture_is_shown_with_bands_for_both_sides(capsys):
    text = shown(capsys, "chair_sitting")
    assert "sitting on a chair" in text
    assert text.count("against standing -11.7 % [-17.4 .. -7.7]") == 2
    assert "1.7 m tall" in text


def test_german_is_german(capsys):
    text = shown(capsys, "march_90", "--language", "de")
    assert "Marschieren am Platz" in text
    assert "gegenüber Stehen" in text
    assert "against" not in text


@pytest.mark.parametrize("words", [("--all",), ()])
def test_without_a_name_all_postures_are_shown(capsys, words):
    found = json.loads(shown(capsys, *words, "--json"))
    assert tuple(found["postures"]) == psoas.posture_names()


def test_json_has_the_numbers_with_unit_and_band(capsys):
    found = json.loads(shown(capsys, "half_kneeling_stretch", "--json", "--height", "1.87"))
    assert found["schema"] == "psoascope.posture/1"
    assert found["height_m"] == 1.87
    change = found["postures"]["half_kneeling_stretch"]["left"]["change"]
    assert change["low"] < change["value"] < change["high"] < 0
    assert (change["unit"], change["kind"]) == ("%", "range")


def test_a_part_of_a_name_is_enough_where_only_one_fits(capsys):
    assert shown(capsys, "sitting") == shown(capsys, "chair_sitting")


@pytest.mark.parametrize("name", ["handstand", "ing"])
def test_a_name_that_fits_none_or_several_is_refused(capsys, name):
    with pytest.raises(RangeError, match="Known are standing"):
        shown(capsys, name)


def test_a_height_in_centimetres_is_refused(capsys):
    with pytest.raises(RangeError, match="Give it in metres"):
        shown(capsys, "standing", "--height", "170")
