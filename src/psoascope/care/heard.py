"""Free text in plain words -> known signs; what is not understood is shown, never ignored.

Words are matched with the patterns of data/heard.toml in both languages. A sign that is denied is
understood and raises nothing, but only when nothing else is left over in its part of the sentence;
a denial never answers a question either.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from psoascope import tables

_GAP = r"(?: \S+){0,4}?"
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "'": "", "’": "", "`": ""})


@dataclass(frozen=True)
class Heard:
    """What was understood of a free text.

    Parameters
    ----------
    text : str
        As typed.
    facts : tuple of str
        Facts as in psoascope.care.facts that it tells.
    denied : tuple of str
        Facts that it says are not there.
    not_understood : tuple of str
        The pieces of it that could not be matched, as typed.
    """

    text: str
    facts: tuple[str, ...]
    denied: tuple[str, ...]
    not_understood: tuple[str, ...]


@dataclass(frozen=True)
class _Pattern:
    """A fact, the shape of its words, and letters of which one group must be there at all."""

    fact: str
    shape: re.Pattern[str]
    letters: tuple[str, ...]


@dataclass
class _Piece:
    """A part of a sentence: its text, its words, and which of them are understood."""

    text: str
    words: list[str]
    understood: list[bool]


def heard(text: str) -> Heard:
    """The signs in a free text.

    Parameters
    ----------
    text : str
        In English or German, or both.

    Returns
    -------
    Heard

    Examples
    --------
    >>> heard("no fever, but my big toe glows")
    Heard(text='no fever, but my big toe glows', facts=(), denied=('fever',),
          not_understood=('my big toe glows',))
    """
    found: dict[str, bool] = {}
    sentences = [_pieces(sentence) for sentence in re.split(r"[.;!?\n\r]+", text)]
    matched = [_matched(pieces, found) for pieces in sentences]
    odd = [piece.text for pieces in sentences for piece in pieces if _left_over(piece)]
    if not any(matched):
        odd = [text.strip()] if text.strip() else []
    told = tuple(fact for fact, there in found.items() if there and fact)
    denied = tuple(fact for fact, there in found.items() if not there and fact)
    return Heard(text, told, denied, tuple(odd))


def _matched(pieces: list[_Piece], found: dict[str, bool]) -> bool:
    """Marks what each pattern understands, then notes each fact as told or denied."""
    words = [word for piece in pieces for word in piece.words]
    place = [(piece, spot) for piece in pieces for spot in range(len(piece.words))]
    line = " ".join(words)
    spans = []
    likely = [one for one in _patterns() if any(letters in line for letters in one.letters)]
    for pattern in likely:
        for start, end in _spans(pattern.shape, line):
            if _across_a_denial(place[start:end]):
                continue
            spans.append((pattern.fact, start, end))
            for piece, spot in place[start:end]:
                piece.understood[spot] = True
    for fact, start, end in spans:
        piece, spot = place[start]
        inside = place[end - 1][0] is piece
        denied = inside and _denied(piece, spot, spot + end - start)
        found[fact] = found.get(fact, False) or not denied
    return bool(spans)


def _spans(shape: re.Pattern[str], line: str) -> Iterator[tuple[int, int]]:
    """First word and the word after the last of every match, those that overlap as well."""
    match = shape.search(line)
    while match:
        start = line.count(" ", 0, match.start())
        yield start, start + match.group().count(" ") + 1
        match = shape.search(line, match.start() + 1)


def _across_a_denial(place: list[tuple[_Piece, int]]) -> bool:
    """Whether words of two pieces were joined, of which the later one denies something."""
    first = place[0][0]
    return any(
        piece is not first and piece.words[spot] in tables.entry("heard.grammar.negators")
        for piece, spot in place
    )


def _denied(piece: _Piece, start: int, end: int) -> bool:
    grammar = tables.entry("heard.grammar")
    if _left_over(piece) or any(word in grammar["doubt"] for word in piece.words):
        return False
    if " ".join(piece.words[end:]) in grammar["denied_after"]:
        return True
    negators, listed = 0, False
    for spot in range(start - 1, -1, -1):
        word = piece.words[spot]
        if word in grammar["negators"]:
            negators += 1
        listed = listed or word in grammar["also"]
        passes = word in grammar["bridge"] or word in grammar["also"] or word in grammar["negators"]
        if not passes and not (listed and piece.understood[spot]):
            break
    return negators == 1


def _left_over(piece: _Piece) -> int:
    """How many words are neither understood nor filling."""
    known = _small_words()
    return sum(
        not understood and word not in known and not word.isdigit()
        for word, understood in zip(piece.words, piece.understood, strict=True)
    )


def _pieces(sentence: str) -> list[_Piece]:
    parts = "|".join(tables.entry("heard.grammar.parts"))
    texts = re.split(rf",|[()\[\]/]|\b(?:{parts})\b", sentence, flags=re.IGNORECASE)
    pieces = []
    for text in texts:
        words = [_corrected(word) for word in re.findall(r"\w+", _folded(text))]
        pieces.append(_Piece(text.strip(), words, [False] * len(words)))
    return pieces


def _folded(text: str) -> str:
    """Small letters without apostrophes and umlauts; one way to write each letter."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    for other, one in tables.entry("heard.grammar.same").items():
        plain = re.sub(rf"\b{other}\b", one, plain)
    return plain


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(row.get("fact", ""), _shape(pattern), _letters(pattern))
        for row in tables.table("heard").values()
        if row["kind"] == "words"
        for language in tables.LANGUAGES
        for pattern in row[language]
    )


