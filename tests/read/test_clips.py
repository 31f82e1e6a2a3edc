"""Real clips: a walk has its cycles; other people, swapped legs and bad cameras are refused."""

import numpy as np
import pytest
from tools.proof_cameras import SAME_PERSON, Trial, balancing
from tools.proof_clips import WALKING, exchanged

from psoascope.errors import CaptureRefused
from psoascope.motion.cycles import cycles
from psoascope.motion.motion import chosen_side, motion
from psoascope.motion.walk_cycles import walk_events
from psoascope.read.video import read_video
from tests import clips
from tests.motion.triangulation import triangulated
from tests.motion.walkers import changed

pytestmark = pytest.mark.video

RIGHT, LEFT = 0, 1
# Frames in which a heel comes down, read off the pictures by eye, each good to about two frames.
HEELS_DOWN_BY_EYE = [78, 97, 116, 134, 152, 171]


@pytest.fixture(scope="module")
def trial() -> Trial:
    """The balancing trial, each of its four cameras read as any video is."""
    return balancing()


def refused(found, gate):
    """Frames (T, 2) that a gate took; none where it took none."""
    none = np.zeros(found.used.shape, dtype=bool)
    return next((one.mask for one in found.gated if one.gate == gate), none)


def test_the_heels_of_the_walker_come_down_when_the_eye_says_so(demo):
    walk, _ = demo
    events = walk_events(walk, motion(walk))
    told = sorted([*events.contact[RIGHT], *events.contact[LEFT]])
    seen = [frame for frame in told if frame > 65]  # she comes from behind a tree before
    assert seen == pytest.approx(HEELS_DOWN_BY_EYE, abs=3)
    first = events.contact[RIGHT][events.contact[RIGHT] > 65]
    assert first.tolist() == seen[1::2]  # the feet take turns


def test_she_walks_five_whole_cycles_of_a_usual_length(demo):
    walk, _ = demo
    contacts = walk_events(walk, motion(walk)).contact
    pairs = [cycles(walk.time, contacts[side]) for side in (RIGHT, LEFT)]
    assert [len(one) for one in pairs] == [3, 2]
    seconds = np.concatenate([walk.time[one[:, 1]] - walk.time[one[:, 0]] for one in pairs])
    # By eye two steps take 37 frames of a thirtieth of a second.
    assert seconds == pytest.approx(37 / 30, abs=0.1)


def test_no_frame_of_the_man_is_measured_even_if_nobody_told_us_that_it_is_him(demo):
    walk, _ = demo
    man = walk.person > 0
    assert man.sum() > 40
    for one in (walk, changed(walk, person=None)):
        found = motion(one)
        assert not found.used[man].any()
        assert found.used[WALKING].any(axis=1).mean() > 0.9  # and she still is


def test_frames_in_which_the_model_swapped_her_legs_are_refused(demo):
    walk, _ = demo
    swapped = refused(motion(walk), "legs_swapped")[:, LEFT]
    # Seen by eye in the points: in 127, 129 and 160 the ankles lie on each other's path.
    assert swapped[[127, 129, 160]].all()
    assert swapped.sum() <= 6


@pytest.mark.parametrize("length", [1, 4, 15])
@pytest.mark.parametrize("start", [70, 90, 110, 136])
def test_legs_exchanged_for_up_to_half_a_second_are_refused(demo, start, length):
    walk, _ = demo
    spell = slice(start, start + length)
    found = motion(exchanged(walk, spell))
    by_the_model = refused(motion(walk), "legs_swapped")[:, LEFT]
    ours = np.zeros(len(walk.time), dtype=bool)
    ours[spell] = True
    assert not found.used[ours & ~by_the_model].any()
    # The frames around are not thrown away with them.
    beside = refused(found, "legs_swapped")[:, LEFT] & ~ours & ~by_the_model
    assert beside.sum() <= 1


def test_each_of_four_cameras_sees_the_balancing_man_in_nearly_all_pictures(trial):
    for one in trial.recordings:
        assert np.isfinite(one.points).all(axis=(1, 2)).mean() > 0.95


def test_the_four_cameras_agree_where_his_joints_are(trial):
    gaps = [
        np.linalg.norm(camera.filmed(trial.points) - one.points, axis=-1)
        for camera, one in zip(trial.cameras, trial.recordings, strict=True)
    ]
    # A centimetre is about 4 pixels there; a pose model puts a hip some centimetres off.
    assert np.nanmedian(gaps) < 20
    space = motion(trial.space)
    thighs = np.linalg.norm(space.view.joints[:, :, 2] - space.view.joints[:, :, 1], axis=-1)
    assert space.used.all()
    assert (thighs < 0.5).all()


def test_triangulation_gives_back_points_that_the_cameras_would_see(trial):
    there = trial.points[::20]
    pixels = np.array([camera.filmed(there) for camera in trial.cameras])
    # Undoing the lens is by repeated steps, good to some micrometres.
    np.testing.assert_allclose(triangulated(trial.cameras, pixels), there, atol=1e-4)


@pytest.mark.parametrize("number", range(4))
def test_a_camera_far_from_the_side_is_refused_with_the_cure(trial, number):
    yaw = trial.cameras[number].yaw(trial.rightward)
    assert np.nanmin(yaw) > 35  # not one frame of the trial is a side view
    found = motion(trial.recordings[number])
    assert not found.used.any()
    assert refused(found, "not_side_on").any(axis=1).all()
    with pytest.raises(CaptureRefused) as caught:
        chosen_side(found, "auto")
    assert "not_side_on" in [one["gate"] for one in caught.value.gates]


def test_such_a_camera_would_have_been_far_off(trial):
    space = motion(trial.space).angles.hip_flexion
    for one in trial.recordings:
        alone = motion(one, gates=()).angles.hip_flexion
        error = np.degrees(np.sqrt(np.nanmean((alone - space) ** 2)))
        assert error > 15


def test_pictures_of_any_width_are_read_alike(tmp_path, walk):
    # Decoders end each row of such a picture with some bytes that are not picture.
    odd = clips.save(tmp_path / "odd.mp4", clips.walker(width=726))
    read = read_video(odd, model="lite")
    assert read.frame_size[0] == 726
    hips = ("left_hip", "right_hip", "left_knee", "right_knee")
    trunk = np.linalg.norm(
        walk.named(["left_shoulder"])[:, 0] - walk.named(["left_hip"])[:, 0], axis=-1
    )
    gap = np.linalg.norm(read.named(hips) * 640 / 726 - walk.named(hips), axis=-1)
    assert np.isfinite(gap).mean() > 0.9
    assert np.nanmedian(gap / trunk[:, None]) < SAME_PERSON / 5
