"""Laboratory files: every number with its own unit, and nothing native before the head is sound."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from psoascope import tables
from psoascope.errors import ExtraError, ReadError, WriteError
from psoascope.read.c3d import Analog, C3d, Channel, Event, read_c3d, write_c3d
from psoascope.read.recording import Recording, Source
from psoascope.read.sample import read_sample
from tests.motion.walkers import NAMES, Walk, body, recording
from tests.read.filed_walks import Lab, content_of, points

ezc3d = pytest.importorskip("ezc3d")

WALK = Walk(seconds=1.7)
COUNT = len(WALK.time)
ANGLES = np.random.default_rng(5).uniform(-40, 70, (COUNT, 1, 3))
MOMENTS = np.random.default_rng(6).uniform(-900, 1300, (COUNT, 1, 3))


def plain() -> Recording:
    return recording(WALK.time, body(WALK), "metre", None)


def lab_file(path, lab=None):
    """A walk with computed courses, events, analog signals, as a laboratory's software files it."""
    filed = np.concatenate([points(WALK, lab or Lab("mm", "z")), ANGLES, MOMENTS], axis=1)
    content = content_of(filed, "mm", (*NAMES, "LHipAngles", "Knee effort"))
    content.add_parameter("POINT", "ANGLES", ["LHipAngles"])
    content.add_parameter("POINT", "ANGLE_UNITS", ["deg"])
    content.add_parameter("POINT", "MOMENTS", ["Knee effort"])
    content.add_parameter("POINT", "MOMENT_UNITS", ["Nmm"])
    content["data"]["analogs"] = np.random.default_rng(7).normal(size=(1, 2, 4 * COUNT))
    content["parameters"]["ANALOG"]["LABELS"]["value"] = ("EMG1", "Fz1")
    content["parameters"]["ANALOG"]["UNITS"]["value"] = ("V", "N")
    content["parameters"]["ANALOG"]["RATE"]["value"] = [120.0]
    content.add_event([1, 2.25], "Left", "Foot Strike")
    content.add_event([0, 0.5], "Right", "Foot Off")
    content.add_event([0, 0.75], "", "Start")
    content.write(str(path))
    return path


def refusal(path, **said) -> str:
    with pytest.raises(ReadError) as caught:
        read_c3d(path, **said)
    assert path.name in str(caught.value)
    assert path.name in tables.explain(caught.value, "de")
    return str(caught.value)


def test_angles_and_moments_keep_their_own_units_when_markers_become_metres(tmp_path):
    read = read_c3d(lab_file(tmp_path / "walk.c3d"))
    assert read.recording.names == NAMES
    assert set(read.channels) == {"LHipAngles", "Knee effort"}
    angle, moment = read.channels["LHipAngles"], read.channels["Knee effort"]
    assert (angle.kind, angle.unit, moment.kind, moment.unit) == ("angle", "deg", "moment", "Nmm")
    # 4 bytes a number: 1e-7 of 1300.
    np.testing.assert_allclose(angle.values, ANGLES[:, 0], atol=1e-4)
    np.testing.assert_allclose(moment.values, MOMENTS[:, 0], atol=1e-4)
    np.testing.assert_allclose(read.recording.points[..., 1], body(WALK)[..., 1], atol=1e-6)


def test_a_course_named_as_angles_is_no_marker_even_where_no_list_says_so(tmp_path):
    filed = np.concatenate([points(WALK, Lab("mm")), ANGLES], axis=1)
    content_of(filed, "mm", (*NAMES, "Anna:RKneeAngles")).write(str(tmp_path / "walk.c3d"))
    read = read_c3d(tmp_path / "walk.c3d")
    assert read.channels["Anna:RKneeAngles"].kind == "angle"
    assert len(read.recording.names) == len(NAMES)


def test_events_tell_their_side_and_count_minutes(tmp_path):
    assert read_c3d(lab_file(tmp_path / "walk.c3d")).events == (
        Event(0.5, "Foot Off", "right"),
        Event(0.75, "Start", "general"),
        Event(62.25, "Foot Strike", "left"),
    )


