"""Memory of every reader on files so large that a habit of a few times too much shows.

.venv/bin/python tools/fuzz_large.py            every reader
.venv/bin/python tools/fuzz_large.py trc c3d    some of them
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tools.fuzz_targets import (  # noqa: E402
    CORPUS,
    HEADER,
    MOST_MEMORY,
    SECTOR,
    mended_cwa,
    targets,
)

SIZE = 24 * 2**20  # bytes; 64 MB more are allowed, so that twice too much shows from 8 MB on


def large_files(size: int = SIZE) -> Iterator[tuple[str, str, bytes]]:
    """Reader, what the file is, and the file: sound ones, and the densest that we can think of."""
    trc = "PathFileType\t4\t(X/Y/Z)\ta\nDataRate\tNumFrames\tNumMarkers\tUnits\n30\t{}\t{}\t{}\n"
    for reader, unit in (("trc", "m"), ("sports2d", "px")):
        for markers in (1, 40):
            names = "\t".join(f"M{n}\t\t" for n in range(markers))
            row = "\t".join(f"0\t{n % 2}\t1" for n in range(markers))
            rows = size // (len(row) + 10)
            head = trc.format(rows, markers, unit) + f"Frame#\tTime\t{names}\n\t\tX1\n"
            yield reader, f"{markers} markers", _rows(head, f"1\t%.2f\t{row}\n", rows)
    rows = size // 13
    head = "w\nversion=1\nendheader\ntime a b c\n"
    yield "storage", "3 columns", _rows(head, "%.2f 1 2 3\n", rows)
    yield "columns", "state", _rows("a,b,c\n", "%.1f,1,2\n", size // 11)
    yield "columns", "empty cells", b"a,b,c\n" + b",,\n" * (size // 3)
    deep = "time,L_x,L_y,L_z,R_x,R_y,R_z\n"
    yield "csv_markers", "2 points", _rows(deep, "%.2f,0,0,0,0,1,0\n", size // 21)
    yield "csv_markers", "pixels", _rows("t,a_x,a_y\n", "%.2f,1,2\n", size // 13)
    yield from _landmarks(size)
    yield "sensor_csv", "numbers", _rows("time,x,y,z\n", "%.2f,0,1,0\n", size // 15)
    clock = "time,x,y,z\n" + "2026-03-02 10:15:00.5,0,1,0\n" * (size // 28)
    yield "sensor_csv", "clocks", clock.encode()
    yield "sensor_csv", "empty cells", _rows("time,x,y,z\n", "%.2f,0,1,\n", size // 14)
    for name in ("packed", "whole"):
        seed = (CORPUS / "cwa" / f"seed_{name}.cwa").read_bytes()
        more = seed[HEADER : HEADER + SECTOR] * (size // SECTOR)
        yield "cwa", name, mended_cwa(seed[:HEADER] + more)
    seed = (CORPUS / "geneactiv" / "seed_pages.bin").read_bytes()
    page = seed[seed.index(b"Recorded Data") : seed.rindex(b"Recorded Data")]
    yield "geneactiv", "pages", seed[: seed.index(b"Recorded Data")] + page * (size // len(page))
    short = page[: page.index(b"Frequency:50.0") + 16] + b"00" * 6 + b"\r\n"
    head = seed[: seed.index(b"Recorded Data")]
    yield "geneactiv", "pages of one sample", head + short * (size // len(short))
    for name in ("ours", "intel_integers"):
        yield "c3d", name, _c3d(name, size)
    for width, height in ((1280, 720), (3840, 2160), (8192, 8192)):
        yield "video", f"black, {width} x {height}", _video(width, height)
    yield "c3d", "integers, 200 analog channels", _c3d("intel_integers", size, 200)


def _rows(head: str, row: str, count: int) -> bytes:
    return (head + "".join([row % (n / 100) for n in range(count)])).encode()


def _landmarks(size: int) -> Iterator[tuple[str, str, bytes]]:
    def many(one: str) -> str:
        return ",".join([one] * (size // (len(one) + 1)))

    zeros = "[" + ",".join(["[1,9]"] * 33) + "]"
    yield "landmarks", "mediapipe", f'{{"width":9,"height":9,"frames":[{many(zeros)}]}}'.encode()
    point = '{"people":[{"pose_keypoints_2d":[' + ",".join(["9"] * 75) + "]}]}"
    yield "landmarks", "openpose", f"[{many(point)}]".encode()
    flat = '"image_id":%d,"keypoints":[' + ",".join(["9"] * 51) + "]"
    rows = ",".join(["{" + flat % n + "}" for n in range(size // 135)])
    yield "landmarks", "coco", f"[{rows}]".encode()
    yield "landmarks", "null frames", f'{{"width":9,"height":9,"frames":[{many("null")}]}}'.encode()
    real = "[" + ",".join(["[0.51,0.25,0.9]"] * 33) + "]"
    gaps = f'{{"width":900,"height":900,"frames":[{real},{many("null")}]}}'
    yield "landmarks", "one frame, then nobody", gaps.encode()
    few = f'{{"width":900,"height":900,"frames":[{real},{",".join(["null"] * 40_000)}]}}'
    yield "landmarks", "the same, small", few.encode()
    long = '"image_id":%d,"keypoints":[' + ",".join(["512.31"] * 51) + "]"
    usual = ",".join(["{" + long % n + "}" for n in range(size // 390)])
    yield "landmarks", "coco, usual numbers", f"[{usual}]".encode()
    yield "landmarks", "mediapipe, usual numbers", _mediapipe(size)
    yield "landmarks", "numbers alone", f"[{many('1.5')}]".encode()
    yield "landmarks", "empty dicts", f"[{many('{}')}]".encode()


def _video(width: int, height: int) -> bytes:
    """Six black pictures: hardly a byte in the file."""
    import av

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "black.mp4"
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libx264", rate=25, options={"preset": "ultrafast"})
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            black = np.zeros((height, width, 3), np.uint8)
            frame = av.VideoFrame.from_ndarray(black, format="rgb24")
            for _ in range(6):
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
        return path.read_bytes()


def _mediapipe(size: int) -> bytes:
    one = '{"x":0.512345,"y":0.312345,"z":-0.12345,"visibility":0.98765}'
    frame = "[" + ",".join([one] * 33) + "]"
    frames = ",".join([frame] * (size // len(frame)))
    return f'{{"width":900,"height":900,"frames":[{frames}]}}'.encode()


def _c3d(name: str, size: int, channels: int = 0) -> bytes:
    """A seed whose head and parameters count as many frames as fit."""
    seed = (CORPUS / "c3d" / f"seed_{name}.c3d").read_bytes()
    start = 512 * (int.from_bytes(seed[16:18], "little") - 1)
    width = (2 if name.endswith("integers") else 4) * 4 * 12
    block = seed[start : start + width] + bytes(2 * 10 * channels)
    width = len(block)
    frames = min(size // width, 65534)
    head = bytearray(seed[:start])
    head[8:10] = np.uint16(frames).tobytes()
    head[4:6], head[18:20] = (np.uint16(word).tobytes() for word in (10 * channels, 10))
    at = head.index(b"FRAMES", 512) + 6
    head[at + 4 : at + 6] = np.uint16(frames).tobytes()
    return bytes(head) + block * frames


def measured(reader: str, content: bytes) -> tuple[float, float, str]:
    """Memory (MB) that reading takes over the idle process, seconds, and what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / targets()[reader].name
        path.write_bytes(content)
        done = subprocess.run(
            [sys.executable, __file__, "--read", reader, str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
    taken, seconds, came = done.stdout.strip().split("|", 2)
    return float(taken), float(seconds), came


def large(readers: list[str] | None = None) -> list[dict[str, Any]]:
    """A row for every large file: size, memory taken, memory allowed."""
    rows = []
    for reader, what, content in large_files():
        if readers and reader not in readers:
            continue
        taken, seconds, came = measured(reader, content)
        allowed = (MOST_MEMORY[0] * len(content) + MOST_MEMORY[1]) / 2**20
        row = {
            "reader": reader,
            "file": what,
            "file MB": round(len(content) / 2**20, 1),
            "memory MB": round(taken),
            "allowed MB": round(allowed),
            "s": round(seconds, 1),
            "came of it": came[:60],
        }
        rows.append(row)
        print(json.dumps(row), flush=True)
    return rows


def _read(reader: str, path: Path) -> None:
    import time
    from contextlib import suppress
    from importlib import import_module

    from tools.fuzz_child import memory_now, memory_peak
    from tools.fuzz_targets import seed_files

    from psoascope.errors import PsoascopeError

    target = targets()[reader]
    # Compiled code is the process's own, and takes the same whatever is read.
    import_module("psoascope.read.text_parsing")
    small = path.parent / f"small{path.name}"
    for seed in seed_files(reader):
        small.write_bytes(seed.read_bytes())
        with suppress(PsoascopeError):
            target.read(small)
    before, start, came = memory_now(), time.perf_counter(), "read"
    try:
        found = target.read(path)
    except PsoascopeError as error:
        came = " ".join(str(error).split())
    else:
        del found
    print(f"{(memory_peak() - before) / 2**20}|{time.perf_counter() - start}|{came}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        _read(sys.argv[2], Path(sys.argv[3]))
    else:
        large(sys.argv[1:])
