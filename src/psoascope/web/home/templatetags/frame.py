"""``{% tabs %}``: the main ways through the application, the present one marked."""

from typing import Any

from django import template

from psoascope import tables

register = template.Library()


@register.inclusion_tag("home/tabs.html", takes_context=True)
def tabs(context: dict[str, Any]) -> dict[str, Any]:
    """What the bar at the foot of a phone, or the head of a wide screen, shows.

    Parameters
    ----------
    context : mapping
        Of the page.

    Returns
    -------
    dict
        tabs: key, address and whether the page belongs to it, as data/tabs.toml says.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    here = match.url_name if match else ""
    return {
        "tabs": [
            {"key": key, "address": row["address"], "here": here in row["pages"]}
            for key, row in tables.table("tabs").items()
        ]
    }
