"""Writes data/activity_loads.toml: what psoascope.daily computes for the reference person.

.venv/bin/python tools/make_activity_loads.py

To be run again when data/activities.toml, data/postures.toml or the muscle changes; a test says so.
"""

from pathlib import Path

from psoascope.daily import loads
from psoascope.quantity import Quantity

TABLE = Path(__file__).parent.parent / "src" / "psoascope" / "data" / "activity_loads.toml"
HEAD = """\
# Written by tools/make_activity_loads.py; do not edit. What psoascope.daily computes for each
# activity and the reference person: value, low and high of the shares of time short and long, of
# the active pull in shares of the greatest, and of the compression of L5/S1 by both muscles. mark:
# the weakest of what goes in.

[default]
unit = { short = "1", long = "1", pull = "1", spine = "N" }
source = ["psoascope"]
"""


def main() -> None:
    """Writes the table."""
    parts = [HEAD]
    for key, load in loads().items():
        parts.append(f"\n[{key}]")
        for name in ("short", "long", "pull"):
            parts.append(f"{name} = {_edges(getattr(load, name), 4)}")
        parts.append(f"spine = {_edges(load.spine, 1)}")
        parts.append(f'mark = "{load.mark}"')
    TABLE.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _edges(one: Quantity, digits: int) -> str:
    return str([round(float(part), digits) for part in (one.value, one.low, one.high)])


if __name__ == "__main__":
    main()
