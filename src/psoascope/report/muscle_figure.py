"""A scene drawn by matplotlib: two views side by side, a colour bar, a scale bar, few words.

matplotlib belongs to the extra `plot`, so it is imported where it is used.
"""

import io
from typing import Any

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.report.muscle_scene import Scene
from psoascope.report.muscle_view import VIEWS, Surface, View, in_painters_order, visible_outline

_INK, _QUIET = "#26292b", "#5f6467"
_GHOST, _VEIL = "#a0988a", "#f1ece1"
_WIDE, _HIGH = 8.6, 6.6
_SCALE_BAR = 0.05
_STYLE: Any = {
    "font.family": "sans-serif",
    "font.size": 9.5,
    "text.color": _INK,
    "svg.fonttype": "none",
    "svg.hashsalt": "psoascope",
    "pdf.fonttype": 42,
}


def drawn(scene: Scene, kind: str, language: str) -> bytes:
    """The picture of a scene as the content of a file.

    Parameters
    ----------
    scene : Scene
    kind : {"svg", "png", "pdf"}
    language : str

    Returns
    -------
    bytes
        The same for the same scene: no date is written into it.
    """
    import matplotlib
    from matplotlib.figure import Figure

    dates: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    content = io.BytesIO()
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(_WIDE, _HIGH), facecolor="white")
        _draw(figure, scene, language)
        metadata = {"Title": scene.title, **dates.get(kind, {})}
        figure.savefig(content, format=kind, dpi=200, metadata=metadata)
    return content.getvalue()


def _draw(figure: Any, scene: Scene, language: str) -> None:
    edges = [_edges(scene, number) for number in range(len(VIEWS))]
    # Below the bones there is room for the scale bar.
    low = min(box[0, 1] for box in edges) - 0.022
    high = max(box[1, 1] for box in edges)
    widths = [box[1, 0] - box[0, 0] for box in edges]
    # One scale for both views: as many inches per metre as width and height allow.
    room_wide, room_high, gap = 0.93 * _WIDE - 0.35, 0.70 * _HIGH, 0.35
    inches = min(room_wide / sum(widths), room_high / (high - low))
    left = (_WIDE - inches * sum(widths) - gap) / 2
    for number, (view, box) in enumerate(zip(VIEWS, edges, strict=True)):
        wide, tall = inches * widths[number] / _WIDE, inches * (high - low) / _HIGH
        axes = figure.add_axes((left / _WIDE, 0.845 - tall, wide, tall))
        left += inches * widths[number] + gap
        axes.set(xlim=box[:, 0], ylim=(low, high), aspect="equal")
        axes.axis("off")
        _view(axes, scene, number, view)
        _labels(axes, view, language)
        if number == 0:
            _scale_bar(axes, box[0, 0], low)
    _words(figure, scene, language)
    _colour_bar(figure, language)


def _edges(scene: Scene, number: int) -> Array:
    """Lowest and highest place (2, 2), m, of a view."""
    corners = [one.corners[one.shown > 0.15].reshape(-1, 3) for one in scene.surfaces[number]]
    flat = np.concatenate(corners)[:, :2]
    return np.stack([flat.min(axis=0) - 0.012, flat.max(axis=0) + 0.012])


def _view(axes: Any, scene: Scene, number: int, view: View) -> None:
    surfaces = scene.surfaces[number]
    ghosts = [one for one in surfaces if one.name in view.ghosts]
    # Seen from the right, the left muscle lies behind the spine and before the left pelvis.
    behind = [one for one in surfaces if ghosts and one.name.endswith("_l")]
    middle = [one for one in surfaces if one not in ghosts and one not in behind]
    far = np.arange(len(scene.courses)) % 22 // 11 == 1
    far[-2:] = [False, True]
    if behind:
        _bones(axes, behind, 1)
        _muscles(axes, scene, view, far, 2)
        _bones(axes, middle, 3)
        _veil(axes, ghosts, 4)
        _muscles(axes, scene, view, ~far, 5)
    else:
        _bones(axes, middle, 1)
        _muscles(axes, scene, view, np.ones_like(far), 4)


def _bones(axes: Any, surfaces: list[Surface], order: int) -> None:
    from matplotlib.collections import LineCollection, PolyCollection

    corners, colours = in_painters_order(surfaces)
    style: Any = {"facecolors": colours, "edgecolors": colours, "linewidths": 0.35}
    faces = PolyCollection(list(corners), zorder=order, clip_on=False, **style)
    axes.add_collection(faces)
    lines = list(visible_outline(surfaces))
    axes.add_collection(LineCollection(lines, colors=_GHOST, linewidths=0.5, zorder=order))


