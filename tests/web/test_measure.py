"""The guided tests on the web: what they can say, and results that were typed in."""

import pytest

from psoascope import tables
from psoascope.web.checkin.models import CheckIn
from psoascope.web.measure.models import Measurement
from psoascope.web.measure.services import banded
from tests.web.test_checkin import NO_SIGNS, QUICK

pytestmark = pytest.mark.django_db

STIFF = {"right_half_kneeling_hip": "21,5"}


def findings():
    return {one["key"] for one in CheckIn.objects.get().document["findings"]}


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_each_test_says_what_it_can_and_cannot_say(client, language):
    client.cookies["language"] = language
    listed = client.get("/tests/").content.decode()
    for name in tables.table("tests"):
        assert f"/tests/{name}/" in listed
        page = client.get(f"/tests/{name}/").content.decode()
        assert page.count("<svg") == 1
        for field in ("can_say", "cannot_say"):
            assert tables.say(f"tests.{name}", language, field)[:60] in page.replace("&#x27;", "'")
    assert client.get("/tests/nonsense/").status_code == 404


def test_a_typed_result_joins_findings_and_plan_and_leaves_with_its_deletion(client):
    client.post("/checkin/quick/", QUICK)
    assert "short" not in findings()
    client.cookies["language"] = "de"
    client.post("/tests/half_kneeling_extension/", STIFF)
    assert "short" in findings()
    listed = client.get("/tests/").content.decode()
    assert tables.say("measure_pages.results", "de") in listed
    assert "22 Grad (11 bis 32)" in listed
    client.post(f"/tests/results/{Measurement.objects.get().pk}/delete/")
    assert "short" not in findings()


def test_the_band_of_a_typed_value_comes_from_the_smallest_change():
    # 18 deg = 1.96 * sqrt(2) * 6.49; 1.645 of that either way.
    band = banded("half_kneeling_extension", "half_kneeling_hip", -4.0)
    assert band["low"] == pytest.approx(-4.0 - 10.68, abs=0.01)
    assert band["high"] == pytest.approx(-4.0 + 10.68, abs=0.01)


def test_strength_is_worked_out_from_force_lever_and_mass(client):
    typed = {"left_force": "150", "left_lever_arm": "0.36", "left_body_mass": "70"}
    assert client.post("/tests/hip_flexion_strength/", typed).status_code == 302
    found = Measurement.objects.get().document["sides"]["left"]["strength_per_mass"]
    assert found["value"] == pytest.approx(150 * 0.36 / 70)
    assert found["low"] < found["value"] < found["high"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("half_kneeling_extension", {}),
        ("half_kneeling_extension", {"right_half_kneeling_hip": "much"}),
        ("hip_flexion_strength", {"left_force": "150"}),
        (
            "hip_flexion_strength",
            {"left_force": "9000", "left_lever_arm": "0.3", "left_body_mass": "70"},
        ),
    ],
)
def test_what_cannot_be_is_named_and_stays_in_the_form(client, name, typed):
    answer = client.post(f"/tests/{name}/", typed)
    assert answer.status_code == 422
    assert "error-text" in answer.content.decode()
    for value in typed.values():
        assert f'value="{value}"' in answer.content.decode()
    assert not Measurement.objects.exists()


def test_no_test_is_offered_after_a_warning_sign(client):
    client.post("/checkin/quick/", QUICK)
    client.post("/checkin/signs/", NO_SIGNS | {"group_nerves": ["saddle_numbness", "none"]})
    for path in ("/tests/", "/tests/bridge/"):
        page = client.get(path).content.decode()
        assert tables.say("measure_pages.urgent") in page
        assert "<form method" not in page.split("<main")[1]


def test_nobody_else_sees_or_deletes_a_result(client, other_client):
    client.post("/tests/half_kneeling_extension/", {"right_half_kneeling_hip": "21"})
    own = tables.say("measure_pages.results")
    assert own in client.get("/tests/").content.decode()
    assert own not in other_client.get("/tests/").content.decode()
    other_client.post("/checkin/quick/", QUICK)
    other_client.post(f"/tests/results/{Measurement.objects.get().pk}/delete/")
    assert Measurement.objects.exists()
