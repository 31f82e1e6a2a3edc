"""What a picture of the muscle shows: courses, colours of fibres, bones, words; no drawing."""

from dataclasses import dataclass

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.bodies import bodies
from psoascope.psoas.fibre import fibre_of
from psoascope.psoas.leg import leg_architecture, leg_state
from psoascope.psoas.muscle import state
from psoascope.psoas.names import FASCICLES_OF_A_SIDE, SIDES
from psoascope.psoas.paths import paths
from psoascope.psoas.person import Person, reference_person
from psoascope.psoas.posture_angles import PostureAngles, posture_angles
from psoascope.psoas.postures import posture
from psoascope.psoas.unseen import standing_length
from psoascope.quantity import Quantity
from psoascope.read.bones import read_bones
from psoascope.report.muscle_view import VIEWS, Surface, surface
from psoascope.report.numerals import number

_OF_A_SIDE = len(FASCICLES_OF_A_SIDE) + 1


@dataclass(frozen=True)
class Scene:
    """What a picture shows.

    Parameters
    ----------
    courses : array (24, 13, 3), m
        Of psoas and iliacus, as in psoas.paths.
    fibre : array (24,), 1
        In optimal fibre lengths; rigid tendon.
    strength : array (24,), 1
        Maximum force over that of the strongest fascicle; the iliacus, one line for a broad
        muscle, counts as a fascicle of middle strength.
    surfaces : tuple of tuple of Surface
        Of each bone, for each of VIEWS.
    title, change, footnote, description : str
        In the reader's language.
    """

    courses: Array
    fibre: Array
    strength: Array
    surfaces: tuple[tuple[Surface, ...], ...]
    title: str
    change: str
    footnote: str
    description: str


def scene_of(shown: str | PostureAngles, person: Person | None, language: str) -> Scene:
    """The scene of a named posture, or of given angles.

    Parameters
    ----------
    shown : str or PostureAngles
    person : Person or None
        None means the reference person.
    language : str

    Returns
    -------
    Scene

    Raises
    ------
    RangeError
        There is no such posture, or an angle is missing or beyond its limit.
    ShapeError
        There is more than one posture in the angles.

    Examples
    --------
    >>> scene = scene_of("standing", None, "de")
    >>> scene.title, scene.courses.shape, scene.fibre[0].round(2).item()
    ('Stehen', (24, 13, 3), 1.17)
    """
    angles = posture_angles(shown) if isinstance(shown, str) else checked_angles(shown)
    courses = paths(*angles, person=person).points
    fibre, strength = fibres(angles, person)
    if isinstance(shown, str):
        title, note = tables.say(f"postures.{shown}", language), "model"
        both = posture(shown, person)
        changes = [_banded(side.change, language) for side in (both.right, both.left)]
    else:
        title, note = tables.say("pictures.your_angles", language), "model_of_angles"
        length = state(*angles, person=person).whole_length
        percent = (length / standing_length(person) - 1) * 100
        changes = [f"{_signed(value, language)} %" for value in percent]
    change = tables.say("pictures.change", language, right=changes[0], left=changes[1])
    height = number((person or reference_person()).height, 2, language)
    mean = [
        number(float(fibre[first : first + 11].mean()), 2, language)
        for first in (0, len(FASCICLES_OF_A_SIDE))
    ]
    words = tables.say("pictures.mean_fibre", language, right=mean[0], left=mean[1])
    return Scene(
        courses=courses,
        fibre=fibre,
        strength=strength,
        surfaces=bone_surfaces(angles, person),
        title=title,
        change=change,
        footnote=tables.say(f"pictures.{note}", language, height=height),
        description=tables.say("pictures.described", language, change=change, fibre=words),
    )


def checked_angles(angles: PostureAngles) -> PostureAngles:
    """One posture without missing angles.

    Parameters
    ----------
    angles : PostureAngles

    Returns
    -------
    PostureAngles

    Raises
    ------
    ShapeError
        There is more than one posture.
    RangeError
        An angle is missing.
    """
    arrays = PostureAngles(*(np.asarray(part, dtype=np.float64) for part in angles))
    shapes = [part.shape for part in arrays]
    if shapes != [(5, 3), (3,), (3,)]:
        raise tables.error(ShapeError, "picture_angles", shape=", ".join(map(str, shapes)))
    for name, part in zip(PostureAngles._fields, arrays, strict=True):
        if np.isnan(part).any():
            raise tables.error(RangeError, "picture_missing", angle=name)
    return arrays


def fibres(angles: PostureAngles, person: Person | None) -> tuple[Array, Array]:
    """Fibre length and strength of each line of a picture.

    Parameters
    ----------
    angles : PostureAngles
    person : Person or None

    Returns
    -------
    fibre : array (24,), 1
        In the order of paths.MUSCLES.
    strength : array (24,), 1
        As in Scene.
    """
    lengths, forces = [], []
    for side, hip in zip(SIDES, (angles.hip_right, angles.hip_left), strict=True):
        make = leg_architecture(side=side, person=person)
        leg = leg_state(hip, 0.0, lumbar=angles.lumbar, side=side, person=person)
        still = np.zeros_like(leg.length)
        lengths.append(fibre_of(leg.length, still + 1.0, still, make).length[:_OF_A_SIDE])
        forces.append(make.max_force[:_OF_A_SIDE])
    fibre, force = np.stack(lengths), np.stack(forces)
    force[:, -1] = np.median(force[:, :-1])
    strength = force / force.max()
    return _psoas_first(fibre), _psoas_first(strength)


def bone_surfaces(angles: PostureAngles, person: Person | None) -> tuple[tuple[Surface, ...], ...]:
    """Every bone as each view shows it.

    Parameters
    ----------
    angles : PostureAngles
    person : Person or None

    Returns
    -------
    tuple of tuple of Surface
    """
    places = bodies(*angles, person=person)
    row = tables.entry("pictures.thigh_shown")
    fade = (float(row["full"]), float(row["none"]))
    return tuple(
        tuple(surface(bone, places[bone.body], view, fade) for bone in read_bones())
        for view in VIEWS
    )


def _psoas_first(sides: Array) -> Array:
    """From (2, 12), each side's fascicles and iliacus, to the order of paths.MUSCLES."""
    return np.concatenate([sides[:, :-1].ravel(), sides[:, -1]])


def _banded(change: Quantity, language: str) -> str:
    low, high = _signed(change.low, language), _signed(change.high, language)
    return f"{_signed(change.value, language)} % [{low} … {high}]"


def _signed(value: float, language: str) -> str:
    text = number(float(value), 1, language)
    return f"+{text}" if round(float(value), 1) > 0 else text
