"""Free text becomes known signs; what is denied raises nothing; what is unknown is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoascope import tables
from psoascope.care.facts import facts_of
from psoascope.care.heard import heard
from tests.care.checkins import answers, calm

PATTERNS = [
    (key, row["fact"], pattern)
    for key, row in tables.table("heard").items()
    if "fact" in row
    for language in ("en", "de")
    for pattern in row[language]
]


def plain(pattern, choose=0):
    """A pattern as somebody might type it."""
    words = [word for word in pattern.split() if word != ".."]
    return " ".join(word.split("|")[choose % len(word.split("|"))] for word in words).replace(
        "*", ""
    )


def test_every_fact_of_the_words_table_is_known_to_the_rules():
    known = facts_of(answers(calm())).known
    assert {fact for _, fact, _ in PATTERNS} <= set(known)


def test_every_warning_question_can_be_told_in_both_languages():
    told = {row["fact"] for row in tables.table("heard").values() if "fact" in row}
    asked = {
        key
        for key, row in tables.table("questions").items()
        if row["kind"] in ("warning", "context")
    }
    assert asked <= told
    worded = [row for row in tables.table("heard").values() if row["kind"] == "words"]
    assert all(row["en"] and row["de"] for row in worded)


@pytest.mark.parametrize("choose", [0, 1, 2])
def test_every_pattern_hears_its_own_words(choose):
    deaf = [
        (key, pattern)
        for key, fact, pattern in PATTERNS
        if fact not in heard(plain(pattern, choose)).facts
    ]
    assert deaf == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("I can't hold my urine any more", "bladder_bowel"),
        ("can not pass urine", "bladder_bowel"),
        ("incontinance", "bladder_bowel"),
        ("It is numb between my legs", "saddle_numbness"),
        ("Taubheitsgefühl zwischen den Beinen", "saddle_numbness"),
        ("Schüttelfrost", "fever"),
        ("SCHUETTELFROST", "fever"),
        ("ｆｅｖｅｒ", "fever"),
        ("pins and needles between the legs", "saddle_numbness"),
        ("shortness of breth", "breathless_or_chest_pain"),
        ("mein Fuß hängt", "leg_weakness"),
        ("I take blood thinners", "anticoagulant"),
        ("ich nehme Marcumar", "anticoagulant"),
        ("Ich habe abgenommen", "weight_loss"),
        ("the pain is there day and night", "unrelenting"),
        ("Brustkrebs gehabt", "cancer"),
    ],
)
def test_plain_words_and_slips_of_spelling_are_understood(text, fact):
    assert fact in heard(text).facts


@pytest.mark.parametrize(
    "text",
    [
        "no fever",
        "No fever or chills.",
        "I don't have fever",
        "Fever: no",
        "kein Fieber",
        "Fieber habe ich nicht",
        "weder Fieber noch Schüttelfrost",
        "ohne Fieber",
    ],
)
def test_a_clear_denial_raises_nothing_and_is_understood(text):
    found = heard(text)
    assert found.facts == ()
    assert found.denied == ("fever",)
    assert found.not_understood == ()


@pytest.mark.parametrize(
    "text",
    [
        "not only fever",
        "nicht nur Fieber",
        "I have no idea why I have a fever",
        "I do not know if I have a fever",
        "not without fever or chills",
        "without fever medicine I cannot sleep",
        "never had fever like this",
        "no fever yesterday but fever today",
        "kein Fieber, aber Schüttelfrost",
        "no pain but fever",
        "Das Fieber geht nicht weg",
        "fever that does not go away",
        "no longer only pain and now fever",
    ],
)
def test_a_doubtful_denial_counts_as_told(text):
    assert "fever" in heard(text).facts


def test_a_word_that_itself_says_no_is_no_denial():
    assert heard("no feeling between my legs").facts == ("saddle_numbness",)
    assert heard("kein Gefühl im Fuß").facts == ("leg_weakness",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("my big toe glows", ("my big toe glows",)),
        ("stiff back, and my toe glows", ("my toe glows",)),
        ("лихорадка", ("лихорадка",)),
        ("😀", ("😀",)),
        ("my left leg", ("my left leg",)),
        ("fever and blargh", ("blargh",)),
        ("kein Blubb", ("kein Blubb",)),
    ],
)
def test_what_cannot_be_matched_is_shown(text, shown):
    assert heard(text).not_understood == shown


@pytest.mark.parametrize(
    "text",
    [
        "dull pain in my lower back and hip for three weeks",
        "stiff and tight after sitting",
        "Ziehen in der Leiste nach langem Sitzen",
        "verspannt und müde",
        "",
    ],
)
def test_ordinary_complaints_are_understood_and_raise_nothing(text):
    found = heard(text)
    assert (found.facts, found.not_understood) == ((), ())


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_at_all_is_told_denied_or_shown(text):
    found = heard(text)
    harmless = any(heard(word).not_understood == () for word in text.split())
    assert found.facts or found.denied or found.not_understood or harmless or not text.strip()


@given(st.sampled_from(PATTERNS), st.text("abcdefg xyz", max_size=20))
@settings(max_examples=60, deadline=None)
def test_another_sentence_never_hides_a_sign(row, more):
    _, fact, pattern = row
    assert fact in heard(f"{more}. {plain(pattern)}. {more}").facts


def test_a_page_of_garbage_is_read_in_a_moment():
    assert heard("q" * 1000).not_understood == ("q" * 1000,)
    assert heard("ab cd " * 160).facts == ()
