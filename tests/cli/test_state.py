"""psoascope state: tables of joint angles to tables of muscle."""

import argparse

import numpy as np
import pytest

from psoascope import psoas
from psoascope.cli import state
from psoascope.errors import PsoascopeError, RangeError, ReadError, WriteError
from psoascope.psoas.columns import LEFT_COLUMNS, LEVEL_COLUMNS, RIGHT_COLUMNS, TOTAL_COLUMNS
from psoascope.read.columns import Columns, read_columns, write_columns
from psoascope.read.storage import Storage, read_storage, write_storage

ANGLES = (*LEVEL_COLUMNS, *RIGHT_COLUMNS, *LEFT_COLUMNS)
HIPS = (*RIGHT_COLUMNS, *LEFT_COLUMNS)


def run(*words):
    parser = argparse.ArgumentParser()
    state.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["state", *map(str, words)])
    return arguments.run(arguments)


def table_of_postures(path, rows=5, names=ANGLES):
    values = np.random.default_rng(rows).uniform(-3.0, 6.0, (rows, len(names))).round(3)
    write_columns(path, Columns(tuple(f"{name}_deg" for name in names), values))
    return values


def motion(path, names, in_degrees=True):
    time = np.array([0.0, 0.02, 0.05])
    values = np.random.default_rng(8).uniform(-9.0, 21.0, (3, len(names))).round(3)
    given = values if in_degrees else np.radians(values)
    write_storage(path, Storage("Coordinates", time, names, given, in_degrees))
    return values


def test_a_table_of_postures_gives_angles_then_muscle(tmp_path, capsys):
    values = table_of_postures(tmp_path / "postures.csv")
    assert run(tmp_path / "postures.csv", "-o", tmp_path / "out.csv") == 0
    out = read_columns(tmp_path / "out.csv")
    assert out.names[:21] == tuple(f"{name}_deg" for name in ANGLES)
    # 1e-8: ten digits are written.
    np.testing.assert_allclose(out.values[:, :21], values, atol=1e-8)
    angles = np.radians(values)
    muscle = psoas.state(angles[:, :15].reshape(-1, 5, 3), angles[:, 15:18], angles[:, 18:])
    lengths = [out.names.index(f"Ps_{name}_length_m") for name in psoas.FASCICLES]
    np.testing.assert_allclose(out.values[:, lengths], muscle.length, atol=1e-8)
    assert capsys.readouterr().err == ""


def test_what_was_written_can_be_read_again_and_gives_the_same(tmp_path):
    table_of_postures(tmp_path / "a.csv")
    run(tmp_path / "a.csv", "-o", tmp_path / "b.csv")
    run(tmp_path / "b.csv", "-o", tmp_path / "c.csv")
    assert (tmp_path / "b.csv").read_bytes() == (tmp_path / "c.csv").read_bytes()


@pytest.mark.parametrize("in_degrees", [True, False])
def test_a_motion_with_total_lumbar_angles_gives_bands_and_says_so(tmp_path, capsys, in_degrees):
    motion(tmp_path / "walk.mot", (*HIPS, *TOTAL_COLUMNS), in_degrees)
    assert run(tmp_path / "walk.mot", "-o", tmp_path / "psoas.sto") == 0
    assert "shared over the levels" in capsys.readouterr().err
    out = read_storage(tmp_path / "psoas.sto")
    assert out.in_degrees
    assert out.time.tolist() == [0.0, 0.02, 0.05]
    place = out.names.index("Ps_L2_TP_l_length_m")
    value, low, high = out.values[:, place : place + 3].T
    assert out.names[place + 1 : place + 3] == (
        "Ps_L2_TP_l_length_low_m",
        "Ps_L2_TP_l_length_high_m",
    )
    assert (low <= value).all()
    assert (value <= high).all()


def test_a_motion_may_become_a_csv_with_its_time(tmp_path):
    motion(tmp_path / "walk.mot", (*HIPS, *TOTAL_COLUMNS))
    run(tmp_path / "walk.mot", "-o", tmp_path / "walk.csv")
    out = read_columns(tmp_path / "walk.csv")
    assert out.names[0] == "time_s"
    assert out.values[:, 0].tolist() == [0.0, 0.02, 0.05]


def test_postures_without_time_count_rows_in_a_storage_and_say_so(tmp_path, capsys):
    table_of_postures(tmp_path / "a.csv", rows=4)
    run(tmp_path / "a.csv", "-o", tmp_path / "a.sto")
    assert read_storage(tmp_path / "a.sto").time.tolist() == [0.0, 1.0, 2.0, 3.0]
    assert "time counts the rows" in capsys.readouterr().err


def test_absent_groups_count_as_zero_and_are_named(tmp_path, capsys):
    table_of_postures(tmp_path / "right.csv", names=RIGHT_COLUMNS)
    assert run(tmp_path / "right.csv", "-o", tmp_path / "out.csv") == 0
    told = capsys.readouterr().err
    assert "right.csv: no angles of the left hip: taken as 0" in told
    assert "right.csv: no angles of the lumbar spine: taken as 0" in told


