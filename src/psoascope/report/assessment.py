"""test.json: everything that a guided test found, as plain lists and numbers."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from psoascope import __version__, tables
from psoascope.errors import CaptureRefused
from psoascope.guided import Assessment, difference
from psoascope.motion.trial import Trial, movement_test
from psoascope.quantity import Quantity
from psoascope.read.recording import Recording
from psoascope.report.numerals import number

SCHEMA = "psoascope/test/1"


def assessment_document(
    found: Assessment,
    recordings: Sequence[Recording],
    command: str,
    before: Mapping[str, Any] | None = None,
    made_at: datetime | None = None,
) -> dict[str, Any]:
    """What a guided test says, ready for JSON.

    Parameters
    ----------
    found : Assessment
    recordings : sequence of Recording
        The captures that it was made from, in the same order; none for typed values.
    command : str
        The command that gives this result again.
    before : mapping, optional
        The result of an earlier day.
    made_at : datetime, optional
        When; now if not given.

    Returns
    -------
    dict
        Of the schema SCHEMA, described in docs/test-json.md.

    Raises
    ------
    RangeError
        `before` is of another test.
    """
    at = made_at or datetime.now(UTC)
    return {
        "schema": SCHEMA,
        "test": found.name,
        "command": command,
        "made": {"psoascope": __version__, "at": at.isoformat(timespec="seconds")},
        "side": found.side,
        "calibrated": found.still is not None,
        "captures": [
            _capture(one, recording)
            for one, recording in zip(found.captures, recordings, strict=True)
        ],
        "sides": {
            side: {
                key: _measure(found, side, key, one, before)
                for key, one in found.quantities[side].items()
            }
            for side in sorted(found.quantities, key=lambda side: side != found.side)
        },
        "psoas_change": {key: _psoas(one) for key, one in found.psoas.items()},
    }


def _psoas(one: Quantity) -> dict[str, Any]:
    """Length against standing; in words, shorter is told by a positive number."""
    way, sign = ("longer", 1) if one.value >= 0 else ("shorter", -1)
    low, high = sorted((sign * one.low, sign * one.high))

    def words(language: str) -> str:
        parts = {"value": sign * one.value, "low": low, "high": high}
        said = {name: number(part, 0, language) for name, part in parts.items()}
        return tables.say(f"test_page.psoas_{way}", language, **said)

    return {**one.json(), "sentence": {language: words(language) for language in tables.LANGUAGES}}


def _capture(one: Trial | CaptureRefused, recording: Recording) -> dict[str, Any]:
    about = {"path": recording.source.name, "sha256": recording.source.sha256}
    remarks = {
        "remarks": [
            {language: remark.say(language) for language in tables.LANGUAGES}
            for remark in recording.remarks
        ]
    }
    if isinstance(one, CaptureRefused):
        refused = {language: tables.explain(one, language) for language in tables.LANGUAGES}
        gates = getattr(one, "gates", [])
        return {**about, **remarks, "grade": None, "refused": refused, "gates": list(gates)}
    return {
        **about,
        **remarks,
        "grade": one.grade,
        "refused": None,
        "gates": one.reports(),
        "frames_used_share": round(one.used, 3),
        "camera_yaw_deg": round(one.yaw, 1),
        "seconds": round(one.seconds, 2),
    }


def _measure(
    found: Assessment, side: str, key: str, one: Quantity, before: Mapping[str, Any] | None
) -> dict[str, Any]:
    change = movement_test(found.name).get("change", {}).get(key)
    row = one.json()
    row["sentence"] = {lang: sentence(key, side, one, lang) for lang in tables.LANGUAGES}
    row["smallest_change"] = None if change is None else change["value"]
    earlier = (before or {}).get("sides", {}).get(side, {}).get(key)
    row["before"] = None if earlier is None else earlier["value"]
    row["changed"] = None
    if earlier is not None and change is not None and earlier["value"] is not None:
        row["changed"] = difference(earlier, one, change["value"])
    return row


def sentence(key: str, side: str, one: Quantity, language: str) -> str:
    """What a measure says, in one sentence with its band.

    Parameters
    ----------
    key : str
        Of data/quantities.toml.
    side : {"right", "left"}
    one : Quantity
    language : str

    Returns
    -------
    str
    """
    digits = digits_of(float(one.low), float(one.high))
    value, low, high = (number(part, digits, language) for part in (one.value, one.low, one.high))
    words = {"value": value, "low": low, "high": high, "unit": one.unit, "side": f"words.{side}"}
    return tables.say(f"quantities.{key}", language, "sentence", **words)


def digits_of(low: float, high: float) -> int:
    """As many decimal places as a band leaves meaning.

    Parameters
    ----------
    low, high : float

    Returns
    -------
    int

    Examples
    --------
    >>> digits_of(18.0, 40.2), digits_of(0.97, 1.16)
    (0, 2)
    """
    width = high - low
    if width == 0 or width >= 4:
        return 0
    return 1 if width >= 0.4 else 2
