"""Where it hurts, as form fields: a list of regions by side, each with a strength from 0 to 10."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from psoascope import tables
from psoascope.web.words.templatetags.words import page_language

SIDES = ("left", "right", "middle", "both")


def pain_of(post: QueryDict) -> dict[str, Any]:
    """The pain that was sent, as fields of the check-in's document.

    Parameters
    ----------
    post : QueryDict
        `pain_<region>` holds the sides that were ticked, `score_<region>` the strength.

    Returns
    -------
    dict
    """
    pain = [
        {"region": region, "side": side, "now": _score(post.get(f"score_{region}", ""))}
        for region in tables.table("body_regions")
        for side in post.getlist(f"pain_{region}")
    ]
    return {"pain": pain}


def form_values(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the list shows of a check-in's document.

    Parameters
    ----------
    told : mapping

    Returns
    -------
    dict
        regions: key, name, sides (key, word, ticked) and score.
    """
    pain = {(one["region"], one["side"]): one.get("now") for one in told.get("pain") or ()}
    language = page_language()
    return {
        "regions": [
            {
                "key": region,
                "name": tables.say(f"body_regions.{region}", language),
                "sides": [
                    (
                        side,
                        tables.say(f"checkin_pages.side_{side}", language),
                        (region, side) in pain,
                    )
                    for side in (("middle",) if row.get("middle") else ("left", "right"))
                ],
                "score": next((now for (at, _), now in pain.items() if at == region), None),
            }
            for region, row in tables.table("body_regions").items()
        ]
    }


def _score(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
