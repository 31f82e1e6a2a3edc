"""Activity files of watches and phones: what they say comes out, and broken ones are refused."""

import datetime
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoascope.errors import ReadError
from psoascope.read.activity_file import activity_key, read_activities
from tests.read.activity_writer import EPOCH, HEALTH, TCX, fit_file, gpx, layout, run

START = 1_790_000_000  # 2026-09-21T14:13:20Z


def kept(tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("own", [(), ((0, 3), (1, 1))])
@pytest.mark.parametrize("size", [12, 14])
def test_a_fit_run_comes_out_whatever_its_layout(tmp_path, order, own, size):
    file = kept(tmp_path, "run.fit", fit_file(run(START, 1800, order, own), size))
    found = read_activities(file)
    (one,) = found.activities
    assert (one.key, one.sport, one.seconds, one.distance) == ("running", "running", 1800, 5400)
    assert one.start == datetime.datetime.fromtimestamp(START, tz=datetime.UTC)
    # Half of the way is uphill; slopes are looked at over 100 m, 33 s of running.
    assert one.uphill == pytest.approx(900, abs=34)
    assert [remark.key for remark in found.remarks] == ["activity_utc"]
    assert len(found.source.sha256) == 64


def test_a_fit_file_with_the_watches_clock_has_its_zone(tmp_path):
    file = kept(tmp_path, "run.fit", fit_file(run(START, 600, local_offset=7200)))
    found = read_activities(file)
    assert found.activities[0].start.utcoffset() == datetime.timedelta(hours=2)
    assert found.remarks == ()


def test_a_fit_file_without_a_session_counts_its_points_without_pauses(tmp_path):
    records = run(START, 600)[:-2]
    # Ten minutes later it goes on for twenty seconds.
    records += [
        b"\x00" + struct.pack("<IIH", START - EPOCH + 1200 + at, 180000 + 300 * at, 3000)
        for at in (0, 10, 20)
    ]
    found = read_activities(kept(tmp_path, "run.fit", fit_file(records)))
    assert found.activities[0].seconds == 620
    assert "activity_no_session" in [remark.key for remark in found.remarks]


def test_compressed_times_of_a_fit_file_run_on_over_32_seconds(tmp_path):
    began = START - EPOCH
    records = [
        layout(0, 20, [(253, 4, 0x86), (5, 4, 0x86)]),
        b"\x00" + struct.pack("<II", began, 0),
    ]
    records.append(layout(1, 20, [(5, 4, 0x86)]))
    for at in range(10, 101, 10):
        head = 0x80 | 1 << 5 | (began + at) & 31
        records.append(bytes([head]) + struct.pack("<I", 300 * at))
    found = read_activities(kept(tmp_path, "run.fit", fit_file(records)))
    assert found.activities[0].seconds == 100
    assert found.activities[0].distance == 300


def test_two_fit_files_one_after_the_other_are_both_read(tmp_path):
    content = fit_file(run(START, 600)) + fit_file(run(START + 9000, 300, sport="walking"))
    found = read_activities(kept(tmp_path, "both.fit", content))
    assert [(one.key, one.seconds) for one in found.activities] == [
        ("running", 600),
        ("walking", 300),
    ]


def test_a_damaged_fit_file_is_refused_wherever_it_is_cut_or_changed(tmp_path):
    content = fit_file(run(START, 300))
    for cut in range(1, len(content), 7):
        with pytest.raises(ReadError):
            read_activities(kept(tmp_path, "cut.fit", content[:cut]))
    for place in range(14, len(content), 5):
        wrong = bytearray(content)
        wrong[place] ^= 0x55
        with pytest.raises(ReadError, match=r"damaged|no activity"):
            read_activities(kept(tmp_path, "wrong.fit", bytes(wrong)))


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=200), st.booleans())
def test_any_bytes_are_read_or_refused(tmp_path_factory, content, framed):
    file = tmp_path_factory.mktemp("any") / "any.fit"
    file.write_bytes(fit_file([content]) if framed else content)
    with pytest.raises(ReadError):
        read_activities(file)


