"""psoascope model: a file for OpenSim or MuJoCo, whole or not at all."""

import argparse
from xml.etree import ElementTree

import pytest

from psoascope.cli import model
from psoascope.errors import RangeError, WriteError
from psoascope.psoas.engines import mujoco_model, opensim_model


def run(*words):
    parser = argparse.ArgumentParser()
    model.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["model", *map(str, words)])
    return arguments.run(arguments)


def test_the_ending_chooses_the_engine_and_one_line_says_what_was_written(tmp_path, capsys):
    for name, made, engine in (
        ("psoas.osim", opensim_model, "OpenSim"),
        ("psoas.XML", mujoco_model, "MuJoCo"),
    ):
        assert run("-o", tmp_path / "new" / name) == 0
        assert (tmp_path / "new" / name).read_text(encoding="utf-8") == made()
        said = capsys.readouterr().out.splitlines()
        assert len(said) == 1
        assert name in said[0]
        assert engine in said[0]
        assert "1.7 m" in said[0]


def test_a_taller_person_gets_a_larger_model(tmp_path):
    places = []
    for height in ("1.55", "1.86"):
        assert run("-o", tmp_path / "psoas.xml", "--height", height, "--sex", "female") == 0
        tree = ElementTree.parse(tmp_path / "psoas.xml")
        femur = next(body for body in tree.iter("body") if body.get("name") == "femur_r")
        places.append(float(femur.get("pos").split()[2]))
    # The pelvis grows with the height: 1.86 / 1.55.
    assert places[1] / places[0] == pytest.approx(1.2, rel=1e-12)


def test_it_speaks_german(tmp_path, capsys):
    run("-o", tmp_path / "psoas.osim", "--language", "de")
    assert "Faserbündel" in capsys.readouterr().out


def test_another_ending_is_refused_with_the_cure(tmp_path):
    with pytest.raises(WriteError, match=r"psoas\.urdf .* \.osim, \.xml .* such as psoas\.osim"):
        run("-o", tmp_path / "psoas.urdf")
    assert list(tmp_path.iterdir()) == []


def test_a_refused_person_leaves_the_old_file_as_it_was(tmp_path):
    old = tmp_path / "psoas.osim"
    old.write_text("old", encoding="utf-8")
    with pytest.raises(RangeError, match="186"):
        run("-o", old, "--height", "186")
    assert old.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [old]
