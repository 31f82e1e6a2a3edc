"""Axivity .cwa: a header of 1024 bytes, then sectors of 512 bytes with up to 120 samples each."""

from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError
from psoascope.read.sensor_blocks import bad_block_remarks, sample_times
from psoascope.read.sensor_samples import Raw, Samples

MAGIC = b"MD"
SECTOR = np.dtype(
    {
        "names": [
            *("magic", "length", "fraction", "session", "sequence", "stamp", "light"),
            *("rate", "form", "offset", "count", "data", "words"),
        ],
        "formats": [
            *("<u2", "<u2", "<u2", "<u4", "<u4", "<u4", "<u2"),
            *("u1", "u1", "<i2", "<u2", "V480", ("<u2", 256)),
        ],
        "offsets": [0, 2, 4, 6, 10, 14, 18, 24, 25, 26, 28, 30, 0],
        "itemsize": 512,
    }
)
_HEADER, _SECTOR, _AT_ONCE = 1024, 512, 4096
_HEAD = [name for name in SECTOR.names or () if name not in ("data", "words")]
_MARK, _LENGTH = 0x5841, 508  # "AX", and the length that follows it
_PACKED = 0x30  # three axes, 10 bits each with a common exponent
_UNPACKED = (0x32, 0x62, 0x92)  # 3, 6 or 9 axes of 16 bits; acceleration stands after the gyroscope
_DEVICES = {0x64: "Axivity AX6"}


def read_cwa(path: Path) -> Raw:
    """Acceleration of an Axivity AX3 or AX6.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Raw
        In g. Sectors whose check sum, stamp or count is wrong are left out and remarked.

    Raises
    ------
    ReadError
        The header is damaged, or no sector is whole; names sector and value.

    References
    ----------
    axivity_cwa in data/sources.toml.
    """
    with path.open("rb") as stream:
        header = stream.read(_HEADER)
        if len(header) < _HEADER or header[:2] != MAGIC:
            raise tables.error(
                ReadError,
                "sensor_sector",
                name=path.name,
                sector=0,
                what="the header's mark" if len(header) == _HEADER else "the header's size",
                value=header[:2] if len(header) == _HEADER else len(header),
            )
        heads, sums_right, rest = _heads(stream)
        good = sums_right & _plausible(heads)
        if not good.any():
            raise tables.error(ReadError, "sensor_no_blocks", name=path.name, blocks=len(good))
        rate, form = _one_form(path.name, heads, good)
        stream.seek(_HEADER)
        values = _values(stream, good, heads["count"], form)
    kept = heads[good]
    counts = kept["count"].astype(np.int64)
    first = _first_times(kept, rate)
    time = sample_times(first - first[0], counts, rate)
    return Raw(
        time=time,
        values=values,
        start=_clock(float(first[0])),
        device=_DEVICES.get(header[4], "Axivity AX3"),
        long_axis=0,
        remarks=bad_block_remarks(good, rest),
    )


def _heads(stream: BinaryIO) -> tuple[NDArray[Any], NDArray[np.bool_], bool]:
    """The first 30 bytes of every sector, whether its check sum is right, whether one is cut."""
    kept = np.dtype([(name, SECTOR[name]) for name in _HEAD])
    heads, right = [np.zeros(0, dtype=kept)], []
    rest = False
    while block := stream.read(_SECTOR * _AT_ONCE):
        whole = len(block) // _SECTOR * _SECTOR
        rest = rest or whole != len(block)
        sectors = np.frombuffer(block[:whole], dtype=SECTOR)
        piece = np.empty(len(sectors), dtype=kept)
        for name in _HEAD:
            piece[name] = sectors[name]
        heads.append(piece)
        right.append(sectors["words"].sum(axis=1, dtype=np.uint16) == 0)
    sums = np.concatenate(right) if right else np.zeros(0, dtype=bool)
    return np.concatenate(heads), sums, rest


