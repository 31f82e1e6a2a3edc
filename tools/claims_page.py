"""Writes docs/claims.md: the handout's items with grade, evidence, sources and computed figures.

Run it when claims, postures or muscle change on purpose, then read the diff.
"""

import re
from pathlib import Path

from psoascope import tables
from psoascope.claims import Claim, claims, grade_counts, words

PAGE = Path(__file__).parent.parent / "docs" / "claims.md"

LINKS = (
    (re.compile(r"\bdoi:(10\.\S+?)(?=[.,;]?(?:\s|$))"), r"[doi:\1](https://doi.org/\1)"),
    (re.compile(r"\b(PMC\d+)\b"), r"[\1](https://pmc.ncbi.nlm.nih.gov/articles/\1)"),
    (re.compile(r"\bPMID (\d+)\b"), r"[PMID \1](https://pubmed.ncbi.nlm.nih.gov/\1)"),
    (re.compile(r"\b(NBK\d+)\b"), r"[\1](https://www.ncbi.nlm.nih.gov/books/\1)"),
)


def page() -> str:
    """The page in English, as Markdown.

    Returns
    -------
    str
    """
    found = claims()
    word = words.page_words
    first, *signs, last = words.red_flags()
    lines = [f"**{first}**", "", *(f"- {sign}" for sign in signs), "", last, ""]
    lines += [f"# {word('title')}", "", grade_counts(found), "", word("figures"), ""]
    lines += ["Made by `tools/claims_page.py` from `data/claims.toml`; do not edit by hand.", ""]
    lines += count_table(found)
    for section in words.sections():
        lines += ["", f"## {tables.say(f'claims.section.{section}')}"]
        for one in found:
            if one.section == section:
                lines += ["", *claim_lines(one)]
    signed = [key for name in words.red_flag_names() for key in flag_sources(name)]
    lines += ["", "## Sources of the warning signs", ""]
    lines += [f"- {linked(key)}" for key in dict.fromkeys(signed)]
    return "\n".join(lines) + "\n"


def count_table(found: tuple[Claim, ...]) -> list[str]:
    """How many items have which grade, as a table.

    Parameters
    ----------
    found : tuple of Claim

    Returns
    -------
    list of str
    """
    rows = ["| grade | items of the handout | with a computed figure |", "|---|---|---|"]
    for grade in tables.GRADES:
        graded = [one for one in found if one.grade == grade and not one.ours]
        if graded:
            figures = sum(one.figure is not None for one in graded)
            rows.append(f"| {words.grade_words(grade)} | {len(graded)} | {figures} |")
    return rows


def claim_lines(one: Claim) -> list[str]:
    """One claim.

    Parameters
    ----------
    one : Claim

    Returns
    -------
    list of str
    """
    word = words.page_words
    lines = [f"### {one.say()}", "", f"**{one.graded()}** · `{one.name}`", "", one.why()]
    lines += ["", f"*{word('advice')}:* {one.advice()}"]
    if one.figure:
        lines += ["", f"*{one.figure.label()}:* {one.figure.say()}"]
        lines += ["", f"*{word('not_shown')}:* {one.figure.not_shown()}"]
    return [*lines, "", f"*{word('sources')}:* " + " ".join(linked(key) for key in one.sources)]


def flag_sources(name: str) -> list[str]:
    """Keys of the sources of a warning sign.

    Parameters
    ----------
    name : str

    Returns
    -------
    list of str
    """
    return list(tables.entry(f"claims.red_flag.{name}.source"))


def linked(key: str) -> str:
    """A source with links to its DOI, PMC, PubMed and bookshelf numbers.

    Parameters
    ----------
    key : str
        Entry of data/sources.toml.

    Returns
    -------
    str
    """
    cite: str = tables.entry(f"sources.{key}.cite")
    for pattern, link in LINKS:
        cite = pattern.sub(link, cite)
    return cite


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}")
