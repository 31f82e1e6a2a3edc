"""What cannot be, said on the form that it came from."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from psoascope import tables
from psoascope.errors import PsoascopeError
from psoascope.web.words.templatetags.words import page_language


@contextmanager
def said_on(form: BaseForm) -> Iterator[None]:
    """What is refused within becomes an error of the form, in the language of the page.

    Parameters
    ----------
    form : BaseForm
        Valid by itself.

    Returns
    -------
    context manager
    """
    try:
        yield
    except PsoascopeError as problem:
        form.add_error(None, tables.explain(problem, page_language()))