def _letters(pattern: str) -> tuple[str, ...]:
    """The longest run of letters of each first word."""
    return tuple(max(one.split("*"), key=len) for one in pattern.split()[0].split("|"))


def _shape(pattern: str) -> re.Pattern[str]:
    shape = ""
    for word in pattern.split():
        if word == "..":
            shape += _GAP
            continue
        any_of = "|".join(re.escape(one).replace(r"\*", r"[^ ]*") for one in word.split("|"))
        shape += (" " if shape else "") + f"(?:{any_of})"
    return re.compile(rf"(?<!\S){shape}(?!\S)")


@cache
def _small_words() -> frozenset[str]:
    grammar = tables.entry("heard.grammar")
    listed = (word for key in ("negators", "bridge", "also", "parts") for word in grammar[key])
    return frozenset([*listed, *tables.entry("heard.filler.words")])


@cache
def _words(warning: bool) -> frozenset[str]:
    """The single words of all patterns, or of those of warning signs; * as in the table."""
    return frozenset(
        one
        for row in tables.table("heard").values()
        if row["kind"] == "words" and (not warning or "fact" in row)
        for language in tables.LANGUAGES
        for pattern in row[language]
        for word in pattern.split()
        for one in word.split("|")
        if one != ".."
    )


@cache
def _known() -> re.Pattern[str]:
    shapes = (re.escape(word).replace(r"\*", r"\w*") for word in sorted(_words(False)))
    return re.compile("|".join(shapes))


@cache
def _long() -> tuple[frozenset[str], frozenset[str]]:
    """Words of warning signs that bear a slip: whole ones, and beginnings."""
    least = tables.entry("heard.grammar.slip_letters")
    long = [word for word in _words(True) if len(word.strip("*")) >= least]
    begun = frozenset(word[:-1] for word in long if word.endswith("*") and word[0] != "*")
    return frozenset(word for word in long if "*" not in word), begun


@lru_cache(maxsize=4096)
def _corrected(word: str) -> str:
    """A misspelt word of a warning sign, put right; any other word as it is."""
    whole, begun = _long()
    least = tables.entry("heard.grammar.slip_letters") - 1
    if len(word) < least or word in _small_words() or _known().fullmatch(word):
        return word
    longest = max(map(len, whole | begun)) + 1
    near = set(_one_slip(word)) & whole if len(word) <= longest else set()
    for length in range(least, min(len(word), longest) + 1):
        near |= set(_one_slip(word[:length])) & begun
    return min(near, default=word)


def _one_slip(word: str) -> Iterator[str]:
    """All that one letter left out, put in, changed or swapped could have been."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for spot in range(len(word) + 1):
        head, tail = word[:spot], word[spot:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
