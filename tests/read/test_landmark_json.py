"""Landmark files of other programs: the same walk, the right side right, and refusals by frame."""

import json

import numpy as np
import pytest

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.motion.motion import motion
from psoascope.read.landmark_json import read_landmarks
from psoascope.read.opening import read_recording
from tests.motion.walkers import NAMES, Walk, filmed

WALK = Walk(seconds=1.4, speed=0.9)
FILMED = filmed(WALK)
SIZE = (1280, 720)


def ordered(key: str, points=FILMED.points, sure=0.75):
    """Points (T, K, 3) in an order of keypoints; 0, 0, 0 for what the sticks do not have."""
    names = tables.entry(f"keypoints.{key}.names")
    rows = np.zeros((len(points), len(names), 3))
    for column, name in enumerate(NAMES):
        if name in names:
            rows[:, names.index(name), :2] = points[:, column]
            rows[:, names.index(name), 2] = sure
    return rows


def saved(path, content):
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def people(rows):
    return {"version": 1.3, "people": [{"pose_keypoints_2d": one.ravel().tolist()} for one in rows]}


def coco(rows, first=0):
    return [
        {"image_id": first + n, "category_id": 1, "keypoints": one.ravel().tolist(), "score": 0.9}
        for n, one in enumerate(rows)
    ]


def mediapipe(rows, **more):
    frames = [
        [{"x": x / SIZE[0], "y": y / SIZE[1], "z": 0.1, "visibility": v} for x, y, v in one]
        for one in rows
    ]
    return {"width": SIZE[0], "height": SIZE[1], "fps": 30.0, "frames": frames} | more


def myogait(rows, flipped=False, feet="detected"):
    names = [name.upper() for name in tables.entry("keypoints.mediapipe33.names")]
    if flipped:
        rows = rows.copy()
        rows[..., 0] = SIZE[0] - rows[..., 0]
        other = [
            name.replace("LEFT", "?").replace("RIGHT", "LEFT").replace("?", "RIGHT")
            for name in names
        ]
        rows = rows[:, [names.index(name) for name in other]]
    frames = [
        {
            "frame_idx": n,
            "time_s": round(n / 30, 4),
            "landmarks": {
                name: {"x": x / SIZE[0], "y": y / SIZE[1], "visibility": v}
                for name, (x, y, v) in zip(names, one, strict=True)
            },
            "foot_landmarks_source": feet,
        }
        for n, one in enumerate(rows)
    ]
    meta = {"fps": 30.0, "width": SIZE[0], "height": SIZE[1], "n_frames": len(rows)}
    return {"meta": meta, "extraction": {"was_flipped": flipped}, "frames": frames}


def keys(read):
    return [remark.key for remark in read.remarks]


