"""Plans on paper: whole, tagged, with pictures in their colours, and nothing from outside."""

import ctypes
from io import BytesIO

import pypdfium2
import pytest

from psoascope import tables
from psoascope.checkin import check_in
from psoascope.errors import ExtraError
from psoascope.report.pdf import drawn, pdf, printed_tokens
from psoascope.report.plan_document import Reader, plan_document
from psoascope.report.plan_page import plan_page
from tests.care.test_cases import CASES

ADDRESS = "https://example.org/plan/7"


def document_of(name, **reader):
    return plan_document(check_in(CASES[name]["checkin"]), Reader(**reader))


def pages_of(document, language):
    return pypdfium2.PdfDocument(BytesIO(pdf(plan_page(document, language))))


def text_of(pages):
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_a_plan_on_paper_holds_what_the_page_holds(language):
    document = document_of("01_desk_worker", language=language, url=ADDRESS)
    text = text_of(pages_of(document, language)).replace("- ", "-")
    assert document["plan"]["exercises"]
    for one in document["plan"]["exercises"]:
        assert one["say"][language] in text
        assert one["dose"]["say"][language] in text
        for sign in one["stop"]:
            assert sign["say"][language].split(":")[0] in text
    assert ADDRESS in text


def test_an_emergency_on_paper_has_no_exercise():
    document = document_of("14_cauda_equina", emergency_number="112")
    text = text_of(pages_of(document, "en"))
    assert document["triage"]["say"]["en"] in text
    assert tables.say("plan_page.dose", "en") not in text
    assert "112" in text


def test_the_paper_is_tagged_for_screen_readers_and_names_its_language():
    document = document_of("01_desk_worker", language="de")
    pages = pages_of(document, "de")
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pages.raw)
    letters = (ctypes.c_ushort * 10)()
    pypdfium2.raw.FPDFCatalog_GetLanguage(pages.raw, letters, 20)
    assert "".join(map(chr, letters)).rstrip("\0") == "de"


def test_the_pictures_keep_their_colours_on_paper():
    page = drawn(plan_page(document_of("01_desk_worker"), "en"))
    pictures = [part.split("</svg>")[0] for part in page.split("<svg")[1:]]
    assert pictures
    assert not any("var(" in picture for picture in pictures)
    assert any(printed_tokens()["--muscle"] in picture for picture in pictures)


def test_a_page_that_asks_for_something_from_outside_does_not_get_it():
    made = pdf(
        '<html lang="en"><title>x</title><img src="https://example.org/a.png" alt="a">b</html>'
    )
    assert made[:5] == b"%PDF-"


def test_without_the_library_below_it_says_what_to_install(monkeypatch):
    def missing(_):
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr("psoascope.report.pdf.import_module", missing)
    with pytest.raises(ExtraError, match="libpango"):
        pdf("<html></html>")
