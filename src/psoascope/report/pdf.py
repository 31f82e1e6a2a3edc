"""Pages of reports as PDF, by WeasyPrint: tagged, with page numbers, and nothing from outside."""

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from psoascope import tables
from psoascope.errors import ExtraError
from psoascope.report.page import styles

_TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")
_USE = re.compile(r"var\((--[\w-]+)(?:,\s*([^()]*))?\)")
_PRINTED = Path(__file__).parent / "templates" / "pdf.css"


def pdf(html: str) -> bytes:
    """A self-contained page as PDF.

    Parameters
    ----------
    html : str
        As report.plan_page.plan_page or report.page.page give it.

    Returns
    -------
    bytes
        Tagged for screen readers (PDF/UA-1); A4.

    Raises
    ------
    ExtraError
        WeasyPrint or the Pango library under it is not installed; says what else to do.
    """
    if find_spec("weasyprint") is None:
        raise tables.error(ExtraError, "plan_page.no_pdf")
    try:
        weasyprint: Any = import_module("weasyprint")
    except OSError as missing:
        raise tables.error(ExtraError, "plan_page.no_pango") from missing
    # What a page needs stands in it; nothing is fetched from outside, nor from this machine.
    inside = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    made = weasyprint.HTML(string=drawn(html), url_fetcher=inside)
    sheet = weasyprint.CSS(string=_PRINTED.read_text(encoding="utf-8"))
    written: bytes = made.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1")
    return written


def drawn(html: str) -> str:
    """A page whose pictures carry their own colours: WeasyPrint's do not see the page's tokens.

    Parameters
    ----------
    html : str

    Returns
    -------
    str

    Examples
    --------
    >>> "var(" in drawn('<svg><path fill="var(--muscle)"/></svg>')
    False
    """
    tokens = printed_tokens()

    def colour(use: re.Match[str]) -> str:
        return tokens.get(use[1], use[2] or "black")

    plain = _USE.sub(colour, styles())
    # Rules for special cases, such as the dark, are none for paper.
    rules = "".join(re.findall(r"^\.[^@{}]+\{[^{}]*\}", plain, re.MULTILINE))

    def coloured(picture: re.Match[str]) -> str:
        start, inside = picture[1], _USE.sub(colour, picture[2])
        return f"{start}<style>{rules}</style>{inside}"

    return re.sub(r"(<svg\b[^>]*>)(.*?</svg>)", coloured, html, flags=re.DOTALL)


def printed_tokens() -> dict[str, str]:
    """The colours, sizes and fonts of the style sheet as they are on paper.

    Returns
    -------
    dict of str to str
        By name, such as "--muscle".

    Examples
    --------
    >>> printed_tokens()["--paper"]
    '#ffffff'
    """
    sheet = styles()
    light = sheet[sheet.index(":root") :]
    paper = sheet[sheet.index("@media print") :]
    blocks = [_block(light), _block(paper[paper.index(":root") :])]
    return {name: value for block in blocks for name, value in _TOKEN.findall(block)}


def _block(sheet: str) -> str:
    """What stands between the first braces."""
    return sheet[sheet.index("{") + 1 : sheet.index("}")]
