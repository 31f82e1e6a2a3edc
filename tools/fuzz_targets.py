"""What the readers are fuzzed with: how each one is called, and words that its files are made of.

No fuzzer is needed here, so that tests read the kept files in the same way (tests/read/corpus).
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

CORPUS = Path(__file__).parent.parent / "tests" / "read" / "corpus"
MOST_MEMORY = (10, 64 * 2**20)
"""A reader may take so many times the file's bytes, and so many bytes more."""
SECTOR, HEADER = 512, 1024  # bytes of a .cwa
PICTURES = 3  # that are decoded of a video


@dataclass(frozen=True)
class Target:
    """One reader to be fuzzed.

    Parameters
    ----------
    name : str
        Of the file that is read; its ending says how.
    read : callable (Path) -> anything
    words : tuple of str
        Pieces of header that the fuzzer may put anywhere.
    longest : int, bytes
        Of the files that are made.
    mend : callable (bytes) -> bytes or None
        Puts check sums right after a change, which chance would never do.
    seeds : tuple of str
        Folders of CORPUS whose files are the first ones; () is the one of the same name.
    more : int, bytes
        Memory allowed beyond MOST_MEMORY: a video takes what its pictures take, however well they
        are packed.
    """

    name: str
    read: Callable[[Path], Any]
    words: tuple[str, ...] = ()
    longest: int = 8192
    mend: Callable[[bytes], bytes] | None = None
    seeds: tuple[str, ...] = ()
    more: int = 0


def _of(module: str) -> Any:
    """A reading module, by name: it must not be imported before the fuzzer watches imports."""
    return import_module(f"psoascope.read.{module}")


def _recording(path: Path) -> Any:
    return _of("opening").read_recording(path)


def _csv_markers(path: Path) -> Any:
    return _of("csv_markers").read_csv_markers(path, rate=50.0, up="auto")


def _c3d_forces(path: Path) -> Any:
    return _of("c3d").read_c3d(path, forces=True)


def _video(path: Path) -> Any:
    """A video opened as read_video does, and its first pictures, without the pose model."""
    file = _of("files").checked_file(path)
    clip = _of("container").clip(file)
    return clip, list(islice(_of("frames").frames(file, 256), PICTURES))


def _compiled(path: Path) -> Any:
    """The numbers of a text by compiled code, in parts, against those by Python.

    Both give the same bits, or refuse the same cell in the same words.
    """
    rows = _of("text_numbers")
    text = _of("text_file").read_text(path)
    try:
        (head, *_), start = text.header(1)
    except ValueError:  # no line at all, or no text: the readers refuse it in words
        return None
    delimiter = "\t" if "\t" in head else "," if "," in head else ""
    count = min(head.count(delimiter or " ") + 1, 500)
    grid = rows.Grid(tuple(f"c{n}" for n in range(count)), delimiter)
    usual = rows.COMPILED_FROM, rows.PART
    try:
        plain = _answer(rows.numbers, text, start, grid)
        rows.COMPILED_FROM, rows.PART = 1, 1
        compiled = _answer(rows.numbers, text, start, grid)
    finally:
        rows.COMPILED_FROM, rows.PART = usual
    if isinstance(plain, Exception) or isinstance(compiled, Exception):
        assert str(plain) == str(compiled), f"{plain} | {compiled}"
        raise plain
    np.testing.assert_array_equal(plain, compiled)
    np.testing.assert_array_equal(np.signbit(plain), np.signbit(compiled))
    return plain


def _answer(function: Callable[..., Any], *given: Any) -> Any:
    from psoascope.errors import PsoascopeError

    try:
        return function(*given)
    except PsoascopeError as error:
        return error


def mended_cwa(content: bytes) -> bytes:
    """A .cwa whose sectors have the check sums that belong to them."""
    whole = (len(content) - HEADER) // SECTOR
    if whole <= 0:
        return content
    sectors = np.frombuffer(content[HEADER : HEADER + whole * SECTOR], "<u2").reshape(whole, -1)
    sectors = sectors.copy()
    sectors[:, -1] = -sectors[:, :-1].sum(axis=1, dtype=np.uint16)
    rest = content[HEADER + whole * SECTOR :]
    return content[:HEADER] + sectors.astype("<u2").tobytes() + rest