def test_analog_signals_keep_rate_unit_and_values(tmp_path):
    path = lab_file(tmp_path / "walk.c3d")
    analog = read_c3d(path).analog
    native = ezc3d.c3d(str(path))["data"]["analogs"][0].T
    assert (analog.rate, analog.names, analog.units) == (120.0, ("EMG1", "Fz1"), ("V", "N"))
    np.testing.assert_array_equal(analog.values, native)


@pytest.mark.parametrize("unit", ["m", "cm", "mm"])
def test_what_ezc3d_writes_is_read_to_the_last_bit(tmp_path, unit):
    path = tmp_path / "walk.c3d"
    content_of(points(WALK, Lab(unit)), unit, NAMES).write(str(path))
    native = ezc3d.c3d(str(path))["data"]["points"][:3].transpose(2, 1, 0)
    scale = {"m": 1.0, "cm": 0.01, "mm": 0.001}[unit]
    np.testing.assert_array_equal(read_c3d(path).recording.points, native * scale)


def test_what_is_written_ezc3d_reads_equal(tmp_path):
    path = tmp_path / "walk.c3d"
    whole = full()
    write_c3d(path, whole)
    native = ezc3d.c3d(str(path))
    again = read_c3d(path)
    filed = native["data"]["points"][:3].transpose(2, 1, 0)
    np.testing.assert_array_equal(filed[:, : len(NAMES)], again.recording.points)
    np.testing.assert_array_equal(filed[:, -1], again.channels["RHipAngles"].values)
    unseen = native["data"]["meta_points"]["residuals"][0, : len(NAMES)].T < 0
    np.testing.assert_array_equal(unseen, np.isnan(again.residuals))
    np.testing.assert_array_equal(native["data"]["analogs"][0].T, again.analog.values)
    event = native["parameters"]["EVENT"]
    assert event["CONTEXTS"]["value"] == ["Right", "Left"]
    assert event["LABELS"]["value"] == ["Foot Off", "Foot Strike"]
    assert native["parameters"]["POINT"]["ANGLE_UNITS"]["value"] == ["deg"]


def test_what_is_written_is_read_back(tmp_path):
    path = tmp_path / "walk.c3d"
    whole = full()
    write_c3d(path, whole)
    again = read_c3d(path)
    # 4 bytes a number: 6e-8 of 2.2 m.
    np.testing.assert_allclose(again.recording.points, whole.recording.points, atol=2.5e-7)
    np.testing.assert_allclose(again.recording.time, whole.recording.time, atol=1e-6)
    np.testing.assert_allclose(again.analog.values, whole.analog.values, rtol=1e-7)
    np.testing.assert_allclose(again.residuals, whole.residuals, atol=5.1e-5)
    assert (again.analog.names, again.analog.units) == (whole.analog.names, whole.analog.units)
    assert [(e.label, e.side) for e in again.events] == [(e.label, e.side) for e in whole.events]
    assert [e.time for e in again.events] == pytest.approx([0.3, 71.5])
    assert again.channels["RHipAngles"].unit == "deg"
    assert again.recording.remarks == ()


def full() -> C3d:
    """A recording with gaps, courses, events, analog signals and residuals; it starts at 0.5 s."""
    first = plain()
    gappy = first.points.copy()
    gappy[3:9, 4] = np.nan
    seen = np.where(np.isnan(gappy[..., 0]), np.nan, 1.0)
    residuals = np.where(
        np.isnan(seen), np.nan, np.linspace(0, 0.02, seen.size).reshape(seen.shape)
    )
    rng = np.random.default_rng(8)
    return C3d(
        replace(first, points=gappy, visibility=seen, time=first.time + 0.5),
        channels={"RHipAngles": Channel("angle", "deg", rng.normal(size=(COUNT, 3)))},
        events=(Event(0.3, "Foot Off", "right"), Event(71.5, "Foot Strike", "left")),
        analog=Analog(90.0, ("EMG1", "EMG2"), ("V", "mV"), rng.normal(size=(3 * COUNT, 2))),
        residuals=residuals,
    )


