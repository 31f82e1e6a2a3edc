"""What comes next on a ladder, with its reasons in words."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from psoascope import tables
from psoascope.care.flare import limit
from psoascope.care.ladders import Rung, dose_said, ladders

Decision = Literal["keep", "progress", "regress", "rest", "ask_for_help"]


@dataclass(frozen=True)
class Why:
    """A reason in words.

    Parameters
    ----------
    key : str
        Entry of data/progressions.toml, [reason].
    values : mapping
        What its wording names in braces.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def said(self, language: str = "en") -> str:
        """The sentence.

        Parameters
        ----------
        language : str

        Returns
        -------
        str
        """
        values = {
            name: tables.say(value, language) if str(value).startswith("progressions.") else value
            for name, value in self.values.items()
        }
        return tables.say(f"progressions.reason.{self.key}", language, **values)


@dataclass(frozen=True)
class Step:
    """What comes next on a ladder.

    Parameters
    ----------
    decision : str
        One of keep, progress, regress, rest, ask_for_help.
    reasons : tuple of Why
        The first is what decided.
    dose : mapping or None
        Of the next session; None where there is none for now.
    ladder : str
    rung : int
        Where the next session stands, also after a rest.
    until : datetime.date or None
        End of a rest.
    """

    decision: Decision
    reasons: tuple[Why, ...]
    dose: Mapping[str, Any] | None
    ladder: str
    rung: int
    until: datetime.date | None = None

    @property
    def exercise(self) -> Rung:
        """Exercise and dose of the rung."""
        return ladders()[self.ladder].rungs[self.rung]

    def kept(self, reason: str) -> "Step":
        """The same without growing.

        Parameters
        ----------
        reason : str
            Entry of data/progressions.toml, [reason].

        Returns
        -------
        Step
        """
        return step_of("keep", self.ladder, self.rung - 1, Why(reason), *self.reasons)

    def said(self, language: str = "en") -> tuple[str, ...]:
        """The decision, its reasons and the dose, one sentence each.

        Parameters
        ----------
        language : str

        Returns
        -------
        tuple of str
        """
        days = limit("rest_days")
        decided = tables.say(f"progressions.decision.{self.decision}", language, days=f"{days:g}")
        dose = () if self.dose is None else (dose_said(self.exercise, language),)
        return (decided, *(why.said(language) for why in self.reasons), *dose)


def step_of(decision: Decision, ladder: str, rung: int, *reasons: Why) -> Step:
    """A step with the dose of its rung; without one where the exercise pauses.

    Parameters
    ----------
    decision : str
    ladder : str
    rung : int
    *reasons : Why

    Returns
    -------
    Step

    Examples
    --------
    >>> step_of("keep", "breath", 0, Why("too_few")).said()[-1]
    '1 min, 6 breaths, every day'
    """
    dose = None
    if decision not in ("rest", "ask_for_help"):
        dose = ladders()[ladder].rungs[rung].dose
    return Step(decision, reasons, dose, ladder, rung)
