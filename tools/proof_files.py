"""Speed of reading and writing files beside other programs, as rows of docs/validation.md."""

from typing import Any

from tools import bench_c3d, bench_files


def files(frames: int = 100_000, runs: int = 7) -> dict[str, Any]:
    """Seconds of each program at each work; values are checked to be equal.

    Parameters
    ----------
    frames, runs : int

    Returns
    -------
    dict
        Rows of text files, and of .c3d.
    """
    return {
        "frames": frames,
        "markers": bench_files.MARKERS,
        "text": _text_rows(bench_files.measured(frames, runs)),
        "c3d": _c3d_rows(bench_c3d.measured(frames, runs)),
    }


def _text_rows(found: dict[str, Any]) -> list[dict[str, Any]]:
    programs = ("psoascope", *bench_files.PEERS)
    return [
        {
            "work": work.replace("_", " "),
            **{f"{name} s": found[work].get(name, {}).get("s", "") for name in programs},
            "ours over the fastest other": found[f"{work}_against_fastest"],
        }
        for work in bench_files.WORKS
    ]


def _c3d_rows(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "work": way,
            **{f"{name} s": round(seconds, 3) for name, seconds in found[way].items()},
            "ours over the fastest other": round(found["ratio"][way], 2),
        }
        for way in ("read", "write")
    ]
