"""Writes docs/cases.md: the fifteen written check-ins, what is expected of them and why.

Run it when cases, rules or words change on purpose, then read the diff.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from psoascope import tables
from psoascope.care.finding_words import told
from psoascope.care.ladders import Rung, dose_said
from psoascope.care.triage_words import advice
from psoascope.checkin import CheckedIn, check_in

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tools.claims_page import linked  # noqa: E402

CASES = ROOT / "tests" / "care" / "cases"
PAGE = ROOT / "docs" / "cases.md"


def page() -> str:
    """The page in English, as Markdown.

    Returns
    -------
    str
    """
    told_cases = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.iterdir())]
    found = [check_in(case["checkin"]) for case in told_cases]
    lines = ["# Fifteen check-ins", ""]
    lines += [
        "People who do not exist, summed up by us from what is published about such complaints. "
        "Each is run as a test (`tests/care/test_cases.py`): the level of its warning signs, its "
        "findings and the shape of its plan are expected, with the reason. What psoascope says is "
        "drawn from the present tables; no clinician has signed off the words yet. No case is "
        "evidence that the rules are right for people.",
        "",
        "Made by `tools/cases_page.py` from `tests/care/cases/`; do not edit by hand.",
        "",
        "| case | warning signs | findings | exercises | habits |",
        "|---|---|---|---|---|",
    ]
    lines += [_row(case, one) for case, one in zip(told_cases, found, strict=True)]
    for number, (case, one) in enumerate(zip(told_cases, found, strict=True), start=1):
        lines += ["", *case_lines(number, case, one)]
    return "\n".join(lines) + "\n"


def _row(case: Mapping[str, Any], found: CheckedIn) -> str:
    level = tables.say(f"triage.{found.triage.level}").lower()
    plan = found.plan
    counts = (len(found.findings), len(plan.exercises), len(plan.habits))
    return f"| {case['title']['en']} | {level} | " + " | ".join(map(str, counts)) + " |"


def case_lines(number: int, case: Mapping[str, Any], found: CheckedIn) -> list[str]:
    """One case.

    Parameters
    ----------
    number : int
    case : mapping
        As in tests/care/cases/.
    found : CheckedIn

    Returns
    -------
    list of str
    """
    first, plan = advice(found.triage), found.plan
    findings = [words.say for one in found.findings if (words := told(one)) is not None]
    exercises = [
        f"{tables.say(f'exercises.{one.key}')}, {dose_said(Rung(one.key, one.dose))}"
        for one in plan.exercises
    ]
    lines = [f"## {number}. {case['title']['en']}", "", case["story"], ""]
    lines += [f"**{first.headline}.** {first.door}", ""]
    lines += _named("Findings", findings)
    lines += _named("Exercises", exercises)
    lines += _named("Habits", (tables.say(f"advice.{one.key}") for one in plan.habits))
    lines += _named("Left out", (tables.say(one.key).rstrip(".") for one in plan.avoid))
    lines += ["", "Why this is expected:", "", *(f"- {reason}" for reason in case["why"]), ""]
    sources = " ".join(linked(key) for key in case["source"])
    return [*lines, f"*Sources ({case['mark'].lower()}):* {sources}"]


def _named(name: str, rows: Iterable[str]) -> list[str]:
    said = "; ".join(rows)
    return [f"- {name}: {said}." if said else f"- {name}: none."]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}")
