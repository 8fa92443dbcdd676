import hashlib
import io

import pypdfium2

from dalil.publish.sheet import Fact, FactKind, Sheet, SheetFile, SheetIndividual, render

SHEET = Sheet(
    release="R0001",
    facts=[
        Fact("Recipient", "الجهة المستلمة", "محكمة الجنايات", FactKind.TEXT),
        Fact("Frozen on", "تاريخ التثبيت", "2013-05-01"),
        Fact("Root", "جذر السجل", "ab" * 32, FactKind.CODE),
    ],
    individuals=[SheetIndividual("I0001", [Fact("Number", "الرقم", "٤٠٣٨")])],
    files=[SheetFile("photographs/0001.png", "cd" * 32, "ef" * 32)],
    statement_en=["It identifies nobody."],
    statement_ar=["لا يحدد هوية أحد."],
)


def text_of(content):
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_both_languages_and_every_digest_stand_on_the_sheet():
    text = text_of(render(SHEET, made_at_seconds=1_700_000_000))
    for wanted in ("Exhibit sheet", "nobody", "محكمة", "هوية", "ab" * 32, "cd" * 32, "ef" * 32):
        assert wanted in text
    assert "2013-05-01" in text
    assert "٤٠٣٨" in text


def test_the_same_sheet_gives_the_same_bytes():
    one, other = (hashlib.sha256(render(SHEET, made_at_seconds=1_700_000_000)).hexdigest() for _ in range(2))
    assert one == other


def test_the_sheet_is_an_archival_pdf_in_our_fonts():
    content = render(SHEET, made_at_seconds=1_700_000_000)
    assert b"pdfaid:part>2<" in content
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        fonts = {
            found.get_font().get_base_name()
            for found in document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        }
    assert fonts
    assert all("Amiri" in font or "DejaVuSansMono" in font for font in fonts)


def test_characters_that_steer_direction_do_not_reach_the_page():
    trap = Sheet("R\u202e1", [Fact("Path", "المسار", "a\u202egnp.exe")], [], [], [], [])
    text = text_of(render(trap, made_at_seconds=0))
    assert "\u202e" not in text
