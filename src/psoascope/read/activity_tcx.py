"""Activities of a TCX file, lap by lap."""

import math
from collections.abc import Mapping
from pathlib import Path

from psoascope.read.activity_file import (
    Activity,
    ActivityFile,
    Track,
    activity_key,
    filed,
    uphill_seconds,
    utc_of,
)
from psoascope.read.activity_xml import XmlFile, number
from psoascope.read.files import sha256_of
from psoascope.read.recording import Remark


def read_tcx(file: Path) -> ActivityFile:
    """The activities of a TCX file.

    Parameters
    ----------
    file : Path

    Returns
    -------
    ActivityFile
        Seconds and metres are the sums that the laps state.

    Raises
    ------
    ReadError
        It is no TCX file, holds entities, or has no activity.
    """
    found = _Tcx(file.name)
    with file.open("rb") as stream:
        XmlFile(file.name, "TrainingCenterDatabase", found.started, found.ended).read(stream)
    return filed(file, sha256_of(file), found.activities, (Remark("activity_utc"),))


class _Tcx:
    """What has been seen of a file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.activities: list[Activity] = []
        self.begin("")
        self.in_point = False

    def begin(self, sport: str) -> None:
        self.sport, self.start = sport[:60], ""
        self.track = Track()
        self.seconds, self.way = 0.0, math.nan

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Activity":
            self.begin(attributes.get("Sport", ""))
        elif name == "Lap":
            self.start = self.start or attributes.get("StartTime", "")
        elif name == "Trackpoint":
            self.in_point = True
            self.time, self.here, self.height = "", math.nan, math.nan

    def ended(self, name: str, text: str) -> None:
        if self.in_point:
            self.in_a_point(name, text)
        elif name == "TotalTimeSeconds":
            lap = number(text)
            self.seconds += lap if lap > 0 else 0.0
        elif name == "DistanceMeters":
            lap = number(text)
            self.way = lap + (0.0 if math.isnan(self.way) else self.way)
        elif name == "Activity" and self.start:
            start = utc_of(self.name, self.start)
            key, uphill = activity_key(self.sport), uphill_seconds(self.track)
            one = Activity(key, self.sport, start, self.seconds, self.way, uphill)
            self.activities.append(one)

    def in_a_point(self, name: str, text: str) -> None:
        if name == "Time":
            self.time = text
        elif name == "DistanceMeters":
            self.here = number(text)
        elif name == "AltitudeMeters":
            self.height = number(text)
        elif name == "Trackpoint":
            self.in_point = False
            if self.time:
                seconds = utc_of(self.name, self.time).timestamp()
                self.track.add(seconds, self.here, self.height)
