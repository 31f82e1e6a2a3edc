"""A walker of sticks filed as laboratories do: any unit, any axis up, any facing, mirrored."""

from dataclasses import dataclass

import numpy as np

from tests.motion.walkers import NAMES, Walk, body

SCALES = {"m": 1.0, "cm": 100.0, "mm": 1000.0}


@dataclass(frozen=True)
class Lab:
    """How a laboratory files a walk."""

    unit: str = "mm"
    up: str = "y"
    heading: float = 0.0  # deg, about the vertical
    mirrored: bool = False
    place: tuple[float, float] = (0.0, 0.0)  # m, on the floor


def points(walk: Walk, lab: Lab):
    """Points (T, 12, 3) of a walk in the laboratory's axes and unit."""
    turn = np.radians(lab.heading)
    x, y, z = np.moveaxis(body(walk), -1, 0)
    forward = x * np.cos(turn) - z * np.sin(turn) + lab.place[0]
    across = x * np.sin(turn) + z * np.cos(turn) + lab.place[1]
    if lab.mirrored:
        across = -across
    axes = (forward, y, across) if lab.up == "y" else (forward, -across, y)
    return SCALES[lab.unit] * np.stack(axes, axis=-1)


def trc(path, walk: Walk, lab: Lab):
    """The walk as .trc."""
    filed = points(walk, lab)
    rows = [
        f"PathFileType\t4\t(X/Y/Z)\t{path.name}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\t"
        "OrigDataStartFrame\tOrigNumFrames",
        f"30\t30\t{len(filed)}\t{len(NAMES)}\t{lab.unit}\t30\t1\t{len(filed)}",
        "Frame#\tTime\t" + "\t\t\t".join(NAMES) + "\t\t",
        "\t\t" + "\t".join(f"{a}{n}" for n in range(1, len(NAMES) + 1) for a in "XYZ"),
    ]
    for number, (time, row) in enumerate(
        zip(walk.time, filed.reshape(len(filed), -1), strict=True)
    ):
        rows.append("\t".join([str(number + 1), f"{time:.9f}", *(f"{v:.7f}" for v in row)]))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def c3d(path, walk: Walk, lab: Lab):
    """The walk as .c3d, written by ezc3d."""
    content = content_of(points(walk, lab), lab.unit, NAMES)
    content.write(str(path))
    return path


def content_of(filed, unit: str, names, rate: float = 30.0):
    """An ezc3d structure of points (T, K, 3)."""
    import ezc3d

    content = ezc3d.c3d()
    content["data"]["points"] = np.concatenate(
        [filed.transpose(2, 1, 0), np.ones((1, filed.shape[1], len(filed)))]
    )
    point = content["parameters"]["POINT"]
    point["LABELS"]["value"] = tuple(names)
    point["RATE"]["value"] = [rate]
    point["UNITS"]["value"] = [unit]
    return content
