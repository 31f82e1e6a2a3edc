"""What an input and its value are called, in plain words."""

from typing import Any

from psoascope import tables
from psoascope.care import vocabulary
from psoascope.quantity import Quantity

SIDES = {"right": "words.right", "left": "words.left", "both": "finding_words.both"}


def figures_for(name: str) -> tuple[str, ...]:
    """Who is shown the figure of an input by default.

    Parameters
    ----------
    name : str

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> figures_for("number.spine_load_excess")
    ('clinician', 'researcher')
    """
    family, _, member = name.partition(".")
    row = tables.entry(f"inputs.{family}")
    own = row.get("units", {}).get(member, row)
    return tuple(own.get("figures_for", row["figures_for"]))


def input_words(name: str, language: str = "en") -> str:
    """What an input is called.

    Parameters
    ----------
    name : str
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> input_words("longest.driving")
    'longest spell: driving a car'
    """
    family, *rest = name.split(".")
    row = tables.entry(f"inputs.{family}")
    side = ""
    if row.get("sided"):
        end = rest.pop()
        side = f", {tables.say(SIDES[end], language)}" if end in SIDES else ""
    member = _member(family, ".".join(rest), language) if rest else ""
    return tables.say(f"inputs.{family}", language, member=member, side=side)


def _member(family: str, member: str, language: str) -> str:
    row = tables.entry(f"inputs.{family}")
    if member in row.get("units", {}):
        return tables.say(f"inputs.{family}.units.{member}", language)
    for table in row.get("of", ()):
        if table == "tests":
            test, measure = member.split(".")
            return (
                f"{tables.say(f'tests.{test}', language)}, "
                f"{tables.say(f'quantities.{measure}', language)}"
            )
        entries = tables.entry(table) if "." in table else tables.table(table)
        if member in entries:
            field = "short" if "short" in entries[member] else "say"
            return tables.say(f"{table}.{member}", language, field=field)
    return member


def value_words(name: str, value: Any, language: str = "en") -> str:
    """A value of an input with its unit and its band.

    Parameters
    ----------
    name : str
        The input.
    value : Quantity, float, bool, str or frozenset
    language : str

    Returns
    -------
    str

    Examples
    --------
    >>> value_words("longest_sit", 95.0), value_words("sign.holds_breath", True, "de")
    ('95 min', 'ja')
    """
    if isinstance(value, bool):
        return tables.say(f"finding_words.{'yes' if value else 'no'}", language)
    if isinstance(value, frozenset):
        listed = ", ".join(_choice(name, one, language) for one in sorted(value))
        return listed or tables.say("finding_words.none_of_them", language)
    if isinstance(value, str):
        return _choice(name, value, language)
    unit = vocabulary.kind_of(name).unit
    words = tables.entry("finding_words.unit")
    said = tables.say(f"finding_words.unit.{unit}", language) if unit in words else unit
    share = unit == "1"
    shown = _figures(value, 100.0 if share else 1.0, language)
    return f"{shown} {'%' if share else said}".rstrip()


def _figures(value: Any, scale: float, language: str) -> str:
    if not isinstance(value, Quantity) or value.low == value.high:
        middle = value.value if isinstance(value, Quantity) else value
        return _decimal(middle * scale, language)
    edges = [_decimal(edge * scale, language) for edge in (value.value, value.low, value.high)]
    return f"{edges[0]} ({edges[1]} – {edges[2]})"


def _decimal(value: float, language: str) -> str:
    text = f"{round(float(value), 1 if abs(value) >= 10 else 2):g}".replace("-", "−")
    return text.replace(".", ",") if language.startswith("de") else text


def _choice(name: str, choice: str, language: str) -> str:
    family = name.split(".")[0]
    row = tables.entry(f"inputs.{family}")
    source = row.get("choices_of", "finding_words")
    return tables.say(f"{source}.{choice}", language)
