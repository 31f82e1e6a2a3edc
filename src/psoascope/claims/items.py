"""What the handout claims: grade, evidence, sources, and what the model computes."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from psoascope import tables
from psoascope.claims import exercises, forces, lengths
from psoascope.claims.sweeps import Figures
from psoascope.claims.words import (
    MARKS,
    banded,
    grade_words,
    mark_words,
    page_words,
    sections,
)
from psoascope.errors import RangeError, TableError
from psoascope.psoas.person import Person
from psoascope.psoas.posture_angles import angle_rows, weakest_mark
from psoascope.quantity import Quantity

COMPUTED: dict[str, Callable[[Mapping[str, Any], Person | None], Figures]] = {
    computed.__name__: computed
    for computed in (
        lengths.one_posture,
        lengths.two_postures,
        lengths.tuck,
        forces.hip_flexion,
        forces.spine,
        forces.pelvic_tilt,
        forces.upper_share,
        exercises.trunk_raise,
        exercises.march,
    )
}
"""What an entry of [figure] may name as compute."""


@dataclass(frozen=True)
class Figure:
    """What the model computes for a claim; it never raises the claim's grade.

    Parameters
    ----------
    name : str
        Entry of [figure] in data/claims.toml, which holds its sentences.
    quantities : mapping of str to Quantity
        By the name that stands in the braces of the sentence; bands of kind range.
    decided : bool
        False where the quantity that the claim turns on has a band that spans zero.
    mark : str
        The weakest mark of the joint angles that go in; empty where none do.
    """

    name: str
    quantities: Mapping[str, Quantity]
    decided: bool
    mark: str

    def say(self, language: str = "en") -> str:
        """The figure in one plain sentence, and a second one where the model decides nothing."""
        shown = {name: banded(one, language) for name, one in self.quantities.items()}
        said = tables.say(f"claims.figure.{self.name}", language, **shown)
        return said if self.decided else f"{said} {page_words('undecided', language)}"

    def label(self, language: str = "en") -> str:
        """What stands before the sentence: that it is a model's, and how its angles are known."""
        word = page_words("model", language)
        return f"{word} ({page_words('angles', language)} {self.mark})" if self.mark else word

    def not_shown(self, language: str = "en") -> str:
        """What the figure leaves open, in plain words."""
        return tables.say(f"claims.figure.{self.name}", language, field="not_shown")


@dataclass(frozen=True)
class Claim:
    """One item of the handout, or one that psoascope adds.

    Parameters
    ----------
    name : str
        Entry of [claim] in data/claims.toml, which holds its words.
    section : str
        Entry of [section] there.
    grade : str
        One of tables.GRADES.
    mark : str
        One of MARKS; speaks for the main statement of the evidence.
    sources : tuple of str
        Keys of data/sources.toml.
    ours : bool
        Not in the handout, added by psoascope.
    figure : Figure or None
        What the model computes, where it can.
    """

    name: str
    section: str
    grade: str
    mark: str
    sources: tuple[str, ...]
    ours: bool
    figure: Figure | None

    def say(self, language: str = "en") -> str:
        """The item in plain words."""
        return tables.say(f"claims.claim.{self.name}", language)

    def graded(self, language: str = "en") -> str:
        """The grade and the mark, each with what it means."""
        ours = f", {page_words('ours', language)}" if self.ours else ""
        marked = f"{self.mark}: {mark_words(self.mark, language)}"
        return f"{grade_words(self.grade, language)} ({marked}){ours}"

    def why(self, language: str = "en") -> str:
        """The evidence; where it is recalled or reasoned, that is said in brackets."""
        text = tables.say(f"claims.claim.{self.name}", language, field="why")
        known = self.mark in ("FOUND", "NOT FOUND")
        return text if known else f"{text} ({mark_words(self.mark, language)})"

    def advice(self, language: str = "en") -> str:
        """What psoascope makes of it for the person."""
        return tables.say(f"claims.claim.{self.name}", language, field="advice")


