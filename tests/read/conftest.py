"""The real clip, read once with the model meant for files."""

from pathlib import Path

import pytest
from tools.fetch_clip import fetch

from psoascope.read.recording import Recording
from psoascope.read.video import Timing, read_video
from tests import clips


@pytest.fixture(scope="session")
def demo() -> tuple[Recording, Timing]:
    """The whole real clip: a man on a roof, and from frame 58 on a woman who walks."""
    timing = Timing()
    return read_video(fetch(), model="heavy", timing=timing), timing


@pytest.fixture(scope="session")
def walk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty-six pictures of the walking woman alone, as mp4."""
    return clips.save(tmp_path_factory.mktemp("clips") / "walk.mp4", clips.walker())


@pytest.fixture(scope="session")
def walk(walk_file: Path) -> Recording:
    """The same, read with the fastest model."""
    return read_video(walk_file, model="lite")
