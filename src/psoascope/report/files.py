"""The files of a report, all drawn from its document: json, html, mot, sto."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from psoascope.arrays import Array
from psoascope.read.files import written_aside
from psoascope.read.storage import Storage, write_storage
from psoascope.report.page import page

FILES = ("report.json", "report.html", "angles.mot", "psoas.sto")


def write_report(document: dict[str, Any], folder: str | Path, language: str = "en") -> list[Path]:
    """Writes the four files of a report, each whole or not at all.

    Parameters
    ----------
    document : dict
        Made by report.document.
    folder : str or Path
        Made if absent.
    language : str
        Of report.html.

    Returns
    -------
    list of Path
        In the order of FILES.

    Raises
    ------
    WriteError
        The folder cannot be written to.
    """
    paths = [Path(folder) / name for name in FILES]
    texts = (json.dumps(document, ensure_ascii=False), page(document, language))
    for path, text in zip(paths[:2], texts, strict=True):
        with written_aside(path) as aside:
            aside.write_text(text, encoding="utf-8")
    write_storage(paths[2], angles_storage(document))
    write_storage(paths[3], psoas_storage(document))
    return paths


def angles_storage(document: dict[str, Any]) -> Storage:
    """Angles of both legs in degrees, with bands, for OpenSim's readers.

    Parameters
    ----------
    document : dict

    Returns
    -------
    Storage
        trunk_thigh is hip and lumbar flexion together, so it is not called hip_flexion.
    """
    names = {
        "hip_flexion_deg": "trunk_thigh_{}",
        "hip_flexion_low_deg": "trunk_thigh_{}_low",
        "hip_flexion_high_deg": "trunk_thigh_{}_high",
        "knee_flexion_deg": "knee_flexion_{}",
    }
    lean = {"trunk_lean": _column(document["curves"]["trunk_lean_deg"])}
    return _storage(document, "angles", lean | _sides(document, names), in_degrees=True)


def psoas_storage(document: dict[str, Any]) -> Storage:
    """Psoas length (m) and change against standing (%) of both sides, with bands.

    Parameters
    ----------
    document : dict

    Returns
    -------
    Storage
    """
    names = {
        "psoas_length_m": "psoas_{}_length_m",
        "psoas_length_low_m": "psoas_{}_length_low_m",
        "psoas_length_high_m": "psoas_{}_length_high_m",
        "psoas_change_percent": "psoas_{}_change_percent",
        "psoas_change_low_percent": "psoas_{}_change_low_percent",
        "psoas_change_high_percent": "psoas_{}_change_high_percent",
    }
    return _storage(document, "psoas", _sides(document, names), in_degrees=False)


def _storage(
    document: dict[str, Any], name: str, columns: dict[str, Array], *, in_degrees: bool
) -> Storage:
    return Storage(
        name=name,
        time=_column(document["curves"]["time_s"]),
        names=tuple(columns),
        values=np.stack(list(columns.values()), axis=1),
        in_degrees=in_degrees,
    )


def _sides(document: dict[str, Any], names: dict[str, str]) -> dict[str, Array]:
    return {
        name.format(side[0]): _column(document["sides"][side]["curves"][key])
        for side in ("right", "left")
        for key, name in names.items()
    }


def _column(values: list[float | None]) -> Array:
    return np.array(values, dtype=np.float64)