def claims(section: str | None = None, person: Person | None = None) -> tuple[Claim, ...]:
    """Every claim, or those of a section.

    Parameters
    ----------
    section : str, optional
        Entry of [section] in data/claims.toml.
    person : Person, optional
        For whom the figures are computed; the reference person if not given.

    Returns
    -------
    tuple of Claim
        In the order of the sections, the missing warning signs first.

    Raises
    ------
    RangeError
        There is no such section.
    TableError
        An entry has no known grade, mark, section or source.

    Examples
    --------
    >>> [found.name for found in claims("overload")][:2]
    ['overload_driving', 'overload_kicking']
    """
    if section is not None and section not in sections():
        known = ", ".join(sections())
        raise tables.error(RangeError, "unknown_section", name=section, known=known)
    entries = tables.entry("claims.claim")
    wanted = sections() if section is None else (section,)
    ordered = [name for one in wanted for name in entries if entries[name]["section"] == one]
    return tuple(claim(name, person) for name in ordered)


def claim(name: str, person: Person | None = None) -> Claim:
    """One claim by its name.

    Parameters
    ----------
    name : str
        Entry of [claim] in data/claims.toml.
    person : Person, optional
        For whom the figure is computed; the reference person if not given.

    Returns
    -------
    Claim

    Raises
    ------
    RangeError
        There is no such claim; names those that are spelt alike, or else all.
    TableError
        The entry has no known grade, mark, section or source.

    Examples
    --------
    >>> sway = claim("tight_sway_back")
    >>> sway.grade, sway.sources, sway.figure.decided
    ('contested', ('czaprowski2018',), True)
    """
    names = tuple(tables.entry("claims.claim"))
    if name not in names:
        near = get_close_matches(name, names, n=3) or names
        raise tables.error(RangeError, "unknown_claim", name=name, known=", ".join(near))
    entry = tables.entry(f"claims.claim.{name}")
    _check(name, entry)
    return Claim(
        name=name,
        section=entry["section"],
        grade=entry["grade"],
        mark=entry["mark"],
        sources=tuple(entry["source"]),
        ours=entry.get("ours", False),
        figure=figure(entry["figure"], person) if "figure" in entry else None,
    )


@cache
def figure(name: str, person: Person | None = None) -> Figure:
    """One computed figure.

    Parameters
    ----------
    name : str
        Entry of [figure] in data/claims.toml.
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    Figure

    Raises
    ------
    TableError
        There is no such figure, or it names a computation that does not exist.

    Examples
    --------
    >>> figure("sway_back").quantities["change"].value > 0
    True
    """
    entry = tables.entry(f"claims.figure.{name}")
    if entry["compute"] not in COMPUTED:
        raise TableError(
            f"data/claims.toml, [figure.{name}]: compute {entry['compute']!r} is none of "
            f"{', '.join(COMPUTED)}."
        )
    quantities = COMPUTED[entry["compute"]](entry, person)
    turning = quantities.get(entry.get("decides", ""))
    decided = turning is None or turning.low > 0 or turning.high < 0
    return Figure(name, quantities, decided, _angle_mark(entry))


def grade_counts(found: tuple[Claim, ...], language: str = "en") -> str:
    """How many items have which grade, in one line.

    Parameters
    ----------
    found : tuple of Claim
    language : str

    Returns
    -------
    str
        Items that psoascope added are counted apart.
    """
    counts = Counter(one.grade for one in found if not one.ours)
    words = [f"{counts[grade]} {grade_words(grade, language)}" for grade in tables.GRADES]
    text = ", ".join(
        word for word, grade in zip(words, tables.GRADES, strict=True) if counts[grade]
    )
    ours = sum(one.ours for one in found)
    handout = len(found) - ours
    return page_words("counts", language).format(handout=handout, grades=text, ours=ours)


def _check(name: str, entry: Mapping[str, object]) -> None:
    where = f"data/claims.toml, [claim.{name}]"
    known = {"grade": tables.GRADES, "mark": MARKS, "section": sections()}
    for field, choices in known.items():
        if entry.get(field) not in choices:
            raise TableError(
                f"{where}: {field} {entry.get(field)!r} is none of {', '.join(choices)}."
            )
    if not entry.get("source"):
        raise TableError(f"{where} has no source. Name one of data/sources.toml, or none_located.")


def _angle_mark(entry: Mapping[str, Any]) -> str:
    names = [entry[key] for key in ("posture", "first", "second") if key in entry]
    if not names:
        return str(entry["mark"])
    wanted = ("lumbar_extension", f"hip_{entry['side']}.flexion")
    rows = {name: angle_rows(name) for name in names}
    return weakest_mark({f"{one}.{key}": rows[one][key] for one in names for key in wanted})