def _veil(axes: Any, surfaces: list[Surface], order: int) -> None:
    """Bones before the muscle: a veil without seams below it, their outlines above it."""
    from matplotlib.collections import LineCollection
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    corners = np.concatenate([one.corners for one in surfaces])[:, :, :2]
    step = np.ceil(4 * np.concatenate([one.shown for one in surfaces]))
    for level in range(1, 5):
        part = corners[step == level]
        if len(part) == 0:
            continue
        closed = np.concatenate([part, part[:, :1]], axis=1).reshape(-1, 2)
        codes = np.tile([Path.MOVETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY], len(part))
        style = {"facecolor": _VEIL, "edgecolor": "none", "zorder": order}
        axes.add_patch(PathPatch(Path(closed, codes), alpha=0.125 * level, **style))
    lines = list(visible_outline(surfaces))
    axes.add_collection(LineCollection(lines, colors=_GHOST, linewidths=0.6, zorder=order + 2))


def _muscles(axes: Any, scene: Scene, view: View, chosen: Array, order: int) -> None:
    """Fascicles down to the brim, one line for what they share below it, iliacus dashed."""
    colours, norm = _colours()
    courses = scene.courses @ view.axes
    for row in np.argsort(courses[..., 2].mean(axis=1)):
        if not chosen[row]:
            continue
        single = row >= len(courses) - 2
        colour = colours(norm(scene.fibre[row]))
        part = courses[row] if single else courses[row, :2]
        _line(axes, part, _width(scene.strength[row]), colour, order, dashed=single)
    for first in (0, 11):
        if chosen[first]:
            side = slice(first, first + 11)
            mean = np.average(scene.fibre[side], weights=scene.strength[side])
            _line(axes, courses[first, 1:], _width(1.0), colours(norm(mean)), order, dashed=False)


def _line(axes: Any, course: Array, width: float, colour: Any, order: int, *, dashed: bool) -> None:
    style = {"solid_capstyle": "round", "solid_joinstyle": "round", "zorder": order}
    if not dashed:
        axes.plot(*course[:, :2].T, color="white", linewidth=width + 0.8, **style)
    pattern = (0, (2.4, 0.9)) if dashed else "solid"
    axes.plot(*course[:, :2].T, color=colour, linewidth=width, linestyle=pattern, **style)


def _width(strength: float) -> float:
    row = tables.entry("pictures.line_width")
    return float(row["thin"] + (row["thick"] - row["thin"]) * strength)


def _labels(axes: Any, view: View, language: str) -> None:
    style = {"ha": "center", "va": "bottom", "transform": axes.transAxes, "color": _QUIET}
    axes.text(0.5, 1.01, tables.say(f"pictures.{view.name}", language), **style)
    if view.name == "front_view":
        style["fontsize"] = 8.5
        axes.text(0.08, 0.92, tables.say("words.right", language), **style)
        axes.text(0.92, 0.92, tables.say("words.left", language), **style)


def _scale_bar(axes: Any, left: float, low: float) -> None:
    start, height = left + 0.004, low + 0.006
    line = {"color": _INK, "linewidth": 1.4, "solid_capstyle": "butt"}
    axes.plot([start, start + _SCALE_BAR], [height, height], **line)
    where = start + _SCALE_BAR / 2, height + 0.004
    axes.text(*where, f"{100 * _SCALE_BAR:.0f} cm", ha="center", va="bottom", color=_INK)


def _words(figure: Any, scene: Scene, language: str) -> None:
    title = scene.title[:1].upper() + scene.title[1:]
    figure.text(0.5, 0.962, title, ha="center", va="center", fontsize=15, fontweight="bold")
    figure.text(0.5, 0.920, scene.change, ha="center", va="center", fontsize=10.5)
    muscles = tables.say("pictures.muscles", language)
    small = {"ha": "center", "va": "center", "color": _QUIET}
    figure.text(0.5, 0.048, muscles, fontsize=8.5, **small)
    figure.text(0.5, 0.020, scene.footnote, fontsize=7, **small)


def _colour_bar(figure: Any, language: str) -> None:
    from matplotlib.cm import ScalarMappable

    colours, norm = _colours()
    axes = figure.add_axes((0.31, 0.108, 0.38, 0.015))
    bar = figure.colorbar(
        ScalarMappable(norm, colours), cax=axes, orientation="horizontal", extend="both"
    )
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=2, labelsize=8, colors=_QUIET)
    bar.set_ticks(np.linspace(norm.vmin, norm.vmax, 5))
    decimal = "," if language.startswith("de") else "."
    bar.ax.set_xticklabels([f"{tick:.1f}".replace(".", decimal) for tick in bar.get_ticks()])
    style = {"va": "center", "color": _QUIET, "fontsize": 8.5, "transform": axes.transAxes}
    axes.text(-0.07, 0.5, tables.say("pictures.shorter", language), ha="right", **style)
    axes.text(1.07, 0.5, tables.say("pictures.longer", language), ha="left", **style)
    axes.text(0.5, 2.1, tables.say("pictures.fibre", language), ha="center", **style)


def _colours() -> tuple[Any, Any]:
    """Colours and their scale: dark blue short, orange long; told apart by every kind of eye."""
    from matplotlib import colormaps
    from matplotlib.colors import ListedColormap, Normalize

    row = tables.entry("pictures.fibre_colours")
    colours = ListedColormap(colormaps["plasma"](np.linspace(0.0, 0.82, 256)))
    return colours, Normalize(row["low"], row["high"])
