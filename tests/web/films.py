"""Uploads of a guided test, and what a camera would have seen in them; for several test files."""

import uuid
from dataclasses import replace

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from psoascope import tables
from psoascope.errors import ReadError
from psoascope.read import opening
from psoascope.web.movement.models import Analysis
from tests.motion import acts
from tests.motion.actors import Film, filmed, person_bias, standing

START = bytes.fromhex("00000018") + b"ftypisom" + bytes(12)
TEST = "half_kneeling_extension"
ADDRESS = f"/tests/{TEST}/upload/"


def video(name, content=START):
    return SimpleUploadedFile(name, content, content_type="video/mp4")


def sent(*names, **fields):
    plain = {"token": str(uuid.uuid4()), "side": "auto", "height": "", "consent": "yes"}
    return plain | {"videos": [video(name, START + name.encode()) for name in names]} | fields


@pytest.fixture(scope="module")
def film_recordings():
    """What reading the videos gives, by name: three stretches, a stance, a film from the front."""
    rng = np.random.default_rng(12)
    person = person_bias(rng)

    def repeat(film):
        pose = acts.act(TEST, 12, rng)[0]
        # A stiff hip: the thigh stays well in front of the trunk.
        stiff = replace(pose, thigh=pose.thigh + np.array([45.0, 0.0]))
        return filmed(stiff, film, person, rng)

    found = {f"{number}.mp4": repeat(Film()) for number in (1, 2, 3)}
    found["front.mp4"] = repeat(Film(yaw=60))
    # Somebody else is followed for most of the time.
    found["two.mp4"] = replace(found["1.mp4"], person=np.arange(len(found["1.mp4"].time)) // 90.0)
    found["still.mp4"] = filmed(standing(rng), Film(), person, rng)
    found["moving.mp4"] = found["1.mp4"]
    return found


@pytest.fixture
def film_reader(monkeypatch, film_recordings):
    """Reads by name what a camera would have seen; the pose model has tests of its own."""

    def read(path, **_):
        if path.name not in film_recordings:
            raise tables.error(ReadError, "one_picture", name=path.name)
        return film_recordings[path.name]

    monkeypatch.setattr(opening, "read_recording", read)


@pytest.fixture
def send_films(client, film_reader):  # noqa: ARG001 - what is sent is read by it
    def send_films(*names, **fields):
        answer = client.post(ADDRESS, sent(*names, **fields))
        assert answer.status_code == 302, answer.content.decode()
        return Analysis.objects.get(pk=answer.headers["Location"].split("/")[3])

    return send_films
