"""Every file that the fuzzer started from or broke a reader with is read, or refused in words."""

import contextlib
import tracemalloc

import pytest
from tools.fuzz_targets import CORPUS, HEADER, MOST_MEMORY, SECTOR, mended_cwa, targets

from psoascope import tables
from psoascope.errors import PsoascopeError

NEEDS = {"video": "av", "c3d_forces": "ezc3d"}
FILES = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
WHOLE = [path for path in FILES if path.name.startswith("seed_")]
REFUSED = {"video": ("seed_list.m3u8", "seed_list.ffconcat"), "compiled": ("seed_doubts.txt",)}


def named(path):
    return f"{path.parent.name}/{path.name}"


def read(path, folder):
    """What a reader makes of a file, under the name that it would have."""
    reader = path.parent.name
    pytest.importorskip(NEEDS.get(reader, "numpy"))
    target = targets()[reader]
    given = folder / target.name
    given.write_bytes(path.read_bytes())
    return target.read(given)


def measured(reader, content, folder):
    """Most memory at once, in bytes, and the refusal or None."""
    given = folder / targets()[reader].name
    given.write_bytes(content)
    refused = None
    tracemalloc.start()
    try:
        targets()[reader].read(given)
    except PsoascopeError as error:
        refused = error
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return most, refused


def test_every_reader_has_files():
    assert {path.parent.name for path in FILES} == set(targets())


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_of_ill_will_is_read_or_refused_in_words_and_little_memory(path, tmp_path):
    with contextlib.suppress(PsoascopeError):
        read(path, tmp_path)  # imports and tables are not the file's memory
    most, refused = measured(path.parent.name, path.read_bytes(), tmp_path)
    if refused:
        assert refused.key
        assert tmp_path.name not in str(refused)
        assert all("{" not in tables.explain(refused, language) for language in ("en", "de"))
    times, more = MOST_MEMORY
    assert most <= times * path.stat().st_size + more


@pytest.mark.parametrize("path", WHOLE, ids=named)
def test_a_file_that_the_fuzzer_starts_from_is_sound(path, tmp_path):
    if path.name in REFUSED.get(path.parent.name, ()):
        with pytest.raises(PsoascopeError):
            read(path, tmp_path)
    else:
        assert read(path, tmp_path) is not None


def test_nothing_that_lies_in_the_working_folder_is_run(tmp_path, monkeypatch):
    for name in ("psoascope.py", "numpy.py", "ezc3d.py"):
        (tmp_path / name).write_text("raise SystemExit('run')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (plate,) = read(CORPUS / "c3d_forces" / "seed_plate.c3d", tmp_path).plates
    assert plate.force is not None


def many(start, part, end, size):
    """A file of a part over and over."""
    return (start + ",".join([part] * (size // (len(part) + 1))) + end).encode()


ONE = "[" + ",".join(["[0.51,0.25,0.9]"] * 33) + "]"
FRAMES = '{"width":900,"height":900,"frames":['


@pytest.mark.parametrize(
    "content",
    [
        many(f"{FRAMES}{ONE},", "null", "]}", 400_000),
        many(f"{FRAMES}", "null", "]}", 9_000_000),
        many("[", "{}", "]", 9_000_000),
        many('[{"image_id":1,"keypoints":[', "9", "]}]", 9_000_000),
    ],
    ids=["one frame, then nobody", "nobody", "empty parts", "short numbers"],
)
def test_landmarks_that_would_take_many_times_their_file_are_refused(tmp_path, content):
    most, refused = measured("landmarks", content, tmp_path)
    assert refused.key == "errors.json_memory"
    assert most <= MOST_MEMORY[0] * len(content) + MOST_MEMORY[1]


@pytest.mark.parametrize("reader", ["sports2d", "trc"])
def test_dense_markers_take_no_more_than_is_allowed(tmp_path, reader):
    names = "\t".join(f"M{n}\t\t" for n in range(40))
    row = "\t".join(f"0\t{n % 2}\t1" for n in range(40))
    unit = "px" if reader == "sports2d" else "m"
    head = f"PathFileType\ta\nNumFrames\tNumMarkers\tUnits\n50000\t40\t{unit}\n"
    rows = "".join(f"1\t{n / 100:.2f}\t{row}\n" for n in range(50_000))
    content = f"{head}Frame#\tTime\t{names}\n\t\tX1\n{rows}".encode()
    most, refused = measured(reader, content, tmp_path)
    assert refused is None
    assert most <= MOST_MEMORY[0] * len(content) + MOST_MEMORY[1]


def test_a_logger_whose_clock_stands_still_takes_no_more_than_is_allowed(tmp_path):
    seed = (CORPUS / "cwa" / "seed_packed.cwa").read_bytes()
    content = mended_cwa(seed[:HEADER] + seed[HEADER : HEADER + SECTOR] * 24_000)
    most, refused = measured("cwa", content, tmp_path)
    assert refused is None
    assert most <= MOST_MEMORY[0] * len(content) + MOST_MEMORY[1]
