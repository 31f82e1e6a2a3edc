"""Parameters of a .c3d: numbers and text by group and name, as any processor filed them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import ReadError

INTEL, DEC, MIPS = 84, 85, 86
_TEXT, _BYTE, _SHORT, _FLOAT = -1, 1, 2, 4

Groups = Mapping[str, Mapping[str, Any]]


def floats(raw: bytes | memoryview, processor: int) -> NDArray[np.float32]:
    """Numbers of 4 bytes as the processor named in the head files them.

    Parameters
    ----------
    raw : bytes or memoryview
    processor : int

    Returns
    -------
    array of float32

    Examples
    --------
    >>> one_by_dec, one_by_intel = bytes([0x80, 0x40, 0, 0]), bytes([0, 0, 0x80, 0x3F])
    >>> floats(one_by_dec, 85).tolist(), floats(one_by_intel, 84).tolist()
    ([1.0], [1.0])
    """
    if processor != DEC:
        return np.frombuffer(raw, "<f4" if processor == INTEL else ">f4").astype("=f4", copy=False)
    # DEC: the two halves are swapped, and the exponent is two higher.
    halves = np.frombuffer(raw, "<u2").reshape(-1, 2)[:, ::-1]
    with np.errstate(invalid="ignore"):  # of damaged bytes some are signalling NaNs
        return (np.ascontiguousarray(halves).view("<f4").ravel() / 4).astype(np.float32)


def shorts(raw: bytes | memoryview, processor: int, signed: bool = True) -> NDArray[Any]:
    """Numbers of 2 bytes as the processor named in the head files them.

    Parameters
    ----------
    raw : bytes or memoryview
    processor : int
    signed : bool

    Returns
    -------
    array of int16 or uint16
    """
    order = ">" if processor == MIPS else "<"
    return np.frombuffer(raw, f"{order}{'i' if signed else 'u'}2")


def parameters(name: str, filed_bytes: bytes, processor: int) -> Groups:
    """Parameters by group and name: a chain of records, each saying how far the next one is.

    Parameters
    ----------
    name : str
        The file, for messages.
    filed_bytes : bytes
        From the block of the parameters on.
    processor : int

    Returns
    -------
    mapping
        Text as list of str, numbers as array with the axes turned round.

    Raises
    ------
    ReadError
        A record that cannot be.
    """
    raw = memoryview(filed_bytes)
    titles: dict[int, str] = {}
    filed: list[tuple[int, str, Any]] = []
    at = 4
    while at + 2 <= len(raw) and raw[at]:
        length, number = abs(_signed(raw[at])), _signed(raw[at + 1])
        text = bytes(raw[at + 2 : at + 2 + length]).decode("latin-1").strip().upper()
        link = at + 2 + length
        if link + 2 > len(raw):
            raise damaged(name, "parameter", repr(text[:20]))
        if number < 0:
            titles[-number] = text
        else:
            filed.append((number, text, _value(name, text, raw[link + 2 :], processor)))
        step = int(shorts(raw[link : link + 2], processor)[0])
        if step <= 0:
            break
        at = link + step
    groups: dict[str, dict[str, Any]] = {title: {} for title in titles.values()}
    for number, text, value in filed:
        if number in titles:
            groups[titles[number]][text] = value
    return groups


def _value(name: str, text: str, raw: memoryview, processor: int) -> list[str] | Array:
    """A parameter's value; raw begins with its type and dimensions."""
    if len(raw) < 2 or (kind := _signed(raw[0])) not in (_TEXT, _BYTE, _SHORT, _FLOAT):
        raise damaged(name, "parameter", repr(text[:20]))
    begin = 2 + raw[1]
    sizes = [int(size) for size in raw[2:begin]]
    count = int(np.prod(sizes, dtype=object)) if sizes else 1
    body = raw[begin : begin + count * abs(kind)]
    if raw[1] > 7 or len(body) < count * abs(kind):
        raise damaged(name, "parameter", repr(text[:20]))
    if kind == _TEXT:
        length = sizes[0] if sizes else 1
        parts = [body[at : at + length] for at in range(0, count, length or 1)]
        return [bytes(part).decode("utf-8", "replace").strip(" \0") for part in parts]
    if kind == _FLOAT:
        numbers = floats(body, processor)
    else:
        numbers = shorts(body, processor) if kind == _SHORT else np.frombuffer(body, np.int8)
    with np.errstate(invalid="ignore"):  # of damaged bytes some are signalling NaNs
        return numbers.astype(np.float64).reshape(sizes[::-1])


def _signed(byte: int) -> int:
    return byte - 256 if byte > 127 else byte


def damaged(name: str, what: str, value: object) -> ReadError:
    """What in a file cannot be.

    Parameters
    ----------
    name : str
    what : str
        Word of data/words.toml, without its beginning c3d_.
    value : object

    Returns
    -------
    ReadError
    """
    return tables.error(ReadError, "c3d_damaged", name=name, what=f"words.c3d_{what}", value=value)
