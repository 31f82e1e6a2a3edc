"""Guided tests on captures whose answers are known."""

import numpy as np
import pytest

from psoascope.errors import CaptureRefused, RangeError
from psoascope.motion.series import series
from psoascope.motion.trial import movement_test, neutral, trial
from psoascope.tables import entry, table
from tests.motion import acts
from tests.motion.actors import Film, filmed, person_bias, standing
from tests.motion.series_coverage import answered, held, strata

PERFECT = np.zeros((12, 2))


def shot(name, film, seed=4):
    """One capture of a test and its truth, by a pose model without faults."""
    rng = np.random.default_rng(seed)
    pose, truth = acts.act(name, seed, rng)
    return filmed(pose, film, PERFECT, rng), truth


@pytest.mark.parametrize("left_side", [False, True])
@pytest.mark.parametrize("name", acts.acted())
def test_a_perfect_camera_gives_every_angle_and_count_of_every_test(name, left_side):
    film, truth = shot(name, Film(left_side=left_side))
    side = "left" if left_side else "right"
    # Filmed from the left the body is the mirror image: the near leg is its left one.
    film = mirrored_names(film) if left_side else film
    found = series([trial(film, name, side="auto")], name)[side]
    assert set(found) == set(movement_test(name)["measure"])
    for key, one in found.items():
        if key not in truth:
            continue
        allowed = 0.35 if one.unit in ("s", "min") else 2.5 if one.unit == "deg" else 5.0
        assert one.value == pytest.approx(acts.true_of(key, truth), abs=allowed), key


def mirrored_names(film):
    """The same film with right and left exchanged."""
    from dataclasses import replace

    swap = {"right": "left", "left": "right"}
    names = tuple(f"{swap[one.split('_', 1)[0]]}_{one.split('_', 1)[1]}" for one in film.names)
    return replace(film, names=names)


def test_a_hip_that_goes_behind_the_trunk_is_negative_from_either_side():
    for left_side in (False, True):
        film, truth = shot("half_kneeling_extension", Film(left_side=left_side), seed=2)
        film = mirrored_names(film) if left_side else film
        side = "left" if left_side else "right"
        found = series([trial(film, "half_kneeling_extension")], "half_kneeling_extension")
        assert truth["half_kneeling_hip"] < -5
        assert found[side]["half_kneeling_hip"].value < 0


def test_who_kneels_with_the_toes_behind_still_faces_forward():
    for seed in range(6):
        film, truth = shot("half_kneeling_extension", Film(roll=-20.0, noise=0.01), seed)
        found = trial(film, "half_kneeling_extension").readings["right"]["half_kneeling_hip"]
        angle = float(np.degrees(np.median(found.postures[:, 0] @ [1.0, 0.0, 1.0])))
        assert angle == pytest.approx(truth["half_kneeling_hip"], abs=6)


def test_a_missed_step_does_not_halve_the_pace():
    from psoascope.motion.readings import _beat

    beat, error = _beat(np.array([0.5, 1.5, 2.5, 4.5, 5.5]))
    assert beat == pytest.approx([1.0])
    assert 0 < error < 0.05


def test_standing_still_takes_a_tilted_camera_away():
    film = Film(roll=15.0)
    tilted, truth = shot("modified_thomas", film)
    rng = np.random.default_rng(1)
    still = neutral(filmed(standing(rng), film, PERFECT, rng))
    without = series([trial(tilted, "modified_thomas")], "modified_thomas")["right"]
    against = series([trial(tilted, "modified_thomas")], "modified_thomas", still)["right"]
    assert abs(without["thomas_thigh"].value - truth["thomas_thigh"]) > 12
    assert against["thomas_thigh"].value == pytest.approx(truth["thomas_thigh"], abs=4)


def test_a_plumb_line_takes_a_tilted_camera_away():
    tilted, truth = shot("modified_thomas", Film(roll=15.0))
    level = trial(tilted, "modified_thomas", plumb=np.radians(-15.0))
    found = series([level], "modified_thomas", plumbed=True)["right"]
    assert found["thomas_thigh"].value == pytest.approx(truth["thomas_thigh"], abs=1)


