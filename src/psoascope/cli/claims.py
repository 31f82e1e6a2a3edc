"""psoascope claims: what the handout says, how well it is supported, what the model computes."""

import argparse
import json
from textwrap import wrap
from typing import Any

from psoascope import tables
from psoascope.claims import Claim, Figure, claim, claims, grade_counts, words

SCHEMA = "psoascope.claims/1"
_WIDTH = 80


def add_parser(subparsers: Any) -> None:
    """Adds the verb and its options.

    Parameters
    ----------
    subparsers : argparse action
        What ArgumentParser.add_subparsers gave.
    """
    parser = subparsers.add_parser(
        "claims",
        help="what the handout says, how well it is supported, what the model computes",
        description="Shows each item of the handout with grade, evidence and computed figure.",
    )
    parser.add_argument("name", nargs="?", help="one claim, such as tight_sitting; all without")
    parser.add_argument("--section", help="only one section, such as tightening")
    parser.add_argument("--language", choices=tables.LANGUAGES, default="en")
    parser.add_argument("--json", action="store_true", help="everything with bands as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints one claim, a section, or all of them; warning signs stand before anything else.

    Parameters
    ----------
    arguments : argparse.Namespace
        name, section, language, json.

    Returns
    -------
    int
        0.

    Raises
    ------
    RangeError
        There is no such claim or section.
    """
    if arguments.name:
        found: tuple[Claim, ...] = (claim(_key(arguments.name)),)
    else:
        found = claims(_key(arguments.section) if arguments.section else None)
    if arguments.json:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_lines(found, arguments.language)))
    return 0


def as_json(found: tuple[Claim, ...]) -> dict[str, Any]:
    """Claims with their words in all languages, and figures with bands.

    Parameters
    ----------
    found : tuple of Claim

    Returns
    -------
    dict
        schema, warning_signs, claims by name.

    Examples
    --------
    >>> as_json((claim("tight_kayak"),))["claims"]["tight_kayak"]["grade"]
    'unsupported'
    """
    return {
        "schema": SCHEMA,
        "warning_signs": [
            _plain(tables.entry(f"claims.red_flag.{name}")) for name in words.red_flag_names()
        ],
        "claims": {one.name: _claim_json(one) for one in found},
    }


def as_lines(found: tuple[Claim, ...], language: str) -> list[str]:
    """Text for people, at most 80 columns wide.

    Parameters
    ----------
    found : tuple of Claim
    language : str

    Returns
    -------
    list of str
        Warning signs first; one claim alone has its sources in full, several have their keys.

    Examples
    --------
    >>> as_lines((claim("tight_kayak"),), "en")[0][:26]
    'Warning signs come first. '
    """
    first, *signs, last = words.red_flags(language)
    lines = [*wrap(first, _WIDTH)]
    for sign in signs:
        lines += wrap(sign, _WIDTH, initial_indent="- ", subsequent_indent="  ")
    lines += [*wrap(last, _WIDTH), ""]
    lines += [words.page_words("title", language)]
    if len(found) > 1:
        lines += wrap(grade_counts(found, language), _WIDTH)
    lines += wrap(words.page_words("figures", language), _WIDTH)
    section = ""
    for one in found:
        if one.section != section:
            section = one.section
            lines += ["", tables.say(f"claims.section.{section}", language).upper()]
        lines += ["", *_claim_lines(one, language, whole=len(found) == 1)]
    return lines


def _claim_lines(one: Claim, language: str, *, whole: bool) -> list[str]:
    word = words.page_words
    lines = wrap(f"{one.name}: {one.graded(language)}", _WIDTH)
    texts = [one.say(language), one.why(language)]
    texts.append(f"{word('advice', language)}: {one.advice(language)}")
    if one.figure:
        texts.append(f"{one.figure.label(language)}: {one.figure.say(language)}")
        texts.append(f"{word('not_shown', language)}: {one.figure.not_shown(language)}")
    if whole:
        texts += [f"{word('sources', language)}:"]
        texts += [f"- {tables.entry(f'sources.{key}.cite')}" for key in one.sources]
    else:
        texts.append(f"{word('sources', language)}: {', '.join(one.sources)}")
    for text in texts:
        lines += wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    return lines


def _claim_json(one: Claim) -> dict[str, Any]:
    return {
        "section": one.section,
        "ours": one.ours,
        "say": {language: one.say(language) for language in tables.LANGUAGES},
        "why": {language: one.why(language) for language in tables.LANGUAGES},
        "advice": {language: one.advice(language) for language in tables.LANGUAGES},
        "grade": one.grade,
        "mark": one.mark,
        "sources": {key: tables.entry(f"sources.{key}.cite") for key in one.sources},
        "figure": _figure_json(one.figure) if one.figure else None,
    }


def _figure_json(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "say": {language: figure.say(language) for language in tables.LANGUAGES},
        "not_shown": {language: figure.not_shown(language) for language in tables.LANGUAGES},
        "decided": figure.decided,
        "mark_of_angles": figure.mark,
        "quantities": {name: one.json() for name, one in figure.quantities.items()},
    }


def _plain(entry: Any) -> dict[str, Any]:
    sources = {key: tables.entry(f"sources.{key}.cite") for key in entry["source"]}
    return {"say": dict(entry["say"]), "mark": entry["mark"], "sources": sources}


def _key(typed: str) -> str:
    return str(typed.strip().lower().replace("-", "_").replace(" ", "_"))