def _plausible(heads: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether mark, length, count and time stamp of each sector can be."""
    stamp = heads["stamp"].astype(np.int64)
    month, day = (stamp >> 22) & 15, (stamp >> 17) & 31
    hour, minute, second = (stamp >> 12) & 31, (stamp >> 6) & 63, stamp & 63
    dated = (month >= 1) & (month <= 12) & (day >= 1) & (hour < 24) & (minute < 60) & (second < 60)
    fine: NDArray[np.bool_] = (
        (heads["magic"] == _MARK)
        & (heads["length"] == _LENGTH)
        & dated
        & (heads["count"] > 0)
        & (heads["count"] <= _capacity(heads["form"]))
    )
    return fine


def _capacity(form: NDArray[np.uint8]) -> NDArray[np.int64]:
    axes = np.maximum(form.astype(np.int64) >> 4, 1)
    return np.where(form == _PACKED, 120, 240 // axes)


def _one_form(name: str, heads: NDArray[Any], good: NDArray[np.bool_]) -> tuple[float, int]:
    """Rate and packing, the same in every sector; sectors that differ are refused by number."""
    lead = heads[good][0]
    code, form = int(lead["rate"]), int(lead["form"])
    sector = int(np.argmax(good)) + 1
    if form != _PACKED and form not in _UNPACKED:
        raise _sector_error(name, sector, "the packing", hex(form))
    other = good & ((heads["form"] != form) | (heads["rate"] != code))
    if other.any():
        sector = int(np.argmax(other)) + 1
        value = f"{heads['form'][sector - 1]:#x}, {heads['rate'][sector - 1]:#x}"
        raise _sector_error(name, sector, "packing or rate changed; it", value)
    rate = 3200.0 / (1 << (15 - (code & 15)))
    if code == 0:
        raise _sector_error(name, sector, "the rate", 0)
    return rate, form


def _sector_error(name: str, sector: int, what: str, value: object) -> ReadError:
    return tables.error(
        ReadError, "sensor_sector", name=name, sector=sector, what=what, value=value
    )


def _first_times(heads: NDArray[Any], rate: float) -> Array:
    """Time of each sector's first sample, s since 1970 in the logger's clock.

    The stamp holds for the sample numbered ``offset``. Newer firmware files a fraction of a second
    too, and has already moved the offset by the whole samples in it for the sake of old readers.
    """
    stamp = heads["stamp"].astype(np.int64)
    years = (30 + ((stamp >> 26) & 63)).astype("datetime64[Y]").astype("datetime64[M]")
    days = (years + (((stamp >> 22) & 15) - 1)).astype("datetime64[D]") + (((stamp >> 17) & 31) - 1)
    clock = ((stamp >> 12) & 31) * 3600 + ((stamp >> 6) & 63) * 60 + (stamp & 63)
    seconds = days.astype("datetime64[s]").astype(np.int64) + clock
    raw = heads["fraction"].astype(np.int64)
    part = np.where(raw & 0x8000, (raw & 0x7FFF) * 2, 0)
    offset = heads["offset"].astype(np.int64) + ((part * int(rate)) >> 16)
    first: Array = seconds + part / 65536.0 - offset / rate
    return first


def _values(
    stream: BinaryIO, good: NDArray[np.bool_], counts: NDArray[np.uint16], form: int
) -> Samples:
    """Samples of the good sectors, g."""
    values = np.empty((int(counts[good].sum(dtype=np.int64)), 3), dtype=np.float32)
    done = 0
    for low in range(0, len(good), _AT_ONCE):
        block = stream.read(_SECTOR * min(_AT_ONCE, len(good) - low))
        kept = good[low : low + _AT_ONCE]
        sectors = np.frombuffer(block, dtype=SECTOR)[kept]
        found = _packed(sectors) if form == _PACKED else _unpacked(sectors, form >> 4)
        held = np.arange(found.shape[1]) < sectors["count"][:, None]
        piece = found[held]
        values[done : done + len(piece)] = piece
        done += len(piece)
    return values


def _packed(sectors: NDArray[Any]) -> Samples:
    """Three numbers of 10 bits and a common power of two in each 32 bits; 256 is 1 g."""
    words = sectors["data"].copy().view("<u4").reshape(len(sectors), 120).astype(np.int64)
    shift = words >> 30
    axes = [((((words >> low) & 0x3FF) ^ 0x200) - 0x200) << shift for low in (0, 10, 20)]
    return (np.stack(axes, axis=2) / 256.0).astype(np.float32)


def _unpacked(sectors: NDArray[Any], axes: int) -> Samples:
    """16 bits an axis; the top bits of the light field give the scale."""
    flat = sectors["data"].copy().view("<i2").reshape(len(sectors), 240)
    numbers = flat[:, : 240 // axes * axes].reshape(len(sectors), -1, axes)
    start = 0 if axes == 3 else 3
    scale = (0.5 ** (8.0 + (sectors["light"] >> 13))).astype(np.float32)
    values: Samples = numbers[:, :, start : start + 3].astype(np.float32) * scale[:, None, None]
    return values


def _clock(seconds: float) -> datetime:
    whole = np.datetime64(round(seconds * 1e6), "us")
    return whole.astype(datetime)  # type: ignore[no-any-return]
