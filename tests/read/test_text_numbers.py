"""Numbers out of text: Python's own float, whichever of the two ways reads them."""

import math

import numpy as np
import pytest

from psoascope.errors import ReadError
from psoascope.read import text_numbers
from psoascope.read.text_file import read_text
from psoascope.read.text_numbers import Grid, numbers

WAYS = pytest.mark.parametrize("compiled", [False, True])
REFUSED = [
    "1_0",
    "0x1F",
    "inf",
    "-inf",
    "1e999",
    "1e",
    ".",
    "+",
    "12,7",
    "1 2",
    "١",
    "--1",
    "1.2.3",
]
REFUSED += ["nane", "NA", "1e+", "e5", "5" * 1001, "infinity", "1e-", "\x00", "1\x00", "\xa01"]
KEPT = ["5.", ".5", "+7", "-0", "1E3", "1e-400", "0e999", "000001", "123456789012345678901234"]
KEPT += ["0." + "0" * 30 + "1", "9007199254740993", "2.2250738585072014e-308", "4.9e-324", "1e22"]
KEPT += ["1.7976931348623157e308", "0.1", "-179769313486231570000e-5", "1" * 300, "8.5e-23"]


def read(tmp_path, monkeypatch, content, grid, compiled, parts=1):
    """Numbers of a text from its first byte on, by one of the two ways, in so many parts."""
    path = tmp_path / "a.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    monkeypatch.setattr(text_numbers, "COMPILED_FROM", 0 if compiled else 1 << 40)
    monkeypatch.setattr(text_numbers, "PART", max(1, len(content) // parts))
    monkeypatch.setattr(text_numbers.os, "cpu_count", lambda: parts)
    return numbers(read_text(path), 0, grid)


@WAYS
def test_every_number_is_what_python_makes_of_it(tmp_path, monkeypatch, compiled):
    rng = np.random.default_rng(3)
    wild = rng.integers(0, 2**64, 3000, dtype=np.uint64).view(np.float64)
    tame = rng.normal(size=3000) * 10.0 ** rng.integers(-9, 9, 3000)
    words = [*KEPT, *map(repr, [*wild[np.isfinite(wild)].tolist(), *tame.tolist()])]
    words += [f"{value:.{digits}g}" for value, digits in zip(tame, range(3000), strict=True)][:25]
    words += [f"{n}e{power}" for n in (3, 10**18 + 1, 10**19 - 1) for power in range(-70, 71)]
    found = read(tmp_path, monkeypatch, "\n".join(words), Grid(("a",), "\t"), compiled)
    wanted = np.array([float(word) for word in words])
    assert (found[:, 0].view(np.uint64) == wanted.view(np.uint64)).all()


@WAYS
@pytest.mark.parametrize("word", REFUSED)
def test_what_is_no_finite_decimal_number_is_refused(tmp_path, monkeypatch, compiled, word):
    text = f"1\t2\n\n3\t{word}\n5\tx\n"
    with pytest.raises(ReadError, match=r"a\.txt, line 3, column b: "):
        read(tmp_path, monkeypatch, text, Grid(("a", "b"), "\t"), compiled)


@WAYS
@pytest.mark.parametrize("word", ["nan", "NaN", "-nan", "nan(ind)", "-NAN(ind)", "", "  "])
def test_a_missing_number_is_nan(tmp_path, monkeypatch, compiled, word):
    found = read(tmp_path, monkeypatch, f"1\t{word}\t3", Grid(tuple("abc"), "\t"), compiled)
    np.testing.assert_array_equal(found, [[1.0, math.nan, 3.0]])


@WAYS
@pytest.mark.parametrize("parts", [1, 3, 7])
def test_empty_lines_and_windows_ends_count_for_nothing(tmp_path, monkeypatch, compiled, parts):
    lines = ["", " \t ", *(f"{n}\t{n / 7!r}" for n in range(40)), "", "", "40\t1", " "]
    lines[20:20] = ["", "", "\t"]
    text = "\r\n".join(lines)
    found = read(tmp_path, monkeypatch, text, Grid(("a", "b"), "\t"), compiled, parts)
    np.testing.assert_array_equal(found[:, 0], np.arange(41))
    np.testing.assert_array_equal(found[:40, 1], np.arange(40) / 7)


@WAYS
@pytest.mark.parametrize(
    ("delimiter", "text", "found"),
    [
        ("\t", "1\t2\t3\n1\t2\n", 2),
        ("\t", "1\t2\t3\n1\t2\t3\t4\n", 4),
        (",", "1,2,3\n1,2,3,\n", 4),
        (",", "1,2,3\n1\n", 1),
        ("", "1 2 3\n1 \t 2\n", 2),
        ("", "1 2 3\n1\t2 3 4", 4),
        ("", "1 2 3\n1\t\t3", 2),
    ],
)
def test_a_row_of_other_length_is_named(tmp_path, monkeypatch, compiled, delimiter, text, found):
    with pytest.raises(ReadError, match=rf"line 2 has {found} values where 3 columns"):
        read(tmp_path, monkeypatch, text, Grid(tuple("abc"), delimiter), compiled)


@WAYS
def test_spaces_around_cells_and_empty_ones_beyond_the_last_do_not_matter(
    tmp_path, monkeypatch, compiled
):
    tabs = read(tmp_path, monkeypatch, " 1 \t 2\t\t \n", Grid(("a", "b"), "\t"), compiled)
    spaces = read(tmp_path, monkeypatch, "  1 \t 2\t \n", Grid(("a", "b"), ""), compiled)
    commas = read(tmp_path, monkeypatch, " 1 ,\t2 \n", Grid(("a", "b"), ","), compiled)
    for found in (tabs, spaces, commas):
        np.testing.assert_array_equal(found, [[1.0, 2.0]])


def anything(rng):
    """Bytes that are nearly a table: words good and bad in rows of two, now and then of three."""
    words = [
        b"1",
        b"-2.5",
        b"3e4",
        b"nan",
        b"1234567890123456789012.5",
        b".7",
        b" 8 ",
        b"9.87654321",
    ]
    words += [b"", b"x", b"1_0", b"4\x00", b"\xff"] if rng.random() < 0.3 else []
    rows = []
    for _ in range(rng.integers(1, 6)):
        count = 2 if rng.random() < 0.95 else rng.integers(0, 4)
        rows.append((rng.choice([b"\t", b",", b" ", b"\t\t"]), [*rng.choice(words, count)]))
    divided = rows[0][0] if rng.random() < 0.9 else None
    lines = [(divided or letter).join(row) for letter, row in rows]
    return bytes(rng.choice([b"\n", b"\r\n", b"\n\n"])).join(lines)


def test_both_ways_say_the_same_of_any_bytes(tmp_path, monkeypatch):
    rng = np.random.default_rng(5)
    taken = refused = 0
    for _ in range(300):
        content = anything(rng)
        for delimiter in ("\t", ",", ""):
            said = []
            for compiled in (False, True):
                grid = Grid(("a", "b"), delimiter)
                try:
                    said.append(read(tmp_path, monkeypatch, content, grid, compiled, 2).tobytes())
                except ReadError as error:
                    said.append(str(error))
            assert said[0] == said[1], (content, delimiter)
            refused += isinstance(said[0], str)
            taken += isinstance(said[0], bytes)
    assert min(taken, refused) > 200


def test_more_doubts_than_the_list_holds_are_all_settled(tmp_path, monkeypatch):
    monkeypatch.setattr(text_numbers, "_DOUBTS", 3)
    words = [f"{n}.{'0' * 25}1" for n in range(50)]
    text = "\n".join("\t".join(words[n : n + 2]) for n in range(0, 50, 2))
    found = read(tmp_path, monkeypatch, text, Grid(("a", "b"), "\t"), True)
    np.testing.assert_array_equal(found.ravel(), list(map(float, words)))
