"""Pain drawings in words: areas only, never a probability and never a cause."""

import math

from psoascope import tables
from psoascope.care.pain import Overlap, Painted, Spread


def percent(share: float) -> int:
    """A share as whole percent; what is not all is never 100, what is not nothing never 0.

    Parameters
    ----------
    share : float, 0 to 1

    Returns
    -------
    int, %

    Examples
    --------
    >>> percent(0.9994), percent(1.0), percent(0.001), percent(0.0)
    (99, 100, 1, 0)
    """
    exact = share < 1e-9 or share > 1 - 1e-9
    return round(100 * share) if exact else min(max(round(100 * share), 1), 99)


def overlap_words(overlap: Overlap, language: str) -> str:
    """What a drawing shares with a described pattern, for the person who drew it.

    Parameters
    ----------
    overlap : Overlap
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> overlap_words(Overlap("psoas", 0.62, 0.38, 0.1, "left"), "en")
    'Of the area you marked, 62% lies inside the described psoas pattern, and 38% outside it. ...'
    """
    if math.isnan(overlap.share):
        return tables.say("pain_words.overlap_none", language)
    share = percent(overlap.share)
    pattern = tables.say(f"pain_patterns.{overlap.pattern}", language)
    key = "pain_words.overlap"
    return tables.say(key, language, share=share, outside=100 - share, pattern=pattern)


def spread_words(spread: Spread, language: str) -> str:
    """How two drawings differ, for the person who drew them.

    Parameters
    ----------
    spread : Spread
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> from psoascope.care.pain import spread
    >>> spread_words(spread([], []), "en")
    'Nothing was marked on either day.'
    """
    if math.isnan(spread.kept):
        return tables.say("pain_words.spread_none", language)
    kept, new, gone = (percent(part) for part in (spread.kept, spread.new, spread.gone))
    return tables.say("pain_words.spread", language, kept=kept, new=new, gone=gone)


def missed_words(painted: Painted, language: str) -> str:
    """Which strokes lie beside the body; "" where none does.

    Parameters
    ----------
    painted : Painted
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> from psoascope.care.pain import painted
    >>> missed_words(painted([]), "en")
    ''
    """
    if not painted.missed:
        return ""
    numbers = ", ".join(map(str, painted.missed))
    return tables.say("pain_words.outside_body", language, numbers=numbers)
