"""A language written from right to left: nothing runs off the screen, and the page is mirrored."""

import pytest

from tests.web.browsing import PHONE
from tests.web.test_way import about, first_minutes, pain, the_rest

pytestmark = pytest.mark.browser

PAGES = (
    *("/", "/about/", "/muscle/", "/muscle/handout/", "/checkin/", "/checkin/quick/"),
    *("/checkin/signs/", "/checkin/about/", "/checkin/pain/", "/checkin/day/", "/checkin/goals/"),
    *("/results/", "/results/three-sentences/", "/plan/", "/plan/session/", "/plan/progress/"),
    *("/report/", "/tests/", "/tests/hip_flexion_strength/", "/walks/new/", "/me/", "/offline/"),
    "/accounts/signup/",
)
# Pictures keep their sides: a person's left does not change with the language.
BOXES = """() => {
  const told = [];
  const names = ".site-header__logo, .tab, h1, h2, .card, .button, .field > *, .lead, .steps__one, "
    + ".pick, .tick, .chip, .help, .notice, summary";
  const ltr = "svg, .figure, .viewer__stage, .viewer__names, .painmap, [data-painmap]";
  for (const one of document.querySelectorAll(names)) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest(ltr)) continue;
    const { left, right, top } = one.getBoundingClientRect();
    if (right - left < 2) continue;
    const text = (one.textContent || "").trim().slice(0, 30);
    told.push({ left, right, top, name: `${one.tagName}.${one.className} ${text}` });
  }
  return told;
}"""


@pytest.mark.parametrize("visit", [{"viewport": PHONE}], indirect=True)
def test_from_right_to_left_every_page_is_mirrored_and_nothing_runs_off(visit):
    page = visit.page
    first_minutes(page, visit.address)
    page.goto(f"{visit.address}/checkin/about/")
    about(page)
    pain(page)
    the_rest(page)
    width, wide, crooked, compared = PHONE["width"], {}, {}, 0
    for path in PAGES:
        visit.open(path)
        page.wait_for_load_state("networkidle")
        before = page.evaluate(BOXES)
        page.evaluate("() => { document.documentElement.dir = 'rtl' }")
        after = page.evaluate(BOXES)
        assert len(before) == len(after) > 3, path
        if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[path] = found
        edge = page.evaluate("document.documentElement.clientWidth")
        off = [
            (one["name"], round(one["left"]), round(edge - two["right"]))
            for one, two in zip(before, after, strict=True)
            if abs(one["left"] - (edge - two["right"])) > 1.5
        ]
        compared += len(before)
        if off:
            crooked[path] = off
    assert wide == {}
    assert crooked == {}
    assert compared > 300
    visit.open("/checkin/day/")
    page.evaluate("() => { document.documentElement.dir = 'rtl' }")
    visit.check("rtl-day")
