"""Every file that the fuzzer started from or broke a reader with is read, or refused in words."""

import contextlib
import tracemalloc

import pytest
from tools.fuzz_targets import CORPUS, MOST_MEMORY, targets

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


def test_every_reader_has_files():
    assert {path.parent.name for path in FILES} == set(targets())


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_of_ill_will_is_read_or_refused_in_words_and_little_memory(path, tmp_path):
    with contextlib.suppress(PsoascopeError):
        read(path, tmp_path)  # imports and tables are not the file's memory
    tracemalloc.start()
    try:
        read(path, tmp_path)
    except PsoascopeError as error:
        assert error.key
        assert tmp_path.name not in str(error)
        assert all("{" not in tables.explain(error, language) for language in ("en", "de"))
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
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