def test_three_repeats_and_a_neutral_stance_narrow_the_band():
    film, rng = Film(), np.random.default_rng(3)
    person = person_bias(rng)
    shots = [filmed(acts.act("walking", 8, rng)[0], film, person, rng) for _ in range(3)]
    trials = [trial(one, "walking") for one in shots]
    still = neutral(filmed(standing(rng), film, person, rng))
    alone = series(trials[:1], "walking")["right"]["hip_flexion_min"]
    all_of_them = series(trials, "walking", still)["right"]["hip_flexion_min"]
    assert all_of_them.half_width < 0.85 * alone.half_width


def test_the_same_captures_give_the_same_band():
    film, _ = shot("squat", Film(noise=0.01))
    one, two = (series([trial(film, "squat")], "squat") for _ in range(2))
    assert one == two


def test_noisier_repeats_give_a_wider_band():
    calm, shaky = (
        series([trial(shot("squat", Film(noise=n))[0], "squat")], "squat")["right"]["squat_knee"]
        for n in (0.002, 0.03)
    )
    assert shaky.half_width > calm.half_width


@pytest.mark.parametrize(
    ("film", "key"),
    [
        (Film(yaw=35), "gates.not_side_on"),
        (Film(distance=0.8), "gates.cut_off"),
        (Film(noise=0.12), ""),
        (Film(lost=0.8), ""),
    ],
)
def test_a_capture_beyond_the_stated_limits_is_refused_with_its_cure(film, key):
    with pytest.raises(CaptureRefused) as refusal:
        trial(shot("squat", film)[0], "squat")
    assert refusal.value.key.startswith(key)
    assert len(str(refusal.value).split(". ")) >= 2


def test_a_tilted_neutral_stance_and_a_restless_one_are_refused():
    rng = np.random.default_rng(5)
    with pytest.raises(CaptureRefused, match=r"tilted by about (29|3)"):
        neutral(filmed(standing(rng), Film(roll=30), PERFECT, rng))
    with pytest.raises(CaptureRefused, match="body moved"):
        neutral(shot("squat", Film())[0])


def test_a_capture_of_another_length_than_the_test_wants_is_refused():
    film, _ = shot("walking", Film())
    with pytest.raises(CaptureRefused, match="15 to 90 s"):
        trial(film, "standing_march")


def test_a_still_person_does_no_squat():
    rng = np.random.default_rng(6)
    with pytest.raises(CaptureRefused, match="No whole repetition"):
        trial(filmed(standing(rng, 8.0), Film(), PERFECT, rng), "squat")


def test_an_unknown_test_is_named_with_those_that_there_are():
    with pytest.raises(RangeError, match=r"no movement test split.*modified_thomas"):
        movement_test("split")


def test_every_refusal_of_a_test_says_what_to_change():
    assert all("cure" in row for row in table("tests_refusals").values())
    kinds = {row["kind"] for row in table("tests").values() if row["entry"] == "capture"}
    assert kinds <= set(table("tests_refusals"))


def test_the_shares_of_a_segments_error_add_up():
    share = entry("capture_errors.share")
    assert share["person"] + share["posture"] + share["capture"] == pytest.approx(1)


def test_bands_hold_the_truth_in_a_short_run():
    names = ("modified_thomas", "squat", "walking")
    answers = strata(names, each=2, seed=11, noises=(0.0, 0.02))
    told = [one for one in answers if not one.refused]
    assert len(told) >= 20
    inside = [
        low <= truth <= high
        for one in told
        for measure, (low, _, high, truth) in one.bands.items()
        if not measure.endswith("count")
    ]
    # 0.8: with some 90 bands of which 0.9 or more should hold, less is a fault, not luck.
    assert np.mean(inside) >= 0.8


def test_a_camera_turned_by_thirty_degrees_is_refused():
    answers = strata(("squat", "walking"), each=4, seed=3, yaws=(30.0,), noises=(0.01,))
    assert np.mean([bool(one.refused) for one in answers]) >= 0.75


def test_the_oracles_width_is_that_of_the_errors_made():
    answers = [answered("squat", 0.0, 0.01, [9, number]) for number in range(6)]
    row = held(answers, "squat_knee")
    assert row["oracle"] > 0
    assert row["series"] == sum(not one.refused for one in answers)
