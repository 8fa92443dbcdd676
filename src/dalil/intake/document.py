"""Document: the words of a DOCX (ECMA-376) or an OpenDocument text (ODF 1.2), paragraph by paragraph.

Runs in the jail. The body alone: headers, footers, notes and comments are not read. What a document says in
pictures, fields that compute and deleted text is no text. A paragraph is a line, in order, also in a table.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from dalil.core.errors import Refusal
from dalil.core.limits import DOCUMENT_BODY_BYTES_MAX

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What older programs show instead: the same words again."""
_ODF: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BODIES: Final = ("word/document.xml", "content.xml")
_ODF_TEXT: Final = b"application/vnd.oasis.opendocument.text"
_PARAGRAPHS: Final = frozenset({f"{_WORD}p", f"{_STRICT}p", f"{_ODF}p", f"{_ODF}h"})
_SIGNS: Final = {
    **{f"{space}{name}": sign for space in (_WORD, _STRICT) for name, sign in (("tab", "\t"), ("br", "\n"))},
    f"{_ODF}tab": "\t",
    f"{_ODF}s": " ",
    f"{_ODF}line-break": "\n",
}
_RUNS: Final = frozenset({f"{_WORD}t", f"{_STRICT}t"})
_MALFORMED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    EOFError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
    ValueError,
)
"""What zipfile and the XML parser raise over files that are not as the standards say, or are encrypted."""


class DocumentUnreadable(Refusal):
    """The words of the document cannot be read: {detail}."""

    code = "document-unreadable"
    exit_status = 73
    remedy = "It is kept as it is; open a copy of it by hand, on a machine that may be lost."


class NoTextDocument(Refusal):
    """It is an office file and no text: a workbook, slides, or a drawing."""

    code = "no-text-document"
    exit_status = 73
    remedy = "It is kept as it is; a workbook that is a list is read by `dalil lists import`."


def words_of(content: bytes) -> str:
    """Return the text of a document, one line for each paragraph.

    Raises: DocumentUnreadable, NoTextDocument.
    """
    try:
        root = fromstring(_body(content), forbid_dtd=True)
        return "\n".join("".join(_said(paragraph)) for paragraph in _paragraphs(root))
    except _MALFORMED as wrong:
        raise DocumentUnreadable(detail=type(wrong).__name__) from wrong


def _body(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = set(parts.namelist())
        body = next((name for name in _BODIES if name in names), None)
        if body is None or (body == _BODIES[1] and not parts.read("mimetype").startswith(_ODF_TEXT)):
            raise NoTextDocument
        with parts.open(body) as part:  # what the ZIP says of its size is not believed
            found = part.read(DOCUMENT_BODY_BYTES_MAX + 1)
    if len(found) > DOCUMENT_BODY_BYTES_MAX:
        raise DocumentUnreadable(detail=f"its body has more than {DOCUMENT_BODY_BYTES_MAX} bytes")
    return found


def _paragraphs(root: Element) -> Iterator[Element]:
    """Paragraphs in their order; one inside another (a text box) is a line of its own, after it."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in _PARAGRAPHS:
            yield element
        waiting += [child for child in reversed(element) if child.tag != _FALLBACK]


def _said(paragraph: Element) -> Iterator[str]:
    """What a paragraph says, without those inside it."""
    is_odf = paragraph.tag.startswith(_ODF)
    waiting: list[Element | str] = [*reversed(paragraph)]
    if is_odf:
        yield paragraph.text or ""
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
            continue
        if is_odf:
            waiting.append(each.tail or "")
        if each.tag in _SIGNS:
            yield _SIGNS[each.tag]
        elif each.tag not in _PARAGRAPHS and each.tag != _FALLBACK:
            if is_odf or each.tag in _RUNS:
                yield each.text or ""
            waiting += reversed(each)


def warm_up() -> None:
    """Read a document once, while the files of parsers and codecs can still be opened."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", f'<d xmlns:w="{_WORD[1:-1]}"><w:p><w:t>a</w:t></w:p></d>')
    words_of(made.getvalue())
