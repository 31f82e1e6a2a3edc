"""The messages of a FIT file: a small decoder for the fields that an activity needs.

A file is a header, records and a checksum, and may be followed by another one. A record defines how
messages of a kind are laid out, or holds one message. Fields that are not asked for are skipped.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from psoascope import tables
from psoascope.errors import ReadError

_NUMBERS = {1: "b", 2: "B", 3: "h", 4: "H", 5: "i", 6: "I", 14: "q", 15: "Q", 8: "f", 9: "d"}
_NUMBERS |= {0: "B", 10: "B", 11: "H", 12: "I", 16: "Q"}
"""Letters of struct by base type, without its bit for the order of bytes."""
_BARE = {0: 0xFF, 1: 0x7F, 2: 0xFF, 3: 0x7FFF, 4: 0xFFFF, 5: 0x7FFFFFFF, 6: 0xFFFFFFFF}
_BARE |= {10: 0, 11: 0, 12: 0, 14: (1 << 63) - 1, 15: (1 << 64) - 1, 16: 0}
"""What stands for missing."""
_TIMESTAMP = 253
_CRC = (0x0, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
        0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400)  # fmt: skip

Message = tuple[int, dict[int, float]]
"""Number of its kind, and its fields that are numbers, by their number; missing ones left out."""


@dataclass(frozen=True)
class _Layout:
    """How messages of a kind are laid out.

    Parameters
    ----------
    kind : int
    size : int, bytes
    fields : tuple of (number, struct, offset, missing)
        Those that are asked for.
    """

    kind: int
    size: int
    fields: tuple[tuple[int, struct.Struct, int, float | None], ...]


def messages(name: str, content: bytes, asked: Mapping[int, frozenset[int]]) -> Iterator[Message]:
    """The messages of a FIT file, of the kinds asked for.

    Parameters
    ----------
    name : str
        Of the file, for messages.
    content : bytes
        The whole file.
    asked : mapping of int to frozenset of int
        Numbers of fields by the number of the message's kind; 253, the time, comes unasked.

    Yields
    ------
    Message

    Raises
    ------
    ReadError
        It is no FIT file, or is damaged or cut off.
    """
    place = 0
    while place < len(content):
        start, stop = _header(name, content, place)
        if _checksum(content[place : stop + 2]):
            raise tables.error(ReadError, "activity_files.damaged", name=name, place=stop)
        yield from _Records(name, content[:stop], asked).read(start)
        place = stop + 2


def _header(name: str, content: bytes, place: int) -> tuple[int, int]:
    """Where the records start and stop of the file that starts at a place."""
    size = content[place]
    if content[place + 8 : place + 12] != b".FIT" or size < 12:
        key = "damaged" if place else "unknown"
        raise tables.error(ReadError, f"activity_files.{key}", name=name, place=place)
    (length,) = struct.unpack_from("<I", content, place + 4)
    start = place + size
    if start + length + 2 > len(content):
        raise tables.error(ReadError, "activity_files.damaged", name=name, place=len(content))
    return start, start + length


def _checksum(content: bytes) -> int:
    """0 where the checksum at the end fits what stands before it."""
    crc = 0
    # Each byte needs the sum of those before it.
    for byte in content:
        crc = (crc >> 4) ^ _CRC[crc & 15] ^ _CRC[byte & 15]
        crc = (crc >> 4) ^ _CRC[crc & 15] ^ _CRC[byte >> 4]
    return crc


class _Records:
    """The records of one file, and the layouts told so far."""

    def __init__(self, name: str, content: bytes, asked: Mapping[int, frozenset[int]]) -> None:
        self.name, self.content, self.asked = name, content, asked
        self.layouts: dict[int, _Layout] = {}
        self.clock = 0

    def read(self, place: int) -> Iterator[Message]:
        while place < len(self.content):
            head = self.content[place]
            place += 1
            if not head & 0x80 and head & 0x40:
                place = self.define(head, place)
                continue
            layout = self.layouts.get(head >> 5 & 3 if head & 0x80 else head & 15)
            if layout is None or place + layout.size > len(self.content):
                raise self.damaged(place)
            if layout.kind in self.asked:
                yield layout.kind, self.message(layout, head, place)
            place += layout.size

    def define(self, head: int, place: int) -> int:
        """Takes in a layout; gives where the next record starts."""
        try:
            order = ">" if self.content[place + 1] else "<"
            (kind,) = struct.unpack_from(f"{order}H", self.content, place + 2)
            wanted = self.asked.get(kind, frozenset()) | {_TIMESTAMP}
            place, size, fields = self.fields(place + 4, order, wanted)
            if head & 0x20:
                # Fields of the maker's own: only their size counts.
                place, more, _ = self.fields(place, order, frozenset())
                size += more
        except (IndexError, struct.error) as error:
            raise self.damaged(place) from error
        self.layouts[head & 15] = _Layout(kind, size, tuple(fields))
        return place

    def fields(
        self, place: int, order: str, wanted: frozenset[int]
    ) -> tuple[int, int, list[tuple[int, struct.Struct, int, float | None]]]:
        count, offset = self.content[place], 0
        found: list[tuple[int, struct.Struct, int, float | None]] = []
        place += 1
        for at in range(place, place + 3 * count, 3):
            number, size, base = self.content[at], self.content[at + 1], self.content[at + 2] & 31
            if number in wanted and base in _NUMBERS:
                one = struct.Struct(order + _NUMBERS[base])
                # Lists of numbers are not asked for.
                if one.size == size:
                    found.append((number, one, offset, _BARE.get(base)))
            offset += size
        return place + 3 * count, offset, found

    def message(self, layout: _Layout, head: int, place: int) -> dict[int, float]:
        found: dict[int, float] = {}
        for number, one, offset, missing in layout.fields:
            (value,) = one.unpack_from(self.content, place + offset)
            if value != missing and value == value:
                found[number] = value
        if head & 0x80:
            # The five lowest bits of the time; they run over every 32 s.
            self.clock += (head - self.clock) & 31
            found[_TIMESTAMP] = self.clock
        elif _TIMESTAMP in found:
            self.clock = int(found[_TIMESTAMP])
        return found

    def damaged(self, place: int) -> ReadError:
        return tables.error(ReadError, "activity_files.damaged", name=self.name, place=place)
