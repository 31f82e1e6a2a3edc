"""Tracks of a GPX file: each becomes an activity."""

import math
from collections.abc import Mapping
from pathlib import Path

from psoascope.read.activity_file import (
    Activity,
    ActivityFile,
    Track,
    activity_key,
    filed,
    seconds_moved,
    uphill_seconds,
    utc_of,
)
from psoascope.read.activity_xml import XmlFile, number
from psoascope.read.files import sha256_of
from psoascope.read.recording import Remark

_EARTH = 6_371_000.0  # m


def read_gpx(file: Path) -> ActivityFile:
    """The tracks of a GPX file that have times.

    Parameters
    ----------
    file : Path

    Returns
    -------
    ActivityFile
        Distances from point to point over a round earth, not across gaps between segments.

    Raises
    ------
    ReadError
        It is no GPX file, holds entities, or has no track with times.
    """
    found = _Gpx(file.name)
    with file.open("rb") as stream:
        XmlFile(file.name, "gpx", found.started, found.ended).read(stream)
    return filed(file, sha256_of(file), found.activities, (Remark("activity_utc"),))


class _Gpx:
    """What has been seen of a file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.activities: list[Activity] = []
        self.begin_track()
        self.in_point = False

    def begin_track(self) -> None:
        self.track, self.sport, self.first = Track(), "", ""
        self.seconds, self.way = 0.0, 0.0
        self.segment: list[float] = []
        self.last: tuple[float, float] | None = None

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "trk":
            self.begin_track()
        elif name == "trkseg":
            self.segment, self.last = [], None
        elif name == "trkpt":
            self.in_point = True
            self.time, self.height = "", math.nan
            self.place = number(attributes.get("lat", "")), number(attributes.get("lon", ""))

    def ended(self, name: str, text: str) -> None:
        if name == "trkpt":
            self.in_point = False
            self.point()
        elif name == "time" and self.in_point:
            self.time = text
        elif name == "ele" and self.in_point:
            self.height = number(text)
        elif name == "type" and not self.in_point:
            self.sport = text[:60]
        elif name == "trkseg":
            self.seconds += seconds_moved(self.segment)
        elif name == "trk" and self.first:
            start = utc_of(self.name, self.first)
            key, sport = activity_key(self.sport), self.sport
            uphill = uphill_seconds(self.track)
            self.activities.append(Activity(key, sport, start, self.seconds, self.way, uphill))

    def point(self) -> None:
        if not self.time:
            return
        self.first = self.first or self.time
        seconds = utc_of(self.name, self.time).timestamp()
        if self.last is not None:
            step = _metres(self.last, self.place)
            self.way += 0.0 if math.isnan(step) else step
        if not math.isnan(sum(self.place)):
            self.last = self.place
        self.segment.append(seconds)
        self.track.add(seconds, self.way, self.height)


def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Way between two places of latitude and longitude, deg."""
    lat, lon, to_lat, to_lon = map(math.radians, (*one, *other))
    half = math.sin((to_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))
