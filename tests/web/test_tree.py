"""What a screen reader is told, and what a keyboard reaches: check-in, drawing, results."""

import re
from itertools import pairwise

import pytest

from tests.web.browsing import PHONE
from tests.web.test_way import about, first_minutes, go_on, pain, the_rest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True),
]

NAMELESS = re.compile(
    r"^ *- (checkbox|radio|textbox|button|link|slider|spinbutton|combobox|group|region|img)"
    r"(?= ?(\[|:|$))",
    re.MULTILINE,
)
HEADING = re.compile(r'heading "[^"]+" \[level=(\d)\]')


def tree(page):
    """The page as a screen reader has it; everything in it that can be used has a name."""
    told = page.locator("body").aria_snapshot()
    used = [one for one in NAMELESS.findall(told) if one[0] not in ("group", "img")]
    assert not used, told
    levels = [int(level) for level in HEADING.findall(told)]
    assert levels.count(1) == 1, told
    # No level is left out on the way down.
    assert all(after <= before + 1 for before, after in pairwise(levels))
    return told


def at_results(visit):
    page = visit.page
    first_minutes(page, visit.address)
    visit.open("/checkin/about/")
    about(page)
    pain(page)
    the_rest(page)
    return page


def test_the_checkin_is_told_question_by_question(visit):
    page = visit.open("/checkin/quick/")
    told = tree(page)
    assert told.count("- checkbox") > 10
    # Each answer stands within the question that it belongs to.
    for question in ("Tick what does", "Front of the hip"):
        assert re.search(
            rf'- group "[^"]*{question}[^"]*":\n(?: .*\n)*? *- (checkbox|radio) "', told
        )
    first_minutes(page, visit.address)
    for step in ("signs", "about", "day", "goals"):
        tree(visit.open(f"/checkin/{step}/"))


def test_a_refused_step_tells_what_is_wrong_where_it_is_wrong(visit):
    page = visit.open("/checkin/quick/")
    page.fill("input[name=age]", "400")
    go_on(page)
    told = tree(page)
    assert "- alert" in told
    described = page.get_attribute("input[name=age]", "aria-describedby")
    assert page.get_attribute("input[name=age]", "aria-invalid") == "true"
    texts = [page.locator(f"#{one}").inner_text() for one in described.split()]
    assert any("400" in one or "110" in one or "120" in one for one in texts), texts


def test_the_drawing_has_a_name_buttons_and_a_list_beside_it(visit):
    page = visit.page
    first_minutes(page, visit.address)
    visit.open("/checkin/about/")
    about(page)
    told = tree(page)
    assert re.search(r'- (application|group|img) "[^"]+"', told)
    listed = page.locator("main details").first
    was = listed.evaluate("one => one.open")
    listed.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert listed.evaluate("one => one.open") != was


def test_results_tell_first_things_first_and_open_their_reasons_by_keyboard(visit):
    page = at_results(visit)
    told = tree(page)
    headings = re.findall(r'heading "([^"]+)"', told)
    assert headings.index(page.locator(".triage h1, .triage h2").first.inner_text()) <= 1
    why = page.locator("main details summary").first
    why.focus()
    before = page.locator("main details[open]").count()
    page.keyboard.press("Enter")
    assert page.locator("main details[open]").count() == before + 1
    # Every way on can be reached by Tab alone.
    page.locator("h1").first.evaluate("one => { one.tabIndex = -1; one.focus() }")
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('href')"))
    ways = page.locator("main .results__ways a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert set(ways) <= reached