def test_a_gpx_track_has_its_way_its_time_and_its_slope(tmp_path):
    # A ten-thousandth of a degree to the north is 11.12 m.
    points = [
        (f"2026-05-04T06:{at // 6:02d}:{at % 6 * 10:02d}Z", 50 + at * 3e-4, 8.0, 5.0 * at)
        for at in range(31)
    ]
    (one,) = read_activities(kept(tmp_path, "run.gpx", gpx(points))).activities
    assert (one.key, one.seconds) == ("running", 300)
    assert one.distance == pytest.approx(30 * 33.36, rel=1e-3)
    assert one.uphill == pytest.approx(300)
    assert one.start.isoformat() == "2026-05-04T06:00:00+00:00"


def test_a_gpx_track_without_times_is_refused(tmp_path):
    text = gpx([("2026-05-04T06:00:00Z", 50, 8, 0)]).replace(
        "<time>2026-05-04T06:00:00Z</time>", ""
    )
    with pytest.raises(ReadError, match="no activity"):
        read_activities(kept(tmp_path, "a.gpx", text))


def test_laps_of_a_tcx_file_add_up(tmp_path):
    (one,) = read_activities(kept(tmp_path, "ride.tcx", TCX)).activities
    assert (one.key, one.seconds, one.distance) == ("cycling", 1800, 9500)
    assert one.uphill == pytest.approx(60)


@pytest.mark.parametrize("zipped", [False, True])
def test_apple_health_gives_workouts_and_the_steps_of_the_busier_device(tmp_path, zipped):
    if zipped:
        file = tmp_path / "export.zip"
        with zipfile.ZipFile(file, "w") as folder:
            folder.writestr("apple_health_export/export.xml", HEALTH)
    else:
        file = kept(tmp_path, "export.xml", HEALTH)
    found = read_activities(file)
    running, curling = found.activities
    assert (running.key, running.seconds, running.distance) == ("running", 1800, 5200)
    assert running.start.utcoffset() == datetime.timedelta(hours=1)
    assert (curling.key, curling.sport, curling.seconds) == (
        "",
        "HKWorkoutActivityTypeCurling",
        5400,
    )
    assert found.steps == {datetime.date(2026, 11, 18): 7800}


BOMB = '<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><gpx>&b;</gpx>'
THIEF = '<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx>&a;</gpx>'


@pytest.mark.parametrize("text", [BOMB, THIEF, BOMB.encode("utf-16")])
def test_entities_are_never_expanded(tmp_path, text):
    with pytest.raises(ReadError, match="entities"):
        read_activities(kept(tmp_path, "bomb.gpx", text))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.gpx", "<gpx><trk>", "not valid XML"),
        ("a.gpx", TCX, "TrainingCenterDatabase, but gpx"),
        ("a.tcx", "hello", "not valid XML"),
        ("a.xml", "<html/>", "html, but HealthData"),
        ("a.zip", "hello", "damaged"),
        ("a.fit", "hello", "no activity file"),
        ("a.doc", "hello", "no activity file"),
        ("a.xml", HEALTH.replace("2026-11-18 18:00", "2026-13-18 18:00"), "no date"),
        ("a.xml", HEALTH.replace('duration="30"', 'duration="1e12"'), "hours, which cannot be"),
        ("a.gpx", gpx([("0001-01-01T00:00:00Z", 1, 1, 1)]), "no date"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path, name, content, said):
    with pytest.raises(ReadError, match=said) as problem:
        read_activities(kept(tmp_path, name, content))
    assert name in str(problem.value)


def test_a_zip_without_an_export_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as folder:
        folder.writestr("other.xml", HEALTH)
    with pytest.raises(ReadError, match="holds no export"):
        read_activities(tmp_path / "x.zip")


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Trail Running", "running"),
        ("HKWorkoutActivityTypeHiking", "hiking"),
        ("Biking", "cycling"),
        ("soccer", "football"),
        ("swimming", ""),
        ("", ""),
        ("mark", ""),
    ],
)
def test_words_for_sports_are_known(word, key):
    assert activity_key(word) == key
