"""Sensor files: read in g at the right time, whatever wrote them; anything odd is refused."""

import tracemalloc
from datetime import timedelta

import numpy as np
import pytest

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.read.sensor import read_sensor
from tests.read.sensor_files import START, course, cwa, cwa_header, cwa_sector, geneactiv

PLAN = [("stand", 17), ("run", 11), ("sit", 23)]


def saved(tmp_path, name, content):
    path = tmp_path / name
    if isinstance(content, str):
        content = content.encode()
    path.write_bytes(content)
    return path


def refusal(path) -> str:
    with pytest.raises(ReadError) as caught:
        read_sensor(path)
    assert path.name in str(caught.value)
    assert path.name in tables.explain(caught.value, "de")
    return str(caught.value)


def keys(recording):
    return [remark.key for remark in recording.remarks if remark.say("de")]


def table(values, *, rate=50.0, header="time,x,y,z", scale=1.0, stamp="{:.4f}"):
    rows = [
        ",".join([stamp.format(row / rate), *(f"{scale * one:.5f}" for one in sample)])
        for row, sample in enumerate(values)
    ]
    return "\n".join([header, *rows]) + "\n"


# The logger's own steps: 1/256 g, coarser by two at each doubling above 2 g; else 1/4096 g.
@pytest.mark.parametrize(("form", "within"), [(0x30, 8 / 256), (0x32, 2e-4), (0x62, 2e-4)])
@pytest.mark.parametrize("fractional", [True, False])
def test_every_packing_of_an_axivity_gives_the_acceleration_in_g(
    tmp_path, form, within, fractional
):
    values = course(PLAN, 100.0)
    start = START + timedelta(milliseconds=370)
    content = cwa(values, start=start, form=form, fractional=fractional)
    read = read_sensor(saved(tmp_path, "day.cwa", content))
    np.testing.assert_allclose(read.values, values, atol=within)
    # A fraction is filed in 1/32768 s, an offset in whole samples.
    np.testing.assert_allclose(read.time, np.arange(len(values)) / 100, atol=1e-3)
    assert abs((read.start - start).total_seconds()) < 1e-3
    assert read.rate == pytest.approx(100, rel=1e-3)
    assert (read.source.model, keys(read)) == (
        "Axivity AX6" if form == 0x62 else "Axivity AX3",
        [],
    )


def test_a_geneactiv_is_calibrated_by_its_own_gains(tmp_path):
    values = course(PLAN, 50.0)
    read = read_sensor(saved(tmp_path, "day.bin", geneactiv(values)))
    # One step of 12 bits is 100 / 25500 g.
    np.testing.assert_allclose(read.values, values, atol=0.0021)
    np.testing.assert_allclose(read.time, np.arange(len(values)) / 50, atol=1e-9)
    assert (read.start, read.long_axis, keys(read)) == (START, 1, [])


def test_a_pause_between_blocks_stays_a_gap(tmp_path):
    values = course([("stand", 12)], 100.0)
    later = cwa(values, start=START + timedelta(minutes=7))[1024:]
    read = read_sensor(saved(tmp_path, "day.cwa", cwa(values) + later))
    steps = np.diff(read.time)
    assert (steps > 1).sum() == 1
    assert steps.max() == pytest.approx(420 - 12, abs=0.02)


def test_a_damaged_sector_is_left_open_and_said(tmp_path):
    content = bytearray(cwa(course(PLAN, 100.0)))
    content[1024 + 512 * 6 + 100] ^= 0xFF
    read = read_sensor(saved(tmp_path, "day.cwa", bytes(content)))
    assert "1 of 43 blocks are damaged, the first is number 7" in read.remarks[0].say("en")
    assert np.diff(read.time).max() == pytest.approx(1.21, abs=0.02)


def test_a_cut_off_logger_file_is_read_as_far_as_it_goes(tmp_path):
    content = cwa(course(PLAN, 100.0))
    read = read_sensor(saved(tmp_path, "day.cwa", content[:-200]))
    assert keys(read) == ["sensor_cut_short"]
    text = geneactiv(course(PLAN, 50.0))
    read = read_sensor(saved(tmp_path, "day.bin", text[: len(text) - 405]))
    assert keys(read) == ["sensor_cut_short"]


