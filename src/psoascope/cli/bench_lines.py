"""The figures of `bench` as people read them, and whether they are what is asked of them."""

from collections.abc import Mapping
from typing import Any

from psoascope import tables
from psoascope.report.numerals import DECIMAL

Found = Mapping[str, Mapping[str, Any] | None]


def asks(found: Found) -> list[dict[str, Any]]:
    """What is asked of the figures, and what they are.

    Parameters
    ----------
    found : mapping
        whole_psoas, sharing: figure by name; None where not measured.

    Returns
    -------
    list of dict
        name, value (a figure, or how many times it the least of its peers is), unit, at ("most"
        or "least"), threshold, met; value and met are None where something was not measured.

    Examples
    --------
    >>> rows = asks({"whole_psoas": {"us_per_posture": 0.37, "mujoco_us": 7.77}, "sharing": None})
    >>> [(row["name"], row["value"], row["met"]) for row in rows[:3]]
    [('posture', 0.37, True), ('mujoco', 21.0, True), ('mujoco_fairest', None, None)]
    """
    figures = {key: value for part in found.values() for key, value in (part or {}).items()}
    rows = []
    for name, ask in tables.entry("bench.ask").items():
        value = _asked_value(figures, ask)
        above = None if value is None else value >= ask["threshold"]
        met = above if ask["at"] == "least" or above is None else value <= ask["threshold"]
        row = {key: ask[key] for key in ("unit", "at", "threshold")}
        rows.append({"name": name, "value": value, **row, "met": met})
    return rows


def _asked_value(figures: Mapping[str, Any], ask: Mapping[str, Any]) -> float | None:
    own = figures.get(ask["figure"])
    if not ask["over"] or own is None:
        return own
    # Against the fastest way of a peer that was measured, so that no peer is shown too slow.
    peers = [figures[key] for key in ask["over"] if figures.get(key) is not None]
    return min(peers) / own if peers else None


def bench_lines(found: Found, language: str) -> list[str]:
    """Figures, then what is asked of them.

    Parameters
    ----------
    found : mapping
        whole_psoas, sharing, clip.
    language : str

    Returns
    -------
    list of str

    Examples
    --------
    >>> found = {"whole_psoas": {"us_per_posture": 0.5}, "sharing": None, "clip": None}
    >>> [line for line in bench_lines(found, "de") if "nicht gemessen" not in line][:2]
    ['eine Haltung, ein Thread, Speicher wiederverwendet    0,500 us', '']
    """
    rows = [
        (tables.say(f"bench.figure.{part}.{key}", language), _shown(values[key], language), unit)
        for part, values, key, unit in _measured(found)
    ]
    width = max((len(said) for said, _, _ in rows), default=0)
    lines = [f"{said:{width}} {value:>8} {unit}" for said, value, unit in rows]
    asked = asks(found)
    lines += ["", tables.say("bench.words.asked", language).capitalize() + ":"]
    lines += _ask_lines(asked, language)
    lines += ["", tables.say("bench.words.fair", language)]
    if any(row["met"] is None for row in asked):
        lines.append(tables.say("bench.words.absent", language))
    if found.get("clip") is None:
        lines.append(tables.say("bench.words.no_clip", language))
    return lines


def _measured(found: Found) -> list[tuple[str, Mapping[str, Any], str, str]]:
    """Part, its values, key and unit of the figures that were measured, in the table's order."""
    return [
        (part, values, key, row["unit"])
        for part, figures in tables.entry("bench.figure").items()
        for values in [found.get(part) or {}]
        for key, row in figures.items()
        if values.get(key) is not None
    ]


def _ask_lines(asked: list[dict[str, Any]], language: str) -> list[str]:
    lines = []
    width = max(len(tables.say(f"bench.ask.{row['name']}", language)) for row in asked)
    for row in asked:
        said = tables.say(f"bench.ask.{row['name']}", language)
        at = tables.say(f"bench.words.{row['at']}", language)
        limit = _shown(row["threshold"], language)
        verdict = {True: "met", False: "not_met", None: "not_measured"}[row["met"]]
        value = "" if row["value"] is None else f"{_shown(row['value'], language)} {row['unit']}"
        word = tables.say(f"bench.words.{verdict}", language)
        lines.append(f"{said:{width}} {value:>11}   {at} {limit} {row['unit']}: {word}")
    return lines


def _shown(value: float, language: str) -> str:
    """Three digits, without an exponent."""
    digits = 3 if value < 1 else 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:.{digits}f}".replace(".", DECIMAL[language])
