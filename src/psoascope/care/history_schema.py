"""The forms of what was done and of a clinician's locks as JSON schemas, made from the tables."""

from typing import Any

from psoascope import tables
from psoascope.care.ladders import entries_of, ladders

_DATE: dict[str, Any] = {"type": "string", "format": "date"}


def history_schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of a history.

    Returns
    -------
    dict

    Examples
    --------
    >>> form = history_schema()
    >>> form["properties"]["sessions"]["items"]["required"]
    ['date', 'ladder', 'rung']
    """
    pain = _number(0, 10)
    session = _group(
        date=_DATE,
        ladder={"enum": list(ladders())},
        rung={"type": "integer", "minimum": 0},
        pain_before=pain,
        pain_during=pain,
        pain_next_day=pain,
        done=_number(0, None),
        form=_number(0, 1),
        reserve=_number(0, None),
        stopped={"enum": [*entries_of("progressions.stop_sign"), None]},
    )
    session["required"] = ["date", "ladder", "rung"]
    treated = _group(
        date=_DATE,
        treatment={"enum": list(tables.table("treatments"))},
        by={"type": "string"},
        consent={"const": True},
        asked={"type": "array", "items": {"type": "string"}},
        note={"type": "string"},
    )
    treated["required"] = ["date", "treatment", "by", "consent", "asked"]
    return _form(
        "psoascope/history/1",
        "Sessions of practice and treatments given, up to today. null means not noted.",
        _group(sessions=_list(session), treatments=_list(treated)),
    )


def locks_schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of what a clinician has fixed.

    Returns
    -------
    dict

    Examples
    --------
    >>> list(locks_schema()["properties"])
    ['keep', 'never', 'hold', 'most', 'traffic', 'cleared']
    """
    kept = [*ladders(), *tables.table("advice"), *tables.table("treatments")]
    return _form(
        "psoascope/locks/1",
        "What belongs in or does not, what does not grow, highest rungs, cut-offs of pain, and "
        "when somebody looked at what had called for help. It cannot allow what the warning signs "
        "forbid.",
        _group(
            keep=_list({"enum": kept}),
            never=_list({"enum": [*kept, *tables.table("exercises")]}),
            hold=_list({"enum": list(ladders())}),
            most=_group(
                **{
                    name: {"type": "integer", "minimum": 0, "maximum": len(one.rungs) - 1}
                    for name, one in ladders().items()
                }
            ),
            traffic={"enum": list(entries_of("progressions.traffic"))},
            cleared={"type": ["string", "null"], "format": "date"},
        ),
    )


def _form(name: str, about: str, group: dict[str, Any]) -> dict[str, Any]:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": name}
    return head | {"description": about} | group


def _group(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _list(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": one}


def _number(low: float, high: float | None) -> dict[str, Any]:
    most = {} if high is None else {"maximum": high}
    return {"type": ["number", "null"], "minimum": low, **most}
