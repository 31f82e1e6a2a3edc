"""Clips that tests of several rooms need."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def clip() -> Path:
    """The whole real clip; fetched once, then kept under var/."""
    from tools.fetch_clip import fetch

    return fetch()


@pytest.fixture(scope="session")
def short_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two and a half seconds of the walking woman alone, as mp4."""
    from tests import clips

    return clips.save(
        tmp_path_factory.mktemp("clips") / "short.mp4", clips.walker(first=70, last=145)
    )
