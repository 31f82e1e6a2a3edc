"""Parts of the pages about the muscle: the same for everybody, written once in each language."""

from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from psoascope.web.learn.selectors import viewer
from psoascope.web.learn.statements import statements, warning_signs


@cache
def piece(name: str, language: str) -> SafeString:
    """A part of a page.

    Parameters
    ----------
    name : {"viewer", "statements", "handout_rows"}
        Template of learn/.
    language : str

    Returns
    -------
    SafeString
    """
    context = {
        "viewer": viewer(language),
        "statements": statements(language),
        "signs": warning_signs(language),
    }
    with override(language):
        return render_to_string(f"learn/{name}.html", context)
