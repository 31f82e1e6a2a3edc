"""Named postures: a physiotherapist's expectations."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from psoascope import psoas, tables
from psoascope.arrays import radians
from psoascope.errors import RangeError, TableError
from psoascope.psoas import posture_angles
from psoascope.psoas.architecture import architecture, variants
from psoascope.psoas.force import muscle_force
from psoascope.psoas.names import HIP_ANGLES, LUMBAR_ANGLES
from psoascope.psoas.posture_angles import MARKS, angle_rows, weakest_mark

NAMES = psoas.posture_names()
QUANTITIES = tuple(psoas.Side.__dataclass_fields__)
SITTING = [name for name in NAMES if "sitting" in name] + ["driving"]


@cache
def posture(name):
    return psoas.posture(name)


def side(name, leg="right"):
    return getattr(posture(name), leg)


def change(name, leg="right"):
    return side(name, leg).change.value


def fascicles(name):
    return psoas.state(*posture_angles.posture_angles(name)).length


def test_standing_is_what_the_others_are_compared_with():
    assert NAMES[0] == "standing"
    assert change("standing") == 0.0
    assert side("standing").fibre_change.value == 0.0


def test_there_are_two_dozen_postures_and_each_is_described_in_both_languages():
    assert len(NAMES) >= 24
    for field in ("say", "why"):
        for language in tables.LANGUAGES:
            said = {tables.say(f"postures.{name}", language, field=field) for name in NAMES}
            assert len(said) == len(NAMES)


@pytest.mark.parametrize("name", [*SITTING, "foetal_side_lying", "sit_up_end"])
def test_sitting_and_curling_up_shorten_every_fascicle(name):
    assert np.all(fascicles(name) < fascicles("standing"))


def test_curling_up_on_the_side_shortens_the_muscle_more_than_any_chair():
    assert change("foetal_side_lying") < change("chair_sitting") < -5
    assert change("foetal_side_lying") < change("slumped_sitting")


def test_drawing_up_the_knees_less_leaves_the_muscle_longer():
    assert change("foetal_side_lying") < change("side_lying_pillow") < 0


def test_a_pillow_keeps_the_upper_muscle_longer_than_without():
    assert change("side_lying_no_pillow") < change("side_lying_pillow")


@pytest.mark.parametrize("leg", ["right", "left"])
def test_swaying_back_lengthens_the_muscle(leg):
    assert side("sway_back_standing", leg).change.low > 0


def test_high_heels_and_a_standing_desk_leave_the_muscle_as_in_standing():
    for name in ("high_heels_standing", "standing_desk"):
        assert change(name) == 0.0


def test_the_rear_leg_of_the_stretch_lengthens_and_the_front_leg_shortens():
    assert change("half_kneeling_stretch") > 0
    assert change("half_kneeling_stretch", "left") < -10


def test_a_posterior_tuck_lengthens_the_stretch_and_raises_its_pull():
    tucked, loose = side("half_kneeling_stretch"), side("half_kneeling_no_tuck")
    assert tucked.change.value > loose.change.value
    assert tucked.passive_tension.value > loose.passive_tension.value


def test_the_leg_behind_in_walking_is_longer_than_standing_and_the_leg_in_front_shorter():
    assert change("walking_toe_off", "left") < 0 < change("walking_toe_off")
    assert change("walking_swing") < 0 < change("walking_swing", "left")


def test_walking_uphill_shortens_the_lifted_side_more_and_does_not_stretch_the_other_more():
    assert change("uphill_swing") < change("walking_swing")
    assert change("uphill_toe_off") < change("walking_toe_off")


def test_running_does_not_lengthen_the_muscle_further_than_walking():
    # 0.1 %: the back arches a little more in running.
    assert change("running_toe_off") == pytest.approx(change("walking_toe_off"), abs=0.1)


def test_the_backswing_of_a_kick_is_where_the_muscle_is_longest():
    longest = max(NAMES, key=change)
    assert longest == "kicking_backswing"


def test_a_sit_up_shortens_the_muscle_more_than_a_curl_up():
    assert change("sit_up_end") < change("curl_up") < 0


def test_the_hanging_leg_of_the_thomas_test_is_stretched_and_the_held_one_shortened():
    assert change("modified_thomas", "left") < -15
    assert side("modified_thomas").change.low > 0


def test_a_bridge_brings_the_muscle_to_standing_length():
    assert change("bridge") == 0.0


def test_the_two_pedals_are_each_other_s_mirror():
    for field in QUANTITIES:
        top = getattr(side("cycling_top"), field)
        other = getattr(side("cycling_bottom", "left"), field)
        for edge in ("value", "low", "high"):
            assert getattr(top, edge) == pytest.approx(getattr(other, edge), rel=1e-9)


def test_marching_shortens_the_lifted_side_only():
    assert change("march_90") < -10
    # 1 %: the pelvis follows a little.
    assert abs(change("march_90", "left")) < 1


@pytest.mark.parametrize("name", NAMES)
def test_no_posture_leaves_its_band(name):
    found = posture(name)
    sides = [getattr(muscle, field) for muscle in (found.right, found.left) for field in QUANTITIES]
    for quantity in [*sides, found.compression_l5_s1]:
        assert quantity.low < quantity.value < quantity.high
        assert quantity.kind == "range"


@pytest.mark.parametrize("name", NAMES)
def test_any_posture_between_the_low_and_high_of_its_angles_lies_in_the_band(name):
    rows, rng = angle_rows(name), np.random.default_rng(5)
    drawn = {key: radians(rng.uniform(row["low"], row["high"], 200)) for key, row in rows.items()}
    back = [drawn.get(f"lumbar_{angle}", np.zeros(200)) for angle in LUMBAR_ANGLES]
    hips = [
        np.stack([drawn[f"hip_{leg}.{angle}"] for angle in HIP_ANGLES], axis=-1)
        for leg in ("right", "left")
    ]
    length = psoas.state(psoas.shared(np.stack(back, axis=-1)), *hips).whole_length
    for column, leg in enumerate(("right", "left")):
        band = side(name, leg).length
        # 0.1 mm: the grid has corners and middles only, the length bends a little between them.
        assert np.all(length[:, column] > band.low - 1e-4)
        assert np.all(length[:, column] < band.high + 1e-4)


def test_a_longer_muscle_pulls_harder_when_relaxed():
    pulls = [side(name).passive_tension.value for name in sorted(NAMES, key=change)]
    # 3 %: which fascicles are stretched differs between postures of about the same length.
    assert all(after > 0.97 * before for before, after in pairwise(pulls))


def test_the_value_is_the_posture_itself_with_the_first_set_of_fibres():
    pull = muscle_force(fascicles("march_90"))
    found = posture("march_90")
    assert found.right.passive_tension.value == pytest.approx(pull.tension[:11].sum(), rel=1e-12)
    assert found.left.passive_tension.value == pytest.approx(pull.tension[11:].sum(), rel=1e-12)
    weight = architecture().max_force[:11]
    fibre = (pull.fibre_length[:11] * weight).sum() / weight.sum()
    assert found.right.fibre_length.value == pytest.approx(fibre, rel=1e-12)


def test_the_band_of_the_pull_spans_every_set_of_fibres():
    band = side("walking_toe_off").passive_tension
    for muscle in variants():
        pull = muscle_force(fascicles("walking_toe_off"), architecture=muscle).tension[:11].sum()
        assert band.low < pull < band.high


def test_a_shorter_muscle_has_shorter_fibres_by_more_than_its_own_share():
    sitting = side("chair_sitting")
    # The tendon gives nothing: all of the change falls on the fibres.
    assert sitting.fibre_change.value < sitting.change.value < 0
    assert side("standing").fibre_length.value > sitting.fibre_length.value


def test_a_stretched_muscle_presses_the_lowest_disc_more_than_one_at_rest_in_a_chair():
    def pressed(name):
        return posture(name).compression_l5_s1.value

    assert 0 < pressed("chair_sitting") < pressed("standing") < pressed("sway_back_standing")


def test_the_stretched_side_presses_the_lowest_disc_more_than_the_shortened_one():
    thomas = posture("modified_thomas")
    assert thomas.right.compression_l5_s1.value > 10 * thomas.left.compression_l5_s1.value


@pytest.mark.parametrize("name", ["standing", "cycling_top", "modified_thomas"])
def test_both_sides_together_press_as_much_as_each_alone(name):
    found = posture(name)
    alone = found.right.compression_l5_s1.value + found.left.compression_l5_s1.value
    assert found.compression_l5_s1.value == pytest.approx(alone, rel=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_every_angle_names_mark_and_source(name):
    rows = angle_rows(name)
    assert set(rows) >= {"lumbar_extension", "hip_right.flexion", "hip_left.rotation"}
    for row in rows.values():
        assert row["low"] <= row["value"] <= row["high"]
        assert row["mark"] in MARKS
        assert row["source"]
        assert row["unit"] == "deg"
    assert weakest_mark(rows) in ("MEMORY", "ESTIMATE")


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_that_was_found_names_more_than_ourselves(name):
    for row in angle_rows(name).values():
        if row["mark"] == "FOUND":
            assert "psoascope" not in row["source"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("mark", "MEASURED", "needs a mark, one of FOUND, MEMORY, ESTIMATE"),
        ("source", [], "and a source"),
        ("low", 3.0, "low 3.0, value 0.0, high 5.0 deg must rise"),
        ("high", 61.0, "lie within -60.0 to 60.0 deg"),
    ],
)
def test_a_bad_row_is_refused_by_name(monkeypatch, field, value, message):
    entry = tables.entry("postures.standing")
    row = {**entry["hip_right"]["adduction"], field: value}
    bad = {**entry, "hip_right": {**entry["hip_right"], "adduction": row}}
    monkeypatch.setattr(posture_angles.tables, "entry", lambda _: bad)
    with pytest.raises(TableError, match=message) as refusal:
        angle_rows("standing")
    assert "[standing.hip_right.adduction]" in str(refusal.value)


def test_a_taller_person_has_a_longer_muscle_and_the_same_change():
    tall = psoas.posture("chair_sitting", psoas.Person(1.87)).right
    usual = side("chair_sitting")
    assert tall.length.value == pytest.approx(1.1 * usual.length.value, rel=1e-12)
    assert tall.change.value == pytest.approx(usual.change.value, rel=1e-9)
    assert tall.fibre_length.value == pytest.approx(usual.fibre_length.value, rel=1e-9)


def test_an_unknown_posture_is_refused_with_the_known_ones():
    with pytest.raises(RangeError, match=r"There is no posture handstand\. Known are standing"):
        psoas.posture("handstand")


def test_a_misspelt_posture_is_refused_with_the_nearest():
    with pytest.raises(RangeError, match=r"no posture foetal_side_liying\. Did you mean foetal_s"):
        psoas.posture("foetal_side_liying")
