"""GENEActiv .bin: a header of text lines, then pages of text with 300 samples each."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read.sensor_blocks import bad_block_remarks, sample_times
from psoascope.read.sensor_samples import Raw, Samples

MAGIC = b"Device Identity"
_PAGE = "Recorded Data"
_LONGEST = 16384  # characters of a line; a page of 300 samples has 3600
_HEADER_LINES = 400
_BYTES = 6  # of a sample: 12 bits each for x, y, z; 10 for light, 1 for the button, 1 spare
_CALIBRATION = [f"{axis} {what}" for axis in "xyz" for what in ("gain", "offset")]


@dataclass(frozen=True)
class _Pages:
    """What the pages hold, and which of them could be read."""

    stamps: list[float]
    counts: list[int]
    rates: list[float]
    packed: bytearray
    good: list[bool]
    cut_short: bool


def read_geneactiv(path: Path) -> Raw:
    """Acceleration of a GENEActiv.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Raw
        In g, by the gains and offsets of the file. Damaged pages are left out and remarked.

    Raises
    ------
    ReadError
        Calibration is missing or impossible, or no page is whole; names line and value.

    References
    ----------
    geneactiv_bin in data/sources.toml.
    """
    with path.open("rb") as stream:
        gains, offsets = _calibration(path.name, stream)
        pages = _pages(stream)
    if not pages.stamps:
        raise tables.error(ReadError, "sensor_no_blocks", name=path.name, blocks=len(pages.good))
    rate = float(np.median(pages.rates))
    first = np.array(pages.stamps)
    counts = np.array(pages.counts, dtype=np.int64)
    return Raw(
        time=sample_times(first - first[0], counts, rate),
        values=_values(pages.packed, gains, offsets),
        start=np.datetime64(round(first[0] * 1e6), "us").astype(datetime),
        device="GENEActiv",
        long_axis=1,
        remarks=bad_block_remarks(np.array(pages.good), pages.cut_short),
    )


def _line(stream: BinaryIO) -> str | None:
    """The next line without its end; None at the end of the file."""
    raw = stream.readline(_LONGEST)
    return raw.decode("ascii", errors="replace").rstrip("\r\n") if raw else None


def _calibration(name: str, stream: BinaryIO) -> tuple[Array, Array]:
    """Gains and offsets of x, y, z; leaves the stream after the first page's title."""
    found: dict[str, tuple[int, str]] = {}
    number = 0
    while (line := _line(stream)) is not None and number < _HEADER_LINES:
        number += 1
        if line.strip() == _PAGE:
            break
        key, _, value = line.partition(":")
        found.setdefault(key.strip(), (number, value.strip()))
    numbers = []
    for key in _CALIBRATION:
        place, value = found.get(key, (number, ""))
        try:
            numbers.append(float(value))
        except ValueError:
            numbers.append(np.nan)
        least = 100.0 if key.endswith("gain") else 0.0
        if not least <= abs(numbers[-1]) <= 1e6:
            raise tables.error(
                ReadError, "sensor_header", name=name, line=place, what=key, value=value or "-"
            )
    calibration = np.array(numbers).reshape(3, 2)
    return calibration[:, 0], calibration[:, 1]


def _pages(stream: BinaryIO) -> _Pages:
    pages = _Pages([], [], [], bytearray(), [], False)
    cut = False
    values: dict[str, str] = {}
    while (line := _line(stream)) is not None:
        if line.strip() == _PAGE:
            if values:
                pages.good.append(False)
            values = {}
        elif ":" in line:
            key, _, value = line.partition(":")
            values[key.strip()] = value.strip()
        elif line.strip():
            cut = not _add_page(pages, values, line.strip())
            values = {}
    if values:
        pages.good.append(False)
        cut = True
    return _Pages(pages.stamps, pages.counts, pages.rates, pages.packed, pages.good, cut)


def _add_page(pages: _Pages, values: dict[str, str], digits: str) -> bool:
    """Keeps a page if it can be; whether it was whole."""
    whole = len(digits) // (2 * _BYTES)
    try:
        packed = bytes.fromhex(digits[: whole * 2 * _BYTES])
        stamp = datetime.strptime(values["Page Time"], "%Y-%m-%d %H:%M:%S:%f")
        rate = float(values["Measurement Frequency"].replace(",", "."))
    except (ValueError, KeyError):
        pages.good.append(False)
        return len(digits) % (2 * _BYTES) == 0
    low, high = (tables.entry(f"sensor.{key}.value") for key in ("rate_least", "rate_most"))
    year = tables.entry("sensor.year")
    # Blanks among the digits are passed over in silence by Python; such a page is damaged.
    whole_bytes = len(packed) == whole * _BYTES > 0
    fine = whole_bytes and low / 4 <= rate <= high and year["low"] <= stamp.year <= year["high"]
    pages.good.append(fine)
    if fine:
        pages.stamps.append((stamp - datetime(1970, 1, 1)).total_seconds())
        pages.counts.append(whole)
        pages.rates.append(rate)
        pages.packed.extend(packed)
    return len(digits) % (2 * _BYTES) == 0


def _values(packed: bytearray, gains: Array, offsets: Array) -> Samples:
    """Samples in g from 12 bits an axis."""
    raw: NDArray[np.uint8] = np.frombuffer(packed, dtype=np.uint8).reshape(-1, _BYTES)
    values = np.empty((len(raw), 3), dtype=np.float32)
    for low in range(0, len(raw), 500_000):
        part = raw[low : low + 500_000].astype(np.int32)
        axes = (
            (part[:, 0] << 4) | (part[:, 1] >> 4),
            ((part[:, 1] & 15) << 8) | part[:, 2],
            (part[:, 3] << 4) | (part[:, 4] >> 4),
        )
        for axis, number in enumerate(axes):
            signed = (number ^ 0x800) - 0x800
            values[low : low + len(part), axis] = (signed * 100.0 - offsets[axis]) / gains[axis]
    return values
