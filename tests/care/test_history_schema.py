"""The printed forms of history and locks say what the readers of them take, and refuse."""

import datetime

import pytest

from psoascope import tables
from psoascope.care.history_json import LOCKS, SESSION, TREATED, history_of, locks_of
from psoascope.care.history_schema import history_schema, locks_schema
from psoascope.care.ladders import ladders
from psoascope.errors import RangeError

TODAY = datetime.date(2026, 11, 26)
DAY = {"date": "2026-11-20", "ladder": "breath", "rung": 0}


def parts(name):
    return history_schema()["properties"][name]["items"]


def test_each_form_names_itself_and_takes_nothing_else():
    for form, name in ((history_schema(), "history"), (locks_schema(), "locks")):
        assert form["$id"] == f"psoascope/{name}/1"
        assert form["$schema"].endswith("2020-12/schema")
        assert form["type"] == "object"
        assert form["additionalProperties"] is False
        assert form["description"]


def test_the_forms_have_the_fields_that_are_read():
    assert tuple(parts("sessions")["properties"]) == SESSION
    assert tuple(parts("treatments")["properties"]) == TREATED
    assert tuple(locks_schema()["properties"]) == LOCKS
    assert parts("sessions")["required"] == ["date", "ladder", "rung"]
    assert parts("treatments")["required"] == ["date", "treatment", "by", "consent", "asked"]
    assert history_schema()["properties"]["sessions"]["type"] == "array"


@pytest.mark.parametrize(
    "field", ["pain_before", "pain_during", "pain_next_day", "form", "done", "reserve"]
)
def test_the_ends_of_each_range_are_taken_and_what_lies_beyond_is_refused(field):
    form = parts("sessions")["properties"][field]
    assert form["type"] == ["number", "null"]
    ends = [form["minimum"], form.get("maximum", 50)]
    for end in ends:
        history_of({"sessions": [DAY | {field: end}]}, TODAY)
    with pytest.raises(RangeError):
        history_of({"sessions": [DAY | {field: ends[0] - 0.5}]}, TODAY)
    if "maximum" in form:
        with pytest.raises(RangeError):
            history_of({"sessions": [DAY | {field: ends[1] + 0.5}]}, TODAY)


def test_each_ladder_has_its_own_highest_rung():
    most = locks_schema()["properties"]["most"]["properties"]
    assert set(most) == set(ladders())
    for name, form in most.items():
        assert form["type"] == "integer"
        for rung in (form["minimum"], form["maximum"]):
            locks_of({"most": {name: rung}}, TODAY)
        for rung in (form["minimum"] - 1, form["maximum"] + 1):
            with pytest.raises(RangeError):
                locks_of({"most": {name: rung}}, TODAY)
    assert parts("sessions")["properties"]["rung"] == {"type": "integer", "minimum": 0}


def test_what_may_be_chosen_is_what_there_is():
    locks = locks_schema()["properties"]
    assert set(locks["hold"]["items"]["enum"]) == set(ladders())
    assert set(tables.table("exercises")) < set(locks["never"]["items"]["enum"])
    assert not set(tables.table("exercises")) & set(locks["keep"]["items"]["enum"])
    for name in ("keep", "never", "hold"):
        for one in locks[name]["items"]["enum"]:
            locks_of({name: [one]}, TODAY)
    for one in locks["traffic"]["enum"]:
        assert locks_of({"traffic": one}, TODAY).traffic == one
    assert parts("sessions")["properties"]["ladder"]["enum"] == list(ladders())
    assert parts("sessions")["properties"]["stopped"]["enum"][-1] is None
    assert parts("treatments")["properties"]["treatment"]["enum"] == list(
        tables.table("treatments")
    )
    assert parts("treatments")["properties"]["consent"] == {"const": True}
