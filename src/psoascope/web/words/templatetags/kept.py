"""``{% kept %}``: a part of a page that says the same to everybody, written once in each language.

Inside it the page's own context is not there, only the values that are named, as JSON has them.
The same values always make the same part, so that nobody can see what is old or another's. A form
is given as ``form=form`` and comes without answers; where its answers go, ``{% ticked %}``,
``{% chosen %}``, ``{% typed %}``, ``{% invalid %}`` and ``{% wrong %}`` leave gaps, which are
filled each time. Outside they write answers directly.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from time import monotonic
from typing import Any
from weakref import WeakSet

from django import template
from django.forms import BaseForm
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from psoascope.web.words.templatetags.words import page_language

register = template.Library()

GAP, PART = "\0", "\x1f"
"""Around a gap and within it; no page holds them otherwise."""

Gap = tuple[str, str, str]
"""What goes there, the name of the field, and the answer that it is about."""

_JSON = json.JSONEncoder(default=str)
_MARKS = {"ticked": " checked", "chosen": " selected"}

MOST = 500
"""Parts kept of one place in a template; the one not asked for longest goes."""


KEPT_FOR = 3600
"""s: no longer is kept what may have been somebody's findings."""

_EVERY: WeakSet["Kept"] = WeakSet()


def forget() -> None:
    """Nothing is kept any more: somebody has asked for everything of theirs to go."""
    for one in _EVERY:
        one.forget()


class Kept(template.Node):
    """Written once for each language and all its values.

    Parameters
    ----------
    nodelist : NodeList
        What is written.
    values : dict of str to FilterExpression
        Named values; what JSON can say, but for ``form``.
    """

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self.pieces = lru_cache(MOST)(self._pieces)
        self._since = monotonic()
        _EVERY.add(self)

    def render(self, context: template.Context) -> SafeString:
        """The part, with the answers of the form in its gaps.

        Parameters
        ----------
        context : Context
            Of the page; only the named values are taken from it.

        Returns
        -------
        SafeString
        """
        if monotonic() - self._since > KEPT_FOR:
            self.forget()
        values = {name: value.resolve(context) for name, value in self.values.items()}
        form = values.pop("form", None)
        blank = None if form is None else form.blank
        told = _JSON.encode(values) if values else "{}"
        pieces = self.pieces(page_language(), told, blank)
        # A part without a form has no gaps.
        written = [one if isinstance(one, str) else _words(form, *one) for one in pieces]
        return mark_safe("".join(written))

    def forget(self) -> None:
        """Everything that was kept here goes."""
        self.pieces.cache_clear()
        self._since = monotonic()

    def _pieces(
        self,
        language: str,  # noqa: ARG002
        told: str,
        blank: Callable[[], BaseForm] | None,
    ) -> list[str | Gap]:
        # Nobody's text can pretend to be a gap.
        values = json.loads(told.replace(r"\u0000", ""))
        context = template.Context(values | ({"form": blank()} if blank else {}))
        with context.bind_template(template.Template("")):
            return _split(self.nodelist.render(context))


@register.tag("kept")
def kept(parser: Parser, token: Token) -> Kept:
    """``{% kept name=value %} … {% endkept %}``.

    Parameters
    ----------
    parser : Parser
    token : Token

    Returns
    -------
    Kept
    """
    values = token_kwargs(token.split_contents()[1:], parser)
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist, values)


def shown(form: BaseForm, name: str) -> Any:
    """What a field shows: what was sent, or else what was told before.

    Parameters
    ----------
    form : BaseForm
    name : str
        Of a field, or of an input that the form reads by itself.

    Returns
    -------
    object
        A list where several may be ticked; None for nothing.
    """
    if not form.is_bound:
        return form.initial.get(name)
    sent: Any = form.data
    return form[name].value() if name in form.fields else sent.getlist(name)


@register.simple_tag
def ticked(form: BaseForm, name: str, key: object) -> SafeString:
    """Ticks the box of an answer.

    Parameters
    ----------
    form : BaseForm
    name : str
        Of the field.
    key : str
        The answer.

    Returns
    -------
    SafeString
    """
    return _answer(form, "ticked", name, str(key))


@register.simple_tag
def chosen(form: BaseForm, name: str, key: object) -> SafeString:
    """Selects the option of an answer.

    Parameters
    ----------
    form : BaseForm
    name : str
        Of the field.
    key : str
        The answer.

    Returns
    -------
    SafeString
    """
    return _answer(form, "chosen", name, str(key))


@register.simple_tag
def typed(form: BaseForm, name: str) -> SafeString:
    """What was typed, as the language writes numbers.

    Parameters
    ----------
    form : BaseForm
    name : str
        Of the field.

    Returns
    -------
    SafeString
    """
    return _answer(form, "typed", name)


@register.simple_tag
def invalid(form: BaseForm, name: str) -> SafeString:
    """Marks an input whose answer cannot be.

    Parameters
    ----------
    form : BaseForm
    name : str
        Of the field.

    Returns
    -------
    SafeString
    """
    return _answer(form, "invalid", name)


@register.simple_tag
def wrong(form: BaseForm, name: str) -> SafeString:
    """What is wrong with an answer, each in a paragraph.

    Parameters
    ----------
    form : BaseForm
    name : str
        Of the field.

    Returns
    -------
    SafeString
    """
    return _answer(form, "wrong", name)


def _answer(form: BaseForm, kind: str, name: str, key: str = "") -> SafeString:
    """The gap in a form without answers; the answer itself in any other."""
    if getattr(form, "is_blank", False):
        return mark_safe(f"{GAP}{kind}{PART}{name}{PART}{key}{GAP}")
    return mark_safe(_words(form, kind, name, key))


def _split(page: str) -> list[str | Gap]:
    """What stands between gaps as it is; each gap as what it asks for."""
    pieces: list[str | Gap] = list(page.split(GAP))
    for place, asked in enumerate(page.split(GAP)[1::2]):
        kind, name, key = asked.split(PART)
        pieces[2 * place + 1] = (kind, name, key)
    return pieces


def _words(form: BaseForm, kind: str, name: str, key: str) -> str:
    if kind in _MARKS:
        told = shown(form, name)
        among = told if isinstance(told, list | tuple) else (_plain(told),)
        return _MARKS[kind] if key in among else ""
    if kind == "typed":
        told = shown(form, name)
        told = told[0] if isinstance(told, list) and told else told
        return conditional_escape(localize(told)) if told not in (None, "", []) else ""
    problems = form.errors.get(name) if form.is_bound else None
    if not problems:
        return ""
    if kind == "invalid":
        return format_html(' aria-invalid="true" aria-describedby="wrong-{}"', name)
    lines = format_html_join("", '<p class="error-text">{}</p>', ((each,) for each in problems))
    return format_html('<div id="wrong-{}">{}</div>', name, lines)


def _plain(told: object) -> str:
    """As the value of an input: 3 for 3.0."""
    whole = isinstance(told, float) and told.is_integer()
    return "" if told is None else str(int(told) if whole else told)  # type: ignore[call-overload]
