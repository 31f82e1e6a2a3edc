"""Every error that is raised on purpose.

A message says what is wrong, the value, and the cure. Errors meant for people carry the key of
their wording, so that the web can say them in the reader's language.
"""

from collections.abc import Mapping, Sequence
from typing import Any


class PsoascopeError(Exception):
    """Base of all errors raised on purpose.

    Parameters
    ----------
    message : str
        What is wrong, the value, and the cure, in English.
    key : str
        Key of the wording in data/*.toml; empty for errors meant for programmers only.
    values : dict
        Values that the wording names in braces.
    """

    def __init__(
        self, message: str, *, key: str = "", values: dict[str, Any] | None = None
    ) -> None:
        super().__init__(message)
        self.key = key
        self.values = values or {}


class ShapeError(PsoascopeError):
    """An array has the wrong shape."""


class RangeError(PsoascopeError):
    """A value lies outside its stated range."""


class TableError(PsoascopeError):
    """An entry of data/*.toml is wrong."""


class ReadError(PsoascopeError):
    """A file cannot be read, or does not hold what its name promises."""


class WriteError(PsoascopeError):
    """A result cannot be written."""


class ExtraError(PsoascopeError):
    """An optional part of psoascope is not installed."""


class CaptureRefused(PsoascopeError):  # noqa: N818 - a refusal is the word people see
    """A recording was read, but is too poor to be turned into numbers.

    ``gates`` tells what was refused, each as in a report: gate, frames, message, cure.
    """

    gates: Sequence[Mapping[str, Any]] = ()
