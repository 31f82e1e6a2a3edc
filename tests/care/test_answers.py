"""A check-in becomes one record, or is refused by the name of what is wrong with it."""

import datetime
import json

import pytest

from psoascope import tables
from psoascope.care.answers import Sport, answers_of
from psoascope.care.checkin_schema import schema
from psoascope.errors import RangeError
from psoascope.tables import explain
from tests.care.checkins import calm


def refused(told, today=None):
    """What the refusal says in English; it must be worded in German as well."""
    with pytest.raises(RangeError) as caught:
        answers_of(told, today)
    assert explain(caught.value, "de") != str(caught.value)
    return str(caught.value)


def bare(**fields):
    return {"schema": "psoascope/checkin/1", "date": "2026-11-26", **fields}


def test_a_full_check_in_keeps_every_answer():
    told = calm(
        sport=[{"activity": "running", "hours_week": 3.5, "hills": True}],
        sleep={"position": "foetal", "hours": 7},
        day={"sitting": {"hours": 6, "longest_minutes": 95}},
        goals=[{"activity": " walk to work ", "score": 4}],
        equipment=["mat"],
        minutes_a_day=15,
        breath_practice_days=2,
        stress=8,
    )
    read = answers_of(told)
    assert read.pains[0].worst == 5
    assert read.onset_weeks == 6
    assert read.sport == (Sport("running", 3.5, True),)
    assert read.day["sitting"]["longest_minutes"] == 95
    assert read.goals[0].activity == "walk to work"
    assert (read.sleep_position, read.sleep_hours, read.minutes) == ("foetal", 7, 15)
    assert (read.stress, read.breath_days, read.equipment) == (8, 2, frozenset({"mat"}))
    assert read.signs["fever"] is False


def test_what_is_left_out_is_unknown_and_never_no():
    read = answers_of(bare())
    assert read.age is None
    assert read.conditions is None
    assert read.day is None
    assert read.sport is None
    assert list(read.signs) == list(tables.table("questions"))
    assert set(read.signs.values()) == {None}
    assert answers_of(bare(**dict.fromkeys(schema()["properties"].keys() - {"schema", "date"})))


def test_an_empty_list_means_none_of_them():
    read = answers_of(bare(conditions=[], medicines=[], sport=[]))
    assert read.conditions == frozenset()
    assert read.sport == ()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"hobby": "chess"}, ["hobby", "other_symptoms"]),
        ({"signs": {"fevr": True}}, ["fevr", "fever"]),
        ({"signs": {"fever": "no"}}, ["fever", "no", "null"]),
        ({"signs": {"fever": 0}}, ["fever", "0"]),
        ({"conditions": ["brittle"]}, ["brittle", "osteoporosis"]),
        ({"medicines": ["osteoporosis"]}, ["osteoporosis", "anticoagulant"]),
        ({"conditions": "osteoporosis"}, ["conditions", "osteoporosis"]),
        ({"age": 141}, ["age 141 years", "120"]),
        ({"age": 10**6000}, ["age", "huge"]),
        ({"age": 10**400}, ["age 1000", "..."]),
        ({"age": "41"}, ["age", "41", "null"]),
        ({"age": True}, ["age", "True"]),
        ({"age": float("nan")}, ["age nan"]),
        ({"stress": -1}, ["stress -1"]),
        ({"sex": "f"}, ["sex", "female, male, other"]),
        ({"pregnant": True, "sex": "male"}, ["male", "pregnant", "other"]),
        ({"pain": [{"region": "groin"}]}, ["side", "pain"]),
        ({"pain": [{"region": "liver", "side": "left"}]}, ["liver", "groin"]),
        ({"pain": {"region": "groin"}}, ["pain"]),
        ({"pain": [{"region": "groin", "side": "left", "best": 6, "worst": 2}]}, ["best 6", "2"]),
        ({"pain": [{"region": "groin", "side": "left", "now": 7, "worst": 2}]}, ["now 7", "2"]),
        ({"pain": [{"region": "groin", "side": "left", "now": 11}]}, ["11", "10"]),
        ({"day": {"sitting": {"hours": 30}}}, ["hours 30 h", "24"]),
        ({"day": {"napping": {"hours": 1}}}, ["napping", "sitting"]),
        ({"sport": [{"hours_week": 2}]}, ["activity", "sport"]),
        ({"goals": [{"score": 2}]}, ["activity", "goals"]),
        ({"sleep": {"position": "hammock"}}, ["hammock", "foetal"]),
        ({"other_symptoms": "fever"}, ["other_symptoms", "fever"]),
        ({"other_symptoms": ["x" * 1001]}, ["other_symptoms", "1001"]),
        ({"other_symptoms": ["sore"] * 101}, ["other_symptoms", "101"]),
        ({"drawing": "line"}, ["drawing", "line"]),
        ({"onset": {"weeks": 1, "month": 2}}, ["month", "weeks"]),
        ({"schema": "psoascope/checkin/9"}, ["checkin/9", "checkin/1"]),
        ({"date": "26.11.2026"}, ["26.11.2026", "2026-11-26"]),
        ({"date": None}, ["date", "None"]),
    ],
)
def test_a_wrong_answer_is_refused_by_name_and_value(fields, words):
    message = refused(bare() | fields)
    for word in words:
        assert word in message


