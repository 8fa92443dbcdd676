"""The words of texts and documents, and what cannot be read of them by its code."""

import io
import zipfile

import pytest

from dalil.core.limits import DOCUMENT_BODY_BYTES_MAX
from dalil.intake import document
from dalil.intake.paper_text import TextBroken, paper_text

WORDS = "المدعو محمد أحمد الحلبي\nوالدته فاطمة"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ODF = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
OFFICE = "application/vnd.oasis.opendocument"


def zipped(**parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return kept.getvalue()


def docx(body, space=W):
    xml = f'<w:document xmlns:w="{space}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
    return zipped(**{"word__document.xml": xml})


def odf(body, kind="text"):
    content = f"<office:t xmlns:office='o' {ODF}>{body}</office:t>"
    return zipped(mimetype=f"{OFFICE}.{kind}", **{"content.xml": content})


def paragraph(*runs):
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


@pytest.mark.parametrize(
    ("content", "form", "encoding"),
    [
        (WORDS.encode(), "text", "utf-8-sig"),
        (b"\xef\xbb\xbf" + WORDS.encode(), "text", "utf-8-sig"),
        (WORDS.encode("utf-16"), "text", "utf-16"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "text", "utf-16"),
        (WORDS.replace("\n", "\r\n").encode("cp1256"), "text-8bit", "cp1256"),
        (docx("".join(paragraph(line[:7], line[7:]) for line in WORDS.split("\n"))), "ooxml", "paragraphs"),
        (docx("".join(map(paragraph, WORDS.split("\n"))), STRICT), "ooxml", "paragraphs"),
        (odf("".join(f"<text:p>{line}</text:p>" for line in WORDS.split("\n"))), "odf", "paragraphs"),
        (odf("<text:h>المدعو<text:s/><text:span>محمد </text:span>أحمد<text:tab/>الحلبي</text:h><text:p>"
             "والدته <text:span>فاطمة</text:span></text:p>"), "odf", "paragraphs"),
    ],
)  # fmt: skip
def test_words_are_read_in_every_form(content, form, encoding):
    read = paper_text(content, form)
    assert read.encoding == encoding
    assert read.text.replace("\t", " ").replace("\r\n", "\n") == WORDS


def test_a_table_gives_its_cells_one_under_another_and_a_box_is_read_once():
    cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("الاسم", "خالد"))
    box = f"<w:p><mc:AlternateContent><mc:Choice>{paragraph('داخل')}</mc:Choice>"
    box += f"<mc:Fallback>{paragraph('داخل')}</mc:Fallback></mc:AlternateContent></w:p>"
    told = paper_text(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{box}"), "ooxml").text.split("\n")
    assert told == ["الاسم", "خالد", "", "داخل"]


BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no zip",
        docx(paragraph("a"))[:-30],
        docx("<w:p>"),
        zipped(**{"word__document.xml": BOMB}),
        zipped(**{"word__document.xml": b" " * (DOCUMENT_BODY_BYTES_MAX + 1)}),
    ],
    ids=["empty", "no-zip", "cut", "no-xml", "entities", "endless"],
)
def test_a_document_that_is_none_is_refused(content):
    with pytest.raises(document.DocumentUnreadable):
        paper_text(content, "ooxml")


def test_a_workbook_is_no_text_document():
    for content in (zipped(**{"xl__workbook.xml": "<a/>"}), odf("<text:p>أ</text:p>", "spreadsheet")):
        with pytest.raises(document.NoTextDocument):
            paper_text(content, "ooxml")


def test_a_text_that_is_broken_later_on_is_refused():
    for content in (b"a" * 100_000 + b"\xff", b"\xff\xfe" + b"\x00\xd8" * 2):
        with pytest.raises(TextBroken):
            paper_text(content, "text")


def test_paragraphs_inside_one_another_without_end_do_not_break_the_reader():
    depth = 20_000
    told = paper_text(docx("<w:p><w:r>" * depth + "<w:t>أ</w:t>" + "</w:r></w:p>" * depth), "ooxml").text
    assert told.strip() == "أ"