def test_blanks_among_the_digits_of_a_page_leave_it_open(tmp_path):
    text = geneactiv(course(PLAN, 50.0))
    place = text.rindex("Measurement Frequency:50.0") + 50
    text = text[:place] + "  " + text[place + 2 :]
    read = read_sensor(saved(tmp_path, "day.bin", text))
    assert keys(read) == ["sensor_bad_blocks"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"XX" + cwa_header()[2:], "sector 0: the header's mark"),
        (cwa_header()[:700], "sector 0: the header's size is 700"),
        (cwa_header(), "no whole block of samples; 0 were"),
        (cwa_header() + bytes(512 * 5), "no whole block of samples; 5 were"),
    ],
)
def test_a_broken_axivity_is_refused_by_sector(tmp_path, content, said):
    assert said in refusal(saved(tmp_path, "day.cwa", content))


def resummed(sector, place, value):
    """A sector with other bytes at a place, its check sum right again."""
    body = bytearray(sector[:510])
    body[place : place + len(value)] = value
    total = int(np.frombuffer(bytes(body), dtype="<u2").sum()) & 0xFFFF
    return bytes(body) + ((-total) & 0xFFFF).to_bytes(2, "little")


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (25, b"\x35", "sector 1: the packing is 0x35"),
        (24, b"\x00", "sector 1: the rate is 0"),
        (28, b"\xff\xff", "no whole block"),
        (14, b"\xff\xff\xff\xff", "no whole block"),
    ],
)
def test_absurd_values_in_a_sector_are_refused(tmp_path, place, value, said):
    sector = cwa_sector(course([("stand", 1)], 50.0), START, 0)
    content = cwa_header() + resummed(sector, place, value)
    assert said in refusal(saved(tmp_path, "day.cwa", content))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("x gain:25548", "x gain:0", "line 48: x gain is missing or impossible (0)"),
        ("y offset:-120", "y offset:1e99", "line 51: y offset is missing or impossible (1e99)"),
        ("z gain:25381", "z gian:25381", "z gain is missing"),
        ("Page Time:2026", "Page Time:1826", "no whole block"),
        ("Frequency:50.0", "Frequency:-1", "no whole block"),
    ],
)
def test_a_broken_geneactiv_is_refused_by_line(tmp_path, old, new, said):
    text = geneactiv(course(PLAN, 50.0)).replace(old, new)
    assert said in refusal(saved(tmp_path, "day.bin", text))


@pytest.mark.parametrize(
    ("header", "scale", "stamp", "long_axis"),
    [
        ("time,x,y,z", 1.0, "{:.4f}", 0),
        (
            '"Time (s)","Acceleration x (m/s^2)","Acceleration y (m/s^2)","Acceleration z (m/s^2)"',
            9.80665,
            "{:.6E}",
            1,
        ),
        ("time,gFx,gFy,gFz", 1.0, "{:.4f}", 1),
        ("Time,Accel-X (g),Accel-Y (g),Accel-Z (g)", 1000.0, "{:.4f}", 0),
    ],
)
def test_phones_and_exports_are_known_by_their_columns(tmp_path, header, scale, stamp, long_axis):
    values = course(PLAN, 50.0)
    content = table(values, header=header, scale=scale, stamp=stamp)
    read = read_sensor(saved(tmp_path, "day.csv", content))
    np.testing.assert_allclose(read.values, values, atol=1e-5)
    np.testing.assert_allclose(read.time, np.arange(len(values)) / 50, atol=1e-3)
    assert (read.long_axis, read.start) == (long_axis, None)
    assert ("sensor_unit" in keys(read)) == (scale != 1.0)


def test_a_sensor_logger_file_has_its_columns_backwards_and_its_time_in_nanoseconds(tmp_path):
    values = course(PLAN, 50.0)
    lines = ["time,seconds_elapsed,z,y,x"]
    for row, (x, y, z) in enumerate(9.81 * values):
        stamp = 1_772_444_000_000_000_000 + 20_000_000 * row
        lines.append(f"{stamp},{0.02 * row:.3f},{z:.5f},{y:.5f},{x:.5f}")
    read = read_sensor(saved(tmp_path, "TotalAcceleration.csv", "\n".join(lines)))
    np.testing.assert_allclose(read.values, values, atol=1e-3)  # 9.81 against 9.80665
    # Nanoseconds since 1970 are exact to 256 in float64.
    np.testing.assert_allclose(read.time, np.arange(len(values)) / 50, atol=1e-6)
    assert read.start.isoformat() == "2026-03-02T09:33:20"
    assert keys(read) == ["sensor_utc", "sensor_unit"]


