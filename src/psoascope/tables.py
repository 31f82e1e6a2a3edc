"""Reads data/*.toml and refuses a bad entry by name.

A key is ``file.entry`` or ``file.entry.field``: ``say("gates.cut_off", "de")``.
What stands in an entry ``[default]`` holds for every other entry of its file that does not say it
itself; the default is no entry of its own.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, TypeVar

from psoascope.errors import PsoascopeError, TableError

LANGUAGES = ("en", "de")
GRADES = ("supported", "partly", "contested", "unsupported", "not_found")
WORDED = ("say", "why", "cure", "note_for_people", "can_say", "cannot_say", "sentence")

Error = TypeVar("Error", bound=PsoascopeError)


@cache
def table(name: str) -> Mapping[str, Any]:
    """The checked entries of one file of data/.

    Parameters
    ----------
    name : str
        File name without folder and ending, such as "gates".

    Returns
    -------
    mapping
        Entry by key, in the file's order; read-only.

    Raises
    ------
    TableError
        No such file, not TOML, or an entry that fails its checks.

    Examples
    --------
    >>> "nobody_seen" in table("gates")
    True
    """
    path = resources.files("psoascope") / "data" / f"{name}.toml"
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise TableError(f"there is no table data/{name}.toml.") from error
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"data/{name}.toml is not valid TOML: {error}.") from error
    default = entries.pop("default", {})
    entries = {key: _filled(default, entry) for key, entry in entries.items()}
    for key, entry in entries.items():
        if isinstance(entry, dict):
            check_entry(name, key, entry)
    return MappingProxyType(entries)


def _filled(default: Any, own: Any) -> Any:
    """An entry with the parts of the default that it leaves out, at any depth."""
    if not isinstance(default, dict) or not isinstance(own, dict):
        return own
    parts = {key: _filled(part, own[key]) if key in own else part for key, part in default.items()}
    return parts | {key: part for key, part in own.items() if key not in default}


def check_entry(name: str, key: str, entry: Mapping[str, Any]) -> None:
    """Refuses an entry with an absent wording, source, unit or grade, or a value out of range.

    Parameters
    ----------
    name : str
        The table, for the message.
    key : str
        The entry, for the message.
    entry : mapping
        A number is ``value`` or ``threshold`` with ``unit`` and ``range = [low, high]``.

    Raises
    ------
    TableError
        Names the table, the entry, the value and the cure.

    Examples
    --------
    >>> check_entry("demo", "sit", {"value": -3, "unit": "min", "range": [0, 1440]})
    Traceback (most recent call last):
    psoascope.errors.TableError: data/demo.toml, [sit]: value -3 min lies outside its range 0 to ...
    """
    where = f"data/{name}.toml, [{key}]"
    for field in WORDED:
        if field in entry:
            _check_words(f"{where}: {field}", entry[field])
    for field in ("value", "threshold"):
        if field in entry and isinstance(entry[field], int | float):
            _check_number(f"{where}: {field}", entry[field], entry)
    if "grade" in entry and entry["grade"] not in GRADES:
        raise TableError(f"{where}: grade {entry['grade']!r} is none of {', '.join(GRADES)}.")
    for source in entry.get("source", []):
        if source not in table("sources"):
            raise TableError(f"{where}: source {source!r} is not in data/sources.toml. Add it.")
    for child, inner in entry.items():
        if child in WORDED:
            continue
        for number, part in enumerate(inner if isinstance(inner, list) else [inner], start=1):
            if isinstance(part, dict):
                place = f"{child} {number}" if isinstance(inner, list) else child
                check_entry(name, f"{key}.{place}", part)


def _check_words(where: str, words: Any) -> None:
    if not isinstance(words, dict) or set(words) != set(LANGUAGES) or not all(words.values()):
        raise TableError(f"{where} must give all of {', '.join(LANGUAGES)}; got {words!r}.")
    blanks = {frozenset(re.findall(r"{(\w+)", text)) for text in words.values()}
    if len(blanks) > 1:
        raise TableError(f"{where} names different values in braces in its languages.")


def _check_number(where: str, value: float, entry: Mapping[str, Any]) -> None:
    if "unit" not in entry or "range" not in entry:
        raise TableError(f"{where} {value} needs a unit and a range = [low, high].")
    low, high = entry["range"]
    if not low <= value <= high:
        raise TableError(
            f"{where} {value} {entry['unit']} lies outside its range {low} to {high} "
            f"{entry['unit']}."
        )


def entry(key: str) -> Any:
    """One entry, or one field of it, by its dotted key.

    Parameters
    ----------
    key : str
        ``file.entry`` or deeper.

    Returns
    -------
    mapping, list, str or number

    Raises
    ------
    TableError
        The key does not exist.

    Examples
    --------
    >>> entry("gates.low_visibility.unit")
    '1'
    """
    name, *parts = key.split(".")
    found: Any = table(name)
    for part in parts:
        try:
            found = found[part]
        except (KeyError, TypeError) as error:
            raise TableError(f"data/{name}.toml has no entry {key!r}: {part!r} is absent.") from (
                error
            )
    return found


def say(key: str, language: str = "en", field: str = "say", **values: object) -> str:
    """The wording of an entry in one language, its braces filled in.

    Parameters
    ----------
    key : str
        ``file.entry``.
    language : str
        One of LANGUAGES; a longer code such as "de-at" falls back to its first part, an unknown
        one to English.
    field : str
        "say", "why", "cure".
    **values : object
        What the wording names in braces; "words.left" becomes that word in the same language.

    Returns
    -------
    str

    Raises
    ------
    TableError
        No such entry, or a value named in braces is not given.

    Examples
    --------
    >>> say("words.left"), say("words.left", "de")
    ('left', 'links')
    """
    words = entry(f"{key}.{field}")
    short = language.split("-")[0].lower()
    text: str = words[short if short in LANGUAGES else "en"]
    spoken = {name: _spoken(value, language) for name, value in values.items()}
    try:
        return text.format(**spoken)
    except (KeyError, IndexError) as error:
        raise TableError(f"the wording of {key!r} needs the value {error}.") from error


def _spoken(value: object, language: str) -> object:
    is_word = isinstance(value, str) and value.startswith("words.")
    return say(str(value), language) if is_word else value


def error(kind: type[Error], key: str, **values: object) -> Error:
    """An error whose message is an entry of a table, with its cure where it has one.

    Parameters
    ----------
    kind : type
        A class of psoascope.errors.
    key : str
        Entry of data/errors.toml, or ``file.entry`` of another table.
    **values : object
        What the wording names in braces.

    Returns
    -------
    kind
        To be raised by the caller; carries key and values for other languages.

    Examples
    --------
    >>> from psoascope.errors import ReadError
    >>> error(ReadError, "no_such_file", name="walk.mp4").key
    'errors.no_such_file'
    """
    full = key if "." in key else f"errors.{key}"
    problem = kind("", key=full, values=values)
    problem.args = (explain(problem, "en"),)
    return problem


def explain(problem: PsoascopeError, language: str) -> str:
    """What an error says, in one language.

    Parameters
    ----------
    problem : PsoascopeError
    language : str

    Returns
    -------
    str
        With the cure, where its entry has one; in English where the error has no wording.

    Examples
    --------
    >>> from psoascope.errors import ReadError
    >>> explain(error(ReadError, "no_such_file", name="gang.mp4"), "de")
    'Die Datei gang.mp4 gibt es nicht. Bitte Namen und Ordner prüfen.'
    """
    if not problem.key:
        return str(problem)
    said = [say(problem.key, language, **problem.values)]
    if "cure" in entry(problem.key):
        said.append(say(problem.key, language, field="cure", **problem.values))
    return " ".join(said)
