"""The engine of rules: what is met, what is unclear, and what is refused when a table is loaded."""

import pytest

from psoascope import tables
from psoascope.care import findings, look_alikes, rules, vocabulary
from psoascope.care.rules import Condition, Group, check_rules, rule_of
from psoascope.care.verdicts import conditions, on_side, speaking, verdict
from psoascope.errors import TableError
from psoascope.quantity import Quantity

SIT = Condition("longest_sit", "over", 60.0, "min")
CALM = Condition("stress", "under", 4.0, "points")


def broken(monkeypatch, name, entry):
    """A table of data/ replaced by one with a single entry."""
    real = tables.table
    monkeypatch.setattr(tables, "table", lambda one: {"entry": entry} if one == name else real(one))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(61, 95, "met"), (60, 95, "unclear"), (31, 60, "not_met"), (31, 61, "unclear")],
)
def test_a_band_is_over_a_limit_only_as_a_whole(low, high, said):
    sat = Quantity((low + high) / 2, low, high, "min", "coverage")
    assert verdict(SIT, {"longest_sit": sat}) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(1, 3.9, "met"), (1, 4, "unclear"), (4, 9, "not_met"), (3.9, 9, "unclear")],
)
def test_a_band_is_under_a_limit_only_as_a_whole(low, high, said):
    stress = Quantity((low + high) / 2, low, high, "points", "coverage")
    assert verdict(CALM, {"stress": stress}) == said


def test_a_plain_number_equal_to_the_limit_is_neither_over_nor_under_it():
    assert verdict(SIT, {"longest_sit": 60.0}) == "not_met"
    assert verdict(CALM, {"stress": 4.0}) == "not_met"


def test_what_is_not_known_is_unclear_and_never_no():
    nan = float("nan")
    missing = Quantity(nan, nan, nan, "min", "coverage")
    assert verdict(SIT, {}) == "unclear"
    assert verdict(SIT, {"longest_sit": None}) == "unclear"
    assert verdict(SIT, {"longest_sit": missing}) == "unclear"
    assert verdict(Condition("sudden", "is", False), {}) == "unclear"
    assert verdict(Condition("worse_with", "has", "sitting"), {}) == "unclear"


def test_an_empty_list_of_answers_is_an_answer():
    assert verdict(Condition("worse_with", "has", "sitting"), {"worse_with": frozenset()}) == (
        "not_met"
    )


@pytest.mark.parametrize(
    ("how", "values", "said"),
    [
        ("all", {"longest_sit": 90.0, "stress": 2.0}, "met"),
        ("all", {"longest_sit": 90.0}, "unclear"),
        ("all", {"stress": 7.0}, "not_met"),
        ("any", {"longest_sit": 90.0}, "met"),
        ("any", {"stress": 7.0}, "unclear"),
        ("any", {"longest_sit": 20.0, "stress": 7.0}, "not_met"),
        ("none", {"longest_sit": 90.0}, "not_met"),
        ("none", {"stress": 7.0}, "unclear"),
        ("none", {"longest_sit": 20.0, "stress": 7.0}, "met"),
    ],
)
def test_groups_are_decided_as_far_as_they_can_be(how, values, said):
    assert verdict(Group(how, (SIT, CALM)), values) == said


def test_a_rule_rests_on_the_conditions_that_are_met_and_on_no_others():
    either = Group("any", (SIT, CALM))
    assert speaking(either, {"longest_sit": 90.0, "stress": 7.0}) == (SIT,)
    assert speaking(either, {"longest_sit": 20.0, "stress": 7.0}) == ()
    neither = Group("none", (SIT, CALM))
    assert speaking(neither, {"longest_sit": 20.0, "stress": 7.0}) == (SIT, CALM)


def test_side_and_other_are_filled_in_at_any_depth():
    rule = rule_of(
        {
            "all": [
                {"input": "pain_worst.groin.side", "over": 2, "unit": "points"},
                {"none": [{"input": "pain_worst.groin.other", "over": 3, "unit": "points"}]},
                {"input": "stress", "over": 5, "unit": "points"},
            ]
        },
        "demo",
    )
    asked = [str(one) for one in conditions(on_side(rule, "left"))]
    assert asked == [
        "pain_worst.groin.left over 2 points",
        "pain_worst.groin.right over 3 points",
        "stress over 5 points",
    ]


def test_a_list_must_hold_in_full():
    rows = [{"input": "sudden", "is": True}, {"input": "injury", "is": False}]
    assert rule_of(rows, "demo").how == "all"
    assert verdict(rule_of(rows, "demo"), {"sudden": True, "injury": True}) == "not_met"


