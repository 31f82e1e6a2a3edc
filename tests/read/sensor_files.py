"""Sensor files made for the tests from the published formats, and signals whose course is known."""

import struct
from datetime import datetime, timedelta

import numpy as np

START = datetime(2026, 3, 2, 9, 30, 0)
RATE_CODES = {12.5: 0x47, 25.0: 0x48, 50.0: 0x49, 100.0: 0x4A, 200.0: 0x4B}


def activity(kind, seconds, rate, rng):
    """Acceleration (T, 3) in g of one activity; x along the thigh, z into it.

    Standing 6 deg, walking 10 deg +- 20 deg at 0.9 strides/s, stairs 18 +- 25 deg, cycling
    45 +- 20 deg at 1.2 turns/s, each with a heel-strike wave; noise 10 mg.
    """
    time = np.arange(int(seconds * rate)) / rate
    values = np.zeros((len(time), 3))
    if kind in ("stand", "sit"):
        values[:] = (0.99, 0.05, -0.10) if kind == "stand" else (0.10, 0.08, -0.99)
    elif kind == "lie":
        roll = np.where(time < seconds / 2, 0.1, 1.5)
        values[:] = np.stack([0 * roll + 0.05, np.sin(roll), -np.cos(roll)], axis=1)
    elif kind == "table":
        values[:] = (0.0, 0.0, 1.0)
    else:
        lean, swing, pace, strike, jolt = {
            "walk": (10, 20, 0.9, 0.25, 0.1),
            "stairs": (18, 20, 0.8, 0.3, 0.4),
            "cycle": (45, 20, 1.2, 0.15, 0.0),
            "run": (10, 30, 1.4, 1.5, 0.3),
        }[kind]
        angle = np.deg2rad(lean + swing * np.sin(2 * np.pi * pace * time))
        values[:, 0] = np.cos(angle) + strike * np.sin(4 * np.pi * pace * time)
        values[:, 1] = 0.05
        values[:, 2] = -np.sin(angle) + jolt * np.sin(4 * np.pi * pace * time + 1)
    spread = 0.0005 if kind == "table" else 0.01
    return values + rng.normal(0, spread, values.shape)


def course(plan, rate, seed=11):
    """A plan of (kind, seconds) one after another, (T, 3) in g."""
    rng = np.random.default_rng(seed)
    return np.concatenate([activity(kind, seconds, rate, rng) for kind, seconds in plan])


def cwa_stamp(when):
    """The packed clock of a sector."""
    date = ((when.year - 2000) << 26) | (when.month << 22) | (when.day << 17)
    return date | (when.hour << 12) | (when.minute << 6) | when.second


def cwa_sector(values, when, number, *, form=0x30, fractional=True, rate=100.0):
    """One sector whose first sample is taken at ``when``."""
    whole = when.replace(microsecond=0)
    part = when.microsecond / 1e6
    device, offset = 0, 0
    if fractional:
        device = 0x8000 | int(part * 32768)
        offset = -((((device & 0x7FFF) * 2) * int(rate)) >> 16)
    else:
        offset = round(-part * rate)
    count = len(values)
    if form == 0x30:
        numbers = np.clip(np.rint(values * 256), -512 * 8, 511 * 8).astype(np.int64)
        top = np.abs(numbers).max(axis=1)
        shift = np.select([top < 512, top < 1024, top < 2048], [0, 1, 2], 3)
        cut = (numbers >> shift[:, None]) & 0x3FF
        words = cut[:, 0] | (cut[:, 1] << 10) | (cut[:, 2] << 20) | (shift << 30)
        data, light = words.astype("<u4").tobytes(), 0
    else:
        scaled = np.rint(values * 4096).astype("<i2")
        axes = form >> 4
        rows = np.zeros((count, axes), dtype="<i2")
        rows[:, (0 if axes == 3 else 3) :][:, :3] = scaled
        if axes > 3:
            rows[:, :3] = 1234
        data, light = rows.tobytes(), 4 << 13
    head = struct.pack(
        "<HHHIIIHHBBBBhH",
        *(0x5841, 508, device, 77, number, cwa_stamp(whole), light, 300, 0, 200),
        *(RATE_CODES[rate], form, offset, count),
    )
    body = head + data.ljust(480, b"\0")
    total = int(np.frombuffer(body, dtype="<u2").sum()) & 0xFFFF
    return body + struct.pack("<H", (-total) & 0xFFFF)


def cwa_header(hardware=0x17):
    """The header of 1024 bytes."""
    return (b"MD" + struct.pack("<HBHI", 1020, hardware, 42, 77)).ljust(1024, b"\xff")


def cwa(values, *, start=START, rate=100.0, form=0x30, fractional=True):
    """A whole .cwa as bytes."""
    size = {0x30: 120, 0x32: 80, 0x62: 40, 0x92: 26}[form]
    sectors = [
        cwa_sector(
            values[low : low + size],
            start + timedelta(seconds=low / rate),
            low // size,
            form=form,
            fractional=fractional,
            rate=rate,
        )
        for low in range(0, len(values), size)
    ]
    return cwa_header(0x64 if form >> 4 > 3 else 0x17) + b"".join(sectors)


GAIN, OFFSET = (25548, 25600, 25381), (574, -120, 81)


def geneactiv(values, *, start=START, rate=50.0):
    """A whole GENEActiv .bin as text."""
    header = ["Device Identity", "Device Unique Serial Code:012345", "Device Type:GENEActiv", ""]
    header += [""] * (46 - len(header)) + ["Calibration Data"]
    for axis, gain, offset in zip("xyz", GAIN, OFFSET, strict=True):
        header += [f"{axis} gain:{gain}", f"{axis} offset:{offset}"]
    header += ["Volts:0", "Lux:0", "", "Memory Status", f"Number of Pages:{-(-len(values) // 300)}"]
    lines = [*header, ""]  # 59 lines, as the devices write them
    raw = np.rint((values * GAIN + OFFSET) / 100).astype(np.int64) & 0xFFF
    for page, low in enumerate(range(0, len(values), 300)):
        when = start + timedelta(seconds=low / rate)
        stamp = f"{when:%Y-%m-%d %H:%M:%S}:{when.microsecond // 1000:03d}"
        digits = "".join(f"{x:03X}{y:03X}{z:03X}004" for x, y, z in raw[low : low + 300])
        lines += [
            *("Recorded Data", "Device Unique Serial Code:012345", f"Sequence Number:{page}"),
            *(f"Page Time:{stamp}", "Unassigned:", "Temperature:24.1", "Battery voltage:4.1"),
            *("Device Status:Recording", f"Measurement Frequency:{rate:.1f}", digits),
        ]
    return "\r\n".join(lines) + "\r\n"
