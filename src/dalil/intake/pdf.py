"""PDF: the words of a PDF (ISO 32000) that has them as text, page by page, in reading order.

Runs in the jail. PDFium finds the lines, and turns Arabic from the order in which it was set into the order
in which it is read. A scan has no text, and nothing is read off pictures. Scripts in a file are not run.
"""

import io
from typing import Final

import pypdfium2
from pypdfium2 import PdfiumError

from dalil.core.errors import Refusal
from dalil.core.limits import DOCUMENT_BODY_BYTES_MAX, PDF_PAGES_MAX

_SMALLEST: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
_LOCKED: Final = "password"


class PdfUnreadable(Refusal):
    """The words of the PDF cannot be read: {detail}."""

    code = "pdf-unreadable"
    exit_status = 73
    remedy = "It is kept as it is; open a copy of it by hand, on a machine that may be lost."


class PdfWithoutText(Refusal):
    """The PDF has no text on any page: it is a scan, or drawn."""

    code = "pdf-without-text"
    exit_status = 73
    remedy = "It is kept as it is; somebody has to read it by eye."


def words_of(content: bytes) -> str:
    """Return the text of a PDF, one line for each line of a page, pages in their order.

    Raises: PdfUnreadable, PdfWithoutText.
    """
    try:
        with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
            text = _said(document)
    except PdfiumError as wrong:
        detail = "it is locked with a password" if _LOCKED in str(wrong).lower() else "it is damaged"
        raise PdfUnreadable(detail=detail) from wrong
    if not text.strip():
        raise PdfWithoutText
    return text


def _said(document: pypdfium2.PdfDocument) -> str:
    if len(document) > PDF_PAGES_MAX:
        raise PdfUnreadable(detail=f"it has more than {PDF_PAGES_MAX} pages")
    pages: list[str] = []
    length = 0
    for at in range(len(document)):
        page = document[at]
        page_text = page.get_textpage()
        pages.append(page_text.get_text_range().replace("\r\n", "\n").replace("\x00", ""))
        page_text.close()
        page.close()
        length += len(pages[-1])
        if length > DOCUMENT_BODY_BYTES_MAX:
            raise PdfUnreadable(detail=f"it has more than {DOCUMENT_BODY_BYTES_MAX} characters")
    return "\n".join(pages)


def warm_up() -> None:
    """Load the library and the codec of its texts, and read one page, while files can still be opened."""
    "a".encode("utf-16-le").decode("utf-16-le")
    with pypdfium2.PdfDocument(io.BytesIO(_SMALLEST)) as document:
        _said(document)
