"""The process in which one reader is fuzzed: watches errors, memory, time, and files opened."""

import ctypes
import json
import os
import random
import resource
import sys
import sysconfig
import tempfile
import time
import traceback
import warnings
from pathlib import Path
from typing import Any

from tools.fuzz_readers import HANG, ROOT, WALL
from tools.fuzz_targets import MOST_MEMORY, Target, seed_files, targets

from psoascope.errors import PsoascopeError

GUARD = 2 << 30  # bytes of addresses beyond the idle process; more is refused by the system
OWN = tuple(
    str(Path(path).resolve())
    for path in {
        *(sysconfig.get_paths()[key] for key in ("stdlib", "purelib", "platlib")),
        ROOT / "src" / "psoascope",
    }
)
BAITS = ("bait.mp4", "numpy.py", "ezc3d.py", "psoascope.py")
"""Files beside the given one: those that a play list names, and those that import could take."""
_IN_OPEN = 0x20
_EVENTS = ("open", "os.listdir", "os.scandir", "socket.connect", "subprocess.Popen", "os.system")


class Watch:
    """Calls a reader with one file after the other, and keeps those that broke something."""

    def __init__(self, target: Target, folder: Path, room: Path) -> None:
        self.target, self.folder = target, folder
        self.file = room / target.name
        self.most = 0
        self.other: list[str] = []
        self.active = False
        for bait in BAITS:
            (room / bait).write_bytes(b"raise SystemExit(9)")
        # What a reader hands to a process of its own lies in the folder for such things.
        (room / "aside").mkdir()
        tempfile.tempdir = str(room / "aside")
        self.allowed = (*OWN, tempfile.tempdir)
        self.native = _opens_in(room)
        self.children = 0
        sys.addaudithook(self._heard)

    def _heard(self, event: str, given: tuple[Any, ...]) -> None:
        if not self.active or event not in _EVENTS or isinstance(given[0], int):
            return
        if event == "os.listdir" and given[0] in sys.path:
            return  # looking for a module
        path = os.fsdecode(given[0]) if isinstance(given[0], str | bytes) else str(given[:2])
        real = os.path.realpath(path)
        if real != str(self.file) and path != sys.executable and not real.startswith(self.allowed):
            self.other.append(f"{event} {path}")

    def one(self, content: bytes) -> None:
        """Reads one file and holds the reader to its promises."""
        self.file.write_bytes(content)
        self.native()
        self.other.clear()
        before, start = memory_now(), time.process_time()
        self.active = True
        try:
            error: Exception | None = None
            self.target.read(self.file)
        except Exception as caught:  # noqa: BLE001 - what is not ours is what is looked for
            error = caught
        finally:
            self.active = False
        seconds = time.process_time() - start
        taken = max(memory_peak() - before, _children() - (self.children or _children()))
        if isinstance(error, PsoascopeError):
            self._check_words(error, content)
        elif error is not None:
            self._keep(_place(error), content, "".join(traceback.format_exception(error)))
        if seconds > HANG:
            self._keep("hang", content, f"{seconds:.1f} s")
        if taken > MOST_MEMORY[0] * len(content) + MOST_MEMORY[1] + self.target.more:
            self._keep("memory", content, f"{taken / 2**20:.0f} MB for {len(content)} bytes")
        if taken > self.most:
            self._tell(taken)
        native = [name for name in self.native() if name != self.file.name]
        if self.other or native:
            self._keep("other_file", content, f"{self.other[:3]} {native[:3]}")

    def _check_words(self, error: PsoascopeError, content: bytes) -> None:
        """Every refusal of a file has its wording in data/, in every language."""
        if not error.key:
            self._keep(f"no_words-{_place(error)}", content, str(error))

    def begin(self) -> None:
        """From here on it counts: what processes of the reader's own take when idle is known."""
        self.children = _children()
        self._tell(0)

    def _tell(self, taken: int) -> None:
        self.most = taken
        text = json.dumps({"most_mb": round(taken / 2**20, 1)})
        (self.folder / "figures.json").write_text(text, encoding="utf-8")

    def _keep(self, what: str, content: bytes, why: str) -> None:
        """The smallest file of each kind of finding."""
        path = self.folder / "found" / f"{what}{Path(self.target.name).suffix}"
        if not path.exists() or path.stat().st_size > len(content):
            path.write_bytes(content)
            print(f"FOUND {what}: {why}", file=sys.stderr, flush=True)


