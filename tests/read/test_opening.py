"""The ending says how a file is read, its content whether that is true."""

import shutil
import subprocess
import sys

import pytest

from psoascope.errors import ReadError
from psoascope.read.opening import read_recording
from tests.read.test_mocap import saved, trc


def test_a_marker_file_is_read_as_one(tmp_path):
    read = read_recording(saved(tmp_path, trc()).rename(tmp_path / "WALK.TRC"))
    assert (read.unit, read.source.name) == ("metre", "WALK.TRC")


@pytest.mark.video
def test_a_video_without_a_known_ending_is_read_as_a_video(tmp_path, walk_file):
    path = shutil.copy(walk_file, tmp_path / "walk.bin")
    assert read_recording(path, model="lite").unit == "pixel"


@pytest.mark.video
def test_a_text_that_calls_itself_a_video_is_not_one(tmp_path):
    (tmp_path / "walk.mp4").write_text("walk\n" * 99)
    with pytest.raises(ReadError, match=r"walk\.mp4 is not a video"):
        read_recording(tmp_path / "walk.mp4")


@pytest.mark.video
def test_an_unknown_kind_is_refused_with_the_known_ones(tmp_path):
    (tmp_path / "walk.docx").write_text("walk\n" * 99)
    with pytest.raises(ReadError, match=r"walk\.docx is of no known kind.*\.mp4.*\.trc"):
        read_recording(tmp_path / "walk.docx")


def test_a_folder_and_an_empty_file_are_refused(tmp_path):
    with pytest.raises(ReadError, match="is a folder"):
        read_recording(tmp_path)
    (tmp_path / "walk.trc").touch()
    with pytest.raises(ReadError, match="is empty"):
        read_recording(tmp_path / "walk.trc")


def test_importing_the_readers_needs_none_of_the_video_part():
    code = (
        "import sys, psoascope.read.opening, psoascope.read.sample\n"
        "print([m for m in ('av', 'cv2', 'mediapipe', 'django', 'numba') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
