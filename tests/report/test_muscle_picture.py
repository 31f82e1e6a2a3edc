"""The picture of the muscle on the bones."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from psoascope import psoas
from psoascope.errors import ExtraError, RangeError, ShapeError, WriteError
from psoascope.psoas.force import muscle_force
from psoascope.psoas.posture_angles import PostureAngles, posture_angles
from psoascope.report import muscle_picture
from psoascope.report.muscle_picture import picture
from psoascope.report.muscle_scene import scene_of
from psoascope.report.muscle_view import VIEWS, in_painters_order, visible_outline

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def sitting():
    return scene_of("chair_sitting", None, "en")


@pytest.fixture(scope="module")
def drawing(tmp_path_factory):
    """A German SVG of a stretch, as text."""
    pytest.importorskip("matplotlib")
    target = tmp_path_factory.mktemp("drawing") / "dehnung.svg"
    assert picture("half_kneeling_stretch", target, language="de") == target
    return target.read_text(encoding="utf-8")


def test_the_colour_is_the_fibre_length_of_the_default_architecture(sitting):
    angles = posture_angles("chair_sitting")
    fibre = muscle_force(psoas.state(*angles).length).fibre_length
    # 1e-12: the same formula from the same lengths.
    assert np.abs(sitting.fibre[:22] - fibre).max() < 1e-12
    assert sitting.fibre[22] < 0.8 < 0.9 < sitting.fibre[:22].min()


def test_the_strongest_fascicle_is_the_widest(sitting):
    assert sitting.strength[:11].argmax() == psoas.FASCICLES.index("L1_VB_r")
    assert sitting.strength.max() == 1.0
    assert sitting.strength[22] == sitting.strength[23] == np.median(sitting.strength[:11])


def test_the_words_give_the_change_of_both_sides_with_its_band():
    scene = scene_of("half_kneeling_stretch", psoas.Person(1.82), "de")
    both = psoas.posture("half_kneeling_stretch", psoas.Person(1.82))
    edges = both.right.change.low, both.right.change.high
    low, high = (f"{edge:+.1f}".replace(".", ",") for edge in edges)
    assert f"[{low} … {high}]" in scene.change
    assert "links −15,8 %" in scene.change
    assert "1,82 m" in scene.footnote


def test_given_angles_have_no_band_and_say_so():
    angles = PostureAngles(np.zeros((5, 3)), [0.5, 0.0, 0.0], [-0.2, 0.0, 0.0])
    scene = scene_of(angles, None, "en")
    assert "[" not in scene.change
    assert "No range" in scene.footnote
    assert re.search(r"right −\d\.\d %, left \+\d\.\d %", scene.change)


def test_only_what_faces_the_eye_is_drawn_and_the_nearest_last(sitting):
    for surfaces in sitting.surfaces:
        for one in surfaces:
            sides = one.corners[:, 1:] - one.corners[:, :1]
            assert (np.cross(sides[:, 0], sides[:, 1])[:, 2] > 0).all()
        corners, colours = in_painters_order(surfaces)
        assert len(corners) == len(colours) == sum(len(one.corners) for one in surfaces)
        assert colours[:, :3].min() > 0.55


def test_from_the_front_the_right_thigh_is_on_the_left_of_the_picture(sitting):
    assert VIEWS[1].name == "front_view"
    middle = {one.name: one.corners[..., 0].mean() for one in sitting.surfaces[1]}
    assert middle["femur_r"] < middle["sacrum"] < middle["femur_l"]


def test_bent_thighs_point_forward_and_fade_away(sitting):
    thigh = next(one for one in sitting.surfaces[0] if one.name == "femur_l")
    forward = thigh.corners[..., 0].mean(axis=1)
    assert forward[thigh.shown == 1].max() < forward[thigh.shown < 0.3].mean()
    assert (thigh.colours[:, 3] == thigh.shown).all()


def test_hidden_outlines_are_left_out(sitting):
    surfaces = sitting.surfaces[1]
    edges = sum(len(one.outline) for one in surfaces)
    assert 0.2 * edges < len(visible_outline(surfaces)) < 0.9 * edges


def test_a_screen_reader_is_told_what_the_drawing_shows(drawing):
    root = ElementTree.fromstring(drawing)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Dehnung im Halbkniestand"
    described = root.find(f"{SVG}desc").text
    assert "Faserlänge" in described
    assert "rechts +1,9 %" in described
    assert {root.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")} == set(
        root.get("aria-labelledby").split()
    )


def test_the_drawing_is_small_has_real_words_and_names_no_date(drawing):
    assert len(drawing.encode()) < 1_500_000
    words = " ".join(text.text or "" for text in ElementTree.fromstring(drawing).iter(f"{SVG}text"))
    for word in ("von rechts", "von vorn", "5 cm", "Faserlänge", "kürzer", "1,2"):
        assert word in words
    assert "<dc:date" not in drawing


def test_every_kind_of_file_is_written(tmp_path):
    pytest.importorskip("matplotlib")
    for kind, start in (("png", b"\x89PNG"), ("pdf", b"%PDF")):
        content = picture("standing", tmp_path / f"a.{kind}").read_bytes()
        assert content.startswith(start)


def test_other_endings_are_refused_with_the_cure(tmp_path):
    with pytest.raises(WriteError, match=r"a\.jpeg .* \.svg, \.png, \.pdf.* Change the ending"):
        picture("standing", tmp_path / "a.jpeg")
    assert list(tmp_path.iterdir()) == []


def test_a_posture_with_a_missing_angle_is_not_drawn():
    with pytest.raises(RangeError, match="hip_left is missing"):
        scene_of(PostureAngles(np.zeros((5, 3)), np.zeros(3), np.full(3, np.nan)), None, "en")


def test_more_than_one_posture_is_not_drawn():
    with pytest.raises(ShapeError, match=r"\(2, 5, 3\)"):
        scene_of(PostureAngles(np.zeros((2, 5, 3)), np.zeros(3), np.zeros(3)), None, "en")


def test_without_matplotlib_the_cure_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(muscle_picture, "find_spec", lambda _name: None)
    with pytest.raises(ExtraError, match=r"psoascope\[plot\]"):
        picture("standing", tmp_path / "a.svg")
    assert list(tmp_path.iterdir()) == []
