"""XML read as it comes, element by element: constant memory, no entities, nothing fetched."""

from collections.abc import Callable, Mapping
from typing import IO, Any
from xml.parsers import expat

from psoascope import tables
from psoascope.errors import ReadError

Started = Callable[[str, Mapping[str, str]], None]
Ended = Callable[[str, str], None]
_BLOCK = 1 << 18
LONGEST_TEXT = 4096
"""Letters kept of one element's text; times, numbers and names are far shorter."""


class XmlFile:
    """Walks through an XML file and tells where elements start and end.

    Parameters
    ----------
    name : str
        Of the file, for messages.
    root : str
        Name that the outermost element must have.
    started : callable (name, attributes)
    ended : callable (name, text)
        text is that of the element itself, without blanks around it.
    """

    def __init__(self, name: str, root: str, started: Started, ended: Ended) -> None:
        self.name, self.root = name, root
        self.started, self.ended = started, ended
        self.text: list[str] = []
        self.letters = 0
        self.open = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._told
        # Entities can make a small file huge, or name other files: none is ever expanded.
        self.parser.EntityDeclHandler = self._refuse
        self.parser.buffer_text = True

    def read(self, stream: IO[bytes]) -> None:
        """Walks through a stream to its end.

        Parameters
        ----------
        stream : file opened for bytes

        Raises
        ------
        ReadError
            It is no valid XML, holds entities, or has another outermost element.
        """
        try:
            while block := stream.read(_BLOCK):
                self.parser.Parse(block, False)
            self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise tables.error(
                ReadError, "activity_files.not_xml", name=self.name, line=error.lineno
            ) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        plain = name.rpartition(" ")[2]
        if not self.open and plain != self.root:
            shown = {"name": self.name, "found": plain[:40], "wanted": self.root}
            raise tables.error(ReadError, "activity_files.other_root", **shown)
        self.open = True
        self.text.clear()
        self.letters = 0
        self.started(plain, attributes)

    def _end(self, name: str) -> None:
        self.ended(name.rpartition(" ")[2], "".join(self.text).strip())
        self.text.clear()
        self.letters = 0

    def _told(self, text: str) -> None:
        if self.letters < LONGEST_TEXT:
            self.text.append(text[: LONGEST_TEXT - self.letters])
            self.letters += len(text)

    def _refuse(self, *_: Any) -> None:
        raise tables.error(ReadError, "activity_files.entities", name=self.name)


def number(text: str) -> float:
    """A number as filed.

    Parameters
    ----------
    text : str

    Returns
    -------
    float
        NaN where it is none, or not finite.

    Examples
    --------
    >>> number(" 12.5 "), number("1_0"), number("inf")
    (12.5, nan, nan)
    """
    try:
        value = float(text)
    except ValueError:
        return float("nan")
    return value if "_" not in text and abs(value) < 1e15 else float("nan")
