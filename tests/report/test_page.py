"""The report as a page."""

import re
import sys
from html import unescape
from typing import Any

import pytest

from psoascope import tables
from psoascope.errors import ExtraError
from psoascope.report import page


def words(markup: str) -> str:
    """The text of a page, spaces made alike."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_the_file_asks_for_nothing_from_outside(document: dict[str, Any], language: str) -> None:
    text = page.page(document, language)
    assert not re.search(r"https?://", text)
    for forbidden in ("<script", "<link", "@import", "url(", " src=", " style="):
        assert forbidden not in text, forbidden


def test_the_page_names_its_language(document: dict[str, Any]) -> None:
    assert '<html lang="de" dir="ltr">' in page.page(document, "de-at")
    assert '<html lang="en" dir="ltr">' in page.page(document, "fi")


def test_the_german_page_speaks_german_with_decimal_commas(document: dict[str, Any]) -> None:
    text = words(page.body(document, "de"))
    assert "Was dein Psoas bei diesem Gang getan hat" in text
    assert "1,70 m, angenommen" in text
    assert "21° (14 bis 28)" in text
    assert not re.search(r"\d\.\d+ (cm|s)\b", text)


def test_the_parts_come_in_the_agreed_order(document: dict[str, Any]) -> None:
    text = page.body(document, "en")
    keys = ("title", "in_words", "drawing", "curves", "ranges", "refused", "meaning", "numbers")
    places = [text.index(f">{tables.say(f'report.{key}')}</h") for key in (*keys, "command")]
    assert places == sorted(places)


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_every_refusal_says_what_helps(document: dict[str, Any], language: str) -> None:
    document["gates"].append(
        {"gate": "nobody_seen", "frames": 3, "ranges": [[7, 8], [11, 11]], "values": {"frames": 3}}
    )
    text = words(page.body(document, language))
    for gate in document["gates"]:
        values = gate["values"]
        assert tables.say(f"gates.{gate['gate']}", language, **values) in text
        assert tables.say(f"gates.{gate['gate']}", language, "cure", **values) in text
    assert "7–8, 11" in text


def test_a_clean_recording_says_that_nothing_was_refused(document: dict[str, Any]) -> None:
    document["gates"] = []
    assert "Nothing was refused." in words(page.body(document, "en"))


def test_every_quantity_of_both_legs_is_there_with_its_band(document: dict[str, Any]) -> None:
    text = words(page.body(document, "en"))
    for side in document["sides"].values():
        for name, quantity in side["quantities"].items():
            assert tables.say(f"quantities.{name}") in text
            if quantity["unit"] == "deg":
                value, low, high = (f"{quantity[key]:.0f}" for key in ("value", "low", "high"))
                assert f"{value}° ({low} to {high})" in text


def test_a_spread_over_models_is_told_from_a_band_of_captures(document: dict[str, Any]) -> None:
    assert words(page.body(document, "en")).count("spread over models or postures") == 1


def test_a_quantity_that_is_missing_is_said_to_be_missing(document: dict[str, Any]) -> None:
    found = document["sides"]["left"]["quantities"]["knee_flexion_max"]
    found |= {"value": None, "low": None, "high": None}
    assert words(page.body(document, "de")).count("nicht gemessen") >= 1


def test_a_file_name_is_text_and_never_markup(document: dict[str, Any]) -> None:
    document["source"]["path"] = "<b onclick=x>.mp4"
    document["command"] = "psoascope analyse '<i>.mp4'"
    for text in (page.page(document, "en"), page.body(document, "en")):
        assert "<b " not in text
        assert "<i>" not in text
        assert "&lt;b onclick=x&gt;.mp4" in text


def test_the_fingerprint_is_short_with_the_whole_of_it_at_hand(document: dict[str, Any]) -> None:
    digest = document["source"]["sha256"]
    text = page.body(document, "en")
    assert f"<code>{digest[:8]}…</code>" in text
    assert f">{digest}</code>" in text


def test_the_table_of_curves_has_at_most_forty_rows_and_keeps_gaps(
    document: dict[str, Any],
) -> None:
    text = page.body(document, "en")
    table = text[text.index("The curves as a table") :]
    rows = re.findall(r'<tr><th scope="row">', table)
    assert 30 <= len(rows) <= page.MOST_ROWS
    assert table.count("<td>–</td>") == 3 * len(range(54, 61, 3))


def test_the_exact_command_is_shown(document: dict[str, Any]) -> None:
    assert document["command"] in words(page.page(document, "en"))


def test_the_fragment_holds_no_ids_and_only_the_web_has_places_for_scripts(
    document: dict[str, Any],
) -> None:
    fragment = page.body(document, "en")
    assert not re.search(r"\sid=", fragment)
    assert fragment.count("data-curve-setup") == 2
    assert "data-walker" in fragment
    assert "data-walker" not in page.page(document, "en")
    assert fragment.count("<h1") == 1


def test_the_same_document_gives_the_same_text(document: dict[str, Any]) -> None:
    assert page.page(document, "de") == page.page(document, "de")


def test_without_jinja_the_missing_part_is_named(
    document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(ExtraError, match=r"psoascope\[report\]"):
        page.page(document, "en")


def test_colours_of_text_reach_the_contrast_that_people_need() -> None:
    tokens = page.styles()
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6});", part)) for part in halves(tokens))
    pairs = [("ink", "paper"), ("ink-soft", "paper"), ("ink-soft", "surface"), ("accent", "tint")]
    pairs += [("on-accent", "accent"), ("left", "surface"), ("right", "surface")]
    pairs += [("on-caution", "caution"), ("on-alarm", "alarm"), ("ink", "tint")]
    for theme in (light, dark):
        for front, back in pairs:
            # WCAG 2.2 AA: 4.5 to 1 for text.
            assert contrast(theme[front], theme[back]) >= 4.5, (front, back)


def halves(tokens: str) -> tuple[str, str]:
    """The light and the dark colours."""
    start = tokens.index("(prefers-color-scheme: dark)")
    return tokens[:start], tokens[start : tokens.index("@media print")]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG 2.2 defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
