"""Paper text: the words of a paper whose bytes hold them as text, and in which encoding they stood.

Runs in the jail. Plain text in UTF-8, UTF-16 with its mark, or Windows-1256; documents
(:mod:`dalil.intake.document`); and PDFs that hold text (:mod:`dalil.intake.pdf`). Nothing is read off
pictures, and no other encoding is tried: text in one reads as letters that say nothing.
"""

from dataclasses import dataclass
from typing import Final

from dalil.core.errors import Refusal
from dalil.intake import document, pdf

READ_FORMATS: Final = ("text", "text-8bit", "ooxml", "odf", "pdf")
"""Formats, as :mod:`dalil.intake.identify` calls them, that are read."""
_EIGHT_BIT: Final = "cp1256"
"""Arabic on Windows. ISO 8859-6 and the Macintosh's encoding are not told from it."""
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class TextBroken(Refusal):
    """The text is not in {encoding} throughout."""

    code = "text-broken"
    exit_status = 73
    remedy = "It is kept as it is; what stands before the first wrong byte can be read by hand."


@dataclass(frozen=True, slots=True)
class PaperText:
    """What a paper says. ``encoding``: as Python calls it; ``paragraphs`` of a document, ``pages`` of PDF."""

    text: str
    encoding: str


def paper_text(content: bytes, form: str) -> PaperText:
    """Return the text of a paper.

    Args:
        content: all its bytes.
        form: one of :data:`READ_FORMATS`.

    Raises: TextBroken, DocumentUnreadable, NoTextDocument, PdfUnreadable, PdfWithoutText.

    """
    if form in ("ooxml", "odf"):
        return PaperText(document.words_of(content), "paragraphs")
    if form == "pdf":
        return PaperText(pdf.words_of(content), "pages")
    if form == "text-8bit":
        return _decoded(content, _EIGHT_BIT)
    return _decoded(content, "utf-16" if content.startswith(_MARKS) else "utf-8-sig")


def _decoded(content: bytes, encoding: str) -> PaperText:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise TextBroken(encoding=encoding) from wrong
    return PaperText(text, encoding)


def warm_up() -> None:
    """Use every codec and parser once, while their files can still be opened."""
    for encoding in (_EIGHT_BIT, "utf-16", "utf-8-sig", "cp437"):
        "a".encode(encoding).decode(encoding)
    document.warm_up()
    pdf.warm_up()
