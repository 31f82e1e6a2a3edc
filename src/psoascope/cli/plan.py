"""psoascope plan answers.json -o plan.html: a check-in to warning signs, findings and a plan."""

import argparse
import datetime
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

from psoascope import tables
from psoascope.care.checkin_schema import schema
from psoascope.care.history_json import history_of, locks_of
from psoascope.care.history_schema import history_schema, locks_schema
from psoascope.care.measured import with_tests
from psoascope.checkin import Context, check_in
from psoascope.cli.json_file import read_json
from psoascope.errors import RangeError
from psoascope.read.files import check_folder, written_aside
from psoascope.report.pdf import pdf
from psoascope.report.plan_document import AUDIENCES, Reader, fell_back, plan_document
from psoascope.report.plan_page import URGENT, day_words, plan_page
from psoascope.report.plan_words import shown_language

FORMS = ("checkin", "history", "locks")
ENDINGS = (".html", ".pdf", ".json")
_WIDTH = 80


def add_parser(verbs: Any) -> None:
    """Adds the verb and its options.

    Parameters
    ----------
    verbs : argparse action
        What ArgumentParser.add_subparsers gave.
    """
    parser = verbs.add_parser(
        "plan",
        help="a check-in to warning signs, findings with their reasons, and a plan",
        description="Reads the answers of a check-in and tells what comes first, what they show "
        "and why, and what to do; writes a printable page, a PDF or plan.json with -o.",
    )
    parser.add_argument("answers", nargs="?", help="check-in as JSON; see --schema")
    parser.add_argument("-o", "--output", help="plan.html, plan.pdf or plan.json")
    parser.add_argument("--lang", "--language", help="en or de; that of the check-in if not given")
    parser.add_argument("--emergency-number", default="", help="such as 112")
    parser.add_argument("--audience", choices=AUDIENCES, default="person")
    parser.add_argument("--url", default="", help="where the page can be opened again")
    parser.add_argument("--json", action="store_true", help="print plan.json")
    parser.add_argument("--history", help="sessions and treatments so far, as JSON")
    parser.add_argument("--tests", nargs="+", default=[], help="results of psoascope test -o")
    parser.add_argument("--locks", help="what a clinician has fixed, as JSON")
    parser.add_argument(
        "--schema",
        nargs="?",
        const="checkin",
        choices=FORMS,
        help="print the form of a check-in, or that of a history or of locks",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Tells the plan of a check-in, or prints the form of one; returns 0.

    Parameters
    ----------
    arguments : argparse.Namespace

    Returns
    -------
    int

    Raises
    ------
    ReadError, RangeError
        The file cannot be read, or holds an answer that cannot be.
    ExtraError
        A PDF or a page was asked for, and what makes it is not installed.
    """
    if arguments.schema:
        forms = {"history": history_schema, "locks": locks_schema}
        form = forms.get(arguments.schema, lambda: schema(arguments.lang or "en"))()
        print(json.dumps(form, ensure_ascii=False, indent=2))
        return 0
    if arguments.answers is None:
        raise tables.error(RangeError, "plan_page.no_answers")
    target = _target(arguments.output)
    _check_words(arguments)
    given = read_json(arguments.answers)
    if arguments.tests and isinstance(given, dict):
        given = with_tests(given, [read_json(path) for path in arguments.tests])
    found = check_in(given, _context(arguments))
    language = arguments.lang or found.answers.language
    reader = Reader(language, arguments.audience, arguments.emergency_number, arguments.url)
    if fell_back(reader):
        known = ", ".join(tables.LANGUAGES)
        words = tables.say("plan_page.asked_language", asked=language, known=known)
        print(words, file=sys.stderr)
    document = plan_document(found, reader)
    if target is not None:
        _write(document, target, language)
    if arguments.json:
        print(json.dumps(document, ensure_ascii=False))
        return 0
    print(*plan_lines(document, shown_language(language)), sep="\n")
    if target is not None:
        print(tables.say("plan_page.written", language, path=str(target)))
    return 0


def _context(arguments: argparse.Namespace) -> Context:
    """Today, and what was given beside the check-in."""
    today = datetime.date.today()
    history = locks = None
    if arguments.history:
        history = history_of(read_json(arguments.history), today)
    if arguments.locks:
        locks = locks_of(read_json(arguments.locks), today)
    return Context(today=today, history=history, locks=locks)


def _check_words(arguments: argparse.Namespace) -> None:
    """Refuses a number nobody can call and an address that is no web page."""
    if not re.fullmatch(r"\+?[0-9 ]{0,20}", arguments.emergency_number):
        values = {"number": arguments.emergency_number}
        raise tables.error(RangeError, "plan_page.bad_number", **values)
    if arguments.url and not re.fullmatch(r"https?://[!-~]+", arguments.url):
        raise tables.error(RangeError, "plan_page.bad_address", url=arguments.url)


def _target(output: str | None) -> Path | None:
    """Where to write, checked before anything is worked out."""
    if output is None:
        return None
    path = Path(output)
    if path.suffix.lower() not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise tables.error(RangeError, "plan_page.ending", name=path.name, known=known)
    check_folder(path.parent)
    return path


def _write(document: Mapping[str, Any], path: Path, language: str) -> None:
    kind = path.suffix.lower()
    if kind == ".json":
        text = json.dumps(document, ensure_ascii=False)
    else:
        text = plan_page(document, language)
    with written_aside(path) as aside:
        if kind == ".pdf":
            aside.write_bytes(pdf(text))
        else:
            aside.write_text(text, encoding="utf-8")


def plan_lines(document: Mapping[str, Any], language: str) -> list[str]:
    """A plan as lines for a terminal: warning signs, exercises, habits, what to leave, findings.

    Parameters
    ----------
    document : mapping
        As in plan.json.
    language : str
        "en" or "de".

    Returns
    -------
    list of str
        None wider than 80 letters, but for single words.
    """
    plan = document["plan"]
    lines = _triage_lines(document["triage"], language)
    if document["triage"]["level"] not in URGENT:
        lines += [f"! {gate['say'][language]}" for gate in plan["gates"]]
    lines += _titled("exercises", _exercise_lines(plan["exercises"], language), language)
    lines += _titled("habits", _bullets(plan["habits"], language), language)
    lines += _titled("avoid", _bullets(plan["avoid"], language), language)
    lines += _titled("findings", _bullets(document["findings"], language), language)
    if plan["review_on"]:
        date = day_words(document["made"]["of"], plan["review_weeks"], language)
        lines += ["", tables.say("plan_page.review", language, date=date)]
    closing = (tables.say(f"plan_page.{key}", language) for key in ("no_diagnosis", "unsigned"))
    lines += ["", " ".join(closing)]
    return [part for line in lines for part in _wrapped(line)]


def _triage_lines(triage: Mapping[str, Any], language: str) -> list[str]:
    urgent = triage["level"] in URGENT
    headline = triage["say"][language]
    lines = [headline.upper() if urgent else headline, triage["door"][language]]
    lines += [line[language] for line in triage["do"]]
    reasons = [one for one in triage["reasons"] if one["warning"] or not urgent]
    lines += [f"- {reason['say'][language]}" for reason in reasons]
    lines += _titled("tell", [f"- {line[language]}" for line in triage["tell"]], language)
    asked = [f"- {one['say'][language]}" for one in triage["unanswered"]]
    lines += _titled("ask_again", asked, language)
    odd = [f"- “{text}”" for text in triage["not_understood"]]
    return lines + _titled("not_understood", odd, language)


def _exercise_lines(exercises: list[Mapping[str, Any]], language: str) -> list[str]:
    return [f"- {one['say'][language]}: {one['dose']['say'][language]}" for one in exercises]


def _bullets(rows: list[Mapping[str, Any]], language: str) -> list[str]:
    return [f"- {row['say'][language]}" for row in rows]


def _titled(title: str, lines: list[str], language: str) -> list[str]:
    return ["", tables.say(f"plan_page.{title}", language), *lines] if lines else []


def _wrapped(line: str) -> list[str]:
    return wrap(line, _WIDTH, subsequent_indent="  " if line[:2] == "- " else "") or [""]