def test_kineticstoolkit_reads_what_is_written_and_what_it_writes_is_read(tmp_path):
    ktk = pytest.importorskip("kineticstoolkit")
    write_c3d(tmp_path / "walk.c3d", replace(full(), channels={}))
    theirs = ktk.read_c3d(str(tmp_path / "walk.c3d"), include_event_context=True)
    ours = read_c3d(tmp_path / "walk.c3d")
    for column, name in enumerate(ours.recording.names):
        np.testing.assert_array_equal(
            theirs["Points"].data[name][:, :3], ours.recording.points[:, column]
        )
    np.testing.assert_allclose(theirs["Points"].time, ours.recording.time, atol=1e-9)
    assert [event.name for event in theirs["Points"].events] == [
        "Right:Foot Off",
        "Left:Foot Strike",
    ]
    ktk.write_c3d(str(tmp_path / "back.c3d"), theirs["Points"], theirs["Analogs"])
    again = read_c3d(tmp_path / "back.c3d")
    np.testing.assert_array_equal(again.recording.points, ours.recording.points)
    np.testing.assert_array_equal(again.analog.values, ours.analog.values)


def test_a_missing_marker_is_nan_with_its_residual(tmp_path):
    path = tmp_path / "walk.c3d"
    content = content_of(points(WALK, Lab("mm")), "mm", NAMES)
    content["data"]["meta_points"] = {
        "residuals": np.zeros((1, len(NAMES), COUNT)),
        "camera_masks": np.zeros((7, len(NAMES), COUNT), bool),
    }
    content["data"]["meta_points"]["residuals"][0, 2, 5] = -1
    content["data"]["meta_points"]["residuals"][0, 3, 6] = 7.0
    content.write(str(path))
    read = read_c3d(path)
    assert read.residuals[6, 3] == pytest.approx(0.007)
    assert np.isnan(read.recording.points[5, 2]).all()
    assert np.isnan(read.residuals[5, 2])
    assert np.isfinite(read.recording.points).sum() == 3 * (COUNT * len(NAMES) - 1)


def test_markers_at_the_very_origin_are_missing_and_that_is_said(tmp_path):
    filed = points(WALK, Lab("mm"))
    filed[4:7, 1] = 0.0
    content_of(filed, "mm", NAMES).write(str(tmp_path / "walk.c3d"))
    read = read_c3d(tmp_path / "walk.c3d").recording
    assert np.isnan(read.points[4:7, 1]).all()
    assert [(r.key, r.values) for r in read.remarks] == [("zeros_missing", {"count": 3})]


def test_markers_without_a_name_are_left_out_and_counted(tmp_path):
    filed = np.concatenate([points(WALK, Lab("mm")), 500 + MOMENTS], axis=1)
    content_of(filed, "mm", (*NAMES, "*17")).write(str(tmp_path / "walk.c3d"))
    read = read_c3d(tmp_path / "walk.c3d").recording
    assert read.names == NAMES
    assert read.remarks[0].values == {"count": 1}


@pytest.mark.parametrize(("processor", "order"), [(84, "<"), (86, ">"), (85, "dec")])
@pytest.mark.parametrize("integers", [False, True])
def test_files_of_other_processors_and_of_integers_are_read(tmp_path, processor, order, integers):
    write_c3d(tmp_path / "walk.c3d", plain())
    path = tmp_path / "old.c3d"
    path.write_bytes(converted((tmp_path / "walk.c3d").read_bytes(), processor, order, integers))
    read = read_c3d(path).recording
    # Integers of a tenth of a millimetre are off by half of one.
    np.testing.assert_allclose(read.points, body(WALK), atol=5.1e-5 if integers else 2.5e-7)
    if processor != 86:  # ezc3d does not know this one
        native = ezc3d.c3d(str(path))["data"]["points"][:3].transpose(2, 1, 0)
        np.testing.assert_allclose(native, read.points, atol=1e-7)