def run(name: str, seconds: int, folder: Path) -> None:
    """Fuzzes one reader for so many seconds; ends the process."""
    import atheris

    target = targets()[name]
    seeds = seed_files(name)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as made:
        room = Path(made).resolve()
        os.chdir(room)
        warnings.simplefilter("error", RuntimeWarning)
        watch = Watch(target, folder, room)
        with atheris.instrument_imports(
            include=["psoascope.read"], exclude=["psoascope.read.text_parsing"]
        ):
            _warm(target, seeds, room)
        watch.begin()
        _limit_addresses()
        flags = [
            f"-max_total_time={seconds}",
            f"-max_len={target.longest}",
            f"-timeout={WALL}",
            "-rss_limit_mb=0",
            "-print_final_stats=1",
            "-reload=0",
            f"-artifact_prefix={folder / 'found'}/",
            f"-dict={_dictionary(target, room)}",
        ]
        places = [str(folder / "corpus"), *sorted({str(path.parent) for path in seeds})]
        more = {"custom_mutator": _mutator(target)} if target.mend else {}
        atheris.Setup([sys.argv[0], *flags, *places], watch.one, **more)
        atheris.Fuzz()


def _warm(target: Target, seeds: list[Path], room: Path) -> None:
    """Reads every seed once, so that nothing is imported or compiled while it counts."""
    for seed in seeds:
        path = room / target.name
        path.write_bytes(seed.read_bytes())
        try:
            target.read(path)
        except Exception as error:  # noqa: BLE001 - it comes again while it counts
            print(f"{seed.name}: {error}", file=sys.stderr)


def _mutator(target: Target) -> Any:
    import atheris

    def mutated(content: bytes, most: int, seed: int) -> bytes:
        changed = atheris.Mutate(content, min(most, target.longest))
        wrong = target.mend is None or random.Random(seed).random() < 0.1
        return bytes(changed) if wrong else target.mend(bytes(changed))

    return mutated


def _dictionary(target: Target, room: Path) -> Path:
    lines = [
        '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"' for word in target.words
    ]
    path = room.parent / f"{room.name}.dict"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _place(error: BaseException) -> str:
    """Kind of an error and the last of our lines that it went through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if "psoascope" in one.filename] or list(frames)
    return f"{type(error).__name__}-{Path(ours[-1].filename).stem}-{ours[-1].lineno}"


def memory_now() -> int:
    """Bytes in use; the peak starts again from here."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _status("VmRSS")


def _children() -> int:
    """Bytes of the largest process that a reader has started."""
    return 1024 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def memory_peak() -> int:
    return _status("VmHWM")


def _status(key: str) -> int:
    with open("/proc/self/status", "rb") as stream:  # noqa: PTH123 - once for every file
        text = stream.read()
    at = text.index(key.encode()) + len(key) + 1
    return 1024 * int(text[at : text.index(b"kB", at)])


def _limit_addresses() -> None:
    limit = _status("VmSize") + GUARD
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _opens_in(room: Path) -> Any:
    """A call that lists the files opened in a folder since the last one, by native code too."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.inotify_init1(os.O_NONBLOCK)
    if handle < 0 or libc.inotify_add_watch(handle, os.fsencode(room), _IN_OPEN) < 0:
        raise OSError(ctypes.get_errno(), "inotify is not to be had")

    def opened() -> list[str]:
        try:
            heard = os.read(handle, 65536)
        except BlockingIOError:
            return []
        names, at = [], 0
        while at < len(heard):
            length = int.from_bytes(heard[at + 12 : at + 16], sys.byteorder)
            names.append(heard[at + 16 : at + 16 + length].rstrip(b"\0").decode())
            at += 16 + length
        return [name for name in names if name]

    return opened
