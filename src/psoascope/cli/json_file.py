"""A JSON file that a person wrote, refused by name and line where it is none."""

import json
from pathlib import Path
from typing import Any

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.read.files import checked_file


def read_json(path: str | Path) -> Any:
    """What a JSON file holds.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    dict, list, str, float, bool or None
        Whoever asked for it refuses what does not belong there.

    Raises
    ------
    ReadError
        There is no such file, or it is not JSON in UTF-8, or it gives a key twice.
    """
    file = checked_file(path)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise tables.error(ReadError, "plan_page.said_twice", name=file.name, part=key)
            found[key] = value
        return found

    try:
        return json.loads(file.read_bytes().decode("utf-8-sig"), object_pairs_hook=once)
    except UnicodeDecodeError as problem:
        raise tables.error(ReadError, "plan_page.not_utf8", name=file.name) from problem
    except json.JSONDecodeError as problem:
        values = {"reason": problem.msg, "line": problem.lineno}
        raise tables.error(ReadError, "plan_page.not_json", name=file.name, **values) from problem
    except RecursionError as problem:
        values = {"reason": "too many brackets in one another", "line": 1}
        raise tables.error(ReadError, "plan_page.not_json", name=file.name, **values) from problem
