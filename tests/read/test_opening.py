"""The ending says how a file is read, its content whether that is true."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

from psoascope.errors import ReadError
from psoascope.motion.motion import motion
from psoascope.read.opening import read_recording
from tests.motion.walkers import NAMES, Walk, body, filmed
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
        "print([m for m in ('av', 'cv2', 'mediapipe', 'ezc3d', 'numba') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def sports2d(path, points, time):
    """Points (T, 12, 2 or 3) as Sports2D files them: the header says m, whatever they are."""
    depth = np.zeros((*points.shape[:2], 3 - points.shape[2]))
    rows = np.concatenate([points, depth], axis=2).reshape(len(points), -1)
    lines = [
        f"PathFileType\t4\t(X/Y/Z)\t{path}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\t"
        "OrigDataStartFrame\tOrigNumFrames",
        f"30\t30\t{len(rows)}\t{len(NAMES)}\tm\t30\t0\t{len(rows)}",
        "Frame#\tTime\t" + "\t\t\t".join(NAMES) + "\t\t",
        "\t\t" + "\t".join(f"{axis}{n + 1}" for n in range(len(NAMES)) for axis in "XYZ"),
    ]
    for number, row in enumerate(rows):
        cells = ["" if np.isnan(value) else f"{value:.6f}" for value in row]
        lines.append("\t".join([str(number), f"{time[number]:.6f}", *cells]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["walk_px_person00.trc", "renamed.trc"])
@pytest.mark.parametrize("speed", [0.8, -0.8])
def test_pixels_under_a_header_that_says_metres_are_read_as_pixels(tmp_path, name, speed):
    seen = filmed(Walk(seconds=1.4, speed=speed))
    points = seen.points.copy()
    points[4, 3] = np.nan
    read = read_recording(sports2d(tmp_path / name, points, seen.time))
    assert (read.unit, [remark.key for remark in read.remarks]) == ("pixel", ["pixels_as_metres"])
    assert np.isnan(read.points[4, 3]).all()
    # Six decimals are filed.
    np.testing.assert_allclose(
        motion(read).angles.hip_flexion[9:], motion(seen).angles.hip_flexion[9:], atol=1e-3
    )


@pytest.mark.parametrize("speed", [0.8, -0.8])
def test_flat_metres_of_one_camera_have_the_right_sign_in_both_facings(tmp_path, speed):
    walk = Walk(seconds=1.4, speed=speed, front=33.0, behind=-14.0)
    points = body(walk)[..., :2] * [np.sign(speed), 1.0]
    read = read_recording(sports2d(tmp_path / "walk_m_person00.trc", points, walk.time))
    assert (read.unit, [remark.key for remark in read.remarks]) == ("pixel", ["flat_metres"])
    seen = np.degrees(motion(read).angles.hip_flexion)
    # Low-passing takes a little off the peaks.
    assert np.nanmin(seen, axis=0) == pytest.approx([-14, -14], abs=1.0)
    assert np.nanmax(seen, axis=0) == pytest.approx([33, 33], abs=1.0)


def test_a_pixel_file_cut_off_in_a_row_names_the_line(tmp_path):
    seen = filmed(Walk(seconds=0.5))
    path = sports2d(tmp_path / "walk_px_person00.trc", seen.points, seen.time)
    path.write_text(path.read_text()[:-60])
    with pytest.raises(ReadError, match=r"line 20: \d+ cells instead of 38"):
        read_recording(path)


def test_a_declared_unit_that_the_file_states_itself_is_refused_with_the_cure(tmp_path):
    with pytest.raises(ReadError, match="line 3"):
        read_recording(saved(tmp_path, trc()), unit="cm")


def test_what_cannot_be_declared_is_no_option(tmp_path):
    with pytest.raises(TypeError, match="upp"):
        read_recording(saved(tmp_path, trc()), upp="z")
