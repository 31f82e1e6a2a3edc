"""Texts that are no texts, or that would take more memory than they are worth."""

import subprocess
import sys

import numpy as np
import pytest

from psoascope.errors import ReadError
from psoascope.read import text_file
from psoascope.read.columns import read_columns
from psoascope.read.files import sha256_of
from psoascope.read.mocap import read_trc
from psoascope.read.storage import Storage, read_storage, write_storage
from tests.read.test_mocap import trc

TIMES = (-1e308, 0.0, 1e308)
READERS = pytest.mark.parametrize(
    ("read", "content"),
    [
        (read_trc, "\n".join(trc())),
        (read_storage, "a\nendheader\ntime\tb\n0\t1\n"),
        (read_columns, "a,b\n1,2\n"),
    ],
)


def refusal(read, path):
    """What a reader says against a file; nothing where it takes it."""
    try:
        read(path)
    except ReadError as error:
        return f"{error.key}: {error}"
    return ""


@READERS
@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_named_with_its_cure(tmp_path, read, content, code):
    path = tmp_path / "walk.txt"
    path.write_bytes(("\ufeff" + content).encode(code))
    with pytest.raises(ReadError, match=r"walk\.txt is stored as UTF-16.*UTF-8"):
        read(path)


@READERS
def test_line_ends_of_old_computers_are_read(tmp_path, read, content):
    path = tmp_path / "walk.txt"
    path.write_bytes(content.replace("\n", "\r").encode())
    assert read(path) is not None


def test_the_fingerprint_is_that_of_the_file_whatever_its_line_ends(tmp_path):
    for ending in ("\n", "\r", "\r\n"):
        path = tmp_path / "walk.trc"
        path.write_bytes(ending.join(trc()).encode())
        assert read_trc(path).source.sha256 == sha256_of(path)


def test_numbers_near_the_largest_float_are_a_wrong_unit_not_a_crash(tmp_path):
    path = tmp_path / "walk.trc"
    lines = trc()
    lines[5:] = [f"{row}\t{time}" + "\t-1e308\t1e308\t3" * 5 for row, time in enumerate(TIMES)]
    lines[5] = lines[5].replace("-1e308", "1e308", 1)
    path.write_text("\n".join(lines))
    with pytest.raises(ReadError, match="unit mm in line 3 is probably wrong"):
        read_trc(path)


@READERS
def test_any_cut_gives_a_named_error_or_a_shorter_table(tmp_path, read, content):
    path = tmp_path / "walk.txt"
    for length in range(1, len(content)):
        path.write_text(content[:length], encoding="utf-8")
        said = refusal(read, path)
        assert not said or "walk.txt" in said


@READERS
def test_any_damage_gives_a_named_error_or_numbers(tmp_path, read, content):
    path = tmp_path / "walk.txt"
    rng = np.random.default_rng(17)
    for _ in range(300):
        damaged = bytearray(content.encode())
        for place in rng.integers(0, len(damaged), rng.integers(1, 6)):
            damaged[place] = rng.choice([*b"\x00\xff\t\n\r,;=-e9_", rng.integers(0, 256)])
        path.write_bytes(damaged)
        said = refusal(read, path)
        assert not said or ("walk.txt" in said and said.startswith("errors."))


def test_a_header_without_an_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(text_file, "LONGEST_HEADER", 5000)
    path = tmp_path / "walk.trc"
    path.write_bytes(b"PathFileType\t4\n" + b"X" * 9000 + b"\n\n\n")
    with pytest.raises(ReadError, match=r"walk\.trc: the header is longer"):
        read_trc(path)


@pytest.mark.parametrize("filler", ["\n", "7\t0.14" + "\t" * 1500 + "\n"])
def test_a_file_of_nothing_takes_no_memory(tmp_path, filler):
    lines = trc()
    lines[3] = "Frame#\tTime\t" + "\t\t\t".join(f"marker{number}" for number in range(500))
    lines[2] = lines[2].replace("\t5\t", "\t500\t")
    path = tmp_path / "walk.trc"
    path.write_text("\n".join(lines[:5]) + "\n" + filler * (30_000_000 // len(filler)))
    with pytest.raises(ReadError, match=r"walk\.trc has \d+ lines of 1502 columns, and nearly all"):
        read_trc(path)


def test_a_file_larger_than_memory_is_refused(tmp_path):
    path = tmp_path / "walk.trc"
    with path.open("wb") as stream:
        # A file of 8 TB that takes no place on the disk.
        try:
            stream.truncate(1 << 43)
        except OSError:
            pytest.skip("this disk holds no such file")
    with pytest.raises(ReadError, match=r"walk\.trc has 8796\.1 GB, more than this computer"):
        read_trc(path)


@pytest.mark.parametrize("words", [b"0\t", b"123.45678901\t"])
def test_reading_takes_less_than_ten_times_the_file(tmp_path, words):
    """A stand-in for 10 million rows: as many cells a byte, and all memory of the process."""
    path = tmp_path / "long.mot"
    rows, columns = 9_000_000 // (len(words) * 30), 30
    names = b"\t".join([b"time", *(b"c%d" % number for number in range(columns))])
    body = b"".join(b"%d\t%s\n" % (row, words * columns) for row in range(rows))
    path.write_bytes(b"long\nnRows=%d\nendheader\n%s\n%s" % (rows, names, body))
    code = (
        "import resource, sys\nfrom psoascope.read.storage import read_storage\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024\n"
        "before = peak(); table = read_storage(sys.argv[1])\n"
        "print(len(table.time), peak() - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True
    )
    found, taken = map(int, done.stdout.split())
    assert found == rows
    assert taken < 10 * path.stat().st_size + 64 * 1024 * 1024


def test_the_compiled_code_is_imported_by_large_files_only(tmp_path):
    write_storage(tmp_path / "a.mot", Storage("a", np.arange(3.0), ("b",), np.ones((3, 1)), True))
    code = (
        "import sys\nfrom psoascope.read.storage import read_storage, write_storage\n"
        "write_storage(sys.argv[1], read_storage(sys.argv[1]))\nprint('numba' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "a.mot"], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
