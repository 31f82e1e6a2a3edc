"""``{% whose %}``: the mark by which what a form sends is known to be the same person's."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from psoascope.web.people.records import record_of
from psoascope.web.people.whose import FIELD, mark_of

register = template.Library()


@register.simple_tag(takes_context=True)
def whose(context: dict[str, Any]) -> SafeString:
    """A hidden field.

    Parameters
    ----------
    context : mapping
        Of the page.

    Returns
    -------
    SafeString
    """
    mark = mark_of(record_of(context["request"]))
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, mark)