NUMBERS = ("nan", "nan(ind)", "inf", "-1e999", "1e-320", "0x1F", "1_0", "-0", "9007199254740993")
TRC = (
    *("PathFileType\t4\t(X/Y/Z)\t", "DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units"),
    *("OrigDataRate", "Frame#\tTime\t", "LHIP", "R_HJC", "left_hip", "\t\t\t", "mm", "cm", "px"),
    *("\r\n", "\r", "\ufeff", *NUMBERS),
)
STORAGE = (
    *("nRows=", "nColumns=", "datarows ", "datacolumns ", "inDegrees=yes", "version=1"),
    *("DataType=Vec3", "endheader\n", "time\t", "name ", "\r\n", *NUMBERS),
)
COLUMNS = ("LHIP_x", "_y", "_z", "time", "timestamp", '"', ";", ",,", "\r\n", *NUMBERS)
C3D = (
    *("POINT", "ANALOG", "EVENT", "TRIAL", "FORCE_PLATFORM", "ROTATION", "EZC3D", "LABELS"),
    *("UNITS", "RATE", "FRAMES", "LONG_FRAMES", "DATA_START", "SCALE", "USED", "GEN_SCALE"),
    *("OFFSET", "FORMAT", "UNSIGNED", "TIMES", "CONTEXTS", "CORNERS", "ORIGIN", "CHANNEL", "TYPE"),
    *("ACTUAL_START_FIELD", "ACTUAL_END_FIELD", "ANGLES", "ANGLE_UNITS", "mm", "LABELS2"),
    *("T", "U", "V"),  # the three processors
)
LANDMARKS = (
    *('"people":[', '"pose_keypoints_2d":[', '"version":1.3', '"image_id":', '"keypoints":['),
    *('"annotations":[', '"images":[', '"frames":[', '"landmarks":', '"world_landmarks":'),
    *('"width":', '"height":', '"fps":', '"time":', '"time_s":', '"meta":{', '"extraction":{'),
    *('"was_flipped":true', '"visibility":', '"x":', '"LEFT_HIP":', '"score":', "null", "[]", "{}"),
    *("1e999", "NaN", "Infinity", "-Infinity", "true", "[[[[", '"\\ud800"', "1e308", "-1"),
)
SENSOR = (
    *("time,x,y,z", "seconds_elapsed", "timestamp", "Acceleration x (m/s^2)", "Time (s)", "gFx"),
    *("2026-03-02 10:15:00.500", "T10:15:00Z", "+02:00", "10:15:00:500", "1700000000000"),
    *('"', ";", "\t", ",", "\r\n", *NUMBERS, "NaT", "9999-12-31 00:00:00", "-5-01-01 00:00:00"),
)
GENEACTIV = (
    *("Device Identity", "Calibration Data", "x gain:", "y offset:", "z gain:", "Recorded Data"),
    *("Page Time:2026-03-02 09:30:00:000", "Measurement Frequency:", "Sequence Number:"),
    *("Memory Status", "Number of Pages:", "\r\n", *NUMBERS),
)
VIDEO = (
    *("ftyp", "isom", "moov", "mvhd", "trak", "tkhd", "mdia", "mdhd", "stbl", "stsd", "stts"),
    *("stsz", "stco", "stsc", "dref", "url ", "alis", "mdat", "avc1", "mp4v", "RIFF", "AVI "),
    *("hdrl", "strh", "vids", "MJPG", "#EXTM3U", "#EXTINF:1,\nbait.mp4\n", "file:bait.mp4"),
    *("ffconcat version 1.0\nfile bait.mp4\n", "concat:bait.mp4", "<MPD>", "OggS", "FLV"),
)


def targets() -> dict[str, Target]:
    """Every reader by name."""
    return {
        "trc": Target("walk.trc", _recording, TRC),
        "sports2d": Target("walk_px_person00.trc", _recording, TRC),
        "storage": Target("walk.mot", lambda path: _of("storage").read_storage(path), STORAGE),
        "columns": Target("state.csv", lambda path: _of("columns").read_columns(path), COLUMNS),
        "csv_markers": Target("walk.csv", _csv_markers, COLUMNS),
        "compiled": Target(
            "rows.txt", _compiled, (*TRC, *COLUMNS), seeds=("compiled", "columns", "csv_markers")
        ),
        "c3d": Target("walk.c3d", _recording, C3D),
        "c3d_forces": Target("walk.c3d", _c3d_forces, C3D, seeds=("c3d_forces", "c3d")),
        "landmarks": Target("walk.json", _recording, LANDMARKS),
        "sensor_csv": Target("thigh.csv", lambda path: _of("sensor").read_sensor(path), SENSOR),
        "cwa": Target(
            "thigh.cwa", lambda path: _of("sensor").read_sensor(path), (), mend=mended_cwa
        ),
        "geneactiv": Target("thigh.bin", lambda path: _of("sensor").read_sensor(path), GENEACTIV),
        "video": Target("walk.mp4", _video, VIDEO, longest=16384, more=1 << 30),
    }


def seed_files(name: str) -> list[Path]:
    """The kept files that a reader is tested with and fuzzed from."""
    folders = targets()[name].seeds or (name,)
    return sorted(path for folder in folders for path in (CORPUS / folder).glob("*"))