def test_a_limit_may_be_the_smallest_change_of_a_test_and_is_then_kept_in_one_place():
    name = "side_excess.standing_march.march_height.right"
    rule = rule_of({"input": name, "over": "tests.standing_march.change.march_height"}, "demo")
    change = tables.entry("tests.standing_march.change.march_height")
    assert (rule.limit, rule.unit, rule.mark) == (change["value"], change["unit"], change["mark"])


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ({"input": "stres", "over": 6, "unit": "points"}, r"no input 'stres'.*Did you mean stress"),
        ({"input": "stress", "ovr": 6, "unit": "points"}, r"'ovr' is no word.*Did you mean over"),
        ({"inputs": "stress", "over": 6}, r"'inputs' is no word.*Did you mean input"),
        ({"al": [{"input": "sudden", "is": True}]}, r"'al' is no word.*Did you mean all"),
        ({"all": []}, r"all must be a list of at least one rule; got \[\]"),
        ({"all": "sudden"}, r"all must be a list of at least one rule; got 'sudden'"),
        ("sudden", r"'sudden' is no rule"),
        ({"input": "stress", "unit": "points"}, "needs exactly one of over, under, is, has"),
        ({"input": "stress", "over": 6, "under": 3}, "needs exactly one of"),
        ({"input": "stress", "over": 60, "unit": "points"}, "60 points lies outside its range 0"),
        ({"input": "stress", "over": -1, "unit": "points"}, "-1 points lies outside its range 0"),
        ({"input": "longest_sit", "over": 1, "unit": "h"}, "given in unit = 'min'; got 'h'"),
        ({"input": "stress", "over": True, "unit": "points"}, "is no number"),
        ({"input": "stress", "is": 6}, "does not suit it. Use over or under"),
        ({"input": "sudden", "is": "yes"}, "neither true nor false"),
        ({"input": "worse_with", "is": "sitting"}, "does not suit it. Use has"),
        ({"input": "worse_with", "has": "siting"}, "no such choice. Did you mean sitting"),
        ({"input": "sleep_position", "is": "fetal"}, "no such choice. Did you mean foetal"),
        ({"input": "pain_worst.groin", "over": 0, "unit": "points"}, "needs a side at its end"),
        (
            {"input": "pain_worst.groyn.side", "over": 0},
            r"'groyn' is unknown\). Did you mean groin",
        ),
        ({"input": "conditions", "has": "anticoagulant"}, "no such choice"),
        ({"input": "stress.groin", "over": 0, "unit": "points"}, "there is no input"),
        ({"input": "sign.hold_breath", "is": True}, "Did you mean holds_breath"),
        (
            {"input": "test.walking.hip_flexion_mim.side", "over": 0, "unit": "deg"},
            "Did you mean walking.hip_flexion_min",
        ),
    ],
)
def test_a_misspelt_rule_is_refused_with_file_entry_and_cure(monkeypatch, when, message):
    broken(monkeypatch, "findings", {"when": when})
    with pytest.raises(TableError, match=message) as refusal:
        check_rules("findings")
    assert str(refusal.value).startswith("data/findings.toml, [entry], when")


def test_a_fault_deep_in_a_rule_is_found(monkeypatch):
    deep = {"all": [{"any": [{"none": [{"input": "sudden", "has": True}]}]}]}
    broken(monkeypatch, "look_alikes", {"speaks_against": [deep]})
    with pytest.raises(TableError, match=r"look_alikes.toml, \[entry\], speaks_against"):
        check_rules("look_alikes")


@pytest.mark.parametrize(
    "when",
    [
        {"input": "test.modified_thomas.thomas_thigh.side", "over": 0, "unit": "deg"},
        {"input": "test.modified_thomas.thomas_thigh.side", "under": 0, "unit": "deg"},
        {"input": "test.modified_thomas.thomas_knee.right", "under": 80, "unit": "deg"},
        {"none": [{"input": "test.modified_thomas.thomas_thigh.side", "over": 0, "unit": "deg"}]},
        {"input": "side_excess.modified_thomas.thomas_thigh.side", "over": 5, "unit": "deg"},
        {"input": "sign.pinch_bending_hip", "is": True},
        {"none": [{"input": "sign.pinch_bending_hip", "is": False}]},
    ],
)
def test_no_rule_may_rest_on_a_result_that_tells_nothing(monkeypatch, when):
    broken(monkeypatch, "findings", {"when": when})
    with pytest.raises(TableError, match=r"tells nothing \(data/accuracy.toml, \[") as refusal:
        check_rules("findings")
    assert "Take the condition out" in str(refusal.value)


