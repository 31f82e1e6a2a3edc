"""Marker sets are recognised by their names, also through a reader that renames some."""

import numpy as np
import pytest

from psoascope import tables
from psoascope.motion.marker_sets import marker_set_of, markers_of
from psoascope.read.mocap import read_trc, write_trc
from tests.motion.markered import names_of, points, recorded, standing, walking

WITH_PELVIS = ("plug_in_gait", "helen_hayes", "rizzoli", "opencap", "opencap_laboratory")


@pytest.mark.parametrize("marker_set", tables.table("marker_sets"))
def test_a_full_set_is_recognised_and_nothing_is_missing(marker_set):
    found = marker_set_of(tuple(names_of(marker_set).values()))
    assert (found.name, found.missing) == (marker_set, ())
    assert found.names == names_of(marker_set)
    assert found.sees_pelvis == (marker_set in WITH_PELVIS)
    assert found.sees_trunk


def test_names_are_known_in_any_writing_and_behind_a_subject():
    found = marker_set_of(["Anna:lasi", "Anna:R_ASI", "Anna:LPSI", "Anna:rpsi", "Anna:C 7"])
    assert found.name == "plug_in_gait"
    assert found.names["right_asis"] == "Anna:R_ASI"
    assert found.names["c7"] == "Anna:C 7"
    assert "left_knee_lateral" in found.missing


def test_the_markers_of_pose2sim_beside_its_key_points_are_those_that_count():
    names = (*names_of("pose2sim").values(), *names_of("opencap").values())
    found = marker_set_of(names)
    assert found.name == "opencap"
    assert found.names["right_knee_lateral"] == "R_knee_study"
    assert "right_knee_centre" not in found.names


def test_one_front_spine_or_no_back_is_no_pelvis():
    names = names_of("plug_in_gait")
    back = {"right_psis", "left_psis", "sacrum"}
    assert not marker_set_of([n for p, n in names.items() if p not in back]).sees_pelvis
    assert not marker_set_of([n for p, n in names.items() if p != "left_asis"]).sees_pelvis
    assert marker_set_of([n for p, n in names.items() if p != "left_psis"]).sees_pelvis


def test_foreign_names_are_no_set():
    assert marker_set_of(["cup", "table_1"]) is None
    assert marker_set_of([]) is None


@pytest.mark.parametrize("marker_set", WITH_PELVIS)
def test_each_point_is_found_again_after_a_reader_gave_landmarks_their_names(marker_set, tmp_path):
    body = standing(frames=3)
    # Joint centres of a model are left out: a file that holds them beside the markers has two
    # points for the same landmark.
    without = [f"{s}_{j}_centre" for s in ("right", "left") for j in ("hip", "knee", "ankle")]
    file = tmp_path / "body.trc"
    write_trc(recorded(body, marker_set, without), file)
    recording = read_trc(file)
    assert "right_asis" not in recording.names
    found = marker_set_of(recording.names)
    assert found.name == marker_set
    for point, place in markers_of(recording, found).items():
        np.testing.assert_allclose(place, points(body)[point], atol=1e-9, err_msg=point)
    assert set(found.missing) <= set(without)


def test_a_centre_beside_a_marker_is_told_from_it_by_the_name_that_stayed(tmp_path):
    body = standing(frames=3)
    file = tmp_path / "body.trc"
    write_trc(recorded(body, "plug_in_gait"), file)
    recording = read_trc(file)
    assert "right_knee" in recording.names  # was RKNE
    assert "RKJC" in recording.names  # a landmark is given once
    found = markers_of(recording, marker_set_of(recording.names))
    for point in ("right_knee_lateral", "right_knee_centre"):
        np.testing.assert_allclose(found[point], points(body)[point], atol=1e-9)


def test_points_keep_their_gaps():
    recording = recorded(walking(seconds=0.2))
    recording.points[4, recording.names.index("LPSI")] = np.nan
    found = markers_of(recording, marker_set_of(recording.names))
    assert np.isnan(found["left_psis"][4]).all()
    assert np.isfinite(found["left_psis"][5]).all()
