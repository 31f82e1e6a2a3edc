"""CSV tables of numbers."""

import numpy as np
import pytest

from psoascope.errors import ReadError, ShapeError, WriteError
from psoascope.read.columns import Columns, read_columns, write_columns


def written(folder, text, name="postures.csv"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_is_written_is_read_back(tmp_path):
    values = np.array([[1.5, np.nan, -7e-9], [2.25, 3.0, 4.0]])
    write_columns(tmp_path / "new" / "a.csv", Columns(("x", "y", "z"), values))
    again = read_columns(tmp_path / "new" / "a.csv")
    assert again.names == ("x", "y", "z")
    np.testing.assert_array_equal(again.values, values)


def test_an_empty_cell_is_missing_and_an_empty_line_is_none(tmp_path):
    found = read_columns(written(tmp_path, '\ufeffa, "b"\r\n1,\r\n\r\nNaN, 4\r\n'))
    assert found.names == ("a", "b") or found.names == ("a", '"b"')
    np.testing.assert_array_equal(found.values, [[1.0, np.nan], [np.nan, 4.0]])


def test_a_table_of_names_alone_has_no_rows(tmp_path):
    assert read_columns(written(tmp_path, "a,b,c\n")).values.shape == (0, 3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n3,x\n", r"postures\.csv, line 3, column b: 'x' is not a number"),
        ("a,b\n1,2\n\n3,4,5\n", "line 4 has 3 values where 2 columns"),
        ("a,b,a\n1,2,3\n", "two columns named a"),
        ("a;b\n1,5;2\n", "separates its columns by semicolons"),
        (b"\xff\xfe\x00\x01", "not a table of numbers"),
        (b"PK\x03\x04\x00\x00\n\x00", "not a table of numbers"),
        ("\n1,2\n", "not a table of numbers"),
        ("", r"postures\.csv is empty"),
    ],
)
def test_a_broken_table_is_refused_by_file_line_and_column(tmp_path, text, words):
    with pytest.raises(ReadError, match=words):
        read_columns(written(tmp_path, text))


def test_values_that_do_not_fit_are_refused():
    with pytest.raises(ShapeError, match=r"must have shape \(N, 2\)"):
        Columns(("a", "b"), np.zeros((4, 3)))


def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    blocker = written(tmp_path, "x", "blocker")
    with pytest.raises(WriteError, match="Nothing can be written"):
        write_columns(blocker / "a.csv", Columns(("a",), np.zeros((1, 1))))


@pytest.mark.parametrize("word", ["1_0", "inf", "1e999", "0x1F", "nan1"])
def test_words_that_only_python_takes_for_numbers_are_refused(tmp_path, word):
    with pytest.raises(ReadError, match=rf"line 3, column b: '{word}' is not a number"):
        read_columns(written(tmp_path, f"a,b\n1,2\n3,{word}\n"))


def test_numbers_between_quotation_marks_are_numbers(tmp_path):
    found = read_columns(written(tmp_path, '"a","b, c"\n"1.5",2\n"",3\n'))
    assert found.names == ("a", "b, c")
    np.testing.assert_array_equal(found.values, [[1.5, 2.0], [np.nan, 3.0]])
