"""Whose muscle it is."""

from dataclasses import dataclass

from psoascope import tables
from psoascope.errors import RangeError


@dataclass(frozen=True)
class Person:
    """A person, for now known by height alone.

    Parameters
    ----------
    height : float, m
        Standing, without shoes; 1.0 to 2.3.

    Raises
    ------
    RangeError
        The height lies outside its range, or is missing.

    Examples
    --------
    >>> round(Person(1.87).scale, 3)
    1.1
    >>> Person(187)
    Traceback (most recent call last):
    psoascope.errors.RangeError: The height 187 m lies outside 1 to 2.3 m. Give it in metres, ...
    """

    height: float

    def __post_init__(self) -> None:
        low = tables.entry("anatomy.limit.height_low.value")
        high = tables.entry("anatomy.limit.height_high.value")
        if not low <= self.height <= high:
            raise tables.error(
                RangeError, "height_range", height=f"{self.height:g}", low=low, high=high
            )

    @property
    def scale(self) -> float:
        """Size against the reference person, the same in all directions."""
        return float(self.height / tables.entry("anatomy.reference_height.value"))


def scale_of(person: Person | None) -> float:
    """Size of a person against the reference person.

    Parameters
    ----------
    person : Person or None
        None means the reference person.

    Returns
    -------
    float, 1

    Examples
    --------
    >>> scale_of(None)
    1.0
    """
    return 1.0 if person is None else person.scale
