"""The names that a rule may ask for: data/inputs.toml, and the tables whose keys it takes in.

A name is ``family``, ``family.member`` or ``family.member.side``: "stress", "sign.holds_breath",
"pain_worst.groin.right". Members are the entries of the tables that the family names in `of`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from psoascope import tables
from psoascope.errors import TableError

SIDES = ("right", "left")
IN_RULES = ("side", "other", *SIDES)
SUITS = {
    "number": ("over", "under"),
    "yes_no": ("is",),
    "choice": ("is",),
    "several": ("has",),
}


@dataclass(frozen=True)
class Kind:
    """What an input is.

    Parameters
    ----------
    family : str
        Entry of data/inputs.toml.
    kind : str
        One of number, yes_no, choice, several.
    unit : str
        Of a number.
    range : tuple of float
        Smallest and largest number, in the unit.
    choices : tuple of str
        Of a choice or several.
    step : float
        The smallest change of a number that counts, in the unit.
    """

    family: str
    kind: str
    unit: str = ""
    range: tuple[float, float] = (0.0, 0.0)
    choices: tuple[str, ...] = ()
    step: float = 1.0

    @property
    def tests(self) -> tuple[str, ...]:
        """The tests of a condition that suit it."""
        return SUITS[self.kind]


@cache
def members(family: str) -> tuple[str, ...]:
    """The members that a family may have; empty where it stands for itself.

    Parameters
    ----------
    family : str
        Entry of data/inputs.toml.

    Returns
    -------
    tuple of str
        "test.measure" for measured tests.

    Examples
    --------
    >>> "groin" in members("pain_worst"), members("stress")
    (True, ())
    """
    row = tables.entry(f"inputs.{family}")
    found: list[str] = list(row.get("members", ()))
    for name in row.get("of", ()):
        entries = tables.entry(name) if "." in name else tables.table(name)
        for key, entry in entries.items():
            found += [f"{key}.{one}" for one in entry["measure"]] if name == "tests" else [key]
    return tuple(found)


def kind_of(name: str, where: str = "") -> Kind:
    """What the input of this name is.

    Parameters
    ----------
    name : str
        As a rule writes it.
    where : str
        File and entry of the rule, for the message.

    Returns
    -------
    Kind

    Raises
    ------
    TableError
        No such input; names those that are spelt alike.

    Examples
    --------
    >>> kind_of("pain_worst.groin.side").unit
    'points'
    """
    family, *rest = name.split(".")
    rows = tables.table("inputs")
    if family not in rows:
        raise TableError(_no_such(where, name, family, rows))
    row = rows[family]
    sides = (*IN_RULES, *row.get("or_side", ())) if row.get("sided") else ()
    if sides:
        if not rest or rest[-1] not in sides:
            raise TableError(
                f"{where or 'data/inputs.toml'}: input {name!r} needs a side at its end: "
                f"{', '.join(sides)}."
            )
        rest = rest[:-1]
    known = members(family)
    member = ".".join(rest)
    if (member not in known) if known else bool(rest):
        raise TableError(_no_such(where, name, member, known))
    return _kind(family, member, row)


def _kind(family: str, member: str, row: Mapping[str, Any]) -> Kind:
    if row["kind"] != "number":
        return Kind(family, row["kind"], choices=choices(family))
    own = row.get("units", {}).get(member, row)
    unit = own.get("unit", "")
    if not unit and "tests" in row.get("of", ()):
        unit = tables.entry(f"quantities.{member.rpartition('.')[2]}")["unit"]
    low, high = own.get("range", row.get("range", (-1e9, 1e9)))
    return Kind(family, "number", unit, (float(low), float(high)), (), float(own.get("step", 1.0)))


@cache
def choices(family: str) -> tuple[str, ...]:
    """What a choice, or an input of several words, may hold.

    Parameters
    ----------
    family : str
        Entry of data/inputs.toml; `choices_of` names the table entry whose keys are taken, or
        the table and the list in it.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> "foetal" in choices("sleep_position")
    True
    """
    row = tables.entry(f"inputs.{family}")
    if "choices_of" not in row:
        return tuple(row.get("choices", ()))
    if "list" in row:
        known = tables.table(row["choices_of"])
        return tuple(key for key, one in known.items() if one["list"] == row["list"])
    return tuple(tables.entry(row["choices_of"]))


def _no_such(where: str, name: str, part: str, known: Any) -> str:
    near = get_close_matches(part, list(known), n=3)
    cure = f"Did you mean {' or '.join(near)}?" if near else f"Known are {', '.join(known)}."
    place = where or "data/inputs.toml"
    return f"{place}: there is no input {name!r} ({part!r} is unknown). {cure}"


def named_test(name: str) -> str | None:
    """The entry of data/accuracy.toml that speaks about an input; None where none does.

    Parameters
    ----------
    name : str
        An input.

    Returns
    -------
    str or None

    Examples
    --------
    >>> named_test("test.modified_thomas.thomas_thigh.right")
    'modified_thomas'
    """
    found = [
        key
        for key, row in tables.table("accuracy").items()
        if any(name == one or name.startswith(f"{one}.") for one in row["inputs"])
    ]
    return found[0] if found else None


def says_nothing(name: str, positive: bool) -> str | None:
    """The test whose result tells nothing, if this input is such a result.

    Parameters
    ----------
    name : str
        An input.
    positive : bool
        Whether the result is the positive one.

    Returns
    -------
    str or None
        Entry of data/accuracy.toml; None where the result may be used.

    Examples
    --------
    >>> says_nothing("test.modified_thomas.thomas_thigh.right", True)
    'modified_thomas'
    """
    test = named_test(name)
    if test is None:
        return None
    row = tables.entry(f"accuracy.{test}")
    part = row.get("positive" if positive else "negative", {})
    return None if row["informs"] and part.get("informs", True) else test


def check_accuracy() -> None:
    """Refuses a test that is said to inform although its likelihood ratio may be 1.

    Raises
    ------
    TableError
        Names the entry; also where a test that does not inform gives no reason (`why`).
    """
    for key, row in tables.table("accuracy").items():
        where = f"data/accuracy.toml, [{key}]"
        if not row["informs"] and "why" not in row:
            raise TableError(f"{where}: informs = false needs its reason in a field why.")
        for result in ("positive", "negative"):
            part = row.get(result, {})
            ratio = part.get("ratio")
            if ratio is None or not row["informs"] or not part.get("informs", True):
                continue
            if ratio[0] <= 1.0 <= ratio[1]:
                raise TableError(
                    f"{where}.{result}: the likelihood ratio {ratio[0]:g} to {ratio[1]:g} "
                    "includes 1, so it tells nothing. Write informs = false, and why."
                )
