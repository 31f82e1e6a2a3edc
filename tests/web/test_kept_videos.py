"""Videos that their owner wanted kept: deleted at once when told to, or without consent."""

import uuid
import zipfile
from io import BytesIO

import pytest

from psoascope import tables
from psoascope.web.measure.models import Measurement
from psoascope.web.movement.housekeeping import keep_house
from psoascope.web.movement.models import Analysis, State
from tests.web.films import ADDRESS, TEST
from tests.web.test_checkin import QUICK

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(send_films, work, uploads_folder):
    """A finished test whose videos were to be kept, and its folder."""
    analysis = send_films("1.mp4", "2.mp4", keep="yes")
    work()
    keep_house()
    folder = uploads_folder / str(analysis.pk)
    assert {path.name for path in folder.iterdir()} == {"1.mp4", "2.mp4"}
    return analysis, folder


def test_kept_videos_can_be_deleted_now_and_the_result_stays(client, kept):
    analysis, folder = kept
    address = f"/tests/films/{analysis.pk}/delete-videos/"
    found = Measurement.objects.get()
    assert address in client.get(f"/tests/results/{found.pk}/").content.decode()
    client.post(address)
    assert not folder.exists()
    page = client.get(f"/tests/results/{found.pk}/").content.decode()
    assert address not in page
    assert tables.say("upload_pages.deleted") in page


def test_withdrawing_consent_deletes_kept_videos_and_what_waits(client, kept, send_films, upload):
    _, folder = kept
    waiting, walk = send_films("3.mp4"), upload()
    client.post("/walks/sample/", {"token": str(uuid.uuid4())})
    client.post("/me/consent/", {"purpose": "video", "given": "no"})
    assert list(folder.parent.iterdir()) == []
    left = Analysis.objects.all()
    assert not {waiting.pk, walk.pk} & {one.pk for one in left}
    assert [one.sample for one in left.filter(state=State.QUEUED)] == [True]
    assert Measurement.objects.count() == 1
    assert 'name="consent"' in client.get(ADDRESS).content.decode()


def test_another_consent_leaves_the_videos_alone(client, kept):
    client.post("/me/consent/", {"purpose": "share", "given": "no"})
    assert kept[1].exists()


@pytest.mark.parametrize("way", ["/me/delete/", "result", "film"])
def test_deleting_takes_the_videos_along(client, kept, way):
    analysis, folder = kept
    client.post("/checkin/quick/", QUICK)
    result = f"/tests/results/{Measurement.objects.get().pk}/delete/"
    film = f"/tests/films/{analysis.pk}/delete/"
    client.post({"result": result, "film": film}.get(way, way), {"sure": "yes"})
    assert not folder.exists()
    assert not Measurement.objects.exists()
    assert not Analysis.objects.exists()


def test_the_export_holds_rows_result_and_kept_videos(client, kept):
    analysis, folder = kept
    packed = zipfile.ZipFile(BytesIO(client.get("/me/export/").getvalue()))
    found = Measurement.objects.get()
    for name in ("1.mp4", "2.mp4"):
        assert packed.read(f"videos/{analysis.pk}/{name}") == (folder / name).read_bytes()
    sentence = found.document["sides"]["right"]["half_kneeling_hip"]["sentence"]["en"]
    assert sentence in packed.read(f"tests/{found.pk}.html").decode()
    assert str(analysis.pk) in packed.read("measurements.csv").decode()
    assert TEST in packed.read("analyses.csv").decode()
    assert list(folder.parent.iterdir()) == [folder]


def test_nobody_else_sees_or_deletes_an_upload(client, other_client, kept):
    analysis, folder = kept
    other_client.post("/checkin/quick/", QUICK)
    other_client.post("/walks/sample/", {"token": str(uuid.uuid4())})
    for path in ("", "status/"):
        assert other_client.get(f"/tests/films/{analysis.pk}/{path}").status_code == 404
    for path in ("delete/", "delete-videos/"):
        assert other_client.post(f"/tests/films/{analysis.pk}/{path}").status_code == 404
    assert folder.exists()
    own = Analysis.objects.get(sample=True)
    assert other_client.get(f"/tests/films/{own.pk}/").status_code == 404
    for path in ("", "status/"):
        assert client.get(f"/walks/{analysis.pk}/{path}").status_code == 404
    assert "1.mp4" not in client.get("/walks/new/").content.decode()
