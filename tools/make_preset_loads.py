"""Writes data/preset_loads.toml: what psoascope.psoas.presets computes for the reference person.

.venv/bin/python tools/make_preset_loads.py

To be run again when data/presets.toml, data/postures.toml, data/activities.toml or the muscle
changes; a test says so.
"""

from collections.abc import Mapping
from pathlib import Path

from psoascope.psoas.presets import preset, preset_names
from psoascope.quantity import Quantity

TABLE = Path(__file__).parent.parent / "src" / "psoascope" / "data" / "preset_loads.toml"
HEAD = """\
# Written by tools/make_preset_loads.py; do not edit. Value, low and high of what
# psoascope.psoas.presets computes for each entry of data/presets.toml and the reference person.
# change: length of the whole muscle against standing. tension: sum of the pulls of a side's
# fascicles. spine: what they add to the compression of L5/S1, nothing else that presses there.
# rest: by stretch alone. work: with the muscle as active as that posture is thought to ask.
# mark: the weakest of what goes in.

[default]
unit = { change = "%", rest_tension = "N", rest_spine = "N", work_tension = "N", work_spine = "N" }
source = ["psoascope"]
"""


def text() -> str:
    """The table."""
    parts = [HEAD]
    for name in preset_names():
        found = preset(name)
        parts.append(f"\n[{name}]")
        for whose in ("right", "left", "both"):
            parts.append(f"{whose} = {_row(getattr(found, whose))}")
        parts.append(f'mark = "{found.mark}"\nwork_mark = "{found.work_mark}"')
    return "\n".join(parts) + "\n"


def _row(figures: Mapping[str, Quantity]) -> str:
    cells = (f"{figure} = {_edges(one)}" for figure, one in figures.items())
    return "{ " + ", ".join(cells) + " }"


def _edges(one: Quantity) -> str:
    # Adding 0 after rounding turns -0.0 into 0.0.
    return str([round(float(part), 1) + 0.0 for part in (one.value, one.low, one.high)])


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8")