def test_openpose_a_file_a_frame_gives_the_angles_of_the_walk(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    for n, one in enumerate(ordered("body25")):
        saved(folder / f"walk2_{n:012d}_keypoints.json", people([one]))
    read = read_recording(folder, fps=30.0)
    plain = motion(FILMED).angles
    np.testing.assert_allclose(motion(read).angles.hip_flexion, plain.hip_flexion, atol=1e-9)
    np.testing.assert_allclose(motion(read).angles.knee_flexion, plain.knee_flexion, atol=1e-9)
    assert (read.unit, keys(read)) == ("pixel", [])
    assert np.nanmax(read.visibility) == 0.75


@pytest.mark.parametrize(
    "content",
    [
        [people([one]) for one in ordered("body25")],
        mediapipe(ordered("mediapipe33")),
        myogait(ordered("mediapipe33")),
        myogait(ordered("mediapipe33"), flipped=True),
        coco(ordered("halpe26")),
    ],
    ids=["openpose", "mediapipe", "myogait", "myogait flipped", "halpe"],
)
def test_each_program_gives_the_same_angles_with_the_right_sign(tmp_path, content):
    read = read_landmarks(saved(tmp_path / "walk.json", content), fps=30.0)
    seen, plain = motion(read).angles, motion(FILMED).angles
    # myogait rounds times to a tenth of a millisecond, which the low-pass feels.
    np.testing.assert_allclose(seen.hip_flexion, plain.hip_flexion, atol=1e-3)
    assert np.nanmin(seen.hip_flexion, axis=0) == pytest.approx(np.radians([-12, -12]), abs=0.03)


@pytest.mark.parametrize("write", [mediapipe, myogait, coco])
def test_walking_left_has_the_right_sign_too(tmp_path, write):
    left = filmed(Walk(seconds=1.4, speed=-0.9, front=33.0, behind=-17.0))
    order = "halpe26" if write is coco else "mediapipe33"
    rows = ordered(order, left.points)
    read = read_landmarks(saved(tmp_path / "walk.json", write(rows)), fps=30.0)
    seen = np.degrees(motion(read).angles.hip_flexion)
    # Low-passing takes a little off the peaks.
    assert np.nanmin(seen, axis=0) == pytest.approx([-17, -17], abs=1.5)
    assert np.nanmax(seen, axis=0) == pytest.approx([33, 33], abs=1.5)


def test_a_walk_that_myogait_flipped_is_turned_back_and_that_is_said(tmp_path):
    rows = ordered("mediapipe33")
    plain = read_landmarks(saved(tmp_path / "a.json", myogait(rows)))
    turned = read_landmarks(saved(tmp_path / "b.json", myogait(rows, flipped=True)))
    hips = ["right_hip", "left_heel"]
    np.testing.assert_allclose(turned.named(hips), plain.named(hips), atol=1e-9)
    assert (keys(plain), keys(turned)) == ([], ["unflipped"])
    guessed = read_landmarks(saved(tmp_path / "c.json", myogait(rows, feet="estimated")))
    assert guessed.remarks[0].values == {"count": len(rows)}


def test_coco_annotations_take_picture_size_and_flags(tmp_path):
    rows = ordered("coco17", sure=2.0)
    rows[3, 11, 2] = 1.0
    images = [{"id": 40 + n, "width": 1280, "height": 720} for n in range(len(rows))]
    marks = [{k: v for k, v in one.items() if k != "score"} for one in coco(rows, 40)]
    del marks[5]
    content = {"images": images, "annotations": marks, "categories": []}
    read = read_landmarks(saved(tmp_path / "walk.json", content), fps=25.0)
    assert (read.frame_size, len(read.time)) == (SIZE, len(rows))
    assert np.isnan(read.points[5]).all()
    assert read.person[5] == -1
    assert read.seen(["left_hip"])[3:5, 0].tolist() == [0.5, 1.0]
    np.testing.assert_allclose(read.time[:3], [0.0, 0.04, 0.08])


def test_world_landmarks_are_metres_with_y_turned_up(tmp_path):
    from tests.motion.walkers import body

    points = body(Walk(seconds=1.0)) * [1, -1, -1] + [0, 0.9, 0]
    names = tables.entry("keypoints.mediapipe33.names")
    rows = np.zeros((len(points), 33, 3))
    for column, name in enumerate(NAMES):
        rows[:, names.index(name)] = points[:, column]
    frames = [
        {"time": n / 30, "world_landmarks": [{"x": x, "y": y, "z": z} for x, y, z in one]}
        for n, one in enumerate(rows)
    ]
    read = read_landmarks(saved(tmp_path / "walk.json", {"frames": frames}))
    assert (read.unit, keys(read)) == ("metre", ["y_down"])
    right, left = read.named(["right_hip"])[0, 0], read.named(["left_hip"])[0, 0]
    assert right[2] - left[2] == pytest.approx(0.19)
    assert read.named(["right_shoulder"])[0, 0, 1] > read.named(["right_knee"])[0, 0, 1]


def test_one_person_of_several_is_followed_through_each_frame(tmp_path):
    rows = ordered("body25")
    other = ordered("body25", FILMED.points * [-1, 1] + [1290, 30], sure=0.55)
    frames = [
        people([a, b] if n % 2 else [b, a])
        for n, (a, b) in enumerate(zip(rows, other, strict=True))
    ]
    read = read_landmarks(saved(tmp_path / "walk.json", frames), fps=30.0)
    np.testing.assert_allclose(read.named(["left_knee"]), FILMED.named(["left_knee"]), atol=1e-9)
    assert read.remarks[0].values == {"count": 2}


def test_somebody_who_appears_far_away_is_not_taken_for_the_same(tmp_path):
    rows = ordered("body25")
    far = ordered("body25", FILMED.points + np.array([3000, 0]), sure=0.5)
    frames = [people([far[n] if 10 <= n < 15 else rows[n]]) for n in range(len(rows))]
    read = read_landmarks(saved(tmp_path / "walk.json", frames), fps=30.0)
    assert np.isnan(read.points[10:15]).all()
    assert read.person[9:16].tolist() == [0, -1, -1, -1, -1, -1, 0]


def test_a_frame_rate_that_is_not_filed_is_assumed_and_said(tmp_path):
    path = saved(tmp_path / "walk.json", coco(ordered("coco17")))
    read = read_landmarks(path)
    assert read.source.fps == pytest.approx(30)
    assert [(r.key, r.values) for r in read.remarks] == [("rate_assumed", {"fps": "30"})]
    assert keys(read_landmarks(path, fps=50.0)) == []
    with pytest.raises(ReadError, match="frame rate of 0"):
        read_landmarks(path, fps=0)


def refusal(path) -> str:
    with pytest.raises(ReadError) as caught:
        read_landmarks(path)
    assert path.name in str(caught.value)
    assert path.name in tables.explain(caught.value, "de")
    return str(caught.value)


ONE = ordered("coco17")[0].ravel().tolist()
LANDMARK = {"x": 0.5, "y": 0.5, "visibility": 1.0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ('{"people": [', "not JSON"),
        ("\xff\xfe", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[" * 900_000 + "]" * 900_000, "not JSON"),
        ("1" * 9000, "not JSON"),
        ("[]", "no landmarks of a known shape"),
        ("{}", "no landmarks of a known shape"),
        ("7", "no landmarks of a known shape"),
        ('"people"', "no landmarks of a known shape"),
        ("null", "no landmarks of a known shape"),
        ('{"annotations": 3}', "no landmarks of a known shape"),
        ('{"people": 3}', "frame 1: the list of points"),
        ('{"people": [7]}', "frame 1: the list of points"),
        (
            '{"people": [{"pose_keypoints_2d": [1, 2]}]}',
            "list of points is not as it should be (2)",
        ),
        ('{"people": []}', "not one point that was seen"),
        ('[{"people": []}, null]', "frame 2: the list of points"),
        ('{"frames": [], "meta": {}}', "a picture of ? x ? pixels"),
        ('{"frames": [[]], "width": -640, "height": 480}', "picture of -640 x 480"),
        ('{"frames": [[]], "width": 1e99, "height": 480}', "picture of 1e+99 x 480"),
        ('{"frames": [[]], "width": true, "height": 480}', "picture of True x 480"),
        ('{"frames": [[1, 2]], "width": 640, "height": 480}', "frame 1: the list of points"),
        ('{"frames": [null], "width": 640, "height": 480}', "not one point that was seen"),
        (json.dumps([{"image_id": 1, "keypoints": [*ONE[:-1], "x"], "score": 1}]), "a number"),
        (json.dumps([{"image_id": 1, "keypoints": [10**400, *ONE[1:]], "score": 1}]), "a number"),
        (json.dumps([{"image_id": 1, "keypoints": [1e9, 2, 1, *ONE[3:]], "score": 1}]), "1e+09"),
        (json.dumps([{"keypoints": ONE}]), "frame 1: the list of points"),
        (json.dumps(coco(ordered("coco17")[:9] * [1e-3, 1e-3, 1])), "as shares of a picture"),
        (json.dumps(coco(np.full((5, 17, 3), np.nan))), "not one point that was seen"),
        (json.dumps({"width": 9, "height": 9, "frames": [[LANDMARK] * 32]}), "frame 1: the list"),
    ],
)
def test_what_is_no_landmark_file_is_refused_by_what_is_wrong_in_it(tmp_path, text, said):
    path = tmp_path / "walk.json"
    path.write_bytes(text.encode("latin-1"))
    assert said in refusal(path)


def test_times_that_do_not_go_on_are_refused_by_frame(tmp_path):
    content = myogait(ordered("mediapipe33"))
    content["frames"][7]["time_s"] = 0.1
    assert "frame 8: the time" in refusal(saved(tmp_path / "walk.json", content))


def test_a_folder_of_other_json_is_refused_by_the_file(tmp_path):
    saved(tmp_path / "notes_1.json", {"a": 1})
    with pytest.raises(ReadError, match="frame 1: the list of points"):
        read_recording(tmp_path)


def test_damaged_bytes_give_numbers_or_a_named_refusal_and_nothing_else(tmp_path):
    raws = [
        json.dumps(content).encode()
        for content in (
            [people([one]) for one in ordered("body25")[:3]],
            coco(ordered("coco17")[:3]),
            mediapipe(ordered("mediapipe33")[:3]),
            myogait(ordered("mediapipe33")[:3]),
        )
    ]
    rng = np.random.default_rng(12)
    refused = 0
    for number in range(200):
        broken = bytearray(raws[number % 4])
        for place in rng.integers(0, len(broken), 2):
            broken[place] = rng.choice(list(b'0]9[-,"{}e.n'))
        (tmp_path / "broken.json").write_bytes(broken)
        try:
            read_landmarks(tmp_path / "broken.json")
        except ReadError:
            refused += 1
    assert 0 < refused < 200
