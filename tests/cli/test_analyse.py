"""psoascope analyse as somebody types it: results, refusals, interruptions."""

import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from psoascope.cli.main import main
from psoascope.read.mocap import write_trc
from psoascope.report.files import FILES
from tests.motion.walkers import Walk, body, recording


@pytest.fixture
def markers(tmp_path):
    """A walk of four seconds as a .trc file."""
    walk = Walk()
    path = tmp_path / "walk.trc"
    write_trc(recording(walk.time, body(walk), "metre", None), path)
    return path


def typed(*words, **options):
    """Runs the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "psoascope.cli", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **options,
    )


def refused(*words):
    """What is said on standard error by a command that is refused: one line, no traceback."""
    shown = typed(*words)
    assert shown.returncode == 2, shown.stderr
    lines = shown.stderr.strip().splitlines()
    assert len(lines) == 1, shown.stderr
    assert lines[0].startswith("psoascope: ")
    return lines[0]


def test_markers_become_four_files_and_three_sentences(markers, tmp_path, capsys):
    assert main(["analyse", str(markers), "-o", str(tmp_path / "out"), "--side", "left"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("In a typical stride your left thigh swung from 12 degrees")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILES)


def test_json_is_printed_alone(markers, tmp_path, capsys):
    assert main(["analyse", str(markers), "-o", str(tmp_path / "o"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["source"]["unit"] == "metre"


def test_the_printed_command_gives_the_same_report_again(markers, tmp_path):
    out = tmp_path / "out"
    main(["analyse", str(markers), "-o", str(out), "--height", "1.66", "--side", "right"])
    first = json.loads((out / "report.json").read_text(encoding="utf-8"))
    import shlex

    main(shlex.split(first["command"])[1:])
    again = json.loads((out / "report.json").read_text(encoding="utf-8"))
    first["made"].pop("at")
    again["made"].pop("at")
    assert again == first


def test_a_gap_in_the_markers_stays_a_gap(tmp_path, capsys):
    walk = Walk()
    points = body(walk)
    points[50:70] = np.nan
    path = tmp_path / "gap.trc"
    write_trc(recording(walk.time, points, "metre", None), path)
    assert main(["analyse", str(path), "-o", str(tmp_path / "o"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["curves"]["hip_flexion_deg"][60] is None
    assert found["gates"][0]["gate"] == "nobody_seen"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "absent.mp4", "There is no file absent.mp4"),
        (lambda folder: folder, "is a folder"),
        (lambda folder: _file(folder / "empty.mp4", b""), "empty (0 bytes)"),
        (lambda folder: _file(folder / "notes.mp4", b"walk\n" * 99), "notes.mp4"),
        (lambda folder: _file(folder / "notes.trc", b"walk\n" * 99), "notes.trc"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(make, says, tmp_path):
    assert says in refused("analyse", make(tmp_path), "-o", tmp_path / "out")


def test_a_height_in_centimetres_is_refused(markers, tmp_path):
    line = refused("analyse", markers, "-o", tmp_path / "out", "--height", "172")
    assert "172" in line
    assert not list((tmp_path / "out").iterdir())


def test_a_folder_that_cannot_be_written_is_refused_before_the_work(markers, tmp_path):
    blocked = _file(tmp_path / "blocked", b"a file, not a folder")
    assert "Nothing can be written" in refused("analyse", markers, "-o", blocked / "out")


def test_no_write_permission_is_refused(markers, tmp_path):
    # Root may write anywhere, so a file system that refuses everybody stands in.
    place = "/proc/psoascope" if os.geteuid() == 0 else _read_only(tmp_path / "locked")
    assert "Nothing can be written" in refused("analyse", markers, "-o", place)


@pytest.mark.video
def test_ctrl_c_in_the_middle_leaves_no_half_files(clip, tmp_path):
    out = tmp_path / "out"
    running = subprocess.Popen(
        [sys.executable, "-m", "psoascope.cli", "analyse", str(clip), "-o", str(out)],
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(4.0)  # the pose model is at work by now: the whole clip takes longer
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "stopped" in said
    assert "Traceback" not in said
    assert list(out.iterdir()) == []


@pytest.mark.video
def test_the_same_job_twice_gives_the_same_numbers(short_clip, tmp_path):
    found = []
    for name in ("one", "two"):
        typed("analyse", short_clip, "-o", tmp_path / name, "--model", "lite")
        found.append(json.loads((tmp_path / name / "report.json").read_text(encoding="utf-8")))
    assert found[0]["curves"] == found[1]["curves"]


def test_without_a_verb_the_help_is_shown():
    shown = typed()
    assert shown.returncode == 2
    assert "usage: psoascope" in shown.stderr


def _file(path, content):
    path.write_bytes(content)
    return path


def _read_only(folder):
    folder.mkdir(mode=0o500)
    return folder / "out"