def converted(raw: bytes, processor: int, order: str, integers: bool) -> bytes:
    """A file of Intel floats as another processor would have written it, with few parameters."""

    def four(value):
        if order != "dec":
            return np.asarray(value, f"{order}f4").tobytes()
        halves = np.asarray(np.asarray(value) * 4, "<f4").reshape(-1).view("<u2").reshape(-1, 2)
        return halves[:, ::-1].tobytes()

    two = ">" if order == ">" else "<"

    def short(*values):
        return np.array(values, f"{two}u2").tobytes()

    scale = 1e-4 if integers else -1e-4
    text = b"".join(name.encode().ljust(20) for name in NAMES)
    records = [(b"UNITS", b"\xff\x02\x01\x01m"), (b"RATE", b"\x04\x00" + four(30.0))]
    records += [(b"LABELS", b"\xff\x02\x14" + bytes([len(NAMES)]) + text)]
    records += [(b"USED", b"\x02\x00" + short(len(NAMES))), (b"SCALE", b"\x04\x00" + four(scale))]
    records += [(b"FRAMES", b"\x02\x00" + short(COUNT)), (b"DATA_START", b"\x02\x00" + short(3))]
    block = bytes([1, 80, 1, processor]) + b"\x05\xffPOINT" + short(3) + b"\0"
    block += b"\x06\xfeANALOG" + short(3) + b"\0"
    analog = [(b"USED", b"\x02\x00" + short(0)), (b"RATE", b"\x04\x00" + four(0.0))]
    analog += [(b"LABELS", b"\xff\x02\0\0"), (b"GEN_SCALE", b"\x04\x00" + four(1.0))]
    for group, rows in ((1, records), (2, analog)):
        for name, value in rows:
            head = bytes([len(name), group]) + name
            block += head + short(len(value) + 3) + value + b"\0"
    words = short(len(NAMES), 0, 1, COUNT, 10) + four(scale) + short(3, 0) + four(30.0)
    start = 512 * (raw[16] - 1)
    filed = np.frombuffer(raw, "<f4", COUNT * len(NAMES) * 4, offset=start)
    if integers:
        steps = filed.reshape(-1, 4) / [scale, scale, scale, 1]
        body_ = np.rint(steps).astype(f"{two}i2").tobytes()
    else:
        body_ = four(filed)
    return (b"\x02\x50" + words).ljust(512, b"\0") + block.ljust(512, b"\0") + body_


def test_more_frames_than_a_head_can_say_are_all_read(tmp_path):
    count = 70_001
    time = np.arange(count) / 100
    markers = np.random.default_rng(9).uniform(0.1, 0.9, (count, 2, 3))
    long = Recording(
        time, markers, ("A", "B"), np.ones((count, 2)), "metre", None, Source("a", "", count, 100.0)
    )
    write_c3d(tmp_path / "long.c3d", long)
    read = read_c3d(tmp_path / "long.c3d", up="y").recording
    np.testing.assert_allclose(read.points, markers, atol=1e-7)
    assert [remark.key for remark in read.remarks] == ["frames_beyond_head"]
    # ezc3d says 65535 in its head and nothing else: the file's size tells.
    content_of(markers, "m", ("A", "B"), 100.0).write(str(tmp_path / "native.c3d"))
    native = read_c3d(tmp_path / "native.c3d", up="y").recording
    np.testing.assert_array_equal(native.points, read.points)


