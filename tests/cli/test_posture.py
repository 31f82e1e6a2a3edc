"""psoascope posture: the psoas in a named posture."""

import argparse
import json
import sys

import pytest

from psoascope import psoas, tables
from psoascope.cli import posture
from psoascope.errors import ExtraError, RangeError, WriteError

QUANTITIES = {"length": "m", "change": "%", "hip_flexion_arm": "m", "fibre_length": "1"}
QUANTITIES |= {"fibre_change": "%", "passive_tension": "N", "compression_l5_s1": "N"}


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
    assert text.count("pull by stretch") == 2
    assert text.count("compression of L5/S1") == 3
    assert "1.7 m tall" in text


def test_a_posture_shows_the_mark_and_source_of_each_angle(capsys):
    lines = shown(capsys, "chair_sitting").splitlines()
    back = next(line for line in lines if "low back, bent back" in line)
    assert "-16.6° [-30 .. -5]" in back
    assert back.endswith("FOUND     endo2012, moon2018")
    assert sum("ESTIMATE  psoascope" in line for line in lines) == 6
    assert any(line.startswith("  endo2012: Endo K") for line in lines)
    assert any(line.startswith("FOUND: read in a source") for line in lines)


def test_german_is_german(capsys):
    text = shown(capsys, "march_90", "--language", "de")
    assert "Marschieren am Platz" in text
    assert "gegenüber Stehen -15,8 % [-18,9 .. -9,4]" in text
    assert "against" not in text
    assert "hip," not in text


def test_all_postures_are_a_table_of_one_line_a_posture_and_side(capsys):
    lines = shown(capsys, "--all").splitlines()
    table = lines[1 : lines.index("")]
    assert len(table) == 2 * len(psoas.posture_names())
    for line in table:
        # A band each for change, fibre length, pull and compression, and the weakest mark.
        assert line.count(" .. ") == 4
        assert line.split(", ")[-1].endswith("FOUND")
    assert lines[0].split("  ")[0] == "posture"
    assert "relaxed muscle" in lines[-2]


@pytest.mark.parametrize("words", [("--all",), ()])
def test_without_a_name_all_postures_are_shown(capsys, words):
    found = json.loads(shown(capsys, *words, "--json"))
    assert tuple(found["postures"]) == psoas.posture_names()


def test_json_has_the_numbers_with_unit_and_band(capsys):
    found = json.loads(shown(capsys, "half_kneeling_stretch", "--json", "--height", "1.87"))
    assert found["schema"] == "psoascope.posture/1"
    assert found["height_m"] == 1.87
    stretch = found["postures"]["half_kneeling_stretch"]
    change = stretch["left"]["change"]
    assert change["low"] < change["value"] < change["high"] < 0
    for side in ("right", "left"):
        assert {name: stretch[side][name]["unit"] for name in stretch[side]} == QUANTITIES
        assert {stretch[side][name]["kind"] for name in stretch[side]} == {"range"}


def test_json_has_the_mark_source_and_range_of_each_angle(capsys):
    found = json.loads(shown(capsys, "--all", "--json"))
    for shape in found["postures"].values():
        assert set(shape) == {
            *("say", "why", "mark", "compression_l5_s1", "right", "left", "angles"),
        }
        assert shape["mark"] in ("FOUND", "MEMORY", "ESTIMATE")
        assert set(shape["say"]) == set(tables.LANGUAGES)
        for row in shape["angles"].values():
            assert row["low"] <= row["value"] <= row["high"]
            assert row["mark"] in ("FOUND", "MEMORY", "ESTIMATE")
            assert set(row["source"]) <= set(found["sources"])
    assert found["postures"]["kicking_backswing"]["angles"]["hip_right.flexion"]["value"] == -29.0
    assert found["variants"][0] == "lfb"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("sitting", "chair_sitting"),
        ("Half-kneeling", "half_kneeling_stretch"),
        ("fetal", "foetal_side_lying"),
        ("Thomas test", "modified_thomas"),
        ("Schneidersitz", "cross_legged_sitting"),
        ("kayak", "kayak_sitting"),
        ("standing", "standing"),
        ("march", "march_90"),
    ],
)
def test_people_s_own_words_find_the_posture(typed, name):
    assert posture.full_name(typed) == name


def test_no_two_postures_are_called_the_same():
    called = [word for name in psoas.posture_names() for word in posture._names_of(name)]
    assert sorted(called) == sorted(set(called))


def test_a_name_that_fits_none_is_refused(capsys):
    with pytest.raises(RangeError, match="Known are standing"):
        shown(capsys, "handstand")
    with pytest.raises(RangeError, match="Did you mean bridge"):
        shown(capsys, "brigde")


def test_a_name_that_fits_several_is_refused_with_them(capsys):
    with pytest.raises(RangeError, match="cycling fits more than one posture: cycling_top, cyc"):
        shown(capsys, "cycling")


def test_a_height_in_centimetres_is_refused(capsys):
    with pytest.raises(RangeError, match="Give it in metres"):
        shown(capsys, "standing", "--height", "170")


def test_a_picture_of_no_known_kind_or_of_all_postures_is_refused(capsys, tmp_path):
    with pytest.raises(WriteError, match=r"sitting\.bmp cannot be drawn: a picture ends in \.svg"):
        shown(capsys, "sitting", "-o", str(tmp_path / "sitting.bmp"))
    with pytest.raises(WriteError, match="A picture shows one posture"):
        shown(capsys, "--all", "-o", str(tmp_path / "all.svg"))
    assert list(tmp_path.iterdir()) == []


def test_a_picture_is_drawn_beside_the_figures(capsys, tmp_path):
    pytest.importorskip("matplotlib")
    target = tmp_path / "stretch.svg"
    text = shown(capsys, "stretch", "--language", "de", "-o", str(target))
    assert text.startswith("Dehnung im Halbkniestand\n")
    assert "<svg" in target.read_text(encoding="utf-8")[:500]


def test_without_the_plot_extra_a_picture_is_refused_with_the_cure(capsys, tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "psoascope.report.muscle_figure", raising=False)
    with pytest.raises(ExtraError, match=r"pip install 'psoascope\[plot\]'"):
        shown(capsys, "sitting", "-o", str(tmp_path / "sitting.svg"))
