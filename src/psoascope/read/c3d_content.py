"""What a .c3d holds: markers, computed courses, events, analog signals, force plates."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from psoascope.arrays import Array
from psoascope.read.recording import Recording

SIDES = ("right", "left", "general")


@dataclass(frozen=True)
class Channel:
    """A course that was computed by the laboratory's software and filed among the points.

    Parameters
    ----------
    kind : {"angle", "force", "moment", "power", "scalar"}
    unit : str
        As filed with that kind; "" where the file does not say.
    values : array (T, 3), in that unit
        As filed: never scaled or turned like a point. NaN where missing.
    """

    kind: str
    unit: str
    values: Array


@dataclass(frozen=True)
class Event:
    """Something that happened at a time, such as a foot strike.

    Parameters
    ----------
    time : float, s
        On the clock of the recording's time.
    label : str
    side : {"right", "left", "general"}
    """

    time: float
    label: str
    side: str = "general"


@dataclass(frozen=True)
class Analog:
    """Sampled voltages, forces or muscle signals.

    Parameters
    ----------
    rate : float, 1/s
    names : tuple of str (C,)
    units : tuple of str (C,)
        "" where the file does not say.
    values : array (N, C)
        In these units, offset and scale of the file applied.
    """

    rate: float
    names: tuple[str, ...]
    units: tuple[str, ...]
    values: Array


@dataclass(frozen=True)
class Plate:
    """A force plate, in the axes of the recording.

    Parameters
    ----------
    kind : int
        TYPE of the file, 1 to 4 in most.
    corners : array (4, 3), m
    origin : array (3,), m
        Of the sensors, in the plate's own axes, as filed.
    channels : tuple of int
        Analog channels of the plate, counted from 1.
    force : array (N, 3), N, or None
        On the plate by the person, at the rate of the analog signals; None where not asked for.
    moment : array (N, 3), N m, or None
    centre : array (N, 3), m, or None
        Centre of pressure.
    """

    kind: int
    corners: Array
    origin: Array
    channels: tuple[int, ...]
    force: Array | None = None
    moment: Array | None = None
    centre: Array | None = None


@dataclass(frozen=True)
class C3d:
    """All that a .c3d holds.

    Parameters
    ----------
    recording : Recording
        The markers alone, in metres, y up.
    channels : mapping
        Computed courses by name.
    events : tuple of Event
        In order of time.
    analog : Analog or None
    plates : tuple of Plate
        Force plates, in the recording's axes.
    residuals : array (T, K), m
        How well the cameras agreed on each marker; NaN where it was not seen.
    """

    recording: Recording
    channels: Mapping[str, Channel] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    analog: Analog | None = None
    plates: tuple[Plate, ...] = ()
    residuals: Array | None = None