def test_a_check_in_of_tomorrow_is_refused():
    today = datetime.date(2026, 11, 25)
    assert "future" in refused(bare(), today)
    assert answers_of(bare(), datetime.date(2026, 11, 26)).date.day == 26


def test_a_list_or_a_text_is_no_check_in():
    assert "check-in" in refused([])
    assert "check-in" in refused("yes")


@pytest.mark.parametrize(
    ("band", "word"),
    [
        ({"value": 5, "low": 7, "high": 9}, "low 7"),
        ({"value": 5}, "low None"),
        ({"value": 5, "low": 1, "high": float("inf")}, "inf"),
        ({"value": 10**400, "low": 0, "high": 2}, "1000"),
        ({"value": True, "low": 0, "high": 2}, "True"),
        ({"value": 5, "low": 4, "high": 6, "unit": "rad"}, "rad"),
    ],
)
def test_a_test_result_without_a_sound_band_is_refused(band, word):
    told = bare(tests={"modified_thomas": {"left": {"thomas_thigh": band}}})
    assert word in refused(told)


def test_test_results_come_back_with_unit_and_band_and_nulls_left_out():
    band = {"value": 11, "low": 3, "high": 19, "unit": "deg"}
    right = {"thomas_thigh": band, "thomas_knee": None}
    read = answers_of(bare(tests={"modified_thomas": {"right": right}}))
    thigh = read.tests["modified_thomas"]["right"]["thomas_thigh"]
    assert (thigh.value, thigh.low, thigh.high, thigh.unit) == (11, 3, 19, "deg")
    assert "thomas_knee" not in read.tests["modified_thomas"]["right"]
    empty = {"thomas_thigh": dict.fromkeys(("value", "low", "high"))}
    assert not answers_of(bare(tests={"modified_thomas": {"left": empty}})).tests[
        "modified_thomas"
    ]["left"]


def test_the_schema_takes_what_the_reader_takes_and_refuses_what_it_refuses():
    checker = pytest.importorskip("jsonschema").Draft202012Validator
    for language in ("en", "de"):
        checker.check_schema(schema(language))
    form = checker(json.loads(json.dumps(schema())))
    assert form.is_valid(calm())
    assert form.is_valid(bare())
    assert not form.is_valid(bare(hobby="chess"))
    assert not form.is_valid(bare(signs={"fever": "no"}))
    assert not form.is_valid(bare(age=141))
    assert not form.is_valid(bare(pain=[{"region": "groin"}]))
    assert not form.is_valid({"schema": "psoascope/checkin/1"})


def test_the_schema_asks_every_question_in_words():
    signs = schema("de")["properties"]["signs"]["properties"]
    assert list(signs) == list(tables.table("questions"))
    assert all(row["description"].strip() for row in signs.values())
