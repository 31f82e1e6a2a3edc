"""Activities that a watch or phone has filed: what, from when, how long, how far, how steep."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.read.files import checked_file
from psoascope.read.recording import Remark, Source


@dataclass(frozen=True)
class Activity:
    """One activity.

    Parameters
    ----------
    key : str
        Of data/activities.toml, or "" where none is known for this sport.
    sport : str
        As filed.
    start : datetime
        With its zone; UTC where the file has no other.
    seconds : float, s
        Without pauses, where the file tells them.
    distance : float, m
        NaN where not filed.
    uphill : float, s
        Of the seconds, on slopes as steep as [steep] of data/activity_files.toml; NaN where the
        file holds no heights along the way.
    """

    key: str
    sport: str
    start: datetime.datetime
    seconds: float
    distance: float = float("nan")
    uphill: float = float("nan")


@dataclass(frozen=True)
class ActivityFile:
    """What an activity file holds.

    Parameters
    ----------
    activities : tuple of Activity
        By their start.
    steps : mapping of date to float
        Counted steps of each calendar day, as the phone saw the day; empty where not filed.
    source : Source
    remarks : tuple of Remark
    """

    activities: tuple[Activity, ...]
    steps: Mapping[datetime.date, float] = field(default_factory=dict)
    source: Source | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass
class Track:
    """Points of one activity, gathered while a file is read.

    Parameters
    ----------
    time : list of float, s
        Since 1970, UTC.
    distance : list of float, m
        From the start; NaN where not filed.
    height : list of float, m
    """

    time: list[float] = field(default_factory=list)
    distance: list[float] = field(default_factory=list)
    height: list[float] = field(default_factory=list)

    def add(self, time: float, distance: float, height: float) -> None:
        """One point more.

        Parameters
        ----------
        time : float, s
        distance, height : float, m
        """
        self.time.append(time)
        self.distance.append(distance)
        self.height.append(height)


def read_activities(path: str | Path) -> ActivityFile:
    """The activities of a FIT, GPX or TCX file, or of an export of Apple Health.

    Parameters
    ----------
    path : str or Path
        .fit, .gpx, .tcx, .xml or .zip.

    Returns
    -------
    ActivityFile

    Raises
    ------
    ReadError
        There is no such file, it is damaged, of another kind, or holds no activity.
    """
    file = checked_file(path)
    read = _readers().get(file.suffix.lower())
    if read is None:
        raise tables.error(ReadError, "activity_files.unknown", name=file.name)
    return read(file)


@cache
def _readers() -> Mapping[str, Callable[[Path], ActivityFile]]:
    # Imported late: each of them needs the records of this file.
    from psoascope.read.activity_fit import read_fit
    from psoascope.read.activity_gpx import read_gpx
    from psoascope.read.activity_health import read_health
    from psoascope.read.activity_tcx import read_tcx

    return {
        ".fit": read_fit,
        ".gpx": read_gpx,
        ".tcx": read_tcx,
        ".xml": read_health,
        ".zip": read_health,
    }


def activity_key(sport: str) -> str:
    """The activity of data/activities.toml for a sport's word.

    Parameters
    ----------
    sport : str
        As filed, in any spelling.

    Returns
    -------
    str
        "" where none is known.

    Examples
    --------
    >>> activity_key("HKWorkoutActivityTypeRunning"), activity_key("Trail Running")
    ('running', 'running')
    >>> activity_key("curling")
    ''
    """
    word = re.sub(r"[^a-z0-9]", "", sport.lower().removeprefix("hkworkoutactivitytype"))
    for key, words in tables.entry("activity_files.sport").items():
        if word in words and key in tables.table("activities"):
            return str(key)
    return ""


def seconds_moved(time: ArrayLike) -> float:
    """Seconds of a track without its pauses.

    Parameters
    ----------
    time : array (N,), s

    Returns
    -------
    float

    Examples
    --------
    >>> seconds_moved([0.0, 10.0, 20.0, 2000.0, 2005.0])
    25.0
    """
    steps = np.diff(np.asarray(time, dtype=np.float64))
    kept = (steps > 0) & (steps <= tables.entry("activity_files.pause.value"))
    return float(steps[kept].sum())


def uphill_seconds(track: Track) -> float:
    """Seconds of a track on slopes as steep as [steep] of data/activity_files.toml.

    Parameters
    ----------
    track : Track

    Returns
    -------
    float, s
        NaN where fewer than two points have a distance and a height, or the way is shorter than
        [step].

    Examples
    --------
    >>> way = Track([0.0, 60.0, 120.0], [0.0, 200.0, 400.0], [10.0, 20.0, 20.0])
    >>> uphill_seconds(way)
    60.0
    """
    points = np.array([track.time, track.distance, track.height], dtype=np.float64)
    points = points[:, np.isfinite(points).all(axis=0)]
    if points.shape[1] < 2:
        return float("nan")
    time, way, height = points
    way = np.maximum.accumulate(way)
    step = tables.entry("activity_files.step.value")
    posts = np.arange(way[0], way[-1], step)
    if len(posts) < 2 and way[-1] - way[0] < step:
        return float("nan")
    posts = np.append(posts, way[-1])
    rise = np.diff(np.interp(posts, way, height)) / np.diff(posts)
    # Where somebody stands still one place of the way has many times: only those that pass count.
    moved = np.minimum(np.diff(time), tables.entry("activity_files.pause.value"))
    clock = np.concatenate([[0.0], np.cumsum(np.where(np.diff(way) > 0, moved, 0.0))])
    spent = np.diff(np.interp(posts, way, clock))
    return float(spent[rise >= tables.entry("activity_files.steep.value")].sum())


def utc_of(name: str, text: str) -> datetime.datetime:
    """A date and time as filed, with its zone.

    Parameters
    ----------
    name : str
        Of the file.
    text : str
        Such as "2026-03-02T10:15:00Z" or "2026-03-02 10:15:00 +0100"; UTC without a zone.

    Returns
    -------
    datetime

    Raises
    ------
    ReadError
        It is none, or lies in no year that can be.

    Examples
    --------
    >>> utc_of("a.gpx", "2026-03-02T10:15:00Z").isoformat()
    '2026-03-02T10:15:00+00:00'
    """
    clean = re.sub(r" ([+-]\d\d):?(\d\d)$", r"\1:\2", text.strip())
    years = tables.entry("activity_files.years")
    try:
        when = datetime.datetime.fromisoformat(clean)
    except ValueError as error:
        shown = {"name": name, "value": text[:40] or "-"}
        raise tables.error(ReadError, "activity_files.bad_time", **shown) from error
    if not years["low"] <= when.year <= years["high"]:
        raise tables.error(ReadError, "activity_files.bad_time", name=name, value=text[:40])
    return when if when.tzinfo else when.replace(tzinfo=datetime.UTC)


def filed(
    file: Path, sha256: str, activities: list[Activity], remarks: tuple[Remark, ...] = ()
) -> ActivityFile:
    """The record of a file that holds at least one activity.

    Parameters
    ----------
    file : Path
    sha256 : str
    activities : list of Activity
    remarks : tuple of Remark

    Returns
    -------
    ActivityFile

    Raises
    ------
    ReadError
        There is none, or one of a length that cannot be.
    """
    if not activities:
        raise tables.error(ReadError, "activity_files.nothing", name=file.name)
    longest = tables.entry("activity_files.longest.value")
    for one in activities:
        if one.seconds < 0 or one.seconds > 3600 * longest:
            hours = f"{one.seconds / 3600:.3g}"
            raise tables.error(ReadError, "activity_files.too_long", name=file.name, hours=hours)
    ordered = tuple(sorted(activities, key=lambda one: one.start))
    source = Source(file.name, sha256, len(ordered), float("nan"))
    return ActivityFile(ordered, source=source, remarks=remarks)
