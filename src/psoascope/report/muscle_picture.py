"""A picture of the whole psoas on the bones, from the right and from the front."""

import re
from html import escape
from importlib.util import find_spec
from pathlib import Path

from psoascope import tables
from psoascope.errors import ExtraError, WriteError
from psoascope.psoas.person import Person
from psoascope.psoas.posture_angles import PostureAngles
from psoascope.read.files import written_aside
from psoascope.report.muscle_figure import drawn
from psoascope.report.muscle_scene import scene_of

KINDS = (".svg", ".png", ".pdf")


def picture(
    shown: str | PostureAngles,
    path: str | Path,
    *,
    person: Person | None = None,
    language: str = "en",
) -> Path:
    """Draws psoas and iliacus of a posture on the bones, from the right and from the front.

    Parameters
    ----------
    shown : str or PostureAngles
        Name of a posture of data/postures.toml, or angles in rad: lumbar (5, 3), hips (3,).
    path : str or Path
        The file to be written, .svg, .png or .pdf; whole or not at all.
    person : Person, optional
        The reference person if not given.
    language : str
        Of the words in the picture.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    ExtraError
        matplotlib is not installed.
    WriteError
        The name has another ending, or the file cannot be written.
    RangeError
        There is no such posture, or an angle is missing or beyond its limit.
    ShapeError
        There is more than one posture in the angles.

    References
    ----------
    Anatomy: data/anatomy.toml; bones: myo_sim in data/sources.toml. Left out: muscle width, and
    how the pelvis leans in the posture: it is held still.
    """
    target = Path(path)
    kind = target.suffix.lower()
    if kind not in KINDS:
        raise tables.error(WriteError, "picture_kind", name=target.name, known=", ".join(KINDS))
    if find_spec("matplotlib") is None:
        raise tables.error(ExtraError, "missing_extra", extra="plot")
    scene = scene_of(shown, person, language)
    content = drawn(scene, kind.removeprefix("."), language)
    if kind == ".svg":
        content = spoken(shorter(content.decode()), scene.title, scene.description).encode()
    with written_aside(target) as aside:
        aside.write_bytes(content)
    return target


def shorter(svg: str) -> str:
    """A drawing whose numbers keep two decimal places: a hundredth of a point is not seen.

    Parameters
    ----------
    svg : str

    Returns
    -------
    str

    Examples
    --------
    >>> shorter("<path d='M 1.23456 70.5'/>")
    "<path d='M 1.23 70.5'/>"
    """
    return re.sub(r"(\.\d\d)\d+", r"\1", svg)


def spoken(svg: str, title: str, description: str) -> str:
    """A drawing that a screen reader can tell: with title and description.

    Parameters
    ----------
    svg : str
    title, description : str

    Returns
    -------
    str

    Examples
    --------
    >>> spoken("<svg width='9'><g/></svg>", "Sitting", "A muscle.")[:50]
    '<svg role="img" aria-labelledby="title desc" width'
    """
    words = (
        f'<title id="title">{escape(title)}</title>\n<desc id="desc">{escape(description)}</desc>'
    )
    opened = re.sub(r"<svg\b", '<svg role="img" aria-labelledby="title desc"', svg, count=1)
    return re.sub(r"(<svg\b[^>]*>)", lambda tag: f"{tag[1]}\n{words}", opened, count=1)
