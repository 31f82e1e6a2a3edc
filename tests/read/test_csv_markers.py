"""Markers out of tables: by the names of columns, or by a map."""

import numpy as np
import pytest

from psoascope.errors import ReadError
from psoascope.read.csv_markers import read_csv_markers

THREE = "time,left_hip_x,left_hip_y,left_hip_z,LKNE X,LKNE Y,LKNE Z,force\n" + "".join(
    f"{0.02 * row:g},{100 + 7 * row},930,11,{120 + 7 * row},520,13,{row}\n" for row in range(4)
)


def saved(tmp_path, text, name="walk.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_that_end_in_axes_are_points_and_their_size_tells_the_unit(tmp_path):
    read = read_csv_markers(saved(tmp_path, THREE.replace("11,", "811,")))
    assert read.names[0] == "left_hip"
    assert len(read.names) == 2
    assert (read.unit, read.source.fps) == ("metre", pytest.approx(50))
    np.testing.assert_allclose(read.points[3, 0], [0.121, 0.93, 0.811], atol=1e-12)
    assert [remark.key for remark in read.remarks] == ["unit_found"]


def test_a_map_gives_names_and_columns_and_may_be_a_file(tmp_path):
    text = "frame,clock,HX,HY,HZ,LKNE_x,LKNE_y,LKNE_z\n1,0.5,1,9,3,4,5,6\n2,0.7,1.1,9,3,4,5,6\n"
    path = saved(tmp_path, text)
    chosen = {"left_hip": "HX, HZ, HY", "left_knee": "LKNE", "time": "clock"}
    told = saved(tmp_path, "".join(f'{k} = "{v}"\n' for k, v in chosen.items()), "map.toml")
    for columns in (chosen, told, str(told)):
        read = read_csv_markers(path, columns, unit="pixel")
        assert read.names == ("left_hip", "left_knee")
        assert read.time.tolist() == [0.5, 0.7]
        assert (read.unit, read.points.shape) == ("pixel", (2, 2, 2))
        assert read.points[1].tolist() == [[1.1, 3.0], [4.0, 5.0]]


def test_z_up_is_turned_when_declared(tmp_path):
    text = "t,hip_x,hip_y,hip_z,knee_x,knee_y,knee_z\n0,0.1,0.2,1.3,0.1,0.2,0.6\n"
    filed = read_csv_markers(saved(tmp_path, text), unit="m")
    turned = read_csv_markers(saved(tmp_path, text), unit="m", up="z")
    np.testing.assert_allclose(filed.points[0, 0], [0.1, 0.2, 1.3])
    np.testing.assert_allclose(turned.points[0, 0], [0.1, 1.3, -0.2])
    assert [remark.key for remark in turned.remarks] == ["z_up"]


def test_two_coordinates_are_pixels_and_the_rate_gives_time(tmp_path):
    read = read_csv_markers(saved(tmp_path, "left_hip_x,left_hip_y\n310,420\n,7\n5,6\n"), rate=25)
    assert read.time.tolist() == [0.0, 0.04, 0.08]
    assert read.unit == "pixel"
    assert np.isnan(read.points[1]).all()
    assert np.isnan(read.visibility[1, 0])


def test_a_plane_in_centimetres_becomes_a_picture_and_says_so(tmp_path):
    text = "time,left_hip_x,left_hip_y,left_ankle_x,left_ankle_y\n0,10,90,11,9\n"
    read = read_csv_markers(saved(tmp_path, text), unit="cm")
    assert read.unit == "pixel"
    np.testing.assert_allclose(read.points[0], [[100, -900], [110, -90]])
    assert [remark.key for remark in read.remarks] == ["flat_metres"]


@pytest.mark.parametrize(
    ("text", "given", "words"),
    [
        ("a,b\n1,2\n", {}, "has no column time"),
        ("time,b\n1,2\n", {}, "has no columns of points"),
        ("time,h_x,h_y\n1,2,3\n", {"columns": {"left_hip": "g"}}, "no column g_x, which left_hip"),
        ("time,h_x,h_y\n1,2,3\n", {"columns": {"left_hip": 3}}, "is no map of columns"),
        ("time,h_x,h_y\n1,2,3\n", {"columns": {"time": "clock"}}, "no column clock, which time"),
        ("time,h_x,h_y,k_x,k_y,k_z\n1,2,3,4,5,6\n", {}, "k has 3 coordinates and others 2"),
        ("time,h_x,h_y\n", {}, "no rows of numbers"),
        ("time,h_x,h_y\n1,,\n", {}, "no marker is seen"),
        ("time,h_x,h_y\n1,2,3\n1,2,3\n", {}, r"line 3 says 1\.0"),
        ("h_x,h_y\n2,3\n", {"rate": -5.0}, "has no column time"),
        ("time,h_x,h_y\n1,2,1_0\n", {}, "line 2, column h_y: '1_0' is not a number"),
        ("time,h_x,h_y,h_z\n1,2,3,4\n", {"unit": "inch"}, "inch"),
        ("time,h_x,h_y,h_z,k_x,k_y,k_z\n1,2,3,4,5,6,7\n", {"unit": "mm"}, "walk.csv"),
    ],
)
def test_a_table_that_gives_no_points_is_refused_with_its_cure(tmp_path, text, given, words):
    with pytest.raises(ReadError, match=words):
        read_csv_markers(saved(tmp_path, text), **given)


def test_a_map_that_is_no_toml_is_refused(tmp_path):
    with pytest.raises(ReadError, match=r"map\.toml is no map of columns"):
        read_csv_markers(saved(tmp_path, THREE), saved(tmp_path, "left_hip: LHIP", "map.toml"))
