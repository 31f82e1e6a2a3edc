"""What has been done so far: sessions, what a clinician did, and what a clinician has fixed."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from psoascope.care.ladders import Rung, ladders


@dataclass(frozen=True)
class Session:
    """One session of one exercise; None where not noted.

    Parameters
    ----------
    date : datetime.date
    ladder : str
        Entry of data/progressions.toml, [ladder].
    rung : int
        From 0.
    pain_before, pain_during, pain_next_day : float or None, 0 to 10
        The last is the most within 24 hours.
    done : float or None
        Repetitions of all sets, on one side.
    form : float or None, 0 to 1
        How tidy the movement was.
    reserve : float or None
        Repetitions that would still have been possible.
    stopped : str or None
        Entry of data/progressions.toml, [stop_sign].
    """

    date: datetime.date
    ladder: str
    rung: int
    pain_before: float | None = None
    pain_during: float | None = None
    pain_next_day: float | None = None
    done: float | None = None
    form: float | None = None
    reserve: float | None = None
    stopped: str | None = None

    @property
    def step(self) -> Rung:
        """Exercise and dose."""
        return ladders()[self.ladder].rungs[self.rung]


@dataclass(frozen=True)
class Treated:
    """A treatment that a clinician gave.

    Parameters
    ----------
    date : datetime.date
    treatment : str
        Entry of data/treatments.toml.
    by : str
        Who gave it, as the clinic calls them.
    asked : frozenset of str
        The cautions that were asked: all of them.
    note : str
    """

    date: datetime.date
    treatment: str
    by: str
    asked: frozenset[str]
    note: str = ""


@dataclass(frozen=True)
class History:
    """Everything up to a day.

    Parameters
    ----------
    today : datetime.date
    sessions : tuple of Session
        By date; those of one day in the order in which they were done.
    treatments : tuple of Treated
    """

    today: datetime.date
    sessions: tuple[Session, ...] = ()
    treatments: tuple[Treated, ...] = ()

    def of(self, ladder: str) -> tuple[Session, ...]:
        """The sessions of one ladder, by date.

        Parameters
        ----------
        ladder : str

        Returns
        -------
        tuple of Session
        """
        return tuple(one for one in self.sessions if one.ladder == ladder)

    def within(self, days: float) -> tuple[Session, ...]:
        """The sessions of the last days, today among them.

        Parameters
        ----------
        days : float

        Returns
        -------
        tuple of Session
        """
        return tuple(one for one in self.sessions if self.since(one) < days)

    def since(self, session: Session) -> int:
        """Days from a session to today.

        Parameters
        ----------
        session : Session

        Returns
        -------
        int
        """
        return (self.today - session.date).days


@dataclass(frozen=True)
class Locks:
    """What a clinician has fixed. It cannot allow what the triage rules out.

    Parameters
    ----------
    keep : frozenset of str
        Ladders, habits and treatments that belong in.
    never : frozenset of str
        Ladders, exercises, habits and treatments that do not.
    hold : frozenset of str
        Ladders that do not grow.
    most : mapping of str to int
        Highest rung by ladder.
    traffic : str
        Entry of data/progressions.toml, [traffic].
    cleared : datetime.date or None
        When a clinician looked at what had called for help.
    """

    keep: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    hold: frozenset[str] = frozenset()
    most: Mapping[str, int] = field(default_factory=dict)
    traffic: str = "usual"
    cleared: datetime.date | None = None
