"""OpenSim's .mot and .sto files."""

import numpy as np
import pytest

from psoascope.errors import RangeError, ReadError, ShapeError, WriteError
from psoascope.read.storage import Storage, read_storage, write_storage

GOOD = "Coordinates\nversion=1\nnRows=2\nnColumns=3\ninDegrees=yes\n\nendheader\ntime\ta\tb\n"


def written(folder, text, name="walk.mot"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_written_is_read_back(tmp_path):
    values = np.array([[1.25, np.nan], [-3.5e-7, 41.0], [0.0, -2.0]])
    table = Storage("psoas", np.array([0.0, 0.04, 0.09]), ("length", "arm"), values, False)
    write_storage(tmp_path / "out" / "psoas.sto", table)
    again = read_storage(tmp_path / "out" / "psoas.sto")
    assert (again.name, again.names, again.in_degrees) == ("psoas", ("length", "arm"), False)
    np.testing.assert_array_equal(again.time, table.time)
    np.testing.assert_array_equal(again.values, values)


def test_the_header_is_the_one_opensim_writes(tmp_path):
    table = Storage("Coordinates", np.array([0.5]), ("hip_flexion_r",), np.array([[np.nan]]), True)
    write_storage(tmp_path / "a.mot", table)
    assert (tmp_path / "a.mot").read_text("utf-8") == (
        "Coordinates\nversion=1\nnRows=1\nnColumns=2\ninDegrees=yes\nendheader\n"
        "time\thip_flexion_r\n0.5\tnan\n"
    )


@pytest.mark.opensim
def test_opensim_reads_what_we_write(tmp_path):
    import opensim

    opensim.Logger.removeFileSink()
    table = Storage(
        "psoas", np.array([0.1, 0.3]), ("a", "b"), np.array([[1.0, 2.0], [5.0, 7.5]]), True
    )
    write_storage(tmp_path / "a.sto", table)
    theirs = opensim.Storage(str(tmp_path / "a.sto"))
    assert theirs.isInDegrees()
    assert theirs.getSize() == 2
    assert theirs.getStateVector(1).getData().get(1) == 7.5


@pytest.mark.parametrize(
    "header",
    [
        "inDegrees=yes\nname walk\nendheader\n",
        "walk\nnColumns=3\nnRows=2\nversion=1\ninDegrees=yes\nendheader\n",
        "walk\ndatacolumns 3\ndatarows 2\nrange 0 1\ninDegrees = YES\nS.I. units\nENDHEADER\n",
        "walk\r\nversion=3\r\nOpenSimVersion=4.6\r\ninDegrees=yes\r\nendheader\r\n",
    ],
)
def test_header_lines_may_come_in_any_order_and_of_older_kinds(tmp_path, header):
    table = read_storage(written(tmp_path, header + "time a b\n0 1 2\n\n0.5 nan 4\n"))
    assert table.in_degrees
    assert table.names == ("a", "b")
    np.testing.assert_array_equal(table.values, [[1.0, 2.0], [np.nan, 4.0]])


def test_without_a_word_on_degrees_the_angles_are_radians(tmp_path):
    assert not read_storage(written(tmp_path, "walk\nendheader\ntime\ta\n0\t1\n")).in_degrees


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Coordinates\ninDegrees=yes\ntime\ta\n0\t1\n",
            r"walk\.mot has no line endheader within its 4",
        ),
        (
            GOOD.replace("time", "frame") + "0\t1\t2\n",
            r"walk\.mot, line 8: the first column must be time",
        ),
        ("walk\nendheader\n", "line 3: the first column must be time"),
        (GOOD + "0\t1\t2\n", "announces 2 rows and holds 1"),
        (GOOD + "0\t1\t2\n1\t5\n", "line 10 has 2 values where 3 columns"),
        (GOOD + "0\t1\t2\n1\t5\tx7\n", "line 10, column b: 'x7' is not a number"),
        (GOOD + "0\t1\t2\n0\t5\t6\n", r"walk\.mot: time must strictly increase"),
        (GOOD + "nan\t1\t2\n1\t5\t6\n", "time must strictly increase"),
        (GOOD.replace("a\tb", "a\ta") + "0\t1\t2\n1\t5\t6\n", "two columns named a"),
        ("\x00\x01\x02 garbage", "no line endheader"),
        ("", r"walk\.mot is empty"),
    ],
)
def test_a_broken_file_is_refused_by_file_and_line(tmp_path, text, words):
    with pytest.raises(ReadError, match=words):
        read_storage(written(tmp_path, text))


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(ReadError, match=r"no file none\.sto"):
        read_storage(tmp_path / "none.sto")
    with pytest.raises(ReadError, match="is a folder"):
        read_storage(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused_and_leaves_nothing(tmp_path):
    blocker = written(tmp_path, "a file where a folder should be", "blocker")
    table = Storage("a", np.array([0.0]), ("x",), np.array([[1.0]]), True)
    with pytest.raises(WriteError, match="Nothing can be written"):
        write_storage(blocker / "a.sto", table)
    assert [path.name for path in tmp_path.iterdir()] == ["blocker"]


def test_values_that_do_not_fit_are_refused():
    with pytest.raises(ShapeError, match=r"shape \(2, 1\)"):
        Storage("a", np.array([0.0, 1.0]), ("x",), np.zeros((3, 1)), True)
    with pytest.raises(ShapeError, match="every name must be its own"):
        Storage("a", np.array([0.0]), ("x", "x"), np.zeros((1, 2)), True)
    with pytest.raises(RangeError, match="strictly increase"):
        Storage("a", np.array([1.0, 0.0]), ("x",), np.zeros((2, 1)), True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + "0\t1\t2\n1\t5\t1_0\n", "line 10, column b: '1_0' is not a number"),
        (GOOD + "0\t1\t2\n1\t5\tinf\n", "line 10, column b: 'inf' is not a number"),
        (GOOD + "0\t1\t2\n1\t-1e999\t3\n", "line 10, column a: '-1e999' is not a number"),
        (GOOD + "0\t1\t2\n1\t\t3\n", "line 10 has 2 values where 3 columns"),
        (GOOD + "0\t1\t2\n1\t5\t6\x00\n", "line 10, column b"),
        (GOOD.replace("nRows=2", "nRows=-2") + "0\t1\t2\n", "announces -2 rows and holds 1"),
        (GOOD.replace("nRows=2", "nRows=" + "9" * 999) + "0\t1\t2\n", "announces 9+ rows and"),
        (GOOD + "0\t1\t2\n0\t5\t6\n", r"line 10 says 0\.0"),
        ("a\nDataType=Vec3\nversion=3\nendheader\ntime\ta\n0\t1,2,3\n", "columns of Vec3"),
    ],
)
def test_numbers_and_headers_of_ill_will_are_refused_by_name(tmp_path, text, words):
    with pytest.raises(ReadError, match=words) as caught:
        read_storage(written(tmp_path, text))
    assert len(str(caught.value)) < 300


def test_between_tabs_a_name_may_hold_spaces(tmp_path):
    table = read_storage(written(tmp_path, "a\nendheader\ntime\thip flexion\tb\n0\t1\t2\n"))
    assert table.names == ("hip flexion", "b")


def test_an_older_header_that_counts_columns_means_degrees(tmp_path):
    old = "name walk\ndatacolumns 2\ndatarows 1\nendheader\n"
    for header, wanted in ((old, True), ("walk\nversion=1\n" + old, False)):
        table = read_storage(written(tmp_path, header + "time a\n0 1\n"))
        assert (table.name, table.in_degrees) == ("walk", wanted)


def test_what_could_not_be_read_back_is_not_written(tmp_path):
    time = np.array([0.0, 0.5])
    for name, value in (("a\tb", 1.0), ("a", np.inf)):
        with pytest.raises(WriteError, match=r"a\.sto cannot be written"):
            write_storage(
                tmp_path / "a.sto", Storage("x", time, (name,), np.array([[2.0], [value]]), True)
            )
    assert not list(tmp_path.iterdir())
