"""Activities of a FIT file: its sessions, and the slopes of its points."""

import datetime
import math
from pathlib import Path

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.read.activity_file import (
    Activity,
    ActivityFile,
    Track,
    activity_key,
    filed,
    seconds_moved,
    uphill_seconds,
)
from psoascope.read.files import sha256_of
from psoascope.read.fit_messages import messages
from psoascope.read.recording import Remark

_SESSION, _RECORD, _ACTIVITY = 18, 20, 34
_TIME, _LOCAL = 253, 5
_START, _SPORT, _ELAPSED, _TIMER, _WAY = 2, 5, 7, 8, 9
_POINT_WAY, _HEIGHT, _FINE_HEIGHT = 5, 2, 78
_ASKED = {
    _SESSION: frozenset({_START, _SPORT, _ELAPSED, _TIMER, _WAY}),
    _RECORD: frozenset({_POINT_WAY, _HEIGHT, _FINE_HEIGHT}),
    _ACTIVITY: frozenset({_LOCAL}),
}
_EPOCH = 631_065_600  # s from 1970 to FIT's own beginning, 1989-12-31
_HEIGHT_SCALE, _HEIGHT_OFFSET = 5.0, 500.0
_CENTI, _MILLI = 100.0, 1000.0
_ZONE_STEP, _ZONE_MOST = 900.0, 14 * 3600  # s


def read_fit(file: Path) -> ActivityFile:
    """The sessions of a FIT file.

    Parameters
    ----------
    file : Path

    Returns
    -------
    ActivityFile
        In the zone of the watch where the file tells it, else UTC, with a remark.

    Raises
    ------
    ReadError
        It is no FIT file, is damaged, too large, or holds neither sessions nor points.
    """
    largest = tables.entry("activity_files.largest.value")
    if file.stat().st_size > largest * 1e6:
        shown = {"name": file.name, "largest": f"{largest:g}"}
        raise tables.error(ReadError, "activity_files.too_large", **shown)
    track, sessions = Track(), []
    zone: datetime.tzinfo | None = None
    for kind, message in messages(file.name, file.read_bytes(), _ASKED):
        if kind == _RECORD and _TIME in message:
            track.add(message[_TIME] + _EPOCH, *_place(message))
        elif kind == _SESSION and _START in message:
            sessions.append(message)
        elif kind == _ACTIVITY:
            zone = _zone(message) or zone
    remarks = () if zone else (Remark("activity_utc"),)
    if not sessions and len(track.time) > 1:
        remarks = (*remarks, Remark("activity_no_session"))
        sessions = [_of_points(track)]
    found = [_activity(one, track, zone or datetime.UTC) for one in sessions]
    return filed(file, sha256_of(file), found, remarks)


def _place(message: dict[int, float]) -> tuple[float, float]:
    """Way and height of a point, m."""
    height = message.get(_FINE_HEIGHT, message.get(_HEIGHT, math.nan))
    return message.get(_POINT_WAY, math.nan) / _CENTI, height / _HEIGHT_SCALE - _HEIGHT_OFFSET


def _of_points(track: Track) -> dict[int, float]:
    """A session made of its points."""
    return {
        _START: track.time[0] - _EPOCH,
        _TIMER: seconds_moved(track.time) * _MILLI,
        _WAY: track.distance[-1] * _CENTI,
    }


def _activity(session: dict[int, float], track: Track, zone: datetime.tzinfo) -> Activity:
    began = session[_START] + _EPOCH
    seconds = session.get(_TIMER, session.get(_ELAPSED, math.nan)) / _MILLI
    ended = began + session.get(_ELAPSED, session.get(_TIMER, 0.0)) / _MILLI
    within = [at for at, time in enumerate(track.time) if began - 1 <= time <= ended + 1]
    part = Track(
        [track.time[at] for at in within],
        [track.distance[at] for at in within],
        [track.height[at] for at in within],
    )
    names = tables.entry("activity_files.fit_sport")
    sport = names.get(f"{session.get(_SPORT, 0):.0f}", "generic")
    start = datetime.datetime.fromtimestamp(began, tz=zone)
    way = session.get(_WAY, math.nan) / _CENTI
    return Activity(activity_key(sport), sport, start, seconds, way, uphill_seconds(part))


def _zone(message: dict[int, float]) -> datetime.tzinfo | None:
    """The watch's zone, where the file tells its clock beside UTC."""
    if _TIME not in message or _LOCAL not in message:
        return None
    ahead = round((message[_LOCAL] - message[_TIME]) / _ZONE_STEP) * _ZONE_STEP
    if abs(ahead) > _ZONE_MOST:
        return None
    return datetime.timezone(datetime.timedelta(seconds=ahead))