def test_semicolons_with_decimal_commas_are_read(tmp_path):
    values = course(PLAN, 50.0)
    content = table(values).replace(",", ";").replace(".", ",")
    read = read_sensor(saved(tmp_path, "day.csv", content))
    np.testing.assert_allclose(read.values, values, atol=1e-5)


def clocked(values, start, *, rate=50.0, zone="", form="%Y-%m-%d %H:%M:%S.%f", names=True):
    lines = ["time,x,y,z"] if names else []
    for row, sample in enumerate(values):
        when = start + timedelta(seconds=row / rate)
        lines.append(",".join([when.strftime(form) + zone, *(f"{one:.5f}" for one in sample)]))
    return lines


def test_dates_without_column_names_are_read_as_loggers_export_them(tmp_path):
    lines = clocked(course(PLAN, 50.0), START, names=False)
    read = read_sensor(saved(tmp_path, "day.csv", "\n".join(lines)))
    assert (read.start, keys(read)) == (START, ["sensor_no_names"])
    lines = clocked(course(PLAN, 50.0), START, zone="Z", form="%Y-%m-%dT%H:%M:%S.%f")
    assert keys(read_sensor(saved(tmp_path, "day.csv", "\n".join(lines)))) == ["sensor_utc"]


def test_a_clock_without_a_date_runs_through_midnight(tmp_path):
    start = START.replace(hour=23, minute=59, second=40)
    lines = clocked(course(PLAN, 50.0), start, form="%H:%M:%S:%f")
    read = read_sensor(saved(tmp_path, "day.csv", "\n".join(lines)))
    np.testing.assert_allclose(read.time, np.arange(len(read.time)) / 50, atol=1e-5)
    assert keys(read) == ["sensor_no_clock"]


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_put_forward_or_back_is_put_right_and_said(tmp_path, hours):
    values = course(PLAN, 50.0)
    first = clocked(values[:1000], START)
    rest = clocked(values[1000:], START + timedelta(seconds=20, hours=hours), names=False)
    read = read_sensor(saved(tmp_path, "day.csv", "\n".join([*first, *rest])))
    np.testing.assert_allclose(read.time, np.arange(len(values)) / 50, atol=1e-6)
    assert keys(read) == ["sensor_clock_change"]


def test_a_pause_of_about_an_hour_is_no_change_of_the_clock(tmp_path):
    values = course(PLAN, 50.0)
    first = clocked(values[:1000], START)
    rest = clocked(values[1000:], START + timedelta(seconds=3620.3), names=False)
    read = read_sensor(saved(tmp_path, "day.csv", "\n".join([*first, *rest])))
    assert np.diff(read.time).max() == pytest.approx(3600.32)
    assert keys(read) == []


def test_a_few_samples_out_of_order_are_sorted_and_doubles_dropped(tmp_path):
    values = course(PLAN, 50.0)
    lines = table(values).splitlines()
    lines[300], lines[301] = lines[301], lines[300]
    lines.insert(700, lines[699])
    read = read_sensor(saved(tmp_path, "day.csv", "\n".join(lines)))
    np.testing.assert_allclose(read.values, values, atol=1e-5)
    assert keys(read) == ["sensor_no_clock", "sensor_sorted", "sensor_doubles"]


def test_a_shuffled_file_is_refused(tmp_path):
    lines = table(course(PLAN, 50.0)).splitlines()
    order = np.random.default_rng(5).permutation(np.arange(1, len(lines)))
    mixed = [lines[0], *(lines[row] for row in order)]
    assert "the time goes back at" in refusal(saved(tmp_path, "day.csv", "\n".join(mixed)))


def test_a_clock_in_whole_seconds_is_spread_over_them(tmp_path):
    values = course(PLAN, 50.0)
    lines = table(values).splitlines()
    lines[1:] = [f"{int(float(line.split(',')[0]))},{line.split(',', 1)[1]}" for line in lines[1:]]
    read = read_sensor(saved(tmp_path, "day.csv", "\n".join(lines)))
    np.testing.assert_allclose(read.time, np.arange(len(values)) / 50, atol=1e-9)
    assert "sensor_coarse" in keys(read)