def plated(path):
    """A walk with one force plate of type 2 under a steady push."""
    content = content_of(points(WALK, Lab("mm", "z")), "mm", NAMES)
    content["data"]["analogs"] = np.repeat(
        np.array([11.0, -7.0, -713.0, 900.0, 1300.0, 17.0])[None, :, None], COUNT, axis=2
    )
    analog = content["parameters"]["ANALOG"]
    analog["LABELS"]["value"] = tuple(f"{kind}{axis}" for kind in "FM" for axis in "xyz")
    analog["UNITS"]["value"] = ("N", "N", "N", "Nmm", "Nmm", "Nmm")
    analog["RATE"]["value"] = [30.0]
    corners = np.array([[0, 400, 400, 0], [0, 0, 600, 600], [0, 0, 0, 0]], float)[:, :, None]
    for name, value in (
        ("TYPE", np.array([2.0])),
        ("CORNERS", corners),
        ("ORIGIN", np.array([[1.0], [2.0], [-40.0]])),
        ("CHANNEL", np.arange(1.0, 7.0)[:, None]),
        ("CAL_MATRIX", np.zeros((6, 6, 0))),
    ):
        content.add_parameter("FORCE_PLATFORM", name, value)
    platform = content["parameters"]["FORCE_PLATFORM"]
    platform["USED"]["value"] = np.array([1])
    for name in ("TYPE", "CHANNEL"):
        platform[name]["type"] = 2
        platform[name]["value"] = platform[name]["value"].astype(int)
    content.write(str(path))
    return path


def test_force_plates_are_given_in_the_axes_of_the_walk(tmp_path):
    path = plated(tmp_path / "walk.c3d")
    (plate,) = read_c3d(path).plates
    assert (plate.kind, plate.channels, plate.force) == (2, (1, 2, 3, 4, 5, 6), None)
    # z was up: a plate on the floor has y = 0, and its breadth runs along -z.
    np.testing.assert_allclose(plate.corners[:, 1], 0.0, atol=1e-12)
    np.testing.assert_allclose(plate.corners[2], [0.4, 0.0, -0.6], atol=1e-7)
    np.testing.assert_allclose(plate.origin, [0.001, 0.002, -0.04], atol=1e-8)
    (pushed,) = read_c3d(path, forces=True).plates
    native = ezc3d.c3d(str(path), extract_forceplat_data=True)["data"]["platform"][0]
    x, y, z = native["force"]
    np.testing.assert_allclose(pushed.force, np.stack([x, z, -y], axis=1), atol=1e-9)
    x, y, z = 0.001 * native["center_of_pressure"]
    np.testing.assert_allclose(pushed.centre, np.stack([x, z, -y], axis=1), atol=1e-9)
    assert abs(pushed.force[0, 1]) == pytest.approx(713.0, rel=1e-6)


def test_forces_without_ezc3d_name_the_part_to_install(tmp_path, monkeypatch):
    path = plated(tmp_path / "walk.c3d")
    monkeypatch.setitem(sys.modules, "ezc3d", None)
    assert read_c3d(path).plates
    with pytest.raises(ExtraError, match=r"psoascope\[mocap\]"):
        read_c3d(path, forces=True)


def test_a_native_reader_that_fails_or_crashes_is_a_named_refusal(tmp_path, monkeypatch):
    path = plated(tmp_path / "walk.c3d")
    crash = "import os; os.kill(os.getpid(), 11)"
    for end, said in ((crash, "ezc3d -11"), ("raise ValueError('no corner')", "no corner")):
        module = tmp_path / "ezc3d.py"
        module.write_text(end)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        assert said in refusal(path, forces=True)


def test_markers_are_read_without_loading_anything_native():
    code = "import sys, psoascope.read.c3d; print('ezc3d' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_declared_unit_is_believed_and_a_wrong_one_betrays_itself(tmp_path):
    path = tmp_path / "walk.c3d"
    content_of(points(WALK, Lab("mm")), "m", NAMES).write(str(path))
    message = refusal(path)
    assert "unit m is probably wrong" in message
    np.testing.assert_allclose(read_c3d(path, unit="mm").recording.points, body(WALK), atol=1e-6)
    assert "unit ell" in refusal(path, unit="ell")


