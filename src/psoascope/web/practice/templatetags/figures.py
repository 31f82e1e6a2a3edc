"""``{% figure "bridge" %}``: an exercise, drawn."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from psoascope.report.exercise_figure import exercise_figure
from psoascope.web.words.templatetags.words import page_language

register = template.Library()


@register.simple_tag
def figure(key: str) -> SafeString:
    """The figure of an exercise; "" where it has none.

    Parameters
    ----------
    key : str
        Entry of data/exercises.toml.

    Returns
    -------
    SafeString
    """
    # Drawn by the report room from its own tables.
    return mark_safe(exercise_figure(f"exercises.{key}", page_language()))