def test_a_group_in_part_is_refused_by_name(tmp_path):
    table_of_postures(tmp_path / "part.csv", names=ANGLES[:-1])
    with pytest.raises(ReadError, match=r"part\.csv has hip_flexion_l but lacks hip_rotation_l"):
        run(tmp_path / "part.csv", "-o", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_a_csv_column_without_a_unit_is_no_angle(tmp_path):
    write_columns(tmp_path / "a.csv", Columns(RIGHT_COLUMNS, np.array([[0.4, 0.1, 0.2]])))
    with pytest.raises(ReadError, match="Name columns such as hip_flexion_r_deg"):
        run(tmp_path / "a.csv", "-o", tmp_path / "b.csv")


def test_a_missing_angle_stays_missing(tmp_path):
    values = table_of_postures(tmp_path / "a.csv", rows=3)
    values[1] = np.nan
    write_columns(tmp_path / "a.csv", Columns(tuple(f"{name}_deg" for name in ANGLES), values))
    run(tmp_path / "a.csv", "-o", tmp_path / "b.csv")
    out = read_columns(tmp_path / "b.csv")
    lengths = [row for row, name in enumerate(out.names) if name.endswith("length_m")]
    assert np.isnan(out.values[1, lengths]).all()
    assert np.isfinite(out.values[[0, 2]]).all()


def test_a_folder_gives_a_folder_and_names_the_bad_files_at_the_end(tmp_path, capsys):
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    table_of_postures(source / "good.csv")
    motion(source / "walk.mot", (*HIPS, *TOTAL_COLUMNS))
    (source / "bad.csv").write_text("hip_flexion_r_deg\nmuch\n", encoding="utf-8")
    (source / "notes.txt").write_text("not a table", encoding="utf-8")
    assert run(source, "-o", target) == 1
    assert sorted(path.name for path in target.iterdir()) == ["good.csv", "walk.mot"]
    assert (
        "bad.csv, line 2, column hip_flexion_r_deg: 'much' is not a number"
        in capsys.readouterr().err
    )


def test_a_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(ReadError, match=r"holds no \.csv, \.mot or \.sto"):
        run(tmp_path, "-o", tmp_path / "out")


def test_one_file_may_go_into_a_folder(tmp_path):
    table_of_postures(tmp_path / "a.csv")
    assert run(tmp_path / "a.csv", "-o", tmp_path / "results") == 0
    assert (tmp_path / "results" / "a.csv").exists()


def test_nothing_is_written_over_its_own_source(tmp_path):
    table_of_postures(tmp_path / "a.csv")
    before = (tmp_path / "a.csv").read_bytes()
    with pytest.raises(WriteError, match="would overwrite"):
        run(tmp_path / "a.csv", "-o", tmp_path)
    assert run(tmp_path, "-o", tmp_path) == 1
    assert (tmp_path / "a.csv").read_bytes() == before


def test_an_angle_beyond_its_limit_is_named_by_file_and_row(tmp_path):
    values = table_of_postures(tmp_path / "a.csv", rows=3)
    values[2, 15] = 171.0
    write_columns(tmp_path / "a.csv", Columns(tuple(f"{name}_deg" for name in ANGLES), values))
    with pytest.raises(RangeError, match=r"a\.csv, hip_right: flexion 171\.0 deg in row 3.*unit"):
        run(tmp_path / "a.csv", "-o", tmp_path / "b.csv")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("none.csv", "-o", "out.csv"), "no file none.csv"),
        (("walk.mp4", "-o", "out.csv"), "walk.mp4 is of no known kind"),
        (("a.csv", "-o", "out.xlsx"), "out.xlsx is of no known kind"),
        (("a.csv", "-o", "out.csv", "--height", "17"), "height 17 m lies outside"),
    ],
)
def test_a_command_that_cannot_work_is_refused_in_one_line(tmp_path, monkeypatch, words, problem):
    monkeypatch.chdir(tmp_path)
    table_of_postures(tmp_path / "a.csv")
    (tmp_path / "walk.mp4").write_bytes(b"not a film")
    with pytest.raises(PsoascopeError) as refusal:
        run(*words)
    assert problem in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert not (tmp_path / "out.csv").exists()


def test_height_scales_every_length(tmp_path):
    table_of_postures(tmp_path / "a.csv", rows=2)
    run(tmp_path / "a.csv", "-o", tmp_path / "b.csv")
    run(tmp_path / "a.csv", "-o", tmp_path / "c.csv", "--height", "1.87")
    usual, tall = read_columns(tmp_path / "b.csv"), read_columns(tmp_path / "c.csv")
    # 1e-8: ten digits are written; 1.87 / 1.70 = 1.1.
    np.testing.assert_allclose(tall.values[:, 21:], 1.1 * usual.values[:, 21:], atol=1e-8)
