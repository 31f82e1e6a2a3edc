"""Pain of a session as a traffic light: little, a flare, not settled by the next day."""

from collections.abc import Sequence
from statistics import median

from psoascope import tables
from psoascope.care.history import Session


def limit(name: str) -> float:
    """A number of data/progressions.toml, [limit].

    Parameters
    ----------
    name : str

    Returns
    -------
    float
        In the entry's unit.

    Examples
    --------
    >>> limit("rungs_a_week")
    2.0
    """
    return float(tables.entry(f"progressions.limit.{name}.value"))


def flared(session: Session, traffic: str = "usual") -> bool:
    """Whether a session was followed by a flare.

    Parameters
    ----------
    session : Session
    traffic : str
        Entry of data/progressions.toml, [traffic].

    Returns
    -------
    bool
        Pain over amber while doing it or on the next day, or far more on the next day than before.
        Where the pain before is not known, it is taken as none.

    Examples
    --------
    >>> from datetime import date
    >>> flared(Session(date(2026, 11, 20), "breath", 0, 4, 4, 4))
    False
    """
    return red(session, traffic) or unsettled(session, traffic)


def light(traffic: str, colour: str) -> float:
    """The highest pain that still counts as a colour.

    Parameters
    ----------
    traffic : str
        Entry of data/progressions.toml, [traffic].
    colour : {"green", "amber"}

    Returns
    -------
    float, 0 to 10

    Examples
    --------
    >>> light("usual", "green"), light("usual", "amber")
    (2.0, 5.0)
    """
    return float(tables.entry(f"progressions.traffic.{traffic}.{colour}.value"))


def red(session: Session, traffic: str = "usual") -> bool:
    """Whether pain went over amber, while doing it or on the next day.

    Parameters
    ----------
    session : Session
    traffic : str

    Returns
    -------
    bool
    """
    most = max(session.pain_during or 0.0, session.pain_next_day or 0.0)
    return most > light(traffic, "amber")


def unsettled(session: Session, traffic: str = "usual") -> bool:
    """Whether pain had not settled on the next day.

    Parameters
    ----------
    session : Session
    traffic : str

    Returns
    -------
    bool
        False where the next day was not noted.
    """
    if session.pain_next_day is None:
        return False
    rise = session.pain_next_day - (session.pain_before or 0.0)
    return session.pain_next_day > light(traffic, "amber") or rise >= limit("flare_rise")


def quiet(session: Session, traffic: str = "usual") -> bool:
    """Whether all pain that was noted was little.

    Each limit is a fixed number, so more pain never makes a session quiet.

    Parameters
    ----------
    session : Session
    traffic : str

    Returns
    -------
    bool
    """
    most = max(session.pain_before or 0.0, session.pain_during or 0.0)
    settled = (session.pain_next_day or 0.0) <= limit("settled")
    return settled and most <= light(traffic, "green")


def no_better(sessions: Sequence[Session], traffic: str = "usual") -> bool:
    """Whether pain before the last three sessions is no better than before the first three.

    Parameters
    ----------
    sessions : sequence of Session
        By date.
    traffic : str

    Returns
    -------
    bool
        False where fewer than six sessions are known, or where the pain is little now.
    """
    first = [one.pain_before for one in sessions[:3]]
    last = [one.pain_before for one in sessions[-3:]]
    known = [[pain for pain in part if pain is not None] for part in (first, last)]
    if len(sessions) < 6 or any(len(part) < 3 for part in known):
        return False
    before, now = median(known[0]), median(known[1])
    return now > light(traffic, "green") and before - now < limit("better_by")
