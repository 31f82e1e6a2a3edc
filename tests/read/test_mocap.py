"""Marker files: read in metres, gaps kept, anything odd refused by line and column."""

import numpy as np
import pytest

from psoascope import tables
from psoascope.errors import ReadError, WriteError
from psoascope.read.mocap import read_trc, write_trc
from psoascope.read.recording import Recording, Source
from psoascope.read.sample import read_sample
from psoascope.read.text_numbers import COMPILED_FROM

PERSON = {
    "RShoulder": (0.11, 1.43, 0.21),
    "RHip": (0.07, 0.93, 0.13),
    "RKnee": (0.12, 0.52, 0.14),
    "RAnkle": (0.03, 0.09, 0.15),
    "Hat": (0.02, 1.71, 0.01),
}


SIZES = [("m", 1000.0, "1.64e+03 m"), ("mm", 1.0, "0.00")]
NO_TRC = [b"Frame,Time\n1,2\n", b"\xff\xfe\x00binary", b"PathFileType\t4\n"]


def trc(scale: float = 1000.0, unit: str = "mm", rows: int = 3) -> list[str]:
    """Lines of a .trc of somebody drifting forward by 17 mm a frame at 50 frames a second."""
    names = list(PERSON)
    lines = [
        "PathFileType\t4\t(X/Y/Z)\twalk.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate",
        f"50\t50\t{rows}\t{len(names)}\t{unit}\t50",
        "Frame#\tTime\t" + "\t\t\t".join(names),
        "\t\t" + "\t".join(f"{axis}{n}" for n in range(1, len(names) + 1) for axis in "XYZ"),
    ]
    for row in range(rows):
        cells = [
            f"{scale * (x + 0.017 * (i == 0) * row):.6g}"
            for p in PERSON.values()
            for i, x in enumerate(p)
        ]
        lines.append("\t".join([str(row + 1), f"{0.02 * row:g}", *cells]))
    return lines


def saved(tmp_path, lines):
    path = tmp_path / "walk.trc"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def refusal(path) -> str:
    with pytest.raises(ReadError) as caught:
        read_trc(path)
    assert "walk.trc" in str(caught.value)
    assert "walk.trc" in tables.explain(caught.value, "de")
    return str(caught.value)


@pytest.mark.parametrize(("unit", "scale"), [("mm", 1000.0), ("cm", 100.0), ("m", 1.0)])
def test_markers_are_read_in_metres_whatever_the_unit(tmp_path, unit, scale):
    read = read_trc(saved(tmp_path, trc(scale, unit)))
    assert read.unit == "metre"
    # Six digits are written.
    np.testing.assert_allclose(read.named(["right_knee"])[2, 0], [0.154, 0.52, 0.14], atol=1e-5)
    np.testing.assert_allclose(read.time, [0.0, 0.02, 0.04], atol=1e-12)
    assert read.source.fps == pytest.approx(50)


def test_markers_get_the_names_that_motion_asks_for_and_others_keep_theirs(tmp_path):
    read = read_trc(saved(tmp_path, trc()))
    assert read.names == ("right_shoulder", "right_hip", "right_knee", "right_ankle", "Hat")


@pytest.mark.parametrize(
    ("filed", "meant"),
    [
        ("r hip", "right_hip"),
        ("R_HJC", "right_hip"),
        ("right.hip", "right_hip"),
        ("HipR", "right_hip"),
    ],
)
def test_spelling_of_a_marker_matters_little(tmp_path, filed, meant):
    lines = trc()
    lines[3] = lines[3].replace("RHip", filed)
    assert meant in read_trc(saved(tmp_path, lines)).names


def test_an_empty_cell_makes_the_whole_marker_missing(tmp_path):
    lines = trc()
    cells = lines[6].split("\t")
    cells[6] = ""  # y of RHip
    lines[6] = "\t".join(cells)
    read = read_trc(saved(tmp_path, lines))
    assert np.isnan(read.named(["right_hip"])[1]).all()
    assert np.isnan(read.seen(["right_hip"])[1, 0])
    assert np.isfinite(read.points).sum() == 3 * 5 * 3 - 3


def test_reading_what_was_written_gives_the_same_numbers(tmp_path):
    rng = np.random.default_rng(31)
    points = rng.uniform(0, 1.1, (7, 4, 3))
    points[2, 1] = np.nan
    seen = np.where(np.isfinite(points[..., 0]), 1.0, np.nan)
    source = Source("walk.trc", "0" * 64, 7, 41.3)
    time = np.cumsum(rng.uniform(0.01, 0.03, 7))
    names = ("left_hip", "left_knee", "left_ankle", "Hat")
    first = Recording(time, points, names, seen, "metre", None, source)
    write_trc(first, tmp_path / "walk.trc")
    second = read_trc(tmp_path / "walk.trc")
    np.testing.assert_array_equal(second.points, first.points)
    np.testing.assert_array_equal(second.time, first.time)
    np.testing.assert_array_equal(second.visibility, first.visibility)
    assert second.names == names


def test_pixels_are_not_written_as_metres(tmp_path):
    with pytest.raises(WriteError, match="holds pixels"):
        write_trc(read_sample(), tmp_path / "walk.trc")
    assert not list(tmp_path.iterdir())


def test_an_unknown_unit_is_refused(tmp_path):
    assert "unit inch" in refusal(saved(tmp_path, trc(39.37, "inch")))


@pytest.mark.parametrize(("unit", "scale", "said"), SIZES)
def test_a_giant_or_a_dwarf_betrays_a_wrong_unit(tmp_path, unit, scale, said):
    message = refusal(saved(tmp_path, trc(scale, unit)))
    assert said in message
    assert f"unit {unit}" in message


