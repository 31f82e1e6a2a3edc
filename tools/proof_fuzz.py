"""Proof that no file breaks a reader: fuzzing by coverage, and memory on large files.

It needs atheris, which is no part of the locked environment: tools/fuzz_readers.py says how.
"""

from typing import Any

from tools.fuzz_large import large
from tools.fuzz_readers import fuzz_all
from tools.fuzz_targets import CORPUS, targets


def fuzzing(seconds: float = 600.0) -> dict[str, Any]:
    """Each reader fuzzed for so long, two at a time; findings are files that broke a promise.

    A promise is broken by an error that is not ours or has no words, more memory than 10 times the
    file and 64 MB, more than 5 s of computing, a warning of NumPy, the end of the process, or
    another file being opened.
    """
    rows = fuzz_all(list(targets()), seconds)
    found = [f"{row['reader']}: {', '.join(row.pop('found'))}" for row in rows if row["findings"]]
    for row in rows:
        row.pop("found", None)
    return {
        "seconds_each": seconds,
        "findings": "; ".join(found) or "none",
        "files_kept_as_tests": sum(path.is_file() for path in CORPUS.glob("*/*")),
        "fuzzed_readers": rows,
        "memory_on_large_files": large(),
    }
