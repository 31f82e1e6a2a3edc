"""Warning signs come first: every row can be raised, nothing unknown counts as no."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoascope import tables
from psoascope.care.checkin_parts import options
from psoascope.care.triage import LEVELS, Reason, Triage, triage
from psoascope.care.triage_words import advice, door, fact_words, question_words, reason_words
from psoascope.errors import TableError
from tests.care.checkins import CALM, answers, calm, with_fact

# Each row of the evidence on warning signs, with the level that it asks for, and where it has two
# the higher one.
EXPECTED = {
    "psoas_abscess": ("same_day",),
    "appendicitis": ("emergency",),
    "aortic_aneurysm": ("emergency",),
    "cauda_equina": ("emergency",),
    "spinal_fracture": ("same_day",),
    "cancer": ("soon", "same_day"),
    "spinal_infection": ("same_day",),
    "kidney": ("same_day", "emergency"),
    "femoral_neck_stress": ("same_day",),
    "hip_fracture": ("emergency",),
    "septic_hip": ("emergency",),
    "avascular_necrosis": ("soon",),
    "deep_vein_thrombosis": ("same_day", "emergency"),
    "deep_bleeding": ("emergency",),
    "pelvic_organs": ("emergency",),
    "testicle_or_hernia": ("emergency",),
    "child_hip": ("same_day",),
    "bowel": ("soon", "same_day"),
    "spinal_cord": ("emergency",),
    "axial_spondyloarthritis": ("soon",),
    "nerve_deficit": ("same_day",),
    "no_response": ("soon",),
}
FLAGS = tables.table("red_flags")
LISTS = [(key, tuple(names)) for key, row in FLAGS.items() for names in row["when"]]
WORSE = [
    (key, tuple(first), tuple(names))
    for key, row in FLAGS.items()
    for names in row.get("worse", {}).get("when", ())
    for first in row["when"]
]
QUESTIONS = tables.table("questions")
WARNING = [key for key, row in QUESTIONS.items() if row["kind"] == "warning"]
ASKED = [key for key, row in QUESTIONS.items() if row["kind"] in ("warning", "context")]
HANDS_OFF = {"no_exercise", "no_heat", "no_massage", "no_impact", "no_abdominal_pressure"}


def found(told):
    return triage(answers(told))


def raised(told):
    return {reason.flag: reason for reason in found(told).reasons}


def holding(names):
    told = calm()
    for name in names:
        told = with_fact(told, name)
    return told


def test_somebody_with_all_answered_and_no_sign_may_start_alone():
    result = found(calm())
    assert result == Triage("self_care_ok", (), (), (), frozenset())
    assert door(result) == "door_self"


def test_all_rows_of_the_evidence_are_there():
    assert set(FLAGS) == set(EXPECTED)
    levels = {
        key: (row["level"], *([row["worse"]["level"]] if "worse" in row else []))
        for key, row in FLAGS.items()
    }
    assert levels == EXPECTED


@pytest.mark.parametrize(("key", "names"), LISTS)
def test_every_rule_of_every_row_raises_it_at_its_level(key, names):
    reason = raised(holding(names))[key]
    assert reason.level in EXPECTED[key]
    assert reason.because
    assert found(holding(names)).limits >= HANDS_OFF


@pytest.mark.parametrize(("key", "first", "names"), WORSE)
def test_worse_signs_beside_a_row_raise_its_level(key, first, names):
    assert raised(holding([*first, *names]))[key].level == EXPECTED[key][1]


def test_worse_signs_alone_do_not_raise_a_row():
    assert "kidney" not in raised(holding(["fever"]))
    assert raised(holding(["flank_waves"]))["kidney"].level == "same_day"
    assert "femoral_neck_stress" not in raised(holding(["groin_pain", "worse.running"]))


@pytest.mark.parametrize("key", WARNING)
def test_each_warning_sign_alone_leads_to_a_doctor(key):
    result = found(calm() | {"signs": calm()["signs"] | {key: True}})
    assert result.level in ("emergency", "same_day", "soon")
    assert any(key in reason.because for reason in result.reasons)
    assert result.limits >= HANDS_OFF


@pytest.mark.parametrize("key", ASKED)
def test_a_warning_question_left_open_is_asked_again_and_never_means_no(key):
    result = found(calm() | {"signs": calm()["signs"] | {key: None}})
    assert result.level == "see_physio"
    assert result.unanswered == (key,)


@pytest.mark.parametrize(
    "field", ["age", "sex", "pregnant", "conditions", "medicines", "recent", "pain", "onset"]
)
def test_a_field_left_open_never_gives_self_care(field):
    result = found(calm() | {field: None})
    assert result.level == "see_physio"
    assert set(result.unanswered) & {field, "onset_weeks", "sudden", "injury"}


def test_questions_about_the_womb_and_pregnancy_are_not_asked_of_men():
    told = calm(sex="male", pregnant=None)
    told["signs"]["pelvic_sudden"] = None
    assert found(told).level == "self_care_ok"
    told["sex"] = "other"
    assert set(found(told).unanswered) == {"pregnant", "pelvic_sudden"}


def test_nobody_over_55_is_asked_about_pregnancy_and_everybody_under_it_is():
    assert "pregnant" not in found(calm(pregnant=None, age=58)).unanswered
    assert "pregnant" in found(calm(pregnant=None, age=54)).unanswered


def test_what_matters_only_with_other_answers_is_asked_only_then():
    told = calm(worse_with=None, course=None)
    assert found(told).unanswered == ()
    told["pain"][0]["region"] = "groin"
    told["conditions"] = ["osteoporosis"]
    assert found(told).unanswered == ("worse_with",)
    told["worse_with"] = ["running"]
    assert "femoral_neck_stress" in raised(told)
    told["conditions"] = []
    told["signs"]["training_jump"] = True
    assert found(told).unanswered == ("course",)


def test_a_half_empty_check_in_still_shows_its_emergency():
    result = found({"schema": CALM["schema"], "date": "2026-11-26", "signs": {"both_legs": True}})
    assert result.level == "emergency"
    assert len(result.unanswered) > 20
    assert "child" in result.limits


def test_words_count_more_than_a_ticked_no_and_that_is_said():
    result = found(calm(other_symptoms=["I have had a fever since Monday"]))
    flags = {reason.flag: reason for reason in result.reasons}
    assert result.level == "same_day"
    assert flags["contradiction"].because == ("fever",)
    assert "heard: I have had a fever since Monday" in flags["psoas_abscess"].because


def test_words_that_answer_an_open_question_contradict_nothing():
    told = calm(other_symptoms=["fever"])
    told["signs"]["fever"] = None
    assert "psoas_abscess" in raised(told)
    assert "contradiction" not in raised(told)
    assert "unanswered" not in raised(told)


@pytest.mark.parametrize(("worst", "seen"), [(7, False), (7.5, True)])
def test_pain_is_severe_above_seven_and_not_at_it(worst, seen):
    told = calm()
    told["pain"][0]["worst"] = worst
    assert (found(told).level == "see_physio") == seen


@pytest.mark.parametrize(("weeks", "seen"), [(13, False), (14, True)])
def test_long_morning_stiffness_counts_with_pain_of_over_three_months(weeks, seen):
    told = calm(onset={"weeks": weeks, "sudden": False, "injury": False})
    told["signs"]["long_morning_stiffness"] = True
    assert ("axial_spondyloarthritis" in raised(told)) == seen
    assert "axial_spondyloarthritis" not in raised(told | {"age": 46})


def test_a_denial_in_words_answers_no_question_and_takes_no_sign_back():
    told = calm(other_symptoms=["no fever"])
    told["signs"]["fever"] = None
    assert found(told).unanswered == ("fever",)
    told["signs"]["fever"] = True
    assert found(told).level == "same_day"


def test_what_is_not_understood_is_shown_and_never_gives_self_care():
    result = found(calm(other_symptoms=["my big toe glows"]))
    assert (result.level, result.not_understood) == ("see_physio", ("my big toe glows",))


def test_a_child_gets_no_exercises_and_with_a_limp_is_seen_today():
    told = calm(age=14)
    assert found(told).level == "see_physio"
    assert {"child", "no_exercise"} <= found(told).limits
    told["pain"][0]["region"] = "knee"
    told["signs"]["limp"] = True
    assert found(told).level == "same_day"
    assert "child_hip" in raised(told)
    assert "child_hip" not in raised(told | {"age": 16})


@pytest.mark.parametrize(
    ("names", "limits"),
    [
        (["pregnant"], {"no_heat", "no_long_back_lying", "no_needling", "no_abdominal_pressure"}),
        (["anticoagulant"], {"no_massage", "no_needling", "no_manipulation"}),
        (["osteoporosis"], {"no_impact", "no_loaded_bending", "no_manipulation", "no_massage"}),
        (["recent.surgery"], {"no_exercise", "no_heat", "no_massage"}),
        (["aneurysm"], {"no_heat", "no_massage", "no_abdominal_pressure", "no_manipulation"}),
        (["over_60", "smoker"], {"no_abdominal_pressure"}),
        (["numb_skin"], {"no_heat"}),
    ],
)
def test_what_a_person_has_rules_out_what_could_harm(names, limits):
    told = holding(names)
    told["pain"][0]["region"] = "outer_thigh"
    result = found(told)
    assert limits <= result.limits
    assert result.level in ("see_physio", "self_care_ok")


def test_limits_hold_while_medicines_are_not_known():
    known, unknown = found(calm()).limits, found(calm(medicines=None)).limits
    assert "no_needling" not in known
    assert {"no_needling", "no_massage", "no_manipulation"} <= unknown


def test_pain_in_the_chest_counts_as_chest_pain_whatever_was_ticked():
    told = with_fact(calm(), "region.chest")
    assert found(told).level == "emergency"


CHOICE = st.sampled_from([True, False, None])


@st.composite
def check_ins(draw):
    """Any check-in: each answer yes, no or open."""
    told = calm(
        age=draw(st.sampled_from([None, 12, 30, 50, 63, 80])),
        sex=draw(st.sampled_from([None, "female", "male", "other"])),
        onset={
            "weeks": draw(st.sampled_from([None, 1, 6, 40])),
            "sudden": draw(CHOICE),
            "injury": draw(CHOICE),
        },
        course={"wakes_at_night": draw(CHOICE)},
        other_symptoms=draw(st.lists(st.sampled_from(["no fever", "toe glows", "limping"]))),
    )
    yes = set(draw(st.lists(st.sampled_from(list(QUESTIONS)), max_size=3)))
    opened = set(draw(st.lists(st.sampled_from(list(QUESTIONS)), max_size=3)))
    told["signs"] = {
        key: True if key in yes else None if key in opened else False for key in QUESTIONS
    }
    told["pregnant"] = draw(CHOICE) if told["sex"] != "male" else None
    for name in ("conditions", "medicines", "recent", "worse_with"):
        some = st.lists(st.sampled_from(options(name)), max_size=2, unique=True)
        told[name] = draw(st.none() | some)
    regions = st.sampled_from(list(tables.table("body_regions")))
    told["pain"] = [
        {"region": one, "side": "left", "worst": 5} for one in draw(st.lists(regions, max_size=2))
    ]
    return told


MORE = st.sampled_from(
    [*QUESTIONS, *(f"recent.{key}" for key in options("recent")), *options("conditions"),
     *options("medicines"), "sudden", "injury", "pregnant", "wakes_at_night", "worse.running",
     *(f"region.{key}" for key in tables.table("body_regions"))]
)  # fmt: skip


@given(check_ins(), MORE)
@settings(max_examples=150, deadline=None)
def test_one_more_sign_never_lowers_the_level_nor_lifts_a_limit(told, name):
    if name.startswith("region.") and not told["pain"]:
        told["pain"] = [{"region": "low_back", "side": "left"}]
    if name == "pregnant" and told["sex"] == "male":
        told["sex"] = "other"
    if name.startswith("recent.") and told["recent"] is None:
        told["recent"] = []
    kind = tables.table("conditions").get(name, {}).get("list")
    if kind and told[kind] is None:
        told[kind] = []
    before, after = found(told), found(with_fact(told, name))
    assert LEVELS.index(after.level) <= LEVELS.index(before.level)
    assert before.limits <= after.limits
    flags = [reason.flag for reason in after.reasons]
    assert {r.flag for r in before.reasons if r.flag in FLAGS} <= set(flags)


@given(check_ins())
@settings(max_examples=100, deadline=None)
def test_nothing_open_or_unclear_ever_gives_self_care(told):
    result = found(told)
    assert (result.level == "self_care_ok") == (result.reasons == ())
    if result.unanswered or result.not_understood:
        assert result.level != "self_care_ok"
    if any(reason.flag in FLAGS for reason in result.reasons):
        assert result.level in ("emergency", "same_day", "soon")
        assert result.limits >= HANDS_OFF
    assert result.limits <= set(tables.table("limits"))
    assert result == found(told)


@given(check_ins())
@settings(max_examples=40, deadline=None)
def test_every_triage_can_be_said_in_both_languages(told):
    result = found(told)
    for language in ("en", "de"):
        said = advice(result, language, "112")
        for text in (said.headline, said.door, *said.why, *said.tell, *said.do):
            assert text.strip()
            assert "{" not in text
        assert all(question_words(key, language) for key in result.unanswered)
        assert len(said.why) == len(result.reasons)


def test_the_emergency_number_is_the_readers_own():
    told = calm()
    told["signs"]["pulsing_belly"] = True
    assert "000" in advice(found(told), "en", "000").door
    assert "deines Landes" in advice(found(told), "de").door
    assert advice(found(told), "xx").headline == "Get help now"


def test_the_door_is_that_of_the_most_urgent_reason():
    told = with_fact(with_fact(calm(), "bowel_change"), "cannot_bear_weight")
    assert door(found(told)) == "door_call"
    assert found(told).reasons[0].flag == "hip_fracture"
    told = with_fact(calm(), "leg_swollen")
    assert door(found(told)) == "door_doctor_today"
    assert door(found(with_fact(told, "breathless_or_chest_pain"))) == "door_call"


def test_every_fact_has_words_of_its_own():
    names = {name for _, names in LISTS for name in names}
    groups = tables.table("triage_facts")
    single = {part for name in names for part in groups.get(name, {}).get("any", [name])} - {
        key for key, row in groups.items() if "any" in row or "all" in row
    }
    assert len(single) > 50
    for language in ("en", "de"):
        assert not [name for name in single if fact_words(name, language).startswith(("“", "„"))]
    assert reason_words(Reason("psoas_abscess", ("heard: hot",), "same_day")).endswith("“hot”.")


def test_what_is_told_at_the_door_is_there_in_both_languages():
    for row in FLAGS.values():
        assert set(row["tell"]) == {"en", "de"}
        assert set(row.get("do", row["tell"])) == {"en", "de"}
        assert row["review"] == {"en": "unsigned", "de": "unsigned"}
        assert row["mark"] in ("FOUND", "MEMORY", "ESTIMATE")
        assert tables.entry(f"triage.{row['door']}.kind") == "door"
        assert tables.entry(f"triage.{row['level']}.kind") == "level"


def test_keys_of_questions_conditions_and_facts_are_all_different():
    places = ["questions", "conditions", "triage_facts"]
    keys = [key for place in places for key in tables.table(place)]
    assert len(keys) == len(set(keys))


def test_a_misspelt_fact_in_a_rule_is_refused_by_name(monkeypatch):
    row = FLAGS["kidney"] | {"when": [["flank_wavs"]]}
    changed = dict(FLAGS) | {"kidney": row}
    real = tables.table
    monkeypatch.setattr(
        tables, "table", lambda name: changed if name == "red_flags" else real(name)
    )
    with pytest.raises(TableError, match=r"red_flags.toml, \[kidney\].*flank_wavs.*flank_waves"):
        found(calm())


def test_a_triage_cannot_be_changed_afterwards():
    with pytest.raises(dataclasses.FrozenInstanceError):
        found(calm()).level = "self_care_ok"
