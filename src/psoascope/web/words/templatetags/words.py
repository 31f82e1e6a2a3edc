"""``{% say "pages.home_title" %}``: one wording, in the language of the page."""

import json
import re
from collections.abc import Mapping
from functools import cache

from django import template
from django.template.base import Parser, Token
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from psoascope import tables

register = template.Library()


class Wording(template.Node):
    """One wording of the tables, looked up once in each language.

    Parameters
    ----------
    key : str
        ``file.entry``.
    """

    def __init__(self, key: str) -> None:
        self.said = cache(lambda language: conditional_escape(tables.say(key, language)))

    def render(self, context: template.Context) -> SafeString:  # noqa: ARG002
        """The wording, in the language of the page.

        Parameters
        ----------
        context : Context

        Returns
        -------
        SafeString
        """
        return self.said(page_language())


def page_language() -> str:
    """Language that the page is being written in.

    Returns
    -------
    str
        One of tables.LANGUAGES.
    """
    short = (get_language() or "en").split("-")[0]
    return short if short in tables.LANGUAGES else "en"


def say(key: str, **values: object) -> str:
    """Wording of an entry, escaped for the page.

    Parameters
    ----------
    key : str
        ``file.entry``.
    **values : object
        What the wording names in braces; ``field`` chooses another field than "say".

    Returns
    -------
    str

    Raises
    ------
    TableError
        No such entry, or a value is not given.

    Examples
    --------
    >>> say("words.left")
    'left'
    """
    field = str(values.pop("field", "say"))
    return tables.say(key, page_language(), field, **values)


_say = template.Library()
_say.simple_tag(say)


@register.tag("say")
def compiled_say(parser: Parser, token: Token) -> template.Node:
    """``{% say "file.entry" %}`` alone is looked up once; anything else each time.

    Parameters
    ----------
    parser : Parser
    token : Token

    Returns
    -------
    Node
    """
    alone = re.fullmatch(r"say [\"']([\w.]+)[\"']", token.contents)
    if alone:
        return Wording(alone[1])
    node: template.Node = _say.tags["say"](parser, token)
    return node


@register.simple_tag
def say_all(prefix: str, names: str) -> str:
    """Several wordings as JSON, for a script that speaks.

    Parameters
    ----------
    prefix : str
        Start of the keys, such as "pages.breath_".
    names : str
        Their ends, separated by blanks.

    Returns
    -------
    str
        A JSON object; escaped for an attribute by the template.

    Examples
    --------
    >>> say_all("words.", "left right")
    '{"left": "left", "right": "right"}'
    """
    return _all(prefix, names, page_language())


@cache
def _all(prefix: str, names: str, language: str) -> str:
    words = {name: tables.say(f"{prefix}{name}", language) for name in names.split()}
    return json.dumps(words, ensure_ascii=False)


@register.simple_tag
def words(said: Mapping[str, str]) -> str:
    """A wording that a document holds in every language, in the language of the page.

    Parameters
    ----------
    said : mapping of str to str
        By language; "" where it has none.

    Returns
    -------
    str

    Examples
    --------
    >>> words({"en": "left", "de": "links"})
    'left'
    """
    return said.get(page_language(), "") if said else ""
