"""Writes data/exercise_loads.toml: what psoascope.psoas.exercise_loads computes.

.venv/bin/python tools/make_exercise_loads.py

To be run again when data/exercises.toml, data/postures.toml or the muscle changes; a test says so.
"""

from pathlib import Path

from psoascope import tables
from psoascope.psoas.exercise_loads import FIGURES, exercise_load

TABLE = Path(__file__).parent.parent / "src" / "psoascope" / "data" / "exercise_loads.toml"
HEAD = """\
# Written by tools/make_exercise_loads.py; do not edit. Value, low and high of what
# psoascope.psoas.exercise_loads computes for each exercise and the reference person at its far
# end. change: length against standing. pull: sum of the pulls of the working side's fascicles.
# spine: what both sides add to the compression of L5/S1. asked = false: pull by stretch alone,
# since the effort is not known. mark: the weakest of what goes in.

[default]
unit = { change = "%", pull = "N", spine = "N" }
source = ["psoascope"]
"""


def text() -> str:
    """The table."""
    parts = [HEAD]
    for name in tables.table("exercises"):
        load = exercise_load(name)
        if load is None:
            continue
        parts.append(f"\n[{name}]")
        for figure in FIGURES:
            one = getattr(load, figure)
            # Adding 0 after rounding turns -0.0 into 0.0.
            edges = [round(float(part), 1) + 0.0 for part in (one.value, one.low, one.high)]
            parts.append(f"{figure} = {edges}")
        parts.append(f'asked = {str(load.asked).lower()}\nmark = "{load.mark}"')
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8")
