"""Mutation testing of care/: whether the tests notice small faults in the rules.

.venv/bin/python tools/mutation.py                      at most 40 faults a module
.venv/bin/python tools/mutation.py --each 0             every fault
.venv/bin/python tools/mutation.py --only findings plan these modules

The tests are collected once; each fault then lives in a forked process of its own, in which the
function's code is replaced and the tests that call it are run until one fails.
"""

import argparse
import importlib
import json
import os
import random
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tools.mutants import Mutant, mutants  # noqa: E402

ROOM = ROOT / "src" / "psoascope" / "care"
EACH, SEED = 40, 71
LONGEST = 40.0  # s for one fault; what runs longer hangs, and is noticed by that
SLOW = 6.0  # s: single tests beyond are left out, statistics of many diaries among them
TESTS = ("tests/care", "tests/test_checkin.py", "tests/cli/test_plan.py", "src/psoascope/care")


class Tester:
    """A pytest plugin that runs no test the usual way, but the faults."""

    def __init__(self, names: list[str], each: int) -> None:
        self.names, self.each = names, each
        self.rows: list[dict[str, Any]] = []
        self.alive: list[tuple[str, str]] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Finds which test calls what, then tries every fault."""
        called = self.calls(session.items)
        for name in self.names:
            found = list(mutants(ROOM / f"{name}.py", f"psoascope.care.{name}"))
            chosen = found
            if self.each and len(found) > self.each:
                chosen = random.Random(SEED).sample(found, self.each)
            killed = 0
            for one in chosen:
                if self.noticed(one, called):
                    killed += 1
                else:
                    self.alive.append((f"{name}.{one.function}", one.what))
            share = round(100 * killed / len(chosen)) if chosen else ""
            self.rows.append(
                {
                    "module": name,
                    "faults": len(found),
                    "tried": len(chosen),
                    "noticed": killed,
                    "%": share,
                }
            )
            print(json.dumps(self.rows[-1]), flush=True)
        return True

    def calls(self, items: list[pytest.Item]) -> dict[tuple[str, str], list[pytest.Item]]:
        """By file and function: the tests that call it, the quickest first. In a child, too."""
        read, write = os.pipe()
        if not os.fork():
            os.close(read)
            found = self._traced(items)
            with os.fdopen(write, "w") as out:
                json.dump(found, out)
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as back:
            found = json.load(back)
        os.wait()
        told = defaultdict(list)
        for (seconds, keys), item in sorted(
            zip(found, items, strict=True), key=lambda one: one[0][0]
        ):
            if seconds <= SLOW:
                for file, function in keys:
                    told[file, function].append(item)
        return told

    def _traced(self, items: list[pytest.Item]) -> list[Any]:
        room, found = str(ROOM), []
        for item in items:
            seen: set[tuple[str, str]] = set()

            def note(frame: Any, event: str, _: Any, seen: Any = seen) -> None:
                code = frame.f_code
                if event == "call" and code.co_filename.startswith(room):
                    seen.add((Path(code.co_filename).stem, code.co_qualname.split(".<locals>")[0]))

            # What an earlier test computed and kept is called by this one as well.
            _forget()
            start = time.perf_counter()
            sys.setprofile(note)
            _passed(item)
            sys.setprofile(None)
            found.append((time.perf_counter() - start, sorted(seen)))
        return found

    def noticed(self, one: Mutant, called: dict[tuple[str, str], list[pytest.Item]]) -> bool:
        """Whether any test fails, hangs or dies with the fault in place."""
        items = called.get((one.module.rsplit(".", 1)[1], one.function), [])
        if not items:
            return False
        child = os.fork()
        if not child:
            signal.alarm(round(LONGEST))
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            try:
                put_in(one)
                os._exit(0 if all(_passed(item) for item in items) else 1)
            finally:
                os._exit(1)
        return os.waitpid(child, 0)[1] != 0


def put_in(one: Mutant) -> None:
    """Replaces the code of a function in this process, wherever it was imported to."""
    here: Any = importlib.import_module(one.module)
    for name in one.function.split("."):
        here = here.__dict__[name]
    for layer in ("fget", "__func__", "__wrapped__"):
        here = getattr(here, layer, None) or here
    if not isinstance(here, FunctionType):
        raise TypeError(f"{one.function} is no function")
    _forget()
    here.__code__ = one.code


def _forget() -> None:
    """Empties every cache: what was computed before the fault would hide it."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("psoascope", "tests.")):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and not isinstance(value, type):
                    value.cache_clear()


def _passed(item: pytest.Item) -> bool:
    """Runs one test with its fixtures; a fixture that fails counts as well."""
    from _pytest.runner import runtestprotocol

    reports = runtestprotocol(item, log=False, nextitem=None)
    return all(report.passed or report.skipped for report in reports)


def mutation(each: int = EACH, only: list[str] | None = None) -> dict[str, Any]:
    """The faults of every module of care/, and how many of them the tests notice.

    Parameters
    ----------
    each : int
        At most so many a module, drawn at random; 0 for all.
    only : list of str, optional
        Modules.

    Returns
    -------
    dict
    """
    # Few and always the same examples: a fault is noticed by what a test says, not by luck.
    settings.register_profile(
        "mutation",
        derandomize=True,
        max_examples=15,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutation")
    os.chdir(ROOT)
    names = only or sorted(path.stem for path in ROOM.glob("*.py") if path.stem != "__init__")
    tester = Tester(names, each)
    quiet = ["-q", "-p", "no:cacheprovider", "-p", "no:django", "--no-header"]
    pytest.main([*quiet, *TESTS], plugins=[tester])
    tried = sum(row["tried"] for row in tester.rows)
    killed = sum(row["noticed"] for row in tester.rows)
    return {
        "faults tried": tried,
        "noticed": killed,
        "noticed %": round(100 * killed / max(tried, 1), 1),
        "modules": tester.rows,
        "not noticed": _grouped(tester.alive),
    }


def _grouped(alive: list[tuple[str, str]]) -> list[dict[str, str]]:
    """Faults that no test noticed, a row for each function."""
    found: dict[str, list[str]] = defaultdict(list)
    for function, what in alive:
        found[function].append(what)
    return [{"function": name, "faults": "; ".join(what)} for name, what in found.items()]


def main() -> int:
    """Prints what the tests do not notice, or writes it all."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--each", type=int, default=EACH)
    asked.add_argument("--only", nargs="*")
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    found = mutation(given.each, given.only)
    if given.json:
        given.json.write_text(json.dumps(found), encoding="utf-8")
        return 0
    for row in found["not noticed"]:
        print(f"{row['function']}: {row['faults']}")
    print(f"{found['noticed']} of {found['faults tried']}, {found['noticed %']} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
