"""report.json holds everything, and the files drawn from it agree with it."""

import json
from datetime import UTC, datetime

import numpy as np
import pytest

from psoascope import tables
from psoascope.pipeline import Options
from psoascope.read.recording import Source
from psoascope.read.storage import read_storage
from psoascope.report.document import SCHEMA, document
from psoascope.report.files import FILES, write_report
from tests.motion.walkers import Walk, changed, filmed


@pytest.fixture(scope="module")
def made():
    """A document of a walk of which one second was hidden."""
    film = filmed(Walk(seconds=5.0, speed=0.8), noise=1.0)
    film.visibility[60:90] = 0.2
    at = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    return document(film, Options(height=1.81), "psoascope analyse walk.mp4 -o out", at)


def test_the_promised_fields_are_there(made):
    assert made["schema"] == SCHEMA
    assert made["made"]["at"] == "2026-03-04T05:06:07+00:00"
    assert set(made["source"]) >= {"path", "sha256", "frames", "fps"}
    assert set(made["curves"]) >= {
        "time_s",
        "hip_flexion_deg",
        "psoas_length_m",
        "psoas_length_low_m",
        "psoas_length_high_m",
    }
    assert set(made["quantities"]) == {
        *("hip_flexion_max", "hip_flexion_min", "hip_flexion_range", "knee_flexion_max"),
        *("trunk_lean_mean", "psoas_length_max", "psoas_length_min"),
        *("psoas_change_max", "psoas_change_min"),
    }
    for quantity in made["quantities"].values():
        assert quantity["low"] <= quantity["value"] <= quantity["high"]


def test_all_curves_are_as_long_as_time(made):
    lengths = {len(values) for values in made["curves"].values()}
    assert lengths == {len(made["curves"]["time_s"])} == {150}


def test_refused_frames_are_null_and_named(made):
    assert made["curves"]["psoas_length_m"][70] is None
    (gate,) = [one for one in made["gates"] if one["gate"] == "low_visibility"]
    assert gate["ranges"] == [[60, 89]]
    assert gate["frames"] == 30
    assert gate["side"] is None
    assert gate["message"]
    assert gate["cure"]


def test_a_file_that_was_cut_off_is_said_so():
    film = filmed(Walk())
    short = changed(film, source=Source("walk.mp4", "0" * 64, 200, 30.0, "lite"))
    gates = document(short, Options(), "psoascope analyse walk.mp4")["gates"]
    assert [(gate["gate"], gate["frames"]) for gate in gates] == [("file_cut_off", 80)]
    assert "promises 200 frames but holds only 120" in gates[0]["message"]
    assert document(film, Options(), "psoascope analyse walk.mp4")["gates"] == []


def test_it_is_plain_json_in_both_languages(made):
    assert json.loads(json.dumps(made, allow_nan=False)) == made
    for language in tables.LANGUAGES:
        assert len(made["sentences"][language]) == 3


def test_four_instants_and_a_moving_drawing_come_from_used_frames(made):
    assert len(made["figures"]) == 4
    shown = [figure["time_s"] for figure in made["figures"]] + made["walker"]["time_s"]
    assert not any(2.0 <= time < 3.0 for time in shown)


def test_the_files_hold_what_the_document_says(made, tmp_path):
    paths = write_report(made, tmp_path / "out", "de")
    assert [path.name for path in paths] == list(FILES)
    assert json.loads(paths[0].read_text(encoding="utf-8")) == made
    angles, psoas = read_storage(paths[2]), read_storage(paths[3])
    side = made["side"][0]
    column = angles.values[:, angles.names.index(f"trunk_thigh_{side}")]
    wanted = np.array(made["curves"]["hip_flexion_deg"], dtype=float)
    np.testing.assert_allclose(column, wanted, atol=1e-9)
    assert angles.in_degrees
    assert f"psoas_{side}_length_high_m" in psoas.names
    assert np.isnan(psoas.values[70]).all()


@pytest.mark.opensim
def test_opensim_reads_the_storage_files(made, tmp_path):
    import opensim

    paths = write_report(made, tmp_path)
    for path in paths[2:]:
        table = opensim.TimeSeriesTable(str(path))
        assert table.getNumRows() == 150


def test_writing_again_leaves_no_other_file(made, tmp_path):
    for _ in range(2):
        write_report(made, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)
