"""The ladders of data/progressions.toml: exercises with doses, each a little more than before.

The table is checked when it is first read: every exercise exists, and no rung asks for more work
than the one below allows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from psoascope import tables
from psoascope.errors import TableError

DOSE = ("sets", "reps", "move_s", "hold_s", "rest_s", "days", "load")
_NEEDED = DOSE[:-1]


@dataclass(frozen=True)
class Rung:
    """One exercise at one dose.

    Parameters
    ----------
    exercise : str
        Entry of data/exercises.toml.
    dose : mapping
        sets, reps, move_s, hold_s and rest_s (s, of one side), days (a week), and where there is
        one load (an entry of data/progressions.toml, [load]).
    """

    exercise: str
    dose: Mapping[str, Any]

    @property
    def amount(self) -> int:
        """Repetitions of one session, on one side."""
        return int(self.dose["sets"] * self.dose["reps"])

    @property
    def week_seconds(self) -> int:
        """Seconds of work in a week, on one side."""
        each = self.dose["move_s"] + self.dose["hold_s"]
        return int(self.amount * each * self.dose["days"])

    @property
    def minutes(self) -> float:
        """Minutes of one session, with its pauses and both sides."""
        sides = 2 if tables.entry(f"exercises.{self.exercise}.sides") == "each" else 1
        each = self.dose["move_s"] + self.dose["hold_s"]
        seconds = sides * self.amount * each + (self.dose["sets"] - 1) * self.dose["rest_s"]
        return round(float(seconds) / 60, 2)


@dataclass(frozen=True)
class Ladder:
    """Rungs from easy to hard.

    Parameters
    ----------
    key : str
        Entry of data/progressions.toml, [ladder].
    rungs : tuple of Rung
    start, low_start : int
        The rung without a history, and the one for a sore hip.
    group : str
        A plan holds at most one ladder of a group; the key where there is none.
    sport : bool
        Takes the place of sport, so that it costs no exercise minutes.
    after : tuple of (str, frozenset of int), or None
        Another ladder, and on which of its rungs one must be.
    """

    key: str
    rungs: tuple[Rung, ...]
    start: int
    low_start: int
    group: str
    sport: bool
    after: tuple[str, frozenset[int]] | None


@cache
def ladders() -> Mapping[str, Ladder]:
    """Every ladder by its key, checked.

    Returns
    -------
    mapping of str to Ladder
        In the table's order.

    Raises
    ------
    TableError
        A misspelt exercise, ladder or load, a dose without one of its parts, or a rung that asks
        for too much after the one below; names file, entry and cure.

    Examples
    --------
    >>> ladders()["breath"].rungs[0].minutes
    1.0
    """
    rows = entries_of("progressions.ladder")
    found = {key: _ladder(key, row) for key, row in rows.items()}
    for key, ladder in found.items():
        where = f"data/progressions.toml, [ladder.{key}]"
        if ladder.after and ladder.after[0] not in found:
            raise TableError(f"{where}: after names {ladder.after[0]!r}, which is no ladder.")
        check_rungs(where, ladder.rungs, rows[key].get("loads", ()))
    return MappingProxyType(found)


def entries_of(group: str) -> dict[str, Any]:
    """The entries of one group of a table, without what its [default] fills in.

    Parameters
    ----------
    group : str
        ``file.group``.

    Returns
    -------
    dict of str to mapping
        In the table's order.

    Examples
    --------
    >>> list(entries_of("progressions.decision"))[:2]
    ['keep', 'progress']
    """
    return {key: row for key, row in tables.entry(group).items() if key != "review"}


def _ladder(key: str, row: Mapping[str, Any]) -> Ladder:
    where = f"data/progressions.toml, [ladder.{key}]"
    rungs = []
    for number, rung in enumerate(row["rungs"], start=1):
        for part in rung:
            if part != "exercise" and part not in DOSE:
                raise TableError(
                    f"{where}, rung {number}: {part!r} is no part of a dose. Known are "
                    f"{', '.join(DOSE)}."
                )
        absent = [part for part in ("exercise", *_NEEDED) if part not in rung]
        if absent:
            raise TableError(f"{where}, rung {number}: {absent[0]} is absent. Add it.")
        if rung["exercise"] not in tables.table("exercises"):
            raise TableError(
                f"{where}, rung {number}: exercise {rung['exercise']!r} is not in "
                "data/exercises.toml. Correct the name or add the entry."
            )
        dose = {part: rung[part] for part in DOSE if part in rung}
        rungs.append(Rung(rung["exercise"], MappingProxyType(dose)))
    for start in ("start", "low_start"):
        if not 0 <= row[start] < len(rungs):
            raise TableError(f"{where}: {start} {row[start]} is no rung of 0 to {len(rungs) - 1}.")
    after = row.get("after")
    return Ladder(
        key,
        tuple(rungs),
        row["start"],
        row["low_start"],
        row.get("group", key),
        row.get("sport", False),
        (after["ladder"], frozenset(after["rungs"])) if after else None,
    )


def check_rungs(where: str, rungs: tuple[Rung, ...], loads: tuple[str, ...]) -> None:
    """Refuses rungs of which one asks for too much more than the one below.

    Parameters
    ----------
    where : str
        File and entry, for the message.
    rungs : tuple of Rung
    loads : tuple of str
        From light to heavy.

    Raises
    ------
    TableError
        The work of a week grows by more than limit.most_weekly_rise, or at all where the load
        grows, or the load grows by more than one name.

    Examples
    --------
    >>> low, high = (ladders()["hip_flexors"].rungs[number] for number in (0, 4))
    >>> check_rungs("demo", (low, high), ("none",))
    Traceback (most recent call last):
    psoascope.errors.TableError: demo, rung 2: work grows from 192 to 540 s a week, over 1.5 ...
    """
    most = tables.entry("progressions.limit.most_weekly_rise.value")
    for number, (low, high) in enumerate(pairwise(rungs), start=2):
        here = f"{where}, rung {number}"
        step = 0
        if "load" in high.dose or "load" in low.dose:
            names = [str(rung.dose.get("load")) for rung in (low, high)]
            strange = [name for name in names if name not in loads]
            if strange:
                raise TableError(f"{here}: load {strange[0]!r} is none of {', '.join(loads)}.")
            step = list(loads).index(names[1]) - list(loads).index(names[0])
        if step > 1:
            raise TableError(f"{here}: the load skips a step. Put a rung between.")
        limit = 1.0 if step == 1 else most
        if high.week_seconds > limit * low.week_seconds:
            raise TableError(
                f"{here}: work grows from {low.week_seconds} to {high.week_seconds} s a week, over "
                f"{limit:g} times. Put a rung between."
            )


def dose_said(rung: Rung, language: str = "en") -> str:
    """The dose of a rung in words.

    Parameters
    ----------
    rung : Rung
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> dose_said(ladders()["hip_stretch"].rungs[2])
    '2 × 20 s on each side, 5 days a week'
    >>> dose_said(ladders()["hip_flexors"].rungs[5], "de")
    '3 × 15 je Seite, leichtes Band, an 3 Tagen in der Woche'
    """
    dose = rung.dose
    entry = tables.entry(f"exercises.{rung.exercise}")
    each = "_each" if entry["sides"] == "each" else ""
    kind = "turns" if "impact" in entry["tags"] and dose["reps"] == 1 else "repetitions" + each
    if "breath" in entry["tags"]:
        kind = "breaths"
    elif kind != "turns" and dose["reps"] == 1:
        kind = "holds" + each
    seconds = dose["move_s"] * (rung.amount if kind == "breaths" else 1)
    values = {
        "sets": dose["sets"],
        "reps": rung.amount if kind == "breaths" else dose["reps"],
        "hold": dose["hold_s"],
        "minutes": _plain(seconds / 60, language),
        "rest": _plain(dose["rest_s"] / 60, language),
    }
    said = [tables.say(f"progressions.dose.{kind}", language, **values)]
    if kind.startswith("repetitions") and dose["hold_s"]:
        said.append(tables.say("progressions.dose.held", language, hold=dose["hold_s"]))
    if dose.get("load", "none") != "none":
        said.append(tables.say(f"progressions.load.{dose['load']}", language))
    days = "daily" if dose["days"] == 7 else "days"
    said.append(tables.say(f"progressions.dose.{days}", language, days=dose["days"]))
    return ", ".join(said)


def _plain(value: float, language: str) -> str:
    text = f"{value:g}"
    return text.replace(".", ",") if language.startswith("de") else text
