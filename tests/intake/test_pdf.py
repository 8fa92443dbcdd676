"""The words of PDFs: in reading order, or refused with what is the matter."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.core.names.mention import mentions
from dalil.intake import pdf as reading
from dalil.intake.pdf import PdfUnreadable, PdfWithoutText, words_of
from intake.pdf_making import LOCKED, pdf, scan

CERTIFICATE = "الموقوف عمر محمد الحموي رقم 549 فرع 248\nلم يستجب للإنعاش لمدة 30 دقيقة\nحرر بتاريخ 18/12/2018"


def test_a_typed_certificate_is_read_line_by_line_as_it_is_read_aloud():
    text = words_of(pdf(CERTIFICATE))
    assert text.split("\n") == CERTIFICATE.split("\n")
    (found,) = mentions(text)
    assert found.name.text == "عمر محمد الحموي"


def test_pages_follow_one_another():
    text = words_of(pdf("الموقوف عمر محمد الحموي\n#pagebreak()\nالموقوف سامر علي الشامي"))
    assert [each.name.text for each in mentions(text)] == ["عمر محمد الحموي", "سامر علي الشامي"]


def test_a_scan_has_no_text():
    with pytest.raises(PdfWithoutText):
        words_of(scan())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n", b"%PDF-1.7\n" + b"\0" * 5_000])
def test_what_is_damaged_is_refused(content):
    with pytest.raises(PdfUnreadable, match="damaged"):
        words_of(content)


def test_what_is_locked_says_so():
    with pytest.raises(PdfUnreadable, match="password"):
        words_of(LOCKED)


@pytest.mark.parametrize(("bound", "most"), [("PDF_PAGES_MAX", 1), ("DOCUMENT_BODY_BYTES_MAX", 20)])
def test_more_than_a_paper_has_is_refused(bound, most, monkeypatch):
    content = pdf("الموقوف عمر محمد الحموي\n#pagebreak()\nالموقوف سامر علي الشامي")
    monkeypatch.setattr(reading, bound, most)
    with pytest.raises(PdfUnreadable, match=f"more than {most}"):
        words_of(content)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_rubbish_in_a_pdf_is_read_or_refused(data):
    content = bytearray(pdf(CERTIFICATE))
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(PdfUnreadable, PdfWithoutText):
        assert isinstance(words_of(bytes(content)), str)
