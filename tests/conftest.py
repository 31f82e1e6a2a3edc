"""Clips that tests of several rooms need."""

import signal
from pathlib import Path

import pytest


def pytest_configure() -> None:
    # A shell without job control starts jobs deaf to Ctrl-C; what the tests start must hear it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


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