def test_what_is_no_c3d_is_refused(tmp_path):
    for content in (b"PathFileType\t4\n" * 99, b"\x02P", bytes(4096)):
        path = tmp_path / "walk.c3d"
        path.write_bytes(content)
        assert "not a .c3d" in refusal(path)


def test_a_file_cut_off_says_how_many_frames_are_left(tmp_path):
    path = lab_file(tmp_path / "walk.c3d")
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) * 2 // 3])
    assert f"announces {COUNT} frames" in refusal(path)
    for share in (0.01, 0.03, 0.1):
        path.write_bytes(raw[: int(len(raw) * share)])
        refusal(path)


@pytest.mark.parametrize(
    ("at", "value", "what"),
    [
        (0, b"\0", "block of the parameters 0"),
        (0, b"\xff", "block of the parameters 255"),
        (2, b"\0\0", "no markers"),
        (2, b"\xff\xff", "has room for 0"),
        (12, b"\0\0\0\0", "scale of the points 0"),
        (12, b"\0\0\xc0\x7f", "scale of the points nan"),
        (16, b"\xff\xff", "block of the frames 65535"),
        (18, b"\0\0", "analog samples a frame 0"),
        (18, b"\7\0", "analog samples a frame 7"),
    ],
)
def test_a_head_that_cannot_be_is_refused_by_what_it_says(tmp_path, at, value, what):
    path = lab_file(tmp_path / "walk.c3d")
    raw = bytearray(path.read_bytes())
    raw[at : at + len(value)] = value
    path.write_bytes(raw)
    assert what in refusal(path)


def test_frames_are_counted_by_the_parameter_and_not_by_the_pictures_they_came_from(tmp_path):
    path = lab_file(tmp_path / "walk.c3d")
    raw = bytearray(path.read_bytes())
    raw[6:10] = (501).to_bytes(2, "little") + (9000).to_bytes(2, "little")
    path.write_bytes(raw)
    time = read_c3d(path).recording.time
    assert len(time) == COUNT
    assert time[0] == pytest.approx(500 / 30)


def test_a_file_in_which_no_marker_was_seen_is_refused(tmp_path):
    content_of(np.full((7, 3, 3), np.nan), "mm", ("A", "B", "C")).write(str(tmp_path / "walk.c3d"))
    assert "not one point that was seen" in refusal(tmp_path / "walk.c3d")


def test_damaged_bytes_give_numbers_or_a_named_refusal_and_nothing_else(tmp_path):
    raw = plated(tmp_path / "walk.c3d").read_bytes()
    rng = np.random.default_rng(11)
    refused = 0
    for _ in range(400):
        broken = bytearray(raw)
        for place in rng.integers(0, min(len(raw), 2600), rng.integers(1, 9)):
            broken[place] = rng.integers(0, 256)
        (tmp_path / "broken.c3d").write_bytes(broken)
        try:
            read_c3d(tmp_path / "broken.c3d")
        except ReadError:
            refused += 1
    assert 0 < refused < 400


def test_pixels_and_uneven_times_are_not_written(tmp_path):
    path = tmp_path / "walk.c3d"
    with pytest.raises(WriteError, match="holds pixels"):
        write_c3d(path, read_sample())
    uneven = plain().time.copy()
    uneven[20:] += 0.02
    with pytest.raises(WriteError, match="one steady frame rate"):
        write_c3d(path, replace(plain(), time=uneven))
    analog = Analog(77.0, ("a",), ("V",), np.zeros((COUNT + 1, 1)))
    with pytest.raises(WriteError, match="no whole multiple"):
        write_c3d(path, C3d(plain(), analog=analog))
    two = {name: Channel("angle", name, np.zeros((COUNT, 3))) for name in ("deg", "rad")}
    with pytest.raises(WriteError, match="not deg, rad"):
        write_c3d(path, C3d(plain(), channels=two))
    assert not list(tmp_path.iterdir())