@pytest.mark.parametrize(
    "when",
    [
        {"input": "sign.pinch_bending_hip", "is": False},
        {"none": [{"input": "sign.pinch_bending_hip", "is": True}]},
    ],
)
def test_the_one_result_of_a_test_that_informs_may_be_used(when):
    assert rule_of(when, "demo")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"informs": True, "positive": {"ratio": [0.9, 3.0]}}, "0.9 to 3 includes 1"),
        ({"informs": True, "negative": {"ratio": [0.2, 1.0]}}, "0.2 to 1 includes 1"),
        ({"informs": True, "positive": {"ratio": [1.0, 3.3]}}, "1 to 3.3 includes 1"),
        ({"informs": False}, "needs its reason"),
    ],
)
def test_a_ratio_that_includes_one_cannot_be_said_to_inform(monkeypatch, entry, message):
    broken(monkeypatch, "accuracy", {"inputs": [], **entry})
    with pytest.raises(TableError, match=message) as refusal:
        vocabulary.check_accuracy()
    assert "data/accuracy.toml, [entry]" in str(refusal.value)


def test_every_input_that_the_accuracy_table_names_exists():
    for key, row in tables.table("accuracy").items():
        for name in row["inputs"]:
            family, _, member = name.partition(".")
            known = vocabulary.members(family)
            assert any(one == member or one.startswith(f"{member}.") for one in known), (key, name)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"leads_to": ["move_oftn"]}, r"leads_to: 'move_oftn' is unknown. Did you mean move_often"),
        ({"alternatives": ["hernja"]}, r"alternatives: 'hernja' is unknown. Did you mean hernia"),
        ({"audience": ["persons"]}, r"audience: 'persons' is unknown. Did you mean person"),
        ({"mark": "FOND"}, r"mark: 'FOND' is unknown. Did you mean FOUND"),
        ({"mark": None}, r"mark: None is unknown"),
        ({"source": []}, "has no source. Add it"),
        ({"look_alikes": True}, "needs either a rule"),
    ],
)
def test_a_finding_that_points_nowhere_is_refused_at_load(monkeypatch, change, message):
    broken(monkeypatch, "findings", {**tables.entry("findings.long_sitting"), **change})
    findings.asked.cache_clear()
    try:
        with pytest.raises(TableError, match=message) as refusal:
            findings.asked()
        assert "data/findings.toml, [entry]" in str(refusal.value)
    finally:
        findings.asked.cache_clear()


def test_a_look_alike_that_goes_nowhere_is_refused_at_load(monkeypatch):
    broken(monkeypatch, "look_alikes", {**tables.entry("look_alikes.hernia"), "goes_to": "doc"})
    look_alikes.look_alike_rules.cache_clear()
    try:
        with pytest.raises(TableError, match=r"\[entry\].*goes_to: 'doc' is unknown"):
            look_alikes.look_alike_rules()
    finally:
        look_alikes.look_alike_rules.cache_clear()


def test_what_speaks_for_a_look_alike_is_a_plain_list(monkeypatch):
    one = {"input": "sudden", "is": True}
    real = tables.entry
    for rule in (one, [{"any": [one]}]):
        monkeypatch.setattr(
            tables,
            "entry",
            lambda key, rule=rule: rule if key == "look_alikes.hernia.speaks_for" else real(key),
        )
        look_alikes.asked_of.cache_clear()
        try:
            with pytest.raises(TableError, match=r"\[hernia\], speaks_for must be a list"):
                look_alikes.asked_of("hernia", "speaks_for", "right")
        finally:
            look_alikes.asked_of.cache_clear()


@pytest.mark.parametrize("name", ["findings", "look_alikes"])
def test_every_limit_other_than_zero_says_how_well_it_is_known(name):
    for key, row in tables.table(name).items():
        for field in ("when", "speaks_for", "speaks_against"):
            if field not in row:
                continue
            for one in conditions(rule_of(row[field], f"{name}.{key}")):
                if one.test in ("over", "under") and one.limit != 0:
                    assert one.mark in findings.MARKS, (key, str(one))


@pytest.mark.parametrize("name", ["findings", "look_alikes"])
def test_no_rule_names_a_side_and_any_side_of_one_region(name):
    """Else one flip would contradict itself: the worst of both sides hangs on each of them."""
    for key, row in tables.table(name).items():
        names = (
            {one.input for one in conditions(rule_of(row["when"], key))} if "when" in row else ()
        )
        stems = {one.removesuffix(".any") for one in names if one.endswith(".any")}
        assert not [one for one in names if one.rpartition(".")[0] in stems and one[-4:] != ".any"]


def test_near_says_all_where_nothing_is_alike():
    assert rules.near("xyz", ("over", "under")) == "Known are over, under."
