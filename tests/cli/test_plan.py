"""psoascope plan: a check-in from the command line to a printable page, plan.json or a refusal."""

import argparse
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from psoascope import tables
from psoascope.cli import plan
from psoascope.errors import ExtraError, PsoascopeError, RangeError, ReadError

CASES = Path(__file__).parent.parent / "care" / "cases"
WARNINGS = ("fever", "saddle_numbness", "groin_pain_on_hopping")


def told(name="01_desk_worker", **changed):
    """The check-in of a written case, on a day that has passed."""
    case = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return {**case["checkin"], "date": "2024-03-04", **changed}


def ran(*words):
    parser = argparse.ArgumentParser()
    plan.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["plan", *map(str, words)])
    return arguments.run(arguments)


@pytest.fixture
def saved(tmp_path):
    """Writes a check-in and gives its path."""

    def write(data, name="answers.json"):
        path = tmp_path / name
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return path

    return write


class Outline(HTMLParser):
    """Tags, addresses and ids of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.addresses, self.ids, self.headings = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        given = dict(attributes)
        self.addresses += [given[name] for name in ("href", "src", "action") if name in given]
        self.ids += [given["id"]] if "id" in given else []
        self.headings += [tag] if re.fullmatch("h[1-6]", tag) else []


def test_the_schema_of_a_check_in_is_printed_and_fits_the_cases(capsys):
    assert ran("--schema") == 0
    form = json.loads(capsys.readouterr().out)
    assert form["$schema"].startswith("https://json-schema.org/")
    for path in CASES.glob("*.json"):
        assert set(told(path.stem)) <= set(form["properties"])


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_a_plan_is_told_in_lines_that_fit_a_terminal(saved, capsys, language):
    assert ran(saved(told()), "--lang", language) == 0
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.startswith(tables.say("triage.self_care_ok", language)[:40])
    assert tables.say("exercises.psoas_stretch", language) in shown
    assert tables.say("plan_page.no_diagnosis", language) in " ".join(shown.split())


def test_the_language_of_the_check_in_counts_where_none_is_asked_for(saved, capsys):
    ran(saved(told(language="de")))
    assert capsys.readouterr().out.startswith("Nichts in deinen Antworten")


@pytest.mark.parametrize("sign", WARNINGS)
def test_a_warning_sign_stands_first_and_leaves_no_exercise_anywhere(saved, capsys, sign, tmp_path):
    data = told()
    data["signs"] = {**data["signs"], sign: True}
    page = tmp_path / "plan.html"
    assert ran(saved(data), "-o", page, "--json", "--emergency-number", "112") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["triage"]["level"] in ("emergency", "same_day")
    assert document["plan"]["exercises"] == document["plan"]["habits"] == []
    html = page.read_text(encoding="utf-8")
    assert html.index("triage--") < html.index(tables.say("plan_page.must_not"))
    assert 'class="card exercise"' not in html
    assert all(tables.say(f"exercises.{key}") not in html for key in tables.table("exercises"))


def test_an_open_warning_question_is_asked_again_and_is_no_self_care(saved, capsys):
    data = told()
    data["signs"] = {**data["signs"], "fever": None}
    ran(saved(data), "--json")
    document = json.loads(capsys.readouterr().out)
    assert document["triage"]["level"] == "see_physio"
    assert [one["key"] for one in document["triage"]["unanswered"]] == ["fever"]
    assert document["plan"]["exercises"] == []


def test_what_is_not_understood_is_shown_as_typed(saved, capsys):
    ran(saved(told(other_symptoms=["it goes <b>wibble</b> on Sundays"])))
    shown = capsys.readouterr().out
    assert "“it goes <b>wibble</b> on Sundays”" in shown


@pytest.mark.parametrize("language", tables.LANGUAGES)
@pytest.mark.parametrize("name", ["01_desk_worker", "13_aneurysm", "14_cauda_equina"])
def test_the_page_asks_for_nothing_from_outside_and_runs_nothing(saved, tmp_path, language, name):
    page = tmp_path / "plan.html"
    odd = [*told(name)["other_symptoms"], '<script src="https://example.org/x.js"></script>']
    ran(saved(told(name, other_symptoms=odd)), "-o", page, "--lang", language)
    html = page.read_text(encoding="utf-8")
    outline = Outline(html)
    assert f'lang="{language}"' in html
    assert not {"script", "iframe", "img", "form", "link"} & set(outline.tags)
    assert all(one.startswith("#") for one in outline.addresses)
    assert len(outline.ids) == len(set(outline.ids))
    assert {one[1:] for one in outline.addresses} <= set(outline.ids)
    assert outline.headings.count("h1") == 1
    assert "@import" not in html
    assert "url(http" not in html


def test_a_page_shows_dose_cues_stop_rules_picture_grade_and_source_of_each_exercise(
    saved, tmp_path
):
    page, plain = tmp_path / "plan.html", tmp_path / "plan.json"
    path = saved(told())
    ran(path, "-o", page)
    ran(path, "-o", plain)
    html = page.read_text(encoding="utf-8")
    document = json.loads(plain.read_text(encoding="utf-8"))
    rows = document["plan"]["exercises"]
    assert 2 <= len(rows) <= 4
    assert html.count('class="card exercise"') == len(rows)
    assert html.count('class="exercise__figure"><svg') == len(rows)
    for row in rows:
        assert row["dose"]["say"]["en"] in html
        assert row["cues"]
        assert row["stop"]
        assert row["grade"] in tables.GRADES
        assert row["source"]
    for row in document["findings"]:
        assert row["because"]
        assert row["grade"] in tables.GRADES
        assert row["source"]
        assert html.count(f"<h3>{row['say']['en']}</h3>") == 1


def test_spine_figures_are_not_for_a_person_by_default(saved, capsys):
    path = saved(told())
    shown = {}
    for audience in ("person", "clinician"):
        ran(path, "--json", "--audience", audience)
        shown[audience] = json.loads(capsys.readouterr().out)["day"]["measures"]
    assert "spine_load_minutes" not in shown["person"]
    assert "spine_load_minutes" in shown["clinician"]


def test_the_same_answers_give_the_same_page(saved, tmp_path):
    path = saved(told())
    for name in ("a.html", "b.html"):
        ran(path, "-o", tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_an_unknown_language_falls_back_to_english_and_says_so(saved, tmp_path, capsys):
    page = tmp_path / "plan.html"
    assert ran(saved(told()), "--lang", "tlh", "-o", page) == 0
    out, err = capsys.readouterr()
    assert "no language tlh" in err
    assert out.startswith("Nothing in your answers")
    assert tables.say("plan_page.fell_back", asked="tlh") in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        ("{", ReadError, "is not JSON"),
        ("[" * 100_000, ReadError, "is not JSON"),
        ('{"date": "2024-03-04", "date": "2024-03-05"}', ReadError, "date twice"),
        ("[1]", RangeError, ""),
        ({"schema": "psoascope/checkin/1"}, RangeError, "date"),
        ({"schema": "other", "date": "2024-03-04"}, RangeError, "other"),
        (told(agge=41), RangeError, "agge"),
        (told(age=-3), RangeError, "-3"),
        (told(date="2999-01-01"), RangeError, "future"),
        (told(sex="male", pregnant=True), RangeError, "pregnant"),
        (told(day={"sitting": {"hours": 16}, "sleep_side": {"hours": 14}}), RangeError, "30"),
        (told(day={"sitting": {"hours": 1, "longest_minutes": 300}}), RangeError, "300"),
        (told(drawing={"strokes": [{"chart": "front"}]}), RangeError, "points"),
        (told(pain=[{"region": "knee", "side": "right", "best": 7, "worst": 2}]), RangeError, "7"),
        (told(pain=[{"region": "elbow", "side": "right"}]), RangeError, "elbow"),
    ],
)  # fmt: skip
def test_a_bad_check_in_is_refused_by_name_in_both_languages(saved, data, error, message):
    with pytest.raises(error) as refusal:
        ran(saved(data))
    assert message in tables.explain(refusal.value, "en")
    assert tables.explain(refusal.value, "de") != tables.explain(refusal.value, "en")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "plan.docx"], "plan.docx"),
        (["--emergency-number", "nine"], "nine"),
        (["--url", "javascript:alert(1)"], "https://"),
    ],
)
def test_a_bad_word_is_refused_with_its_cure(saved, tmp_path, monkeypatch, words, message):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PsoascopeError, match=re.escape(message)):
        ran(saved(told()), *words)


def test_without_a_file_the_schema_is_pointed_to():
    with pytest.raises(RangeError, match="--schema"):
        ran()


def test_text_that_is_not_utf_8_is_refused(tmp_path):
    path = tmp_path / "answers.json"
    path.write_bytes(b'{"schema": "\xff\xfe"}')
    with pytest.raises(ReadError, match="UTF-8"):
        ran(path)


def test_a_pdf_without_weasyprint_says_what_to_do_and_leaves_no_file(saved, tmp_path, monkeypatch):
    monkeypatch.setattr("psoascope.report.pdf.find_spec", lambda _: None)
    with pytest.raises(ExtraError, match="print it from a browser"):
        ran(saved(told()), "-o", tmp_path / "plan.pdf")
    assert [one.name for one in tmp_path.iterdir()] == ["answers.json"]


def test_an_address_is_printed_and_its_code_drawn_only_where_it_can_be(saved, tmp_path):
    page = tmp_path / "plan.html"
    ran(saved(told()), "-o", page, "--url", "https://example.org/plan/7")
    html = page.read_text(encoding="utf-8")
    assert "https://example.org/plan/7" in html
    assert re.search(r'class="code"[^>]*><svg', html)


def test_a_plan_page_stays_light(saved, tmp_path):
    page = tmp_path / "plan.html"
    ran(saved(told()), "-o", page, "--lang", "de")
    assert page.stat().st_size < 150_000


def test_the_emergency_number_can_be_called_from_the_page(saved, tmp_path):
    page = tmp_path / "plan.html"
    ran(saved(told("13_aneurysm")), "-o", page, "--emergency-number", "112", "--lang", "de")
    html = page.read_text(encoding="utf-8")
    assert 'href="tel:112"' in html
    assert "Ruf jetzt die Notrufnummer 112 an." in html


def day(number, **told):
    """One session of the breathing ladder, in the past."""
    return {"date": f"2024-03-{number:02d}", "ladder": "hip_stretch", "rung": 2} | told


def rung_of(capsys, ladder="hip_stretch"):
    document = json.loads(capsys.readouterr().out)
    return {one["ladder"]: one["rung"] for one in document["plan"]["exercises"]}.get(ladder)


def test_what_was_done_before_changes_the_plan(saved, capsys):
    answers = saved(told())
    ran(answers, "--json")
    before = rung_of(capsys)
    # A flare: much pain in the last session.
    flare = saved({"sessions": [day(4, pain_during=8.0)]}, "history.json")
    ran(answers, "--history", flare, "--json")
    after = rung_of(capsys)
    assert before is not None
    assert after is None or after < before


def test_what_a_clinician_has_fixed_is_kept(saved, capsys):
    answers = saved(told())
    locks = saved({"never": ["psoas_stretch"], "most": {"hip_extension": 0}}, "locks.json")
    ran(answers, "--locks", locks, "--json")
    plan_now = json.loads(capsys.readouterr().out)["plan"]
    keys = {one["key"]: one["rung"] for one in plan_now["exercises"]}
    assert "psoas_stretch" not in keys
    assert keys.get("bridge", 0) == 0


def test_the_result_of_a_movement_test_reaches_the_findings(saved, capsys):
    band = {
        "value": 14.0,
        "low": 6.0,
        "high": 22.0,
        "unit": "deg",
        "kind": "coverage",
        "sentence": {},
    }
    sides = {"right": {"half_kneeling_hip": band}}
    result = {"schema": "psoascope/test/1", "test": "half_kneeling_extension", "sides": sides}
    answers = saved(told(tests=None))
    ran(answers, "--json")
    assert "short" not in {one["key"] for one in json.loads(capsys.readouterr().out)["findings"]}
    ran(answers, "--tests", saved(result, "test.json"), "--json")
    assert "short" in {one["key"] for one in json.loads(capsys.readouterr().out)["findings"]}


@pytest.mark.parametrize("name", ["history", "locks"])
def test_the_forms_of_history_and_locks_are_printed(name, capsys):
    assert ran("--schema", name) == 0
    assert json.loads(capsys.readouterr().out)["$id"] == f"psoascope/{name}/1"


@pytest.mark.parametrize(
    ("flag", "content", "message"),
    [
        ("--history", {"sessions": [day(4, ladder="nonsense")]}, "nonsense"),
        ("--history", {"sessions": [{**day(4), "date": "2999-01-01"}]}, "2999-01-01"),
        ("--history", {"sessions": [day(4, rung=99)]}, "99"),
        ("--history", {"sessions": [day(4, done=-3)]}, "-3"),
        ("--history", {"sessions": [day(4, pain_during=11)]}, "11"),
        ("--history", {"session": []}, "session"),
        ("--history", "not JSON", "not JSON"),
        ("--locks", {"never": ["nonsense"]}, "nonsense"),
        ("--locks", {"most": {"hip_stretch": 99}}, "99"),
        ("--tests", {"schema": "something/else"}, "something/else"),
    ],
)
def test_a_bad_file_beside_the_check_in_is_refused_by_name(saved, flag, content, message):
    with pytest.raises(PsoascopeError, match=re.escape(message)):
        ran(saved(told()), flag, saved(content, "beside.json"))