def test_a_ragged_line_is_named(tmp_path):
    lines = trc()
    lines[7] = lines[7].rsplit("\t", 3)[0]
    assert "line 8: 14 cells instead of 17" in refusal(saved(tmp_path, lines))


def test_a_word_among_the_numbers_is_named_by_line_and_column(tmp_path):
    lines = trc()
    cells = lines[5].split("\t")
    cells[8] = "12,7"
    lines[5] = "\t".join(cells)
    assert "line 6, column 9: 12,7 is not a number" in refusal(saved(tmp_path, lines))


@pytest.mark.parametrize("time", ["0", "-1", "", "nan"])
def test_time_that_does_not_move_on_is_named(tmp_path, time):
    lines = trc()
    cells = lines[6].split("\t")
    cells[1] = time
    lines[6] = "\t".join(cells)
    assert "line 7, column 2" in refusal(saved(tmp_path, lines))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [("\t3\t5\t", "\t4\t5\t", "NumFrames says 4"), ("\t3\t5\t", "\t3\t6\t", "NumMarkers says 6")],
)
def test_wrong_counts_are_refused(tmp_path, old, new, what):
    lines = trc()
    lines[2] = lines[2].replace(old, new)
    assert what in refusal(saved(tmp_path, lines))


@pytest.mark.parametrize("content", NO_TRC)
def test_what_is_no_marker_file_is_refused(tmp_path, content):
    (tmp_path / "walk.trc").write_bytes(content)
    assert "not a .trc" in refusal(tmp_path / "walk.trc")


def test_a_file_with_windows_line_ends_and_a_byte_mark_is_read(tmp_path):
    path = tmp_path / "walk.trc"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(trc()).encode() + b"\r\n\r\n")
    assert len(read_trc(path).time) == 3


@pytest.mark.parametrize(
    ("line", "old", "new", "said"),
    [
        (2, "\t5\t", "\t99999999999999999999\t", "NumMarkers says 99999999999999999999"),
        (2, "\t5\t", "\t-5\t", "NumMarkers says -5, but the file holds 5"),
        (2, "\t3\t", "\t" + "9" * 5000 + "\t", "NumFrames says 999"),
        (2, "\t3\t", "\t\x00\t", "NumFrames says \x00"),
        (3, "RKnee", "RHip", "two columns named RHip"),
        (0, "PathFileType", "DataRate", "not a .trc"),
        (1, "Units", "Einheit", "not a .trc"),
        (7, "\t0.04\t", "\t1e999\t", "line 8, column 2: 1e999 is not a number"),
        (7, "\t0.04\t", "\t0.0_4\t", "line 8, column 2: 0.0_4 is not a number"),
        (7, "\t0.04\t", "\t0x4\t", "line 8, column 2: 0x4 is not a number"),
        (7, "\t0.04\t", "\tinf\t", "line 8, column 2: inf is not a number"),
        (7, "\t0.04\t", "\t0.04\x00\t", "line 8, column 2: 0.04\x00 is not a number"),
    ],
)
def test_a_header_or_cell_of_ill_will_is_refused_by_name(tmp_path, line, old, new, said):
    lines = trc()
    assert old in lines[line]
    lines[line] = lines[line].replace(old, new, 1)
    message = refusal(saved(tmp_path, lines))
    assert said in message
    assert len(message) < 300


def test_a_recording_in_which_no_marker_is_seen_is_refused(tmp_path):
    lines = trc()
    lines[5:] = [f"{row}\t{row / 50:g}" + "\tnan" * 15 for row in range(3)]
    assert "no marker is seen" in refusal(saved(tmp_path, lines))


def test_names_with_commas_and_quotes_are_kept(tmp_path):
    lines = trc()
    lines[3] = lines[3].replace("Hat", '"Hat", red')
    assert read_trc(saved(tmp_path, lines)).names[-1] == '"Hat", red'


def test_the_order_of_the_header_and_blank_lines_do_not_matter(tmp_path):
    lines = trc()
    lines[1], lines[2] = "Units\tNumMarkers\tNumFrames\tDataRate", "mm\t5\t3\t50"
    lines.insert(5, "")
    read = read_trc(saved(tmp_path, lines))
    np.testing.assert_allclose(read.named(["right_knee"])[2, 0], [0.154, 0.52, 0.14], atol=1e-5)


def test_a_large_file_is_read_and_written_as_a_small_one(tmp_path):
    """Long enough for the compiled way, both in reading and in writing."""
    rng = np.random.default_rng(37)
    points = rng.uniform(0, 1.1, (13000, 12, 3))
    points[rng.random((13000, 12)) < 0.1] = np.nan
    seen = np.where(np.isfinite(points[..., 0]), 1.0, np.nan)
    time = np.arange(13000) / 97
    names = tuple(f"m{number}" for number in range(12))
    source = Source("walk.trc", "0" * 64, 13000, 97.0)
    write_trc(Recording(time, points, names, seen, "metre", None, source), tmp_path / "walk.trc")
    assert (tmp_path / "walk.trc").stat().st_size > COMPILED_FROM
    read = read_trc(tmp_path / "walk.trc")
    np.testing.assert_array_equal(read.points, points)
    np.testing.assert_array_equal(read.time, time)
    lines = (tmp_path / "walk.trc").read_text().splitlines()
    lines[8000] = lines[8000].replace("\t", "\tx", 9)
    assert "line 8001, column 2: x8" in refusal(saved(tmp_path, lines))
    lines[8000] = lines[7999]
    assert "line 8001, column 2: the time 82." in refusal(saved(tmp_path, lines))