def test_empty_cells_and_impossible_values_are_missing_not_zero(tmp_path):
    values = course(PLAN, 50.0)
    lines = table(values).splitlines()
    lines[11] = lines[11].rsplit(",", 1)[0] + ","
    lines[21] = lines[21].split(",")[0] + ",99,0,0"
    lines[31] = lines[31].split(",")[0] + ",nan,0,0"
    read = read_sensor(saved(tmp_path, "day.csv", "\n".join(lines)))
    assert np.flatnonzero(np.isnan(read.values).all(axis=1)).tolist() == [10, 20, 30]
    assert "3 samples are missing" in read.remarks[-1].say("en")


def test_a_last_line_broken_off_is_left_out(tmp_path):
    content = table(course(PLAN, 50.0))[:-14]
    read = read_sensor(saved(tmp_path, "day.csv", content))
    assert "sensor_cut_short" in keys(read)


@pytest.mark.parametrize(
    ("row", "text", "said"),
    [
        (40, "0.78,up,0,1", "line 41: up is no acceleration"),
        (40, "soon,0.1,0,1", "line 41: soon is no time"),
        (40, "0.78,0.1", "line 41: 0.78,0.1 is no line"),
        (40, "nan,0,0,1", "sample 40: its time is missing"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, row, text, said):
    lines = table(course(PLAN, 50.0)).splitlines()
    lines[row] = text
    assert said in refusal(saved(tmp_path, "day.csv", "\n".join(lines)))


def test_a_wrong_date_is_named_by_its_line(tmp_path):
    lines = clocked(course(PLAN, 50.0), START)
    lines[40] = "2026-13-45 09:30:00,0,0,1"
    message = refusal(saved(tmp_path, "day.csv", "\n".join(lines)))
    assert "line 41: 2026-13-45 09:30:00 is no time" in message


@pytest.mark.parametrize(
    ("scale", "said"),
    [
        (0.0, "holds no acceleration"),
        (np.nan, "holds no acceleration"),
        (0.05, "without gravity"),
        (3.0, "gravity in none of g, m/s2, mg"),
    ],
)
def test_what_is_not_gravity_in_a_known_unit_is_refused(tmp_path, scale, said):
    content = table(course(PLAN, 50.0), scale=scale)
    assert said in refusal(saved(tmp_path, "day.csv", content))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("day.bin", b"\x00\x01\x02" * 99, "no recording of a thigh sensor"),
        ("day.csv", b"\xff\xfe\x00" * 99, "no recording of a thigh sensor"),
        ("day.csv", b"frame,angle,lean,power\n1,2,3,4\n", "it has frame, angle, lean, power"),
        ("day.csv", b"hello\n", "no recording of a thigh sensor"),
        ("day.csv", b"time,x,y,z\n", "holds no acceleration"),
        ("day.csv", b"time,x,y,z\n0,0,0,1\n", "has 1 samples"),
    ],
)
def test_what_is_no_recording_is_refused(tmp_path, name, content, said):
    assert said in refusal(saved(tmp_path, name, content))


@pytest.mark.parametrize("kind", ["cwa", "bin", "csv"])
def test_reading_takes_little_memory(tmp_path, kind):
    values = np.tile(course([("walk", 20)], 100.0), (150, 1))
    content = {"cwa": cwa, "bin": geneactiv, "csv": table}[kind](values)
    path = saved(tmp_path, f"day.{kind}", content)
    size = path.stat().st_size
    del content, values
    tracemalloc.start()
    read_sensor(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * size + 64e6


@pytest.mark.parametrize("stamp", ["2026-03-02 09:30:00.02+0", "2026-03-02 09:30:00 CET", "1e5"])
def test_a_date_that_only_looks_like_one_is_named(tmp_path, stamp):
    lines = clocked(course(PLAN, 50.0), START)
    lines[40] = f"{stamp},0,0,1"
    assert f"line 41: {stamp} is no time" in refusal(saved(tmp_path, "day.csv", "\n".join(lines)))


def test_a_number_beyond_all_sensors_is_missing(tmp_path):
    lines = table(course(PLAN, 50.0)).splitlines()
    lines[40] = lines[40].split(",")[0] + ",1e99,0,1"
    read = read_sensor(saved(tmp_path, "day.csv", "\n".join(lines)))
    assert np.isnan(read.values[39]).all()
