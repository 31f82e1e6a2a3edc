"""An export of Apple Health: its workouts, and the steps of each day, in one walk through it."""

import datetime
import math
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.read.activity_file import Activity, ActivityFile, activity_key, filed, utc_of
from psoascope.read.activity_xml import XmlFile, number
from psoascope.read.files import sha256_of
from psoascope.read.recording import Source

_SECONDS = {"min": 60.0, "s": 1.0, "hr": 3600.0, "h": 3600.0}
_METRES = {"km": 1000.0, "m": 1.0, "mi": 1609.344}
_STEPS = "HKQuantityTypeIdentifierStepCount"
_WAY = "HKQuantityTypeIdentifierDistance"


def read_health(file: Path) -> ActivityFile:
    """Workouts and steps of an export of Apple Health.

    Parameters
    ----------
    file : Path
        export.xml, or the export.zip that holds it.

    Returns
    -------
    ActivityFile
        A day's steps are those of the device that counted most: watch and phone count the same
        steps twice. Days as the phone's clock had them.

    Raises
    ------
    ReadError
        It is no export, damaged, holds entities, or has neither workouts nor steps.
    """
    found = _Health(file.name)
    walk = XmlFile(file.name, "HealthData", found.started, found.ended)
    if file.suffix.lower() == ".zip":
        _read_zip(file, walk)
    else:
        with file.open("rb") as stream:
            walk.read(stream)
    steps = {day: max(each.values()) for day, each in sorted(found.steps.items())}
    sha256 = sha256_of(file)
    if steps and not found.activities:
        return ActivityFile((), steps, Source(file.name, sha256, len(steps), math.nan))
    return replace(filed(file, sha256, found.activities), steps=steps)


def _read_zip(file: Path, walk: XmlFile) -> None:
    try:
        with zipfile.ZipFile(file) as folder:
            name = next(
                (
                    one
                    for one in folder.namelist()
                    if one.endswith("/export.xml") or one == "export.xml"
                ),
                None,
            )
            if name is None:
                raise tables.error(ReadError, "activity_files.no_export", name=file.name)
            with folder.open(name) as stream:
                walk.read(stream)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise tables.error(ReadError, "activity_files.damaged", name=file.name, place=0) from error


class _Health:
    """What has been seen of a file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.activities: list[Activity] = []
        self.steps: dict[datetime.date, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.workout: Activity | None = None

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Record" and attributes.get("type") == _STEPS:
            count = number(attributes.get("value", ""))
            if count >= 0:
                day = utc_of(self.name, attributes.get("startDate", "")).date()
                self.steps[day][attributes.get("sourceName", "")] += count
        elif name == "Workout":
            self.workout = _workout(self.name, attributes)
        elif (
            name == "WorkoutStatistics"
            and self.workout is not None
            and attributes.get("type", "").startswith(_WAY)
        ):
            scale = _METRES.get(attributes.get("unit", ""), math.nan)
            way = number(attributes.get("sum", "")) * scale
            self.workout = replace(self.workout, distance=way)

    def ended(self, name: str, _: str) -> None:
        if name == "Workout" and self.workout is not None:
            self.activities.append(self.workout)
            self.workout = None


def _workout(name: str, told: Mapping[str, str]) -> Activity:
    sport = told.get("workoutActivityType", "")[:60]
    start = utc_of(name, told.get("startDate", ""))
    seconds = number(told.get("duration", ""))
    seconds *= _SECONDS.get(told.get("durationUnit", "min"), math.nan)
    if math.isnan(seconds):
        seconds = (utc_of(name, told.get("endDate", "")) - start).total_seconds()
    way = number(told.get("totalDistance", ""))
    way *= _METRES.get(told.get("totalDistanceUnit", ""), math.nan)
    return Activity(activity_key(sport), sport, start, max(seconds, 0.0), way)
