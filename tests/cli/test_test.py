"""psoascope test: guided movement tests from the command line."""

import json

import numpy as np
import pytest

from psoascope.cli.main import main
from psoascope.read.mocap import write_trc
from psoascope.tables import table
from tests.motion.actors import body_points, standing
from tests.motion.acts import act
from tests.motion.walkers import NAMES, recording


def markers(path, pose):
    """A pose as a marker file."""
    points = body_points(pose)
    write_trc(recording(pose.time, points, "metre", None), path)
    return str(path)


@pytest.fixture
def files(tmp_path):
    """Three walks and a neutral stance, as marker files."""
    rng = np.random.default_rng(2)
    walks = [markers(tmp_path / f"w{n}.trc", act("walking", 2, rng)[0]) for n in range(3)]
    return walks, markers(tmp_path / "still.trc", standing(rng))


def test_the_list_names_every_test_and_what_it_is_for(capsys):
    assert main(["test", "--list"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in table("tests"))
    assert main(["test", "--list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows["walking"]["measure"]["hip_flexion_min"]["take"] == "trough"


def test_three_walks_and_a_stance_give_sentences_and_a_page(files, tmp_path, capsys):
    walks, still = files
    out = tmp_path / "out"
    assert main(["test", "walking", *walks, "--standing", still, "-o", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "Your thigh came up to" in shown
    assert shown.count("grade A") == 3
    result = json.loads((out / "test.json").read_text(encoding="utf-8"))
    assert result["calibrated"] is True
    assert result["sides"]["right"]["hip_flexion_min"]["low"] < 0
    assert "<svg" in (out / "test.html").read_text(encoding="utf-8")


def test_an_earlier_day_is_compared(files, tmp_path, capsys):
    walks, _ = files
    assert main(["test", "walking", *walks, "-o", str(tmp_path / "a")]) == 0
    before = str(tmp_path / "a" / "test.json")
    assert main(["test", "walking", *walks, "--before", before, "--language", "de"]) == 0
    assert "Eine Änderung ist nicht gezeigt" in capsys.readouterr().out


def test_strength_is_typed(capsys):
    words = ["--value", "force=150", "--value", "lever_arm=0,36", "--value", "body_mass=70"]
    assert main(["test", "hip_flexion_strength", *words, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    strength = result["sides"]["right"]["strength_per_mass"]
    assert strength["value"] == pytest.approx(0.771, abs=1e-3)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["split"], "no movement test split"),
        (["walking"], "at least one recording"),
        (["hip_flexion_strength", "--value", "force"], "name=number"),
        (["hip_flexion_strength", "--value", "force=9"], "lever_arm"),
        (["walking", "gone.trc"], "no file gone.trc"),
    ],
)
def test_a_wrong_word_is_answered_in_one_line_with_its_cure(words, message, capsys):
    assert main(["test", *words]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert "Traceback" not in said


def test_what_is_no_earlier_result_is_refused(files, tmp_path, capsys):
    wrong = tmp_path / "test.json"
    wrong.write_text("[1, 2", encoding="utf-8")
    assert main(["test", "walking", *files[0], "--before", str(wrong)]) == 2
    assert "earlier day" in capsys.readouterr().err


def test_names_of_the_points_are_those_of_the_product():
    assert "right_hip" in NAMES
