"""What ezc3d works out of the force plates of a .c3d, in a process of its own.

Run as ``python -m psoascope.read.c3d_native walk.c3d plates.npz``: a native reader that meets a
damaged file may crash, and then only this process ends.
"""

import sys
from typing import Any

import numpy as np

PARTS = ("force", "moment", "center_of_pressure")


def save(path: str, target: str) -> None:
    """Saves each plate's force, moment and centre of pressure as numbered arrays (N, 3).

    Parameters
    ----------
    path : str
        A .c3d whose head was checked.
    target : str
        An .npz file: force0, moment0, center_of_pressure0, unit_moment0, force1...
    """
    import ezc3d  # type: ignore[import-untyped]

    filed: dict[str, Any] = {}
    platforms = ezc3d.c3d(path, extract_forceplat_data=True)["data"]["platform"]
    for number, platform in enumerate(platforms):
        filed |= {f"{part}{number}": np.asarray(platform[part]).T for part in PARTS}
        filed[f"unit_moment{number}"] = np.array(platform["unit_moment"])
    np.savez(target, **filed)


if __name__ == "__main__":
    save(sys.argv[1], sys.argv[2])
