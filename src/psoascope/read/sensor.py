"""Recordings of a thigh-worn accelerometer: what a file is, is told by its first bytes."""

from pathlib import Path

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.read import sensor_cwa, sensor_geneactiv
from psoascope.read.files import checked_file
from psoascope.read.sensor_csv import read_csv
from psoascope.read.sensor_samples import Acceleration, put_right

_BINARY = (".cwa", ".bin")


def read_sensor(path: str | Path) -> Acceleration:
    """Acceleration over time of a thigh sensor, gravity included, in g.

    Parameters
    ----------
    path : str or Path
        Axivity .cwa, GENEActiv .bin, or text with a time and three axes (Sensor Logger, phyphox,
        Physics Toolbox, exports of loggers; [csv] of data/sensor.toml has the column names).

    Returns
    -------
    Acceleration
        In the sensor's own axes; what was detected or assumed stands in its remarks.

    Raises
    ------
    ReadError
        The file is of no known kind, damaged, without gravity, or in an unknown unit; names file
        and line, sector or sample, and the cure.
    """
    file = checked_file(path)
    with file.open("rb") as stream:
        first = stream.read(len(sensor_geneactiv.MAGIC))
    if first.startswith(sensor_cwa.MAGIC) or file.suffix.lower() == ".cwa":
        return put_right(file, sensor_cwa.read_cwa(file))
    if first == sensor_geneactiv.MAGIC:
        return put_right(file, sensor_geneactiv.read_geneactiv(file))
    if file.suffix.lower() in _BINARY:
        raise tables.error(ReadError, "sensor_unknown", name=file.name)
    return put_right(file, read_csv(file))
