"""Numbers into text: Python's repr, whichever of the two ways writes them."""

from io import BytesIO

import numpy as np
import pytest

from psoascope.errors import WriteError
from psoascope.read import text_rows
from psoascope.read.text_rows import Style, check_words, write_rows


def wild():
    """Numbers of all sizes: any bits, powers of two and of ten, round ones, halves between."""
    rng = np.random.default_rng(11)
    powers = np.ldexp(1.0, np.arange(-1070, 1023))
    tens = np.array([float(f"{digit}e{power}") for digit in (1, 9.5) for power in range(-40, 40)])
    parts = [
        rng.integers(0, 2**64, 20000, dtype=np.uint64).view(np.float64),
        rng.normal(size=20000),
        np.round(rng.normal(size=20000) * 1000, 3),
        np.exp(30 * rng.normal(size=20000)),
        np.concatenate([powers, np.nextafter(powers, 0), np.nextafter(powers, np.inf)]),
        np.concatenate([tens, np.nextafter(tens, 0), -tens]),
        rng.integers(-(2**53), 2**53, 5000) * 0.5 ** rng.integers(0, 9, 5000),
        np.array([0.0, -0.0, np.nan, 9007199254740993.0, 123456789012345680.0, 5e-324, 1e16]),
    ]
    numbers = np.concatenate(parts)
    return numbers[~np.isinf(numbers)]


def written(values, monkeypatch, compiled, **style):
    monkeypatch.setattr(text_rows, "COMPILED_FROM", 0 if compiled else 1 << 40)
    stream = BytesIO()
    write_rows(stream, np.arange(len(values)) / 10, values, Style("a.sto", **style))
    return stream.getvalue().decode()


def test_compiled_rows_are_letter_by_letter_what_python_prints(monkeypatch):
    numbers = wild()
    values = numbers[: len(numbers) // 7 * 7].reshape(-1, 7)
    for style in ({}, {"missing": "", "counted": True}):
        fast, plain = (written(values, monkeypatch, way, **style) for way in (True, False))
        assert fast == plain
    first = plain.splitlines()[12].split("\t")
    assert first[:2] == ["13", "1.2"]
    assert first[2:] == [repr(value) for value in values[12].tolist()]


@pytest.mark.parametrize("compiled", [False, True])
def test_an_infinite_number_is_not_written(monkeypatch, compiled):
    values = np.array([[1.0, 2.0], [3.0, -np.inf]])
    with pytest.raises(WriteError, match=r"a\.sto cannot be written: a number in row 2"):
        written(values, monkeypatch, compiled)


@pytest.mark.parametrize("word", ["left\thip", "left\nhip", "EndHeader"])
def test_a_name_that_would_break_the_header_is_not_written(word):
    with pytest.raises(WriteError, match=r"a\.sto cannot be written: the name"):
        check_words("a.sto", ["hip", word])
