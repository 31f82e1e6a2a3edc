"""psoascope sensor day.cwa: minutes sitting, standing and walking from a sensor on the thigh."""

import argparse
import json
import sys
from itertools import pairwise
from pathlib import Path
from textwrap import wrap
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.errors import WriteError
from psoascope.motion.thigh_day import ThighDay, by_day, thigh_day
from psoascope.motion.thigh_labels import activity_names
from psoascope.quantity import Quantity
from psoascope.read.files import check_folder, written_aside
from psoascope.read.sensor import read_sensor
from psoascope.report.day_strip import clock, day_strip_svg, day_strip_text

SCHEMA = "psoascope.sensor/1"
_KINDS = (".json", ".svg")
_WIDTH = 80
_MOST = 20  # bouts or gaps shown on the screen; JSON has all


def add_parser(subparsers: Any) -> None:
    """Adds the verb and its options.

    Parameters
    ----------
    subparsers : argparse action
        What ArgumentParser.add_subparsers gave.
    """
    parser = subparsers.add_parser(
        "sensor",
        help="minutes sitting, standing and walking from a sensor on the thigh",
        description="Reads Axivity .cwa, GENEActiv .bin or a CSV of a phone worn on the thigh, and "
        "shows the minutes of each activity with their bands, the sitting bouts, and the gaps.",
    )
    parser.add_argument("file", help="such as day.cwa, day.bin or TotalAcceleration.csv")
    parser.add_argument("--language", choices=tables.LANGUAGES, default="en")
    parser.add_argument("--json", action="store_true", help="everything with bands as JSON")
    parser.add_argument(
        "-o", "--output", help="picture .svg, result .json, or a folder that takes both"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads one recording and shows its day.

    Parameters
    ----------
    arguments : argparse.Namespace
        file, language, json, output.

    Returns
    -------
    int
        0.

    Raises
    ------
    ReadError
        The file is of no known kind, or damaged.
    CaptureRefused
        The recording says nothing of a thigh's day.
    WriteError
        The output is of no known kind, is the file itself, or cannot be written.
    ExtraError
        The sensor extra is not installed.
    """
    language = arguments.language
    source = Path(arguments.file)
    targets = _targets(arguments.output, source)
    day = thigh_day(read_sensor(source))
    found = as_json(day)
    for target in targets:
        text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        if target.suffix.lower() == ".svg":
            text = day_strip_svg(day, language)
        with written_aside(target) as aside:
            aside.write_text(text, encoding="utf-8")
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for remark in day.remarks:
        print(f"{source.name}: {remark.say(language)}", file=sys.stderr)
    print("\n".join(lines(day, language)))
    return 0


def _targets(output: str | None, source: Path) -> tuple[Path, ...]:
    """Where to write; refused before the slow work."""
    if output is None:
        return ()
    target = Path(output)
    if not target.suffix or target.is_dir():
        check_folder(target)
        return target / "day.svg", target / "sensor.json"
    if target.suffix.lower() not in _KINDS:
        raise tables.error(WriteError, "unknown_format", name=target.name, known=", ".join(_KINDS))
    if target.resolve() == source.resolve():
        raise tables.error(WriteError, "same_file", name=target.name)
    check_folder(target.parent)
    return (target,)


def lines(day: ThighDay, language: str) -> list[str]:
    """The day for a screen.

    Parameters
    ----------
    day : ThighDay
    language : str

    Returns
    -------
    list of str
        At most 80 letters each, but for file names.
    """
    hours = len(day.label) / 3600
    source = day.source
    shown = [
        _said(
            "recorded",
            language,
            name=source.name,
            device=source.model,
            rate=f"{source.fps:.4g}",
            hours=f"{hours:.1f}",
        ),
        "",
        _said("minutes", language),
    ]
    for name, found in day.minutes.items():
        said = tables.say(f"sensor.activity.{name}", language)
        shown.append(f"  {said:<18}{found.value:8.1f}  [{found.low:.1f} - {found.high:.1f}]")
    for name, value in (("not_worn", day.not_worn), ("not_known", day.not_known)):
        shown.append(f"  {tables.say(f'sensor.activity.{name}', language):<18}{value:8.1f}")
    shown += [*wrap(_said("band", language), _WIDTH), ""]
    return [
        *shown,
        *_bout_lines(day, language),
        *_gap_lines(day, language),
        *_strip_lines(day, language),
    ]


def _said(key: str, language: str, **values: str | int) -> str:
    return tables.say(f"sensor.lines.{key}", language, "say", **values)


def _bout_lines(day: ThighDay, language: str) -> list[str]:
    longest, breaks = day.longest_sit, day.breaks
    shown = [
        _said(
            "bouts",
            language,
            count=len(day.bouts),
            longest=f"{longest.value:.1f}",
            low=f"{longest.low:.1f}",
            high=f"{longest.high:.1f}",
            breaks=f"{breaks.value:.0f}",
            fewest=f"{breaks.low:.0f}",
            most=f"{breaks.high:.0f}",
        )
    ]
    longest_first = sorted(day.bouts, key=lambda bout: -bout.minutes)[:_MOST]
    for bout in sorted(longest_first, key=lambda bout: bout.start):
        cut = _said("cut", language) if bout.cut else ""
        minutes = f"{bout.minutes:.1f}"
        start = clock(day, bout.start)
        shown.append("  " + _said("bout", language, start=start, minutes=minutes, cut=cut))
    return shown


def _gap_lines(day: ThighDay, language: str) -> list[str]:
    if not day.gaps:
        return []
    shown = ["", _said("gaps", language)]
    longest_first = sorted(day.gaps, key=lambda gap: -gap[1])[:_MOST]
    for start, minutes, name in sorted(longest_first):
        said = tables.say(f"sensor.activity.{name}", language)
        bout = _said("bout", language, start=clock(day, start), minutes=f"{minutes:.1f}", cut="")
        shown.append(f"  {bout}, {said}")
    return shown


def _strip_lines(day: ThighDay, language: str) -> list[str]:
    dates = [f"{part.start:%m-%d}" if part.start else "" for part in by_day(day)]
    rows = zip(dates, day_strip_text(day), strict=True)
    used = set("".join(day_strip_text(day)))
    legend = "  ".join(
        f"{row['letter']} {tables.say(f'sensor.activity.{name}', language)}"
        for name, row in tables.entry("sensor.activity").items()
        if row["letter"] in used
    )
    return ["", *(f"{date:<6}{row}" for date, row in rows), legend]


def as_json(day: ThighDay) -> dict[str, Any]:
    """The day for programs.

    Parameters
    ----------
    day : ThighDay

    Returns
    -------
    dict
        schema, source, start, quantities, bouts, gaps, days, epochs as runs of (activity, seconds).
    """
    source = day.source
    return {
        "schema": SCHEMA,
        "command": "sensor",
        "source": {
            "path": source.name,
            "sha256": source.sha256,
            "samples": source.frames,
            "rate": round(source.fps, 4),
            "device": source.model,
        },
        "start": day.start.isoformat() if day.start else None,
        "quantities": _quantities(day),
        "not_known_min": round(day.not_known, 3),
        "not_worn_min": round(day.not_worn, 3),
        "bouts": [
            {"start_s": bout.start, "start": clock(day, bout.start), "minutes": bout.minutes}
            | {"cut": bout.cut}
            for bout in day.bouts
        ],
        "gaps": [
            {"start_s": start, "minutes": minutes, "what": name}
            for start, minutes, name in day.gaps
        ],
        "days": [
            {"start": part.start.isoformat() if part.start else None}
            | {"quantities": _quantities(part), "bouts": len(part.bouts)}
            | {"not_known_min": round(part.not_known, 3), "not_worn_min": round(part.not_worn, 3)}
            for part in by_day(day)
        ],
        "epochs": _runs(day),
        "remarks": [
            {"key": remark.key} | {language: remark.say(language) for language in tables.LANGUAGES}
            for remark in day.remarks
        ],
    }


def _quantities(day: ThighDay) -> dict[str, Any]:
    named: dict[str, Quantity] = {f"{name}_min": found for name, found in day.minutes.items()}
    named |= {"longest_sit": day.longest_sit, "sitting_breaks": day.breaks}
    return {name: found.json() for name, found in named.items()}


def _runs(day: ThighDay) -> list[list[Any]]:
    """Labels as [activity, seconds], one after another."""
    names = activity_names()
    edges = np.flatnonzero(np.diff(day.label)) + 1
    spells = pairwise([0, *edges.tolist(), len(day.label)])
    return [[names[int(day.label[low])], high - low] for low, high in spells]
