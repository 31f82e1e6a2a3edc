"""What leaves the browser over a person's whole way and 70 s more."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
QUIET_S = 70
"""Longer than what a page could wait for to go unnoticed in a short test."""


def network() -> dict[str, Any]:
    """Requests, other hosts and bodies with pictures, by Chromium's own log."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        told = {
            "PSOASCOPE_QUIET_SECONDS": str(QUIET_S),
            "PSOASCOPE_NETWORK_FIGURES": str(figures),
        }
        command = [sys.executable, "-m", "pytest", "-q", "tests/web/test_network.py"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **told}, check=True)
        return dict(json.loads(figures.read_text(encoding="utf-8")))
