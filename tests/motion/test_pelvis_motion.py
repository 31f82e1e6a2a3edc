"""Markers on the pelvis in the whole flow: the psoas follows real angles, the bands are honest."""

from dataclasses import replace

import numpy as np
import pytest

from psoascope.errors import CaptureRefused
from psoascope.pipeline import Options, analyse
from psoascope.psoas import state
from psoascope.psoas.sharing import shared
from psoascope.read.mocap import read_trc, write_trc
from psoascope.report.document import document
from tests.motion.markered import GIVEN, INNER, WANDS, Body, recorded, upright, walking


def true_length(body):
    """The model's length of the right psoas at the true angles against that standing, m."""
    away = np.array([13.0, 0.0, 0.0])
    hips = (np.radians(side - away) for side in (body.right, body.left))
    return state(shared(np.radians(body.lumbar - away)), *hips).whole_length[:, 0]


def as_key_points(body):
    """The same body as key points without a pelvis, under the names that motion asks for."""
    one = recorded(body, "pose2sim")
    side = {"R": "right_", "L": "left_"}
    joint = {"BigToe": "foot_index"}
    names = [
        name if name == "Neck" else side[name[0]] + joint.get(name[1:], name[1:].lower())
        for name in one.names
    ]
    return replace(one, names=tuple(names))


@pytest.mark.parametrize("options", [Options(), Options(standing=recorded(upright()))])
def test_the_psoas_follows_the_real_hip_and_lumbar_angles(options):
    body = walking()
    leg = analyse(recorded(body), options).legs["right"]
    # The low-pass of 6 Hz takes a little off a walk of 0.9 Hz.
    np.testing.assert_allclose(leg.psoas_length.value, true_length(body), atol=5e-5)


def test_a_forward_tilted_walk_is_seen_with_the_pelvis_and_missed_without():
    away = [15.0, 0.0, 0.0]
    body = walking()
    body = replace(
        body,
        pelvis=body.pelvis + away,
        right=body.right + away,
        left=body.left + away,
        lumbar=body.lumbar + away,
    )
    truth = true_length(body)
    seen = analyse(recorded(body)).legs["right"].psoas_length
    guessed = analyse(as_key_points(body)).legs["right"].psoas_length
    assert ((seen.low <= truth) & (truth <= seen.high)).all()
    assert np.sqrt(np.mean((seen.value - truth) ** 2)) < 0.1e-3
    assert np.sqrt(np.mean((guessed.value - truth) ** 2)) > 5e-3


def test_bent_forward_the_band_is_narrower_with_the_pelvis_and_recorded_standing():
    bend = (1 - np.cos(np.linspace(0, 2 * np.pi, 200)))[:, None] / 2
    start = np.array([13.0, 0.0, 0.0])
    hip, back, pelvis = (start + bend * [most, 0.0, 0.0] for most in (70.0, -25.0, 40.0))
    body = Body(pelvis, hip, hip, back)
    options = Options(standing=recorded(upright()))
    seen = analyse(recorded(body), options).legs["right"].psoas_length
    guessed = analyse(as_key_points(body)).legs["right"].psoas_length
    deepest = 100
    assert seen.half_width[deepest] < 0.6 * guessed.half_width[deepest]


def test_the_band_is_wider_for_a_typical_standing_and_for_inferred_markers():
    body, still = walking(), upright()

    def width(marker_set, own):
        options = Options(standing=recorded(still, marker_set) if own else None)
        return np.median(
            analyse(recorded(body, marker_set), options).pelvis.hip.half_width[:, 0, 0]
        )

    skin, typical, inferred = (
        width("rizzoli", True),
        width("rizzoli", False),
        width("opencap", True),
    )
    assert skin < typical
    assert skin < inferred


def test_where_rotation_is_unknown_it_counts_as_zero_with_a_wider_band_for_the_muscle():
    recording = recorded(walking(), without=[*GIVEN, *INNER, *WANDS])
    analysis = analyse(recording)
    assert np.isnan(analysis.pelvis.hip.value[..., 2]).all()
    assert np.isfinite(analysis.legs["left"].psoas_length.value).all()


def test_a_pelvis_without_a_trunk_is_refused_with_the_cure():
    trunk = ("c7", "clavicle", "sternum", "thorax_back", "right_acromion", "left_acromion")
    with pytest.raises(CaptureRefused, match=r"Plug-in Gait.*Add markers on both shoulders"):
        analyse(recorded(walking(), without=trunk))


def test_standing_without_a_pelvis_is_refused_by_name():
    options = Options(standing=as_key_points(upright()))
    with pytest.raises(CaptureRefused, match=r"body.trc cannot serve as neutral standing"):
        analyse(recorded(walking()), options)


def test_a_refused_stretch_stays_a_gap_in_every_angle():
    recording = recorded(walking(), without=GIVEN)
    recording.points[100:150, recording.names.index("RASI")] = np.nan
    pelvis = analyse(recording).pelvis
    for one in (pelvis.pelvis, pelvis.hip, pelvis.lumbar):
        for part in (one.value, one.low, one.high):
            assert np.isnan(part[105:145]).all()
    assert np.isfinite(pelvis.lumbar.value[:95]).all()


def test_a_slip_beyond_any_joint_leaves_the_frames_out_instead_of_stopping():
    body = walking()
    body.lumbar[:40, 0] -= 168.0
    length = analyse(recorded(body)).legs["right"].psoas_length.value
    assert np.isnan(length[:35]).all()
    assert np.isfinite(length[60:]).all()


def test_the_report_shows_pelvis_hip_and_back_apart():
    made = document(recorded(walking()), Options(), "psoascope analyse body.trc")
    pelvis = made["pelvis"]
    assert (pelvis["marker_set"], pelvis["missing"], pelvis["neutral"]) == (
        "plug_in_gait",
        [],
        "typical",
    )
    assert {len(curve) for curve in pelvis["curves"].values()} == {300}
    tilt = np.array(pelvis["curves"]["pelvic_tilt_deg"])
    np.testing.assert_allclose(tilt, walking().pelvis[:, 0], atol=0.1)
    assert "14 degrees below its back" in made["sentences"]["en"][2]
    assert "14 Grad tiefer" in made["sentences"]["de"][2]
    own = Options(standing=recorded(upright()))
    assert "eigenes" in document(recorded(walking()), own, "x")["sentences"]["de"][2]


def test_without_a_pelvis_the_report_stays_as_it_was():
    made = document(as_key_points(walking()), Options(), "psoascope analyse body.trc")
    assert "pelvis" not in made
    assert made["sentences"]["en"][2].startswith("A camera cannot see the pelvis")


def test_a_file_of_plug_in_gait_gives_what_its_points_give(tmp_path):
    recording = recorded(walking(), without=GIVEN)
    write_trc(recording, tmp_path / "walk.trc")
    own = analyse(recording).legs["left"].psoas_length
    read = analyse(read_trc(tmp_path / "walk.trc")).legs["left"].psoas_length
    np.testing.assert_allclose(read.value, own.value, rtol=1e-12)
    np.testing.assert_allclose(read.high, own.high, rtol=1e-12)
