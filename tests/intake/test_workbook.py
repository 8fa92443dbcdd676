"""A sheet of an Excel workbook is read as the rows of a list."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from dalil.intake import lists, workbook
from dalil.intake.list_columns import Field

HEADER = ["الاسم الثلاثي", "اسم الأم", "سنة الولادة", "تاريخ الاعتقال"]
ROWS = [
    ["محمد أحمد الحلبي", "فاطمة", 1985, dt.date(2012, 11, 3)],
    ["خالد وليد", None, 1990.0, "تشرين الثاني 2012"],
    [None, None, None, None],
    ["=1+1", "هدى", None, None],
]


def written(sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_cells_come_as_people_wrote_them_and_rows_balance():
    read = lists.read(written({"ورقة1": [[None], HEADER, *ROWS], "Empty": []}))
    assert (read.encoding, read.delimiter) == ("xlsx", "ورقة1")
    assert read.header == tuple(HEADER)
    assert read.columns == (Field.NAME, Field.MOTHER, Field.BIRTH_YEAR, Field.MISSING_SINCE)
    assert read.rows[0].cells == ("محمد أحمد الحلبي", "فاطمة", "1985", "2012-11-03")
    assert read.rows[1].cells == ("خالد وليد", "", "1990", "تشرين الثاني 2012")
    assert read.refused_by_code == {"list-row-empty": 1, "list-row-nameless": 1}
    assert read.met == len(ROWS)
    assert lists.header_of(written({"a": [HEADER]})) == tuple(HEADER)


def test_where_several_sheets_hold_rows_one_is_named():
    content = written({"أ": [HEADER, ROWS[0]], "ب": [HEADER, ROWS[1], ROWS[1]]})
    with pytest.raises(workbook.WorkbookUnreadable, match="أ, ب"):
        lists.read(content)
    assert len(lists.read(content, sheet="ب").rows) == 2
    with pytest.raises(workbook.WorkbookUnreadable, match="no sheet"):
        lists.read(content, sheet="ج")
    with pytest.raises(lists.ListUnreadable, match="only a workbook"):
        lists.read(b"name\nx\n", sheet="a")


def damaged():
    whole = written({"a": [HEADER, *ROWS]})
    yield "cut", whole[: len(whole) // 2]
    yield "no workbook", zipped({"note.txt": b"hello"})
    yield "a sheet that is no XML", replaced(whole, "xl/worksheets/sheet1.xml", b"<worksheet")
    yield (
        "entities",
        replaced(
            whole,
            "xl/worksheets/sheet1.xml",
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c'
            b' t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>',
        ),
    )
    yield "no sheet", written({"a": []})
    yield "too wide", written({"a": [["الاسم"] * 201]})
    yield "old Excel", b"\xd0\xcf\x11\xe0" + bytes(600)


def zipped(parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def replaced(whole, name, content):
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return zipped(parts | {name: content})


@pytest.mark.parametrize(("what", "content"), list(damaged()), ids=lambda each: str(each)[:20])
def test_what_is_no_workbook_is_refused(what, content):
    with pytest.raises((workbook.WorkbookUnreadable, lists.ListUnreadable)):
        lists.read(content)


def test_parts_that_claim_more_than_a_list_are_not_unpacked(monkeypatch):
    monkeypatch.setattr(workbook, "WORKBOOK_BYTES_MAX", 10_000)
    bomb = zipped({"xl/workbook.xml": bytes(100_000)})
    with pytest.raises(workbook.WorkbookUnreadable, match="more than any list"):
        lists.read(bomb)


def test_what_a_sheet_claims_of_its_size_is_not_believed():
    whole = written({"a": [HEADER, ROWS[0]]})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    lying = sheet.replace(b'<dimension ref="A1:D2" />', b'<dimension ref="A1:XFD1048576" />')
    assert lying != sheet
    assert lists.read(replaced(whole, "xl/worksheets/sheet1.xml", lying)).rows[0].cells[2] == "1985"
